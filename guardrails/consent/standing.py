"""Where a person stands: their consent for one purpose and channel, and their objections.

The latest event before `now` decides, whatever the order of the list. Only a grant that names the purpose and
the channel, that can be proven and that was not obtained by silence is consent (GDPR art. 4(11), 7(1));
refusals and withdrawals count however broadly they are put.
"""

from datetime import datetime, timedelta
from enum import StrEnum

from guardrails.consent.rules import ConsentQuality
from guardrails.consent.situation import Situation
from guardrails.draft import Channel, Consent, Objection, end_of
from guardrails.folding import fold


class Standing(StrEnum):
    """The state of a consent."""

    VALID = "valid"
    NONE = "none"
    REQUESTED = "requested"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    UNPROVEN = "unproven"
    VOID = "void"
    UNSPECIFIC = "unspecific"
    UNCONFIRMED = "unconfirmed"
    """Given in a way that this row does not accept, such as a single opt-in where a double one is asked for."""


_RESTRICTIVE_LAST = ("granted", "requested", "expired", "refused", "withdrawn")
_ANY = "*"


def standing_of(situation: Situation, quality: ConsentQuality) -> Standing:
    """The person's consent for the purpose and channel of the message, as of `now`."""
    now = situation.now
    if now is None:
        return Standing.NONE
    event = latest_event(situation, now)
    if event is None:
        return Standing.NONE
    if event.status != "granted":
        return Standing(event.status)
    return _quality_of(event, situation, quality, now)


def latest_event(situation: Situation, now: datetime) -> Consent | None:
    """The last event up to `now`; of two at the same instant, the more restrictive one."""
    events = [one for one in situation.recipient.consents if one.at <= now and _concerns(one, situation)]
    return max(events, key=_rank, default=None)


def _rank(event: Consent) -> tuple[datetime, int, bool, bool, str, str]:
    """A total order, so that the order of the list never changes the answer."""
    return (
        event.at,
        _RESTRICTIVE_LAST.index(event.status),
        _ANY in (event.purpose, event.channel),
        not event.proof,
        str(event.method),
        str(event.valid_until),
    )


def _concerns(event: Consent, situation: Situation) -> bool:
    return event.purpose in (situation.purpose, _ANY) and event.channel in (situation.channel, _ANY)


def _quality_of(event: Consent, situation: Situation, quality: ConsentQuality, now: datetime) -> Standing:
    if event.valid_until is not None and end_of(event.valid_until) < now:
        return Standing.EXPIRED
    if quality.max_days is not None and event.at + timedelta(days=quality.max_days) < now:
        return Standing.EXPIRED
    method = normal_method(event.method)
    if any(method in limits.void_methods for limits in situation.limits):
        return Standing.VOID
    if _ANY in (event.purpose, event.channel):
        return Standing.UNSPECIFIC
    if not event.proof or not event.proof.strip():
        return Standing.UNPROVEN
    if quality.methods and method not in quality.methods:
        return Standing.UNCONFIRMED
    return Standing.VALID


def normal_method(method: str | None) -> str:
    """A method as packs write it: plain lower-case letters, words joined by underscores."""
    return "_".join(fold(method or "").replace("-", " ").replace("_", " ").split())


def objects(situation: Situation) -> bool:
    """Whether an objection forbids marketing for this purpose and channel (GDPR art. 21(2)-(3)).

    An objection dated after `now` counts too: clocks differ, and nobody objects by mistake. It is lifted only
    by a later consent to the same purpose and channel, which the row's own regime then checks.
    """
    return any(_forbids(one, situation) for one in situation.recipient.objections)


def objects_to_channel(situation: Situation) -> bool:
    """Whether the person asked, for every purpose, not to be reached this way."""
    closing = _closing(situation.channel)
    return any(one.purpose == _ANY and one.channel in closing for one in situation.recipient.objections)


def objects_by_name(situation: Situation) -> bool:
    """Whether an objection names this very purpose."""
    return any(
        one.purpose == situation.purpose and one.channel in (*_closing(situation.channel), _ANY)
        for one in situation.recipient.objections
    )


def _closing(channel: Channel) -> tuple[Channel, ...]:
    """The channels whose refusal closes this one: who wants no calls wants none from a machine either."""
    return ("auto_call", "phone") if channel == "auto_call" else (channel,)


def _forbids(objection: Objection, situation: Situation) -> bool:
    channels = (*_closing(situation.channel), _ANY)
    if objection.purpose not in (situation.purpose, _ANY) or objection.channel not in channels:
        return False
    if objection.at is None or situation.now is None:
        return True
    event = latest_event(situation, situation.now)
    later = event is not None and event.at > objection.at
    return not (later and standing_of(situation, ConsentQuality()) is Standing.VALID)


def closing_list(situation: Situation) -> str | None:
    """The first suppression list that closes this channel; a list that no pack knows closes all of them."""
    for name in situation.recipient.suppressed_on or ():
        known = [one for limits in situation.limits for one in limits.lists if normal_method(name) in one.names]
        if not known or any(situation.channel in one.channels for one in known):
            return name
    return None
