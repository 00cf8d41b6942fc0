# ruff: noqa: E501 - one situation, one line
"""French consumers are called Monday to Friday, 10-13 and 14-20 h, public holidays excluded, in their own time."""

from typing import Any

import pytest

from .factories import decide, granted

CALLABLE: dict[str, Any] = {"call_attempts_last_30_days": 0, "consents": [granted("phone")], "phone": "+33612345678"}


def hours_rules(now: str, recipient: dict[str, Any] | None = None, **changes: Any) -> tuple[str, ...]:
    answer = decide(CALLABLE | (recipient or {}), channel="phone", now=now, **changes)
    return tuple(one.rule for one in answer.findings)


@pytest.mark.parametrize(
    ("now", "allowed"),
    [
        ("2026-11-17T10:00:00+01:00", True),
        ("2026-11-17T09:59:59+01:00", False),
        ("2026-11-17T12:59:59+01:00", True),
        ("2026-11-17T13:00:00+01:00", False),
        ("2026-11-17T13:30:00+01:00", False),
        ("2026-11-17T14:00:00+01:00", True),
        ("2026-11-17T19:59:00+01:00", True),
        ("2026-11-17T20:00:00+01:00", False),
        ("2026-11-21T11:00:00+01:00", False),  # Saturday
        ("2026-11-22T11:00:00+01:00", False),  # Sunday
        ("2026-11-11T11:00:00+01:00", False),  # Armistice Day
        ("2026-12-25T11:00:00+01:00", False),  # Christmas
        ("2027-03-29T11:00:00+02:00", False),  # Easter Monday
        ("2026-07-14T11:00:00+02:00", False),  # National Day
        ("2026-11-17T09:30:00Z", True),  # 10:30 in Paris, in winter
        ("2026-08-18T08:30:00Z", True),  # 10:30 in Paris, in summer
        ("2026-08-18T18:30:00Z", False),  # 20:30 in Paris, in summer
        ("2026-10-26T09:00:00Z", True),  # the Monday after the clocks went back
        ("2026-10-23T08:00:00Z", True),  # the Friday before
        ("2026-10-26T08:00:00Z", False),
    ],
)
def test_days_and_hours(now: str, allowed: bool) -> None:
    recipient = {"consents": [granted("phone", "2026-06-01T09:00:00Z")]}
    assert hours_rules(now, recipient) == (() if allowed else ("consent.contact_hours",))


@pytest.mark.parametrize(
    ("recipient", "changes", "now", "allowed"),
    [
        # La Réunion is four hours ahead of UTC, Guadeloupe four behind.
        ({"phone": None, "time_zone": "Indian/Reunion"}, {}, "2026-11-17T07:00:00+01:00", True),
        ({"phone": None, "time_zone": "Indian/Reunion"}, {}, "2026-11-17T18:00:00+01:00", False),
        ({"phone": "+262 692 12 34 56"}, {}, "2026-11-17T07:00:00+01:00", False),  # Réunion 10:00, Mayotte 09:00
        ({"phone": "+262 692 12 34 56"}, {}, "2026-11-17T08:00:00+01:00", True),
        ({"phone": "0692 12 34 56"}, {}, "2026-11-17T08:00:00+01:00", True),
        ({"phone": "0690 12 34 56"}, {}, "2026-11-17T15:00:00+01:00", True),
        ({"phone": "0690 12 34 56"}, {}, "2026-11-17T11:00:00+01:00", False),
        ({"phone": "06 12 34 56 78"}, {}, "2026-11-17T11:00:00+01:00", True),
        ({"phone": "not a number"}, {}, "2026-11-17T11:00:00+01:00", True),
        ({"phone": None, "time_zone": "Mars/Olympus"}, {}, "2026-11-17T11:00:00+01:00", True),
        ({"phone": None, "time_zone": "../../etc/passwd"}, {}, "2026-11-17T11:00:00+01:00", True),
        ({"phone": None}, {"jurisdiction": "RE"}, "2026-11-17T07:00:00+01:00", True),
        ({"phone": None}, {"jurisdiction": "RE"}, "2026-11-17T18:00:00+01:00", False),
        # 20 December is a public holiday in La Réunion (2027: a Monday), 27 May in Guadeloupe.
        ({"phone": None, "time_zone": "Indian/Reunion"}, {}, "2027-12-20T08:00:00+01:00", False),
        ({"phone": None}, {"jurisdiction": "RE"}, "2027-12-20T08:00:00+01:00", False),
        ({"phone": None}, {}, "2027-12-20T11:00:00+01:00", True),
        ({"phone": "0690 12 34 56"}, {}, "2027-05-27T16:00:00+02:00", False),
    ],
)
def test_the_hour_is_that_of_the_person_called(
    recipient: dict[str, Any], changes: dict[str, Any], now: str, allowed: bool
) -> None:
    recent = {"consents": [granted("phone", f"{now[:4]}-01-04T09:00:00Z")]}
    assert hours_rules(now, recent | recipient, **changes) == (() if allowed else ("consent.contact_hours",))


