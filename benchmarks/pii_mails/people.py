"""Draw people: origin, gender and names, every form their name is written in, and their e-mail addresses."""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

from benchmarks.pii_mails.shapes import Drawn, digits, name_words, pick, plain_letters, resource

if TYPE_CHECKING:
    from benchmarks.pii_mails.templates import Names

NAME_FORMS = ("full", "first", "last", "civil", "civil_full", "lastfirst", "upfirst", "init", "lastinit", "any")
PERSON_RULES: Mapping[str, str] = dict.fromkeys(NAME_FORMS, "pii.person") | {
    "email": "pii.email",
    "emailo": "pii.email",
    "phone": "pii.phone",
    "phonew": "pii.phone",
    "phoneo": "pii.phone",
    "address": "pii.address",
    "birth": "pii.birth_date",
    "url": "pii.url",
}
"""The rule that a form of a person comes under."""

MIXED = 0.12
"""How often the family name is of another origin than the given name."""
DRAWS = 500

PARTICLES = frozenset(
    re.findall(r"\w+", "de du des d la le les el al van von der den ten ter di da do dos della del bin ben ibn zu af")
)
CIVILITIES: Mapping[str, tuple[Mapping[str, float], Mapping[str, float]]] = {
    "fr": (
        {"M.": 6, "Monsieur": 5, "Mr": 2, "monsieur": 1, "Dr": 0.4, "Me": 0.3, "M": 0.4},
        {"Mme": 6, "Madame": 5, "madame": 1, "Mlle": 0.4, "Dr": 0.4, "Me": 0.3, "Mme.": 0.2},
    ),
    "en": (
        {"Mr": 7, "Mr.": 4, "Dr": 0.8, "Prof.": 0.3, "Sir": 0.1},
        {"Ms": 4, "Mrs": 4, "Ms.": 2, "Mrs.": 2, "Miss": 0.7, "Dr": 0.8},
    ),
}
"""What men and women are called in front of their name."""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody of a mail."""

    first: str
    last: str
    woman: bool
    first_origin: str
    last_origin: str

    @property
    def origin(self) -> str:
        """The origin of the whole name."""
        return self.first_origin if self.first_origin == self.last_origin else "mixed"

    @property
    def words(self) -> set[str]:
        """The words of the name that others must not share."""
        return name_words(f"{self.first} {self.last}") - PARTICLES


def draw_person(rng: Random, names: "Names", taken: Collection[str] = ()) -> Person:
    """Draw somebody none of whose names are taken.

    Raises:
        ValueError: Hardly any name is left.
    """
    origins = list(names.origins)
    for _ in range(DRAWS):
        first_origin = rng.choice(origins)
        last_origin = rng.choice(origins) if rng.random() < MIXED else first_origin
        woman = rng.random() < 0.5
        given = names.origins[first_origin]
        first = rng.choice(given.women if woman else given.men)
        person = Person(first, rng.choice(names.origins[last_origin].last), woman, first_origin, last_origin)
        if not person.words & set(taken) and not name_words(first) & name_words(person.last):
            return person
    raise ValueError(f"no name is left that is none of {len(taken)} taken words")


def draw_name(rng: Random, person: Person, form: str, civility: str) -> Drawn:
    """Write the name in that form; the tag is the style and the origin."""
    if form == "any":
        form = pick(rng, {"full": 4, "upper": 2, "uplast": 2, "lower": 2})
    before = civility if form.startswith("civil") else ""
    style, text = STYLES[form](person)
    origin = {"first": person.first_origin, "last": person.last_origin}.get(style, person.origin)
    return Drawn(text, f"{style}/{origin}", before)


def draw_civility(rng: Random, person: Person, language: str) -> str:
    """Draw what somebody is called in front of the family name, with the gap after it."""
    civility = pick(rng, CIVILITIES[language][person.woman])
    return civility + ("\u00a0" if rng.random() < 0.1 else " ")


def _initials(name: str) -> str:
    """Return "J.-B." for Jean-Baptiste."""
    return "-".join(f"{part[0]}." for part in re.split(r"[- ]", name) if part)


def _last_initial(name: str) -> str:
    words = [word for word in name.split() if word.lower() not in PARTICLES]
    return f"{(words or [name])[0].split('-')[0][0].upper()}."


STYLES: Mapping[str, Callable[[Person], tuple[str, str]]] = {
    "full": lambda person: ("plain", f"{person.first} {person.last}"),
    "upper": lambda person: ("upper", f"{person.first} {person.last}".upper()),
    "uplast": lambda person: ("uplast", f"{person.first} {person.last.upper()}"),
    "lower": lambda person: ("lower", f"{person.first} {person.last}".lower()),
    "first": lambda person: ("first", person.first),
    "last": lambda person: ("last", person.last),
    "civil": lambda person: ("last", person.last),
    "civil_full": lambda person: ("plain", f"{person.first} {person.last}"),
    "lastfirst": lambda person: ("lastfirst", f"{person.last}, {person.first}"),
    "upfirst": lambda person: ("upfirst", f"{person.last.upper()} {person.first}"),
    "init": lambda person: ("init", f"{_initials(person.first)} {person.last}"),
    "lastinit": lambda person: ("lastinit", f"{person.first} {_last_initial(person.last)}"),
}
"""How a name is written, and what that style is called."""

LOCAL_PARTS: Mapping[str, Callable[[str, str], str]] = {
    "first.last": lambda first, last: f"{first}.{last}",
    "flast": lambda first, last: f"{first[0]}{last}",
    "f.last": lambda first, last: f"{first[0]}.{last}",
    "last.first": lambda first, last: f"{last}.{first}",
    "first_last": lambda first, last: f"{first}_{last}",
    "first-last": lambda first, last: f"{first}-{last}",
    "firstlast": lambda first, last: f"{first}{last}",
    "lastf": lambda first, last: f"{last}{first[0]}",
    "last": lambda first, last: last,
    "first": lambda first, last: first,
}
AT_WORK = {
    "first.last": 8,
    "flast": 3,
    "f.last": 3,
    "last.first": 1,
    "first-last": 1,
    "first": 1.5,
    "lastf": 1,
    "last": 0.7,
}
AT_HOME = {"first.last": 4, "firstlast": 3, "first_last": 2, "last.first": 1, "first": 3, "flast": 2, "lastf": 1}


@dataclass(frozen=True, slots=True)
class Mailbox:
    """An e-mail address and the way it was built."""

    address: str
    tag: str


def draw_mailbox(rng: Random, person: Person, language: str) -> Mailbox:
    """Build an address at work or at a private provider from the name."""
    home = rng.random() < 0.4
    shape = pick(rng, AT_HOME if home else AT_WORK)
    first, last = (_address_part(rng, name) for name in (person.first, person.last))
    local = LOCAL_PARTS[shape](first, last)
    if home and (shape == "first" or rng.random() < 0.35):
        local, shape = _numbered(rng, local), f"{shape}+digits"
    if rng.random() < 0.06:
        local, shape = f"{local}+{rng.choice(['pro', 'devis', 'shop', 'news', 'test', 'crm'])}", f"{shape}+tag"
    if shape in ("flast", "lastf", "firstlast"):
        local = local.replace("-", "")
    if not home and "." in local and rng.random() < 0.1:
        local = ".".join(part.capitalize() for part in local.split("."))
    domains = resource(f"words_{language}.yaml")["domains"]
    domain = rng.choice(domains["private"]) if home else _company_domain(rng, domains)
    return Mailbox(f"{local}@{domain}", f"{shape}@{'private' if home else 'company'}")


def _address_part(rng: Random, name: str) -> str:
    """Write a name as addresses have it: no accents, no apostrophes, particles joined."""
    part = re.sub(r"[^a-z-]+", "", re.sub(r"\s+", rng.choice(["", "", "-"]), plain_letters(name).lower()))
    return part if rng.random() < 0.7 else part.replace("-", "")


def _numbered(rng: Random, local: str) -> str:
    tail = rng.choice([f"{rng.randint(1, 99):02d}", str(rng.randint(1950, 2004)), digits(rng, 3)])
    return local + rng.choice(["", "", ".", "_"]) + tail


def _company_domain(rng: Random, domains: Mapping[str, list[str]]) -> str:
    """Return the domain of an invented company."""
    word, trade = rng.choice(domains["words"]), rng.choice(domains["trades"])
    name = rng.choice([word, f"{word}-{trade}", f"{word}{trade}", f"{trade}-{word}"])
    return f"{name}.{rng.choice(domains['endings'])}"


def draw_email(mailbox: Mailbox) -> Drawn:
    """Write the address as it is."""
    return Drawn(mailbox.address, mailbox.tag)


def draw_obfuscated(rng: Random, mailbox: Mailbox, language: str) -> Drawn:
    """Write the address so that a machine does not read it: "claire point martin arobase …"."""
    dot, at, dash = ("point", "arobase", "tiret") if language == "fr" else ("dot", "at", "dash")
    local, domain = mailbox.address.lower().replace("+", ".").split("@")
    style = pick(rng, {"words": 5, "brackets": 3, "parentheses": 3, "at_only": 2, "spaced": 1, "upper": 1, "mixed": 1})
    if style == "words":
        under = "tiret du bas" if language == "fr" else "underscore"
        spoken = f"{local} {at} {domain}".replace("_", f" {under} ").replace("-", f" {dash} ").replace(".", f" {dot} ")
        return Drawn(re.sub(r" +", " ", spoken), style)
    around = {
        "brackets": (local, "[at]", domain.replace(".", " [dot] ")),
        "parentheses": (local, "(at)", domain.replace(".", " (dot) ")),
        "at_only": (local, rng.choice(["[at]", "(at)", "{at}", f"({at})", f"[{at}]"]), domain),
        "spaced": (local, "@", domain),
        "upper": (local, "AT", domain.replace(".", " DOT ")),
        "mixed": (local.replace(".", f" {dot} "), "@", domain.replace(".", f" {dot} ")),
    }[style]
    return Drawn(rng.choice([" ", " ", ""] if "[" in around[1] or "(" in around[1] else [" "]).join(around), style)
