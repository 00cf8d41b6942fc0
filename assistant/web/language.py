"""Which language an answer is in."""

from typing import Annotated

from fastapi import Depends, Request

from guardrails.draft import Language

_LONGEST = 200
"""No browser sends more; a longer header is not worth the reading."""


def language_of(accept_language: str | None) -> Language:
    """French or English, whichever `Accept-Language` (RFC 9110, section 12.5.4) prefers; English without one."""
    best: tuple[float, Language] = (0.0, "en")
    for part in (accept_language or "")[:_LONGEST].split(","):
        tag, _, parameter = part.strip().partition(";")
        weight = _weight(parameter)
        match tag.strip().lower().partition("-")[0]:
            case "fr" if weight > best[0]:
                best = (weight, "fr")
            case "en" if weight > best[0]:
                best = (weight, "en")
            case _:
                pass
    return best[1]


async def _reader_language(request: Request) -> Language:
    return language_of(request.headers.get("accept-language"))


ReaderLanguage = Annotated[Language, Depends(_reader_language)]
"""For routes whose readers are no reps, so that the records do not know their language."""


def _weight(parameter: str) -> float:
    name, _, value = parameter.strip().partition("=")
    if name.strip().lower() != "q":
        return 1.0
    try:
        return float(value)
    except ValueError:
        return 0.0
