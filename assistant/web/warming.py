"""Loading what is slow to load before the first request comes."""

import gc
from datetime import datetime
from typing import Final

from sqlalchemy import select

from assistant.records.database import Records
from assistant.records.tables import MemoryEntry
from assistant.workspace import Workspace
from guardrails import Context, Draft

_SAMPLES: Final = (
    Draft(text="Bonjour, voici notre offre : 12 fauteuils à 540 € HT pièce, livrés à Lyon.", language="fr"),
    Draft(text="Hello, here is our offer: 12 chairs at 540 euros each, delivered to Leeds.", language="en"),
)


def warm(workspace: Workspace, now: datetime) -> None:
    """Load the models of the gate and of the memory, and use each once.

    A memory that was never filled is not filled here, which may take minutes: `scrupule import` does, or a draft.

    Raises:
        ScrupuleError: a model cannot be loaded, or the records cannot be used.
    """
    workspace.gate.load()
    for sample in _SAMPLES:
        workspace.gate.inspect(sample, Context())
    if _is_filled(workspace.records):
        workspace.memory.relevant_facts("offre", now, limit=1)
    # All of it stays: a collector that went through it again would stop every request for 0.15 s.
    gc.collect()
    gc.freeze()


def _is_filled(records: Records) -> bool:
    with records.reading() as session:
        return session.scalar(select(MemoryEntry.vector_id).where(MemoryEntry.kind == "fact").limit(1)) is not None
