"""Bank accounts: IBAN of every country, French RIB with its key, British and American account numbers."""

from collections.abc import Iterator
from functools import lru_cache

from stdnum import iban, numdb
from stdnum.iso7064 import mod_97_10
from stdnum.us import rtn

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.shapes import NUMBER_SIGN, Shape, compacted, has_digits
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_LETTERS = {
    **{one: str(at % 9 + 1) for at, one in enumerate("ABCDEFGHIJKLMNOPQR")},
    **dict(zip("STUVWXYZ", "23456789", strict=True)),
}
"""What a letter counts in the key of a RIB (Banque de France: A and J are 1, S is 2, and so on)."""


def _rib(number: str) -> bool:
    """Whether the key of a French RIB is right: bank, branch, account, key."""
    digits = "".join(_LETTERS.get(one, one) for one in number)
    if len(digits) != 23 or not digits.isdigit() or len(set(digits)) == 1:
        return False
    bank, branch, account, key = int(digits[:5]), int(digits[5:10]), int(digits[10:21]), int(digits[21:])
    return (89 * bank + 15 * branch + 3 * account + key) % 97 == 0


def _routing(number: str) -> bool:
    digits = "".join(one for one in number if one.isdigit())
    return rtn.is_valid(digits[:9]) or rtn.is_valid(digits[-9:])


_JOIN = r"[ ,;/|.()&\-]{1,4}(?:and |et |with )?"
_IS = r"(?:\W{0,3}(?:number|no|nr|num|is|#|:)){0,3}\W{0,3}"
_ACCOUNT = rf"(?:account|acct|acc|a/?c|compte){_IS}"
_SORT = r"\d{2}[ \-.]?\d{2}[ \-.]?\d{2}"
_ROUTING = rf"(?:routing|aba|rtn|transit){_IS}"
ACCOUNTS: tuple[Shape, ...] = (
    Shape(
        "bank_account",
        r"\d{5}[ .\-/]{0,3}\d{5}[ .\-/]{0,3}[0-9a-z]{11}[ .\-/]{0,3}\d{2}|"
        r"\d{5}[ .\-]\d{5}[ .\-](?:[0-9a-z]{3,4}[ .\-]){2}[0-9a-z]{3,4}[ .\-]\d{2}",
        r"rib|r\.i\.b\.?|(?:numero de |n° de )?compte(?: bancaire| courant)?|"
        r"coordonnees bancaires|releve d'identite bancaire",
        _rib,
        rare=True,
    ),
    Shape(
        "bank_account",
        r"\d{5}\W{1,4}(?:code )?guichet\W{0,4}\d{5}\W{1,4}(?:(?:n|no|numero)\W{1,2})?(?:de )?compte\W{0,4}"
        r"[0-9a-z]{11}\W{1,4}cle(?: rib)?\W{0,4}\d{2}",
        r"(?:code )?banque|etablissement",
        lambda n: True,
        trusting=False,
        checks=False,
    ),
    Shape(
        "bank_account",
        rf"\d{{2}}[ \-]\d{{2}}[ \-]\d{{2}}{_JOIN}{_ACCOUNT}\d{{7,8}}|\d{{6}}{_JOIN}{_ACCOUNT}\d{{7,8}}|"
        rf"\d{{8}}{_JOIN}(?:sort(?:ing)?(?: code)?|s/?c){_IS}{_SORT}",
        r"account|acc|a/c|sort(?:ing)? code|bank(?: details| account)?|bacs|pay(?:able)?(?: to| into)?|direct debit",
        lambda n: has_digits(n, 13),
        rare=True,
        trusting=False,
        checks=False,
    ),
    Shape(
        "bank_account",
        rf"\d{{2}}[ \-]\d{{2}}[ \-]\d{{2}}{_JOIN}\d{{7,8}}",
        r"account|acc|a/c|sort(?:ing)? code|bank(?: details| account)?|bacs|pay(?:able)?(?: to| into)?|direct debit",
        lambda n: True,
        checks=False,
    ),
    Shape(
        "bank_account",
        rf"{_ROUTING}\d{{9}}{_JOIN}(?:(?:checking|savings|bank) )?{_ACCOUNT}\d{{6,17}}|"
        rf"{_ACCOUNT}\d{{6,17}}{_JOIN}{_ROUTING}\d{{9}}",
        None,
        lambda n: has_digits(n, 15),
        rare=True,
        checks=False,
    ),
    Shape("bank_account", r"\d{9}", r"(?:bank )?routing|aba|rtn|routing transit", _routing),
    Shape(
        "bank_account",
        r"\d{6,17}|\d{2}[\- ]\d{2}[\- ]\d{2}|\d{4} \d{4}(?: \d{2,4})?|\d{5} ?[0-9a-z]{11} ?\d{2}",
        r"(?:bank |checking |savings |current |deposit )(?:account|acct|a/c)(?: (?:number|no|num))?|"
        r"(?:checking|savings) ?#|"
        r"account (?:number|no|nr|num|#)|acct (?:no|number|#)|a/c (?:no|number)|sort(?:ing)? code|"
        r"into (?:(?:my|our|your|the|his|her|their) )?(?:account|acct|a/c)|"
        r"(?:virement|vire[er]?|verse[er]?|versement|preleve[er]?|prelevement|credite[er]?|debite[er]?)"
        r"(?: [a-z]{2,12}){0,4} (?:sur|vers|du) (?:(?:mon|notre|votre|le|son|leur) )?compte|"
        r"(?:numero |n° ?|no )(?:de |du )?compte(?: (?:bancaire|courant|epargne))?|"
        r"compte (?:bancaire|courant|epargne|n°)",
        lambda n: True,
        checks=False,
    ),
)

