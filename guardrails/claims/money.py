"""Sums of money: currency before or after, thousands of euros, tax basis and unit around them."""

from dataclasses import replace
from decimal import Decimal

from guardrails.claims.numbers import Number
from guardrails.claims.values import Measurement, Money, Period, Tax
from guardrails.patterns import Match, compile_pattern

_CODES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "$": "USD", "us$": "USD", "usd": "USD", "dollar": "USD",
    "dollars": "USD", "£": "GBP", "gbp": "GBP", "pound": "GBP", "pounds": "GBP", "chf": "CHF", "cad": "CAD",
}  # fmt: skip
_AFTER = compile_pattern(
    r" ?(?:(k|m|md|mds|bn) ?)?(?:d'|de )?(€|euros?\b|eur\b|us\$|\$|usd\b|dollars?\b|£|gbp\b"
    r"|pounds?\b|chf\b|cad\b)(\d\d\b)?"
)
_MINOR = compile_pattern(r"(p)\b| ?(?:d'euro )?(pence|cents?|centimes?)\b(?: d'euro)?")
_MINOR_CODES = {"p": "GBP", "pence": "GBP", "centime": "EUR", "cent": None}
_BEFORE = compile_pattern(r"(€|eur|us\$|\$|usd|£|gbp|chf|cad) ?$")
_LAST = frozenset("€$£rdpf")
_FIRST = frozenset("€$£eudgpckmb")
"""Letters that a currency before a number can end with, or one after it, with its scale, begin with."""
_SCALE_AFTER = compile_pattern(r" ?(k|m|md|mds|bn)\b")
_SCALES = {"k": 1_000, "m": 1_000_000, "md": 1_000_000_000, "mds": 1_000_000_000, "bn": 1_000_000_000}

_EXCL = (
    r"h\.?t\.?\b|hors[ -]taxes?|htva|hors tva|excl(?:\.|uding|usive of)? ?(?:of )?(?:vat|tax(?:es)?|tva)"
    r"|ex\.? vat|\+ ?vat|plus vat|before (?:vat|tax)|net of (?:vat|tax)|sans tva"
)
_INCL = (
    r"t\.?t\.?c\.?\b|toutes taxes comprises|taxes comprises|tva (?:comprise|incluse)|incl(?:\.|uding"
    r"|usive of)? ?(?:of )?(?:vat|tax(?:es)?|tva)|inc\.? vat|vat[ -]included|(?:with|after) (?:vat|tax)"
)
_TAX = compile_pattern(rf"[ ,(]*(?:({_EXCL})|({_INCL}))")
_TAX_LEFT = compile_pattern(rf"\b(?:({_EXCL})|({_INCL}))(?: est| sera| is| de| of| a)?[ :=(]*$")

_TIMES: dict[str, Period] = {
    "jour": "day", "day": "day", "semaine": "week", "week": "week", "mois": "month", "month": "month", "mo": "month",
    "trimestre": "quarter", "quarter": "quarter", "an": "year", "annee": "year", "year": "year", "yr": "year",
    "hebdomadaire": "week", "weekly": "week", "mensuel": "month", "monthly": "month", "trimestriel": "quarter",
    "quarterly": "quarter", "annuel": "year", "annual": "year", "yearly": "year", "annually": "year", "daily": "day",
    "mensuels": "month", "mensuelle": "month", "annuels": "year", "annuelle": "year",
}  # fmt: skip
_THINGS = {
    "utilisateur": "user", "user": "user", "collaborateur": "user", "poste": "seat", "siege": "seat", "seat": "seat",
    "licence": "licence", "license": "licence", "personne": "person", "person": "person", "participant": "person",
    "unite": "unit", "unit": "unit", "piece": "unit", "exemplaire": "unit", "pax": "person", "heure": "hour",
    "hour": "hour", "night": "night", "nuit": "night", "nuitee": "night", "copy": "unit", "salarie": "user",
    "employee": "user", "device": "device", "appareil": "device", "site": "site",
}  # fmt: skip
_NAMES = "|".join(sorted((*_TIMES, *_THINGS), key=len, reverse=True))
_UNIT = compile_pattern(
    rf"(?:[ ,]*(?:et |and )?(?:/|par|per|a la|a l'|au|an|a|each|every|chaque|la|le"
    rf"|l')[ /]*({_NAMES})s?\b|[ ,]*(mensuel(?:le)?s?|annuel(?:le)?s?"
    r"|monthly|annually|yearly|hebdomadaires?|weekly|quarterly|trimestriel)\b|[ ,]*(p\.?a\.?|pcm|p\.?m\.?)\b)"
)
_UNIT_LEFT = compile_pattern(
    r"\b(mensuel(?:le)?|annuel(?:le)?|monthly|annual|yearly|weekly|quarterly|trimestriel)[^0-9.;!?]{0,28}$"
)
_WORD = compile_pattern(r"[a-z]+")


