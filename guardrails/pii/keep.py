"""Whose data may stay: the people written to, the sender, those who may be mentioned, a company's public numbers.

Names are compared through the ways they are written: family name alone, capitals, initials, short forms, the name
before a marriage, what the person's own address spells; telephone numbers in national and international form or in
words; addresses with or without abbreviations; numbers without their separators.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

from guardrails.draft import Context
from guardrails.folding import fold
from guardrails.packs.pack import Company
from guardrails.patterns import compile_pattern
from guardrails.pii.detect import Entity
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.nicknames import is_short_for
from guardrails.pii.postal import address_parts, same_address
from guardrails.pii.recognisers.names.words import CIVILITIES, PARTICLES
from guardrails.pii.recognisers.numbers.shapes import compacted
from guardrails.pii.recognisers.online.emails import is_role_mailbox
from guardrails.pii.values import country_of, international, mailbox, name_parts, readings_of

_COMPANY_NUMBERS = frozenset({"siret", "siren", "vat", "iban", "bank_account"})
_MARRIED = frozenset({"nee", "ne", "born", "epouse", "epoux", "ep", "veuve", "vve"})
"""Between the names of one person: "Claire Martin née Dupont"."""
_SHORTEST_PART = 3
_TWO_INITIALS = 2
_SHORTEST_ACCOUNT = 8
_AROUND_THING = 60
_REGIONS = ("FR", "GB", "US", "IE", "BE", "CH", "LU")
"""Where a known number without a country's code is from, if neither the jurisdiction nor another number tells."""
_RELATIVE_BEFORE = compile_pattern(
    r"\b(?:votre|vos|ton|ta|tes|mon|ma|mes|son|sa|ses|leurs?|your|my|his|her|their) "
    r"(?:ex-|late |future? |petite?s?-|grande?s?-|beaux?-|belles?-|grand)?"
    r"(?:mari|epoux|epouse|femme|conjointe?|compagn(?:on|e)|fils|filles?|enfants?|peres?|meres?|parents?|freres?|"
    r"soeurs?|oncle|tante|cousine?s?|neveux?|nieces?|maman|papa|husband|wife|spouse|sons?|daughters?|child|"
    r"children|fathers?|mothers?|brothers?|sisters?|uncle|aunt|cousins?|nephew|niece|mum|dad)(?:-in-law)?"
    r"(?:,? (?:m|mm|mr|mme|mlle|monsieur|madame|mademoiselle|mrs|ms|miss|dr)\.?)? ?$"
)
"""A relative of somebody, who bears the name that follows: "votre mari M.", "your son"."""
_FIRST_OF_TWO = frozenset({"jean", "marie", "anne", "pierre", "paul", "louis", "charles", "mary", "anna", "karl"})
"""Given names that open a hyphenated one after a family name: "MARTIN Jean-Pierre"."""
_OF_PAGES = frozenset({
    "http", "https", "www", "in", "pub", "profile", "profil", "people", "user", "u", "p", "t", "id", "php", "html",
    "htm", "fr", "en", "uk", "us", "be", "ch", "com", "net", "org", "eu", "me", "io", "co", "utm", "source", "medium",
    "campaign", "ref", "dr", "freelancers",
})  # fmt: skip


def same_person(written: Sequence[str], known: Sequence[str], compound: Sequence[str] = ()) -> bool:
    """Whether a name as written can be that of a known person.

    Every part must be one of the known parts, the initial or a short form of one, each used once, and one whole part
    at least, particles aside, must be there. The parts of a compound given name are there together or not at all,
    but for its initial: of Jean-Pierre, neither Jean nor Pierre.
    """
    left = list(known)
    whole = False
    for part in written:
        if part in _MARRIED and len(written) > 1:
            continue
        taken = _taken(part, left)
        if not taken:
            return False
        for one in taken:
            left.remove(one)
        whole = whole or (part not in PARTICLES and len(part) > len(taken))
    used = [part for part in compound if part not in left]
    return whole and (len(used) in (0, len(compound)) or (used == [compound[0]] and compound[0][0] in written))


def _taken(part: str, left: Sequence[str]) -> list[str]:
    """The known parts that one written part stands for: one, or two where their initials are run together ("JP")."""
    one = part if part in left else next((one for one in left if _stands_for(part, one)), None)
    if one is not None:
        return [one]
    pairs = pairwise(left) if len(part) == _TWO_INITIALS else ()
    return [name for pair in pairs if part == pair[0][0] + pair[1][0] for name in pair][:2]


def _stands_for(part: str, known: str) -> bool:
    """Whether one part of a name is the initial or a short form of the other."""
    short, full = sorted((part, known), key=len)
    return (len(short) == 1 and full.startswith(short)) or is_short_for(part, known) or is_short_for(known, part)


@dataclass(frozen=True, slots=True)
class Known:
    """The name of somebody known: its parts, and those of a hyphenated given name, which are one."""

    parts: tuple[str, ...]
    compound: tuple[str, ...] = ()

    def is_written(self, name: Sequence[str]) -> bool:
        """Whether the parts of a name as written can be this person's."""
        return same_person(name, self.parts, self.compound)


