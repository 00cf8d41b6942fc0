"""Number plates, not every code: a plate's shape, and a word of a vehicle or of its registration near it."""

from collections.abc import Iterator

from guardrails.draft import Language
from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading
from guardrails.pii.recognisers.numbers.leads import is_one_more, last_sentence, list_head, squeezed
from guardrails.pii.recognisers.numbers.shapes import OTHER_THINGS, is_something_else
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_L = "[a-hj-np-tv-z]"
"""Letters of French plates: no I, O, U, which look like 1, 0, V."""
_COUNTY = r"(?:c[enw]?|dl?|g|k[eky]?|l[dhkms]?|m[hno]|oy|rn|so|t[ns]?|w[hdwx]?)"
"""Counties on Irish plates, which stand between the year and the number."""
_STRONG = compile_pattern(
    rf"\b(?:{_L}{{2}}(?:-\d{{3}}-|\.\d{{3}}\.|\d{{3}}){_L}{{2}}|[a-z]{{2}}\d{{2}} ?[a-z]{{3}}|"
    r"\d{2,3}-[a-z]{1,2}-\d{1,6}|\d[a-z]{3}\d{3}|[12]-[a-z]{3}-\d{3})\b"
)
"""What few other codes look like: FR since 2009, GB since 2001, IE, US-CA, BE."""
_WEAK = (
    compile_pattern(
        rf"\b(?:{_L}{{2}} ?-? ?\d{{3}} ?-? ?{_L}{{2}}|[a-z]\d{{1,3}} ?[a-z]{{3}}|[a-z]{{3}} ?\d{{1,3}}[a-z]|"
        r"[a-z]{3}[ \-]?\d{3,4}|[a-z]{2,3} \d{1,4}|[a-z]{2}[ \-]\d{4,6}|[a-z]{2}-\d{3}-[a-z]|"
        r"[a-z]{1,3}-[a-z]{1,2} \d{1,4}[eh]?|[a-z]{1,2}-\d{2,3}-[a-z]{2,3}|[a-z]{2}-[a-z]{2}-\d{2}|"
        r"[a-z]{2}\d{5}|[a-z]\d{3}-\d{3})\b"
    ),
    compile_pattern(
        rf"\b(?:\d{{2,4}}[ \-]?{_L}{{2,3}}[ \-]?(?:\d{{2}}|2[ab]|97[1-6])|\d{{3,4}}[ \-]?[a-z]{{3}}|"
        rf"\d{{1,2}}-[a-z]{{2,3}}-\d{{1,3}}|\d{{2,3}}[ \-]?{_COUNTY}[ \-]?\d{{1,6}})\b"
    ),
)
"""What many other things look like: old French, British and Irish plates, American states, CH, DE, ES, IT, NL;
those that start with a letter, those that start with a digit."""
_VAGUE = compile_pattern(
    r"^(?:\d{2,3}[ \-]?[a-z]{1,2}[ \-]?\d{1,6}|[a-z]{2,3}[ \-]?\d{1,6}|\d{3,4}[ \-]?[a-z]{3}|"
    r"[a-z]{1,3}-[a-z]{1,2} \d{1,4}[eh]?)$"
)
"""What models and colours are called too ("Transit 350 LWB", "RAL 7016"): a word of a vehicle is not enough."""
_PLATE_WORD = {
    "fr": r"plaques?|immatricul(?:ations?|ee?s?)|immat\.?|n° ?immat\.?|plaque d'immatriculation",
    "en": (
        r"(?:licen[cs]e |number )?plates?|reg(?:\.|s|istrations?|istered)?(?: (?:number|no|mark|plate))?|"
        r"vrns?|vrms?|tag(?: number)?"
    ),
}
_VEHICLE_WORD = {
    "fr": (
        r"vehicule|voiture|camionnette|camion|fourgon(?:nette)?|utilitaire|moto|scooter|auto|berline|break|remorque|"
        r"caravane|camping-car|4x4|bagnole|stationne(?:r|ment)?|garee?|parking|conduit|"
        r"renault|peugeot|citroen|dacia|toyota|volkswagen|vw|golf|audi|bmw|mercedes|ford|fiat|opel|nissan|tesla|"
        r"skoda|seat|hyundai|kia|volvo|mini|clio|megane|captur|kangoo|trafic|twingo|scenic|partner|berlingo|master"
    ),
    "en": (
        r"vehicle|car|van|truck|lorry|motorbike|motorcycle|bike|scooter|trailer|suv|sedan|pickup|cab|taxi|coupe|"
        r"parked|parking|drives|driving|rental|ford|vauxhall|nissan|toyota|honda|bmw|audi|mercedes|volkswagen|vw|"
        r"trade-in|part[ -]ex(?:change)?|"
        r"golf|tesla|volvo|kia|hyundai|skoda|fiat|peugeot|renault|citroen|jaguar|land rover|chevrolet|chevy|jeep|dodge"
    ),
}
_ROAD_WORD = {
    "fr": r"vehicules|voitures|flotte|conduc(?:teur|trice)|chauffeur|amende|contravention|peage",
    "en": r"vehicles|cars|vans|trucks|fleet|drivers?|chauffeur|penalty|pcn|speeding|toll|towed|clamped",
}
"""What else a sentence about a vehicle speaks of."""
_EITHER = {
    "fr": rf"{_PLATE_WORD['fr']}|{_VEHICLE_WORD['fr']}|{_ROAD_WORD['fr']}|licen[cs]e plate|number plate|registration",
    "en": rf"{_PLATE_WORD['en']}|{_VEHICLE_WORD['en']}|{_ROAD_WORD['en']}|immatriculation|plaque",
}
_SPOKEN = {language: compile_pattern(rf"\b(?:{words})\b") for language, words in _EITHER.items()}
_ANNOUNCED = compile_pattern(
    rf"\b(?:{_PLATE_WORD['fr']}|{_PLATE_WORD['en']})"
    r"(?: (?:suisse|belge|francaise|allemande|espagnole|italienne|uk|us|french|british|irish|german|spanish))?"
    r"(?: (?:de|du|d'|of|for|on|sur) ?[^\d:;,(\n]{2,30}? ?(?:[:=]| is | est ))?[\"')]{0,2}"
    r"(?:[ :=\-]{1,3}(?:est|is|n°|no|numero|number|sous le (?:numero|n°)|:|as|en|a|le|la)\.?){0,3}[ :=.\-\"'(]{0,4}$"
)
_HEADING = compile_pattern(rf"^(?:{_PLATE_WORD['fr']}|{_PLATE_WORD['en']})$")
_VEHICLE_BEFORE = {
    language: compile_pattern(
        rf"\b(?:{words})(?: [a-z]{{3,12}}){{0,1}}(?: (?:est|is|c'est)(?: le| the)?)?[ :,(]{{1,3}}$"
    )
    for language, words in _VEHICLE_WORD.items()
}
_AFTER = compile_pattern(
    r"^[ \"]?(?:\(|- |= |est |is )?(?:(?:la|sa|ma|son|mon|his|her|my|the|is|est|c'est) ){0,3}"
    r"(?:(?:new|nouvelle|company) )?"
    rf"(?:{_PLATE_WORD['fr']}|{_PLATE_WORD['en']}|voiture|vehicule|car|van|vehicle|camionnette)\b"
)
_OWNED = compile_pattern(
    r"\b(?:reprise|trade-in|part[ \-]?ex(?:change)?|p/?x|essai|test drive)\b[^.\n]{0,60}(?:, |: |\()$"
)
"""A vehicle that somebody brings, and its plate after a comma: "Trade-in: Civic of his wife, …"."""
_CHARGED = compile_pattern(
    r"\b(?:penalty|pcn|fine|parking (?:charge|ticket|notice|permit)|speeding|toll|nominate[ds]?|towed|clamped|amende|"
    r"contravention|peage|fleet|flotte)\b[^.\n]{0,60} (?:against|for|contre|pour|visant)"
    r"(?: (?:the|le|la|our|notre|vehicle|vehicule|car|van))* $"
)
"""What drivers pay or ask for, and the vehicle that it concerns: "the penalty issued against …"."""
_LISTED = {
    language: compile_pattern(rf"\b(?:{words})\b[^.\n]{{0,40}}(?:, |: |\()$")
    for language, words in _VEHICLE_WORD.items()
}
_FRENCH = compile_pattern(
    rf"^(?:{_L}{{2}}[ \-]\d{{3}}[ \-]{_L}{{2}}|\d{{3,4}}[ \-]?{_L}{{2,3}}[ \-]?(?:\d{{2}}|2[ab]|97\d))$"
)
_COMMON = compile_pattern(
    r"\b(?:jan|feb|fev|mar|apr|avr|may|mai|jun|jul|aug|aou|sep|oct|nov|dec|mon|tue|wed|thu|fri|sat|sun|"
    r"km|kg|cm|mm|ml|cl|ch|cv|hp|kw|eur|usd|gbp|chf|ht|ttc|tva|vat|pcs|min|max|h|am|pm|v|"
    r"le|la|les|de|du|des|un|une|en|et|au|aux|ce|sa|son|ma|mon|par|sur|pour|est|a|il|y|ou|dans|depuis|fin|avec|soit|"
    r"the|a|an|of|for|to|at|in|on|by|and|or|is|was|has|had|are|its|his|her|my|our|from|with|over|only|since|until|per|"
    r"no|new|old|all|any|not|day|room|box|bay|lot|ref|iso|eu|uk|us|gt|tdi|hdi|dci|cdi|gti|tsi|phev|rue|bp|cs|euro|mph)\b|"
    r"\d(?:km|kg|cm|mm|ml|cl|ch|cv|hp|kw|eur|usd|gbp|pcs|min|am|pm|h)\b"
)
"""What stands beside numbers in ordinary sentences: "de 150 ch", "mai 2026", "12 PCS 24"."""


