"""What a rep is told besides findings, in both languages."""

from enum import Enum

from guardrails.draft import Context


class Notice(Enum):
    """Something the rep should know."""

    ENGINE = {
        "fr": "Le modèle n’a pas pu écrire : {reason}.",
        "en": "The model could not write: {reason}.",
    }
    COMPOSER = {
        "fr": "En attendant, voici la version composée de phrases approuvées et de faits vérifiés, sans modèle.",
        "en": "Meanwhile, here is the version composed of approved sentences and verified facts, without a model.",
    }
    INCOMING = {
        "fr": "Le mail reçu contient des instructions destinées à un assistant. Elles ont été écartées et n’ont rien"
        " changé ; lisez ce mail avec prudence avant de répondre.",
        "en": "The mail you received holds instructions meant for an assistant. They were set aside and changed"
        " nothing; read that mail with care before you answer.",
    }
    FELL_BACK = {
        "fr": "Ce mail a été composé sans modèle.",
        "en": "This mail was composed without a model.",
    }


def notice(which: Notice, context: Context, **parts: str) -> str:
    """A notice in the rep's language."""
    return which.value[context.reader_language or "fr"].format(**parts)
