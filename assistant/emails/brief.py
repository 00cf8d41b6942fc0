"""What a rep asks for."""

from dataclasses import dataclass
from difflib import get_close_matches
from enum import StrEnum
from typing import TypeVar

from assistant.emails.errors import BriefError
from assistant.emails.incoming import IncomingMail
from assistant.engines.request import Occasion, Tone
from guardrails.draft import Language

MAX_POINTS = 12
MAX_CHARACTERS = 4_000

_Choice = TypeVar("_Choice", bound=StrEnum)


@dataclass(frozen=True, slots=True)
class Brief:
    """What a rep asks for.

    Attributes:
        contact: id, e-mail address or full name of the recipient.
        occasion: why the rep writes; the legal purpose follows from it.
        language: the mail's language; the contact's own when None.
        tone: how it sounds.
        points: what to say, in the rep's words; may be empty where the occasion says enough.
        reply_to: the mail being answered.
        rep: id or e-mail address of who writes; the first rep when None.
        mentionable: people introduced on purpose, who may be named.
        variation: another number asks for another wording.
    """

    contact: str
    occasion: Occasion
    language: Language | None = None
    tone: Tone = Tone.FRIENDLY
    points: tuple[str, ...] = ()
    reply_to: IncomingMail | None = None
    rep: str | None = None
    mentionable: tuple[str, ...] = ()
    variation: int = 0


def make_brief(
    contact: str,
    occasion: str,
    language: str | None = None,
    tone: str = Tone.FRIENDLY,
    points: tuple[str, ...] = (),
    reply_to: IncomingMail | None = None,
    rep: str | None = None,
    mentionable: tuple[str, ...] = (),
    variation: int = 0,
) -> Brief:
    """A brief from what a person typed.

    Raises:
        BriefError: something is missing, unknown or too long; the message says what to write instead.
    """
    if not contact.strip():
        raise BriefError("the brief names no contact; give an id, an e-mail address or a full name")
    if language is not None and language not in ("fr", "en"):
        raise BriefError("mails are written in French (fr) or English (en); give one of these as the language")
    if any(not point.strip() for point in points):
        raise BriefError("a point of the brief is empty; write what to say, or leave --points out")
    length = sum(len(point) for point in points)
    if length > MAX_CHARACTERS or len(points) > MAX_POINTS:
        noun = "point" if len(points) == 1 else "points"
        raise BriefError(
            f"the brief has {len(points)} {noun} and {length:,} characters; at most {MAX_POINTS} points and"
            f" {MAX_CHARACTERS:,} characters fit a mail: keep what this person needs to read"
        )
    return Brief(
        contact=contact.strip(),
        occasion=choose(Occasion, occasion, "occasion"),
        language=language,
        tone=choose(Tone, tone, "tone"),
        points=tuple(" ".join(point.split()) for point in points),
        reply_to=reply_to,
        rep=rep,
        mentionable=mentionable,
        variation=variation,
    )


def choose(kind: type[_Choice], given: str, name: str) -> _Choice:
    """One of a closed set, as a person typed it.

    Raises:
        BriefError: it is none of them; the message names the nearest, and all that there are.
    """
    try:
        return kind(given)
    except ValueError:
        known = [one.value for one in kind]
        near = get_close_matches(given, known, n=1)
        hint = f"; did you mean {near[0]}?" if near else "."
        raise BriefError(f"unknown {name}{hint} Choose among {', '.join(known)}.") from None
