"""What can go wrong with a review; each says what to do, in both languages."""

from datetime import datetime

from guardrails.draft import Language
from guardrails.errors import ScrupuleError


class ReviewError(ScrupuleError):
    """A review cannot be decided like this.

    Attributes:
        sentences: what happened and what to do, by language; the English one is also the error's text.
    """

    code = "review.failed"
    status = 409

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(en)
        self.sentences: dict[Language, str] = {"fr": fr, "en": en}

    def sentence(self, language: Language) -> str:
        return self.sentences[language]


class ReviewUnknown(ReviewError):
    """No review has this id."""

    code = "review.unknown"
    status = 404

    def __init__(self) -> None:
        super().__init__(
            "aucune relecture ne porte cet identifiant ; listez celles qui attendent (scrupule reviews list)",
            "no such review; list those that wait (scrupule reviews list)",
        )


class ReviewDecided(ReviewError):
    """Somebody else was faster."""

    code = "review.decided"

    def __init__(self, state: str, who: str, at: datetime) -> None:
        when = f"{at:%Y-%m-%d %H:%M %z}".strip()
        super().__init__(
            f"cette relecture est déjà tranchée : {_STATES_FR.get(state, state)} par {who} le {when} ;"
            " ouvrez la suivante",
            f"this review is decided already: {state} by {who} at {when}; open the next one",
        )


class ReviewExpired(ReviewError):
    """Nobody decided in time."""

    code = "review.expired"

    def __init__(self, at: datetime) -> None:
        when = f"{at:%Y-%m-%d %H:%M %z}".strip()
        super().__init__(
            f"cette relecture a expiré le {when} : ce que dit le brouillon n’est peut-être plus vrai ;"
            " demandez un nouveau brouillon",
            f"this review expired at {when}: what the draft says may no longer hold; ask for a new draft",
        )


class OwnDraft(ReviewError):
    """Whoever asked for a draft may not release it."""

    code = "review.own_draft"
    status = 403

    def __init__(self) -> None:
        super().__init__(
            "on ne valide pas son propre mail : demandez à quelqu’un d’autre de le relire",
            "nobody releases their own mail: ask somebody else to review it",
        )


class FindingUnknown(ReviewError):
    """A key names none of the draft's findings as they are now."""

    code = "review.finding_unknown"
    status = 422

    def __init__(self) -> None:
        super().__init__(
            "une clé ne désigne aucun constat de ce brouillon ; relisez-le, et reprenez les clés des constats actuels",
            "a key names no finding of this draft; read it again, and take the keys of its findings of now",
        )


class WordsMissing(ReviewError):
    """A decision needs words: a reason, advice, or the text of the mail."""

    code = "review.words_missing"
    status = 422

    def __init__(self, fr: str, en: str) -> None:
        super().__init__(f"il manque {fr} ; écrivez-le en quelques mots", f"{en} is missing; write it in a few words")


_STATES_FR = {
    "released": "mail validé",
    "edited": "mail modifié puis validé",
    "returned": "mail renvoyé avec des conseils",
    "rejected": "mail refusé",
    "expired": "délai dépassé",
}
