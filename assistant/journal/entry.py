"""One entry of the journal: ids, rules, versions and a moment. Its patterns leave no room for personal data."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Self

import rfc8785
from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict, Field, PlainSerializer, StringConstraints

from guardrails.verdict import Decision


class Event(StrEnum):
    """What happened."""

    DRAFT_RELEASED = "draft.released"
    DRAFT_HELD = "draft.held"
    DRAFT_BLOCKED = "draft.blocked"
    DRAFT_FAILED = "draft.failed"
    """No engine gave a mail."""
    DRAFT_REFUSED = "draft.refused"
    """Admission refused: nothing was written."""
    BRIEF_REFUSED = "brief.refused"
    """What the rep asked for may not be asked."""
    TEXT_CHECKED = "text.checked"
    REVIEW_VIEWED = "review.viewed"
    REVIEW_RELEASED = "review.released"
    REVIEW_EDITED = "review.edited"
    REVIEW_RETURNED = "review.returned"
    REVIEW_REJECTED = "review.rejected"
    REVIEW_EXPIRED = "review.expired"
    SUGGESTION_REOPENED = "suggestion.reopened"
    SUGGESTION_SENT = "suggestion.sent"
    TOKEN_CREATED = "token.created"  # noqa: S105 (the name of an event)
    TOKEN_REVOKED = "token.revoked"  # noqa: S105
    PERSON_ERASED = "person.erased"
    KEYS_ROTATED = "keys.rotated"
    BACKUP_MADE = "backup.made"
    BACKUP_RESTORED = "backup.restored"
    RECORDS_IMPORTED = "records.imported"
    CONSENT_RECORDED = "consent.recorded"


class Engine(StrEnum):
    """What wrote."""

    OPENAI = "openai"
    LOCAL = "local"
    COMPOSER = "composer"


_UUID = "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}"
_RANDOM = "[0-9a-f]{32}"


def _text(pattern: str) -> StringConstraints:
    # `\Z`, since Python's `$` lets a line break through.
    return StringConstraints(pattern=rf"^(?:{pattern})\Z")


Actor = Annotated[str, _text(r"(?![0-9-]{7,}\Z)[a-z0-9][a-z0-9-]{0,39}")]
"""Who did it: the id of a token, a reviewer or a part of the system. Digits alone may be a phone number: refused."""
OPERATOR = "operator"
"""Who acts at the command line: whoever may read the database may do everything."""
SubjectId = Annotated[str, _text(_RANDOM)]
"""The random id of a person."""
SuggestionId = Annotated[str, _text(_UUID)]
TokenId = Annotated[str, _text("token-[0-9a-f]{16}")]
RequestId = Annotated[str, _text(f"{_UUID}|{_RANDOM}")]
RuleId = Annotated[
    str, _text(r"[a-z][a-z_]{1,30}\.[a-z][a-z0-9_]{1,50}|CM-[A-Z]{2,7}-[A-Za-z0-9]{3,24}(-[a-z_]{3,12}){2}")
]
"""A rule as findings name it (``pii.person``), or a row of the contact table (``CM-FR-B2C-email-prospect``)."""
PackLabel = Annotated[str, _text(r"[a-z][a-z0-9-]{0,39}@[0-9]{1,6}")]
PromptReference = Annotated[str, _text(r"[a-z][a-z_]{1,30}\.[a-z]{2}@[0-9]{1,6}")]
ModelName = Annotated[str, _text(r"(?=.*[A-Za-z])(?!.*[0-9]{9})[A-Za-z0-9][A-Za-z0-9._:/-]{0,79}")]
"""A model as its endpoint knows it. Nine digits in a row are refused: they may be a phone or account number."""
Count = Annotated[int, Field(ge=0, lt=10_000_000)]
"""How many; too small for a phone number."""


def _in_utc(at: datetime) -> datetime:
    return at.astimezone(UTC)


def _in_order(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


Moment = Annotated[
    AwareDatetime,
    AfterValidator(_in_utc),
    PlainSerializer(lambda at: at.isoformat(timespec="microseconds"), when_used="json"),
]


class Entry(BaseModel):
    """What one entry says.

    Attributes:
        event: what happened.
        at: when, in UTC.
        actor: who did it.
        subject: whom it is about.
        suggestion: which stored draft.
        decision: the gate's.
        rules: the rules that the findings rest on, sorted, each once.
        packs: the packs in force, sorted.
        prompt: the prompt template, such as ``email.fr@1``.
        engine: what wrote.
        model: which model.
        count: how many rows, keys or people an operation concerned.
        request: the request of the web service; nothing writes it yet.
        token: the token that was made or revoked.

    Raises:
        ValidationError: a value is not of its form; the message does not quote it.
    """

    model_config = ConfigDict(
        frozen=True, extra="forbid", strict=True, hide_input_in_errors=True, regex_engine="python-re"
    )

    event: Event
    at: Moment
    actor: Actor
    subject: SubjectId | None = None
    suggestion: SuggestionId | None = None
    decision: Decision | None = None
    rules: Annotated[tuple[RuleId, ...], AfterValidator(_in_order)] = ()
    packs: Annotated[tuple[PackLabel, ...], AfterValidator(_in_order)] = ()
    prompt: PromptReference | None = None
    engine: Engine | None = None
    model: ModelName | None = None
    count: Count | None = None
    request: RequestId | None = None
    token: TokenId | None = None


class Written(Entry):
    """An entry with the place that it was written at, so that one that was moved or repeated gives itself away."""

    seq: Annotated[int, Field(ge=1)]

    @classmethod
    def at_place(cls, entry: Entry, seq: int) -> Self:
        """The entry, to be written as number `seq`."""
        return cls.model_validate({**dict(entry), "seq": seq})

    def text(self) -> str:
        """Canonical JSON (RFC 8785): the same entry is always the same text. What is not known is left out."""
        return rfc8785.dumps(self.model_dump(mode="json", exclude_defaults=True)).decode()
