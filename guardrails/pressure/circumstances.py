"""What happened before this draft, as far as the context tells."""

from typing import TYPE_CHECKING

from guardrails.draft import Context, Draft, Recipient
from guardrails.folding import fold
from guardrails.pressure.rules import Circumstances, PressureRule

if TYPE_CHECKING:
    from guardrails.patterns import Pattern


def exchange_known(draft: Draft, context: Context) -> bool:
    """Whether an earlier exchange with somebody written to is known; unknown is read as none."""
    if context.thread or draft.quoted or context.purpose in ("contract", "reply", "service"):
        return True
    return context.relationship in ("customer", "inquirer") or any(_met(person) for person in context.everyone)


def stands_alone(rule: PressureRule, context: Context) -> bool:
    """Whether what a rule's patterns find needs no granting: it says so, or rests on what happened before.

    Of what happened the classifier knows nothing. That no exchange is known says something only where something is
    known of the recipient at all.
    """
    if not rule.weighed:
        return True
    if rule.when.no_exchange:
        return context.relationship is not None or context.purpose is not None
    return rule.when != Circumstances()


def most_unanswered(context: Context) -> int:
    """The longest run of unanswered messages among the recipients."""
    return max((person.unanswered_in_sequence or 0 for person in context.everyone), default=0)


def thread_says(pattern: "Pattern", context: Context) -> bool:
    """Whether an incoming message of the thread matches; one of unknown direction counts as incoming."""
    return any(bool(pattern.search(fold(message.text))) for message in context.thread if message.direction != "out")


def _met(person: Recipient) -> bool:
    dates = (person.last_inbound, person.last_inquiry, person.last_purchase)
    return bool(person.contract_running) or any(date is not None for date in dates)
