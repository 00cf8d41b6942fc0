"""Numbers of companies, which in France are those of people too: SIREN, SIRET, value added tax."""

from stdnum.ch import uid as swiss_company
from stdnum.eu import vat
from stdnum.fr import siren, siret
from stdnum.gb import vat as british_vat
from stdnum.no import mva as norwegian_vat

from guardrails.pii.recognisers.numbers.shapes import Shape


def _value_added(number: str) -> bool:
    if number.startswith("GB"):
        return british_vat.is_valid(number)
    if number.startswith("CHE"):
        return swiss_company.is_valid(number[:12])
    if number.startswith("NO"):
        return norwegian_vat.is_valid(number)
    return vat.is_valid(number)


def _without_country(number: str) -> bool:
    return british_vat.is_valid(number) or vat.is_valid(f"FR{number}")


_S = r"[ .\-/]{0,3}"
_VAT_COUNTRIES = "at|be|bg|cy|cz|de|dk|ee|el|es|fi|fr|gb|hr|hu|ie|it|lt|lu|lv|mt|nl|pl|pt|ro|se|si|sk|xi"
_VAT = (
    r"(?:numero |n° ?)?(?:de )?tva(?: intra(?:\.|com(?:munautaire)?)?)?|vat(?: (?:reg(?:istration)?|id))?|"
    r"ust-?id(?:-?nr)?|mwst(?:-?nr)?|btw(?:-?nr)?|partita iva|p\.? ?iva|iva|mva"
)
_VAT_NUMBER = (
    r"(?:numero|n°|no|num) (?:de )?tva(?: intra(?:\.|com(?:munautaire)?)?)?|tva intra(?:com(?:munautaire)?)?|"
    r"identifiant tva|vat (?:reg(?:istration)?|id(?:entification)?)(?: (?:number|no))?|"
    r"vat (?:number|no)|ust-?id(?:-?nr)?"
)
COMPANIES: tuple[Shape, ...] = (
    Shape(
        "siret",
        rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}{_S}(?:\d{{5}}|\d{{3}} ?\d{{2}})",
        r"sirets?|etablissement",
        lambda n: siret.is_valid(n),
        rare=True,
    ),
    Shape(
        "siren",
        rf"\d{{3}}{_S}\d{{3}}{_S}\d{{3}}",
        r"sirens?|sirets?|r\.?c\.?s\.?(?: [a-z\-']{1,20}){0,3}|registre du commerce(?: [a-z\-']{1,20}){0,4}",
        lambda n: siren.is_valid(n),
        trailing=(" rcs ", " r.c.s"),
    ),
    Shape(
        "vat",
        rf"(?:fr[ .\-]{{0,2}}[0-9a-z]{{2}}|es[ .\-]{{0,2}}[a-z]|at[ .\-]{{0,2}}u|{_VAT_COUNTRIES})"
        r"[ .\-]{0,2}\d(?:[ .\-]?\d){6,11}"
        r"(?:[a-z]{1,2}|[ .\-]?b ?\d{2})?",
        _VAT,
        _value_added,
        rare=True,
        capitals=True,
    ),
    Shape(
        "vat",
        r"che[ .\-]?\d{3}[ .\-]?\d{3}[ .\-]?\d{3}(?: ?(?:mwst|tva|iva|tpv))?|no ?\d{3} ?\d{3} ?\d{3} ?mva",
        _VAT,
        _value_added,
        rare=True,
    ),
    Shape(
        "vat",
        r"\d{3}[ .]?\d{4}[ .]?\d{2}(?: ?\d{3})?|[0-9a-z]{2}[ .]?\d{3}[ .]?\d{3}[ .]?\d{3}",
        _VAT_NUMBER,
        _without_country,
    ),
)
