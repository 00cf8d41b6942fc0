"""Telephone numbers in digits: national or international, grouped in any way, with their extension."""

from collections.abc import Iterable, Iterator
from functools import partial

from presidio_analyzer.nlp_engine import NlpArtifacts
from stdnum import ean

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading, row_around
from guardrails.pii.recognisers.numbers.shapes import (
    DIRECT_SIGN,
    NUMBER_SIGN,
    OTHER_THINGS,
    names_something_else,
    names_something_else_directly,
)
from guardrails.pii.recognisers.numbers.wrapping import unwrapped
from guardrails.pii.recognisers.phones.plans import plan_of
from guardrails.pii.recognisers.phones.runs import RUN, digits_of, groups_of, levelled, typed
from guardrails.pii.recognisers.phones.words import spelled_numbers
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_REGIONS = {"fr": ("FR", "BE", "CH", "GB"), "en": ("GB", "US", "IE", "FR")}
_WITHOUT_PLUS = frozenset([33, 32, 41, 44, 49, 34, 39, 351, 352, 353])
"""Country codes of neighbours, that some write without their sign: "(33) 6 12 34 56 78"."""
_NEIGHBOURS = tuple(str(code) for code in _WITHOUT_PLUS)
_COMPANY_STARTS = (
    "080", "081", "082", "083", "084", "087", "089", "030", "033", "034", "037", "18", "80", "83", "84", "85", "86",
    "87", "88", "338", "448", "443", "3531", "00338", "00448", "00443", "0018", "003531",
)  # fmt: skip
"""The digits that such a number starts with, in the countries that we look into."""
_FEWEST, _MOST, _MOST_GROUPS, _LONGEST = 6, 15, 11, 36
_MOST_SKIPPED = 2
"""What follows more groups one space apart is the end of a longer number, such as a NIR."""

