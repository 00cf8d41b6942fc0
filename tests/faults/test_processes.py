"""Several processes on the same records, which share nothing else."""

import subprocess
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from assistant.journal.entry import Event
from tests.faults.company import ROOT, Company
from tests.faults.evidence import examine
from tests.faults.service import HELD, PASSES, PATIENCE, Service, serving


def test_a_crm_is_imported_while_mails_are_written(service: Service) -> None:
    before = examine(service.company)
    importing = _start(service.company, "import", "demo/aubepine")
    drafts = 0
    while importing.poll() is None or drafts < 4:
        assert service.write(PASSES if drafts % 2 else HELD).status_code in (200, 202)
        drafts += 1
    assert importing.wait() == 0
    after = examine(service.company)
    assert len(after.states) == len(before.states) + drafts


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_two_services_share_the_records(any_company: Company) -> None:
    with ExitStack() as running:
        services = [running.enter_context(serving(any_company, workers=1)) for _ in range(2)]
        importing = _start(any_company, "import", "demo/aubepine")

        def write(number: int) -> tuple[str, str]:
            """Both are asked the same at the same time."""
            with ThreadPoolExecutor(2) as both:
                asked = HELD if number % 3 == 0 else PASSES
                answers = both.map(lambda one: one.write_until_answered(asked, f"both-{number}"), services)
            first, second = (one.json()["suggestion"] for one in answers)
            return first, second

        with ThreadPoolExecutor(4) as pool:
            told = list(pool.map(write, range(40)))
        assert importing.wait(PATIENCE) == 0
        for suggestion, _ in told[:5]:
            texts = [one.get(f"/v1/emails/{suggestion}").json() for one in services]
            assert texts[0] == texts[1]  # what one sealed the other opens
    assert all(first == second for first, second in told)
    found = examine(any_company)
    assert sorted(found.states) == sorted(first for first, _ in told)


@pytest.mark.slow
@pytest.mark.timeout(900)
def test_of_two_services_that_decide_a_review_at_once_one_does(any_company: Company) -> None:
    with ExitStack() as running:
        services = [running.enter_context(serving(any_company, workers=1)) for _ in range(2)]
        for number in range(6):
            services[number % 2].write(HELD, f"held-{number}")
        reviews = [one["id"] for one in services[0].get("/v1/reviews", "manager").json()["reviews"]]
        assert len(reviews) == 6

        def reject(service: Service, who: str, review: str) -> int:
            with service.client(who) as client:
                return client.post(f"/v1/reviews/{review}/reject", json={"reason": "pas maintenant"}).status_code

        for review in reviews:
            with ThreadPoolExecutor(2) as both:
                deciding = both.map(reject, services, ("manager", "privacy_officer"), (review, review))
                statuses = sorted(deciding)
            assert statuses == [200, 409]
    assert examine(any_company).count(Event.REVIEW_REJECTED) == 6


def _start(company: Company, *words: str) -> "subprocess.Popen[bytes]":
    return subprocess.Popen(
        company.command(*words),
        cwd=ROOT,
        env=company.environment(),
        stdout=subprocess.DEVNULL,
    )
