"""Held drafts as reviewers see them, and what they decide."""

from typing import Annotated

from pydantic import Field
from pydantic.json_schema import SkipJsonSchema

from assistant.engines.request import Occasion
from assistant.web.routes.models.checks import ReleasedWords
from assistant.web.routes.models.emails import ReviewNotice
from assistant.web.routes.models.findings import PlacedEvidence, PlacedFinding, Reason
from assistant.web.routes.models.wire import (
    Asked,
    EngineName,
    GivenId,
    HeldSubject,
    HeldText,
    Identifier,
    LanguageCode,
    LongText,
    ModelName,
    Moment,
    PersonName,
    ReleasedSubject,
    ReleasedText,
    RepWords,
    RuleName,
    SeverityName,
    SubjectLine,
    Told,
    Words,
)
from guardrails.verdict import Decision

OneLine = Annotated[str, Field(min_length=1, max_length=300, pattern=r"^[^\x00-\x1f\x7f]+$")]


class WantedPage(Asked):
    """Which part of the list."""

    limit: int = Field(default=50, ge=1, le=200, description="most reviews in one answer")
    after: GivenId | SkipJsonSchema[None] = Field(default=None, description="`next` of the answer before")


class WaitingReview(Told):
    """A held draft in the list: whom it is for and which rules held it; not its text."""

    id: Identifier
    suggestion: Identifier
    contact: Identifier
    contact_name: PersonName
    rep: Identifier | None = None
    occasion: Occasion
    opened_at: Moment
    expires_at: Moment
    severity: SeverityName = Field(description="the worst of its findings")
    rules: tuple[RuleName, ...] = Field(description="the rules that held it")


class WaitingReviews(Told):
    """The drafts that wait for a reviewer, oldest first."""

    reviews: tuple[WaitingReview, ...]
    next: Identifier | None = Field(default=None, description="give it as `after` for the next page; null at the end")


class HeldFinding(PlacedFinding):
    """A finding, and whether a reviewer may take it upon themselves."""

    may_be_taken: bool


class HeldMail(Told):
    """A held draft, judged by what holds now. Each time it is shown, that is journaled."""

    review: ReviewNotice
    suggestion: Identifier
    contact: Identifier
    contact_name: PersonName
    rep: Identifier | None = None
    occasion: Occasion
    language: LanguageCode = Field(description="of the findings; give the same `Accept-Language` when you release")
    engine: EngineName
    model: ModelName
    subject: HeldSubject
    text: HeldText
    decision: Decision
    findings: tuple[HeldFinding, ...]
    evidence: tuple[PlacedEvidence, ...] = Field(description="where each number comes from")
    points: tuple[RepWords, ...] = Field(description="what the rep asked for")
    incoming: tuple[Reason, ...] = Field(description="instructions found in the mail being answered")


class ReleaseRequest(Asked):
    """Release the draft as it was held."""

    overrides: Annotated[
        tuple[OneLine, ...], Field(max_length=200, description="keys of the findings you take upon yourself")
    ] = ()
    reason: Annotated[Words, Field(description="why; the rep can read it")]


class ReviewRelease(Told):
    """The draft was released."""

    review: ReviewNotice
    suggestion: Identifier
    subject: ReleasedSubject
    text: ReleasedText


class EditRequest(Asked):
    """Put your own version before the same gate."""

    text: LongText
    subject: Annotated[SubjectLine | None, Field(description="the draft's own if absent")] = None


class EditAnswer(Told):
    """What the gate says of your version, with offsets of the text you sent. If it did not pass, the review waits."""

    review: ReviewNotice
    decision: Decision
    findings: tuple[PlacedFinding, ...]
    released: ReleasedWords | None = Field(default=None, description="the text that may leave, if it passed")
    suggestion: Identifier | None = Field(default=None, description="the new suggestion, if it passed")


class ReturnRequest(Asked):
    """Send the draft back to the rep."""

    advice: Annotated[Words, Field(description="what to change")]


class RejectRequest(Asked):
    """Decide that the draft will not be sent."""

    reason: Annotated[Words, Field(description="why; the rep can read it")]
