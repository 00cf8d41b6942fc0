"""A brief, and what becomes of it."""

from typing import Annotated, Literal

from pydantic import Base64Bytes, Field, RootModel

from assistant.emails.progress import Step
from assistant.engines.request import Occasion, Tone
from assistant.review.tables import ReviewState
from assistant.web.problems import Problem
from assistant.web.routes.models.admissions import AdmissionAnswer
from assistant.web.routes.models.findings import Reason, Repair, Support
from assistant.web.routes.models.wire import (
    Asked,
    EngineName,
    Explanation,
    Identifier,
    LanguageCode,
    Line,
    LongText,
    ModelName,
    Moment,
    PackLabel,
    ReleasedSubject,
    ReleasedText,
    ReviewerWords,
    SubjectLine,
    Told,
    Words,
)


class IncomingText(Asked):
    """The mail being answered, as text."""

    text: LongText
    subject: SubjectLine = ""


class IncomingFile(Asked):
    """The mail being answered, as a mail program keeps it (RFC 5322)."""

    eml: Annotated[Base64Bytes, Field(description="the .eml file in base64")]


class BriefRequest(Asked):
    """What a rep asks for. The rep is whom the token belongs to; the administrator chooses the engine."""

    contact: Annotated[Line, Field(description="id, e-mail address or full name of the recipient")]
    occasion: Annotated[Occasion, Field(description="why the rep writes; the legal purpose follows from it")]
    language: Annotated[LanguageCode | None, Field(description="of the mail; the contact's own if absent")] = None
    tone: Annotated[Tone, Field(description="how it sounds")] = Tone.FRIENDLY
    points: Annotated[tuple[Words, ...], Field(max_length=12, description="what to say, in the rep's words")] = ()
    reply_to: Annotated[LongText | IncomingText | IncomingFile | None, Field(description="the mail being answered")] = (
        None
    )
    mentionable: Annotated[
        tuple[Line, ...], Field(max_length=20, description="people introduced on purpose, who may be named")
    ] = ()
    variation: Annotated[int, Field(ge=0, le=1_000_000, description="another number asks for another wording")] = 0


class Mail(Told):
    """A mail that passed the gate, with what it rests on."""

    suggestion: Identifier
    subject: ReleasedSubject
    text: ReleasedText
    language: LanguageCode
    repairs: tuple[Repair, ...] = Field(description="what was changed before it was released")
    evidence: tuple[Support, ...] = Field(description="where each number comes from")
    engine: EngineName
    model: ModelName
    packs: tuple[PackLabel, ...] = Field(description="rules in force")


class ReviewNotice(Told):
    """How the review of a draft stands."""

    id: Identifier
    state: ReviewState
    opened_at: Moment
    expires_at: Moment
    decided_at: Moment | None = None
    decided_by: Identifier | None = Field(default=None, description="id of who decided; never a name")
    reason: ReviewerWords | None = None
    advice: ReviewerWords | None = Field(default=None, description="what to change, where the draft was sent back")
    result: Identifier | None = Field(default=None, description="the suggestion that the reviewer's edit led to")


class ReleasedMail(Mail):
    """The mail may be sent."""

    status: Literal["released"] = "released"
    notices: tuple[Explanation, ...] = Field(description="what else the rep should know")
    incoming: tuple[Reason, ...] = Field(description="instructions found in the mail being answered, and set aside")
    review: ReviewNotice | None = Field(default=None, description="the review that released it, if one did")
    sent_at: Moment | None = Field(default=None, description="when it was sent, if it was")


class QueuedMail(Told):
    """The draft waits for a reviewer, or none came about; the composer's mail is offered meanwhile, if it passes."""

    status: Literal["queued"] = "queued"
    suggestion: Identifier
    review: ReviewNotice | None = Field(default=None, description="absent when no draft came about")
    reasons: tuple[Reason, ...] = Field(description="why, in words; the text itself is for reviewers only")
    offered: Mail | None = None
    notices: tuple[Explanation, ...]
    incoming: tuple[Reason, ...]


class ClosedMail(Told):
    """Nothing will come of it: sent back, rejected, expired, or no longer true."""

    status: Literal["closed"] = "closed"
    suggestion: Identifier
    review: ReviewNotice | None = None
    reasons: tuple[Reason, ...]
    notices: tuple[Explanation, ...]


class DecidedMail(RootModel[ReleasedMail | ClosedMail]):
    """The mail may be sent; or nothing will come of it, as a request that is repeated later may be told."""

    root: ReleasedMail | ClosedMail


class Refusal(Told):
    """Nothing was written: the person may not be written to, or the brief asks for what may not be written."""

    admission: AdmissionAnswer
    reasons: tuple[Reason, ...] = Field(description="what the brief may not ask for; empty when admission refused")


class RefusalProblem(Problem, Refusal):
    """Problem details of a refusal."""


class SentMail(Told):
    """The mail as it leaves; it counts from now towards how often the contact is written to."""

    suggestion: Identifier
    sent_at: Moment
    subject: ReleasedSubject
    text: ReleasedText


class StepTaken(Told):
    """What is being done: the data of a `progress` event."""

    step: Step
