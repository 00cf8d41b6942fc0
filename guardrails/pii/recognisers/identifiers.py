"""Identity, company and bank numbers: found by shape, told apart by checksum and by the word before them.

Checksums come from python-stdnum. A number that carries a check digit is taken without a label only when its
shape is rare; one that fails its check is still taken after a clear label, because a mistyped number is personal too.
"""

from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts
from stdnum import iban, luhn
from stdnum.be import nn as belgian
from stdnum.ch import ssn as swiss
from stdnum.de import idnr
from stdnum.es import dni, nie
from stdnum.eu import vat
from stdnum.fr import nir, siren, siret
from stdnum.gb import nhs
from stdnum.gb import vat as british_vat
from stdnum.ie import pps
from stdnum.it import codicefiscale
from stdnum.nl import bsn
from stdnum.pl import pesel
from stdnum.pt import nif as portuguese
from stdnum.us import rtn, ssn

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.recognisers.shapes import NUMBER_SIGN, Shape, compacted, has_digit, has_digits
from guardrails.pii.signs import Sign


def _french_nir(number: str) -> bool:
    if len(number) == 13:
        return number[0] in "12" and (1 <= int(number[3:5]) <= 12 or 20 <= int(number[3:5]) <= 99)
    return nir.is_valid(number)


def _card(number: str) -> bool:
    networks = number[0] in "3456" or 2221 <= int(number[:4]) <= 2720
    return 13 <= len(number) <= 19 and networks and luhn.is_valid(number) and len(set(number)) > 1


def _value_added(number: str) -> bool:
    return vat.is_valid(number) or (number.startswith("GB") and british_vat.is_valid(number))


def _national(number: str) -> bool:
    checks = (dni, nie, codicefiscale, pps, bsn, idnr, belgian, swiss, pesel, portuguese)
    return any(check.is_valid(number) for check in checks)


def _passport(number: str) -> bool:
    return has_digits(number, 5) and 7 <= len(number) <= 10


