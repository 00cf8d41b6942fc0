"""One person travels through every door; whatever is kept, sent, logged or counted is then searched for her.

`python -m pytest tests/promises/test_canary.py -s` prints the places searched, with the bytes read in each; with
`-m slow` the same on PostgreSQL, with the commands that load models as well.
"""

import json
import sys
from base64 import b64encode
from collections.abc import Callable, Mapping
from pathlib import Path

import httpx
import pytest
from sqlalchemy import create_engine, text

from assistant.records.database import open_records
from assistant.records.master import load_master_keys
from assistant.records.tables import Contact, Interaction, Suggestion
from assistant.review.tables import Review
from assistant.settings import Settings
from tests.assistant.engines.endpoint import Endpoint, endpoint, mail
from tests.databases import PostgresServer
from tests.promises.canaries import (
    ADDRESS,
    CANARIES,
    EMAIL,
    HEALTH,
    IBAN,
    LAST_NAME,
    PHONE,
    Place,
    everything,
    files_of,
    found_in,
    report,
)
from tests.promises.company import Premises, serving, settle
from tests.promises.doors import (
    LEAKED,
    NAME,
    Scripts,
    by_brief,
    by_broken_records,
    by_check,
    by_command,
    by_look_up,
    by_mistake,
    by_review,
)

pytestmark = [pytest.mark.xdist_group("served"), pytest.mark.timeout(900)]


# --- the journey ----------------------------------------------------------------------------------------------------


def journey(premises: Premises, model: Endpoint, scripts: Scripts, whole: bool = False) -> list[Place]:
    """Send her through every door, then search every place."""
    answers = Place("answers to those who asked wrongly, or whose request failed")
    refused = Place("answers about held drafts, but for the mail offered instead")
    metrics = Place("/metrics")
    with serving(premises) as service:
        told = [*by_brief(service, scripts), *by_check(service), *by_review(service), *by_look_up(service)]
        assert {one.status_code for one in told} >= {200, 202, 403, 409}
        for one in told:
            if why := _why(one):
                refused.look(why, one.request.url.path)
        scripts.reply = mail(subject="Votre demande", body=LEAKED)
        for one in (*by_mistake(service), *by_broken_records(service, premises)):
            answers.look(one.content + repr(one.headers).encode(), f"{one.request.method} {one.status_code}")
        answers.look(service.say(f"GET /{EMAIL} {NAME} HTTP/9\r\n{NAME}: {IBAN}\r\n\r\n".encode()), "what is not HTTP")
        with service.client("administrator") as administrator:
            metrics.look(administrator.get("/metrics").content)
            verified = administrator.get("/v1/journal/verify")
            assert verified.json()["sound"]
            answers.look(verified.content, "the journal's verification")
        live = look_into_files(premises, "while the service runs")
    by_command(premises, whole)
    prompts = Place("prompts, as the model's server received them")
    for body, headers, path in zip(model.requests, model.headers, model.paths, strict=True):
        sent = json.dumps(body, ensure_ascii=False)
        prompts.look(sent.encode() + repr(headers).encode() + path.encode(), sent)
    assert refused.parts >= 4, "drafts were to be held"
    assert prompts.parts >= 12, "the model was to be asked"
    log = Place("the service's log: standard error of all workers")
    log.look(premises.log.read_bytes())
    assert b'"event": "failure"' in premises.log.read_bytes(), "something was to fail"
    printed = Place("what commands print")
    for name, output in premises.printed.items():
        printed.look(output, name)
    return [prompts, log, answers, refused, metrics, printed, *live, *look_into_files(premises, "afterwards")]


def _why(answer: httpx.Response) -> bytes | None:
    """What a rep is told of a held draft, without the mail that is offered in its place; None if it was not held."""
    text = answer.text
    if answer.headers["content-type"].startswith("text/event-stream"):
        name, _, data = text.strip().split("\n\n")[-1].partition("\n")
        text = data.removeprefix("data: ") if name == "event: queued" else "{}"
    told = json.loads(text)
    if told.get("status") != "queued":
        return None
    told["offered"] = None
    return json.dumps(told, ensure_ascii=False).encode()


