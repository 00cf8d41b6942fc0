"""What makes two spellings the same value: a key for each kind, for numbering, hashing and comparing."""

from collections.abc import Iterable
from functools import lru_cache

from phonenumbers import (
    NumberParseException,
    PhoneNumberFormat,
    format_number,
    is_valid_number,
    parse,
    region_code_for_country_code,
)

from guardrails.folding import fold
from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.words import CIVILITIES
from guardrails.pii.recognisers.numbers.shapes import compacted
from guardrails.pii.recognisers.online.emails import plain_address
from guardrails.pii.spoken import digits_of

_VOWELS = frozenset("aeiouh")


def opens_with_vowel(text: str) -> bool:
    """Whether French elides before a word: "d'Anne", "d'Hélène"."""
    return fold(text)[:1] in _VOWELS


def name_parts(name: str) -> tuple[str, ...]:
    """The folded parts of a name, without civility: "Mme Claire MARTIN-DUVAL" gives claire, martin, duval."""
    letters = "".join(one if one.isalpha() else " " for one in fold(name)).split()
    return tuple(part for part in letters if part not in CIVILITIES or len(letters) == 1)


_EXTENSION = compile_pattern(r"(?:\b(?:poste|ext|extension|x|p)|#)\.? ?:? ?[0-9]{1,6}$")
_DOTS_MEAN_NOTHING = frozenset({"gmail.com", "googlemail.com"})


def mailbox(address: str) -> str:
    """An e-mail address as it would be typed, lower-case, without its plus tag: "jean+devis (at) x.fr" is jean@x.fr."""
    local, at, domain = plain_address(fold(address).strip(" <>").removeprefix("mailto:")).rpartition("@")
    box = local.partition("+")[0]
    return f"{box.replace('.', '') if domain in _DOTS_MEAN_NOTHING else box}{at}{domain}"


@lru_cache(maxsize=2048)
def national_digits(phone: str) -> str:
    """What the national and the international form of a telephone number share: +33 6 12…, 0612…, (0)6 12… are 612….

    Words are read as well; an extension is left out.
    """
    number = _dialled(phone)
    if number.startswith("+"):
        try:
            return str(parse(number).national_number)
        except NumberParseException:
            return number[1:]
    if len(number) == 11 and number.startswith("1"):
        return number[1:]  # North American trunk prefix
    return number.lstrip("0")


def _dialled(phone: str) -> str:
    """The digits of a number, after a plus where its country is written."""
    number = digits_of(_EXTENSION.sub("", fold(phone).replace("(0)", "").strip()))
    if number.startswith("00"):
        return "+" + number[2:]
    bracketed = fold(phone).lstrip().startswith("(") and number.startswith("33")  # (33) 6 12 34 56 78
    return "+" + number if bracketed else number


@lru_cache(maxsize=2048)
def international(phone: str, region: str | None) -> str | None:
    """A number with its country's code (E.164); without one written it is read in the region. None if it is none."""
    try:
        return format_number(parse(_dialled(phone), region), PhoneNumberFormat.E164)
    except NumberParseException:
        return None


@lru_cache(maxsize=2048)
def country_of(phone: str, regions: tuple[str, ...]) -> str | None:
    """The region of a number's country: of the code written, or else the first one where the number is valid."""
    number = _dialled(phone)
    try:
        if number.startswith("+"):
            return region_code_for_country_code(parse(number).country_code or 0)
        return next((region for region in regions if is_valid_number(parse(number, region))), None)
    except NumberParseException:
        return None


def readings_of(phone: str, regions: Iterable[str]) -> set[str]:
    """The numbers that a telephone number can be, read in each of the regions; one where its country is written."""
    numbers = {number for region in regions if (number := international(phone, region))}
    return numbers or {number for number in (international(phone, None),) if number}


def same_value_key(kind: str, text: str) -> str:
    """A key that two spellings of one value share."""
    if kind == "person":
        return " ".join(sorted(name_parts(text))) or fold(text)
    if kind == "email":
        return mailbox(text)
    if kind == "phone":
        return national_digits(text) or fold(text)
    return compacted(fold(text))
