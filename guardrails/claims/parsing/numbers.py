"""Numbers in a folded text: digits in every usual grouping, words in French and English, ranges."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import cast

from text_to_num import text2num  # pyright: ignore[reportMissingTypeStubs, reportUnknownVariableType]

from guardrails.claims.parsing.values import Exactness
from guardrails.draft import Language
from guardrails.patterns import Match, any_of, compile_pattern

_MAX_DIGITS = 15
_ROUND_GROUPS, _WORD_GROUP = (3, 5), 6
_WIDEST = 20
"""A range whose end is more than twenty times its start is two numbers side by side."""
_DIGITS = (
    r"\b(?:r|eur|usd|gbp|chf|zar)?(\d{1,3}(?:[ .,']\d{3})+(?:[.,]\d{1,2})?|\d{1,2}(?:,\d\d)+,\d{3})(?:\b|[a-z])"
    r"|\b(?:eur|usd|gbp|chf|zar)?(\d+(?:[.,]\d+)?)"
)
"""Thousands apart by a space, a mark or, in India, by twos ("18,50,000"); a currency may touch them."""
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
    "en": rf"\b(?:a )?(?:{_EN_ITEM})(?:[ -](?:{_EN_ITEM}))*(?: and (?:a half|a quarter|three quarters))?\b",
}
_ROUND = {
    "dizaine": 10, "douzaine": 12, "quinzaine": 15, "vingtaine": 20, "trentaine": 30, "quarantaine": 40,
    "cinquantaine": 50, "soixantaine": 60, "centaine": 100, "millier": 1_000, "dozen": 12, "demi-douzaine": 6,
    "half-dozen": 6, "half dozen": 6, "couple": 2, "score": 20,
}  # fmt: skip
_FULL = ("douzaine", "dozen", "couple")
"""Words that count exactly: a dozen eggs are twelve."""
_TIMES = {
    f"{word} ": value
    for value, words in enumerate(
        ("deux two", "trois three", "quatre four", "cinq five", "six", "sept seven", "huit eight", "neuf nine",
         "dix ten", "onze eleven", "douze twelve"), 2)
    for word in words.split()
}  # fmt: skip
_ROUNDLY = (
    rf"\b(?:half (?:a )?(dozen)|(?:une |un |a (?:good |full )?|({'|'.join(_TIMES)}))"
    rf"(?:bonne |petite )?({'|'.join(sorted(_ROUND, key=len, reverse=True))})s?)\b(?: de\b| d'| of\b)?"
)
_PARTS = {"half": "0.5", "demi": "0.5", "moitie": "0.5", "quarter": "0.25", "quart": "0.25", "third": "0.333333"}
_PART_OF = compile_pattern(
    r"\b(?:(?:an? |un )?(half|demi|quarter|quart)|(three|trois) (?:quarters?|quarts?))(?: an?| of an?| de| d'un)?[ -]"
    r"(thousand|million|billion|milliard)s?\b"
)
PARTED_UNITS = "tonne|ton|litre|liter|kilo|kg|metre|kilometre|mile|hectare|acre|pint|gallon"
"""What is parted by name: "un quart de tonne", "half a litre"."""
_PART_UNIT = compile_pattern(
    r"\b(?:(?:an? |une? )?(half|demi|quarter|quart)|(three|trois)[ -](?:quarters|quarts))"
    rf"(?: of)?(?: an?| d'une?| de| d'un)?[ -](?:{PARTED_UNITS})s?\b"
)
_NUMBER = {language: compile_pattern(f"{_DIGITS}|{_ROUNDLY}|({words})") for language, words in _WORDS.items()}
_SCALES = {
    "k": 1_000, "mille": 1_000, "thousand": 1_000, "milliers": 1_000, "million": 1_000_000, "millions": 1_000_000,
    "milliard": 1_000_000_000, "milliards": 1_000_000_000, "billion": 1_000_000_000, "bn": 1_000_000_000,
    "lakh": 100_000, "lakhs": 100_000, "lac": 100_000, "crore": 10_000_000, "crores": 10_000_000,
}  # fmt: skip
_SCALE = compile_pattern(r"(k|bn)\b| ?(mille|thousand|millions?|milliards?|billion|milliers|lakhs?|lac|crores?)\b")
_AND_PARTS = {"half": Decimal("0.5"), "quarter": Decimal("0.25"), "three quarters": Decimal("0.75")}
_AND_HALF = compile_pattern(r" (?:et demie?|and a half)\b")
_TEN, _HUNDRED = 10, 100
_ENDS_THERE = compile_pattern(r"[,.;:!?)\n]|$| (?:de|of|sur|par|by|et|and)\b")
_MEANT_REACH = 28
_MEANT = compile_pattern(
    r"\b(?:(environ|autour d[eu]|aux alentours d[eu]|aux environs d[eu]|pres d[eu']|a peu pres|quelque"
    r"|approximativement|(?:the )?guts of|(?:the )?best part of|about|around|roughly|approximately|approx\.?"
    r"|nearly|almost|circa|some|env\.|presque|bientot|approche(?:nt)?|frole(?:nt)?|avoisine(?:nt)?"
    r"|de l'ordre d[eu']|grosso modo|close to|in the region of|(?:un (?:tout petit )?(?:peu|poil|cheveu|chouia)"
    r"|legerement|a peine) (?:plus|moins) d[eu']|(?:just|slightly"
    r"|a (?:little|bit|shade|touch|hair|whisker|smidge|smidgen|tad|fraction|notch)|a little bit) (?:over|under"
    r"|more than|less than|above|below|short of)"
    r"|a peine(?: plus d[eu'])?)(?: les)?"
    r"|(plus d[eu']|au moins|au minimum|over|more than|at least|upwards of|in excess of|minimum(?: de| of)?"
    r"|au-dela de"
    r"|above|beyond|longer than|depasse(?:nt)?|exceeds?)"
    r"|((?:pas|jamais|never|not|no|guere)(?: [a-z]+)? (?:plus d[eu']|more than|over|above)|moins d[eu']"
    r"|au maximum|au plus|under|less than|fewer than|no more than|at most|below|maximum(?: de| of)?"
    r"|inside)"
    r") *$|([~≈]) *$"
)
_NEVER = compile_pattern(
    r"\b(?:pas|jamais|never|not|no|guere|n't|cannot)(?: [a-z]+){0,2} (?:plus|more|over|above|exceeds?"
    r"|depasse\w*|in)\b"
)
_ABOUT_AFTER = compile_pattern(
    r"(?: [a-z]+)?,? (?:environ|or so|and change|and a bit|et des poussieres|et quelques|approximativement"
    r"|a peu pres|roughly|approximately)\b"
)
_CURRENCY = compile_pattern(r"[ ]*(?:[€$£]|\b(?:chf|eur|gbp|usd|cad|aud|s?fr\.?))?[ ]*$")
_A_SUM = compile_pattern(r" ?(?:[€$£]|(?:eur(?:os?)?|francs?|chf|dollars?|balles?)\b)")
_BETWEEN = compile_pattern(r"\b(?:entre|between|from|de) *$")


def meaning_starts(folded: str, start: int) -> int:
    """Where the words begin that say how a number is meant: "près de 400"."""
    left = max(0, start - _MEANT_REACH)
    match = _MEANT.search(folded[left:start])
    return left + match.start() if match else start


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
    found = list(_scaled_parts(folded))
    parts, at = list(found), 0
    for match in _NUMBER[language].finditer(folded):
        while at < len(parts) and parts[at].end <= match.start():
            at += 1
        if at < len(parts) and parts[at].start < match.end():
            continue
        group = next(index for index in (1, 2, 3, 5, 6) if match.start(index) >= 0)
        if group in _ROUND_GROUPS:
            found.append(_round_number(match))
            continue
        start, end = match.span(group)
        low = _in_words(match.group(), language) if group == _WORD_GROUP else _in_digits(match.group(group))
        if low is None or (low == 1 and folded[end : end + 4] == " peu"):
            continue
        scale = _SCALE.match(folded[end : end + 12])
        if scale and (group != _WORD_GROUP or low != low.to_integral_value()):
            low *= _SCALES[(scale.group(1) or scale.group(2))]
            end += scale.end()
        if low >= 1_000 and (half := _AND_HALF.match(folded[end : end + 12])):
            low, end = low + Decimal(_half_of(low)), end + half.end()
        found.append(Number(start, end, low, in_words=group == _WORD_GROUP))
    return sorted(found, key=lambda one: one.start) if parts else found


def _half_of(number: Decimal) -> int:
    """Half of the scale a number ends on: "deux millions et demi"."""
    return 500_000_000 if number >= 10**9 else 500_000 if number >= 10**6 else 500


def _scaled_parts(folded: str) -> Iterator[Number]:
    """ "A quarter of a million", "un demi-million"."""
    for match in _PART_UNIT.finditer(folded):
        part = Decimal(_PARTS[match.group(1)]) if match.group(1) else Decimal("0.75")
        yield Number(match.start(), match.end() - len(match.group().replace("-", " ").split(" ")[-1]) - 1, part)
    for match in _PART_OF.finditer(folded):
        if folded[max(0, match.start() - 4) : match.start()] == "and ":
            continue  # "two and a half million"
        part = Decimal(_PARTS[match.group(1)]) if match.group(1) else Decimal("0.75")
        yield Number(*match.span(), part * _SCALES[match.group(3)])


def _round_number(match: Match) -> Number:
    """ "Une centaine", "half a dozen", "deux douzaines"."""
    if match.group(3):
        return Number(*match.span(), Decimal(6))
    word = match.group(5)
    value = Decimal(_ROUND[word]) * _TIMES.get(match.group(4) or "", 1)
    return Number(*match.span(), value, exactness=Exactness.EXACT if word in _FULL else Exactness.ABOUT)


def _in_digits(digits: str) -> Decimal | None:
    """The number; one that is longer than any fact's stands for a number that no fact can bear out."""
    return to_decimal(digits) if sum(one.isdigit() for one in digits) <= _MAX_DIGITS else Decimal(10) ** _MAX_DIGITS