_USUAL = compile_pattern(
    r"^(?:\(?(?:\+|00) ?33\)?[ .\-]?(?:\(0\)[ .\-]?)?[1-79](?:[ .\-]?\d\d){4}|0[1-79](?:[ .\-]\d\d){4}"
    r"|07\d{3} \d{3} ?\d{3}|(?:\+|00)44 ?(?:\(0\) ?)?7\d{3} ?\d{3} ?\d{3}|\(?[2-9]\d\d\)?[ .\-][2-9]\d\d[.\-]\d{4})"
    r"(?:[^\d]|$)"
)
"""A French, British or American number grouped as usual: what the sentence is about does not make it another's."""
_AT_STRETCH = compile_pattern(r"^0[67]\d{8,9}\b")
_PREPOSITION = compile_pattern(r"\b(?:au|on|at|via)[ :]{1,2}$")
_NATIONAL_DIGITS = _AMERICAN_DIGITS = 10
_PHONE_COLUMN = compile_pattern(r"tel|phone|mobile|cell|contact|gsm|fax|number|direct")
_COMMAS = compile_pattern(r"\b0[1-79](?: ?, ?\d\d){4}\b")
_SPLIT_AREA = compile_pattern(r"\b0\d{1,2}, ?\d{5,7}\b")
"""The area apart from the number, as some address books have it: "091, 297653"."""
_EXTENSION = compile_pattern(
    r"^,? ?\(?(?:poste|post|ext\.?|extn\.?|extension|x|int\.?|interne|#)(?: ?(?:n°|no\.?|:))? ?\d{1,6}\b"
)
_TELEPHONE = (
    r"tel|tele?phone|telefon|telefono|telefoon|phone|mobile|mob|portable|port|gsm|natel|handy|cell|cellulaire|"
    r"cell ?phone|landline|fixe|ligne directe|ligne fixe|direct line|direct dial|direct|switchboard|standard"
    r"|fax|telecopie|whatsapp|signal|sms|voicemail|messagerie|answer|answering|repond|appelez|appeler|rappeler|rappelez|rappelle|appelle"
    r"|joignable|joindre|call|callback|ring|reach|text|dial|composez"
)  # fmt: skip
_GLUED_LABELS = tuple(
    label + sign for label in ("tel", "fax", "mob", "port", "phone", "mobile", "gsm") for sign in ".-/="
)
_OBJECT = r"(?:(?: |-)?(?:me|him|her|them|us|le|la|les|moi|lui|nous|back|directement|directly))?"
_LABEL = compile_pattern(
    rf"(?:(?:^|\W)(?:{_TELEPHONE})(?:[ /](?:pro|perso|fixe|portable|mobile|bureau|domicile|home|work|number))?"
    rf"{_OBJECT}{NUMBER_SIGN}(?:[ ,]?(?:on|at|au|sur le|via|by)[ :]?(?:le |au )?)?|[☎☏📞📱📲📠]\W{{0,3}}"
    rf"|(?:^|[|,;/•·(\t]|  |- )\W{{0,2}}(?:[tmfpdchwo]|bureau|office|desk|home|work|domicile|perso|pro)\.? ?[.:)=] ?"
    rf"|^\W{{0,2}}[tmfdp] )$"
)  # fmt: skip
_HINT = compile_pattern(
    r"(?:^|\W)(?:(?:contact|numero|number|num|n°|ligne|line|coordonnees|office|bureau|home|work|domicile)"
    + NUMBER_SIGN
    + r"(?:[ ,]?(?:on|at|au|sur le|via)[ :]?(?:le )?)?"
    r"|(?:contact|contacter|contactez|call|ring|text|reach|phone|joindre|appeler|appelez|rappeler|rappelez|joignable)"
    r"\b[^\d\n]{1,40} (?:on|at|au|sur le|via)(?: le)?:? ?|(?:messages?|sms|texts?) (?:to|at|on|au|sur le) ?)$"
)
_LABEL_AFTER = compile_pattern(
    r"^ ?[(\-,/]? ?(?:(?:mobile|mob|cell|fax|phone|portable|fixe|tel|gsm|direct|ligne directe|landline|whatsapp)\b"
    r"|(?:office|home|work|bureau|perso|domicile|pro)\)?(?: (?:number|phone|line))? ?(?:$|[.,;:)/|\\]))"
)
_OTHER_LABEL = (
    r"(?:^|\W)(?:siren|siret|rcs|naf|gtin|isbn|issn|imei|upc|asin|uuid|id|compte|account|acct|iban|bic|routing|"
    r"sort code|gps|latitude|longitude|lat|long|montant|amount|budget|capital|total|s/n|numero de serie|pin|"
    r"horaires?|hours|policy|police|sinistre|claim|licence|license|passport|passeport|adherent|membre|member|"
    r"customer|client)"
)
_OTHER_LEAD = (
    r"$|\b(?:vol|flight|train|tgv|bus) ?[a-z]{0,3} ?$"
    r"|\b(?:nouveau|nouvelle|new) (?:contact|lead|enquiry|demande)\W{0,3}$"
    r"|\b(?:ups|dhl|fedex|chronopost|colissimo)[ :#]{1,3}$|\b1z(?: [a-z0-9]{2,3}){0,3} $"
    r"|(?:\b(?:tr|fw|fwd|re|objet|subject|sujet) ?: ?)+$|[€$£] ?$"
)
_OTHER_NUMBER = compile_pattern(_OTHER_LABEL + NUMBER_SIGN + _OTHER_LEAD)
_OTHER_NUMBER_DIRECTLY = compile_pattern(_OTHER_LABEL + DIRECT_SIGN + _OTHER_LEAD)
_PARCEL = compile_pattern(r"\b(?:tracking|suivi|colis|parcel|ups|dhl|fedex|chronopost|colissimo)\b[^.;\n]{0,24}$")
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
    r"^07\d{3} \d{6}$|^(?:0[1-9]\d{0,3}|\(0[1-9]\d{0,3}\))(?:[ .]\d{2,4}){2,4}$|"
    r"^\(?0\d{2}\)?-\d{3}-\d{3,4}$|^\(0\d{2,4}\) ?\d{3,8}$"
)
_AMERICAN = compile_pattern(
    r"^(?:(?:\+|00)?1[ .\-]?)?(?:\([2-9]\d\d\)[ .\-]?[2-9]\d\d[ .\-]\d{4}|[2-9]\d\d([.\-/])[2-9]\d\d[.\-]\d{4})$"
)  # fmt: skip


