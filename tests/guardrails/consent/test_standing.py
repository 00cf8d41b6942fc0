"""The history of a consent: the latest event before now decides, whatever the order of the list."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from .factories import decide, event, granted, outcome

JANUARY, MARCH, MAY, NEXT_YEAR = (
    f"{day}T09:00:00+00:00" for day in ("2026-01-10", "2026-03-10", "2026-05-10", "2027-01-10")
)


@pytest.mark.parametrize(
    ("events", "expected"),
    [
        ([granted(at=JANUARY), event("withdrawn", at=MARCH)], ("refused", "consent.withdrawn")),
        ([event("withdrawn", at=JANUARY), granted(at=MARCH)], ("admitted", None)),
        ([granted(at=JANUARY), event("withdrawn", at=MARCH), granted(at=MAY)], ("admitted", None)),
        ([granted(at=JANUARY), event("refused", at=MARCH)], ("refused", "consent.refused")),
        ([granted(at=JANUARY), event("withdrawn", at=NEXT_YEAR)], ("admitted", None)),
        ([granted(at=NEXT_YEAR)], ("refused", "consent.no_consent")),
        ([event("withdrawn", at=JANUARY), granted(at=NEXT_YEAR)], ("refused", "consent.withdrawn")),
        ([granted(at=JANUARY), event("requested", at=MARCH)], ("refused", "consent.no_consent")),
        ([event("withdrawn", at=JANUARY), granted(at=MARCH, method="preticked")], ("refused", "consent.no_consent")),
        ([granted(at=JANUARY), event("withdrawn", at=JANUARY)], ("refused", "consent.withdrawn")),
        ([granted(at=JANUARY), event("withdrawn", "sms", at=MARCH)], ("admitted", None)),
        ([granted(at=JANUARY), event("withdrawn", "*", at=MARCH)], ("refused", "consent.withdrawn")),
        ([granted(at=JANUARY), event("withdrawn", at=MARCH, purpose="*")], ("refused", "consent.withdrawn")),
        ([granted(at=JANUARY), event("withdrawn", at=MARCH, purpose="newsletter")], ("admitted", None)),
        ([granted(at="2026-11-17T10:00:00Z")], ("admitted", None)),
        ([granted(at="2026-11-17T10:00:01Z")], ("refused", "consent.no_consent")),
    ],
)
def test_the_latest_event_before_now_decides(events: list[dict[str, Any]], expected: tuple[str, str | None]) -> None:
    for ordered in (events, events[::-1]):
        decided, _, rules = outcome({"consents": ordered})
        assert (decided, rules[0] if rules else None) == expected


OCTOBER = datetime(2026, 10, 20, tzinfo=UTC)
_EVENTS = st.lists(
    st.fixed_dictionaries(
        {
            "purpose": st.sampled_from(["prospecting", "newsletter", "*"]),
            "channel": st.sampled_from(["email", "sms", "*"]),
            "status": st.sampled_from(["requested", "granted", "refused", "withdrawn", "expired"]),
            "at": st.integers(0, 6).map(lambda week: (OCTOBER + timedelta(weeks=week)).isoformat()),
            "valid_until": st.sampled_from([None, "2026-11-01", "2027-01-01"]),
            "proof": st.sampled_from([None, "form:v1"]),
            "method": st.sampled_from([None, "opt_in", "preticked"]),
        }
    ),
    max_size=6,
)  # fmt: skip


@given(events=_EVENTS, shuffled=st.randoms(use_true_random=False))
def test_the_order_of_the_list_never_changes_the_answer(events: list[dict[str, Any]], shuffled: Any) -> None:
    again = list(events)
    shuffled.shuffle(again)
    assert decide({"consents": events}) == decide({"consents": again})


@given(events=_EVENTS)
def test_only_a_proven_specific_grant_ever_admits(events: list[dict[str, Any]]) -> None:
    if decide({"consents": events}).outcome == "admitted":
        assert any(
            one["status"] == "granted" and one["proof"] and one["method"] != "preticked"
            and (one["purpose"], one["channel"]) == ("prospecting", "email")
            for one in events
        )  # fmt: skip
