"""Fixtures for every test: both databases, and the demo company, loaded once."""

from collections import defaultdict
from math import ceil

import pytest

from tests.databases import other_url, postgres_server, records_url
from tests.demo_company import company, gate, workspace

__all__ = ["company", "gate", "other_url", "postgres_server", "records_url", "workspace"]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave the cases of a test that is marked `few(number)` to the slow run, but for so many, evenly chosen."""
    cases: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    for item in items:
        if marker := item.get_closest_marker("few"):
            cases[item.nodeid.partition("[")[0], marker.args[0]].append(item)
    for (_, number), found in cases.items():
        for at, item in enumerate(found):
            if at % ceil(len(found) / number):
                item.add_marker(pytest.mark.slow)
