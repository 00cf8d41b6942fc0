"""The start of the service and of its workers: what must be right first, and what a failure means."""

import os
import time
from pathlib import Path
from typing import Final

from assistant.records.opening import opened_records
from assistant.settings import Settings

PAUSE_SECONDS: Final = 2.0
_DIED: Final = 1
_READY: Final = "ready"


def check_start(settings: Settings) -> None:
    """Find what is wrong before a worker is started, so that it is one sentence to whoever types the command.

    Reads the master key, opens the records (which updates their tables) and reads the company packs.

    Raises:
        ScrupuleError: one of them cannot be used; the message says what to do.
    """
    # Imported here: the demo has no use for it.
    from guardrails.packs.loader import load_packs

    with opened_records(settings):
        pass
    load_packs(settings.packs)


def note_first_success() -> None:
    """Remember that a worker of this service was ready once."""
    folder = shared_folder()
    if folder is not None:
        (folder / _READY).touch()


def leave_the_others_at_work() -> None:
    """End this worker as if it had died, if others were ready before: it is tried again after a pause.

    uvicorn ends the whole service when a worker cannot start. That is right at the beginning, and wrong for one that
    takes the place of a worker that died while, say, the master key's file is away.
    """
    folder = shared_folder()
    if folder is not None and (folder / _READY).exists():
        time.sleep(PAUSE_SECONDS)
        os._exit(_DIED)


def shared_folder() -> Path | None:
    """The folder in which the workers of one service count: it lives as long as the service."""
    name = os.environ.get("PROMETHEUS_MULTIPROC_DIR")
    return Path(name) if name else None