@dataclass(frozen=True)
class Acquaintances:
    """What is known of the people and companies that a message is between."""

    people: tuple[Known, ...]
    mentionable: tuple[Known, ...]
    emails: frozenset[str]
    phones: dict[str, str]
    numbers: frozenset[str]
    addresses: tuple[frozenset[str], ...]
    things: tuple[str, ...]
    mailboxes_of_nobody: tuple[str, ...] = ()

    @classmethod
    def of(cls, context: Context, companies: Iterable[Company] = ()) -> "Acquaintances":
        """Gather them from a context and the company packs."""
        houses = tuple(companies)
        sender, everyone = context.sender, context.everyone
        parties = (*everyone, *((sender,) if sender else ()))
        mentionable = [*context.mentionable, *(name for house in houses for name in house.mentionable)]
        numbers = [number for one in (*parties, *houses) for number in one.identifiers]
        addresses = [sender.address if sender else None, *(house.address for house in houses)]
        things = [
            sender.organisation if sender else None,
            *(house.name for house in houses),
            *(fact.subject for fact in context.facts),
        ]
        people = [_names_of(one.name, one.email) for one in parties]
        return cls(
            people=tuple(dict.fromkeys(one for one in people if one.parts)),
            mentionable=tuple(
                Known(named, _compound(name)) for name in dict.fromkeys(mentionable) if (named := name_parts(name))
            ),
            emails=frozenset(mailbox(one.email) for one in parties if one.email),
            phones=_phones([one.phone for one in parties if one.phone], context.jurisdiction),
            numbers=frozenset(compacted(fold(number)) for number in numbers),
            addresses=tuple(parts for address in addresses if address and (parts := address_parts(address))),
            things=tuple(dict.fromkeys(thing for thing in things if thing)),
            mailboxes_of_nobody=tuple(
                _letters(_local(one.email)) for one in parties if one.email and not one.name and not _is_role(one.email)
            ),
        )

    def may_stay(self, entity: Entity, text: str) -> bool:
        """Whether an entity of a kind that can stay belongs to somebody known here."""
        if entity.kind == "person":
            return self._knows(entity, text) or self._is_thing(entity, text)
        if entity.kind == "email":
            return mailbox(entity.text) in self.emails
        if entity.kind == "phone":
            return not self.phones.keys().isdisjoint(readings_of(entity.text, self.phones.values()))
        if entity.kind == "address":
            parts = address_parts(entity.text)
            return any(same_address(parts, known) for known in self.addresses)
        if entity.kind == "url":
            return any(_is_page_of(entity.text, person.parts) for person in self.people)
        return compacted(fold(entity.text)) in self.numbers or (
            entity.kind in _COMPANY_NUMBERS and self._lists(entity.kind, compacted(fold(entity.text)))
        )

    def _knows(self, entity: Entity, text: str) -> bool:
        written = name_parts(entity.text)
        if any(person.is_written(written) for person in self.mentionable):
            return True
        known = any(person.is_written(written) for person in self.people) or any(
            _spells(local, written) for local in self.mailboxes_of_nobody
        )
        return known and not _RELATIVE_BEFORE.search(fold(text[max(0, entity.start - _AROUND_THING) : entity.start]))

    def _is_thing(self, entity: Entity, text: str) -> bool:
        """Whether a name stands within the whole name of the sender's company or of a product in the facts."""
        name = fold(entity.text)
        for thing in self._folded_things:
            if name in thing:
                reach = max(_AROUND_THING, 2 * len(thing))
                before = fold(text[max(0, entity.start - reach) : entity.start])[-len(thing) :]
                after = fold(text[entity.end : entity.end + reach])[: len(thing)]
                if _holds(before + name + after, thing, len(before), len(before) + len(name)):
                    return True
        return False

    @cached_property
    def _folded_things(self) -> tuple[str, ...]:
        # A catalogue holds hundreds of products, and few mails hold a name that is of nobody known.
        return tuple(dict.fromkeys(map(fold, self.things)))

    def _lists(self, kind: str, number: str) -> bool:
        """Whether a number follows from a listed one: SIREN from SIRET, French VAT from SIREN, RIB from IBAN."""
        if kind in ("iban", "bank_account"):
            digits = "".join(one for one in number if one.isdigit())  # "sort code …, account …" holds words
            return any(
                len(one) >= _SHORTEST_ACCOUNT and one in known
                for one in (number, digits)
                for known in self.numbers
                if known[:2].isalpha()
            )
        core = number[-9:] if kind == "vat" else number[:9]
        return any(
            core in (known[:9], known[-9:]) and known[-9:].isdigit() and (kind != "siret" or len(known) != 14)
            for known in self.numbers
        )


def _holds(text: str, thing: str, start: int, end: int) -> bool:
    """Whether the name of a thing stands in a text around what is between two offsets."""
    at = text.find(thing)
    while at != -1 and at <= start:
        if end <= at + len(thing):
            return True
        at = text.find(thing, at + 1)
    return False


