"""Fixtures for every test: both databases, and the demo company, loaded once."""

from collections import defaultdict
from math import ceil
from types import SimpleNamespace

import pytest

from tests.databases import (
    migrated_url,
    other_url,
    postgres_server,
    postgresql_template,
    records_url,
    sqlite_template,
)
from tests.demo_company import company, gate, workspace

_NO_CASE = SimpleNamespace(params={})

__all__ = [
    "company",
    "gate",
    "migrated_url",
    "other_url",
    "postgres_server",
    "postgresql_template",
    "records_url",
    "sqlite_template",
    "workspace",
]


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Leave to the slow run most cases of a test that is marked `few(number)`, and all but one on PostgreSQL."""
    cases: dict[tuple[str, int], list[pytest.Item]] = defaultdict(list)
    on_server: dict[str, list[pytest.Item]] = defaultdict(list)
    for item in items:
        test = item.nodeid.partition("[")[0]
        if marker := item.get_closest_marker("few"):
            cases[test, marker.args[0]].append(item)
        if _is_on_server(item):
            on_server[test].append(item)
    late = [item for found in on_server.values() for item in found[1:]]
    for (_, number), found in cases.items():
        late += [item for at, item in enumerate(found) if at % ceil(len(found) / number)]
    for item in late:
        item.add_marker(pytest.mark.slow)


def _is_on_server(item: pytest.Item) -> bool:
    """Whether a test's records are on PostgreSQL, where each database of its own takes a while to make."""
    return isinstance(item, pytest.Function) and "postgresql" in getattr(item, "callspec", _NO_CASE).params.values()
