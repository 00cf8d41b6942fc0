"""Telephone numbers in digits: national or international, grouped in any way, with their extension."""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from phonenumbers import (
    NumberParseException,
    PhoneNumberType,
    ValidationResult,
    is_possible_number_with_reason,
    number_type,
    parse,
)
from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.phone_words import spelled_numbers
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.recognisers.shapes import NUMBER_SIGN, names_something_else
from guardrails.pii.signs import Sign

_REGIONS = {"fr": ("FR", "BE", "CH", "GB"), "en": ("GB", "US", "IE", "FR")}
_WITHOUT_PLUS = frozenset([33, 32, 41, 44, 49, 34, 39, 351, 352, 353])
"""Country codes of neighbours, that some write without their sign: "(33) 6 12 34 56 78"."""
_COMPANIES = frozenset([
    PhoneNumberType.TOLL_FREE, PhoneNumberType.SHARED_COST, PhoneNumberType.PREMIUM_RATE, PhoneNumberType.UAN,
])  # fmt: skip
"""Green numbers, 1-800, 0845 and the like are lines of companies."""
_FEWEST, _MOST, _MOST_GROUPS, _LONGEST = 6, 15, 9, 36
_MOST_SKIPPED = 2
"""What follows more groups one space apart is the end of a longer number, such as a NIR."""

