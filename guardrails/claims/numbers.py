"""Numbers in a folded text: digits in every usual grouping, words in French and English, ranges."""

from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from text_to_num import text2num  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from guardrails.claims.values import Exactness
from guardrails.draft import Language
from guardrails.patterns import any_of, compile_pattern

_MAX_DIGITS = 15
_ROUND_GROUP, _WORD_GROUP = 3, 4
_WIDEST = 20
"""A range whose end is more than twenty times its start is two numbers side by side."""
_DIGITS = r"\b(\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?)(?:\b|[a-z])|\b(\d+(?:[.,]\d+)?)"
_FR = (
    "un|une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingts?|trente"
    "|quarante|cinquante|soixante|septante|huitante|nonante|cents?|mille|millions?|milliards?"
)
_EN = (
    "one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    "|eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety"
)
_EN_SCALE = "hundred|thousand|million|billion"
_EN_ITEM = rf"(?:{_EN_SCALE})(?: and (?:{_EN}))?|(?:{_EN})"
_WORDS: dict[Language, str] = {
    "fr": rf"\b(?:{_FR})(?:[ -](?:{_FR})|[ -]et[ -](?:un|une|onze))*\b",
    "en": rf"\b(?:a )?(?:{_EN_ITEM})(?:[ -](?:{_EN_ITEM}))*(?: and a half)?\b",
}
_ROUND = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000, "dozen": 12,
}  # fmt: skip
_ROUNDLY = rf"\b(?:une |un |a )({'|'.join(_ROUND)})\b(?: de\b)?"
_NUMBER = {language: compile_pattern(f"{_DIGITS}|{_ROUNDLY}|({words})") for language, words in _WORDS.items()}
_SCALES = {
    "k": 1_000, "mille": 1_000, "thousand": 1_000, "milliers": 1_000, "million": 1_000_000, "millions": 1_000_000,
    "milliard": 1_000_000_000, "milliards": 1_000_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
}  # fmt: skip
_SCALE = compile_pattern(r"(k|bn)\b| ?(mille|thousand|millions?|milliards?|billion|milliers)\b")
_MEANT = compile_pattern(
    r"\b(?:(environ|autour d[eu]|aux alentours d[eu]|aux environs d[eu]|pres d[eu']|a peu pres|quelque"
    r"|approximativement|about|around|roughly|approximately|approx\.?|nearly|almost|circa|some|env\.)(?: les)?"
    r"|(plus d[eu']|au moins|au minimum|over|more than|at least|upwards of|minimum(?: de| of)?)"
    r"|(moins d[eu']|au maximum|au plus|under|less than|fewer than|no more than|at most|below|maximum(?: de| of)?)"
    r") *$|([~≈]) *$"
)
_ABOUT_AFTER = compile_pattern(r" (?:environ|or so|approximativement)\b")
_BETWEEN = compile_pattern(r"\b(?:entre|between|from|de) *$")


@dataclass(frozen=True, slots=True)
class Number:
    """A number, or a range of numbers, and where it stands in the folded text."""

    start: int
    end: int
    low: Decimal
    high: Decimal | None = None
    in_words: bool = False
    exactness: Exactness = Exactness.EXACT


def to_decimal(digits: str) -> Decimal:
    """The value of digits grouped in any usual way: "1 200", "1.200,00", "1,200.00", "1'200", "4,8".

    A single separator before exactly three digits groups thousands, unless a zero stands before it.
    """
    digits = digits.replace(" ", "").replace("'", "")
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return Decimal(digits)
    whole, fraction = digits[:last].replace(".", "").replace(",", ""), digits[last + 1 :]
    mixed = "." in digits and "," in digits
    grouped = not mixed and (
        digits.count(digits[last]) > 1 or (len(fraction) == 3 and 0 < len(whole) <= 3 and whole != "0")
    )
    return Decimal(whole + fraction) if grouped else Decimal(f"{whole}.{fraction}")


def find_numbers(folded: str, language: Language) -> list[Number]:
    """All numbers of a folded text, in order."""
    found: list[Number] = []
    for match in _NUMBER[language].finditer(folded):
        group = next(index for index in (1, 2, 3, 4) if match.start(index) >= 0)
        if group == _ROUND_GROUP:
            found.append(Number(*match.span(), Decimal(_ROUND[match.group(group)]), exactness=Exactness.ABOUT))
            continue
        start, end = match.span(group)
        low = _in_words(match.group(), language) if group == _WORD_GROUP else _in_digits(match.group(group))
        if low is None:
            continue
        scale = _SCALE.match(folded[end : end + 12])
        if scale and group != _WORD_GROUP:
            low *= _SCALES[(scale.group(1) or scale.group(2))]
            end += scale.end()
        found.append(Number(start, end, low, in_words=group == _WORD_GROUP))
    return found


def _in_digits(digits: str) -> Decimal | None:
    """The number; one that is longer than any fact's stands for a number that no fact can bear out."""
    return to_decimal(digits) if sum(one.isdigit() for one in digits) <= _MAX_DIGITS else Decimal(10) ** _MAX_DIGITS


def _in_words(words: str, language: Language) -> Decimal | None:
    half = words.endswith(" and a half")
    words = words.removesuffix(" and a half").removeprefix("a ")
    if words.split(" ", 1)[0] in _SCALES or words.startswith("hundred"):
        words = words if language == "fr" else f"one {words}"
    try:
        value = Decimal(cast(int, text2num(words, language)))
    except ValueError:  # "deux quatre" is no number; the words are then ordinary words
        return None
    return value + Decimal("0.5") if half else value


def join_ranges(folded: str, numbers: list[Number]) -> list[Number]:
    """Numbers with the ends of ranges put together ("5 à 7"), and with how each one is meant."""
    merged: list[Number] = []
    for number in numbers:
        last = merged[-1] if merged else None
        if last and last.high is None and last.low < number.low <= last.low * _WIDEST and _joins(folded, last, number):
            merged[-1] = replace(last, end=number.end, high=number.low)
        else:
            merged.append(number)
    return [_meant(folded, one) for one in merged]


def _joins(folded: str, first: Number, second: Number) -> bool:
    gap = folded[first.end : second.start]
    if gap in (" a ", "-", " - ", " to "):
        return not (first.in_words and gap == "-")
    return gap in (" et ", " and ") and _BETWEEN.search(folded[max(0, first.start - 10) : first.start]) is not None


def _meant(folded: str, number: Number) -> Number:
    if number.exactness is not Exactness.EXACT:
        return number
    left = folded[max(0, number.start - 24) : number.start].rstrip("€$£ ") + " "
    said = _MEANT.search(left)
    if (said and (said.group(1) or said.group(4))) or _ABOUT_AFTER.match(folded[number.end : number.end + 18]):
        return replace(number, exactness=Exactness.ABOUT)
    if (said and said.group(2)) or folded[number.end : number.end + 1] == "+":
        return replace(number, exactness=Exactness.AT_LEAST)
    return replace(number, exactness=Exactness.AT_MOST) if said else number


ANY_WORD = any_of([_FR, _EN, _EN_SCALE])
"""Every number word of both languages, for patterns."""
