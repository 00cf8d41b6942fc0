"""Telephone numbers spelled out, as people dictate them: "zéro six douze trente-quatre", "oh seven double nine"."""

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.patterns import compile_pattern

_UNITS = {
    "zero": 0, "zeros": 0, "oh": 0, "o": 0, "nil": 0, "nought": 0, "naught": 0,
    "un": 1, "une": 1, "one": 1, "deux": 2, "two": 2, "trois": 3, "three": 3, "quatre": 4, "quatres": 4, "four": 4,
    "cinq": 5, "five": 5, "six": 6, "sept": 7, "set": 7, "seven": 7, "huit": 8, "eight": 8, "neuf": 9, "nine": 9,
}  # fmt: skip
_TEENS = {
    "dix": 10, "ten": 10, "onze": 11, "eleven": 11, "douze": 12, "twelve": 12, "treize": 13, "thirteen": 13,
    "quatorze": 14, "fourteen": 14, "quinze": 15, "fifteen": 15, "seize": 16, "sixteen": 16, "dixsept": 17,
    "seventeen": 17, "dixhuit": 18, "eighteen": 18, "dixneuf": 19, "nineteen": 19,
}  # fmt: skip
_TENS = {
    "vingt": 20, "vingts": 20, "twenty": 20, "trente": 30, "thirty": 30, "quarante": 40, "forty": 40, "fourty": 40,
    "cinquante": 50, "cinquente": 50, "fifty": 50, "soixante": 60, "sixty": 60, "septante": 70, "seventy": 70,
    "huitante": 80, "octante": 80, "quatrevingt": 80, "quatrevingts": 80, "eighty": 80, "nonante": 90, "ninety": 90,
}  # fmt: skip
_VALUES = _UNITS | _TEENS | _TENS
_HUNDREDS = frozenset(["cent", "cents", "hundred"])
_REPEATS = {"double": 2, "triple": 3, "treble": 3}
_WORDS = "|".join((*_VALUES, *_HUNDREDS, *_REPEATS))
_TOKEN = rf"(?:{_WORDS}|\d{{1,4}})"
_FILLER = r"(?:puis|ensuite|then|dash|tiret|espace|space|euh|point|dot|et)"
_GAP = rf"[ ,.;\-/\n]{{1,3}}(?:{_FILLER}[ ,.\-]{{1,2}})?"
_DICTATED = compile_pattern(rf"\b(?:plus[ ,\-]{{1,2}})?{_TOKEN}(?:{_GAP}{_TOKEN}){{4,28}}\b")
_PIECE = compile_pattern(rf"\b(?:plus|et|{_WORDS}|\d{{1,4}})\b")
_COUNTING = "01234567890123456789"
_FEWEST, _MOST, _WITHOUT_ZERO = 7, 15, 9


class _Piece(NamedTuple):
    """A word or a group of digits of a dictated number, with what separates it from the one before."""

    start: int
    end: int
    word: str
    joined: bool


def spelled_numbers(text: str) -> Iterator[tuple[int, int, bool]]:
    """Spans of the telephone numbers that a folded text spells out, and whether they need no label."""
    for match in _DICTATED.finditer(text):
        start, end = match.span()
        words = match.group()
        if words == words.upper():
            continue  # digits alone
        line = text.rfind("\n", start, end)
        span = None
        if line > 0 and text[line + 1].isdigit():  # the next line may start with a number of its own
            span = _number(list(_pieces(text, start, line)))
        pieces = list(_pieces(text, start, end))
        span = span or _number(pieces)
        if span is not None:
            yield *span, True
        elif _lacks_zero(pieces):
            yield pieces[0].start, pieces[-1].end, False


def _pieces(text: str, start: int, end: int) -> Iterator[_Piece]:
    last = start
    for match in _PIECE.finditer(text[start:end]):
        first, after = start + match.start(), start + match.end()
        yield _Piece(first, after, match.group(), text[last:first] in (" ", "-"))
        last = after


def _number(pieces: list[_Piece]) -> tuple[int, int] | None:
    """Where a number starts and ends among the pieces, if they hold one."""
    digits = _digits_of(pieces)
    single = sum(one.word in _UNITS or one.word in _REPEATS for one in pieces)
    if not digits.startswith("0") and single >= _FEWEST - 1 and len(digits) in (7, 10, 11):
        return None if digits[:_FEWEST] in _COUNTING else (pieces[0].start, pieces[-1].end)
    for first in range(min(4, len(pieces))):
        if pieces[first].word == "plus" or _digits_of(pieces[first : first + 2]).startswith("0"):
            return _ended(pieces[first:])
    return None


def _lacks_zero(pieces: list[_Piece]) -> bool:
    """Whether it is a French mobile number without its zero: "six douze trente-quatre cinquante-six …"."""
    digits = _digits_of(pieces)
    return len(digits) == _WITHOUT_ZERO and digits.startswith(("6", "7")) and digits[:_FEWEST] not in _COUNTING


def _ended(pieces: list[_Piece]) -> tuple[int, int] | None:
    """The span of a number that starts with the first piece; what is dictated after ten digits is another."""
    if sum(one.word.isalpha() for one in pieces) < 2:
        return None
    digits = _digits_of(pieces)
    if pieces[0].word != "plus" and not digits.startswith("00") and len(digits) > 12:
        at = next((n for n in range(3, len(pieces)) if len(_digits_of(pieces[:n])) >= 10), len(pieces))
        pieces, digits = pieces[:at], _digits_of(pieces[:at])
    if not _FEWEST + 1 <= len(digits) <= _MOST or digits[:_FEWEST] in _COUNTING:
        return None
    return pieces[0].start, pieces[-1].end


def _digits_of(pieces: list[_Piece]) -> str:
    """The digits as they would be dialled: "trente-quatre" is 34, "quatre-vingt-deux" 82, "double nine" 99."""
    groups: list[int | str] = []
    times = 1
    for word, joined in ((one.word, one.joined) for one in pieces):
        before = groups[-1] if groups and joined and isinstance(groups[-1], int) else None
        if word in _REPEATS:
            times = _REPEATS[word]
        elif word.isdigit():
            groups.append(word)
        elif word in _HUNDREDS:
            groups[-1:] = [before * 100 if before else 100]
        elif (value := _VALUES.get(word)) is not None:
            merged = _merged(before, value)
            if times > 1:
                groups.append(str(value) * times)
            elif merged is not None:
                groups[-1] = merged
            else:
                groups.append(value)
            times = 1
    return "".join(str(one) for one in groups)


def _merged(before: int | None, value: int) -> int | None:
    """One number out of two words that follow each other, if they are one: 60 and 12 are, 12 and 34 are not."""
    if not before or not value:
        return None
    if before == 4 and value == 20:
        return 80
    tens = before % 100
    joins = (
        tens == 0
        or (tens in (60, 80) and value < 20)
        or (tens > 10 and tens % 10 == 0 and value < 10)
        or (before == 10 and value in (7, 8, 9))
    )
    return before + value if joins else None
