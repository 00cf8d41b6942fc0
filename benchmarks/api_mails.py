"""Mails to check, each different from all others, so that nothing that remembers a text or a sentence gains by it.

Paragraphs of the timed mails (`mails`), their sentences in a new order, with other numbers and new words. Every second
one is for a contact of the demo company, greeted by name and signed by its rep, as a rep would write it.
"""

import csv
import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import count
from random import Random
from typing import Final, Literal

from benchmarks.mails import Mail, count_words, read_mails
from benchmarks.processes import ROOT

Language = Literal["fr", "en"]

COMPANY: Final = ROOT / "demo" / "aubepine"
REP: Final = "rep-1"
CONTACTS: Final = (
    "c-001", "c-002", "c-004", "c-005", "c-006", "c-007", "c-009", "c-011", "c-012", "c-014", "c-018", "c-020", "c-031",
    "c-038", "c-039", "c-041", "c-044", "c-051", "c-054", "c-057", "c-059", "c-062", "c-067", "c-068",
)  # fmt: skip
"""Contacts that may be written to, on the demo's Monday."""
WORDS: Final = range(180, 221)
"""As long as the mails that the gate alone is timed on."""
_PARTS: Final = re.compile(r"\n\s*\n")
_SENTENCES: Final = re.compile(r"(?<=[.?!]) (?=[A-ZÀÉÊÔ])")
# Telephone and card numbers keep their digits: a wrong one would be no number to redact.
_NUMBER: Final = re.compile(r"(?<![\w.,-])(?<!\d )\d{1,4}(?![\w-])(?![., ]?\d)")
_SYLLABLES: Final = ("ba", "cor", "del", "fan", "gui", "la", "mar", "no", "pel", "ri", "sau", "tho", "val", "ver")


@dataclass(frozen=True, slots=True)
class NewMail:
    """One mail to check, and the contact whom it is for, if any."""

    language: Language
    contact: str | None
    subject: str
    text: str


@dataclass(frozen=True, slots=True)
class _Person:
    id: str
    language: str
    address: str


@dataclass(frozen=True, slots=True)
class _Paragraph:
    words: int
    sentences: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Material:
    greeting: str
    closing: str
    reference: str
    subjects: tuple[str, ...]
    paragraphs: tuple[_Paragraph, ...]
    people: tuple[_Person, ...]


def new_mails(seed: int) -> Iterator[NewMail]:
    """Mails without end, French and English in turn; another seed gives others."""
    random = Random(seed)
    rows, people = read_mails(), _people()
    fr = _material(rows, people, "fr", "Bonjour", "Bien cordialement,", "Votre dossier")
    en = _material(rows, people, "en", "Hello", "Kind regards,", "Your file")
    for number in count():
        language, material = ("en", en) if number % 2 else ("fr", fr)
        person = random.choice(material.people) if number % 4 < 2 else None
        subject = _renumbered(random.choice(material.subjects), random)
        yield NewMail(language, person.id if person else None, subject, _text(material, person, random))


def _material(
    rows: list[Mail], people: list[_Person], language: Language, greeting: str, closing: str, reference: str
) -> _Material:
    own = [row for row in rows if row.language == language]
    middles = [part for row in own for part in _PARTS.split(row.text.strip())[1:-1]]
    return _Material(
        greeting,
        closing,
        reference,
        subjects=tuple(row.subject for row in own),
        paragraphs=tuple(
            _Paragraph(words, tuple(_SENTENCES.split(part))) for part in middles if (words := count_words(part)) > 10
        ),
        people=tuple(one for one in people if one.language == language),
    )


def _people() -> list[_Person]:
    with (COMPANY / "contacts.csv").open(encoding="utf-8", newline="") as file:
        rows = {row["id"]: row for row in csv.DictReader(file)}
    titles = {"M.": "Monsieur", "Mme": "Madame"}
    return [
        _Person(key, row["language"], f"{titles.get(row['civility'], row['civility'])} {row['last_name']}".strip())
        for key in CONTACTS
        if (row := rows[key])
    ]


def _text(material: _Material, person: _Person | None, random: Random) -> str:
    greeting = f"{material.greeting} {person.address}," if person else f"{material.greeting},"
    reference = f"{material.reference} : {_word(random)} {random.randint(1_000, 9_999)}."
    signature = "Hélène Caradec\nMaison Aubépine" if person else "Maison Aubépine"
    frame = sum(map(count_words, (greeting, reference, material.closing, signature)))
    middle = [_renumbered(_shuffled(one, random), random) for one in _paragraphs(material, frame, random)]
    return "\n\n".join([greeting, *middle, reference, material.closing, signature]) + "\n"


def _paragraphs(material: _Material, frame: int, random: Random) -> list[_Paragraph]:
    """Paragraphs that make a mail of the right length with the `frame` words around them."""
    while True:
        words, chosen = frame, list[_Paragraph]()
        for paragraph in random.sample(material.paragraphs, len(material.paragraphs)):
            words += paragraph.words
            chosen.append(paragraph)
            if words >= WORDS.start:
                break
        if words in WORDS:
            return chosen


def _shuffled(paragraph: _Paragraph, random: Random) -> str:
    return " ".join(random.sample(paragraph.sentences, len(paragraph.sentences)))


def _renumbered(text: str, random: Random) -> str:
    return _NUMBER.sub(lambda found: _number(len(found.group()), random), text)


def _number(digits: int, random: Random) -> str:
    """A number of as many digits: small enough to be a day or a month where one stood, a year where one stood."""
    lowest, highest = {1: (1, 9), 2: (10, 28), 3: (100, 999)}.get(digits, (2024, 2028))
    return str(random.randint(lowest, highest))


def _word(random: Random) -> str:
    return "".join(random.sample(_SYLLABLES, 3))
