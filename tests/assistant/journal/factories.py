"""Entries, chains and signed checkpoints for tests; hashes are computed here once more, apart from the code."""

import hashlib
import json
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from assistant.journal.chain import START, Link, link_after
from assistant.journal.checkpoint import Checkpoint, make_checkpoint, public_key, read_checkpoint
from assistant.journal.entry import Entry, Event
from assistant.records.master import MasterKey, MasterKeys
from guardrails.verdict import Decision

NOW = datetime(2026, 11, 23, 9, tzinfo=UTC)
SUBJECT = "0f" * 16
SUGGESTION = "019ab0c5-2b5e-7c3a-9d10-6f2f0f7f6b11"
SEED = bytes(range(32))
MASTER = MasterKeys(MasterKey.of(b"m" * 32))


def entry(number: int = 1, **values: Any) -> Entry:
    """A held draft, at a moment of its own."""
    fields: dict[str, Any] = {
        "event": Event.DRAFT_HELD,
        "at": NOW + timedelta(seconds=number),
        "actor": "rep-1",
        "subject": SUBJECT,
        "suggestion": SUGGESTION,
        "decision": Decision.HOLD,
        "rules": ("claims.price", "pii.person"),
        "packs": ("fr@3",),
    }
    return Entry(**{**fields, **values})


def chain(length: int) -> list[Link]:
    """A sound chain."""
    links, last = [], START
    for number in range(1, length + 1):
        last = link_after(last.seq, last.hash, entry(number))
        links.append(last)
    return links


def rehashed(link: Link, **changes: Any) -> Link:
    """A link with other contents and the hash that belongs to them, as somebody would make it who knows the recipe."""
    fields = {"seq": link.seq, "entry": link.entry, "previous": link.previous, **changes}
    return Link(**fields, hash=digest(fields["seq"], fields["previous"], fields["entry"]))


def rechained(links: Iterable[Link]) -> list[Link]:
    """Links bound anew into a chain whose hashes are all right."""
    made: list[Link] = []
    for link in links:
        made.append(rehashed(link, previous=made[-1].hash if made else "0" * 64))
    return made


def digest(seq: int, previous: str, text: str) -> str:
    """The recipe of docs/journal.md, also for what UTF-8 cannot hold: a forger may write anything."""
    return hashlib.sha256(f"{seq}|{previous}|{text}".encode(errors="surrogatepass")).hexdigest()


def decided(link: Link, decision: str = "release") -> str:
    """The entry of a link, as if the gate had decided something else."""
    return json.dumps({**json.loads(link.entry), "decision": decision}, separators=(",", ":"), sort_keys=True)


def signed(link: Link, folder: Path) -> Checkpoint:
    """A checkpoint that went through a file and whose signature was checked."""
    path = folder / f"checkpoint-{link.seq}.json"
    path.write_text(make_checkpoint(link, SEED, NOW + timedelta(days=1)).text())
    return read_checkpoint(path, public_key(SEED))
