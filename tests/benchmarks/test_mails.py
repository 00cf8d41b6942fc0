"""The mails that are timed are what the benchmark says they are."""

import json
from collections import Counter
from typing import Any

import pytest

from benchmarks.mails import MAIL_SETS, count_words, read_mails
from guardrails.draft import FieldName
from guardrails.screening import Row

LINES = [line for path in MAIL_SETS for line in path.read_text(encoding="utf-8").splitlines()]
ROWS: list[dict[str, Any]] = [json.loads(line) for line in LINES]
each_row = pytest.mark.parametrize("row", ROWS, ids=lambda row: row["id"])


def test_at_least_twelve_mails_a_language_of_every_kind() -> None:
    counts = Counter(row["language"] for row in ROWS)
    assert set(counts) == {"fr", "en"}
    assert min(counts.values()) >= 12
    for language in counts:
        kinds = {row["about"] for row in ROWS if row["language"] == language}
        assert kinds == {"clean", "third_party", "pressure", "unsupported", "mixed"}


def test_ids_are_unique() -> None:
    assert len({row["id"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize("line", LINES, ids=[row["id"] for row in ROWS])
def test_a_row_is_a_row_of_the_screening_interface(line: str) -> None:
    row = Row.model_validate_json(line)
    assert row.draft().kind == "email"
    assert row.context is not None
    assert row.context.recipient
    assert row.context.sender
    assert row.context.now


@each_row
def test_a_mail_has_about_two_hundred_words(row: dict[str, Any]) -> None:
    assert 180 <= count_words(row["text"]) <= 220


@each_row
def test_addresses_belong_to_nobody(row: dict[str, Any]) -> None:
    domains = [word.rpartition("@")[2] for word in json.dumps(row).replace('"', " ").split() if "@" in word]
    assert domains
    assert all(domain.rstrip(".,;)").endswith(".example") for domain in domains)


@each_row
def test_passages_lie_where_they_are_marked(row: dict[str, Any]) -> None:
    fields: dict[FieldName, str] = {"text": row["text"], "subject": row["subject"]}
    for one in row["passages"]:
        marked = fields[one["field"]][one["start"] : one["end"]]
        assert one["guard"] in ("pii", "pressure", "claims")
        assert marked
        assert marked == marked.strip()


@each_row
def test_only_clean_mails_have_nothing_marked(row: dict[str, Any]) -> None:
    assert (row["about"] == "clean") == (not row["passages"])


def test_languages_take_turns() -> None:
    assert [mail.language for mail in read_mails()[:4]] == ["fr", "en", "fr", "en"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Bonjour Madame\u00a0: c’est prêt\u00a0!", 4),
        ("It's 1,200 pounds - net.", 4),
        ("« Oui »", 1),
        ("", 0),
    ],
)
def test_punctuation_is_no_word(text: str, words: int) -> None:
    assert count_words(text) == words