_RUN = compile_pattern(r"(?:\+ |[+(]{0,2})\d(?:[ .\-/()_]{0,3}\d){5,}")
_GROUP = compile_pattern(r"(?:\+ |[+(]{0,2})\d+")
_COMMAS = compile_pattern(r"\b0[1-79](?: ?, ?\d\d){4}\b")
_EXTENSION = compile_pattern(
    r"^,? ?\(?(?:poste|post|ext\.?|extn\.?|extension|x|int\.?|interne|#)(?: ?(?:n°|no\.?|:))? ?\d{1,6}\b"
)
_TELEPHONE = (
    r"tel|tele?phone|telefon|telefono|telefoon|phone|mobile|mob|portable|port|gsm|natel|handy|cell|cellulaire|"
    r"cell ?phone|landline|fixe|ligne directe|ligne fixe|direct line|direct dial|direct|switchboard|standard"
    r"|fax|telecopie|whatsapp|signal|sms|voicemail|messagerie|appelez|appeler|rappeler|rappelez|rappelle|appelle"
    r"|joignable|joindre|call|callback|ring|reach|text|dial|composez"
)  # fmt: skip
_GLUED_LABELS = tuple(
    label + sign for label in ("tel", "fax", "mob", "port", "phone", "mobile", "gsm") for sign in ".-/="
)
_OBJECT = r"(?:(?: |-)?(?:me|him|her|them|us|le|la|les|moi|lui|nous|back|directement|directly))?"
_LABEL = compile_pattern(
    rf"(?:(?:^|\W)(?:{_TELEPHONE})(?:[ /](?:pro|perso|fixe|portable|mobile|bureau|domicile|home|work|number))?"
    rf"{_OBJECT}{NUMBER_SIGN}(?:[ ,]?(?:on|at|au|sur le|via|by)[ :]?(?:le |au )?)?|[☎☏📞📱📲📠]\W{{0,3}}"
    rf"|(?:^|[|,;/•·(\t]|  |- )\W{{0,2}}(?:[tmfpdchwo]|bureau|office|home|work|domicile|perso|pro)\.? ?[.:)=] ?)$"
)  # fmt: skip
_HINT = compile_pattern(
    r"(?:^|\W)(?:(?:contact|numero|number|num|n°|ligne|line|coordonnees|office|bureau|home|work|domicile)"
    + NUMBER_SIGN
    + r"(?:[ ,]?(?:on|at|au|sur le|via)[ :]?(?:le )?)?"
    r"|(?:contact|contacter|contactez|call|ring|text|reach|phone|joindre|appeler|appelez|rappeler|rappelez|joignable)"
    r"\b[^\d\n]{1,40} (?:on|at|au|sur le|via)(?: le)?:? ?)$"
)
_LABEL_AFTER = compile_pattern(
    r"^ ?[(\-,/]? ?(?:(?:mobile|mob|cell|fax|phone|portable|fixe|tel|gsm|direct|ligne directe|landline|whatsapp)\b"
    r"|(?:office|home|work|bureau|perso|domicile|pro)\)?(?: (?:number|phone|line))? ?(?:$|[.,;:)/|]))"
)
_OTHER_NUMBER = compile_pattern(
    r"(?:^|\W)(?:siren|siret|rcs|naf|gtin|isbn|issn|imei|upc|asin|uuid|id|compte|account|acct|iban|bic|routing|"
    r"sort code|gps|latitude|longitude|lat|long|montant|amount|budget|capital|total|s/n|numero de serie|pin|"
    r"horaires?|hours|policy|police|sinistre|claim|licence|license|passport|passeport|adherent|membre|member|"
    r"customer|client)" + NUMBER_SIGN + r"$|\b(?:vol|flight|train|tgv|bus) ?[a-z]{0,3} ?$"
    r"|\b(?:tracking|suivi|colis|parcel|ups|dhl|fedex|chronopost|colissimo)\b[^.;\n]{0,24}$|(?:\b(?:tr|fw|fwd|re|"
    r"objet|subject|sujet) ?: ?)+$|[€$£] ?$"
)
_AMOUNT_OR_FILE = compile_pattern(
    r"^(?: ?(?:€|eur\b|euros?\b|£|\$|%|usd\b|gbp\b|chf\b|k€|m2\b|mm\b|cm\b|kg\b|kwh\b|ht\b|ttc\b)|"
    r"(?:[_.\-][a-z0-9_\-]{0,20})?\.(?:pdf|docx?|xlsx?|csv|png|jpe?g|zip|txt|eml|pptx?)\b)"
)
_DATE_LIKE = compile_pattern(
    r"^(?:(?:[0-3]?\d[./\- ][01]?\d|[01]?\d[./\-][0-3]?\d)[./\- ](?:19|20)\d\d|(?:19|"
    r"20)\d\d[./\-][01]\d[./\-][0-3]\d)(?:\D|$)"
)
_THOUSANDS = compile_pattern(r"^\+?\d{1,3}(?:([ .,])\d{3})+$")
_FRENCH_PAIRS = compile_pattern(r"^\(?0[1-79]\)?(?:[ .\-/_,]{1,3}\d\d){4}$")
_TRUNK = compile_pattern(
    r"^(?:0[1-9]\d{0,3}|\(0[1-9]\d{0,3}\))(?:[ .]\d{2,4}){2,4}$|^\(?0\d{2}\)?-\d{3}-\d{3,4}$|^\(0\d{2,4}\) ?\d{3,8}$"
)
_AMERICAN = compile_pattern(
    r"^(?:(?:\+|00)?1[ .\-]?)?(?:\([2-9]\d\d\)[ .\-]?[2-9]\d\d[ .\-]\d{4}|[2-9]\d\d([.\-/])[2-9]\d\d[.\-]\d{4})$"
)  # fmt: skip


