"""Identity, company and bank numbers: found by shape, told apart by checksum and by the words around them.

Checksums come from python-stdnum. A number that carries a check digit is taken without a label only when its
shape is rare; one that fails its check is still taken after a clear label, because a mistyped number is personal too.
"""

from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.bank_pairs import bank_pairs
from guardrails.pii.recognisers.numbers.banking import ACCOUNTS, ibans
from guardrails.pii.recognisers.numbers.cards import cards
from guardrails.pii.recognisers.numbers.companies import COMPANIES
from guardrails.pii.recognisers.numbers.documents import DOCUMENTS, licences, machine_lines
from guardrails.pii.recognisers.numbers.people import PEOPLE, payroll_numbers
from guardrails.pii.recognisers.numbers.shape_search import Shapes
from guardrails.pii.recognisers.numbers.shapes import has_digit
from guardrails.pii.recognisers.numbers.wrapping import unwrapped
from guardrails.pii.recognisers.recogniser import Hit, Recogniser

_WRAPPED = frozenset(["card", "nir", "ssn", "nhs", "siren", "siret"])
"""What is looked for over a line break too: long figures, in groups."""
_LONGEST_CARD = 16
"""Digits; what follows them on the next line is another number."""
_SHAPES = Shapes([*PEOPLE, *COMPANIES, *DOCUMENTS, *ACCOUNTS])


class IdentifierRecogniser(Recogniser):
    """Numbers that name a person, a company or an account."""

    kinds = tuple(dict.fromkeys(["iban", "card", *(shape.kind for shape in _SHAPES.shapes)]))

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Every shape in turn, then what has rules of its own."""
        if not has_digit(reading.folded):
            return
        yield from _SHAPES.hits(reading)
        yield from cards(reading, _SHAPES)
        yield from _wrapped(reading)
        yield from ibans(reading)
        yield from bank_pairs(reading)
        yield from machine_lines(reading)
        yield from licences(reading)
        yield from payroll_numbers(reading)


def _wrapped(reading: Reading) -> Iterator[Hit]:
    """The numbers that a line break parts."""
    joined = unwrapped(reading)
    if joined is None:
        return
    hits = [*_SHAPES.hits(joined.reading), *cards(joined.reading, _SHAPES)]
    for hit, _ in joined.rejoined(one for one in hits if one.kind in _WRAPPED):
        digits = sum(one.isdigit() for one in reading.folded[hit.start : hit.end])
        if hit.kind != "card" or digits <= _LONGEST_CARD:
            yield hit