def _in_words(words: str, language: Language) -> Decimal | None:
    words, _, part = words.partition(" and a ") if " and a " in words else words.partition(" and three quarters")
    part = "three quarters" if not part and _ else part
    words = words.removeprefix("a ")
    if words.split(" ", 1)[0] in _SCALES or words.startswith("hundred"):
        words = words if language == "fr" else f"one {words}"
    try:
        value = Decimal(cast(int, text2num(words, language)))
    except ValueError:  # "deux quatre" is no number; the words are then ordinary words
        return None
    return value + _AND_PARTS.get(part, Decimal(0))


def join_ranges(folded: str, numbers: list[Number]) -> list[Number]:
    """Numbers with the ends of ranges put together ("5 à 7"), and with how each one is meant."""
    merged: list[Number] = []
    for number in numbers:
        last = merged[-1] if merged else None
        if last and last.high is None and (decimals := _decimals(folded, last, number)) is not None:
            merged[-1] = replace(last, end=number.end, low=last.low + decimals)
        elif (
            last and last.high is None and last.low < number.low <= last.low * _WIDEST and _joins(folded, last, number)
        ):
            merged[-1] = replace(last, end=number.end, high=number.low)
        else:
            merged.append(number)
    return [meant(folded, one) for one in merged]


def _decimals(folded: str, whole: Number, part: Number) -> Decimal | None:
    """What a number adds that is read after the point or the unit: "five point two", "neuf mètres cinquante"."""
    gap = folded[whole.end : part.start]
    if part.low != part.low.to_integral_value() or not 0 <= part.low < _HUNDRED:
        return None
    if gap == " point " and whole.in_words:
        return part.low / (10 if part.low < _TEN else _HUNDRED)
    spoken = gap in (" metre ", " metres ") and part.in_words and part.low >= _TEN
    return part.low / _HUNDRED if spoken and _ENDS_THERE.match(folded[part.end : part.end + 12]) else None


