"""The case of one recipient: what is known, with the strictest value where something is not known."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from guardrails.consent.rules import ContactGroup, ContactLimits, Territory
from guardrails.draft import Audience, Channel, Context, Purpose, Recipient, Relationship
from guardrails.packs.policy import Policy


@dataclass(frozen=True, slots=True)
class Situation:
    """One recipient, one purpose, one channel, one moment.

    Attributes:
        context: the context, its jurisdiction being the country whose law applies.
        territory: the overseas territory where the person lives, if the context names one.
        several: whether the message has several recipients, so that reasons must name theirs.
    """

    context: Context
    recipient: Recipient
    purpose: Purpose
    channel: Channel
    limits: tuple[ContactLimits, ...]
    territory: Territory | None = None
    several: bool = False

    @property
    def now(self) -> datetime | None:
        """The moment of the message, if the context tells it."""
        return self.context.now

    @property
    def audience(self) -> Audience:
        """Unknown counts as a consumer, the best protected."""
        return self.context.audience or "b2c"

    @property
    def relationship(self) -> Relationship:
        """Unknown counts as a prospect."""
        return self.context.relationship or "prospect"

    @property
    def groups(self) -> tuple[ContactGroup, ...]:
        """The groups of the contact table that the recipient belongs to, the most specific first.

        A generic mailbox is no natural person; where a country has no row of its own for one, the stricter row
        for named business contacts counts. PECR (UK) counts a sole trader as an individual, so a subscriber is
        corporate only when the context says so.
        """
        if self.audience == "b2c":
            return ("b2c", "individual_subscriber", "any_person", "any")
        subscriber: ContactGroup = (
            "corporate_subscriber" if self.recipient.subscriber == "corporate" else "individual_subscriber"
        )
        if self.recipient.kind == "generic_mailbox":
            return ("b2b_generic", subscriber, "b2b_named", "any")
        return ("b2b_named", subscriber, "any_person", "any")


def territories_of(policy: Policy) -> Iterator[Territory]:
    """Every territory that a pack puts under the law of a country."""
    for limits in policy.contact_limits:
        yield from limits.territories


def situation_of(
    context: Context, recipient: Recipient, purpose: Purpose, channel: Channel, policy: Policy
) -> Situation:
    """The case of one recipient under the law that applies to them."""
    territory = next((one for one in territories_of(policy) if one.code == context.jurisdiction), None)
    if territory:
        context = context.model_copy(update={"jurisdiction": territory.under})
    several = len(context.everyone) > 1
    return Situation(context, recipient, purpose, channel, policy.contact_limits, territory, several)
