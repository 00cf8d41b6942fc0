"""Whose data may stay: the people written to, the sender, those who may be mentioned, a company's public numbers.

Names are compared through the ways they are written: family name alone, capitals, initials, the first name of the
mail; telephone numbers in national and international form; numbers without their separators.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from guardrails.draft import Context
from guardrails.folding import fold
from guardrails.packs.pack import Company
from guardrails.pii.detect import Entity
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.recognisers.emails import plain_address
from guardrails.pii.recognisers.name_words import CIVILITIES, PARTICLES
from guardrails.pii.recognisers.shapes import compacted

_COMPANY_NUMBERS = frozenset({"siret", "siren", "vat", "iban", "bank_account"})


def name_parts(name: str) -> tuple[str, ...]:
    """The folded parts of a name, without civility: "Mme Claire MARTIN-DUVAL" gives claire, martin, duval."""
    letters = "".join(one if one.isalpha() else " " for one in fold(name))
    return tuple(part for part in letters.split() if part not in CIVILITIES or len(letters.split()) == 1)


def same_person(written: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a name as written can be that of a known person.

    Every part must be one of the known parts or the initial of one, each used once, and one whole part at least,
    particles aside, must be there.
    """
    left = list(known)
    whole = False
    for part in written:
        if part in left:
            left.remove(part)
            whole = whole or part not in PARTICLES
            continue
        initial = next((one for one in left if len(part) == 1 and one.startswith(part)), None)
        if initial is None:
            return False
        left.remove(initial)
    return whole


@dataclass(frozen=True)
class Acquaintances:
    """What is known of the people and companies that a message is between."""

    people: tuple[tuple[str, ...], ...]
    emails: frozenset[str]
    phones: frozenset[str]
    numbers: frozenset[str]
    addresses: tuple[frozenset[str], ...]
    things: tuple[str, ...]

    @classmethod
    def of(cls, context: Context, companies: Iterable[Company] = ()) -> "Acquaintances":
        """Gather them from a context and the company packs."""
        houses = tuple(companies)
        sender, everyone = context.sender, context.everyone
        names = [one.name for one in everyone] + [sender.name if sender else None] + list(context.mentionable)
        names += [name for house in houses for name in house.mentionable]
        emails = [one.email for one in everyone] + [sender.email if sender else None]
        phones = [one.phone for one in everyone] + [sender.phone if sender else None]
        numbers = [number for one in (*everyone, *houses, *((sender,) if sender else ())) for number in one.identifiers]
        addresses = [sender.address if sender else None, *(house.address for house in houses)]
        things = [
            sender.organisation if sender else None,
            *(house.name for house in houses),
            *(fact.subject for fact in context.facts),
        ]
        people = [parts for name in names if name and (parts := name_parts(name))]
        people += [parts for one in everyone if not one.name and one.email and (parts := _parts_of_address(one.email))]
        return cls(
            people=tuple(people),
            emails=frozenset(email.strip().lower() for email in emails if email),
            phones=frozenset(significant_digits(phone) for phone in phones if phone),
            numbers=frozenset(compacted(number) for number in numbers),
            addresses=tuple(frozenset(_address_parts(address)) for address in addresses if address),
            things=tuple(dict.fromkeys(thing for thing in things if thing)),
        )

    def may_stay(self, entity: Entity, text: str) -> bool:
        """Whether an entity of a kind that can stay belongs to somebody known here."""
        if entity.kind == "person":
            return self._knows(entity.text) or self._is_thing(entity, text)
        if entity.kind == "email":
            return plain_address(entity.text) in self.emails
        if entity.kind == "phone":
            return significant_digits(entity.text) in self.phones
        if entity.kind == "address":
            parts = set(_address_parts(entity.text))
            return any(parts <= known for known in self.addresses)
        if entity.kind == "url":
            path = [part for part in name_parts(entity.text.partition("//")[2] or entity.text) if len(part) > 1]
            return any(len(person) > 1 and set(person) <= set(path) for person in self.people)
        return compacted(entity.text) in self.numbers or (entity.kind in _COMPANY_NUMBERS and self._lists(entity))

    def _knows(self, name: str) -> bool:
        written = name_parts(name)
        return any(same_person(written, person) for person in self.people)

    def _is_thing(self, entity: Entity, text: str) -> bool:
        """Whether a name is only part of the name of the sender's company or of a product in the facts."""
        around = fold(text[max(0, entity.start - 60) : entity.end + 60])
        name = fold(entity.text)
        return any(name in thing and thing in around for thing in self._folded_things)

    @cached_property
    def _folded_things(self) -> tuple[str, ...]:
        # A catalogue holds hundreds of products, and few mails hold a name that is of nobody known.
        return tuple(dict.fromkeys(map(fold, self.things)))

    def _lists(self, entity: Entity) -> bool:
        """Whether a company number follows from a listed one: SIREN from SIRET, French VAT from SIREN."""
        number = compacted(entity.text)
        core = number[-9:] if entity.kind == "vat" else number[:9]
        return entity.kind in ("siren", "siret", "vat") and any(
            core in (known[:9], known[-9:]) and known[-9:].isdigit() and (entity.kind != "siret" or len(known) != 14)
            for known in self.numbers
        )


def significant_digits(phone: str) -> str:
    """The digits of a telephone number that national and international forms share: the last nine."""
    digits = "".join(one for one in phone if one.isdigit())
    return digits[-9:]


def _parts_of_address(email: str) -> tuple[str, ...]:
    """The names that an address spells, for a recipient whose name is unknown."""
    lexicon = load_lexicon()
    parts = tuple(part for part in name_parts(email.partition("@")[0]) if len(part) > 2)
    return parts if len(parts) > 1 or any(lexicon.is_given(part) for part in parts) else ()


def _address_parts(address: str) -> list[str]:
    return "".join(one if one.isalnum() else " " for one in fold(address)).split()
