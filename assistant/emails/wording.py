"""What a rep is told besides findings, in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from guardrails.draft import Context, Language
from guardrails.errors import ScrupuleError
from guardrails.verdict import Action, Verdict


class Notice(StrEnum):
    """Something the rep should know."""

    ENGINE = "engine"
    COMPOSER = "composer"
    FELL_BACK = "fell_back"
    INCOMING = "incoming"
    REDACTED = "redacted"
    LAPSED = "lapsed"
    SENT = "sent"


_WORDS: Final[Mapping[Notice, Mapping[Language, str]]] = {
    Notice.ENGINE: {
        "fr": "Le modèle n’a pas pu écrire : {reason} (détail : {detail}).",
        "en": "The model could not write: {reason} ({detail}).",
    },
    Notice.COMPOSER: {
        "fr": "En attendant, voici la version composée de phrases approuvées et de faits vérifiés, sans modèle.",
        "en": "Meanwhile, here is the version composed of approved sentences and verified facts, without a model.",
    },
    Notice.FELL_BACK: {
        "fr": "Ce mail a été composé sans modèle.",
        "en": "This mail was composed without a model.",
    },
    Notice.REDACTED: {
        "fr": "Des données d’autres personnes ont été masquées dans ce mail : complétez ou retirez chaque <…> avant"
        " l’envoi.",
        "en": "Data about other people was redacted in this mail: complete or remove each <…> before you send it.",
    },
    Notice.LAPSED: {
        "fr": "Ce mail avait été validé, mais il ne peut plus partir : les règles, les faits ou les accords ont changé,"
        " ou trop de temps a passé (détail : {detail}). Demandez un nouveau brouillon.",
        "en": "This mail was released, but may no longer leave: the rules, the facts or the consents have changed, or"
        " too much time has passed ({detail}). Ask for a new draft.",
    },
    Notice.SENT: {
        "fr": "Ce mail a déjà été envoyé.",
        "en": "This mail was sent already.",
    },
    Notice.INCOMING: {
        "fr": "Le mail reçu contient des instructions destinées à un assistant. Elles ont été écartées et n’ont rien"
        " changé ; lisez ce mail avec prudence avant de répondre.",
        "en": "The mail you received holds instructions meant for an assistant. They were set aside and changed"
        " nothing; read that mail with care before you answer.",
    },
}


_UNKNOWN_FAILURE: Final = "engine.failed"
_REASONS: Final[Mapping[str, Mapping[Language, str]]] = {
    "engine.unavailable": {"fr": "il est injoignable pour le moment", "en": "it cannot be reached at the moment"},
    "engine.too_slow": {"fr": "il n’a pas répondu à temps", "en": "it did not answer in time"},
    "engine.misconfigured": {
        "fr": "il est mal réglé, ce qu’un administrateur peut corriger",
        "en": "it is not set up rightly, which an administrator can put right",
    },
    "engine.unusable": {"fr": "sa réponse n’est pas un mail utilisable", "en": "its answer is not a usable mail"},
    "engine.brief_unusable": {
        "fr": "la demande est trop longue, ou n’est pas dans la langue du mail",
        "en": "the brief is too long, or not in the language of the mail",
    },
    "pseudonym.unknown": {
        "fr": "sa réponse désigne une personne ou une donnée inconnue",
        "en": "its answer names a person or a detail that it was not given",
    },
    _UNKNOWN_FAILURE: {"fr": "il a échoué", "en": "it failed"},
}


def failure_notice(failure: ScrupuleError, context: Context) -> str:
    """Why the engine wrote nothing, in the rep's language; the technical sentence is the detail behind it."""
    reasons = _REASONS.get(failure.code, _REASONS[_UNKNOWN_FAILURE])
    return notice(Notice.ENGINE, context, reason=reasons[context.reader_language or "fr"], detail=str(failure))


def redaction_notice(verdict: Verdict, context: Context) -> tuple[str, ...]:
    """What is left to do in a mail of which something was redacted."""
    redacted = any(one.action is Action.REDACT for one in verdict.findings)
    return (notice(Notice.REDACTED, context),) if redacted else ()


def notice(which: Notice, context: Context, **parts: str) -> str:
    """A notice in the rep's language."""
    return _WORDS[which][context.reader_language or "fr"].format(**parts)
