"""Payment cards: a number of a network, whose Luhn digit is right, that nothing around it calls a parcel's."""

from collections.abc import Iterator

from stdnum import ean, luhn
from stdnum.fr import siret

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading
from guardrails.pii.recognisers.numbers.leads import leading
from guardrails.pii.recognisers.numbers.shape_search import Shapes
from guardrails.pii.recognisers.numbers.shapes import (
    OTHER_THINGS,
    compacted,
    is_something_else,
    label_after,
    label_before,
)
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_CARD = compile_pattern(
    r"\b(?:\d{4}(?:[ .\-/_]{1,3}\d{4}){3}(?:[ .\-/_]{1,3}\d{1,3})?|\d{4}[ .\-/]{1,3}\d{6}[ .\-/]{1,3}\d{4,5}|"
    r"\d{4}(?: \d{4}){2}(?: \d{1,3})?|\d{12,19})\b"
)
_WORDS = (
    r"carte(?: (?:bleue|bancaire|visa|mastercard|de credit|de debit|de paiement))?|cb|"
    r"(?:credit |debit |bank |payment )?card|cc|pan|visa|master ?card|maestro|amex|american express|"
    r"diners(?: club)?|discover|jcb|union ?pay"
)
_LABEL_BEFORE = label_before(_WORDS)
_LABEL_AFTER = label_after(_WORDS)
_MENTION = compile_pattern(
    rf"\b(?:{_WORDS})s?\b|\b(?:debit|prelev|pay|charg|rembours|refund|regl|expir|cvv|cvc|crypto)"
)
_NETWORKS: tuple[tuple[int, int, tuple[int, ...]], ...] = (
    (1800, 1800, (15,)),
    (2131, 2131, (15,)),
    (2200, 2204, (16, 17, 18, 19)),
    (2221, 2720, (16,)),
    (3000, 3059, (14, 16)),
    (3095, 3095, (14, 16)),
    (3400, 3499, (15,)),
    (3500, 3599, (16, 17, 18, 19)),
    (3600, 3699, (14, 16)),
    (3700, 3799, (15,)),
    (3800, 3999, (14, 16)),
    (4000, 4999, (13, 16, 19)),
    (5000, 5099, (16, 18, 19)),
    (5100, 5599, (16,)),
    (5600, 5899, (16, 18, 19)),
    (6000, 6999, (16, 18, 19)),
    (8100, 8299, (16,)),
    (9792, 9792, (16,)),
)
"""First four digits and lengths by network (ISO/IEC 7812 ranges as the networks publish them); a Maestro card of
another length counts where the words speak of a card."""


def cards(reading: Reading, shapes: Shapes) -> Iterator[Hit]:
    """The card numbers of a text; `shapes` are the other numbers, whose labels exclude a card."""
    for match in _CARD.finditer(reading.folded):
        start, end = match.span()
        for last in _ends(reading.folded, start, end):
            number = compacted(reading.folded[start:last])
            if _may_be_card(number):
                yield from _checked(reading, start, last, number, shapes)
                break
            if _of_network(number) and len(number) in (15, 16) and _is_labelled(reading, start, last, shapes):
                yield Hit("card", start, last, 0.9, Sign.LABELLED)  # a wrong digit
                break


def _checked(reading: Reading, start: int, end: int, number: str, shapes: Shapes) -> Iterator[Hit]:
    if _is_labelled(reading, start, end, shapes):
        yield Hit("card", start, end, 0.99, Sign.LABELLED_CHECKED)
    elif _shows_itself(reading, start, end, number, shapes):
        yield Hit("card", start, end, 0.9, Sign.CHECKED)


def _ends(text: str, start: int, end: int) -> Iterator[int]:
    """Where the number may end: a last group may be the code on the back."""
    yield end
    last = max(text.rfind(one, start, end) for one in " .-/_")
    if last > start:
        yield next(at + 1 for at in range(last, start, -1) if text[at].isdigit())


def _may_be_card(number: str) -> bool:
    return 12 <= len(number) <= 19 and luhn.is_valid(number) and len(set(number)) > 1


def _is_labelled(reading: Reading, start: int, end: int, shapes: Shapes) -> bool:
    match = _LABEL_BEFORE.search(leading(reading, start)) or _LABEL_BEFORE.search(f"{heading(reading, start)} ")
    if match and not OTHER_THINGS.search(match.group(1)):
        return not shapes.announce_other("card", reading, start)
    return _LABEL_AFTER.search(reading.after(end)) is not None


def _shows_itself(reading: Reading, start: int, end: int, number: str, shapes: Shapes) -> bool:
    """Whether an unlabelled number is a card's: written as one, or of a network with no other meaning at hand."""
    if is_something_else(reading, start, end) or shapes.announce_other("card", reading, start):
        return False
    grouped = end - start > len(number)
    speaks_of_card = _speaks_of_card(reading, start, end)
    if not _of_network(number):
        return speaks_of_card is True and number[0] in "03456"
    if speaks_of_card is not None:
        return speaks_of_card or grouped
    return grouped or not (ean.is_valid(number) or siret.is_valid(number))


def _of_network(number: str) -> bool:
    prefix = int(number[:4])
    return any(first <= prefix <= last and len(number) in lengths for first, last, lengths in _NETWORKS)


def _speaks_of_card(reading: Reading, start: int, end: int) -> bool | None:
    """Whether the nearest word that says what the line numbers is a card's (True), a parcel's (False), or none is."""
    before = reading.before(start, 90)
    card = max((one.start() for one in _MENTION.finditer(before)), default=-1)
    other = max((one.start() for one in OTHER_THINGS.finditer(before)), default=-1)
    if card != other:
        return card > other
    after = reading.after(end, 40)
    return True if _MENTION.search(after) else False if OTHER_THINGS.search(after) else None