def plates(reading: Reading, language: Language) -> Iterator[Hit]:
    """The number plates of a text."""
    spoken = _SPOKEN[language].search(reading.folded) is not None
    candidates = [(match.span(), _is_strong) for match in _STRONG.finditer(reading.folded)]
    for pattern in _WEAK if spoken else ():
        candidates += [(match.span(), _is_weak) for match in pattern.finditer(reading.folded)]
    last: tuple[int, int] | None = None
    for (start, end), is_plate in sorted(candidates, key=lambda one: one[0]):
        named = is_plate(reading, language, start, end) or _HEADING.search(heading(reading, start)) is not None
        if named or (last and _goes_on(reading, last, start, end)):
            yield Hit("plate", start, end, 0.9, Sign.VEHICLE)
            last = start, end


def _goes_on(reading: Reading, last: tuple[int, int], start: int, end: int) -> bool:
    """Whether it is one more plate after another: "plates … and …"."""
    if start < last[1] or not is_one_more(reading, last, start, end) or _is_part(reading, start, end):
        return False
    return reading.plain[start:end].isupper() and _COMMON.search(reading.folded[start:end]) is None


def _is_strong(reading: Reading, language: Language, start: int, end: int) -> bool:
    if _is_part(reading, start, end) or is_something_else(reading, start, end):
        return False
    number = reading.plain[start:end]
    if not number.isupper() and _COMMON.search(number.lower()):
        return False  # "the EX30 and…"
    if _AFTER.search(reading.after(end)):
        return True
    sentence = _sentence(reading, start)
    announced = _ANNOUNCED.search(sentence) or (number.islower() and _VEHICLE_BEFORE[language].search(sentence))
    if " " in number and not number.isupper() and not announced:
        return False
    spoken = max((one.start() for one in _SPOKEN[language].finditer(sentence)), default=-1)
    other = max((one.start() for one in OTHER_THINGS.finditer(sentence)), default=-1)
    if spoken >= 0:
        return spoken > other or _ANNOUNCED.search(sentence) is not None
    return other < 0 and _is_french(number)


