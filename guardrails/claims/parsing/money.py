"""Sums of money: currency before or after, thousands of euros, tax basis and unit around them."""

from dataclasses import replace
from decimal import Decimal
from string import digits

from guardrails.claims.parsing.numbers import Number
from guardrails.claims.parsing.values import Measurement, Money, Period, Tax
from guardrails.patterns import Match, compile_pattern

_CODES = {
    "€": "EUR", "eur": "EUR", "euro": "EUR", "euros": "EUR", "£": "GBP", "gbp": "GBP", "pound": "GBP",
    "pounds": "GBP", "quid": "GBP", "us$": "USD", "usd": "USD", "$ us": "USD", "chf": "CHF", "sfr": "CHF",
    "fr.": "CHF", "francs": "CHF", "franc": "CHF", "francs suisses": "CHF", "cad": "CAD", "ca$": "CAD", "c$": "CAD",
    "$ ca": "CAD", "$ca": "CAD", "dollars canadiens": "CAD", "aud": "AUD", "a$": "AUD", "au$": "AUD", "nzd": "NZD",
    "nz$": "NZD", "sgd": "SGD", "s$": "SGD", "hkd": "HKD", "hk$": "HKD", "$": "$", "dollar": "$", "dollars": "$",
    "us dollars": "USD",
    "₹": "INR", "inr": "INR", "rs": "INR", "rs.": "INR", "rupees": "INR", "roupies": "INR", "¥": "JPY", "jpy": "JPY",
    "yen": "JPY", "yens": "JPY", "sek": "SEK", "nok": "NOK", "dkk": "DKK", "pln": "PLN", "zl": "PLN", "czk": "CZK",
    "zar": "ZAR", "rand": "ZAR", "rands": "ZAR", "aed": "AED", "mad": "MAD", "dirham": "dirham", "dirhams": "dirham",
    "dh": "dirham", "fcfa": "XOF",
    "f cfa": "XOF", "xof": "XOF", "xaf": "XOF", "tnd": "TND", "dzd": "DZD", "brl": "BRL", "r$": "BRL",
}  # fmt: skip
ANY_DOLLAR = "$"
"""The bare sign: the dollar of whichever country the facts speak of."""
DOLLARS = ("USD", "CAD", "AUD", "NZD", "SGD", "HKD")
OF_SEVERAL = {ANY_DOLLAR: DOLLARS, "dirham": ("MAD", "AED")}
"""Names of money that more than one country has."""
_SIGNS_OF = "|".join(
    one.replace("$", r"\$").replace(".", r"\.") + (r"\b" if one[-1].isalpha() else "")
    for one in sorted(_CODES, key=len, reverse=True)
)
_AFTER = compile_pattern(rf"(?:\.-+|,-+)? ?(?:(k|m|md|mds|bn) ?)?(?:d'|de )?({_SIGNS_OF})(\d\d\b)?")
_MINOR = compile_pattern(r"(p)\b| ?(?:d'euro )?(pence|cents?|centimes?)\b(?: d'euro)?")
_MINOR_CODES = {"p": "GBP", "pence": "GBP", "centime": None, "cent": None}
_BEFORE = compile_pattern(
    r"(€|eur|us\$|ca\$|c\$|au\$|a\$|nz\$|hk\$|s\$|r\$|\$|usd|£|gbp|chf|sfr\.?|fr\.|cad|aud|nzd|sgd|hkd|₹|inr"
    r"|rs\.?|¥|jpy"
    r"|sek|nok|dkk|pln|czk|zar|aed|mad|tnd|xof|fcfa) ?$"
)
_RAND = compile_pattern(r"(r) ?$")
_IN_RAND = compile_pattern(r"\d{1,3}(?:[ ,]\d{3})+(?:\.\d\d)?|\d+\.\d\d")
"""How a number is written that is rand after the letter: "R14,500", not "gas R410"."""
_CENTLESS = compile_pattern(r"[.,]-+")
_NAMED = compile_pattern(r" (?:euros?|francs?|frs?\.?|pounds?|quid|dollars?|dirhams?)$")
_BEFORE_CENTS = compile_pattern(r"(?: | et | and )$")
_CENTS = compile_pattern(r" ?(?:pence|p|cents?|centimes?)\b")
_AFTER_CENTS = compile_pattern(
    r"[,.;:!?)\n]|$| (?:par|per|an?|each|apiece|chacune?|piece|le|la|l'|les|de|du|of|h\.?t|hors|ttc|htva|tvac|plus|net"
    r"|et|and|pour|for|tout|all|the)\b| l'"
)
_HUNDRED = 100
_LAST = frozenset("€$£₹¥.abcdefghijklmnopqrstuvwxyz")
_FIRST = frozenset("€$£₹¥.,abcdefghijklmnopqrstuvwxyz")
"""Letters that a currency before a number can end with, or one after it, with its scale, begin with."""
_SCALE_AFTER = compile_pattern(r" ?(k|m|md|mds|bn)\b")
_SCALES = {"k": 1_000, "m": 1_000_000, "md": 1_000_000_000, "mds": 1_000_000_000, "bn": 1_000_000_000}

