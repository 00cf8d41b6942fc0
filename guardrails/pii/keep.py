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
from guardrails.pii.detect import Entity
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.nicknames import is_short_for
from guardrails.pii.postal import address_parts, same_address
from guardrails.pii.recognisers.names.words import PARTICLES
from guardrails.pii.recognisers.numbers.shapes import compacted
from guardrails.pii.recognisers.online.emails import is_role_mailbox
from guardrails.pii.values import mailbox, name_parts, national_digits

_COMPANY_NUMBERS = frozenset({"siret", "siren", "vat", "iban", "bank_account"})
_MARRIED = frozenset({"nee", "ne", "born", "epouse", "epoux", "ep", "veuve", "vve"})
"""Between the names of one person: "Claire Martin née Dupont"."""
_SHORTEST_PART = 3
_TWO_INITIALS = 2
_SHORTEST_ACCOUNT = 8


def same_person(written: Sequence[str], known: Sequence[str]) -> bool:
    """Whether a name as written can be that of a known person.

    Every part must be one of the known parts, the initial or a short form of one, each used once, and one whole part
    at least, particles aside, must be there.
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
    return whole


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


@dataclass(frozen=True)
class Acquaintances:
    """What is known of the people and companies that a message is between."""

    people: tuple[tuple[str, ...], ...]
    emails: frozenset[str]
    phones: frozenset[str]
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
        numbers = [number for one in (*everyone, *houses, *((sender,) if sender else ())) for number in one.identifiers]
        addresses = [sender.address if sender else None, *(house.address for house in houses)]
        things = [
            sender.organisation if sender else None,
            *(house.name for house in houses),
            *(fact.subject for fact in context.facts),
        ]
        people = [_names_of(one.name, one.email) for one in parties] + [name_parts(name) for name in mentionable]
        return cls(
            people=tuple(dict.fromkeys(parts for parts in people if parts)),
            emails=frozenset(mailbox(one.email) for one in parties if one.email),
            phones=frozenset(digits for one in parties if one.phone and (digits := national_digits(one.phone))),
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
            return self._knows(entity.text) or self._is_thing(entity, text)
        if entity.kind == "email":
            return mailbox(entity.text) in self.emails
        if entity.kind == "phone":
            return national_digits(entity.text) in self.phones
        if entity.kind == "address":
            parts = address_parts(entity.text)
            return any(same_address(parts, known) for known in self.addresses)
        if entity.kind == "url":
            path = [part for part in name_parts(entity.text.partition("//")[2] or entity.text) if len(part) > 1]
            return any(_named_after(path, person) for person in self.people)
        return compacted(fold(entity.text)) in self.numbers or (
            entity.kind in _COMPANY_NUMBERS and self._lists(entity.kind, compacted(fold(entity.text)))
        )

    def _knows(self, name: str) -> bool:
        written = name_parts(name)
        return any(same_person(written, person) for person in self.people) or any(
            _spells(local, written) for local in self.mailboxes_of_nobody
        )

    def _is_thing(self, entity: Entity, text: str) -> bool:
        """Whether a name is only part of the name of the sender's company or of a product in the facts."""
        around = fold(text[max(0, entity.start - 60) : entity.end + 60])
        name = fold(entity.text)
        return any(name in thing and thing in around for thing in self._folded_things)

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


def _named_after(path: Sequence[str], person: tuple[str, ...]) -> bool:
    """Whether a page bears a person's given and family name, apart or glued together."""
    names = [part for part in person if len(part) > 1]
    if len(names) < 2:
        return False
    glued = "".join(path)
    return set(names) <= set(path) or names[0] + names[-1] in glued or names[-1] + names[0] in glued


def _names_of(name: str | None, email: str | None) -> tuple[str, ...]:
    """The parts of a person's name, with those that only their own address tells."""
    parts = tuple(part for part in name_parts(name or "") if part not in _MARRIED)
    if not email or _is_role(email):
        return parts
    return (*parts, *_added_by_address(parts, email)) if parts else _parts_of_address(email)


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