_S = r"[ .\-/]{0,3}"
_TAX = r"tax (?:id|number|reference)|numero fiscal|identifiant fiscal|spi|tin|steuer-?id(?:nummer)?"
SHAPES: tuple[Shape, ...] = (
    Shape(
        "nir",
        rf"[1-478]{_S}\d{{2}}{_S}\d{{2}}{_S}(?:\d{{2}}|2[ab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d{{2}})?"
        rf"|[1-478]{_S}\d{{2}}{_S}\d{{2}}{_S}\d{{3}}{_S}\d{{2}}{_S}\d{{3}}(?:{_S}\d{{2}})?",
        r"nir|nirpp|insee|secu|securite sociale(?: de [^\d:]{2,30})?|carte vitale|numero ss|"
        r"immatricule(?:e)? a la securite sociale",
        _french_nir,
        rare=True,
        reach=60,
    ),
    Shape(
        "card",
        r"\d{13,14}",
        r"carte(?: bleue| bancaire| de credit)?|cb|card(?: number)?|"
        r"diners",
        _card,
        trusting=False,
    ),
    Shape(
        "card",
        r"\d{4}[ .\-/]{1,2}\d{4}[ .\-/]{1,2}\d{4}[ .\-/]{1,2}\d{4}(?:[ .\-/]\d{3})?|"
        r"3\d{3}[ .\-/]{1,2}\d{6}[ .\-/]{1,2}\d{4,5}|\d{15,19}",
        r"carte(?: bleue| bancaire| visa| de credit| de paiement)?|cb|card(?: number)?|visa|mastercard|amex|"
        r"american express",
        _card,
        rare=True,
        trusting=False,
    ),
    Shape("siret", rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}{_S}\d{{5}}", r"siret", lambda n: siret.is_valid(n), rare=True),
    Shape(
        "vat",
        r"(?:fr|FR)[ .\-]?[0-9a-z]{2}[ .\-]?\d{3}[ .\-]?\d{3}[ .\-]?\d{3}|(?:gb|be|de|es|it|nl|lu|ie|pt|at|"
        r"pl)[ .\-]?[0-9a-z](?:[ .\-]?[0-9a-z]){7,11}",
        r"tva(?: intracom(?:munautaire)?)?|vat(?: number| no| id| reg(?:istration)?)?|ust-?id(?:nr)?|"
        r"btw|iva",
        _value_added,
        rare=True,
        trusting=True,
    ),
    Shape("siren", rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}", r"siren|rcs(?: [a-z\-]+){0,3}", lambda n: siren.is_valid(n)),
    Shape(
        "ssn",
        r"\d{3}[ .\-]?\d{2}[ .\-]?\d{4}",
        r"ssn|social security(?: number|"
        r" no)?(?: of [^\d:]{2,30})?",
        lambda n: ssn.is_valid(n),
    ),
    Shape("ssn", r"\d{3}-\d{2}-\d{4}", None, lambda n: ssn.is_valid(n), rare=True),
    Shape(
        "nino",
        r"[a-ceghj-prstw-z][a-ceghj-nprstw-z][ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?[a-d]",
        r"nino|ni (?:number|no)(?: for [^\d:]{2,30})?|national insurance(?: number| no)?(?: for [^\d:]{2,30})?",
        lambda n: n[:2] not in {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"},
        rare=True,
        reach=60,
    ),
    Shape("nhs", r"\d{3}[ .\-]?\d{3}[ .\-]?\d{4}", r"nhs(?: number| no)?", lambda n: nhs.is_valid(n)),
    Shape(
        "passport",
        r"\d{2}[ ]?[a-z]{2}[ ]?\d{5}|[a-z]{1,2} ?\d{6,8}|\d{9}|[a-z]\d{2}[a-z]\d{5}|[a-z0-9]{8,9}",
        r"passe?-?port(?:s)?(?: francais| britannique| number| uk| us)?",
        _passport,
        trusting=False,
    ),
    Shape(
        "id_card",
        r"[a-z0-9]{4} ?[a-z0-9]{4} ?[a-z0-9]{4}|[a-z0-9]{9}|\d{4}[a-z]{0,2}\d{6,8}",
        r"cni|carte (?:nationale )?d'identite(?: nationale)?|piece d'identite|identity card|id card|"
        r"carte de sejour|titre de sejour|residence permit",
        lambda n: has_digits(n, 1) and len(n) in (9, 10, 12),
        trusting=False,
    ),
    Shape(
        "national_id",
        r"[a-z]{0,2}\d{6,12}[a-z]{0,2}|[xyz]\d{7}[a-z]|"
        r"\d{2,3}(?:[ .\-/]\d{2,4}){1,4}(?:[ \-]?[a-z])?|[a-z]{6}\d{2}[a-z]\d{2}[a-z]\d{3}[a-z]",
        rf"(?:national )?id (?:number|no)(?: for [^\d:]{{2,30}})?|national id(?:entity)?(?: number| no)?|{_TAX}|"
        rf"dni|nie|nif|bsn|pps(?:n)?(?: number)?|codice fiscale|numero national|registre national|rijksregister|"
        rf"ahv|avs|pesel|numero d'identification",
        _national,
    ),
    Shape(
        "national_id",
        r"\d{8}[ \-]?[a-z]|[xyz]\d{7}[ \-]?[a-z]",
        None,
        lambda n: dni.is_valid(n) or nie.is_valid(n),
        rare=True,
    ),
    Shape(
        "national_id",
        r"[a-z]{6}\d{2}[a-ehlmprst]\d{2}[a-z]\d{3}[a-z]",
        None,
        lambda n: codicefiscale.is_valid(n),
        rare=True,
    ),
    Shape(
        "national_id",
        r"\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}|"
        r"756\.\d{4}\.\d{4}\.\d{2}",
        None,
        lambda n: belgian.is_valid(n) or swiss.is_valid(n),
        rare=True,
    ),
    Shape("national_id", r"\d(?:[ .]?\d){12}", _TAX, lambda n: len(n) == 13 and n[0] in "0123"),
    Shape("driving_licence", r"[a-z]{2,5}9{0,3}\d{6}[a-z9]{2}\d[a-z]{2}", None, lambda n: len(n) == 16, rare=True),
    Shape(
        "driving_licence",
        r"\d{2}[ ]?[a-z0-9]{2}[ ]?\d{2}[ ]?\d{5,6}|[a-z]{1,2} ?\d{6,8}|[a-z]\d{3}-\d{4}-\d{4}|"
        r"[a-z0-9]{8,18}",
        r"permis(?: de conduire)?(?: b)?|driv(?:ing|er'?s?) licen[cs]e(?: number| no)?|licen[cs]e (?:number|no)|"
        r"dl(?: number| no)?",
        lambda n: has_digits(n, 5),
        trusting=False,
    ),
    Shape(
        "bank_account",
        r"\d{5}[ \-]?\d{5}[ \-]?[0-9a-z]{11}[ "
        r"\-]?\d{2}",
        r"rib|compte(?: bancaire)?",
        lambda n: has_digits(n, 18),
        rare=True,
        trusting=False,
    ),
    Shape(
        "bank_account",
        r"\d{2}[ \-]\d{2}[ \-]\d{2}[ ,/]{1,3}(?:(?:account|acc|a/c)(?: number| no)?\W{0,3})?\d{8}",
        r"account|acc|a/c|sort code|bank(?: details)?|bacs",
        lambda n: has_digits(n, 14),
        rare=True,
        trusting=False,
    ),
    Shape(
        "bank_account",
        r"(?:routing|aba)(?: number| no)?\W{0,3}\d{9}\W{1,3}(?:and )?(?:account|acct|"
        r"a/c)(?: number| no)?\W{0,3}\d{6,17}",
        None,
        lambda n: rtn.is_valid("".join(one for one in n if one.isdigit())[:9]) or True,
        rare=True,
    ),
    Shape(
        "bank_account",
        r"\d{6,17}|\d{2}-\d{2}-\d{2}",
        r"(?:bank |checking |savings |current )?account (?:number|no)|acct (?:no|number)|a/c (?:no|number)|"
        r"sort code|numero de compte|compte bancaire",
        lambda n: True,
    ),
)
_IBAN_START = compile_pattern(r"\b[a-z]{2}\d{2}[ .\-]{0,2}[a-z0-9]{1,4}")
_IBAN_LABEL = compile_pattern(rf"(?:^|\W)(?:iban|rib(?: du client)?|bank account|compte)[^\d.\n]{{0,30}}{NUMBER_SIGN}$")
_IBAN_LENGTHS = {
    "AD": 24,
    "AE": 23,
    "AL": 28,
    "AT": 20,
    "AZ": 28,
    "BA": 20,
    "BE": 16,
    "BG": 22,
    "BH": 22,
    "BR": 29,
    "BY": 28,
    "CH": 21,
    "CR": 22,
    "CY": 28,
    "CZ": 24,
    "DE": 22,
    "DK": 18,
    "DO": 28,
    "EE": 20,
    "EG": 29,
    "ES": 24,
    "FI": 18,
    "FO": 18,
    "FR": 27,
    "GB": 22,
    "GE": 22,
    "GI": 23,
    "GL": 18,
    "GR": 27,
    "GT": 28,
    "HR": 21,
    "HU": 28,
    "IE": 22,
    "IL": 23,
    "IQ": 23,
    "IS": 26,
    "IT": 27,
    "JO": 30,
    "KW": 30,
    "KZ": 20,
    "LB": 28,
    "LC": 32,
    "LI": 21,
    "LT": 20,
    "LU": 20,
    "LV": 21,
    "LY": 25,
    "MC": 27,
    "MD": 24,
    "ME": 22,
    "MK": 19,
    "MR": 27,
    "MT": 31,
    "MU": 30,
    "NL": 18,
    "NO": 15,
    "PK": 24,
    "PL": 28,
    "PS": 29,
    "PT": 25,
    "QA": 29,
    "RO": 24,
    "RS": 22,
    "SA": 24,
    "SE": 24,
    "SI": 19,
    "SK": 24,
    "SM": 27,
    "TN": 24,
    "TR": 26,
    "UA": 29,
    "VA": 22,
    "XK": 20,
}
"""Length of an IBAN by country (SWIFT IBAN registry, ISO 13616)."""


class IdentifierRecogniser(Recogniser):
    """Numbers that name a person, a company or an account."""

    kinds = tuple(dict.fromkeys(["iban", *(shape.kind for shape in SHAPES)]))

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Every shape in turn, then IBANs."""
        if not has_digit(reading.folded):
            return
        for shape in SHAPES:
            yield from shape.hits(reading)
        yield from _ibans(reading)


def _ibans(reading: Reading) -> Iterator[Hit]:
    for match in _IBAN_START.finditer(reading.folded):
        start = match.start()
        length = _IBAN_LENGTHS.get(reading.folded[start : start + 2].upper())
        end = _take(reading.folded, start, length) if length else None
        if end is None:
            continue
        if iban.is_valid(compacted(reading.folded[start:end]), check_country=False):
            yield Hit("iban", start, end, 0.99, Sign.CHECKED)
        elif _IBAN_LABEL.search(reading.before(start, 30)):
            yield Hit("iban", start, end, 0.75, Sign.LABELLED)


def _take(text: str, start: int, count: int) -> int | None:
    """The offset after `count` letters or digits that are at most two separators apart, ending a word."""
    gap = 0
    for at in range(start, min(len(text), start + 3 * count)):
        if text[at].isalnum():
            gap, count = 0, count - 1
            if count == 0:
                return at + 1 if not text[at + 1 : at + 2].isalnum() else None
        else:
            gap += 1
            if gap > 2 or text[at] not in " .-":
                return None
    return None
