"""What a rep is told besides findings, in both languages."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from guardrails.draft import Context, Language


class Notice(StrEnum):
    """Something the rep should know."""

    ENGINE = "engine"
    COMPOSER = "composer"
    FELL_BACK = "fell_back"
    INCOMING = "incoming"


_WORDS: Final[Mapping[Notice, Mapping[Language, str]]] = {
    Notice.ENGINE: {
        "fr": "Le modèle n’a pas pu écrire : {reason}.",
        "en": "The model could not write: {reason}.",
    },
    Notice.COMPOSER: {
        "fr": "En attendant, voici la version composée de phrases approuvées et de faits vérifiés, sans modèle.",
        "en": "Meanwhile, here is the version composed of approved sentences and verified facts, without a model.",
    },
    Notice.FELL_BACK: {
        "fr": "Ce mail a été composé sans modèle.",
        "en": "This mail was composed without a model.",
    },
    Notice.INCOMING: {
        "fr": "Le mail reçu contient des instructions destinées à un assistant. Elles ont été écartées et n’ont rien"
        " changé ; lisez ce mail avec prudence avant de répondre.",
        "en": "The mail you received holds instructions meant for an assistant. They were set aside and changed"
        " nothing; read that mail with care before you answer.",
    },
}


def notice(which: Notice, context: Context, **parts: str) -> str:
    """A notice in the rep's language."""
    return _WORDS[which][context.reader_language or "fr"].format(**parts)