def _joins(folded: str, first: Number, second: Number) -> bool:
    gap = folded[first.end : second.start]
    if gap == " a " and first.in_words and not second.in_words and _A_SUM.match(folded[second.end : second.end + 8]):
        return False  # "on en loue une à 8 €"
    if gap in (" a ", "-", " - ", " to "):
        return not (first.in_words and gap == "-")
    return gap in (" et ", " and ") and _BETWEEN.search(folded[max(0, first.start - 10) : first.start]) is not None


def meant(folded: str, number: Number) -> Number:
    """The number, exact or not as the words around it say."""
    left = _CURRENCY.sub("", folded[max(0, number.start - _MEANT_REACH) : number.start]) + " "
    said = _MEANT.search(left)
    if number.exactness is not Exactness.EXACT and not (said and (said.group(2) or said.group(3))):
        return number
    if (said and (said.group(1) or said.group(4))) or _ABOUT_AFTER.match(folded[number.end : number.end + 28]):
        return replace(number, exactness=Exactness.ABOUT)
    if said and said.group(2) and _NEVER.search(left):
        return replace(number, exactness=Exactness.AT_MOST)
    if (said and said.group(2)) or folded[number.end : number.end + 1] == "+":
        return replace(number, exactness=Exactness.AT_LEAST)
    return replace(number, exactness=Exactness.AT_MOST) if said else number


CLOCK_WORDS = (
    "une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|dix-sept|dix-huit"
    "|dix-neuf|vingt|vingt et une|vingt-deux|vingt-trois|one|two|three|four|five|seven|eight|nine|ten|eleven|twelve"
)
"""The hours of a clock in words, in both languages."""
ANY_WORD = any_of([_FR, _EN, _EN_SCALE])
"""Every number word of both languages, for patterns."""
