"""Text as it may stand in an answer: every kind has a name, and a bare string has none.

Whatever a model, the composer or a rep's hand wrote comes from a `Released`, or for a reviewer from an `UnderReview`;
the types below read those and nothing else. A test walks every route and finds no other text (DESIGN, promise 1).
"""

from dataclasses import dataclass
from datetime import UTC
from typing import Annotated, Final, Literal

from pydantic import (
    AfterValidator,
    AwareDatetime,
    BaseModel,
    ConfigDict,
    Field,
    InstanceOf,
    PlainSerializer,
    WithJsonSchema,
)

from assistant.web.meanings import Code, Explanation, Identifier, Meaning
from guardrails.draft import FieldName
from guardrails.verdict import Action, Released, Severity, UnderReview


class Asked(BaseModel):
    """A request: what it does not know is refused, so that a misspelt field is not silently left out."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Told(BaseModel):
    """An answer."""

    model_config = ConfigDict(frozen=True, extra="forbid")


SourceName = Annotated[str, Meaning("law, guidance or house policy that something rests on")]
RuleName = Annotated[str, Meaning("name of a rule, `<guard>.<kind>`")]
FindingKey = Annotated[str, Meaning("name of a finding within its draft, as a release by a reviewer takes it")]
Rewording = Annotated[str, Meaning("what the rules put in place of a passage; empty: it is left out")]
PersonName = Annotated[str, Meaning("name of a person in the records")]
CompanyName = Annotated[str, Meaning("name of a company in the records")]
Subject = Annotated[str, Meaning("what a fact is about, as the records say it")]
Value = Annotated[str, Meaning("value of a fact, as the records say it")]
EngineName = Annotated[str, Meaning("openai, local or composer")]
ModelName = Annotated[str, Meaning("name of a model, or version of the composer's sentences")]
PackLabel = Annotated[str, Meaning("pack and version in force, such as fr@1")]
ReviewerWords = Annotated[str, Meaning("what a reviewer wrote to the rep")]
RepWords = Annotated[str, Meaning("what a rep asked for, in their own words")]
Digest = Annotated[str, Meaning("SHA-256 digest, in hexadecimal")]

ReleasedText = Annotated[
    InstanceOf[Released],
    PlainSerializer(lambda released: released.text, return_type=str),
    WithJsonSchema({"type": "string", "description": "the body that may leave: it passed the gate"}),
]
ReleasedSubject = Annotated[
    InstanceOf[Released],
    PlainSerializer(lambda released: released.subject, return_type=str | None),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}], "description": "the subject line that may leave"}),
]
HeldText = Annotated[
    InstanceOf[UnderReview],
    PlainSerializer(lambda held: held.text, return_type=str),
    WithJsonSchema({"type": "string", "description": "the body that was held, for reviewers only; journaled"}),
]
HeldSubject = Annotated[
    InstanceOf[UnderReview],
    PlainSerializer(lambda held: held.subject, return_type=str | None),
    WithJsonSchema({"anyOf": [{"type": "string"}, {"type": "null"}], "description": "the subject line that was held"}),
]


@dataclass(frozen=True, slots=True)
class Passage:
    """Some words of a released text."""

    released: Released
    field: FieldName
    start: int
    end: int

    def __str__(self) -> str:
        text = self.released.text if self.field == "text" else self.released.subject or ""
        return text[self.start : self.end]


ReleasedPassage = Annotated[
    InstanceOf[Passage],
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "description": "the words of the released text that the fact supports"}),
]

DOORS: Final = (Released, UnderReview, Passage)
"""The types that text of a draft comes from."""

SeverityName = Annotated[
    Severity,
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "enum": [str(one) for one in Severity], "description": "how serious it is"}),
]
Moment = Annotated[AwareDatetime, AfterValidator(lambda at: at.astimezone(UTC))]
"""A point in time, in UTC: the same when it comes from a clock and when it comes from the records."""
Offset = Annotated[int, Field(ge=0, description="offset in code points; ends are exclusive")]
ActionName = Annotated[Action, Field(description="what it asks of the gate")]
LanguageCode = Literal["fr", "en"]

# What people type: something besides white space, and no control characters, which belong in no name and no mail.
_LINE: Final = r"^[^\x00-\x1f\x7f]*[^\s\x00-\x1f\x7f][^\x00-\x1f\x7f]*$"
_TEXT: Final = r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*[^\s\x00-\x1f][^\x00-\x08\x0b\x0c\x0e-\x1f]*$"
Line = Annotated[str, Field(min_length=1, max_length=320, pattern=_LINE)]
SubjectLine = Annotated[str, Field(max_length=998, pattern=r"^[^\x00-\x08\x0b\x0c\x0e-\x1f]*$")]
Words = Annotated[str, Field(min_length=1, max_length=4_000, pattern=_TEXT)]
GivenId = Annotated[
    str, Field(pattern="^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}$", description="a UUID, as it was given")
]
"""An id in a path or query. Looked for as text, it would fail on PostgreSQL with a zero byte in it."""
LongText = Annotated[str, Field(min_length=1, max_length=100_000, pattern=_TEXT)]

__all__ = ["Code", "Explanation", "Identifier", "Meaning"]
