"""Caps on how often a person is contacted: by law for calls, by house policy for everything else."""

from collections.abc import Iterator

from guardrails.consent.reasons import Reason
from guardrails.consent.rules import MARKETING, CallRules
from guardrails.consent.situation import Situation


def call_attempts(rules: CallRules, situation: Situation) -> Iterator[Reason]:
    """The legal cap on call attempts; a count that nobody kept is for a human to judge, since the law sets it."""
    if rules.max_attempts is None:
        return
    made, limit = situation.recipient.call_attempts_last_30_days, str(rules.max_attempts)
    if made is None:
        yield Reason("consent.call_attempts_unknown", {"limit": limit}, citations=rules.citations)
    elif made >= rules.max_attempts:
        yield Reason("consent.call_attempts", {"limit": limit, "made": str(made)}, citations=rules.citations)


def house_caps(situation: Situation) -> Iterator[Reason]:
    """The house caps; a count that nobody kept refuses nothing, since no law asks to keep it."""
    if situation.purpose not in MARKETING:
        return
    recipient = situation.recipient
    most, in_sequence, pause = (_cap(situation, name) for name in ("max_contacts", "sequence_max", "pause_days"))
    recent, unanswered = recipient.contacts_last_7_days, recipient.unanswered_in_sequence
    if most is not None and recent is not None and recent >= most:
        yield Reason("consent.frequency", {"cause": "week", "made": str(recent), "limit": str(most)})
    elif in_sequence is not None and unanswered is not None and unanswered >= in_sequence:
        values = {"cause": "sequence", "made": str(unanswered), "limit": str(in_sequence), "pause": str(pause or "")}
        yield Reason("consent.frequency", values)


def _cap(situation: Situation, name: str) -> int | None:
    """A cap as the last pack that sets it has it: company packs come last."""
    stated = [getattr(limits, name) for limits in situation.limits if getattr(limits, name) is not None]
    return stated[-1] if stated else None
