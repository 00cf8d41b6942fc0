"""Telephone numbers, in digits and spelled out in words."""

from collections.abc import Iterable, Iterator
from functools import lru_cache

from phonenumbers import NumberParseException, PhoneNumber, is_possible_number, is_valid_number, parse
from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.recognisers.shapes import NUMBER_SIGN, names_something_else
from guardrails.pii.signs import Sign

_REGIONS = {"fr": ("FR", "BE", "CH", "GB"), "en": ("GB", "US", "IE", "FR")}
_PHONE = compile_pattern(r"(?:\+|\(\+?)?\d(?:[ .\-/()_]{0,3}\d){7,16}")
_PHONE_LABEL = compile_pattern(
    rf"(?:^|\W)(?:tel|telephone|phone|mobile|portable|gsm|cell|fixe|ligne directe|numero|number|joignable|joindre|"
    rf"appelez|appeler|rappeler|rappelez-moi|appelez-moi"
    rf"|call|ring|reach|text|whatsapp|sms|fax|line|standard|contact){NUMBER_SIGN}(?: ?(?:me|him|her|them|us|le|la|"
    rf"les|moi|lui)?[ ,]?(?:on|at|au|sur le|via) ?(?:le )?)?$"
)  # fmt: skip
_DATE_LIKE = compile_pattern(r"^(?:\d{1,2}[./\- ]\d{1,2}[./\- ]\d{4}|\d{4}[./\-]\d{2}[./\-]\d{2})(?:$|\D)")
_SUBJECT = compile_pattern(r"(?:\b(?:tr|fw|fwd|re|objet|subject|sujet) ?: ?)+$")
_FRENCH_PAIRS = compile_pattern(r"^0[1-9](?:[ .\-/]{1,3}\d\d){4}$")
_DIGIT = (
    r"(?:zero|oh|o|nil|one|two|three|four|five|six|seven|eight|nine|double (?:zero|oh|o|one|two|three|four|"
    r"five|six|seven|eight|nine)|triple (?:zero|oh|o|one|two|three|four|five|six|seven|eight|nine))"
)
_NOMBRE = (
    r"(?:zero|une?|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze|douze|treize|quatorze|quinze|seize|vingt|"
    r"vingts|trente|quarante|cinquante|soixante"
    r"|septante|huitante|octante|nonante|cent|et)"
)
_SPELLED = {
    "fr": compile_pattern(
        rf"\b(?:plus (?:trente[- ]trois|trente[- ]deux|quarante[- ]et[- ]un)|zero)(?:[ ,.\-]{{1,3}}{_NOMBRE}){{4,24}}\b"
    ),
    "en": compile_pattern(rf"\b(?:plus[ ,\-]{{1,2}})?{_DIGIT}(?:[ ,.\-]{{1,3}}{_DIGIT}){{6,15}}\b"),
}


class PhoneRecogniser(Recogniser):
    """Telephone numbers of FR, BE, CH, GB, IE and US, or with a country code."""

    kinds = ("phone",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Numbers in digits, then numbers spelled out."""
        for match in _PHONE.finditer(reading.folded):
            yield from self._numbers(reading, *match.span())
        for spelled in _SPELLED.values():
            for match in spelled.finditer(reading.folded):
                yield Hit("phone", *match.span(), 0.9, Sign.SPELLED_OUT)

    def _numbers(self, reading: Reading, start: int, end: int) -> Iterator[Hit]:
        text = reading.folded
        if (text[start - 1 : start].isalnum() and start) or text[end : end + 1].isalnum():
            return
        if start and text[start - 1] in "-/_.€$£#=" and start > 1 and text[start - 2].isalnum():
            return
        if text[start] == "(" and ")" not in text[start:end]:
            start += 1
        labelled = _PHONE_LABEL.search(reading.before(start, 40)) is not None
        if _DATE_LIKE.search(text[start:end]) or (
            not labelled and (names_something_else(reading, start) or _SUBJECT.search(reading.before(start, 20)))
        ):
            return
        for first, last in _cuts(text, start, end):
            if self._is_number(text[first:last], labelled):
                yield Hit("phone", first, last, *((0.95, Sign.LABELLED) if labelled else (0.85, Sign.SHAPE)))
                return

    def _is_number(self, number: str, labelled: bool) -> bool:
        digits = "".join(one for one in number if one.isdigit())
        compact = number == digits
        if number.startswith(("+", "(+", "00")):
            return _parsed(_trunkless(number), None, True) is not None
        if _FRENCH_PAIRS.search(number):
            return True
        for region in _REGIONS[self.language]:
            national = digits.startswith("0")
            if not labelled and compact and (not national or (region != "FR" and len(digits) != 11)):
                continue
            if not labelled and not national and region in ("CH", "BE", "FR"):
                continue
            if _parsed(digits, region, labelled):
                return True
        return False


def _trunkless(number: str) -> str:
    """An international number without the ``(0)`` that some write after the country code."""
    digits = "".join(one for one in number.replace("(0)", "") if one.isdigit())
    return "+" + digits.removeprefix("00")


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The whole candidate, then parts of it that end or start at a wider gap; ten at most."""
    yield start, end
    borders = [at for at in range(start + 1, end) if text[at] in " ./-" and text[at - 1].isalnum()][:12]
    for border in reversed(borders):
        if border - start >= 9:
            yield start, border
    for border in borders:
        if end - border > 9:
            yield border + 1, end


@lru_cache(maxsize=2048)
def _parsed(number: str, region: str | None, lenient: bool) -> PhoneNumber | None:
    """The number if it is assigned; if `lenient`, if its length alone is right, since plans grow faster than tables."""
    try:
        parsed = parse(number, region)
    except NumberParseException:
        return None
    return parsed if is_valid_number(parsed) or (lenient and is_possible_number(parsed)) else None
