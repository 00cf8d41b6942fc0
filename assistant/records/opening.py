"""The records as the settings name them."""

from collections.abc import Iterator
from contextlib import contextmanager

from assistant.records.database import Records, open_records
from assistant.records.master import MasterKeys, load_master_keys
from assistant.settings import Settings


@contextmanager
def opened_records(settings: Settings, master: MasterKeys | None = None) -> Iterator[Records]:
    """Open the records, and close them again; with the master keys, where they were read already.

    Raises:
        ScrupuleError: the master key or the records cannot be used; the message says what to do.
    """
    records = open_records(settings.database_url, master or load_master_keys(settings))
    try:
        yield records
    finally:
        records.close()
