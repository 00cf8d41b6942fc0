"""Numbers of people: social security, health, national and tax numbers of many countries."""

from collections.abc import Callable, Iterator

from stdnum.at import vnr
from stdnum.be import nn as belgian
from stdnum.bg import egn
from stdnum.ca import sin
from stdnum.ch import ssn as swiss
from stdnum.cz import rc
from stdnum.de import idnr
from stdnum.dk import cpr
from stdnum.ee import ik
from stdnum.es import dni, nie
from stdnum.fi import hetu
from stdnum.fr import nir
from stdnum.gb import nhs, utr
from stdnum.gr import amka
from stdnum.hr import oib
from stdnum.ie import pps
from stdnum.in_ import aadhaar, pan
from stdnum.it import codicefiscale
from stdnum.lt import asmens
from stdnum.nl import bsn
from stdnum.no import fodselsnummer
from stdnum.pl import pesel
from stdnum.pt import cc as portuguese_card
from stdnum.pt import nif as portuguese
from stdnum.ro import cnp
from stdnum.se import personnummer
from stdnum.si import emso
from stdnum.us import itin, ssn

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading, row_around
from guardrails.pii.recognisers.numbers.shapes import Shape, compacted
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_CHECKS: tuple[Callable[[str], bool], ...] = tuple(
    check.is_valid
    for check in (
        *(dni, nie, codicefiscale, pps, bsn, idnr, belgian, swiss, pesel, portuguese, portuguese_card, hetu),
        *(
            personnummer,
            cpr,
            fodselsnummer,
            cnp,
            vnr,
            egn,
            rc,
            ik,
            asmens,
            oib,
            amka,
            emso,
            utr,
            sin,
            aadhaar,
            pan,
            itin,
        ),
    )
)


def _french(number: str) -> bool:
    """Whether a French social security number is right: key and month, or the month alone without the key."""
    month = int(number[3:5])
    if not (1 <= month <= 12 or 20 <= month <= 42 or 50 <= month <= 99):
        return False
    return len(number) == 13 or nir.is_valid(number)


def _british(number: str) -> bool:
    """Whether the letters of a National Insurance number are among those in use."""
    never = {"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"}
    return number[:2] not in never and not set(number[:2]) & set("DFIQUV") and number[1] != "O"


def _national(number: str) -> bool:
    return any(check(number) for check in _CHECKS)


def _rare(number: str) -> bool:
    """Whether it is an Italian, Belgian, Swiss, Finnish or American number whose shape nothing else has."""
    finnish = f"{number[:6]}{'' if number[6:7] == 'A' else '-'}{number[6:]}"
    return any(check.is_valid(number) for check in (codicefiscale, belgian, swiss, itin)) or hetu.is_valid(finnish)


