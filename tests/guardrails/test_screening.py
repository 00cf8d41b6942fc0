"""The screening interface: one object in, one out, and errors that name the line."""

import json

import pytest

from guardrails import Gate
from guardrails.screening import MAX_LINE_BYTES, failed_line, screen_line, to_json
from guardrails.verdict import Action
from tests.guardrails.guards import WordGuard

GATE = Gate.from_packs(guards=[WordGuard("Jean", Action.REDACT, "<PERSON_1>", name="pii"), WordGuard("40 %")])


def screen(row: object) -> dict:
    return screen_line(GATE, json.dumps(row).encode(), 7)


def test_only_text_is_required():
    result = screen({"text": "Bonjour."})
    assert result["id"] is None
    assert result["decision"] == "release"
    assert result["text"] == "Bonjour."
    assert result["language"] == "fr"
    assert result["findings"] == []
    assert result["elapsed_ms"] >= 0
    assert {"evidence", "packs"} <= result.keys()


def test_a_finding_has_exactly_the_documented_keys():
    (finding,) = screen({"id": "1", "text": "Bonjour Jean,"})["findings"]
    assert list(finding) == [
        "guard", "rule", "field", "start", "end", "severity", "action", "score", "message", "source", "suggestion",
    ]  # fmt: skip
    assert (finding["start"], finding["end"], finding["action"]) == (8, 12, "redact")
    assert finding["severity"] == "medium"


def test_offsets_are_code_points():
    (finding,) = screen({"text": "👩‍💻 été Jean"})["findings"]
    assert "👩‍💻 été Jean"[finding["start"] : finding["end"]] == "Jean"


def test_held_text_does_not_leave():
    result = screen({"text": "Remise de 40 % pour Jean", "id": 3})
    assert (result["decision"], result["text"], result["id"]) == ("hold", None, 3)


@pytest.mark.parametrize(
    ("line", "words"),
    [
        (b"", "not valid JSON"),
        (b"{", "not valid JSON"),
        (b"[1]", "not a JSON object"),
        (b"\xff\xfe", "not UTF-8"),
        (b'{"id": "x"}', "text"),
        (b'{"text": 3}', "text"),
        (b'{"text": "a", "kind": "letter"}', "kind"),
        (b'{"text": "a", "context": {"now": "2026-11-21T10:00:00"}}', "context.now"),
        (b'{"text": "a", "context": {"now": 1700000000}}', "RFC 3339"),
        (b'{"text": "a", "context": {"audience": "b2x"}}', "context.audience"),
        (b'{"text": "a", "context": {"jurisdiction": "FRANCE"}}', "ISO 3166-1"),
        (b'{"text": "a", "context": {"recipient": {"consents": [{"purpose": "x"}]}}}', "context.recipient.consents.0"),
        (b"[" * 100_000, "not valid JSON"),
        (b'{"text": "a", "id": ' + b"7" * 5_000 + b"}", "a number has more than 4,300 digits; write it as text"),
        (
            b'{"text": "a", "id": [1]}',
            "line 12: id: Input should be a valid string, or input should be a valid integer",
        ),
        (b'{"text": "a", "quoted": [[5, 2]]}', "line 12: a span ends at 2, before its start 5"),
        (b'{"text": "a", "context": {"jurisdiction": "FRANCE"}}', "line 12: context.jurisdiction: 'FRANCE' is not"),
        (b'{"text": "' + b"a" * MAX_LINE_BYTES + b'"}', "longer than"),
    ],
)
def test_a_bad_line_is_an_error_with_its_number(line, words):
    result = screen_line(GATE, line, 12)
    assert result["line"] == 12
    assert "decision" not in result
    assert words in result["error"]


def test_the_identity_of_a_bad_row_is_kept():
    assert screen({"id": "r-9", "kind": "email"})["id"] == "r-9"


@pytest.mark.parametrize(
    ("line", "identity"), [(b'{"id": "r-9", "text": "a"}', "r-9"), (b'{"id": [1]}', None), (b"[1]", None), (b"{", None)]
)
def test_a_line_that_was_lost_keeps_its_identity_where_it_can_be_read(line: bytes, identity: str | None):
    assert failed_line(line, 4, "lost") == {"id": identity, "line": 4, "error": "line 4: lost"}


def test_unknown_keys_are_ignored_and_uk_is_read_as_gb():
    row = {"text": "Hello there", "colour": "blue", "context": {"jurisdiction": "UK", "mood": "fine", "facts": None}}
    assert screen(row)["decision"] == "release"


def test_lone_surrogates_are_held_or_escaped_but_never_crash():
    result = screen_line(GATE, b'{"text": "Bonjour \\ud800 Jean"}', 1)
    assert json.loads(to_json(result).encode("utf-8"))["id"] is None
