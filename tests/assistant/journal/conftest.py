"""Records with an empty journal, on both databases."""

from collections.abc import Iterator

import pytest

from assistant.records import Records, open_records
from tests.assistant.journal.factories import MASTER


@pytest.fixture
def records(records_url: str) -> Iterator[Records]:
    """Open records, nothing in them."""
    opened = open_records(records_url, MASTER)
    yield opened
    opened.close()
