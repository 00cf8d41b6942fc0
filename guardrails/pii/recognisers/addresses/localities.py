"""What follows a street in a postal address: flat, box, postcode and town, county, state, country; on several lines."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading

_STATES = (
    r"a[klrz]|c[aot]|d[ce]|fl|ga|hi|i[adln]|k[sy]|la|m[adeinost]|n[cdehjmvy]|o[hkr]|p[ar]|ri|s[cd]|t[nx]|ut|v[ait]|"
    r"w[aivy]|gu|as|mp|fm|mh|pw"
)
UK_POSTCODE = r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}"
US_CODE = rf"(?:{_STATES})[ ,.]{{1,2}}\d{{5}}(?:-\d{{4}})?"
EIRCODE = r"(?:[acdefhknprtvwxy]\d\d|d6w) ?[acdefhknprtvwxy\d]{4}"
_CANADIAN = r"(?:(?:ab|bc|mb|n[blstu]|on|pe|qc|sk|yt|quebec|ontario)[ ,]{1,2})?[a-z]\d[a-z][ \-]?\d[a-z]\d"
MILITARY = r"(?:apo|fpo|dpo)[, ]{1,2}a[aep][ ,]{1,2}\d{5}(?:-\d{4})?"
CODE = rf"{UK_POSTCODE}|{US_CODE}|{_CANADIAN}|{EIRCODE}"
_NUMERIC = r"(?:[a-z]{1,3} ?- ?)?(?:\d{2} \d{3}|\d{3} \d{2}|\d{2}-\d{3}|\d{4} [a-z]{2}|\d{4}-\d{3}|\d{4,5}(?:-\d{4})?)"
_COUNTRY = (
    r"france|belgique|belgium|belgie|suisse|switzerland|schweiz|luxembourg|monaco|canada|united kingdom|u\.?k\.?|"
    r"england|"
    r"scotland|wales|northern ireland|ireland|irlande|royaume-uni|angleterre|u\.?s\.?a\.?|"
    r"united states(?: of america)?|"
    r"etats-unis|spain|espagne|espana|italy|italie|italia|germany|allemagne|deutschland|the netherlands|netherlands|"
    r"pays-bas|nederland|portugal|poland|pologne|polska|sweden|suede|sverige|norway|norvege|norge|denmark|danemark|"
    r"danmark|"
    r"finland|finlande|suomi|austria|autriche|osterreich|hungary|hongrie|czech republic|czechia|slovakia|slovenia|"
    r"slovenie|"
    r"croatia|romania|roumanie|bulgaria|greece|grece|cyprus|chypre|malta|estonia|latvia|lithuania|iceland|islande|"
    r"greenland|australia|australie|new zealand|south africa|brazil|bresil|brasil|mexico|mexique|argentina|chile|"
    r"uruguay|"
    r"morocco|maroc|tunisia|tunisie|algerie|senegal|japan|japon|india|inde|singapore|israel|turkey|turquie"
)
_UNIT = (
    r"(?:suite|ste\.?|apt\.?|appt\.?|app\.?|apartment|appartement|flat|unit|room|rm\.?|floor|fl\.?|bus|bte\.?|boite|"
    r"lot|p\.?o\.? box|case postale|postfach|bp|cs|tsa|box|#|bat\.?|batiment|building|bldg\.?|block|"
    r"esc\.?|escalier|porte|etage|entree|"
    r"door|hall"
    r") ?(?:n°? ?)?#?(?:\d{1,6}[a-z]?|[a-z]\d{0,3})(?:[\-/][a-z0-9]{1,4})?\b"
    r"|porte (?:gauche|droite|face)|\d{1,2} ?o ?(?:[a-z]|izq|dcha|izda)\b"
    r"|(?:\d{1,2} ?(?:er|e|eme|nd|nde|st|rd|th)|premier|deuxieme|dernier|first|second|third|ground|top) "
    r"(?:etage|floor)(?: (?:gauche|droite|face|porte \w{1,4}|left|right))?|rdc|rez-de-chaussee|\d{1,2}/[fg]\b"
    r"|(?:residence|res\.|immeuble|lotissement|hameau|lieu-dit|lieudit|quartier|domaine|le bourg)(?: [a-z'\-]+){0,4}"
)
_LINK = compile_pattern(r"^(?: ?[,;|/(–-]? ?\n[ \t>]{0,4}(?:, ?)?| ?[,;|] ?| - | / | \(| )")
_SEGMENT = compile_pattern(
    rf"^(?:(?P<unit>{_UNIT})|(?P<code>(?:{MILITARY}|{CODE})\b)|(?P<country>(?:{_COUNTRY})\b(?: \d{{4,6}}\b)?))"
)
_REGION = compile_pattern(rf"^\p{{Lu}}{{2,4}}(?: ?\n ?|, ?| )(?:(?i:{_COUNTRY})\b(?: \d{{4,6}}\b)?|\d{{4,6}}\b)")
"""Letters that stand for a state or a province elsewhere, before a country or a code."""
_BRACKETED = compile_pattern(r"^\(?\d{5}\)")
_NUMERIC_CODE = compile_pattern(rf"^(?:{_NUMERIC})[ ,;\-]{{1,3}}")
_TOWN = r"\p{L}[\p{L}'.\-]*(?:[ \-][\p{L}'.\-]+){0,3}?"
_TOWN_CODE = compile_pattern(rf"^{_TOWN}(?:[ ,\n]{{1,3}}(?:{CODE})|(?:, ?| )(?:\d{{5}}(?:-\d{{4}})?|\d{{4}}))\b")
_TOWN_COUNTRY = compile_pattern(rf"^{_TOWN}[ ,\n]{{1,3}}(?:{_COUNTRY})\b(?: \d{{4,6}}\b)?")
_AFTER_CODE = compile_pattern(rf"^(?:{_COUNTRY})\b")
_CODE_LAST = compile_pattern(rf"\b(?:{MILITARY}|{CODE})$")
_COUNTY = compile_pattern(r"^(?:co\.? [a-z]{4,12}|county [a-z]{4,12}|dublin \d{1,2}w?|cork city)\b")
_TOWN_NAME = compile_pattern(
    r"^\p{Lu}[\p{L}'\-]+(?:[ \-](?:\p{Lu}[\p{L}'\-]+|\d{1,2}\b|(?:de|du|des|la|le|les|sur|en|upon|on|of|the|under|"
    r"aux?)\b)){0,4}"
)
_LOWER_TOWN = compile_pattern(r"^(\p{Ll}[\p{Ll}'\-]+(?: \p{Ll}[\p{Ll}'\-]+){1,2}) ?(?:[\n,;.)]|$)")
_SMALL = frozenset({
    "de", "du", "des", "la", "le", "les", "l'", "l", "d", "d'", "aux", "au", "a", "en", "sur", "sous", "et", "saint",
    "sainte", "st", "ste", "upon", "on", "of", "the", "under", "di", "del", "den", "an", "am", "der",
})  # fmt: skip
_NO_TOWNS = frozenset({
    "merci", "tel", "telephone", "bonjour", "portable", "mobile", "mob", "contact", "email", "mail", "phone",
    "thanks", "thank",
    "cordialement", "bien", "fax", "code", "digicode", "interphone", "avant", "apres", "pour", "please", "best",
    "regards", "kind",
    "il", "elle", "nous", "vous", "je", "ils", "the", "he", "she", "we", "they", "it", "this", "if", "and", "but",
    "ref", "order",
    "invoice", "commande", "facture", "siret", "livraison", "lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi",
    "dimanche", "monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "mme", "mlle",
    "monsieur", "madame",
    "mrs", "miss", "client", "customer", "nom", "name", "date", "note", "notes", "born", "nee", "iban", "call",
    "appeler", "can",
    "could", "your", "vat", "tva", "eori", "ein", "ssn", "nhs", "dob", "ean", "notre", "votre", "our", "sas", "sarl",
})  # fmt: skip
"""Capitalised words that come after a street and are no town."""
_AT_TOWN = ("a ", "in ")
_MOST_SEGMENTS = 6
_REACH = 70


def end_of_address(reading: Reading, at: int) -> tuple[int, bool]:
    """Where an address ends whose street ends at `at`, and whether a postcode, a county or a country proves it."""
    end, proven, tentative = at, False, at
    for _ in range(_MOST_SEGMENTS):
        link = _LINK.search(reading.folded[tentative : tentative + 8])
        if link is None:
            break
        start = tentative + link.end()
        if _CODE_LAST.search(reading.folded[max(0, tentative - 16) : tentative]) and not _AFTER_CODE.search(
            reading.folded[start : start + 30]
        ):
            break  # nothing but a country follows such a code
        after, sure = _segment(reading, start, spaced=link.group() == " ")
        if after == start:
            break
        if "(" in link.group() and reading.folded[after : after + 1] == ")":
            after += 1
        if sure is not None:
            end, proven = after, proven or sure
        elif "\n" not in link.group():
            end = after
        tentative = after
    return end, proven


def _segment(reading: Reading, start: int, spaced: bool) -> tuple[int, bool | None]:
    """The end of a part of an address that starts there (`start` if none does), and whether it proves the address.

    None: a town's name alone, that counts after a comma, and on a new line only if something more follows.
    """
    window = reading.folded[start : start + _REACH]
    bracketed = _BRACKETED.search(window)
    if bracketed:
        return start + bracketed.end(), True
    known = _SEGMENT.search(window)
    region = _REGION.search(reading.plain[start : start + _REACH])
    numeric = _NUMERIC_CODE.search(window)
    if numeric:
        end = town_end(reading, start + numeric.end())
        if end > start + numeric.end() and _is_town_after_code(reading, start, start + numeric.end()):
            return end, True
    if known:
        return start + known.end(), known.groupdict()["unit"] is None
    if region:
        return start + region.end(), True
    county = _COUNTY.search(window)
    if county:
        return start + county.end(), True
    for pattern in (_TOWN_CODE, _TOWN_COUNTRY):
        found = pattern.search(window)
        if found and (pattern is _TOWN_CODE or reading.plain[start].isupper()):
            return start + found.end(), True
    name_start = start
    if spaced:
        if not reading.folded.startswith(_AT_TOWN, start):
            return start, None
        name_start = reading.folded.index(" ", start) + 1
    name = _TOWN_NAME.search(reading.plain[name_start : name_start + 40])
    if name and is_town(name.group()):
        return name_start + name.end(), None
    return start, None


def _is_town_after_code(reading: Reading, start: int, town: int) -> bool:
    """Whether a word after a number is a town: after five digits any word, after four a capitalised one."""
    digits = sum(one.isdigit() for one in reading.folded[start:town])
    return digits == 5 or (digits in (4, 7) and reading.plain[town].isupper())


def is_town(name: str) -> bool:
    """Whether capitalised words may be a town, and no given name or ordinary word."""
    words = name.lower().replace("-", " ").split()
    if len(words[0]) < 3 and words[0] not in ("le", "la"):
        return False
    return words[0] not in _NO_TOWNS and not load_lexicon().is_plainly_given(words[0])


def town_end(reading: Reading, at: int) -> int:
    """The end of a town's name that starts at `at`: a first word of any case, then capitals and small words."""
    end = at
    for number, (after, word) in enumerate(following_words(reading, at, 6)):
        if number == 0 and not word[:1].isalpha():
            return at
        if number and not (word[:1].isupper() or word.lower() in _SMALL or word.lower() == "cedex" or word.isdigit()):
            break
        if number and word.isdigit() and len(word) > 2:
            break
        if number == 0 or word.lower() not in _SMALL:
            end = after
    rest = _LOWER_TOWN.search(reading.plain[at : at + 40])
    return max(end, at + rest.end(1)) if rest else end


def following_words(reading: Reading, at: int, most: int) -> Iterator[tuple[int, str]]:
    """Words from `at` on that are one space apart on the same line, with the offset after each."""
    text = reading.plain
    for _ in range(most):
        start = at
        while at < len(text) and (text[at].isalnum() or text[at] in "'-.") and at - start < 40:
            at += 1
        if at == start:
            return
        word = text[start:at].rstrip(".-")
        yield start + len(word), word
        if (text[start:at] != word and not len(word) <= 3) or text[at : at + 1] != " ":
            return
        at += 1


def is_small(word: str) -> bool:
    """Whether a word is one that a name of a place is tied with ("de", "sur")."""
    return word.lower() in _SMALL or word.lower().endswith("'")
