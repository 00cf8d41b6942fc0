"""What must be right before a worker is started: found here, it is one sentence to whoever types the command."""

from assistant.records.database import open_records
from assistant.records.master import load_master_keys
from assistant.settings import Settings


def check_start(settings: Settings) -> None:
    """Read the master key, open the records (which updates their tables) and read the company packs.

    Raises:
        ScrupuleError: one of them cannot be used; the message says what to do.
    """
    # Imported here: the demo has no use for it.
    from guardrails.packs.loader import load_packs

    open_records(settings.database_url, load_master_keys(settings)).close()
    load_packs(settings.packs)
