"""What is wrong with the fields of a request, without a word of what they held.

Pydantic's own sentences are not used: some repeat a part of the value, and a custom error may repeat all of it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from fastapi.exceptions import RequestValidationError

from guardrails.draft import Language

_SENTENCES: Final[Mapping[str, tuple[str, str]]] = {
    "missing": ("this is needed", "ce champ est nécessaire"),
    "extra_forbidden": ("it holds a field that is not known here", "il contient un champ inconnu ici"),
    "json_invalid": ("this is not valid JSON", "ce n'est pas du JSON valide"),
    "string_type": ("give a text", "donnez un texte"),
    "string_too_short": ("give at least {min_length} character(s)", "donnez au moins {min_length} caractère(s)"),
    "string_too_long": ("give at most {max_length} characters", "donnez au plus {max_length} caractères"),
    "too_short": ("give at least {min_length}", "donnez-en au moins {min_length}"),
    "too_long": ("give at most {max_length}", "donnez-en au plus {max_length}"),
    "enum": ("choose {expected}", "choisissez parmi {expected}"),
    "literal_error": ("choose {expected}", "choisissez parmi {expected}"),
    "int_type": ("give a whole number", "donnez un nombre entier"),
    "int_parsing": ("give a whole number", "donnez un nombre entier"),
    "bool_type": ("give true or false", "donnez true ou false"),
    "list_type": ("give a list", "donnez une liste"),
    "model_attributes_type": (
        "give a JSON object, with Content-Type: application/json",
        "donnez un objet JSON, avec Content-Type: application/json",
    ),
    "greater_than_equal": ("give {ge} or more", "donnez {ge} ou plus"),
    "less_than_equal": ("give {le} or less", "donnez {le} ou moins"),
    "timezone_aware": ("give an offset, such as +01:00", "donnez un décalage, comme +01:00"),
}
_OTHERWISE: Final = ("this cannot be used here", "cette valeur est inutilisable ici")
_LIMITS: Final = ("min_length", "max_length", "expected", "ge", "le")
"""What may be taken from an error into a sentence: our own limits, never what was given."""


@dataclass(frozen=True, slots=True)
class FaultyField:
    """One field that cannot be used.

    Attributes:
        field: ``body.points.0``.
        code: pydantic's name of the kind of error.
    """

    field: str
    code: str
    sentence: str


def faulty_fields(error: RequestValidationError, language: Language) -> tuple[FaultyField, ...]:
    """The fields that cannot be used, in the order of the request."""
    return tuple(_faulty(one["type"], one["loc"], one.get("ctx") or {}, language) for one in error.errors())


def _faulty(kind: str, path: tuple[int | str, ...], context: Mapping[str, object], language: Language) -> FaultyField:
    english, french = _SENTENCES.get(kind, _OTHERWISE)
    limits = {name: context.get(name) for name in _LIMITS}
    if kind == "json_invalid":
        path = path[:1]  # the rest is an offset
    elif kind == "extra_forbidden":
        path = path[:-1]  # the unknown name is the caller's word, and could be anything
    return FaultyField(".".join(map(str, path)), kind, (french if language == "fr" else english).format_map(limits))
