"""What matters for a mail: earlier exchanges with its recipient, and facts, found by meaning."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import islice
from threading import Lock

import numpy as np
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from assistant.engines.request import Exchange
from assistant.memory.embeddings import E5Embeddings, Embeddings, Vectors
from assistant.memory.vectors import BATCH, VectorStore
from assistant.memory.wording import fact_wording, product_wording
from assistant.records.database import Records
from assistant.records.facts import facts_valid_at, product_of_facts
from assistant.records.history import exchanges
from assistant.records.tables import NOBODY, Contact, FactRow, Interaction, MemoryEntry, Product, random_id
from guardrails.draft import Fact, Language

CANDIDATES = 200
"""How many of the nearest facts are looked at before those that do not hold are left out."""


@dataclass(frozen=True, slots=True)
class _Entry:
    """A vector that the records hold."""

    vector_id: str
    kind: str
    row_id: str
    subject_id: str


_Words = Callable[[Session, Collection[str]], dict[str, str]]
"""Rows, by their ids, as they are embedded."""


class Memory:
    """Answers by meaning. Vectors are computed when they are first needed, and kept in the records.

    Uses transactions of its own: do not call it inside `Records.writing`, which would wait for itself.

    Raises:
        MemoryUnavailable: (every method) the embeddings cannot be loaded.
    """

    def __init__(self, records: Records, embed: Embeddings | None = None) -> None:
        """Make a memory of these records, with embeddings of their own or those of `E5Embeddings`."""
        self._records = records
        self._embed: Embeddings = embed or E5Embeddings()
        self._store = VectorStore(self._embed)
        self._indexing = Lock()

    def relevant_history(
        self, query: str, contact_id: str, limit: int, until: datetime | None = None
    ) -> list[Exchange]:
        """Earlier exchanges with a contact that matter for `query`, newest first. Call after admission only.

        The latest exchange is always among them: a mail that ignores it reads as if nobody had listened.

        Args:
            limit: how many at most; a pack says so for each purpose.
            until: nothing later than this is taken.
        """
        if limit <= 0:
            return []
        with self._records.reading() as session:
            known = _exchange_times(session, contact_id, until)
        if len(known) > limit and query.strip():
            ranked = self._nearest_exchanges(query, contact_id, len(known))
            chosen = [known[0], *(key for key in ranked if key in known and key != known[0])][:limit]
        else:
            chosen = known[:limit]
        with self._records.reading() as session:
            found = exchanges(session, chosen)
        return sorted(found.values(), key=lambda one: one.at, reverse=True)

    def relevant_facts(
        self,
        query: str,
        now: datetime,
        limit: int,
        products: Sequence[str] = (),
        contact_id: str | None = None,
        language: Language | None = None,
    ) -> list[Fact]:
        """Facts that hold at `now` and matter for `query`, the most relevant first.

        Args:
            products: ids of the products that the mail is about; products named in `query` count as well. If there
                are any, facts of other products are left out, and theirs come before facts of no product.
            contact_id: facts about this contact alone are taken in.
            language: leave out what another fact says in this language (English twins have ids that end in ``-en``).
        """
        with self._records.reading() as session:
            facts = {fact.id: fact for fact in facts_valid_at(session, now, contact_id)}
            owner = product_of_facts(session)
            about = set(products) | _named_products(session, query)
        if language is not None:
            facts = {key: fact for key, fact in facts.items() if _speaks(key, facts.keys(), language)}
        if about:
            facts = {key: fact for key, fact in facts.items() if owner.get(key) in about or key not in owner}
        order = self._nearest_facts(query, contact_id, facts) if query.strip() else []
        rank = {key: place for place, key in enumerate(order)}
        ordered = sorted(facts, key=lambda key: (owner.get(key) not in about, rank.get(key, len(rank)), key))
        return [facts[key] for key in ordered[:limit]]

    def index_interactions(self, contact_id: str) -> int:
        """Compute the vectors of a contact's exchanges that are missing; returns how many."""
        return self._index_interactions(contact_id)

    def index_facts(self) -> int:
        """Compute the vectors of facts and products that are missing; returns how many."""
        return self._index_facts()

    def forget(self, contact_id: str) -> None:
        """Delete every vector about a contact."""
        with self._records.reading() as session:
            subject = _subject(session, contact_id)
        self._store.remove_subject(subject)
        with self._records.writing() as session:
            session.execute(delete(MemoryEntry).where(MemoryEntry.subject_id == subject))

    def close(self) -> None:
        """Give Chroma's memory back; the vectors stay in the records."""
        self._store.close()

    def _nearest_exchanges(self, query: str, contact_id: str, limit: int) -> list[str]:
        self._index_interactions(contact_id)
        with self._records.reading() as session:
            subject = _subject(session, contact_id)
        return [row for _, row in self._nearest(query, ["interaction"], [subject], limit)]

    def _nearest_facts(self, query: str, contact_id: str | None, facts: Collection[str]) -> list[str]:
        # A product stands for its list price.
        rows = {*facts, *(key.removesuffix("-price") for key in facts)}
        self._index_facts(rows)
        with self._records.reading() as session:
            subjects = [NOBODY] + ([_subject(session, contact_id)] if contact_id else [])
        nearest = self._nearest(query, ["fact", "product"], subjects, CANDIDATES, rows)
        return [f"{row}-price" if kind == "product" else row for kind, row in nearest]

    def _nearest(
        self, query: str, kinds: list[str], subjects: list[str], limit: int, rows: Collection[str] | None = None
    ) -> list[tuple[str, str]]:
        with self._records.reading() as session:
            entries = [one for kind in kinds for one in self._entries(session, kind, subjects).values()]
        known = {one.vector_id: (one.kind, one.row_id) for one in entries if rows is None or one.row_id in rows}
        ids = self._store.nearest(self._embed.query(query), kinds, subjects, limit, known)
        return [known[key] for key in ids if key in known]

    def _index_interactions(self, contact_id: str) -> int:
        with self._records.reading() as session:
            subject = _subject(session, contact_id)
            rows = session.scalars(select(Interaction.id).where(Interaction.contact_id == contact_id)).all()
        return self._index("interaction", dict.fromkeys(rows, subject), _words_of_interactions, [subject])

    def _index_facts(self, rows: Collection[str] | None = None) -> int:
        with self._records.reading() as session:
            products = session.scalars(select(Product.id)).all()
            owned = select(FactRow.id, Contact.subject_id).outerjoin(Contact, FactRow.contact_id == Contact.id)
            facts = {key: subject or NOBODY for key, subject in session.execute(owned)}
        people = list({*facts.values(), NOBODY})
        kinds = (
            ("product", dict.fromkeys(products, NOBODY), _words_of_products, [NOBODY]),
            ("fact", facts, _words_of_facts, people),
        )
        return sum(
            self._index(kind, {row: of for row, of in owners.items() if rows is None or row in rows}, words, subjects)
            for kind, owners, words, subjects in kinds
        )

    def _index(self, kind: str, owners: Mapping[str, str], words: _Words, subjects: list[str]) -> int:
        """Compute the vectors of rows that have none, and load what Chroma lacks; `owners` says whose each row is."""
        # One at a time: what another thread is bringing in must not look like a wording that is no more.
        with self._indexing:
            with self._records.reading() as session:
                entries = self._entries(session, kind, subjects)
                missing = words(session, [row for row in owners if row not in entries])
            if missing:
                vectors = self._embed.passages(list(missing.values()))
                entries |= self._enter(kind, {row: owners[row] for row in missing}, vectors)
            self._load(kind, [entries[row] for row in owners if row in entries], subjects, entries.values())
        return len(missing)

    def _enter(self, kind: str, owners: Mapping[str, str], vectors: Vectors) -> dict[str, _Entry]:
        with self._records.writing() as session:
            entries = self._entries(session, kind, owners.values())
            for (row, subject), vector in zip(owners.items(), vectors, strict=True):
                # Another thread or process may have been faster.
                if row not in entries:
                    entries[row] = _Entry(random_id(), kind, row, subject)
                    session.add(
                        MemoryEntry(
                            vector_id=entries[row].vector_id,
                            kind=kind,
                            row_id=row,
                            model=self._embed.name,
                            subject_id=subject,
                            vector=vector.astype("<f4").tobytes(),
                        )
                    )
        return entries

    def _load(self, kind: str, wanted: list[_Entry], subjects: list[str], known: Collection[_Entry]) -> None:
        """Bring Chroma to what the records hold: a vector without an entry stands for a wording that is no more."""
        present = self._store.ids([kind], subjects)
        self._store.remove(present - {one.vector_id for one in known})
        absent = {one.vector_id: one.subject_id for one in wanted if one.vector_id not in present}
        with self._records.reading() as session:
            vectors = _vectors(session, absent)
        self._store.add(vectors, kind, absent)

    def _entries(self, session: Session, kind: str, subjects: Collection[str]) -> dict[str, _Entry]:
        """What the records hold of a kind and of these people, by row; not the vectors, which are encrypted."""
        query = select(MemoryEntry.vector_id, MemoryEntry.kind, MemoryEntry.row_id, MemoryEntry.subject_id).where(
            MemoryEntry.kind == kind,
            MemoryEntry.model == self._embed.name,
            MemoryEntry.subject_id.in_(set(subjects)),
        )
        return {entry.row_id: entry for entry in (_Entry(*row) for row in session.execute(query))}


