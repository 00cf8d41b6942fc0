"""Fixtures for every test: both databases."""

from tests.databases import other_url, postgres_server, records_url

__all__ = ["other_url", "postgres_server", "records_url"]
