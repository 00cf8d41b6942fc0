"""Contacts that have kept silent for so long that marketing to them needs a second look."""

from collections.abc import Iterator

from guardrails.consent.conditions import is_future, months_before
from guardrails.consent.reasons import Reason
from guardrails.consent.situation import Situation
from guardrails.draft import end_of


def silence(situation: Situation) -> Iterator[Reason]:
    """A sign of life older than the period that guidance gives; a person we know no date of is not doubted here."""
    now, recipient = situation.now, situation.recipient
    if now is None or recipient.contract_running is True:
        return
    collected = recipient.collection.at if recipient.collection else None
    given = [one.at for one in recipient.consents if one.status == "granted"]
    signs = [collected, recipient.last_inbound, recipient.last_inquiry, recipient.last_purchase, *given]
    dated = [end_of(one) for one in signs if one is not None and not is_future(one, now)]
    for limits in situation.limits:
        for rule in limits.retention:
            here = rule.jurisdiction == situation.context.jurisdiction
            if here and dated and max(dated) < months_before(now, 12 * rule.years):
                yield Reason("consent.retention", {"years": str(rule.years)}, citations=rule.citations)