def look_into_files(premises: Premises, when: str) -> list[Place]:
    """Every file that the company's processes have written, sorted by what it is."""
    places: dict[str, Place] = {}
    counts = [file for folder in SHARED.glob("scrupule-metrics-*") for file in files_of(folder)]
    for file in (*files_of(premises.folder, (premises.given,)), *counts):
        name = next(
            (told for told, mine in KINDS.items() if mine(premises, file)), "other files of the service's folder"
        )
        place = places.setdefault(name, Place(f"{name}, {when}"))
        place.look(file.read_bytes(), file.name)
        place.found += [f"{one} in the file name {file.name}" for one in found_in(file.name.encode())]
    return [*places.values(), chroma_files(premises, when)]


SHARED = Path("/dev/shm")
"""Where the workers count for /metrics, if the machine has it."""
KINDS: Mapping[str, Callable[[Premises, Path], bool]] = {
    "temporary files": lambda premises, file: file.is_relative_to(premises.temporary) or file.is_relative_to(SHARED),
    "home folder and caches": lambda premises, file: file.is_relative_to(premises.folder / "home"),
    "the database's write-ahead log": lambda _, file: file.name.endswith("-wal"),
    "the database's shared memory": lambda _, file: file.name.endswith("-shm"),
    "the database": lambda _, file: file.suffix == ".db",
    "the log file": lambda premises, file: file == premises.log,
    "the backup": lambda _, file: file.suffix == ".backup",
    "the journal's export and checkpoint": lambda _, file: file.name in ("journal.jsonl", "checkpoint.json"),
    "keys and the list of erasures": lambda _, file: file.name.startswith(("master.key", "erasures")),
}


def chroma_files(premises: Premises, when: str) -> Place:
    """Chroma keeps its vectors in memory: it may leave no file at all."""
    place = Place(f"Chroma's files (there may be none), {when}")
    place.found = [
        f"the file {file.name}"
        for file in files_of(premises.folder)
        if "chroma" in str(file.relative_to(premises.folder))
    ]
    return place


def stored_somewhere(premises: Premises) -> set[str]:
    """Which canaries the records hold once they are decrypted: those that were truly on the journey."""
    settings = Settings(database_url=premises.database_url, master_key_file=premises.folder / "master.key")
    records = open_records(settings.database_url, load_master_keys(settings))
    found: set[str] = set()
    with records.reading() as session:
        for table in (Contact, Interaction, Suggestion, Review):
            for row in session.query(table):
                found |= set(found_in(repr(vars(row)).encode()))
    records.close()
    return found


@pytest.fixture
def scripts() -> Scripts:
    return Scripts()


@pytest.mark.slow
def test_she_is_found_nowhere(tmp_path: Path, scripts: Scripts) -> None:
    folder = tmp_path / "service"
    with endpoint(scripts) as model:
        premises = settle(folder, f"sqlite:///{folder / 'scrupule.db'}", model.base_url)
        places = journey(premises, model, scripts)
    sys.stdout.write(f"\n{report(places)}\n")
    assert stored_somewhere(premises) == set(CANARIES), "she was to be in the records, encrypted"
    for needed in ("the database, while", "the database's write-ahead log, while", "the backup", "temporary files"):
        assert any(one.name.startswith(needed) and one.size for one in places), needed
    assert [one for place in places for one in place.found] == []


@pytest.mark.slow
def test_she_is_found_nowhere_on_postgresql(tmp_path: Path, scripts: Scripts, postgres_server: PostgresServer) -> None:
    url = postgres_server.new_database()
    with endpoint(scripts) as model:
        premises = settle(tmp_path / "service", url, model.base_url)
        places = journey(premises, model, scripts, whole=True)
    engine = create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        connection.execute(text("CHECKPOINT"))
        data = Path(connection.execute(text("SHOW data_directory")).scalar_one())
    engine.dispose()
    server = Place("PostgreSQL's data folder, with its log and write-ahead log")
    server.look_into(data)
    sys.stdout.write(f"\n{report([*places, server])}\n")
    assert server.size > 1_000_000
    assert stored_somewhere(premises) == set(CANARIES)
    postgres_server.drop_database(url)
    assert [one for place in (*places, server) for one in place.found] == []


# --- the search itself ------------------------------------------------------------------------------------------------