class PhoneRecogniser(Recogniser):
    """Telephone numbers of people, of FR, BE, CH, GB, IE and US or with a country code; of anywhere after a label."""

    kinds = ("phone",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Numbers in digits, then numbers spelled out."""
        for match in _RUN.finditer(reading.folded):
            yield from self._numbers(reading, *match.span())
        for match in _COMMAS.finditer(reading.folded):
            if not _is_something_else(reading, match.start()):
                yield Hit("phone", *match.span(), 0.85, Sign.SHAPE)
        for start, end in spelled_numbers(reading.folded):
            if not names_something_else(reading, start):
                yield Hit("phone", start, end, 0.9, Sign.SPELLED_OUT)

    def _numbers(self, reading: Reading, start: int, end: int) -> Iterator[Hit]:
        """The numbers in a run of groups of digits, such as "06 12 34 56 78 / 01 23 45 67 89"."""
        text = reading.folded
        groups = [(start + one.start(), start + one.end()) for one in _GROUP.finditer(text[start:end])]
        at = _first_group(text, groups)
        labelled: bool | None = None
        skipped = 0
        while at < len(groups):
            if text[groups[at][0]] == "(" and ")" not in text[groups[at][0] : end]:
                groups[at] = groups[at][0] + 1, groups[at][1]
            begin = groups[at][0]
            date = _DATE_LIKE.search(text[begin:end])
            if date:
                at = next((n for n in range(at, len(groups)) if groups[n][0] >= begin + date.end() - 1), len(groups))
                continue
            if labelled is None:
                labelled = _LABEL.search(reading.before(begin, 50)) is not None
            if not labelled and _is_something_else(reading, begin):
                at = _next_group(text, groups, at, wide=True)
                continue
            last = self._last_group(reading, groups, at, labelled) if skipped < _MOST_SKIPPED or labelled else None
            if last is None:
                following = _next_group(text, groups, at)
                narrow = following == at + 1 < len(groups) and groups[following][0] - groups[at][1] == 1
                at, skipped = following, skipped + 1 if narrow else 0
                continue
            finish = groups[last][1]
            extension = _EXTENSION.search(reading.after(finish, 24))
            yield Hit(
                "phone",
                begin + (text[begin] == "(" and ")" not in text[begin:finish]),
                finish + (extension.end() if extension else 0),
                *((0.95, Sign.LABELLED) if labelled else (0.85, Sign.SHAPE)),
            )
            at = last + 1

    def _last_group(self, reading: Reading, groups: list[tuple[int, int]], at: int, labelled: bool) -> int | None:
        """The last group of a number that starts with the group `at`; None where none does."""
        text, begin = reading.folded, groups[at][0]
        ends = [
            n for n in range(at, min(at + _MOST_GROUPS, len(groups))) if n + 1 < len(groups) or _ends_well(text, groups)
        ]
        ends = [n for n in ends if _FEWEST < groups[n][1] - begin <= _LONGEST]
        for announced in (False, True) if not labelled else (True,):
            if announced and not (labelled or (ends and _is_announced(reading, begin, groups[ends[-1]][1]))):
                return None
            for sure in (True, False):
                for last in reversed(ends):
                    if self._is_number(text[begin : groups[last][1]], announced, sure):
                        return last
        return ends[-1] if ends and _may_be_foreign(text[begin : groups[ends[-1]][1]]) else None

    def _is_number(self, number: str, announced: bool, sure: bool) -> bool:
        """Whether it is one; `sure`: assigned, else its shape or its length is right."""
        digits = _digits(number)
        if not _FEWEST < len(digits) <= _MOST + 2 or _is_ip(number):
            return False
        if number.startswith(("+", "(+", "00")):
            lenient = not sure and (announced or "+" in number or number != digits)
            plan = _plan("+" + _trunkless(number), None)
            return not plan.company and (plan.assigned or (lenient and plan.possible))
        if len(digits) == 10 and digits[0] == "0" and _FRENCH_PAIRS.search(number):
            return True
        plans = [_plan(digits, region) for region in self._regions(number, digits, announced)]
        assigned = next((one for one in plans if one.assigned), None)
        if assigned is not None:
            return not assigned.company
        if sure:
            return self._is_international_without_plus(number, digits, announced)
        if len(digits) in (10, 11, 13) and _AMERICAN.search(number):
            return not _plan(digits, "US").company
        trunk = 9 <= len(digits) <= 11 and _TRUNK.search(number) is not None
        return trunk or (announced and any(one.possible for one in plans))

    def _regions(self, number: str, digits: str, announced: bool) -> Iterator[str]:
        """The countries whose national numbers are written this way."""
        if not 9 <= len(digits) <= 11 and not (announced and len(digits) < 9):
            return
        national, compact = digits.startswith("0"), number == digits
        for region in _REGIONS[self.language]:
            if region == "US":
                if announced or not (national or compact):
                    yield region
            elif national:
                if (announced or not compact or region == "FR" or len(digits) == 11) and not number.startswith("0."):
                    yield region
            elif announced and not compact and region == "GB":
                yield region

    @staticmethod
    def _is_international_without_plus(number: str, digits: str, announced: bool) -> bool:
        if not 10 <= len(digits) <= 13 or digits.startswith("0"):
            return False
        if not announced and (number == digits or _THOUSANDS.search(number)):
            return False
        plan = _plan("+" + _trunkless(number), None)
        return plan.country in _WITHOUT_PLUS and plan.assigned and not plan.company


def _is_ip(number: str) -> bool:
    return number.count(".") == 3 and number[0] != "0" and all(0 < len(part) < 4 for part in number.split("."))


def _digits(number: str) -> str:
    return "".join(one for one in number if one.isdigit())


def _trunkless(number: str) -> str:
    """The digits of an international number without the ``(0)`` that some write after the country code."""
    return _digits(number.replace("(0)", "")).removeprefix("00")


def _first_group(text: str, groups: list[tuple[int, int]]) -> int:
    """The first group that is not glued to a word before it, as the end of a reference is ("CMD-2024-0612")."""
    start = groups[0][0]
    glued = start > 0 and (
        text[start - 1].isalnum() or (text[start - 1] in "-/_.€$£#=" and start > 1 and text[start - 2].isalnum())
    )
    if not glued or (text[start] == "+" and not text[start - 1].isdigit()) or text[:start].endswith(_GLUED_LABELS):
        return 0
    return _next_group(text, groups, 0)


def _next_group(text: str, groups: list[tuple[int, int]], at: int, wide: bool = False) -> int:
    """The first group after `at` that a number may start with; `wide`: that more than one sign sets off."""
    for number in range(at + 1, len(groups)):
        gap = text[groups[number - 1][1] : groups[number][0]]
        if len(gap) > 1 if wide else " " in gap or "/" in gap:
            return number
    return len(groups)


def _ends_well(text: str, groups: list[tuple[int, int]]) -> bool:
    """Whether a number may end with the last group, and not in a word, an amount or a file's name."""
    end = groups[-1][1]
    after = text[end : end + 30]
    if after[:1].isalnum() and not _EXTENSION.search(after):
        return False
    return _AMOUNT_OR_FILE.search(after) is None


def _is_announced(reading: Reading, begin: int, end: int) -> bool:
    """Whether the words before or after hint at a telephone's number."""
    return bool(_HINT.search(reading.before(begin, 60)) or _LABEL_AFTER.search(reading.after(end, 24)))


def _is_something_else(reading: Reading, begin: int) -> bool:
    """Whether the words before say that a number is no telephone's."""
    return names_something_else(reading, begin) or _OTHER_NUMBER.search(reading.before(begin, 40)) is not None


def _may_be_foreign(number: str) -> bool:
    """Whether a number after "tel" or before "office" may be one of a country whose plan we do not look into."""
    digits = _digits(number)
    return _FEWEST < len(digits) <= _MOST and not (
        _is_ip(number) or _THOUSANDS.search(number) or _plan(digits, "FR").company or _plan(digits, "US").company
    )


class _Plan(NamedTuple):
    """What a country's numbering plan says of a number.

    `possible`: its length is right; plans outgrow the tables of what is assigned.
    """

    country: int = 0
    assigned: bool = False
    company: bool = False
    possible: bool = False


@lru_cache(maxsize=4096)
def _plan(number: str, region: str | None) -> _Plan:
    try:
        parsed = parse(number, region)
    except NumberParseException:
        return _Plan()
    country = parsed.country_code or 0
    if is_possible_number_with_reason(parsed) != ValidationResult.IS_POSSIBLE:
        return _Plan(country)
    kind = number_type(parsed)
    return _Plan(country, kind != PhoneNumberType.UNKNOWN, kind in _COMPANIES, True)