def _vectors(session: Session, ids: Collection[str]) -> dict[str, Vectors]:
    found: dict[str, Vectors] = {}
    remaining = iter(ids)
    while batch := list(islice(remaining, BATCH)):
        query = select(MemoryEntry.vector_id, MemoryEntry.vector).where(MemoryEntry.vector_id.in_(batch))
        # A vector reads as empty if its person was erased a moment ago.
        found |= {key: np.frombuffer(raw, dtype="<f4") for key, raw in session.execute(query) if raw}
    return found


def _words_of_interactions(session: Session, ids: Collection[str]) -> dict[str, str]:
    return {key: one.text for key, one in exchanges(session, ids).items()}


def _words_of_products(session: Session, ids: Collection[str]) -> dict[str, str]:
    return {row.id: product_wording(row) for row in session.scalars(select(Product).where(Product.id.in_(ids)))}


def _words_of_facts(session: Session, ids: Collection[str]) -> dict[str, str]:
    return {row.id: fact_wording(row) for row in session.scalars(select(FactRow).where(FactRow.id.in_(ids)))}


def _exchange_times(session: Session, contact_id: str, until: datetime | None) -> list[str]:
    """Ids of a contact's exchanges, newest first."""
    query = select(Interaction.id).where(Interaction.contact_id == contact_id)
    if until is not None:
        query = query.where(Interaction.at <= until)
    return list(session.scalars(query.order_by(Interaction.at.desc(), Interaction.id)))


def _subject(session: Session, contact_id: str) -> str:
    return session.scalars(select(Contact.subject_id).where(Contact.id == contact_id)).one()


def _named_products(session: Session, query: str) -> set[str]:
    asked = query.casefold()
    return {key for key, name in session.execute(select(Product.id, Product.name)) if name.casefold() in asked}


def _speaks(key: str, keys: Iterable[str], language: Language) -> bool:
    if language == "fr":
        return not key.endswith("-en") or key.removesuffix("-en") not in keys
    return key.endswith("-en") or f"{key}-en" not in keys
