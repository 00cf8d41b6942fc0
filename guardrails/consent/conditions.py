"""The conditions that packs name: each looks at facts of the context and says whether they prove it.

Unknown proves nothing. A date alone counts from its first instant, the strictest reading, and a fact that is
dated after `now` proves nothing either.
"""

from calendar import monthrange
from collections.abc import Callable
from datetime import date, datetime, timedelta

from guardrails.consent.rules import Condition, ConditionName
from guardrails.consent.situation import Situation
from guardrails.consent.working_days import working_days_between
from guardrails.draft import start_of

Proof = Callable[[Situation, Condition], bool]


def proven(condition: Condition, situation: Situation) -> bool:
    """Whether the facts of the context prove a condition."""
    if condition.name is None:
        return any(proven(one, situation) for one in condition.any_of)
    return CONDITIONS[condition.name](situation, condition)


def unproven(conditions: tuple[Condition, ...], situation: Situation) -> tuple[Condition, ...]:
    """The conditions that the context does not prove."""
    return tuple(one for one in conditions if not proven(one, situation))


def within(moment: date | datetime | None, situation: Situation, condition: Condition) -> bool:
    """Whether a dated fact lies in the past, and no further back than the condition allows."""
    now = situation.now
    if moment is None or now is None or is_future(moment, now):
        return False
    start = start_of(moment)
    if condition.months is not None and start < months_before(now, condition.months):
        return False
    if condition.days is not None and start < now - timedelta(days=condition.days):
        return False
    return condition.working_days is None or _working_days_since(moment, situation) <= condition.working_days


def is_future(moment: date | datetime, now: datetime) -> bool:
    """Whether a fact is dated after `now`; a day alone is compared with the day at `now`'s own offset."""
    return moment > now if isinstance(moment, datetime) else moment > now.date()


def months_before(now: datetime, months: int) -> datetime:
    """The same moment some calendar months earlier; the last day of the month where the day does not exist."""
    index = now.year * 12 + now.month - 1 - months
    year, month = divmod(index, 12)
    return now.replace(year=year, month=month + 1, day=min(now.day, monthrange(year, month + 1)[1]))


def _working_days_since(moment: date | datetime, situation: Situation) -> int:
    assert situation.now is not None
    day = moment.astimezone(situation.now.tzinfo).date() if isinstance(moment, datetime) else moment
    subdivision = situation.territory.holidays if situation.territory else None
    return working_days_between(day, situation.now.date(), situation.context.jurisdiction, subdivision)


def _contract_running(situation: Situation, _: Condition) -> bool:
    return situation.recipient.contract_running is True


def _related_to_contract(situation: Situation, _: Condition) -> bool:
    offer = situation.context.offer
    return offer is not None and offer.related_to_contract is True


def _collected_at_sale(situation: Situation, _: Condition) -> bool:
    collection = situation.recipient.collection
    return collection is not None and collection.source == "sale"


def _collected_at_sale_or_request(situation: Situation, _: Condition) -> bool:
    collection = situation.recipient.collection
    return collection is not None and collection.source in ("sale", "request")


def _similar_products(situation: Situation, _: Condition) -> bool:
    offer = situation.context.offer
    return offer is not None and offer.similar_to_past_purchase is True


def _refusal_offered(situation: Situation, _: Condition) -> bool:
    collection = situation.recipient.collection
    return collection is not None and collection.refusal_offered is True


def _informed(situation: Situation, _: Condition) -> bool:
    collection = situation.recipient.collection
    return collection is not None and collection.informed is True


def _professional_address(situation: Situation, _: Condition) -> bool:
    """The context says that the contact is a business one; the domain of a private mailbox contradicts it."""
    if situation.audience != "b2b":
        return False
    if situation.channel != "email" or situation.recipient.email is None:
        return True
    domain = situation.recipient.email.rpartition("@")[2].strip().rstrip(".").casefold()
    return not any(domain in limits.personal_domains for limits in situation.limits)


def _related_to_role(situation: Situation, _: Condition) -> bool:
    offer = situation.context.offer
    return offer is not None and offer.related_to_role is True


def _generic_mailbox(situation: Situation, _: Condition) -> bool:
    return situation.recipient.kind == "generic_mailbox"


def _screened(situation: Situation, condition: Condition) -> bool:
    """Compared with the preference lists, recently enough where the row sets an age."""
    if situation.recipient.suppressed_on is None:
        return False
    undated = condition.days is None and condition.months is None
    return undated or within(situation.recipient.screened_at, situation, condition)


def _recent_inquiry(situation: Situation, condition: Condition) -> bool:
    return within(situation.recipient.last_inquiry, situation, condition)


def _recent_inbound(situation: Situation, condition: Condition) -> bool:
    """The person wrote to us: as recorded, or in the thread when it can be nobody else's."""
    if within(situation.recipient.last_inbound, situation, condition):
        return True
    thread = () if situation.several else situation.context.thread
    return any(one.direction == "in" and within(one.at, situation, condition) for one in thread)


def _recent_purchase(situation: Situation, condition: Condition) -> bool:
    return within(situation.recipient.last_purchase, situation, condition)


CONDITIONS: dict[ConditionName, Proof] = {
    "contract_running": _contract_running,
    "related_to_contract": _related_to_contract,
    "collected_at_sale": _collected_at_sale,
    "collected_at_sale_or_request": _collected_at_sale_or_request,
    "similar_products": _similar_products,
    "refusal_offered": _refusal_offered,
    "informed": _informed,
    "professional_address": _professional_address,
    "related_to_role": _related_to_role,
    "generic_mailbox": _generic_mailbox,
    "screened": _screened,
    "recent_inquiry": _recent_inquiry,
    "recent_inbound": _recent_inbound,
    "recent_purchase": _recent_purchase,
}