def _is_weak(reading: Reading, language: Language, start: int, end: int) -> bool:
    if _is_part(reading, start, end) or is_something_else(reading, start, end):
        return False
    sentence = _sentence(reading, start)
    number = reading.plain[start:end]
    if _COMMON.search(reading.folded[start:end]) and not (number.isupper() and _ANNOUNCED.search(sentence)):
        return False
    if _ANNOUNCED.search(sentence):
        return True
    if not number.isupper():
        return False
    if _AFTER.search(reading.after(end)):
        return True
    if OTHER_THINGS.search(sentence):
        return False
    if _CHARGED.search(sentence):
        return True
    folded = reading.folded[start:end]
    if _OWNED.search(sentence) or (_FRENCH.search(folded) and _LISTED[language].search(sentence)):
        return " " not in number or _VAGUE.search(folded) is None
    return _VAGUE.search(folded) is None and _VEHICLE_BEFORE[language].search(sentence) is not None


def _is_french(number: str) -> bool:
    """Whether it is written as on a French plate: capitals, two dashes, not the letters that the series leaves out."""
    return number.isupper() and len(number) == 9 and number[2] == number[6] == "-" and "SS" not in number


def _is_part(reading: Reading, start: int, end: int) -> bool:
    """Whether it is a piece of a longer code."""
    around = reading.folded[max(0, start - 1) : start], reading.folded[end : end + 1]
    return any(one in ("-", "/", "_") for one in around)


def _sentence(reading: Reading, start: int) -> str:
    """What the sentence says before an offset."""
    before = list_head(reading, start) + squeezed(reading.before(start, 90))
    before = before.replace("no. ", "no  ").replace("reg. ", "reg  ").replace("immat. ", "immat  ")
    return last_sentence(before)[1]