FORMS: Mapping[str, Callable[[str], bytes]] = {
    "plain": str.encode,
    "upper case": lambda value: value.upper().encode(),
    "lower case": lambda value: value.lower().encode(),
    "Latin-1": lambda value: value.encode("latin-1"),
    "URL-encoded": lambda value: httpx.QueryParams({"q": value}).__str__().encode(),
    "percent-encoded": lambda value: httpx.URL("http://x/").join(f"/{value}").raw_path,
    "JSON-escaped": lambda value: json.dumps({"a": value}).encode(),
    "UTF-16": lambda value: value.encode("utf-16"),
    "base64": lambda value: b64encode(value.encode()),
    "base64, one byte on": lambda value: b64encode(f"a{value}bc".encode()),
    "base64, two bytes on": lambda value: b64encode(f"ab{value}c".encode()),
    "gzip": lambda value: __import__("gzip").compress(value.encode()),
    "in a JSON string in JSON": lambda value: json.dumps({"a": json.dumps({"b": value}, ensure_ascii=False)}).encode(),
}
DIGITS: Mapping[str, Callable[[str], bytes]] = {
    "without spaces": lambda value: value.replace(" ", "").encode(),
    "with dots": lambda value: value.replace(" ", ".").encode(),
    "with hyphens": lambda value: value.replace(" ", "-").encode(),
    "with no-break spaces": lambda value: value.replace(" ", "\u202f").encode(),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("name", LAST_NAME),
        ("e-mail", EMAIL),
        ("phone", PHONE),
        ("IBAN", IBAN),
        ("address", ADDRESS),
        ("health", HEALTH),
    ],
)
def test_the_search_finds_each_canary_in_each_form(name: str, value: str, form: str) -> None:
    around = FORMS[form](value) if form == "gzip" else b"...\x00" + FORMS[form](value) + b"\xff..."
    assert name in found_in(around)


@pytest.mark.parametrize("form", DIGITS)
@pytest.mark.parametrize(("name", "value"), [("phone", PHONE), ("IBAN", IBAN)])
def test_the_search_finds_numbers_however_they_are_spaced(name: str, value: str, form: str) -> None:
    assert name in found_in(b"x " + DIGITS[form](value) + b" x")


@pytest.mark.parametrize("data", [b"", b"Claire Martin, 06 39 98 14 02, FR76 3000 6000", bytes(range(256)) * 99])
def test_the_search_finds_nothing_where_nothing_is(data: bytes) -> None:
    assert found_in(data) == []


@pytest.mark.few(4)
@pytest.mark.parametrize(
    "where",
    [
        "scrupule.db", "scrupule.db-wal", "scrupule.db-shm", "scrupule.backup", "journal.jsonl", "checkpoint.json",
        "tmp/scrupule-metrics-x/counter_1.db", "home/.cache/x", "service.log", "master.key", "core", "x/y/z.bin",
    ],
)  # fmt: skip
def test_what_is_planted_in_a_file_is_found(tmp_path: Path, where: str) -> None:
    file = tmp_path / where
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"\x00" * 4_096 + everything().encode() + b"\x00" * 4_096)
    places = look_into_files(Premises(tmp_path, "", ""), "now")
    found = [one for place in places for one in place.found]
    assert {one.partition(" in ")[0] for one in found} == set(CANARIES)


@pytest.mark.parametrize("where", ["chroma.sqlite3", "chroma/index/data_level0.bin", "home/.chroma/x"])
def test_a_file_of_chroma_is_found(tmp_path: Path, where: str) -> None:
    file = tmp_path / where
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(b"")
    assert chroma_files(Premises(tmp_path, "", ""), "now").found


def test_what_is_planted_in_a_prompt_an_answer_or_a_log_is_found() -> None:
    with endpoint(Scripts()) as model:
        httpx.post(f"{model.base_url}/chat/completions", json={"messages": [{"content": everything()}]})
    prompts = Place("prompts")
    prompts.look(json.dumps(model.requests[0]).encode())
    log = Place("log")
    log.look(json.dumps({"event": "request", "route": f"/v1/contacts?email={EMAIL}"}).encode())
    assert {one.partition(" in ")[0] for one in prompts.found} == set(CANARIES)
    assert log.found == ["name in log", "e-mail in log"]


def test_the_report_names_each_place_with_the_bytes_read() -> None:
    place = Place("the database")
    place.look(b"x" * 1_234)
    assert "the database" in report([place])
    assert "1,234" in report([place])
