"""What a number looks like, which label it has, and when that suffices to take it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from guardrails.patterns import Pattern, compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

NUMBER_SIGN = (
    r"(?:\W{0,3}(?:n[°o]?|no|nr|num|numero|number|#|is|est|:|=|de la|du|de|of|for|le|the|are|sont)){0,3}\W{0,5}"
)
"""What may stand between a label and its number, folded."""
_OTHER_THINGS = compile_pattern(
    r"(?:\b(?:commande|cde|cmd|facture|fact|avoir|ref|reference|article|art|item|part|sku|order|ord|invoice|inv|"
    r"credit note"
    r"|lot|serie|serial|tracking|suivi|colis|parcel|devis|quote|ticket|dossier|case|contrat|contract|version|"
    r"firmware|build"
    r"|ean|gencod|promo|code|transporteur|carrier|produit|product|modele|model|piece|bon de livraison|po)\b[\"']?"
    + NUMBER_SIGN
    + r"|[a-z]{1,5}[-/])$"
)


_HOLDER = r"(?: (?:de|du|of|for|d') ?[^\d:;\n]{2,30}?)?,?"
"""Whose number it is, between the label and the number."""


def names_something_else(reading: Reading, start: int) -> bool:
    """Whether the words before an offset say that a number is an order's, an article's, a version's, …"""
    return _OTHER_THINGS.search(reading.before(start, 34)) is not None


@dataclass(frozen=True)
class Shape:
    """One kind of number.

    Attributes:
        kind: as in ``pii.<kind>``.
        pattern: its shape in folded text.
        label: what precedes it when a person names it; None: never labelled.
        valid: check of the compact upper-case number.
        rare: the shape and the check together need no label.
        trusting: after a label the number is taken even when its check fails.
        reach: how far back the label may stand, in characters.
        checks: `valid` proves check digits, and not the length or the letters only.
    """

    kind: str
    pattern: str
    label: str | None
    valid: Callable[[str], bool]
    rare: bool = False
    trusting: bool = True
    reach: int = 40
    checks: bool = True
    compiled: Pattern = field(init=False, repr=False, compare=False)
    labelled: Pattern | None = field(init=False, repr=False, compare=False)
    mentioned: Pattern | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "compiled", compile_pattern(rf"\b(?:{self.pattern})\b"))
        label = compile_pattern(rf"(?:^|\W)(?:{self.label}){_HOLDER}{NUMBER_SIGN}$") if self.label else None
        object.__setattr__(self, "labelled", label)
        object.__setattr__(self, "mentioned", compile_pattern(self.label) if self.label and not self.rare else None)

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """The numbers of this shape in a text."""
        if self.mentioned is not None and self.mentioned.search(reading.folded) is None:
            return  # a number that counts after its label only, in a text without the label
        for match in self.compiled.finditer(reading.folded):
            start, end = match.span()
            if not has_digit(reading.folded[start:end]):
                continue
            compact = compacted(reading.folded[start:end])
            valid = self.valid(compact)
            if not valid and not (self.trusting and has_digits(compact, _FEWEST_DIGITS)):
                continue
            if self.labelled is not None and self.labelled.search(reading.before(start, self.reach)):
                sign = Sign.LABELLED_CHECKED if valid and self.checks else Sign.LABELLED
                yield Hit(self.kind, start, end, 0.99 if valid else 0.75, sign)
            elif valid and self.rare and not names_something_else(reading, start):
                yield Hit(self.kind, start, end, 0.9, Sign.CHECKED if self.checks else Sign.SHAPE)


_DIGITS = frozenset("0123456789")
_FEWEST_DIGITS = 4
"""A number whose check fails is still taken after its label, words after the label are not ("VAT. It covers the…")."""


def compacted(number: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(one for one in number if one.isalnum()).upper()


def has_digit(text: str) -> bool:
    """Whether a folded text holds a digit."""
    return not _DIGITS.isdisjoint(text)


def has_digits(number: str, least: int = 1) -> bool:
    """Whether a number has so many digits."""
    return sum(one.isdigit() for one in number) >= least