_IBAN_START = compile_pattern(r"\b(?:iban)?([a-z]{2} ?\d{2})[ .\-_/]{0,3}[a-z0-9]")
_IBAN_LABEL = compile_pattern(
    rf"(?:^|[\W_])(?:iban|rib(?: du client)?|bank account|compte|virement|virer)[^\d.\n]{{0,30}}{NUMBER_SIGN}$"
)
_IBAN_LIKE = compile_pattern(
    r"^[a-z]{2} ?\d{2}(?:[ .\-]{0,2}[a-z]{4})?(?:[ .\-]{0,2}[0-9a-z]{0,3}\d[0-9a-z]{0,3}){2,9}\b"
)
_GAPS = frozenset(" .-_/")
_UNREGISTERED = {
    **dict.fromkeys(("MA", "SN", "CI", "BF", "BJ", "ML", "TG", "NE", "GW"), 28),
    **dict.fromkeys(("CM", "CG", "CF", "GA", "GQ", "TD", "KM", "MG"), 27),
    **dict.fromkeys(("GF", "GP", "MQ", "RE", "PF", "TF", "YT", "NC", "BL", "MF", "PM", "WF"), 27),
    "DZ": 26,
    "AO": 25,
    "CV": 25,
    "MZ": 25,
    "IR": 26,
}
"""Lengths where banks write an IBAN that SWIFT's registry does not list: French-speaking Africa, French territories."""


def ibans(reading: Reading) -> Iterator[Hit]:
    """The IBANs of a text: with the right key anywhere, with a wrong one after their label."""
    for match in _IBAN_START.finditer(reading.folded):
        start = match.start(1)
        country = reading.plain[start : start + 2]
        length = _length(country.upper())
        if length is None or (reading.folded[start + 2] == " " and not country.isupper()):
            continue
        end = _take(reading.folded, start, length)
        if end is not None and _is_iban(compacted(reading.folded[start:end])):
            yield Hit("iban", start, end, 0.99, Sign.CHECKED)
        elif _IBAN_LABEL.search(reading.before(start, 60)):
            like = _IBAN_LIKE.search(reading.folded[start : start + 60])
            if like and abs(len(compacted(like.group())) - length) <= 3:
                yield Hit("iban", start, start + like.end(), 0.9, Sign.LABELLED)


_COUNTED = compile_pattern(r"(\d+)!")


@lru_cache(maxsize=256)
def _length(country: str) -> int | None:
    """How long the IBANs of a country are, by SWIFT's registry as python-stdnum ships it."""
    structure = numdb.get("iban").info(country)[0][1].get("bban", "")
    counts = [int(match.group(1)) for match in _COUNTED.finditer(structure)]
    return 4 + sum(counts) if counts else _UNREGISTERED.get(country)


def _is_iban(number: str) -> bool:
    if number[:2] in _UNREGISTERED:
        return mod_97_10.is_valid(number[4:] + number[:4])
    return iban.is_valid(number, check_country=False)


def _take(text: str, start: int, count: int) -> int | None:
    """The offset after `count` letters or digits, ending a word; few separators or one line break between them."""
    gap = ""
    for at in range(start, min(len(text), start + 3 * count)):
        if text[at].isalnum():
            gap, count = "", count - 1
            if count == 0:
                return at + 1 if not text[at + 1 : at + 2].isalnum() else None
        else:
            gap += text[at]
            if len(gap) > (5 if "\n" in gap else 3) or not _is_gap(gap):
                return None
    return None


def _is_gap(gap: str) -> bool:
    """Whether it may stand between two groups: separators, a line break with the sign of a quotation after it."""
    first, _, rest = gap.partition("\n")
    return _GAPS.issuperset(first) and all(one in " >" for one in rest)