def money_at(folded: str, number: Number) -> Measurement | None:
    """The sum that a number belongs to, if a currency stands beside it."""
    right = folded[number.end : number.end + 24]
    before = folded[max(0, number.start - 5) : number.start]
    left = _BEFORE.search(before) if before.rstrip(" ")[-1:] in _LAST else None
    if left is None and right[:2].lstrip(" ")[:1] not in _FIRST:
        return None
    start, end, scale, cents = number.start, number.end, 1, Decimal(0)
    after, minor = _AFTER.match(right), _MINOR.match(right)
    if minor:
        code, end = _MINOR_CODES[(minor.group(1) or minor.group(2)).removesuffix("s")], number.end + minor.end()
        number = replace(number, low=number.low / 100)
    elif after:
        code, end = _CODES[after.group(2)], number.end + after.end()
        scale = _SCALES.get(after.group(1) or "", 1)
        cents = Decimal(after.group(3) or 0) / 100
    elif left and not _glued(folded, number.start - len(left.group())):
        code, start = _CODES[left.group(1)], number.start - len(left.group())
        scaled = _SCALE_AFTER.match(right)
        scale = _SCALES[scaled.group(1)] if scaled else 1
        end += scaled.end() if scaled else 0
    else:
        return None
    high = number.high * scale if number.high is not None else None
    tail, tax, period, per = _tail(folded, end)
    tax = tax or _tax(_TAX_LEFT.search(folded[max(0, start - 40) : start]))
    if period is None and (unit := _UNIT_LEFT.search(folded[max(0, start - 40) : start])):
        period = _TIMES[unit.group(1)]
    value = Money(number.low * scale + cents, high, code, tax, period, per)
    return Measurement(start, tail, end, value, number.exactness)


def _glued(folded: str, at: int) -> bool:
    return at > 0 and folded[at].isalpha() and folded[at - 1].isalnum()


def _tail(folded: str, at: int) -> tuple[int, Tax | None, Period | None, str | None]:
    """Tax basis and units after a sum, in any order."""
    tax: Tax | None = None
    period: Period | None = None
    per: str | None = None
    for _ in range(4):
        rest = folded[at : at + 48]
        if tax is None and (match := _TAX.match(rest)):
            tax = _tax(match)
        elif match := _UNIT.match(rest):
            word = (
                match.group(1)
                or match.group(2)
                or {"a": "year", "c": "month", "m": "month"}[match.group(3).strip(".")[-1]]
            )
            period, per = _unit(word, period, per)
        else:
            break
        at += match.end()
        at += "(" in match.group() and folded[at : at + 1] == ")"
    return at, tax, period, per


def _tax(match: Match | None) -> Tax | None:
    if match is None:
        return None
    return "excl" if match.group(1) else "incl"


def _unit(word: str, period: Period | None, per: str | None) -> tuple[Period | None, str | None]:
    if word in _TIMES:
        return _TIMES[word], per
    return period, _THINGS.get(word, per)


def read_unit(unit: str) -> tuple[Period | None, str | None]:
    """The unit of a price as a fact holds it, folded: "year", "utilisateur/mois", "per user per month"."""
    period: Period | None = None
    per: str | None = None
    for match in _WORD.finditer(unit):
        word = match.group() if match.group() in _TIMES else match.group().removesuffix("s")
        period, per = _unit(word, period, per)
    return period, per


def currency_code(text: str) -> str:
    """The ISO code of a currency as a fact holds it."""
    return _CODES.get(text.strip().lower(), text.strip().upper())
