"""What is sent to the service when it is measured, and how the figures are read; nothing here depends on speed."""

from dataclasses import replace
from itertools import islice

import pytest

from benchmarks.api_figures import CROWD, Alone, Load, Measured, sheets
from benchmarks.api_mails import CONTACTS, WORDS, new_mails
from benchmarks.mails import count_words

MIB = 2**20
ALONE = Alone(gate=(10.0, 20.0, 30.0), gate_work=(20.0,), whole=(22.0,), whole_work=(23.0,))


def load(request: str, users: int, milliseconds: tuple[float, ...], work: float) -> Load:
    """Answers in two seconds, each of which cost two workers `work` milliseconds of a processor together."""
    busy = len(milliseconds) * work / 1000
    return Load(request, users, 2.0, milliseconds, 0, (busy / 4, busy * 3 / 4), own=0.1)


MEASURED = Measured(
    database="SQLite",
    ready_seconds=4.2,
    alone=ALONE,
    crowded=ALONE,
    loads=(
        load("nothing", 1, (1.0,), 0.5),
        load("nothing", 10, (2.0,), 0.5),
        load("check", 1, (24.0,), 24.0),
        load("check", CROWD, tuple(float(number) for number in range(101)), 25.0),
    ),
    memory=((0, (500 * MIB, 500 * MIB)), (5_000, (600 * MIB, 640 * MIB)), (10_000, (606 * MIB, 640 * MIB))),
)


def cells(title: str) -> dict[str, tuple[str, ...]]:
    """A sheet's rows by their names."""
    found = next(one for one in sheets(MEASURED) if title in one.title)
    return {row[0]: row[1:] for row in found.rows}


def test_no_mail_is_like_another_and_all_are_as_long_as_the_timed_ones() -> None:
    mails = list(islice(new_mails(7), 400))
    assert len({mail.text for mail in mails}) == len(mails)
    assert all(count_words(mail.text) in WORDS for mail in mails)


def test_another_seed_gives_other_mails_and_the_same_gives_the_same() -> None:
    first, again, other = (list(islice(new_mails(seed), 20)) for seed in (1, 1, 2))
    assert first == again
    assert not {mail.text for mail in first} & {mail.text for mail in other}


def test_half_of_the_mails_are_for_a_contact_in_their_own_language() -> None:
    mails = list(islice(new_mails(3), 40))
    assert [mail.language for mail in mails[:4]] == ["fr", "en", "fr", "en"]
    assert {mail.contact for mail in mails} <= {None, *CONTACTS}
    assert sum(mail.contact is None for mail in mails) == len(mails) // 2


def test_targets_are_read_from_the_crowd() -> None:
    assert {name: row[-1] for name, row in cells("asked for").items()} == {
        f"/v1/check, {CROWD} users, p95": "95 ms",
        "the service adds to the gate's time": "25%",
        "memory of a worker": "640 MiB",
        "it grows, in the second half of the requests, by": "1.0%",
        "from start to ready": "4.2 s",
    }


def test_what_the_service_adds_is_told_by_the_clock_and_by_the_processor() -> None:
    assert cells("around the gate")["POST /v1/check"] == ("24.0", "+20%", "25.0", "+25%")


@pytest.mark.parametrize(
    ("request_name", "users", "per_second", "work"), [("check", 1, 0.5, 24.0), ("check", CROWD, 50.5, 25.0)]
)
def test_a_load_knows_its_rate_and_its_cost(request_name: str, users: int, per_second: float, work: float) -> None:
    measured = MEASURED.load(request_name, users)
    assert (measured.per_second, measured.work) == (per_second, pytest.approx(work))


def test_answers_that_are_no_answers_are_shown() -> None:
    failed = replace(MEASURED, loads=(replace(MEASURED.loads[0], failures=3), *MEASURED.loads[1:]))
    assert "3" in sheets(failed)[0].rows[0]