_VAT = r"(?:the |la )?(?:vat|gst|hst|sales tax|tax(?:es)?|tva|tps|mwst|iva|btw)"
_EXCL = (
    rf"h\.?t\.?\b|hors[ -](?:taxes?|tva|tps)|htva|excl(?:\.|uding|usive of)? ?(?:of )?{_VAT}\b|ex[.-]? ?{_VAT}\b"
    rf"|\+ ?{_VAT}\b|plus {_VAT}\b|before {_VAT}\b|net of {_VAT}\b|without {_VAT}\b|(?:sans|avant) {_VAT}\b"
    rf"|{_VAT} (?:excluded|exclusive|not included|non comprise?s?|en sus|extra)"
)
_INCL = (
    rf"t\.?t\.?c\.?\b|tvac\b|toutes taxes comprises|taxes (?:comprises|incluses)|tva (?:comprise|incluse)"
    rf"|incl(?:\.|uding|usive of)? ?(?:of )?{_VAT}\b|inc\.? {_VAT}\b|{_VAT}[ -](?:included|inclusive|paid)"
    rf"|gross\b|incl?\.?(?:[),;]|$)|with it\b"
    rf"|(?:with|after|avec|apres) {_VAT}\b|(?:once|when|une fois) {_VAT} (?:is |has been |est )?"
    rf"(?:added|included|on|ajoutee|comprise|incluse)"
)
_TAX = compile_pattern(rf"[ ,(]*(?:to [a-z]+ )?(?:({_EXCL})|({_INCL}))")
_TAX_LEFT = compile_pattern(rf"\b(?:({_EXCL})|({_INCL}))(?: est| sera| is| de| of| a)?[ :=]*$")
_TAX_FRONTED = compile_pattern(rf"(?:^|[.!?;:\n] ?)(?:({_EXCL})|({_INCL})),[^.!?;:\n\d]*$")
""" "Taxes comprises, le carreau est à 39 €": the basis that a clause opens with."""
_ALL = compile_pattern(
    r"[ ,(]*(?:(?:pour|for) (?:toute l'equipe|tout le (?:groupe|monde|personnel|service|cabinet)|toute la [a-z]+"
    r"|tous vos [a-z]+|l'ensemble d[eu] [a-z]+|the (?:whole|entire) [a-z]+|your (?:whole|entire) [a-z]+|everyone"
    r"|(?:le|votre|ce|the|your|this) (?:groupe|group|equipe|team|classe?|party|bande|troupe)(?: (?:entiere?"
    r"|complete?))?"
    r"|vous tous|tous ensemble"
    r"|everybody|all of (?:you|them)|the (?:lot|set|batch)|le lot|l'ensemble"
    r"|(?:the|all) (?:[a-z-]+|\d+) of (?:you|them)"
    r"|les (?:[a-z-]+|\d+) d'entre vous)|in total|au total|en tout|all told|tout le monde compris)\b"
)
_ALL_LEFT = compile_pattern(
    r"\b(?:(?:pour|for) (?:(?:toute|tout|tous)(?: [a-z]+){1,2}|all (?:of (?:you|them|us)|[a-z]+)(?: (?:together"
    r"|ensemble))?"
    r"|the (?:lot|whole [a-z]+)|everyone|everybody|l'ensemble(?: [a-z']+){0,2}|eux tous|vous tous)|all together"
    r"|tous ensemble|en tout|au total|in total|all told),? (?:(?:you|vous|nous|we|that|cela|it|ca|c') ?(?:'ll "
    r"|will )?"
    r"(?:pay|paye[rz]?|paierez|reglez|demand\w*|charge|ask|is|makes?|comes? to|fait|coute|est"
    r"|revient a)(?: only| just)?)? ?"
    r"[€£$]?$"
)
PERSON = "person"
ALL = "all"
"""What a sum is for that is said to be for everybody: no unit price."""
_EACH = compile_pattern(r"[ ,]*(?:each|apiece|the lot|le tout|chacune?|piece|l'unite|tout compris|all[- ]in|nets?)\b")

