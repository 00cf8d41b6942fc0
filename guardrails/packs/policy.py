"""The rules in force: all loaded packs put together."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from guardrails.claims.rules import ClaimRule
from guardrails.consent.rules import ConsentReason, ContactLimits, ContactRow, MandatoryContent
from guardrails.errors import PackError
from guardrails.injection.rules import InjectionRule
from guardrails.packs.pack import Adjustment, Company, OccasionRow, Pack, PurposeRow
from guardrails.pii.rules import PiiRule
from guardrails.pressure.rules import PressureRule
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
    claims: tuple[ClaimRule, ...]
    injection: tuple[InjectionRule, ...]
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
            companies=tuple(pack.company for pack in packs if pack.company),
            adjustments=tuple(one for pack in packs for one in pack.adjust),
            **{name: _joined(packs, name) for name in _SECTIONS},
        )
        for pack in packs:
            for adjustment in pack.adjust:
                policy._check(pack, adjustment)
        return policy

    def adjusted(self, finding: Finding) -> Finding:
        """The finding with the action that a company pack gives its rule, if one does."""
        for adjustment in self.adjustments:
            if adjustment.rule == finding.rule:
                action = Action(adjustment.action)
                without_repair = action is Action.REWRITE and finding.suggestion is None
                finding = replace(finding, action=Action.HOLD if without_repair else action)
        return finding

    def _check(self, pack: Pack, adjustment: Adjustment) -> None:
        rules = [rule for name in _ADJUSTABLE for rule in getattr(self, name) if rule.id == adjustment.rule]
        if not rules:
            raise PackError(f"{pack.pack}: adjust names {adjustment.rule!r}, and no rule is called so")
        current = max((_action_of(rule) for rule in rules), key=_STRICTNESS.index)
        looser = _STRICTNESS.index(Action(adjustment.action)) < _STRICTNESS.index(current)
        binding = [one.label("en") for rule in rules for one in rule.citations if one.basis != "policy"]
        if looser and binding:
            raise PackError(
                f"{pack.pack}: {adjustment.rule} rests on {binding[0]} and may be tightened, not loosened;"
                " only rules that rest on house policy alone may be"
            )


_SECTIONS = (
    "contact_table", "consent_reasons", "mandatory_content", "pii", "pressure", "claims", "injection",
    "occasions", "purposes",
)  # fmt: skip
_ADJUSTABLE = ("consent_reasons", "pii", "pressure", "claims", "injection")


def _joined(packs: Sequence[Pack], name: str) -> tuple[Any, ...]:
    return tuple(row for pack in packs for row in getattr(pack, name))


def _action_of(rule: object) -> Action:
    """What a rule asks for unless adjusted; rules without an action of their own are strict by nature."""
    stated = getattr(rule, "action", None)
    return Action(stated) if stated else Action.HOLD
