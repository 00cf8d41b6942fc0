"""Messages that are no marketing: each needs a ground of its own, such as a running contract or a question asked.

An objection to direct marketing forbids neither the answer to the person's own question nor the performance of
their contract (GDPR art. 21(2) is about direct marketing; art. 6(1)(b) covers the rest).
"""

from guardrails.consent.conditions import unproven
from guardrails.consent.reasons import Reason
from guardrails.consent.rules import Ground
from guardrails.consent.situation import Situation
from guardrails.consent.standing import objects_by_name, objects_to_channel


def rule_on(situation: Situation) -> tuple[Ground | None, tuple[Reason, ...]]:
    """The ground that carries the message, if one does, and what stands against it."""
    ground = ground_for(situation)
    if objects_by_name(situation):
        return ground, (Reason("consent.objection"),)
    if ground is None:
        return None, (Reason("consent.no_ground"),)
    missing = unproven(ground.conditions, situation)
    if missing:
        unknown = (Reason("consent.unknown_time"),) if situation.now is None else ()
        return None, (*unknown, Reason("consent.no_ground", missing=missing, citations=ground.citations))
    if objects_to_channel(situation):
        return ground, (Reason("consent.channel_objection"),)
    return ground, ()


def ground_for(situation: Situation) -> Ground | None:
    """The ground that the packs ask for; a later pack replaces an earlier one's, for they are house policy."""
    found = [one for limits in situation.limits for one in limits.grounds if one.purpose == situation.purpose]
    return found[-1] if found else None