_TIMES: dict[str, Period] = {
    "heure": "hour", "hour": "hour", "hr": "hour", "jour": "day", "day": "day", "journee": "day", "semaine": "week",
    "week": "week", "mois": "month", "month": "month", "mo": "month",
    "trimestre": "quarter", "quarter": "quarter", "an": "year", "annee": "year", "year": "year", "yr": "year",
    "hebdomadaire": "week", "weekly": "week", "mensuel": "month", "monthly": "month", "trimestriel": "quarter",
    "quarterly": "quarter", "annuel": "year", "annual": "year", "yearly": "year", "annually": "year", "daily": "day",
    "mensuels": "month", "mensuelle": "month", "annuels": "year", "annuelle": "year",
}  # fmt: skip
_KINDS = {
    PERSON: "utilisateur user collaborateur poste siege seat licence license personne person participant pax"
    " salarie employee tete head guest convive couvert invite adulte enfant child eleve pupil stagiaire agent"
    " collegue tech technician delegate attendee passager passenger visiteur visitor joueur player patient"
    " student etudiant",
    "unit": "unite unit piece exemplaire copy device appareil machine article item vehicule vehicle",
    "group": "groupe group equipe team classe class", "site": "site etablissement magasin store shop branch",
    "night": "night nuit nuitee", "kg": "kg kilo kilogramme kilogram", "tonne": "tonne ton", "litre": "litre liter",
    "m2": "m2 sqm", "kwh": "kwh", "mwh": "mwh", "km": "km kilometre kilometer", "mile": "mile",
    "thousand": "mille millier thousand", "hundred": "hundred centaine", "dozen": "dozen douzaine",
    "page": "page", "word": "mot word", "box": "box boite carton caisse", "pallet": "palette pallet",
    "bag": "bag sac", "bottle": "bottle bouteille", "session": "session seance", "visit": "visite visit",
    "incident": "sinistre claim incident intervention", "payslip": "payslip bulletin",
}  # fmt: skip
_THINGS = {word: kind for kind, words in _KINDS.items() for word in words.split()}
_PHRASES = {"metre carre": "m2", "square metre": "m2", "square meter": "m2", "sq m": "m2", "metre lineaire": "metre",
            "linear metre": "metre"}  # fmt: skip
_THINGS.update(_PHRASES)
_OVER = {"the year": "year", "a year": "year", "l'annee": "year", "un an": "year", "l'an": "year", "the month": "month",
         "le mois": "month", "twelve months": "year",
         "12 months": "year", "douze mois": "year", "12 mois": "year"}  # fmt: skip
_NAMES = "|".join(sorted((*_TIMES, *_THINGS), key=len, reverse=True))
_UNIT = compile_pattern(
    rf"(?:[ ,]*(?:(?:et |and )?(?:/|par|per|pour (?:un |une |chaque )?|for (?:each|every|one)|a la|a l'|au|each|every)"
    rf"|an?"
    rf"|chaque|la|le|l'|de l'|du|de la)[ /]*({_NAMES})s?\b|[ ,]*(mensuel(?:le)?s?|annuel(?:le)?s?"
    r"|monthly|annually|yearly|hebdomadaires?|weekly|quarterly|trimestriel)\b|[ ,]*(p\.?a\.?|pcm|p\.?m\.?"
    r"|p/m)(?:\b|$)"
    rf"|[ ,]*(?:over|for|sur|dans|pour) ({'|'.join(_OVER)})\b)"
)
_UNIT_LEFT = compile_pattern(
    r"\b(mensuel(?:le)?|annuel(?:le)?|monthly|annual|yearly|weekly|quarterly|trimestriel)[^0-9.;!?]{0,28}$"
)
_OF_WORK = compile_pattern(r"\b(?:hours?|heures?|days?|jours?)\b")
"""What a week has, rather than what a sum is for: "84 weekly hours at £21.40"."""
_ENDS_A_SUM = frozenset(digits) | frozenset("€$£")
_WORD = compile_pattern(r"[a-z]+2?")