class PhoneRecogniser(Recogniser):
    """Telephone numbers of people, of FR, BE, CH, GB, IE and US or with a country code; of anywhere after a label."""

    kinds = ("phone",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Numbers in digits, on one line or over two, then numbers spelled out."""
        yield from self._in_digits(reading)
        joined = unwrapped(reading)
        if joined is not None:
            for hit, at in joined.rejoined(self._in_digits(joined.reading)):
                if self._is_wrapped(reading.folded, hit, at):
                    yield hit
        for start, end, sure in spelled_numbers(reading.folded):
            if not names_something_else_directly(reading, start) and (sure or _is_labelled(reading, start)):
                yield Hit("phone", start, end, 0.9, Sign.SPELLED_OUT)

    def _is_wrapped(self, text: str, hit: Hit, at: int) -> bool:
        """Whether a number over two lines is whole, and no number already on the upper one."""
        number, upper = text[hit.start : hit.end], digits_of(text[hit.start : at])
        international = number.startswith(("+", "(+", "00", "(00"))
        plans = [plan_of("+" + _trunkless(upper), None)] if international else []
        plans = plans or [plan_of(upper, region) for region in _REGIONS[self.language]]
        if any(one.assigned for one in plans) or (len(upper) > _NATIONAL_DIGITS - 1 and not international):
            return False
        long = _NATIONAL_DIGITS <= len(digits_of(number)) <= _MOST
        return long and (number.startswith(("0", "+", "(")) or len(digits_of(number)) == _AMERICAN_DIGITS)

    def _in_digits(self, reading: Reading) -> Iterator[Hit]:
        text = levelled(reading.folded)
        text = typed(text, partial(_is_labelled, reading))
        for match in RUN.finditer(text):
            yield from self._numbers(reading, text, *match.span())
        for match in _COMMAS.finditer(reading.folded):
            if not _is_something_else(reading, match.start()):
                yield Hit("phone", *match.span(), 0.85, Sign.SHAPE)
        for match in _SPLIT_AREA.finditer(reading.folded):
            if _is_contact_row(reading, *match.span()):
                yield Hit("phone", *match.span(), 0.85, Sign.SHAPE)

    def _numbers(self, reading: Reading, text: str, start: int, end: int) -> Iterator[Hit]:
        """The numbers in a run of groups of digits, such as "06 12 34 56 78 / 01 23 45 67 89"."""
        groups = list(groups_of(text, start, end))
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
                labelled = _is_labelled(reading, begin)
            if not labelled and _is_something_else(reading, begin):
                at = _next_group(text, groups, at, wide=True)
                continue
            company = self._company_line(text, groups, at)
            if company is not None:
                at = company + 1
                continue
            last = (
                self._last_group(reading, text, groups, at, labelled) if skipped < _MOST_SKIPPED or labelled else None
            )
            if last is None:
                following = _next_group(text, groups, at)
                narrow = following == at + 1 < len(groups) and groups[following][0] - groups[at][1] == 1
                at, skipped = following, skipped + 1 if narrow else 0
                continue
            finish = groups[last][1]
            finish += reading.folded[finish : finish + 1] == "]" and "[" in reading.folded[begin:finish]
            extension = _EXTENSION.search(reading.after(finish, 24))
            yield Hit(
                "phone",
                begin + (text[begin] == "(" and ")" not in text[begin:finish]),
                finish + (extension.end() if extension else 0),
                *((0.95, Sign.LABELLED) if labelled else (0.85, Sign.SHAPE)),
            )
            at = last + 1

    def _company_line(self, text: str, groups: list[tuple[int, int]], at: int) -> int | None:
        """The last group of a green number and the like that starts with the group `at`."""
        begin = groups[at][0]
        if not digits_of(text[begin : begin + 12]).startswith(_COMPANY_STARTS):
            return None
        for last in range(min(at + _MOST_GROUPS, len(groups)) - 1, at - 1, -1):
            number = text[begin : groups[last][1]].lstrip("(")
            digits = digits_of(number)
            if not 9 <= len(digits) <= _MOST or number == digits:
                continue
            if number.startswith(("+", "00")):
                plans = [plan_of("+" + _trunkless(number), None)]
            else:
                plans = [plan_of(digits, region) for region in _REGIONS[self.language]]
            if next((one.company for one in plans if one.assigned), False):
                return last
        return None

    def _last_group(
        self, reading: Reading, text: str, groups: list[tuple[int, int]], at: int, labelled: bool
    ) -> int | None:
        """The last group of a number that starts with the group `at`; None where none does."""
        begin = groups[at][0]
        ends = [
            n for n in range(at, min(at + _MOST_GROUPS, len(groups))) if n + 1 < len(groups) or _ends_well(text, groups)
        ]
        ends = [n for n in ends if _FEWEST < groups[n][1] - begin <= _LONGEST]
        if not ends or len(digits_of(text[begin : groups[ends[-1]][1]])) <= _FEWEST:
            return None
        if self.language == "en" and not labelled and _is_american_cell(reading, begin, groups[at][1]):
            return at
        for announced in (False, True) if not labelled else (True,):
            if announced and not (labelled or _is_announced(reading, begin, groups[ends[-1]][1])):
                return None
            for sure in (True, False):
                for last in reversed(ends):
                    if self._is_number(text[begin : groups[last][1]], announced, sure):
                        return last
        number = text[begin : groups[ends[-1]][1]]
        return ends[-1] if (labelled or not number.isdigit()) and _may_be_foreign(number) else None

    def _is_number(self, number: str, announced: bool, sure: bool) -> bool:
        """Whether it is one; `sure`: assigned, else its shape or its length is right."""
        digits = digits_of(number)
        if not _FEWEST < len(digits) <= _MOST + 2 or _is_ip(number):
            return False
        if number.startswith(("+", "(+", "00", "(00")):
            if number == digits and len(digits) == 13 and not announced and ean.is_valid(digits):
                return False
            lenient = not sure and (announced or "+" in number or number != digits)
            plan = plan_of("+" + _trunkless(number), None)
            return not plan.company and (plan.assigned or (lenient and plan.possible))
        if len(digits) == 10 and digits[0] == "0" and _FRENCH_PAIRS.search(number):
            return True
        possible = False
        for region in self._regions(number, digits, announced):
            plan = plan_of(digits, region)
            if plan.assigned:
                return not plan.company
            possible = possible or plan.possible
        if sure:
            return self._is_international_without_plus(number, digits, announced)
        if len(digits) in (10, 11, 13) and _AMERICAN.search(number):
            return not plan_of(digits, "US").company
        trunk = 9 <= len(digits) <= 11 and _TRUNK.search(number) is not None
        return trunk or (announced and possible)

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
        if not 10 <= len(digits) <= 13 or not digits.startswith(_NEIGHBOURS):
            return False
        if not announced and (number == digits or _THOUSANDS.search(number)):
            return False
        plan = plan_of("+" + _trunkless(number), None)
        return plan.country in _WITHOUT_PLUS and plan.assigned and not plan.company


def _is_labelled(reading: Reading, begin: int) -> bool:
    """Whether the words before say "telephone"."""
    return _LABEL.search(_words_before(reading, begin)) is not None


def _words_before(reading: Reading, begin: int) -> str:
    """The words that lead up to a number: those of the line above where it stands at the start of its own."""
    before = reading.before(begin, 50)
    if before.strip() or begin == len(before):
        return before.rstrip() + " " if before.endswith(("  ", "\t")) else before
    return reading.before(begin - len(before) - 1, 50).rstrip() + " " if begin > 1 else before


def _is_alone(reading: Reading, begin: int, end: int) -> bool:
    """Whether a number stands alone on its line, below one without any that announces nothing, as in a signature."""
    before = reading.before(begin, 50)
    if before.strip() or reading.after(end).strip():
        return False
    above = reading.before(begin - len(before) - 1, 60) if begin > len(before) else ""
    if not above.strip() or above.strip()[-1] in ":;=?" or not any(one.isalpha() for one in above):
        return False
    below = reading.folded[end : end + 40].lstrip()[:1]
    return not below.isdigit() and OTHER_THINGS.search(above) is None


def _is_contact_row(reading: Reading, begin: int, end: int) -> bool:
    """Whether a number fills a cell of a row that holds somebody's e-mail address too."""
    return "@" in row_around(reading, begin, end)


def _is_american_cell(reading: Reading, begin: int, end: int) -> bool:
    """Whether ten digits at a stretch, in such a row, are an American number, and their column is no other."""
    number = reading.folded[begin:end]
    if len(number) != _AMERICAN_DIGITS or number[0] in "01" or not _is_contact_row(reading, begin, end):
        return False
    above = heading(reading, begin)
    plan = plan_of(number, "US")
    return plan.assigned and not plan.company and (not above or _PHONE_COLUMN.search(above) is not None)


def _is_ip(number: str) -> bool:
    return number.count(".") == 3 and number[0] != "0" and all(0 < len(part) < 4 for part in number.split("."))


def _trunkless(number: str) -> str:
    """The digits of an international number without the ``(0)`` that some write after the country code."""
    return digits_of(number.replace("(0)", "")).removeprefix("00")


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
    if _HINT.search(reading.before(begin, 60)) or _LABEL_AFTER.search(reading.after(end, 24)):
        return True
    return _is_alone(reading, begin, end) and 9 < end - begin < 12 and reading.folded[begin] != "1"


def _is_something_else(reading: Reading, begin: int) -> bool:
    """Whether the words before say that a number is no telephone's."""
    before = reading.before(begin, 40)
    number = reading.folded[begin : begin + _LONGEST]
    if _USUAL.search(number) or (_AT_STRETCH.search(number) and _PREPOSITION.search(before)):
        return names_something_else_directly(reading, begin) or _OTHER_NUMBER_DIRECTLY.search(before) is not None
    spoken_of = _OTHER_NUMBER.search(before) or _PARCEL.search(before)
    return spoken_of is not None or names_something_else(reading, begin)


def _may_be_foreign(number: str) -> bool:
    """Whether a number after "tel" or before "office" may be one of a country whose plan we do not look into."""
    digits = digits_of(number)
    return _FEWEST < len(digits) <= _MOST and not (
        _is_ip(number) or _THOUSANDS.search(number) or plan_of(digits, "FR").company or plan_of(digits, "US").company
    )
