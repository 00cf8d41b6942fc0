"""What matters for a mail is found by meaning; Chroma holds nothing that can be read, and writes nothing."""

from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import pytest
from chromadb.api.models.Collection import Collection
from sqlalchemy import func, select

from assistant.memory.index import Memory
from assistant.records import Records
from assistant.records.crm_import import import_crm
from assistant.records.tables import Contact, MemoryEntry
from connectors.crm.protocol import CrmFact, CrmProduct, CrmRow
from tests.assistant.memory.factories import WordEmbeddings
from tests.assistant.records.factories import NOW, ListedCrm, contact, records_with, said

CANARY = "Madame Quetzalcoatl attend le plateau en frêne clair"
ROWS: tuple[CrmRow, ...] = (
    contact("c-1", first_name="Odile", last_name="Quetzalcoatl"),
    contact("c-2"),
    said("i-1", "2026-05-01T09:00:00+02:00", text=CANARY),
    said("i-2", "2026-06-01T09:00:00+02:00", text="La livraison du frêne est arrivée abîmée", subject="Livraison"),
    said("i-3", "2026-07-01T09:00:00+02:00", text="Merci pour la visite"),
    said("i-4", "2026-08-01T09:00:00+02:00", text="Bonnes vacances"),
    said("i-5", "2026-08-01T09:00:00+02:00", text="livraison livraison livraison", contact_id="c-2"),
    CrmProduct(id="p-1", name="Établi Cormier", category="établi"),
    CrmProduct(id="p-2", name="Scie Rabot", category="scie"),
    CrmFact(id="f-1", product_id="p-1", type="guarantee", subject="Établi Cormier", value="10 ans"),
    CrmFact(id="f-1-en", product_id="p-1", type="guarantee", subject="Établi Cormier", value="10 years"),
    CrmFact(id="f-2", product_id="p-2", type="guarantee", subject="Scie Rabot", value="2 ans"),
    CrmFact(id="f-3", type="delivery", subject="France", value="8 jours"),
    CrmFact.model_validate({"id": "f-4", "type": "discount", "value": "10 %", "valid_until": "2026-11-22"}),
    CrmFact(id="f-5", type="term", subject="Contrat 12", value="2027-01-31", contact_id="c-1"),
)


@pytest.fixture
def records(migrated_url: str) -> Records:
    return records_with(migrated_url, *ROWS)


def texts(memory: Memory, query: str, limit: int, until: datetime | None = None) -> list[str]:
    return [exchange.text.split("\n")[-1] for exchange in memory.relevant_history(query, "c-1", limit, until)]


def test_the_latest_exchange_and_the_relevant_ones_come_newest_first(records: Records) -> None:
    memory = Memory(records, WordEmbeddings())
    assert texts(memory, "le plateau en frêne", 2) == ["Bonnes vacances", CANARY]
    assert texts(memory, "la livraison abîmée", 2) == ["Bonnes vacances", "La livraison du frêne est arrivée abîmée"]


@pytest.mark.parametrize(
    ("query", "limit", "expected"),
    [
        ("frêne", 0, []),
        ("", 1, ["Bonnes vacances"]),
        ("  ", 2, ["Bonnes vacances", "Merci pour la visite"]),
    ],
)
def test_no_question_means_the_latest(records: Records, query: str, limit: int, expected: list[str]) -> None:
    assert texts(Memory(records, WordEmbeddings()), query, limit) == expected


def test_few_exchanges_are_all_told_without_computing(records: Records) -> None:
    embed = WordEmbeddings()
    assert len(texts(Memory(records, embed), "frêne", 10)) == 4
    assert embed.embedded == []


def test_nothing_later_than_asked_for(records: Records) -> None:
    until = datetime.fromisoformat("2026-06-30T00:00:00+02:00")
    memory = Memory(records, WordEmbeddings())
    assert texts(memory, "vacances visite", 1, until) == ["La livraison du frêne est arrivée abîmée"]


def test_vectors_are_computed_once(records: Records) -> None:
    first, second = WordEmbeddings(), WordEmbeddings()
    memory = Memory(records, first)
    assert memory.index_interactions("c-1") == 4
    assert memory.index_facts() == 8
    memory.close()
    again = Memory(records, second)
    assert (again.index_interactions("c-1"), again.index_facts()) == (0, 0)
    texts(again, "frêne", 1)
    assert second.embedded == []
    again.close()


def test_threads_that_index_at_once_do_it_once(records: Records) -> None:
    memory = Memory(records, WordEmbeddings())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: memory.index_facts(), range(8)))
    assert kept(records) == 8


def test_another_model_has_vectors_of_its_own(records: Records) -> None:
    for name in ("words", "other-words"):
        memory = Memory(records, WordEmbeddings(name))
        assert memory.index_interactions("c-1") == 4
        memory.close()


