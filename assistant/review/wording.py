"""What a reviewer reads besides findings, in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from assistant.review.queue import ReviewNote
from assistant.review.tables import ReviewState
from guardrails.draft import Language


class Label(StrEnum):
    """A heading or a sentence."""

    QUEUE = "queue"
    NOTHING = "nothing"
    DRAFT = "draft"
    SUBJECT = "subject"
    FINDINGS = "findings"
    NO_FINDINGS = "no_findings"
    BLOCKED = "blocked"
    POINTS = "points"
    INCOMING = "incoming"
    NUMBERS = "numbers"
    EXPIRES = "expires"
    FOR = "for"
    OCCASION = "occasion"
    WHY = "why"
    INSTEAD = "instead"
    REMOVE = "remove"
    TAKE = "take"
    RELEASED = "released"
    EDITED = "edited"
    NOT_EDITED = "not_edited"
    RETURNED = "returned"
    REJECTED = "rejected"
    EXPIRED = "expired"


WORDS: Final[Mapping[Label, Mapping[Language, str]]] = {
    Label.QUEUE: {"fr": "En attente de relecture", "en": "Waiting for review"},
    Label.NOTHING: {"fr": "Rien n’attend.", "en": "Nothing waits."},
    Label.DRAFT: {"fr": "Brouillon retenu — ne pas transmettre", "en": "Held draft — not to be passed on"},
    Label.SUBJECT: {"fr": "Objet", "en": "Subject"},
    Label.FINDINGS: {"fr": "Ce que le contrôle en dit maintenant", "en": "What the gate says of it now"},
    Label.NO_FINDINGS: {"fr": "Rien à redire au texte lui-même.", "en": "Nothing to object to in the text itself."},
    Label.BLOCKED: {
        "fr": "Ce texte ne peut pas partir tel quel : modifiez-le, renvoyez-le ou refusez-le.",
        "en": "This text may not leave as it is: edit it, send it back or reject it.",
    },
    Label.POINTS: {"fr": "Ce que le commercial a demandé", "en": "What the rep asked for"},
    Label.INCOMING: {
        "fr": "Instructions cachées dans le mail reçu : le modèle les a peut-être lues",
        "en": "Instructions hidden in the mail being answered: the model may have read some",
    },
    Label.NUMBERS: {"fr": "D’où vient chaque chiffre", "en": "Where each number comes from"},
    Label.EXPIRES: {"fr": "expire le", "en": "expires"},
    Label.FOR: {"fr": "pour", "en": "for"},
    Label.OCCASION: {"fr": "occasion", "en": "occasion"},
    Label.WHY: {"fr": "pourquoi", "en": "why"},
    Label.INSTEAD: {"fr": "Plutôt", "en": "Instead"},
    Label.REMOVE: {"fr": "(supprimer ce passage)", "en": "(leave this passage out)"},
    Label.TAKE: {"fr": "pour l’assumer", "en": "to take it upon yourself"},
    Label.RELEASED: {"fr": "Validé : ce mail peut partir.", "en": "Released: this mail may leave."},
    Label.EDITED: {"fr": "Votre version est validée.", "en": "Your version is released."},
    Label.NOT_EDITED: {
        "fr": "Votre version ne peut pas partir ; rien n’a été validé et la relecture attend toujours.",
        "en": "Your version may not leave; nothing was released and the review still waits.",
    },
    Label.RETURNED: {
        "fr": "Renvoyé au commercial avec vos conseils.",
        "en": "Sent back to the rep with your advice.",
    },
    Label.REJECTED: {"fr": "Refusé : ce mail ne partira pas.", "en": "Rejected: this mail will not leave."},
    Label.EXPIRED: {"fr": "{count} relecture(s) expirée(s).", "en": "{count} review(s) expired."},
}

_STANDINGS: Final[Mapping[ReviewState, Mapping[Language, str]]] = {
    ReviewState.WAITING: {
        "fr": "Attend une relecture jusqu’au {until}.",
        "en": "Waits for a reviewer until {until}.",
    },
    ReviewState.RELEASED: {
        "fr": "Relu et validé par {who} : {words}",
        "en": "Reviewed and released by {who}: {words}",
    },
    ReviewState.EDITED: {"fr": "Relu, modifié et validé par {who}.", "en": "Reviewed, edited and released by {who}."},
    ReviewState.RETURNED: {"fr": "Renvoyé par {who}. Conseils : {words}", "en": "Sent back by {who}. Advice: {words}"},
    ReviewState.REJECTED: {"fr": "Refusé par {who} : {words}", "en": "Rejected by {who}: {words}"},
    ReviewState.EXPIRED: {
        "fr": "Personne ne l’a relu avant le {until} : ce qu’il dit n’est peut-être plus vrai. Demandez un nouveau"
        " brouillon.",
        "en": "Nobody reviewed it before {until}: what it says may no longer hold. Ask for a new draft.",
    },
}


def say(label: Label, language: Language) -> str:
    """A heading or a sentence, in the reader's language."""
    return WORDS[label][language]


def standing(review: ReviewNote, language: Language) -> str:
    """How a review stands, in one sentence for the rep."""
    return _STANDINGS[review.state][language].format(
        who=review.decided_by, words=review.advice or review.reason or "—", until=f"{review.expires_at:%Y-%m-%d}"
    )
