"""Call days and hours, in the time of the person called (in France C. conso D223-9: "heure du consommateur")."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo, available_timezones

import phonenumbers
from phonenumbers import timezone as phone_time_zones

from guardrails.consent.rules import CallRules
from guardrails.consent.situation import Situation
from guardrails.consent.working_days import public_holidays

_DAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
_SEARCH_DAYS = 21
_UNKNOWN_ZONE = "Etc/Unknown"


def rules_for(situation: Situation) -> Iterator[CallRules]:
    """The call rules that bind here."""
    for limits in situation.limits:
        for rules in limits.calls:
            if (
                rules.jurisdiction == situation.context.jurisdiction
                and situation.channel in rules.channels
                and (not rules.audiences or situation.audience in rules.audiences)
            ):
                yield rules


def may_call(now: datetime, rules: CallRules, situation: Situation) -> bool:
    """Whether the moment lies in the allowed hours, wherever the person may be."""
    return all(_open(now.astimezone(zone), rules, situation) for zone in zones_of(situation, rules))


def next_opening(now: datetime, rules: CallRules, situation: Situation) -> datetime | None:
    """The next allowed moment, in the person's time; None when none comes within three weeks."""
    zones = zones_of(situation, rules)
    openings = sorted(moment for zone in zones for moment in _openings(now.astimezone(zone), rules))
    return next((one for one in openings if one > now and may_call(one, rules, situation)), None)


def zones_of(situation: Situation, rules: CallRules) -> tuple[ZoneInfo, ...]:
    """The time zones where the person may be.

    Their own if it is recorded, else those of their telephone number, else the territory's, else the country's:
    a number that two territories share (+262 is La Réunion and Mayotte) yields both, and both must allow.
    """
    recorded = zone_named(situation.recipient.time_zone)
    if recorded:
        return (recorded,)
    names = phone_zones(situation.recipient.phone, _regions(situation))
    if not names:
        names = (situation.territory.time_zone,) if situation.territory else rules.time_zones
    return tuple(zone for name in names if (zone := zone_named(name)))


def _regions(situation: Situation) -> tuple[str, ...]:
    """Where a number written the national way may belong: the country, then its territories."""
    country = situation.context.jurisdiction or ""
    overseas = (one.code for limits in situation.limits for one in limits.territories if one.under == country)
    return (country, *overseas)


def phone_zones(phone: str | None, regions: tuple[str, ...]) -> tuple[str, ...]:
    """The time zones that a telephone number belongs to; none when it tells nothing. Numbers are not cached."""
    for region in regions if phone else ():
        try:
            number = phonenumbers.parse(phone or "", region)
        except phonenumbers.NumberParseException:
            continue
        if phonenumbers.is_valid_number(number):
            zones = phone_time_zones.time_zones_for_number(number)
            return tuple(zone for zone in zones if zone != _UNKNOWN_ZONE)
    return ()


@lru_cache(maxsize=1)
def known_zones() -> dict[str, ZoneInfo]:
    """Every time zone, read once (about a tenth of a second), so that judging opens no file."""
    return {name: ZoneInfo(name) for name in available_timezones()}


def zone_named(name: str | None) -> ZoneInfo | None:
    """A time zone by its IANA name; None for a name that does not exist."""
    return known_zones().get(name) if name else None


def load() -> None:
    """Read the time zones and the numbering plans once."""
    known_zones()
    phonenumbers.PhoneMetadata.load_all()


def _open(local: datetime, rules: CallRules, situation: Situation) -> bool:
    if not rules.windows:
        return True
    if _is_holiday(local, rules, situation):
        return False
    day, clock = _DAYS[local.weekday()], local.timetz().replace(tzinfo=None)
    return any(
        day in window.days and any(start <= clock < end for start, end in map(_hours, window.hours))
        for window in rules.windows
    )


def _is_holiday(local: datetime, rules: CallRules, situation: Situation) -> bool:
    if rules.holidays is None:
        return False
    country, day = rules.holidays, local.date()
    calendars = _calendars(local, situation) or (None,)
    return any(day in public_holidays(country, subdivision, day.year) for subdivision in calendars)


def _calendars(local: datetime, situation: Situation) -> tuple[str | None, ...]:
    """The overseas calendars that may be the person's: of their territory, else of those in their time zone."""
    if situation.territory:
        return (situation.territory.holidays,)
    key = local.tzinfo.key if isinstance(local.tzinfo, ZoneInfo) else None
    return tuple(
        one.holidays
        for limits in situation.limits
        for one in limits.territories
        if one.under == situation.context.jurisdiction and one.time_zone == key
    )


def _openings(local: datetime, rules: CallRules) -> Iterator[datetime]:
    for step in range(_SEARCH_DAYS):
        day = local.date() + timedelta(days=step)
        for window in rules.windows:
            if _DAYS[day.weekday()] in window.days:
                for start, _ in map(_hours, window.hours):
                    yield datetime.combine(day, start, local.tzinfo)


@lru_cache(maxsize=64)
def _hours(text: str) -> tuple[time, time]:
    start, _, end = text.partition("-")
    return time.fromisoformat(start), time.fromisoformat(end)
