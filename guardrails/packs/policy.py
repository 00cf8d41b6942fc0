"""The rules in force: all loaded packs put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import reduce
from typing import Any, Protocol, Self, TypeVar

from guardrails.claims.rules import ClaimRule, ClaimsClassifier
from guardrails.consent.rules import ConsentReason, ContactLimits, ContactRow, MandatoryContent
from guardrails.errors import PackError
from guardrails.injection.rules import InjectionClassifier, InjectionRule
from guardrails.packs.pack import Adjustment, Company, OccasionRow, Pack, PurposeRow
from guardrails.pii.rules import PiiRule
from guardrails.pressure.rules import PressureClassifier, PressureRule
from guardrails.verdict import Action, Finding

_STRICTNESS = [Action.ALLOW, Action.REDACT, Action.REWRITE, Action.HOLD, Action.BLOCK]


@dataclass(frozen=True, slots=True)
class Policy:
    """Every rule of the loaded packs, shipped packs first."""

    labels: tuple[str, ...]
    contact_table: tuple[ContactRow, ...]
    consent_reasons: tuple[ConsentReason, ...]
    mandatory_content: tuple[MandatoryContent, ...]
    contact_limits: tuple[ContactLimits, ...]
    pii: tuple[PiiRule, ...]
    pressure: tuple[PressureRule, ...]
    pressure_classifier: PressureClassifier | None
    claims: tuple[ClaimRule, ...]
    claims_classifier: ClaimsClassifier | None
    injection: tuple[InjectionRule, ...]
    injection_classifier: InjectionClassifier | None
    occasions: tuple[OccasionRow, ...]
    purposes: tuple[PurposeRow, ...]
    companies: tuple[Company, ...]
    adjustments: tuple[Adjustment, ...]

    @classmethod
    def of(cls, packs: Sequence[Pack]) -> "Policy":
        """Put packs together.

        Raises:
            PackError: a company pack loosens a rule that rests on law or guidance.
        """
        policy = cls(
            labels=tuple(pack.label for pack in packs),
            contact_limits=tuple(pack.contact_limits for pack in packs if pack.contact_limits),
            pressure_classifier=_strictest([pack.pressure_classifier for pack in packs]),
            claims_classifier=_strictest([pack.claims_classifier for pack in packs]),
            injection_classifier=_strictest([pack.injection_classifier for pack in packs]),
            companies=tuple(pack.company for pack in packs if pack.company),
            adjustments=tuple(one for pack in packs for one in pack.adjust),
            **{name: _joined(packs, name) for name in _SECTIONS},
        )
        for pack in packs:
            _check_ids(pack, packs)
            for adjustment in pack.adjust:
                policy._check(pack, adjustment)
        return policy

    @property
    def waived(self) -> frozenset[str]:
        """Ids of the rules that a company pack lets pass; `Policy.of` lets it do so with house policy only."""
        return frozenset(one.rule for one in self.adjustments if one.action == "allow")

    def adjusted(self, finding: Finding) -> Finding:
        """The finding with the action that a company pack gives its rule, if one does."""
        for adjustment in self.adjustments:
            if adjustment.rule == finding.rule:
                action = Action(adjustment.action)
                if action is Action.REWRITE and finding.suggestion is None:
                    action = Action.HOLD
                if _looser(action, finding.action) and not self._house_only(finding.rule):
                    continue
                finding = replace(finding, action=action)
        return finding

    def _house_only(self, rule: str) -> bool:
        """Whether a rule rests on house policy alone, and is one that a company may loosen."""
        rules = [one for name in _ADJUSTABLE for one in getattr(self, name) if one.id == rule]
        fixed = any(getattr(one, "adjustable", True) is False for one in rules)
        return not fixed and all(citation.basis == "policy" for one in rules for citation in one.citations)

    def _check(self, pack: Pack, adjustment: Adjustment) -> None:
        rules = [rule for name in _ADJUSTABLE for rule in getattr(self, name) if rule.id == adjustment.rule]
        if not rules:
            raise PackError(f"{pack.pack}: adjust names {adjustment.rule!r}, and no rule is called so")
        current = max((_action_of(rule) for rule in rules), key=_STRICTNESS.index)
        if not _looser(Action(adjustment.action), current) or self._house_only(adjustment.rule):
            return
        binding = [one.label("en") for rule in rules for one in rule.citations if one.basis != "policy"]
        ground = f"rests on {binding[0]}" if binding else "protects people"
        raise PackError(
            f"{pack.pack}: {adjustment.rule} {ground} and may be tightened, not loosened;"
            " only house policy that is marked adjustable may be"
        )


class _Thresholds(Protocol):
    def stricter(self, other: Self) -> Self: ...


_OfOneGuard = TypeVar("_OfOneGuard", bound=_Thresholds)


def _strictest(stated: Sequence[_OfOneGuard | None]) -> _OfOneGuard | None:
    """The stricter of each number that packs state; None where none does."""
    known = [one for one in stated if one is not None]
    return reduce(lambda one, other: one.stricter(other), known) if known else None


_SECTIONS = (
    "contact_table", "consent_reasons", "mandatory_content", "pii", "pressure", "claims", "injection",
    "occasions", "purposes",
)  # fmt: skip
_ADJUSTABLE = ("consent_reasons", "pii", "pressure", "claims", "injection")


def _looser(one: Action, other: Action) -> bool:
    return _STRICTNESS.index(one) < _STRICTNESS.index(other)


def _check_ids(pack: Pack, packs: Sequence[Pack]) -> None:
    """A company pack adds rules of its own; under a shipped rule's id it would replace what that rule protects."""
    if pack.kind != "company":
        return
    for section in ("contact_table", "consent_reasons", "mandatory_content", "pii", "claims"):
        shipped = {row.id for other in packs if other is not pack for row in getattr(other, section)}
        twice = sorted({row.id for row in getattr(pack, section)} & shipped)
        if twice:
            raise PackError(
                f"{pack.pack}: {section} repeats {twice[0]!r}; use `adjust` to change it, or another id to add one"
            )


def _joined(packs: Sequence[Pack], name: str) -> tuple[Any, ...]:
    return tuple(row for pack in packs for row in getattr(pack, name))


def _action_of(rule: object) -> Action:
    """What a rule asks for unless adjusted; rules without an action of their own are strict by nature."""
    stated = getattr(rule, "action", None)
    return Action(stated) if stated else Action.HOLD
