"""What matters for a mail is found by meaning; Chroma holds nothing that can be read, and may be lost."""

import logging
import shutil
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from pathlib import Path

import chromadb
import pytest
from chromadb.config import Settings
from sqlalchemy import func, select

from assistant.memory.errors import MemoryUnavailable
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
def records(tmp_path: Path) -> Records:
    return records_with(tmp_path, *ROWS)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path / "chroma"


def texts(memory: Memory, query: str, limit: int, until: datetime | None = None) -> list[str]:
    return [exchange.text.split("\n")[-1] for exchange in memory.relevant_history(query, "c-1", limit, until)]


def test_the_latest_exchange_and_the_relevant_ones_come_newest_first(records: Records) -> None:
    memory = Memory(records, None, WordEmbeddings())
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
    assert texts(Memory(records, None, WordEmbeddings()), query, limit) == expected


def test_few_exchanges_are_all_told_without_computing(records: Records) -> None:
    embed = WordEmbeddings()
    assert len(texts(Memory(records, None, embed), "frêne", 10)) == 4
    assert embed.embedded == []


def test_nothing_later_than_asked_for(records: Records) -> None:
    until = datetime.fromisoformat("2026-06-30T00:00:00+02:00")
    memory = Memory(records, None, WordEmbeddings())
    assert texts(memory, "vacances visite", 1, until) == ["La livraison du frêne est arrivée abîmée"]


def test_vectors_are_computed_once(records: Records, folder: Path) -> None:
    first, second = WordEmbeddings(), WordEmbeddings()
    memory = Memory(records, folder, first)
    assert memory.index_interactions("c-1") == 4
    assert memory.index_facts() == 8
    memory.close()
    again = Memory(records, folder, second)
    assert (again.index_interactions("c-1"), again.index_facts()) == (0, 0)
    texts(again, "frêne", 1)
    assert second.embedded == []
    again.close()


def test_threads_that_index_at_once_do_it_once(records: Records, folder: Path) -> None:
    memory = Memory(records, folder, WordEmbeddings())
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda _: memory.index_facts(), range(8)))
    memory.close()
    assert collection(folder).count() == 8


def test_another_model_has_vectors_of_its_own(records: Records, folder: Path) -> None:
    for name in ("words", "other-words"):
        memory = Memory(records, folder, WordEmbeddings(name))
        assert memory.index_interactions("c-1") == 4
        memory.close()


def test_a_new_wording_is_embedded_anew_and_the_old_vector_goes(records: Records, folder: Path) -> None:
    memory = Memory(records, folder, WordEmbeddings())
    memory.index_interactions("c-1")
    with records.writing() as session:
        import_crm(session, ListedCrm([said("i-1", "2026-05-01T09:00:00+02:00", text="Elle préfère le noyer")]))
    assert memory.index_interactions("c-1") == 1
    assert texts(memory, "noyer", 2) == ["Bonnes vacances", "Elle préfère le noyer"]
    memory.close()
    assert collection(folder).count() == 4


def collection(folder: Path) -> chromadb.Collection:
    client = chromadb.PersistentClient(folder, Settings(anonymized_telemetry=False))
    return client.get_collection("words", embedding_function=None)


def test_chroma_holds_no_text_and_only_random_ids(records: Records, folder: Path) -> None:
    memory = Memory(records, folder, WordEmbeddings())
    memory.index_interactions("c-1")
    memory.index_facts()
    texts(memory, CANARY, 2)
    memory.close()
    kept = collection(folder).get(include=["documents", "metadatas"])
    assert len(kept["ids"]) == 12
    assert not any(kept["documents"] or [])
    assert {key for metadata in kept["metadatas"] or [] for key in metadata} == {"kind", "subject"}
    said_or_named = (CANARY, "Quetzalcoatl", "frêne", "Livraison", "Cormier", "10 ans", "i-1", "c-1", "f-1")
    files = [path for path in folder.rglob("*") if path.is_file()]
    assert files
    for path in files:
        data = path.read_bytes()
        for canary in said_or_named:
            # Ids are short: surrounded by quotes or not, they would stand apart from hexadecimal digits.
            assert canary.encode() not in data
            assert canary.encode("utf-16-le") not in data


def test_the_default_that_downloads_is_never_made(
    records: Records, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def downloads(*_: object, **__: object) -> None:
        raise AssertionError("Chroma's default embedding function was used")

    monkeypatch.setattr("chromadb.api.types.DefaultEmbeddingFunction.__call__", downloads)
    monkeypatch.setattr("chromadb.api.types.DefaultEmbeddingFunction.__init__", downloads)
    for _ in range(2):
        memory = Memory(records, folder, WordEmbeddings())
        assert texts(memory, "frêne", 2)
        memory.close()


def damage_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"not a database" * 1000)


def empty_database(folder: Path) -> None:
    (folder / "chroma.sqlite3").write_bytes(b"")


@pytest.mark.parametrize("damage", [shutil.rmtree, damage_database, empty_database])
def test_lost_or_damaged_files_are_made_again_from_the_records(records: Records, folder: Path, damage) -> None:
    memory = Memory(records, folder, WordEmbeddings())
    expected = texts(memory, "le plateau en frêne", 2)
    memory.close()
    damage(folder)
    memory = Memory(records, folder, WordEmbeddings())
    assert texts(memory, "le plateau en frêne", 2) == expected
    memory.close()


def test_damage_is_warned_of_without_naming_anybody(
    records: Records, folder: Path, caplog: pytest.LogCaptureFixture
) -> None:
    folder.mkdir()
    damage_database(folder)
    (folder / "notes.txt").write_text("not Chroma's")
    with caplog.at_level(logging.WARNING, "scrupule.memory"):
        memory = Memory(records, folder, WordEmbeddings())
        memory.index_interactions("c-1")
    memory.close()
    assert "computed again from the records" in caplog.text
    assert "Quetzalcoatl" not in caplog.text
    assert (folder / "notes.txt").read_text() == "not Chroma's"


def test_files_that_vanish_while_in_use_are_made_again(records: Records, folder: Path) -> None:
    memory = Memory(records, folder, WordEmbeddings())
    expected = texts(memory, "le plateau en frêne", 2)
    shutil.rmtree(folder)
    assert texts(memory, "le plateau en frêne", 2) == expected
    memory.close()


def test_a_path_that_is_a_file_says_what_to_set(records: Records, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(MemoryUnavailable, match="SCRUPULE_CHROMA_PATH"):
        Memory(records, tmp_path / "file", WordEmbeddings())


def test_a_folder_that_cannot_be_made_says_what_to_check(records: Records, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    memory = Memory(records, tmp_path / "file" / "chroma", WordEmbeddings())
    with pytest.raises(MemoryUnavailable, match="can be written to"):
        memory.index_facts()


def test_forgetting_a_person_leaves_no_vector_of_theirs(records: Records, folder: Path) -> None:
    memory = Memory(records, folder, WordEmbeddings())
    memory.index_interactions("c-1")
    memory.index_interactions("c-2")
    memory.index_facts()
    with records.reading() as session:
        subject = session.get_one(Contact, "c-1").subject_id
    memory.forget("c-1")
    memory.close()
    assert collection(folder).get(where={"subject": subject})["ids"] == []
    assert collection(folder).count() == 8
    with records.reading() as session:
        assert session.scalar(select(func.count()).select_from(MemoryEntry)) == 8


def facts(records: Records, query: str, **asked: object) -> list[str]:
    memory = Memory(records, None, WordEmbeddings())
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
