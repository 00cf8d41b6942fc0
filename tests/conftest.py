"""Fixtures for every test: both databases, and the demo company, loaded once."""

from tests.databases import other_url, postgres_server, records_url
from tests.demo_company import company, gate, workspace

__all__ = ["company", "gate", "other_url", "postgres_server", "records_url", "workspace"]