@pytest.mark.parametrize(
    ("now", "when_fr", "when_en"),
    [
        ("2026-11-21T10:00:00+01:00", "lundi 23 novembre à 10 h", "Monday 23 November at 10:00"),
        ("2026-11-17T13:10:00+01:00", "mardi 17 novembre à 14 h", "Tuesday 17 November at 14:00"),
        ("2026-11-10T20:30:00+01:00", "jeudi 12 novembre à 10 h", "Thursday 12 November at 10:00"),
        ("2027-01-29T21:00:00+01:00", "lundi 1er février à 10 h", "Monday 1 February at 10:00"),
    ],
)
def test_the_remedy_says_when(now: str, when_fr: str, when_en: str) -> None:
    for language, when in (("fr", when_fr), ("en", when_en)):
        answer = decide(CALLABLE, channel="phone", now=now, reader_language=language)
        assert when.replace(" h", "\N{NO-BREAK SPACE}h") in answer.recipients[0].remedies[0]


@pytest.mark.parametrize("changes", [{"audience": "b2b", "offer": {"related_to_role": True}}, {"channel": "email"}])
def test_call_hours_bind_calls_to_consumers_only(changes: dict[str, Any]) -> None:
    recipient = CALLABLE | {"consents": [granted("email"), granted("phone")]}
    facts = {"channel": "phone", "now": "2026-11-21T23:00:00+01:00"} | changes
    assert decide(recipient, **facts).outcome == "admitted"


@pytest.mark.parametrize(
    ("country", "channel", "recipient", "now", "allowed"),
    [
        ("US", "phone", {"phone": "+12125550123"}, "2026-11-17T08:30:00-05:00", True),
        ("US", "phone", {"phone": "+12125550123"}, "2026-11-17T07:30:00-05:00", False),
        ("US", "phone", {"phone": None}, "2026-11-17T12:30:00-05:00", False),  # 7:30 in Honolulu
        ("US", "phone", {"phone": None}, "2026-11-17T15:00:00-05:00", True),
        ("US", "sms", {"phone": None, "time_zone": "America/Chicago", "consents": [granted("sms")]}, "2026-11-17T21:00:00-06:00", False),
        ("CA", "phone", {"time_zone": "America/Toronto"}, "2026-11-21T09:30:00-05:00", False),  # Saturday before ten
        ("CA", "phone", {"time_zone": "America/Toronto"}, "2026-11-17T09:30:00-05:00", True),
    ],
)  # fmt: skip
def test_other_countries_hours(country: str, channel: str, recipient: dict[str, Any], now: str, allowed: bool) -> None:
    screened = {"suppressed_on": [], "screened_at": "2026-11-10"}
    answer = decide(screened | recipient, jurisdiction=country, channel=channel, now=now)
    assert ("consent.contact_hours" not in [one.rule for one in answer.findings]) is allowed