def test_a_new_wording_is_embedded_anew_and_the_old_vector_goes(records: Records) -> None:
    memory = Memory(records, WordEmbeddings())
    memory.index_interactions("c-1")
    with records.writing() as session:
        import_crm(session, ListedCrm([said("i-1", "2026-05-01T09:00:00+02:00", text="Elle préfère le noyer")]))
    assert memory.index_interactions("c-1") == 1
    assert texts(memory, "noyer", 2) == ["Bonnes vacances", "Elle préfère le noyer"]
    assert kept(records) == 4


def kept(records: Records) -> int:
    with records.reading() as session:
        return session.scalar(select(func.count()).select_from(MemoryEntry)) or 0


def test_chroma_writes_nothing_and_is_given_no_text(
    records: Records, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    given: list[dict[str, object]] = []
    upsert = Collection.upsert

    def note(self: Collection, **values: object) -> None:
        given.append(values)
        upsert(self, **values)  # pyright: ignore[reportArgumentType]

    monkeypatch.setattr(Collection, "upsert", note)
    before = {path.name for path in tmp_path.rglob("*")}
    monkeypatch.chdir(tmp_path)
    memory = Memory(records, WordEmbeddings())
    memory.index_interactions("c-1")
    memory.index_facts()
    assert texts(memory, CANARY, 2)
    memory.close()
    assert {path.name for path in tmp_path.rglob("*")} == before
    assert given
    for values in given:
        assert values.keys() == {"ids", "embeddings", "metadatas"}
        told = repr((values["ids"], values["metadatas"]))
        assert all(said_or_named not in told for said_or_named in ("Quetzalcoatl", "frêne", "Cormier", "'i-1'", "c-1"))


def test_the_default_that_downloads_is_never_made(records: Records, monkeypatch: pytest.MonkeyPatch) -> None:
    def downloads(*_: object, **__: object) -> None:
        raise AssertionError("Chroma's default embedding function was used")

    monkeypatch.setattr("chromadb.api.types.DefaultEmbeddingFunction.__call__", downloads)
    monkeypatch.setattr("chromadb.api.types.DefaultEmbeddingFunction.__init__", downloads)
    for _ in range(2):
        memory = Memory(records, WordEmbeddings())
        assert texts(memory, "frêne", 2)
        memory.close()


def test_forgetting_a_person_leaves_no_vector_of_theirs(records: Records) -> None:
    memory = Memory(records, WordEmbeddings())
    memory.index_interactions("c-1")
    memory.index_interactions("c-2")
    memory.index_facts()
    with records.reading() as session:
        subject = session.get_one(Contact, "c-1").subject_id
    memory.forget("c-1")
    with records.reading() as session:
        left = session.scalars(select(MemoryEntry.subject_id)).all()
    assert subject not in left
    assert len(left) == 8
    assert memory.index_interactions("c-1") == 4


def facts(records: Records, query: str, **asked: object) -> list[str]:
    memory = Memory(records, WordEmbeddings())
    return [fact.id for fact in memory.relevant_facts(query, NOW, **({"limit": 9} | asked))]  # type: ignore[arg-type]


def test_facts_that_matter_come_first_and_those_that_are_over_never(records: Records) -> None:
    found = facts(records, "délai de livraison en France")
    assert found[0] == "f-3"
    assert "f-4" not in found
    assert len(facts(records, "délai de livraison en France", limit=2)) == 2


@pytest.mark.parametrize(
    ("query", "asked", "expected"),
    [
        ("garantie", {"products": ["p-1"], "language": "fr"}, {"f-1", "f-3"}),
        ("garantie", {"products": ["p-1"], "language": "en"}, {"f-1-en", "f-3"}),
        ("la garantie de l'établi cormier ?", {"language": "fr"}, {"f-1", "f-3"}),
        ("garantie", {"language": "fr"}, {"f-1", "f-2", "f-3"}),
        ("garantie", {}, {"f-1", "f-1-en", "f-2", "f-3"}),
        ("", {"products": ["p-2"], "language": "fr"}, {"f-2", "f-3"}),
        ("contrat", {"contact_id": "c-1", "language": "fr"}, {"f-1", "f-2", "f-3", "f-5"}),
        ("contrat", {"contact_id": "c-2", "language": "fr"}, {"f-1", "f-2", "f-3"}),
    ],
)
def test_which_facts_are_told(records: Records, query: str, asked: dict[str, object], expected: set[str]) -> None:
    assert set(facts(records, query, **asked)) == expected


def test_facts_of_the_product_come_before_those_of_none(records: Records) -> None:
    assert facts(records, "livraison", products=["p-1"], language="fr") == ["f-1", "f-3"]
