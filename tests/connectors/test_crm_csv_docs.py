"""docs/crm-csv.md says what the connector reads: every file, every column, and which of them are required."""

from pathlib import Path
from typing import Literal, get_args, get_origin

import pytest
from pydantic.fields import FieldInfo

from connectors.crm.csv.folder import FILES, MODELS
from connectors.crm.csv.table import LISTS
from connectors.crm.protocol import CrmKind

PAGE = Path(__file__).parents[2].joinpath("docs/crm-csv.md").read_text(encoding="utf-8")
KINDS = list(FILES)


def documented(file: str) -> dict[str, tuple[bool, str]]:
    """Columns of one file on the page: whether each is marked as required, and what is said about it."""
    assert f"\n## {file}\n" in PAGE, f"{file} has no section"
    section = PAGE.split(f"\n## {file}\n")[1].split("\n## ")[0]
    rows = [line.strip("|").split("|", 1) for line in section.splitlines() if line.startswith("|")][2:]
    return {name.strip(" *"): ("**" in name, meaning.strip()) for name, meaning in rows}


def values_of(field: FieldInfo) -> set[str]:
    """The words that a column accepts, if it accepts certain words only."""
    pending: list[object] = [field.annotation]
    words: set[str] = set()
    while pending:
        one = pending.pop()
        if get_origin(one) is Literal:
            words |= {str(word) for word in get_args(one)}
        else:
            pending += get_args(one)
    return words


@pytest.mark.parametrize("kind", KINDS)
def test_every_column_is_documented_and_no_other(kind: CrmKind) -> None:
    assert list(documented(FILES[kind])) == list(MODELS[kind].model_fields)


@pytest.mark.parametrize("kind", KINDS)
def test_required_columns_are_marked(kind: CrmKind) -> None:
    marked = {name for name, (required, _) in documented(FILES[kind]).items() if required}
    assert marked == {name for name, field in MODELS[kind].model_fields.items() if field.is_required()}


@pytest.mark.parametrize("kind", KINDS)
def test_the_words_that_a_column_accepts_are_listed(kind: CrmKind) -> None:
    for name, (_, meaning) in documented(FILES[kind]).items():
        referred = "as in `consents.csv`" in meaning
        words = values_of(MODELS[kind].model_fields[name])
        missing = set() if referred else {word for word in words if f"`{word}`" not in meaning}
        assert not missing, f"{FILES[kind]}, {name}: {sorted(missing)}"


def test_every_column_has_a_meaning() -> None:
    empty = [
        (FILES[kind], name) for kind in KINDS for name, (_, meaning) in documented(FILES[kind]).items() if not meaning
    ]
    assert not empty


def test_list_columns_are_named() -> None:
    (line,) = [line for line in PAGE.splitlines() if line.startswith("* Lists")]
    assert all(f"`{name}`" in line for name in LISTS)
