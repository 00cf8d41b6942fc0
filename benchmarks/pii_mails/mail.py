"""Write one mail from a template: draw its people and its values, and note where each of them stands."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random
from typing import Any

from benchmarks.pii_mails import addresses, pages, people, phones, spoken
from benchmarks.pii_mails.dates import birthday, draw_birth
from benchmarks.pii_mails.lookalikes import LOOKALIKES, Place
from benchmarks.pii_mails.numbers import draw_number
from benchmarks.pii_mails.people import NAME_FORMS, PERSON_RULES, Person
from benchmarks.pii_mails.shapes import Drawn, name_words, pick
from benchmarks.pii_mails.templates import (
    Agreement,
    LookalikeSlot,
    Mark,
    Names,
    NumberSlot,
    PersonSlot,
    Piece,
    Template,
    Words,
)

SPOKEN = {"fr": {"fr": 6, "be": 1, "ch": 1}, "en": {"gb": 4, "us": 4, "ie": 2}}
"""The countries mails of a language come from, and how often."""
TELLING = {
    "fr": {"be": r"\b([Bb]elges?|Bruxelles)\b", "ch": r"\b([Ss]uisses?|CHF)\b"},
    "en": {
        "gb": r"\b(NHS|NI|DVLA|GP|National Insurance|Labour|Tory|SNP|MP|HMP|Postcode|postcode)\b",
        "us": r"\b(SSN|W-2|[Rr]ealtor|ZIP|[Ss]ocial [Ss]ecurity|DMV|Teamsters|routing|Democrat)\b",
        "ie": r"\b(PPSN?|Garda|Eircode|Revenue|TD)\b",
    },
}
"""Words that tell the country a mail is from."""
ELIDED = re.compile(r"(?<![\w'’])([Dd]|[Qq]u|[Jj]usqu|[Ll]orsqu)e $")
"""French words that lose their last letter before a vowel."""
VOWELS = re.compile(r"[aeiouàâäéèêëîïôöùûü]|yv", re.IGNORECASE)
SUBJECT = re.compile(r"(subject|objet|re|tr|fwd?)\b", re.IGNORECASE)
"""How a subject line starts."""
REPEATED = frozenset({"invoice", "order", "ref", "version"})
"""What a mail repeats from its subject line."""
CAPITALS = re.compile(r"\b[A-ZÀ-Þ][^\W\d_]+")

Row = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """A person of the mail and what stays the same about them throughout."""

    person: Person
    civility: str
    mailbox: people.Mailbox
    phones: phones.Phones
    birthday: tuple[int, int, int]
    seed: str


@dataclass(slots=True)
class Page:
    """The mail as far as it is written."""

    text: str = ""
    spans: list[dict[str, Any]] = field(default_factory=list)
    negatives: list[dict[str, Any]] = field(default_factory=list)

    def write(self, text: str) -> tuple[int, int]:
        """Add text and return where it stands."""
        start = len(self.text)
        self.text += text
        return start, len(self.text)

    def mark(self, place: tuple[int, int], rule: str, tag: str) -> None:
        """Note that what stands there must go."""
        self.spans.append({"start": place[0], "end": place[1], "rule": rule, "tag": tag})

    def keep(self, place: tuple[int, int], kind: str) -> None:
        """Note that what stands there must stay."""
        self.negatives.append({"start": place[0], "end": place[1], "kind": kind})

    def elide(self, following: str) -> None:
        """Turn the "de " that was just written into "d'" when a vowel follows."""
        at_a_mark = any(span["end"] == len(self.text) for span in (*self.spans, *self.negatives))
        if VOWELS.match(following) and not at_a_mark:
            self.text = ELIDED.sub(r"\1'", self.text)


class Mail:
    """One mail that is being drawn from a template."""

    def __init__(self, template: Template, language: str, names: Names, rng: Random) -> None:
        """Draw the people; the rest is drawn as it is written."""
        self.template = template
        self.language = language
        self.rng = rng
        self.page = Page()
        self.country = draw_country(rng, language, template.literal)
        self.known = self._draw_people(names)
        self._subject: dict[str, str] = {}
        self.taken = set().union(*(known.person.words for known in self.known.values()))

    def _draw_people(self, names: Names) -> dict[str, Known]:
        """Draw people none of whom shares a name with another, nor with the fixed words of the mail."""
        taken = name_words(self.template.kept) | name_words(" ".join(CAPITALS.findall(self.template.literal)))
        known: dict[str, Known] = {}
        for key in self.template.people:
            person = people.draw_person(self.rng, names, taken)
            taken |= person.words
            known[key] = Known(
                person,
                people.draw_civility(self.rng, person, self.language),
                people.draw_mailbox(self.rng, person, self.language),
                phones.draw_phones(self.rng, self.language, self.country),
                birthday(self.rng),
                str(self.rng.random()),
            )
        return known

    def row(self, row_id: str) -> Row:
        """Write the whole mail."""
        self._write_all(self.template.pieces, "")
        ordered = sorted(self.page.spans, key=lambda span: (span["start"], span["end"]))
        kept = sorted(self.page.negatives, key=lambda span: (span["start"], span["end"]))
        head = {"id": row_id, "language": self.language, "kind": self.template.kind}
        return {**head, "text": self.page.text, "spans": ordered, "negatives": kept}

    def _write_all(self, pieces: Sequence[Piece], after: str) -> None:
        for at, piece in enumerate(pieces):
            self._write(piece, _following(pieces[at + 1 :]) or after)

    def _write(self, piece: Piece, after: str) -> None:
        match piece:
            case Words(text):
                self.page.write(text)
            case Agreement(key, man, woman):
                words = woman if self.known[key].person.woman else man
                self._elide(words, True)
                self.page.write(words)
            case PersonSlot(key, form):
                self._write_drawn(self._personal(key, form, after), PERSON_RULES[form], after)
            case NumberSlot(kind):
                drawn = draw_number(self.rng, kind, self.language, self.country, self.page.text)
                self._write_drawn(drawn, f"pii.{kind}", after)
            case LookalikeSlot(kind):
                self._write_lookalike(kind, after)
            case Mark():
                self._write_mark(piece, after)

    def _write_drawn(self, drawn: Drawn, rule: str, after: str) -> None:
        """Write a value and mark it; a full stop that ends both it and the sentence is written once."""
        text = drawn.text[:-1] if drawn.text.endswith(".") and after.startswith(".") else drawn.text
        before = drawn.before
        if _starts_line(self.page.text):
            before = before[:1].upper() + before[1:]
        self._elide(before or text, rule == "pii.person")
        self.page.write(before)
        self.page.mark(self.page.write(text), rule, drawn.tag)

    def _write_lookalike(self, kind: str, after: str) -> None:
        place = Place(self.rng, self.language, self.country, self.page.text, after, self.taken)
        text = self._subject.pop(kind, "") or LOOKALIKES[kind](place)
        text = text[:-1] if text.endswith(".") and after.startswith(".") else text
        if _starts_line(self.page.text) and text[0].islower() and kind in ("product", "room", "street_company"):
            text = text[0].upper() + text[1:]
        if kind in REPEATED and SUBJECT.match(self.page.text.rpartition("\n")[2]):
            self._subject[kind] = text
        self._elide(text, kind in ("company", "city"))
        self.page.keep(self.page.write(text), kind)

    def _write_mark(self, mark: Mark, after: str) -> None:
        start = len(self.page.text)
        self._write_all(mark.pieces, after)
        place = (start, len(self.page.text))
        if mark.rule is None:
            self.page.keep(place, mark.kind)
        else:
            self.page.mark(place, mark.rule, "literal")

    def _elide(self, following: str, name: bool) -> None:
        if name and self.language == "fr":
            self.page.elide(following)

    def _personal(self, key: str, form: str, after: str) -> Drawn:
        """Draw a form of a person; whoever is written twice keeps names, address, numbers and birthday."""
        known, rng, before = self.known[key], self.rng, self.page.text
        if form in NAME_FORMS:
            return people.draw_name(rng, known.person, form, known.civility)
        match form:
            case "email":
                return people.draw_email(known.mailbox)
            case "emailo":
                return people.draw_obfuscated(rng, known.mailbox, self.language)
            case "phone":
                return phones.draw_phone(rng, phones.chosen(known.phones, before), self.language)
            case "phoneo":
                return phones.draw_odd_phone(rng, phones.chosen(known.phones, before))
            case "phonew":
                return spoken.draw_spoken_phone(rng, phones.chosen(known.phones, before), self.language)
            case "address":
                return self._address(known, after)
            case "birth":
                return draw_birth(rng, known.birthday, self.language)
        return pages.draw_url(Random(f"url {known.seed}"), known.person, self.language)

    def _address(self, known: Known, after: str) -> Drawn:
        """Draw where the person lives; in a thread and in a chat it is written alike each time."""
        before = self.page.text
        lines = _starts_line(before) and _ends_line(after) and self.template.kind in ("email", "note", "thread")
        commas = self.template.kind != "csv" or not (before.endswith(",") or after.startswith(","))
        stable = self.template.kind in ("thread", "chat")
        rng = Random(f"address {known.seed}") if stable else self.rng
        country = addresses.home_of(rng, known.phones, self.language)
        return addresses.draw_address(rng, country, lines, commas)


def draw_country(rng: Random, language: str, words: str) -> str:
    """Return the country a mail is from: the one its words tell, or one where the language is spoken."""
    told = [country for country, pattern in TELLING[language].items() if re.search(pattern, words)]
    return told[0] if len(told) == 1 else pick(rng, SPOKEN[language])


def _following(pieces: Sequence[Piece]) -> str:
    """Return the fixed words that come next, up to a slot, for which a brace stands."""
    words = ""
    for piece in pieces:
        match piece:
            case Words(text):
                words += text
            case Mark(pieces=inner):
                words += _following(inner)
            case _:
                return words + "{"
        if words.endswith("{"):
            return words
    return words


def _starts_line(before: str) -> bool:
    return not before.rpartition("\n")[2].strip()


def _ends_line(after: str) -> bool:
    return not after.partition("\n")[0].strip()