_S = r"[ .\-/_]{0,3}"
_G = r"[ .\-/]{1,3}"
_SECU = (
    r"nir|nirpp|nss|n° ?ss|num(?:ero)? ss|insee|(?:num(?:ero)? |n° ?|no )?(?:de )?secu|securite sociale|"
    r"assurance maladie|carte vitale|assures? social|secu(?:rite)? soc(?:iale)?|immatriculee? a la securite sociale|"
    r"french social security(?: number)?|num(?:ero)?[ _](?:d')?assure"
)
_TAX = (
    r"tax (?:id|number|no|reference|file number|code)|(?:numero|n° ?|no|id)(?: d'identification)? fiscale?|"
    r"numero (?:de )?(?:contribuable|declarant)|identifiant fiscal|spi|tin|steuer-?id(?:nummer|nr)?|"
    r"steueridentifikationsnummer|idnr|utr|unique taxpayer reference|itin|taxpayer (?:id|number)"
)
_NATIONAL = (
    rf"{_TAX}|(?:national )?id (?:number|no)|national id(?:entity|entification)?(?: number| no)?|"
    rf"(?:d\.?n\.?is?|n\.?i\.?e|n\.?i\.?f)\.?|cartao de cidadao|contribuinte|"
    rf"bsn|burgerservicenummer|sofinummer|pps(?:n)?(?: (?:number|no))?|codice fiscale|c\.f|"
    rf"(?:numero|n° ?)(?: (?:de|du))?(?: registre)? national|matricule national|registre national|"
    rf"niss|insz|rijksregister(?:nummer)?|"
    rf"ahv(?:-?(?:nr|nummer))?|(?:numero )?avs|oasi|pesel|personnummer|samordningsnummer|cpr(?:-?(?:nr|number))?|"
    rf"fodselsnummer|henkilotunnus|hetu|cnp|sozialversicherungsnummer|svnr|egn|rodne cislo|asmens kodas|isikukood|oib|"
    rf"amka|emso|jmbg|sin|social insurance(?: number)?|aadhaar|pan|tfn|"
    rf"(?:numero |n° ?)d'identification(?: nationale?)?|"
    rf"identity number|personal (?:id|identification|identity)(?: (?:number|code|no))?|citizen (?:number|id)|curp"
)
PEOPLE: tuple[Shape, ...] = (
    Shape(
        "nir",
        rf"[1-478]{_G}\d{{2}}{_S}\d{{2}}{_S}(?:\d{{2}}|2[ab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d{{2}})?"
        rf"|[1-478]{_G}\d{{2}}{_S}\d{{2}}{_S}\d{{3}}{_S}\d{{2}}{_S}\d{{3}}(?:{_S}\d{{2}})?"
        rf"|[1-478]\d{{4}}(?:\d{{2}}|2[ab])\d{{6}}{_S}\d{{2}}",
        _SECU,
        _french,
        rare=True,
    ),
    Shape("nir", r"[1-478]\d{4}(?:\d{2}|2[ab])\d{6}", _SECU, _french, checks=False),
    Shape(
        "nir",
        rf"[1-478]\d{{2}}{_S}\d{{2}}{_S}(?:\d{{2}}|2[ab]){_S}\d{{3}}{_S}\d{{3}}(?:{_S}\d{{2}})?",
        _SECU,
        _french,
    ),
    Shape(
        "ssn",
        r"\d{3}[ .\-]{0,3}\d{2}[ .\-]{0,3}\d{4}",
        r"ssns?|ss|social security|soc(?:ial)?\.? sec\.?|social|soc sec|socials?",
        lambda n: ssn.is_valid(n),
        checks=False,
    ),
    Shape("ssn", r"\d{3}-\d{2}-\d{4}", None, lambda n: ssn.is_valid(n), rare=True, checks=False),
    Shape(
        "nino",
        r"[a-z]{2}[ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?\d{2}[ .\-]?[a-d]",
        r"ninos?|ni (?:number|no|num)|n\.i\.|national insurance(?: (?:number|no))?|nat ins(?: no)?",
        _british,
        rare=True,
        checks=False,
    ),
    Shape(
        "nhs",
        r"\d{3}[ .\-]{0,3}\d{3}[ .\-]{0,3}\d{4}",
        r"nhs(?: (?:number|nos?|nums?|ids?|numbers))?|chi (?:number|no)|health service number",
        lambda n: nhs.is_valid(n),
    ),
    Shape(
        "national_id",
        r"\d{2,4}(?:[ .\-/]\d{2,4}){1,4}(?:-?[a-z]{1,2})?|\d ?\d{2}(?: ?\d{3}){3}|\d{8} \d [a-z]{2}\d",
        _NATIONAL,
        lambda n: _national(n) or len(n) > len("12052026"),  # a date is none
        trusting=False,
        checks=False,
    ),
    Shape(
        "national_id",
        r"\d{6}[+\-a]\d{3}[0-9a-y]|[a-z]{0,2}\d{6,13}(?:-?[a-z]{1,2})?|[xyz][ \-]?\d{7}[ \-]?[a-z]|[a-z]{5}\d{4}[a-z]|"
        r"[a-z]{3} ?[a-z]{3} ?\d{2}[a-z]\d{2} ?[a-z]\d{3}[a-z]|[a-z]{4}\d{6}[a-z]{6}[0-9a-z]\d",
        _NATIONAL,
        _national,
    ),
    Shape(
        "national_id",
        r"\d{8}[ \-]?[a-hj-np-tv-z]|[xyz][ \-]?\d{7}[ \-]?[a-hj-np-tv-z]",
        None,
        lambda n: dni.is_valid(n) or nie.is_valid(n),
        rare=True,
        capitals=True,
    ),
    Shape(
        "national_id",
        r"[a-z]{6}\d{2}[a-ehlmprst]\d{2}[a-z]\d{3}[a-z]|\d{2}\.\d{2}\.\d{2}-\d{3}\.\d{2}|756\.\d{4}\.\d{4}\.\d{2}|"
        r"\d{6}[+\-a]\d{3}[0-9a-fhj-npr-y]|9\d{2}-\d{2}-\d{4}",
        None,
        _rare,
        rare=True,
    ),
    Shape("national_id", r"[0-3](?:[ .]?\d){12}", _TAX, lambda n: len(n) == 13, checks=False),
)

_GROUPED = compile_pattern(r"\b\d{3}([ .])\d{2}[ .]\d{4}\b")
_PAYROLL = compile_pattern(
    r"\b(?:payroll|pay run|salar(?:y|ies)|wages?|payslips?|w-?2s?|1099s?|401\(?k\)?|new hires?|i-?9s?)\b"
)


def payroll_numbers(reading: Reading) -> Iterator[Hit]:
    """American social security numbers with dots or spaces, in a table of what people are paid."""
    if _PAYROLL.search(reading.folded) is None:
        return
    for match in _GROUPED.finditer(reading.folded):
        start, end = match.span()
        if row_around(reading, start, end) and not heading(reading, start) and ssn.is_valid(compacted(match.group())):
            yield Hit("ssn", start, end, 0.85, Sign.SHAPE)
