"""Read the templates of mails and the lists of names, and say clearly what is wrong with them.

A template is cut into pieces once, when it is read:

* ``{A.full}``: a form of the person A; ``{id:iban}``: a personal number; ``{no:order}``: a harmless value;
* ``{A?il|elle}``, ``{A?f:e}``: an agreement with the gender of A;
* ``[[pii.health|une sclérose]]``: a passage that must go; ``[[!lookalike|rose]]``: a passage that must stay.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Literal

import yaml
from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from benchmarks.pii_mails.lookalikes import LOOKALIKES
from benchmarks.pii_mails.numbers import NUMBERS
from benchmarks.pii_mails.people import PERSON_RULES

Kind = Literal["email", "note", "csv", "chat", "thread"]
Part = Literal["dev", "held", "all"]

SPECIAL_RULES = frozenset(
    f"pii.{name}" for name in ("health", "religion", "politics", "union", "orientation", "ethnicity", "criminal")
)
MARK_RULES = SPECIAL_RULES | set(PERSON_RULES.values()) | {f"pii.{kind}" for kind in NUMBERS}

TOKEN = re.compile(r"\{(?P<slot>[^{}]*)\}|\[\[(?P<mark>!?[a-z_.]+)\||(?P<close>\]\])|(?P<stray>[{}]|\[\[)")
PERSON = re.compile(r"([A-Z])\.([a-z_]+)")
GENDERED = re.compile(r"([A-Z])\?(?:([fm]):([^|]*)|([^|]*)\|([^|]*))")
VALUE = re.compile(r"(id|no):([a-z_]+)")


class TemplateError(ValueError):
    """A template or a list of names that cannot be used."""


@dataclass(frozen=True, slots=True)
class Words:
    """Text that is written as it is."""

    text: str


@dataclass(frozen=True, slots=True)
class PersonSlot:
    """A form of one of the people of the mail."""

    key: str
    form: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """Words that depend on a person's gender."""

    key: str
    man: str
    woman: str


@dataclass(frozen=True, slots=True)
class NumberSlot:
    """A personal number."""

    kind: str


@dataclass(frozen=True, slots=True)
class LookalikeSlot:
    """A harmless value."""

    kind: str


@dataclass(frozen=True, slots=True)
class Mark:
    """A passage that must go (it has a rule) or must stay (it has none)."""

    rule: str | None
    kind: str
    pieces: tuple["Piece", ...]


Piece = Words | PersonSlot | Agreement | NumberSlot | LookalikeSlot | Mark


@dataclass(frozen=True, slots=True)
class Template:
    """One mail or note to fill in."""

    id: str
    kind: Kind
    pieces: tuple[Piece, ...]
    part: Part

    @property
    def people(self) -> list[str]:
        """The keys of the people in it."""
        found = {piece.key for piece in walk(self.pieces) if isinstance(piece, PersonSlot | Agreement)}
        return sorted(found)

    @property
    def literal(self) -> str:
        """The words that are the same in every mail drawn from it."""
        return " ".join(piece.text for piece in walk(self.pieces) if isinstance(piece, Words))

    @property
    def kept(self) -> str:
        """The words that are marked as ones that must stay."""
        marks = (piece for piece in walk(self.pieces) if isinstance(piece, Mark) and piece.rule is None)
        return " ".join(piece.text for mark in marks for piece in walk(mark.pieces) if isinstance(piece, Words))


def walk(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield every piece, and those within marks after the mark."""
    for piece in pieces:
        yield piece
        if isinstance(piece, Mark):
            yield from walk(piece.pieces)


class Entry(BaseModel):
    """An entry of a templates file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9_-]*$")]
    kind: Kind
    text: Annotated[str, Field(min_length=1)]


class Origin(BaseModel):
    """The names of one origin."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    men: Annotated[list[str], Field(min_length=1)]
    women: Annotated[list[str], Field(min_length=1)]
    last: Annotated[list[str], Field(min_length=1)]


class Names(BaseModel):
    """A names file."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    origins: Annotated[dict[str, Origin], Field(min_length=1)]


ENTRIES = TypeAdapter(list[Entry])


def read_templates(path: Path, part: Part) -> list[Template]:
    """Read a templates file.

    Raises:
        TemplateError: The file is no list of templates, two have one id, or a slot is unknown.
    """
    try:
        entries = ENTRIES.validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (yaml.YAMLError, ValidationError) as error:
        raise TemplateError(f"{path.name}: {error}") from error
    seen: set[str] = set()
    for entry in entries:
        if entry.id in seen:
            raise TemplateError(f"{path.name}: two templates are called {entry.id!r}")
        seen.add(entry.id)
    return [Template(entry.id, entry.kind, parse(entry.id, entry.text), part) for entry in entries]


def read_names(path: Path) -> Names:
    """Read a names file.

    Raises:
        TemplateError: The file is not as it should be, or YAML read a name as something else (``No``, ``Yes``).
    """
    try:
        return Names.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")), strict=True)
    except (yaml.YAMLError, ValidationError) as error:
        raise TemplateError(f"{path.name}: {error}") from error


def parse(template: str, text: str) -> tuple[Piece, ...]:
    """Cut the text of a template into pieces.

    Raises:
        TemplateError: A slot is unknown, or a mark is not closed, or one lies within another.
    """
    pieces: list[Piece] = []
    within: list[Piece] = []
    mark, at = "", 0
    for token in TOKEN.finditer(text):
        into = within if mark else pieces
        if token.start() > at:
            into.append(Words(text[at : token.start()]))
        at = token.end()
        if token["stray"]:
            raise TemplateError(f"{template}: stray {token['stray']!r} in {_around(text, token)!r}")
        if token["slot"] is not None:
            into.append(_slot(template, token["slot"]))
        elif token["mark"]:
            if mark:
                raise TemplateError(f"{template}: mark {token[0]!r} within another")
            mark = _known_mark(template, token["mark"])
        elif mark:
            pieces.append(_mark(mark, within))
            mark, within = "", []
        else:
            into.append(Words("]]"))
    if mark:
        raise TemplateError(f"{template}: mark {mark!r} is not closed")
    return (*pieces, *([Words(text[at:])] if at < len(text) else []))


def _around(text: str, token: re.Match[str]) -> str:
    return text[max(token.start() - 15, 0) : token.end() + 15]


def _known_mark(template: str, name: str) -> str:
    if name in MARK_RULES or name.startswith("!"):
        return name
    raise TemplateError(f"{template}: unknown mark {name!r}")


def _mark(name: str, pieces: list[Piece]) -> Mark:
    if name.startswith("!"):
        return Mark(None, name[1:], tuple(pieces))
    return Mark(name, name.removeprefix("pii."), tuple(pieces))


def _slot(template: str, slot: str) -> Piece:
    """Read what stands between braces."""
    if (person := PERSON.fullmatch(slot)) and person[2] in PERSON_RULES:
        return PersonSlot(person[1], person[2])
    if agreement := GENDERED.fullmatch(slot):
        key, only, words, man, woman = agreement.groups()
        if only:
            man, woman = (words, "") if only == "m" else ("", words)
        return Agreement(key, man, woman)
    if value := VALUE.fullmatch(slot):
        if value[1] == "id" and value[2] in NUMBERS:
            return NumberSlot(value[2])
        if value[1] == "no" and value[2] in LOOKALIKES:
            return LookalikeSlot(value[2])
    raise TemplateError(f"{template}: unknown slot {{{slot}}}")
