"""A text that a person wrote, and what the gate says of it."""

from typing import Annotated, Literal

from pydantic import Field

from assistant.engines.request import Occasion
from assistant.web.routes.models.findings import PlacedEvidence, PlacedFinding
from assistant.web.routes.models.wire import (
    Asked,
    LanguageCode,
    Line,
    LongText,
    PackLabel,
    ReleasedSubject,
    ReleasedText,
    SubjectLine,
    Told,
)
from guardrails.draft import Span
from guardrails.verdict import Decision


class CheckRequest(Asked):
    """The text to check. Without a contact only the text is judged, not whether anybody may be written to."""

    text: LongText
    subject: SubjectLine | None = None
    format: Annotated[Literal["text", "html"], Field(description="plain text, or the mail's markup")] = "text"
    language: Annotated[LanguageCode | None, Field(description="recognised if absent")] = None
    contact: Annotated[Line | None, Field(description="id, e-mail address or full name of who it is for")] = None
    occasion: Annotated[Occasion, Field(description="why it is written; the legal purpose follows")] = (
        Occasion.FOLLOW_UP
    )
    mentionable: Annotated[
        tuple[Line, ...], Field(max_length=20, description="people introduced on purpose, who may be named")
    ] = ()
    quoted: Annotated[
        tuple[Span, ...], Field(max_length=200, description="parts that quote an earlier mail: read, and not judged")
    ] = ()


class ReleasedWords(Told):
    """The text as it may leave, corrected where `decision` is `revise`."""

    subject: ReleasedSubject
    text: ReleasedText


class CheckAnswer(Told):
    """The gate's answer; offsets are those of the text that was sent, in code points."""

    decision: Decision
    findings: tuple[PlacedFinding, ...]
    evidence: tuple[PlacedEvidence, ...] = Field(description="where each number comes from")
    released: ReleasedWords | None = Field(default=None, description="the text that may leave, if it may")
    language: LanguageCode
    packs: tuple[PackLabel, ...]