def money_at(folded: str, number: Number, following: Number | None = None) -> Measurement | None:
    """The sum that a number belongs to, if a currency stands beside it; the number after it may be its cents."""
    right = folded[number.end : number.end + 24]
    before = folded[max(0, number.start - 6) : number.start]
    left = _BEFORE.search(before) if before.rstrip(" ")[-1:] in _LAST else None
    if left is None and _IN_RAND.fullmatch(folded[number.start : number.end]):
        left = _RAND.search(before)
    if left is None and right[:2].lstrip(" ")[:1] not in _FIRST:
        return None
    start, end, scale, cents = number.start, number.end, 1, Decimal(0)
    after, minor = _AFTER.match(right), _MINOR.match(right)
    if after and right[:1] == " " and right[after.end(2) : after.end(2) + 1].isdigit():
        after = None  # "a team of fifty £1,100"
    if minor:
        code, end = _MINOR_CODES[(minor.group(1) or minor.group(2)).removesuffix("s")], number.end + minor.end()
        number = replace(number, low=number.low / 100)
    elif after:
        code, end = _CODES[after.group(2)], number.end + after.end()
        scale = _SCALES.get(after.group(1) or "", 1)
        cents = Decimal(after.group(3) or 0) / 100
        if following and (spoken := _spoken_cents(folded, end, following)):
            cents, end = following.low / 100, spoken
    elif left and not _glued(folded, number.start - len(left.group())):
        code, start = _CODES.get(left.group(1), "ZAR"), number.start - len(left.group())
        scaled = _SCALE_AFTER.match(right)
        scale = _SCALES[scaled.group(1)] if scaled else 1
        end += scaled.end() if scaled else 0
    else:
        return None
    end += match.end() if (match := _CENTLESS.match(folded[end : end + 3])) else 0
    high = number.high * scale if number.high is not None else None
    tail, tax, period, per = _tail(folded, end)
    ahead = folded[max(0, start - 40) : start]
    tax = tax or _tax_before(ahead) or _tax(_TAX_FRONTED.search(folded[max(0, start - 96) : start]))
    per = per or (ALL if period is None and _ALL_LEFT.search(folded[max(0, start - 80) : start]) else None)
    if period is None and (unit := _UNIT_LEFT.search(ahead)) and not _OF_WORK.search(unit.group()):
        period = _TIMES[unit.group(1)]
    value = Money(number.low * scale + cents, high, code, tax, period, per)
    return Measurement(start, tail, end, value, number.exactness)


def _spoken_cents(folded: str, end: int, number: Number) -> int | None:
    """Where the cents end that are said after the currency: "quatre euros vingt", "two pounds and fifty pence"."""
    gap = folded[end : number.start]
    whole = number.high is None and number.low == number.low.to_integral_value() and 0 < number.low < _HUNDRED
    if not whole or not _BEFORE_CENTS.fullmatch(gap) or not _NAMED.search(folded[max(0, end - 12) : end]):
        return None
    if named := _CENTS.match(folded[number.end : number.end + 12]):
        return number.end + named.end()
    return number.end if gap == " " and _AFTER_CENTS.match(folded[number.end : number.end + 12]) else None


def _glued(folded: str, at: int) -> bool:
    return at > 0 and folded[at].isalpha() and folded[at - 1].isalnum()


def _tail(folded: str, at: int) -> tuple[int, Tax | None, Period | None, str | None]:
    """Tax basis and units after a sum, in any order."""
    tax: Tax | None = None
    period: Period | None = None
    per: str | None = None
    for _ in range(5):
        rest = folded[at : at + 48]
        if tax is None and (match := _TAX.match(rest)):
            tax = _tax(match)
        elif match := _UNIT.match(rest):
            word = (
                match.group(1)
                or match.group(2)
                or (_OVER[match.group(4)] if match.group(4) else "month" if "m" in match.group(3) else "year")
            )
            period, per = _unit(word, period, per)
        elif _ALL.match(rest):
            per = ALL
            break
        elif not (match := _EACH.match(rest)):
            break
        at += match.end()
        at += "(" in match.group() and folded[at : at + 1] == ")"
    return at, tax, period, per


def _tax(match: Match | None) -> Tax | None:
    if match is None:
        return None
    return "excl" if match.group(1) else "incl"


def _tax_before(ahead: str) -> Tax | None:
    """The tax basis said before a sum, unless it is that of the sum before: "£3,200 excluding VAT (£3,840 …"."""
    match = _TAX_LEFT.search(ahead)
    if match is None or ahead[: match.start()].rstrip(" ,(")[-1:] in _ENDS_A_SUM:
        return None
    return _tax(match)


def _unit(word: str, period: Period | None, per: str | None) -> tuple[Period | None, str | None]:
    if word in _TIMES:
        return _TIMES[word], per
    return period, _THINGS.get(word, per)


def read_unit(unit: str) -> tuple[Period | None, str | None]:
    """The unit of a price as a fact holds it, folded: "year", "utilisateur/mois", "per user per month"."""
    period: Period | None = None
    per: str | None = None
    for phrase, kind in _PHRASES.items():
        per = kind if phrase in unit else per
    for match in _WORD.finditer(unit):
        word = match.group() if match.group() in _TIMES else match.group().removesuffix("s")
        period, per = _unit(word, period, per)
    return period, per


def currency_code(text: str) -> str:
    """The ISO code of a currency as a fact holds it."""
    return _CODES.get(text.strip().lower(), text.strip().upper())