def _phones(phones: Sequence[str], jurisdiction: str | None) -> dict[str, str]:
    """Known numbers in international form, each with its country, where national forms of it are read."""
    told = [country for phone in phones if (country := country_of(phone, ()))]
    nearest = [jurisdiction] if jurisdiction else []
    regions = tuple(dict.fromkeys((*nearest, *told, *_REGIONS)))
    known: dict[str, str] = {}
    for phone in phones:
        country = country_of(phone, regions) or regions[0]
        number = international(phone, country)
        if number:
            known[number] = country
    return known


def _is_page_of(url: str, person: tuple[str, ...]) -> bool:
    """Whether a page bears a person's given and family name, apart or glued together, and nobody else's."""
    host, _, path = (fold(url).partition("//")[2] or fold(url)).partition("/")
    names = [part for part in person if len(part) > 1]
    if len(names) < 2:
        return False
    words = [word for word in _words_of_page(f"{host}/{path}") if len(word) > 1]
    ways = ("".join(names), names[0] + names[-1], names[-1] + names[0])
    glued = next((one for one in ways if one in "".join(words)), None)
    if not set(names) <= set(words) and glued is None:
        return False
    rest = {word.replace(glued, "") if glued else word for word in words} - {*names, ""} - _OF_PAGES
    hosts = set(_words_of_page(host))
    if hosts.isdisjoint(names) and not (glued and glued in "".join(_words_of_page(host))):
        rest -= {word for word in hosts if not load_lexicon().is_plainly_given(word)}  # a network
    return all(_names_nobody(word) for word in rest)


def _words_of_page(address: str) -> list[str]:
    """The words of an address, without what holds a digit ("12ab") unless a name precedes it ("pauldurand75")."""
    words = "".join(one if one.isalnum() else " " for one in address).split()
    return [word.rstrip("0123456789") for word in words if word.rstrip("0123456789").isalpha()]


def _names_nobody(word: str) -> bool:
    lexicon = load_lexicon()
    known = word in lexicon.company or lexicon.is_word(word, "fr")
    return (known or lexicon.is_word(word, "en")) and not lexicon.is_name(word)


def _names_of(name: str | None, email: str | None) -> Known:
    """The parts of a person's name, with those that only their own address tells.

    Of somebody known only by an address such as p.lemaire@exemple.fr, every given name that the initial fits may
    stay: nothing else tells Paul Lemaire from Pierre Lemaire, and the one written to is the likelier.
    """
    parts = tuple(part for part in name_parts(name or "") if part not in _MARRIED)
    if not email or _is_role(email):
        return Known(parts, _compound(name or ""))
    if parts:
        return Known((*parts, *_added_by_address(parts, email)), _compound(name or ""))
    return Known(_parts_of_address(email), _compound(_local(email)))


def _compound(name: str) -> tuple[str, ...]:
    """The parts of a hyphenated given name: of "Jean-Pierre Martin", but not of "Claire Martin-Thomas"."""
    lexicon = load_lexicon()
    words = "".join(one if one.isalpha() or one == "-" else " " for one in fold(name)).split()
    words = [word for word in words if word not in CIVILITIES]
    for at, word in enumerate(words):
        halves = tuple(part for part in word.split("-") if part)
        if len(halves) > 1 and (at == 0 or halves[0] in _FIRST_OF_TWO) and all(map(lexicon.is_given, halves)):
            return halves
    return ()


def _added_by_address(parts: tuple[str, ...], email: str) -> list[str]:
    """A nickname or another family name in a person's address; another given name is somebody else's."""
    spelled = name_parts(_local(email))
    own = any(one in parts or any(_stands_for(one, part) for part in parts) for one in spelled)
    lexicon = load_lexicon()
    return [
        one
        for one in spelled
        if one not in parts
        and len(one) >= _SHORTEST_PART
        and (own or len(spelled) == 1)
        and not lexicon.is_given(one)
        and one not in _glued(parts)
    ]


def _glued(parts: Sequence[str]) -> set[str]:
    """What an address without separators makes of a name: cmartin, clairem, martinc, clairemartin."""
    first, last = parts[0], parts[-1]
    return {first + last, last + first, first[0] + last, last + first[0], first + last[0]}


def _spells(local: str, written: Sequence[str]) -> bool:
    """Whether the address of somebody whose name is unknown spells a name without separators."""
    whole = [part for part in written if part not in PARTICLES]
    if not whole:
        return False
    if len(whole) == 1:
        return len(whole[0]) > _SHORTEST_PART and whole[0] in (local, local[1:], local[:-1])
    return local in _glued(whole)


def _parts_of_address(email: str) -> tuple[str, ...]:
    """The names that an address spells, for a recipient whose name is unknown."""
    lexicon = load_lexicon()
    parts = tuple(part for part in name_parts(_local(email)) if part not in PARTICLES)
    whole = [part for part in parts if len(part) >= _SHORTEST_PART]
    if not whole or (len(parts) == 1 and not lexicon.is_given(parts[0])):
        return ()
    return parts


def _is_role(email: str) -> bool:
    return is_role_mailbox(email.strip().lower())


def _local(email: str) -> str:
    return mailbox(email).partition("@")[0]


def _letters(text: str) -> str:
    return "".join(one for one in fold(text) if one.isalpha())
