"""Sets of marked mails are read strictly, counted as the tables say, and measured in turn; no test depends on speed."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks.__main__ import main
from benchmarks.pii_finders import ENGINES, PAIR, load
from benchmarks.pii_rows import SETS, Lookalike, Marked, Row, RowSet, UnreadableSetError, read_rows, read_sets
from benchmarks.pii_scores import Found, Quality, Tally, score
from benchmarks.pii_sheets import Measured, by_engine, by_lookalike, by_origin, by_rule, by_style, summary
from benchmarks.pii_timing import take_turns

TEXT = "Paul Roy called Ana in Lyon"
PERSON = "pii.person"


def row(text: str = TEXT, **fields: Any) -> dict[str, Any]:
    return {"language": "fr", "text": text, "spans": [{"start": 0, "end": 8, "rule": PERSON}], **fields}


def written(path: Path, *rows: dict[str, Any]) -> Path:
    path.write_text("\n".join(json.dumps(one, ensure_ascii=False) for one in rows), encoding="utf-8")
    return path


def marked() -> Row:
    """Two names, and a town that is none."""
    spans = [Marked(start=0, end=8, rule=PERSON, tag="plain/fr"), Marked(start=16, end=19, rule=PERSON, tag="first")]
    return Row(language="en", text=TEXT, spans=spans, negatives=[Lookalike(start=23, end=27, kind="city")])


def scored(*found: Found) -> Quality:
    return score([marked()], [list(found)])


def test_only_spans_language_and_text_are_needed_and_more_is_ignored(tmp_path: Path) -> None:
    (bare,) = read_rows(written(tmp_path / "set.jsonl", row(score=0.9, meta={"a": 1})))
    assert (bare.id, bare.negatives, bare.spans[0].tag) == ("line 1", [], "")


def test_only_a_line_feed_ends_a_line(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    line = json.dumps(row("Paul Roy\u2028\u0085here", id=7), ensure_ascii=False)
    path.write_bytes(b"\xef\xbb\xbf" + line.encode() + b"\r\n\n" + line.encode())
    assert [one.id for one in read_rows(path)] == ["7", "7"]


def test_languages_of_a_file_are_told_apart_and_french_comes_first(tmp_path: Path) -> None:
    mixed = written(tmp_path / "mixed.jsonl", row(language="en"), row(), row(language="en"))
    french = written(tmp_path / "french.jsonl", row())
    titles = [(one.title, len(one.rows)) for one in read_sets([mixed, french])]
    assert titles == [("French, mixed.jsonl", 1), ("French, french.jsonl", 1), ("English, mixed.jsonl", 2)]


@pytest.mark.parametrize(
    ("bad", "told"),
    [
        (b'{"language": "fr"', "Invalid JSON"),
        (b'"text"', "should be an object"),
        (b'{"language": "de", "text": "a", "spans": []}', "language: Input should be 'fr' or 'en'"),
        (b'{"language": "fr", "text": "a"}', "spans: Field required"),
        (b'{"language": "fr", "text": "\xff", "spans": []}', "line 2"),
        (json.dumps(row(spans=[{"start": 0, "end": 99, "rule": PERSON}])).encode(), "0 to 99 is no part of a text of"),
        (json.dumps(row(spans=[{"start": 3, "end": 3, "rule": PERSON}])).encode(), "3 to 3 is no part"),
        (json.dumps(row(spans=[{"start": 0, "end": 8, "rule": "person"}])).encode(), "spans: 0: rule"),
    ],
)
def test_a_bad_line_is_named_and_ends_with_2(
    bad: bytes, told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(json.dumps(row()).encode() + b"\n" + bad)
    assert main(["pii", str(path)]) == 2
    error = capsys.readouterr().err
    assert f"{path}, line 2: " in error
    assert told in error
    assert "Put the line right or take it out" in error


@pytest.mark.parametrize("content", [None, b"", b"\n \n"])
def test_a_file_without_rows_is_an_error(content: bytes | None, tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(UnreadableSetError, match=r"set\.jsonl"):
        read_rows(path)


@pytest.mark.parametrize("arguments", [["speed", "set.jsonl"], ["quality", "--engines"]])
def test_files_and_engines_are_for_pii_only(arguments: list[str]) -> None:
    with pytest.raises(SystemExit) as stopped:
        main(arguments)
    assert stopped.value.code == 2


def test_the_committed_sets_can_be_read() -> None:
    assert {(one.language, len(one.rows)) for one in read_sets(SETS)} == {
        (language, number) for language in ("fr", "en") for number in (42, 220)
    }


@pytest.mark.parametrize(
    ("found", "counted"),
    [
        ((PERSON, 0, 8), (1, 0, 1)),
        ((PERSON, 0, 4), (1, 0, 1)),  # half
        ((PERSON, 0, 3), (0, 1, 2)),  # less
        ((PERSON, 0, 17), (0, 1, 2)),  # too long
        (("pii.address", 0, 8), (0, 1, 2)),  # another kind
    ],
)
def test_a_span_is_found_when_half_is_shared_and_the_kind_is_right(found: Found, counted: tuple[int, int, int]) -> None:
    assert scored(found).overall == Tally(*counted)


def test_characters_and_clean_mails_count_whatever_the_kind() -> None:
    quality = scored(("pii.url", 0, 8))
    assert (quality.characters.part, quality.characters.whole) == (7, 10)  # spaces do not count
    assert (quality.clean.part, quality.clean.whole) == (0, 1)
    assert scored(("pii.url", 0, 19)).clean.part == 1


def test_a_look_alike_is_redacted_when_half_of_it_is() -> None:
    assert [scored((PERSON, 23, end)).redacted.part for end in (24, 25, 27)] == [0, 1, 1]


def test_names_are_counted_by_style_and_those_with_an_origin_by_origin() -> None:
    quality = scored((PERSON, 0, 8))
    assert {style: share.value for style, share in quality.names(0).items()} == {"plain": 1, "first": 0}
    assert {origin: share.value for origin, share in quality.names(1).items()} == {"fr": 1}


def test_tables_show_every_figure_and_name_the_worst() -> None:
    rows = RowSet(Path("set.jsonl"), "en", (marked(),))
    side = {
        "stock Presidio": Measured(scored((PERSON, 0, 8), (PERSON, 23, 27)), (0.027,)),
        "Scrupule": Measured(scored((PERSON, 0, 8), (PERSON, 16, 19)), (0.0027,)),
    }
    assert summary(rows, side).rows == (
        ("stock Presidio", "0.500", "0.500", "0.500", "0.700", "0.000", "1.000", "1000.00", "1.00"),
        ("Scrupule", "1.000", "1.000", "1.000", "1.000", "1.000", "0.000", "100.00", "0.10"),
    )
    assert by_rule(rows, side).rows == ((PERSON, "2", "0.500", "0.500", "0.500", "1.000", "1.000", "1.000"),)
    styles, origins, kinds = by_style(rows, side), by_origin(rows, side), by_lookalike(rows, side)
    assert styles
    assert styles.rows == (("first", "1", "0.000", "1.000"), ("plain", "1", "1.000", "1.000"))
    assert styles.note == "Recall. stock Presidio does worst on first (0.000 of 1). Scrupule does worst on none."
    assert origins
    assert origins.rows == (("fr", "1", "1.000", "1.000"),)
    assert kinds
    assert "stock Presidio does worst on city (1.000 of 1)" in kinds.note
    assert by_engine(rows, side).rows[1] == ("Scrupule", "1.000", "1.000", "1.000", "0.000", "100.00", "0.10")


def test_a_set_that_says_nothing_of_styles_and_look_alikes_has_no_table_of_them() -> None:
    plain = Row(language="en", text=TEXT, spans=[Marked(start=0, end=8, rule=PERSON)])
    side = {"Scrupule": Measured(score([plain], [[]]), (0.1,))}
    rows = RowSet(Path("set.jsonl"), "en", (plain,))
    assert [make(rows, side) for make in (by_style, by_origin, by_lookalike)] == [None, None, None]


def test_what_is_not_there_is_a_dash() -> None:
    nothing = Row(language="en", text=TEXT, spans=[])
    side = {"Scrupule": Measured(score([nothing], [[]]), (0.0,))}
    sheet = summary(RowSet(Path("set.jsonl"), "en", (nothing,)), side)
    assert sheet.rows == (("Scrupule", "-", "-", "-", "-", "-", "-", "0.00", "-"),)


def test_every_second_row_is_read_the_other_way_round() -> None:
    log: list[str] = []

    def finder(name: str) -> Any:
        return lambda text, language: log.append(f"{name} {text}") or [(PERSON, 0, 1)]

    rows = [Row(language="fr", text=text, spans=[]) for text in ("1", "2")]
    answers = take_turns({name: finder(name) for name in "AB"}, rows)
    assert log == ["A 1", "B 1", "B 2", "A 2"]
    assert [found for _, found in answers["A"]] == [[(PERSON, 0, 1)]] * 2


@pytest.mark.slow
@pytest.mark.parametrize("name", [*PAIR, *ENGINES])
def test_whatever_is_measured_finds_a_name(name: str) -> None:
    assert (PERSON, 16, 28) in load(name)("Please call Mr. Peter Walker about the boiler.", "en")
