"""Runs of digits that a telephone number may stand in, whatever separates the groups."""

from collections.abc import Callable, Iterator

from guardrails.patterns import Match, compile_pattern

RUN = compile_pattern(r"(?:\+ |[+(]{0,2})\d(?:[ .\-/()_]{0,3}\d){6,}")
_ODD_SIGNS = "*·|_[]•∙"
_SPACED = str.maketrans(dict.fromkeys(_ODD_SIGNS, " "))
_MOST_DIGITS = 15
_ODD = compile_pattern(r"[+(]?\b\d{2,5}\)?(?: ?[*·|_\[\]•∙]{1,2} ?\d{2,6}){1,4}\b\]?")

_MISTYPED = compile_pattern(r"\b[o0][1-9il](?:[ .\-]?[0-9oil]{2}){4}\b")
"""A French number in which letters may stand for digits: "O6 I2 34 56 78"."""
_LETTERS = frozenset("oil")
_TYPED = str.maketrans("oil", "011")


def typed(text: str, is_number: Callable[[int], bool]) -> str:
    """The text with digits for the letters of the mistyped numbers, as far as a number may stand at their offset."""

    def corrected(match: Match) -> str:
        number = match.group()
        meant = not _LETTERS.isdisjoint(number) and is_number(match.start())
        return number.translate(_TYPED) if meant else number

    return _MISTYPED.sub(corrected, text)


def levelled(text: str) -> str:
    """A text with spaces for odd signs between groups of digits: "07*84*06*01*55", "(089)[521][4311]"."""
    if not any(sign in text for sign in _ODD_SIGNS):
        return text

    def spaced(match: Match) -> str:
        number = match.group()
        whole = 9 <= len(digits_of(number)) <= _MOST_DIGITS and not text.startswith(tuple(_ODD_SIGNS), match.end())
        return number.translate(_SPACED) if whole else number

    return _ODD.sub(spaced, text)


def digits_of(number: str) -> str:
    """The digits alone."""
    return "".join(filter(str.isdigit, number))


def groups_of(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The groups of digits in a run, with the plus or the bracket that opens them; no pattern, there are many runs."""
    at = start
    while at < end:
        first = at
        while not text[at].isdigit():
            at += 1
        begin = at
        while at < end and text[at].isdigit():
            at += 1
        gap = text[first:begin]
        yield begin - (2 if gap.endswith("+ ") else min(2, len(gap) - len(gap.rstrip("+(")))), at
