"""A machine whose clock jumps, by hours and by days, forwards and backwards, over the end of summer time as well."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Literal

import pytest

from assistant.journal.journal import verify
from assistant.records.suggestions import State
from tests.assistant.web.routes.conftest import Api
from tests.demo_company import NOW
from tests.faults.company import Company
from tests.faults.evidence import examine
from tests.faults.service import HELD, PASSES, Service, problem, serving

Clock = Literal["own", "libfaketime"]
Jump = Callable[[datetime], None]

LIBRARY = Path(os.environ.get("FAKETIME_LIBRARY", "/usr/lib/x86_64-linux-gnu/faketime/libfaketime.so.1"))
SUMMER_TIME_ENDS = datetime.fromisoformat("2027-10-31T02:59:00+02:00")
"""Clocks in Paris go back an hour one minute later."""

JUMPS = [
    NOW + timedelta(hours=3),
    NOW - timedelta(hours=5),
    NOW + timedelta(days=1),
    NOW - timedelta(days=1),
    NOW,
]


def test_whatever_the_clock_does_nothing_is_lost_or_doubled(api: Api) -> None:
    told: dict[str, str] = {}
    for number, moment in enumerate(JUMPS):
        api.clock.now = moment
        for key in (f"jump-{number}", *told):
            answer = api.as_("rep-1").post("/v1/emails", json=HELD, headers={"Idempotency-Key": key})
            assert answer.status_code == 202, answer.text
            assert told.setdefault(key, answer.json()["suggestion"]) == answer.json()["suggestion"]
    assert len(set(told.values())) == len(JUMPS)
    with api.workspace.records.reading() as session:
        found = verify(session)
    assert found.is_sound
    assert found.entries >= len(JUMPS)


def test_a_review_expires_by_the_clock_of_the_moment(api: Api) -> None:
    held = api.as_("rep-1").post("/v1/emails", json=HELD).json()
    path = f"/v1/reviews/{held['review']['id']}"
    api.clock.now = NOW - timedelta(days=300)
    assert api.as_("manager").get(path).status_code == 200
    api.clock.now = NOW + timedelta(days=15)
    assert api.as_("manager").get(path).json()["code"] == "review.expired"
    assert api.as_("manager").post(f"{path}/reject", json={"reason": "trop tard"}).json()["code"] == "review.expired"
    assert api.as_("rep-1").get(f"/v1/emails/{held['suggestion']}").json()["review"]["state"] == "expired"


@pytest.mark.slow
@pytest.mark.timeout(900)
@pytest.mark.parametrize("clock", ["own", "libfaketime"])
def test_a_service_whose_clock_jumps(on_sqlite: Company, clock: Clock) -> None:
    with _serving_by(clock, on_sqlite) as (service, jump):
        first = service.write(PASSES, "first").json()["suggestion"]
        held = service.write(HELD, "held").json()
        for moment in (*JUMPS, SUMMER_TIME_ENDS, SUMMER_TIME_ENDS + timedelta(minutes=2), NOW):
            jump(moment)
            # Nobody is shut out, nor let in without end, because of what was counted at another time.
            assert service.write_until_answered(HELD, f"at-{moment.isoformat()}").status_code in (202, 403)
            again = service.write(HELD, "held")
            assert again.json()["suggestion"] == held["suggestion"]
            assert service.is_ready()
        assert service.write(PASSES, "first").json()["suggestion"] == first
        review = f"/v1/reviews/{held['review']['id']}"
        assert service.get(review, "manager").status_code == 200
        jump(NOW + timedelta(days=15))
        assert problem(service.get(review, "manager"))[1] == "review.expired"
        assert problem(service.get(f"/v1/emails/{first}", "guest")) == (401, "token.refused")
        jump(NOW)
        assert service.get(f"/v1/emails/{first}", "guest").status_code == 200
    found = examine(on_sqlite)
    assert found.states[first] == State.RELEASED
    moments = [one.at for one in reversed(found.entries)]
    assert moments != sorted(moments)  # the journal says what the clock said, in the order in which it happened


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_the_rate_holds_while_the_clock_jumps(on_sqlite: Company) -> None:
    with _serving_by("own", on_sqlite, WEB__RATE_PER_MINUTE=30) as (service, jump):
        for moment in (NOW, NOW - timedelta(hours=2), NOW + timedelta(hours=2)):
            jump(moment)
            answers = [service.get("/v1/reviews", "manager") for _ in range(40)]
            let_in = sum(one.status_code == 200 for one in answers)
            refused = [one for one in answers if one.status_code == 429]
            assert 25 <= let_in <= 39
            assert all(1 <= int(one.headers["retry-after"]) <= 60 for one in refused)


@contextmanager
def _serving_by(clock: Clock, company: Company, **settings: int) -> Iterator[tuple[Service, Jump]]:
    """A service, and what sets its clock to a moment."""
    file = company.folder / "clock"

    def jump(moment: datetime) -> None:
        ahead = (moment - datetime.now(UTC)).total_seconds()
        beside = file.with_suffix(".new")
        beside.write_text(f"{ahead:+.0f}" if clock == "libfaketime" else str(ahead))
        beside.replace(file)  # never read half written

    jump(NOW)
    program = [sys.executable, "-m", "tests.faults.jumping", str(file)]
    if clock == "libfaketime":
        if not LIBRARY.exists():
            pytest.skip("libfaketime is not installed")
        faked = {"LD_PRELOAD": LIBRARY, "FAKETIME_TIMESTAMP_FILE": file, "FAKETIME_NO_CACHE": 1}
        real = {"FAKETIME_DONT_FAKE_MONOTONIC": 1, "FAKETIME_DONT_RESET": 1}
        program = ["env", *(f"{name}={value}" for name, value in (faked | real).items()), *company.command("serve")]
    with serving(company, program=["env", "TZ=Europe/Paris", *program], **settings) as service:
        yield service, jump
