"""Working days and public holidays, in the country or the overseas territory where a person lives."""

from datetime import date, timedelta
from functools import lru_cache

import holidays

_WEEKEND = 5
_COUNT_AT_MOST = 400


@lru_cache(maxsize=256)
def public_holidays(country: str, subdivision: str | None, year: int) -> frozenset[date]:
    """The public holidays of one year; empty for a country that the calendar does not know.

    Overseas departments keep their own (27 April in Mayotte, 20 December in La Réunion: loi n° 83-550).

    Raises:
        NotImplementedError: the calendar knows the country and not its subdivision.
    """
    try:
        national = holidays.country_holidays(country, years=year)
    except NotImplementedError:
        return frozenset()
    return frozenset(holidays.country_holidays(country, subdiv=subdivision, years=year) if subdivision else national)


def is_working_day(day: date, country: str | None, subdivision: str | None = None) -> bool:
    """Monday to Friday, public holidays excluded ("jour ouvré")."""
    return day.weekday() < _WEEKEND and (country is None or day not in public_holidays(country, subdivision, day.year))


def working_days_between(start: date, end: date, country: str | None, subdivision: str | None = None) -> int:
    """Working days after `start` up to and including `end`; never counts further than about a year."""
    span = min((end - start).days, _COUNT_AT_MOST)
    return sum(is_working_day(start + timedelta(days=step), country, subdivision) for step in range(1, span + 1))
