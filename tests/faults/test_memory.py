"""Vectors that are lost, from the records or with the process: computed again, and the answers are the same."""

import pytest
from sqlalchemy import delete, func, select

from assistant.records.tables import MemoryEntry
from tests.faults.company import Company
from tests.faults.evidence import examine
from tests.faults.service import Service, serving

ASKED = {
    "contact": "claire.martin@courriel.example",
    "occasion": "follow_up",
    "points": ["préciser le délai de livraison et la garantie du Levant 120"],
}


def test_vectors_deleted_from_the_records_are_computed_again(service: Service) -> None:
    before = service.write(ASKED).json()
    assert _vectors(service.company) > 0
    _delete_vectors(service.company)
    after = service.write(ASKED).json()
    assert _told(after) == _told(before)
    assert _vectors(service.company) > 0
    examine(service.company)


@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_new_process_gives_the_same_answers_with_and_without_vectors(any_company: Company) -> None:
    with serving(any_company, workers=1) as service:
        told = _told(service.write(ASKED).json())
        assert service.stop() == 0
        service.start()
        assert _told(service.write(ASKED).json()) == told
        assert service.stop() == 0
        _delete_vectors(any_company)
        service.start()
        assert _told(service.write(ASKED).json()) == told
    assert _vectors(any_company) > 0
    examine(any_company)


def _told(answer: dict[str, object]) -> dict[str, object]:
    """What does not differ between two mails that say the same."""
    return {name: value for name, value in answer.items() if name != "suggestion"}


def _vectors(company: Company) -> int:
    records = company.open()
    with records.reading() as session:
        found = session.scalar(select(func.count()).select_from(MemoryEntry))
    records.close()
    return found or 0


def _delete_vectors(company: Company) -> None:
    records = company.open()
    with records.writing() as session:
        session.execute(delete(MemoryEntry))
    records.close()
