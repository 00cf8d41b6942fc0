"""Findings, evidence and facts as the API tells them."""

from collections.abc import Iterable
from typing import Final, Literal

from pydantic import Field

from assistant.emails.veiling import veil, words_of
from assistant.web.routes.models.wire import (
    ActionName,
    Code,
    Explanation,
    FindingKey,
    Identifier,
    LanguageCode,
    Offset,
    ReleasedPassage,
    Rewording,
    RuleName,
    SeverityName,
    SourceName,
    Subject,
    Told,
    Value,
)
from guardrails.draft import Fact, FieldName
from guardrails.verdict import Action, Evidence, Finding, Released, UnderReview

_TO_DO: Final[dict[Action, dict[LanguageCode, str]]] = {
    Action.ALLOW: {"fr": "Rien à faire.", "en": "Nothing to do."},
    Action.REDACT: {
        "fr": "Ces données sont masquées : complétez ou retirez la mention avant l’envoi.",
        "en": "This data is redacted: complete or remove the mark before you send it.",
    },
    Action.REWRITE: {
        "fr": "La correction est prête : relisez-la avant l’envoi.",
        "en": "The correction is ready: read it before you send it.",
    },
    Action.HOLD: {
        "fr": "Un relecteur décide ; vous pouvez aussi faire une autre demande, qui évite ce point.",
        "en": "A reviewer decides; you can also ask for another mail that avoids this point.",
    },
    Action.BLOCK: {
        "fr": "Ce texte ne peut pas partir, même relu : demandez-en un autre, qui évite ce point.",
        "en": "This text may never leave, reviewed or not: ask for another one that avoids this point.",
    },
}


class Reason(Told):
    """Why something was held, refused or set aside: in words, without a word of the text it is about."""

    rule: RuleName
    severity: SeverityName
    message: Explanation
    source: SourceName
    to_do: Explanation = Field(description="what to do about it")


class Repair(Told):
    """What was changed in a text before it was released."""

    rule: RuleName
    severity: SeverityName
    action: ActionName
    message: Explanation
    source: SourceName
    suggestion: Rewording | None = None


class PlacedFinding(Repair):
    """A finding with its place in a text that the reader of the answer has before them."""

    field: FieldName
    start: Offset
    end: Offset
    key: FindingKey


class ToldFact(Told):
    """A verified statement."""

    id: Identifier
    subject: Subject | None = None
    value: Value
    currency: Code | None = None
    tax: Literal["excl", "incl"] | None = None
    unit: Code | None = None
    source: SourceName | None = Field(
        default=None, description="where it comes from; `rep` for what the rep stated in the brief"
    )


class PlacedEvidence(Told):
    """What supports a claim of the text that was sent."""

    field: FieldName
    start: Offset
    end: Offset
    fact: ToldFact


class Support(PlacedEvidence):
    """What supports a claim of a released text; offsets are those of the released text."""

    words: ReleasedPassage


def reasons(findings: Iterable[Finding], held: UnderReview | None, language: LanguageCode) -> tuple[Reason, ...]:
    """Findings without their place or the words they are about, each once.

    Args:
        held: the text that they are about, which is not quoted; None where the reader wrote or received it.
        language: the reader's.
    """
    text = words_of(held) if held else ""
    told = [
        Reason(
            rule=one.rule,
            severity=one.severity,
            message=veil(one.message, lambda words: words in text),
            source=one.source,
            to_do=_TO_DO[one.action][language],
        )
        for one in findings
    ]
    return tuple(dict.fromkeys(told))


def repairs(findings: Iterable[Finding], released: Released) -> tuple[Repair, ...]:
    """Those findings that changed the text, without the words that it lost."""
    text = words_of(released)
    return tuple(
        Repair(
            rule=one.rule,
            severity=one.severity,
            action=one.action,
            message=veil(one.message, lambda words: words not in text),
            source=one.source,
            suggestion=one.suggestion,
        )
        for one in findings
        if one.action in (Action.REDACT, Action.REWRITE)
    )


def placed(finding: Finding) -> PlacedFinding:
    """A finding with its offsets."""
    return PlacedFinding(
        rule=finding.rule,
        severity=finding.severity,
        action=finding.action,
        message=finding.message,
        source=finding.source,
        suggestion=finding.suggestion,
        field=finding.field,
        start=finding.start,
        end=finding.end,
        key=finding.key,
    )


def told_fact(fact: Fact) -> ToldFact:
    """A fact, without what only the gate needs."""
    return ToldFact(
        id=fact.id,
        subject=fact.subject,
        value=fact.value,
        currency=fact.currency,
        tax=fact.tax,
        unit=fact.unit,
        source=fact.source,
    )


def placed_evidence(evidence: Evidence, fact: Fact) -> PlacedEvidence:
    """Evidence with its offsets and the fact behind it."""
    return PlacedEvidence(field=evidence.field, start=evidence.start, end=evidence.end, fact=told_fact(fact))
