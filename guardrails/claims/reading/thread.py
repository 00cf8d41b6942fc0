"""What the customer already said: quantities and dates of their own messages are no claims of ours."""

from dataclasses import dataclass
from decimal import Decimal

from guardrails.claims.parsing.measures import find_measures
from guardrails.claims.parsing.relate import days_agree
from guardrails.claims.parsing.values import Count, Days
from guardrails.claims.reading.texts import Claim
from guardrails.draft import Context, Language
from guardrails.folding import fold

_REPEATABLE = ("claims.quantity", "claims.date")


@dataclass(frozen=True, slots=True)
class Heard:
    """Numbers and days that stand in the thread."""

    counts: frozenset[Decimal]
    days: tuple[Days, ...]

    def has(self, claim: Claim) -> bool:
        """Whether a quantity or a date was named by the customer first."""
        if claim.rule.id not in _REPEATABLE:
            return False
        if isinstance(claim.value, Count):
            return claim.value.low in self.counts
        return isinstance(claim.value, Days) and any(days_agree(claim.value, one) for one in self.days)


def heard_in(context: Context, language: Language) -> Heard:
    """Read the thread's incoming messages."""
    counts: set[Decimal] = set()
    days: list[Days] = []
    for message in context.thread:
        if message.direction == "out":
            continue
        for measure in find_measures(fold(message.text), language, context.now):
            if isinstance(measure.value, Count):
                counts.add(measure.value.low)
            elif isinstance(measure.value, Days):
                days.append(measure.value)
    return Heard(frozenset(counts), tuple(days[:200]))
