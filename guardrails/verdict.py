"""What comes out of the gate: findings, evidence, a decision, and the text that may leave, if any."""

import json
import zlib
from dataclasses import dataclass, field
from datetime import datetime
from enum import IntEnum, StrEnum
from typing import Any, NoReturn, final

from guardrails.draft import Draft, FieldName


class Severity(IntEnum):
    """How serious a finding is; ordered."""

    INFO = 0
    LOW = 1
    MEDIUM = 2
    HIGH = 3
    CRITICAL = 4

    @classmethod
    def named(cls, word: str) -> "Severity":
        """The severity that packs and printed findings write as `word`, such as ``high``.

        Raises:
            KeyError: there is none of that name.
        """
        return cls[word.upper()]

    def __str__(self) -> str:
        return self.name.lower()


class Action(StrEnum):
    """What a finding asks of the gate."""

    ALLOW = "allow"
    """For information."""
    REDACT = "redact"
    """Replace the span by `suggestion`, a placeholder."""
    REWRITE = "rewrite"
    """Replace the span by `suggestion` (empty: remove it; an empty span: insert)."""
    HOLD = "hold"
    """A human must look."""
    BLOCK = "block"
    """May never leave."""


class Decision(StrEnum):
    """The gate's answer."""

    RELEASE = "release"
    REVISE = "revise"
    HOLD = "hold"
    BLOCK = "block"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing a guard saw.

    Attributes:
        guard: name of the guard.
        rule: stable rule name, ``<guard>.<kind>``.
        field: the field it is in.
        start: first offset in that field of the original draft (code points).
        end: offset after the last character.
        severity: how serious it is.
        action: what the gate does with it.
        message: why, in plain words and the reader's language.
        source: the law, guidance or house policy it rests on.
        suggestion: text that would put it right, if there is one.
        score: confidence from 0 to 1.
    """

    guard: str
    rule: str
    field: FieldName
    start: int
    end: int
    severity: Severity
    action: Action
    message: str
    source: str
    suggestion: str | None = None
    score: float = 1.0

    @property
    def asks(self) -> bool:
        """Whether the gate has to do something about it; else it only informs."""
        return self.action is not Action.ALLOW

    @property
    def key(self) -> str:
        """Identifies the finding within its draft, what it says included; `Gate.approve` takes such keys."""
        said = zlib.crc32(self.message.encode("utf-8", "replace"))
        return f"{self.rule}@{self.field}:{self.start}-{self.end}#{said:08x}"

    def as_dict(self) -> dict[str, Any]:
        """The finding as the screening interface prints it."""
        return {
            "guard": self.guard, "rule": self.rule, "field": self.field, "start": self.start, "end": self.end,
            "severity": str(self.severity), "action": str(self.action), "score": round(self.score, 3),
            "message": self.message, "source": self.source, "suggestion": self.suggestion,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Evidence:
    """What supports a claim: a span of the draft and the id of the fact."""

    start: int
    end: int
    fact: str
    field: FieldName = "text"

    def as_dict(self) -> dict[str, Any]:
        """The evidence as the screening interface prints it."""
        return {"field": self.field, "start": self.start, "end": self.end, "fact": self.fact}


@dataclass(frozen=True, slots=True)
class Report:
    """What one guard returns; offsets are those of the draft it was given."""

    findings: tuple[Finding, ...] = ()
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class RecipientAdmission:
    """The answer for one person: may we write to them?

    Attributes:
        recipient: how the person is named in the answer (name, else address, else position).
        outcome: ``admitted``, ``review`` (a human must decide) or ``refused``.
        row: id of the row of the contact table that decided, or of the ground for non-marketing purposes.
        regime: opt_in, soft_opt_in, opt_out, … as in the contact table.
        findings: the reasons, in the reader's language, empty when admitted.
        remedies: what would make it possible, in the reader's language.
    """

    recipient: str
    outcome: str
    row: str
    regime: str
    findings: tuple[Finding, ...] = ()
    remedies: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Admission:
    """The consent guard's answer before anything is generated; the strictest recipient counts."""

    outcome: str
    recipients: tuple[RecipientAdmission, ...]

    @property
    def admitted(self) -> bool:
        """Whether a draft may be generated. ``review`` may be drafted, but is held."""
        return self.outcome != "refused"

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The reasons of all recipients."""
        return tuple(finding for one in self.recipients for finding in one.findings)


@final
class Released:
    """Text that passed the gate. Only the gate makes one; `Gate.reopen` restores one that was stored.

    Carries a keyed seal over text, recipients, packs and expiry, so that a copy kept elsewhere cannot be
    altered unseen.
    """

    __slots__ = ("_content", "_seal")
    _content: "SealedContent"
    _seal: str

    def __new__(cls, *_args: object, **_kwargs: object) -> NoReturn:
        raise TypeError("Released comes from Gate.inspect, Gate.approve or Gate.reopen only")

    def __init_subclass__(cls) -> NoReturn:
        raise TypeError("Released cannot be subclassed")

    def __setattr__(self, name: str, value: object) -> NoReturn:
        raise AttributeError("Released cannot be changed")

    def __reduce_ex__(self, _protocol: object) -> NoReturn:
        raise TypeError("Released is not pickled or copied: keep stored() and reopen it with Gate.reopen")

    @property
    def text(self) -> str:
        """The body that may leave."""
        return self._content.text

    @property
    def subject(self) -> str | None:
        """The subject line that may leave."""
        return self._content.subject

    @property
    def approved_by(self) -> str | None:
        """The id of the person who released held text, if one did."""
        return self._content.approved_by

    def stored(self) -> str:
        """JSON to keep; `Gate.reopen` turns it back into a `Released`."""
        return json.dumps({"content": self._content.as_dict(), "seal": self._seal}, ensure_ascii=False)

    def __str__(self) -> str:
        return self.text

    def __repr__(self) -> str:
        return f"<Released {len(self.text)} characters>"


@dataclass(frozen=True, slots=True)
class SealedContent:
    """What the seal covers. Digests stand for people, facts and consent: no personal data but the text."""

    text: str
    subject: str | None
    kind: str
    format: str
    language: str
    recipients: str
    basis: str
    facts: tuple[str, ...]
    packs: tuple[str, ...]
    guards: tuple[str, ...]
    expires_at: datetime | None
    approved_by: str | None = None

    def as_dict(self) -> dict[str, Any]:
        """JSON-ready form, the one that is sealed."""
        return {
            "text": self.text, "subject": self.subject, "kind": self.kind, "format": self.format,
            "language": self.language, "recipients": self.recipients, "basis": self.basis,
            "facts": list(self.facts), "packs": list(self.packs), "guards": list(self.guards),
            "expires_at": self.expires_at.isoformat() if self.expires_at else None, "approved_by": self.approved_by,
        }  # fmt: skip


def _mint(content: SealedContent, seal: str) -> Released:  # pyright: ignore[reportUnusedFunction]
    """Make a `Released`; for `guardrails.gate` alone (a test reads every import to prove it)."""
    released = object.__new__(Released)
    object.__setattr__(released, "_content", content)
    object.__setattr__(released, "_seal", seal)
    return released


@dataclass(frozen=True, slots=True)
class UnderReview:
    """Held text as a reviewer sees it; each such view is journaled by the caller."""

    subject: str | None
    text: str
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Decision, findings, evidence, and the text that may leave, if any.

    Offsets are those of the original draft. `held` is the draft under judgement, for reviewers only.
    """

    decision: Decision
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    released: Released | None
    packs: tuple[str, ...]
    language: str
    elapsed_ms: float
    _draft: Draft = field(repr=False)
    _people: str = field(repr=False, default="")

    def under_review(self) -> UnderReview:
        """The draft with its findings, for a reviewer."""
        return UnderReview(self._draft.subject, self._draft.text, self.findings)
