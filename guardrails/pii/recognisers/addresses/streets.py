"""Streets with their number, as countries write them."""

from collections.abc import Iterator
from typing import NamedTuple

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.addresses.localities import following_words, is_small


class Street(NamedTuple):
    """A street: its offsets, whether it is one whatever surrounds it, whether only a postcode or a flat proves it."""

    start: int
    end: int
    sure: bool
    doubtful: bool = False


_WAYS = (
    r"rue|r\.|avenue|av\.?|ave\.?|aven|boulevard|bd\.?|bld\.?|blvd\.?|boul\.?|place|pl\.|placette|chemin|ch\.|che\.|"
    r"chem\.|"
    r"impasse|imp\.|allees?|all\.|quai|sq\.?|route|rte\.?|square|cours|passage|pass\.|faubourg|fbg\.?|fg\.?"
    r"|sentier|ruelle|esplanade|promenade|lotissement|cite|villa|villas|hameau|lieu[- ]dit|lieudit|venelle|montee|"
    r"traverse|"
    r"parvis|voie|sente|clos|cour|mail|rond[- ]point|residence|za|zi|zac|zone|dreve|chaussee|digue|galerie|rampe|"
    r"corniche|"
    r"carrefour|cote|porte|grand[- ]rue|grande rue|rang"
)  # fmt: skip
_VAGUE = frozenset({
    "place", "cours", "cour", "passage", "mail", "voie", "zone", "residence", "cite", "villa", "villas", "square",
    "traverse",
    "promenade", "montee", "route", "cote", "porte", "galerie", "rang", "rampe", "quai", "av", "all", "ch", "za",
    "zi", "zac",
    "parvis", "imp", "pl", "sq", "pass", "clos",
})  # fmt: skip
"""Words that also count other things: "12 places", "3 cours", "2 routes"."""
_FRENCH = compile_pattern(
    rf"\b\d{{1,4}}(?: ?[-/] ?\d{{1,4}}\b)?(?: ?(?:bis|ter|quater|[a-d]))?(?: ?[,/] ?\n?| )(?:(?:grand[- ]?rue|"
    rf"grande rue|grand[- ]place)\b|(?:voie|chemin|route) (?:communale?|rurale?|vicinale?|departementale?|nationale?) "
    rf"(?:n° ?)?\d{{1,4}}\b|(?:{_WAYS}) )"
)
_WHOLE = frozenset(["rue", "grand-rue", "grand-place", "grandrue"])
"""What a street may be called without a name of its own."""
_UPTO_CODE = compile_pattern(r"^([^\d,.;:@\n]{2,50}[^\d,.;:@\n \-])(?: ?, ?| - | |,? ?\n)\d{5} [a-z]")
_NUMBERLESS = compile_pattern(
    r"\b(?:\d{1,4}(?: ?bis| ?ter)?,? )?(?:rue|avenue|boulevard|place|chemin|impasse|allee|quai|route|square|hameau|"
    r"lieu[- ]dit|lieudit|le bourg|"
    r"residence|"
    r"domaine|ferme|mas|moulin|chateau|cite|clos|lotissement|villa|grand[- ]rue|grande rue)"
    r"(?: [a-z'\-]+){0,6}(?: ?,? ?\n| ?, ?| - | )(?:f ?- ?)?\d{5} [a-z]"
)
_NUMBER_LAST = compile_pattern(
    r"\b(?:rue|avenue|av\.|boulevard|bd\.?|place|chemin|ch\.|impasse|allee|quai|route|rte\.?|square|chaussee|dreve|"
    r"clos|cours|"
    r"sentier|ruelle|passage|promenade|venelle)(?: [a-z'\-.]+){1,6},? (?:n° ?)?\d{1,4}(?: ?(?:bis|ter)|[a-z])?\b"
    r"|\b(?:grand[- ]?rue|grande rue|grand[- ]place),? \d{1,4}(?: ?(?:bis|ter)|[a-z])?\b"
)
_AFTER_NUMBER = compile_pattern(r"^(?: ?[,;.()\n|]|$| - | ?(?:bte|boite|b|bus) ?\d)")

_PLAIN_SUFFIX = (
    r"street|st|road|rd|lane|ln|avenue|ave|av|boulevard|blvd|crescent|cres|gardens|gdns|terrace|terr|ter|parkway|"
    r"pkwy|highway|"
    r"hwy|mews|alley|embankment|broadway|freeway|turnpike|expressway|motorway|croft|wharf|grove|esplanade|boreen"
)
_VAGUE_SUFFIX = (
    r"drive|dr|court|ct|way|walk|close|cl|place|pl|square|sq|hill|row|yard|quay|green|rise|circle|cir|trail|trl|"
    r"parade|park|"
    r"view|heights|hts|gate|mount|vale|fields?|meadows?|bridge|cross|end|hollow|ridge|point|loop|run|path|pass|pike|"
    r"creek|"
    r"crossing|landing|manor|bend|plaza|station|orchard|dene|side|bank|common|villas|cottages|estate|mall|glen|cove|"
    r"village|"
    r"junction|extension|island|mill|mills|springs?|harbors?|forges?|knolls?|lakes?|ranch|ports?|valleys?|via|track|"
    r"throughway"
)
_SUFFIX = rf"{_PLAIN_SUFFIX}|{_VAGUE_SUFFIX}"
_DIRECTION = r"(?:n|s|e|w|ne|nw|se|sw|north|south|east|west|northeast|northwest|southeast|southwest)"
_ENGLISH = compile_pattern(
    rf"\b(?:\d{{1,5}} )?\d{{1,5}}[a-z]?(?: ?[-/] ?\d{{1,4}}[a-z]?)?(?:,? ?\n| ?, ?| )(?:{_DIRECTION}\.? )?"
    rf"(?:(?:(?:[a-z][a-z0-9'\-]*\.?|\d+(?:st|nd|rd|th)) ){{1,4}}?(?:{_SUFFIX})(?: (?:{_SUFFIX}))*|broadway|"
    rf"the [a-z]{{4,12}}|"
    rf"(?:highway|hwy|route|county road|state road|us|fm) \d{{1,4}})\b\.?(?: {_DIRECTION}\b\.?)?"
)
_PLAIN_END = compile_pattern(rf"(?:^|\W)(?:{_PLAIN_SUFFIX})\.?(?: {_DIRECTION}\.?)?$")
_CAPITAL_AFTER = compile_pattern(r"^ \p{Lu}\p{Ll}")
_FUNCTION = frozenset({
    "to", "for", "your", "in", "and", "or", "a", "an", "with", "my", "our", "is", "are", "that", "this", "more",
    "new", "hard",
    "star", "day", "days", "week", "month", "year", "hour", "at", "from", "by", "people", "users", "seats", "ways",
    "steps", "percent", "off", "top", "best",
})  # fmt: skip

_PREFIXED = compile_pattern(
    r"\b(?:\d{1,5},? )?(?P<type>calle|c/|avenida|avda\.?|av\.|paseo|plaza|placa|carrer|camino|ronda|travesia|"
    r"carretera|glorieta|"
    r"rambla|rua|praca|travessa|estrada|alameda|ul\.|ulica|ulice|aleja|strada|bulevardul|calea|soseaua|cesta|piazza|"
    r"piazzale|"
    r"viale|corso|vicolo|lungomare|via|largo|contrada|am|an der|im|zum|auf der|in der|unter den|al\.|os\.|str\.)"
    r" ?(?:[a-z0-9'.\-]+ ){0,5}?[a-z][a-z'.\-]*,? (?:n[°.o]{0,2} ?)?\d{1,5}(?:[/\-]\d{1,4})?[a-z]?\b"
)
_RISKY_PREFIXES = frozenset({
    "via", "largo", "am", "an der", "im", "zum", "auf der", "in der", "unter den", "al.", "os.", "str.", "av.",
    "ronda", "cesta",
    "strada", "corso", "camino", "plaza",
})  # fmt: skip
_SUFFIXED = compile_pattern(
    r"\b(?:\d{1,5},? )?[a-z\-]{2,26}(?:(?P<sure>strasse|strase|str\.|gasse|platz|allee|damm|ufer|"
    r"straat|laan|plein|gracht|kade|steenweg|gatan|vagen|stigen|veien|gaten|katu|kuja|vejen|gaden|torget|plassen|"
    r"bakken|polku|vaegen|weg|vej|vei|dreef|"
    r"dijk|singel|"
    r"steig|plads|vaenget|vegur)|"
    r"(?P<risky>gade|gata|gate|tie|ring|hof|berg|markt|pad|lei|graben|alle|parken|braut|tori)"
    r"|(?P<word> (?:utca|korut|ulica|cesta|sokak|caddesi|strasse|strase|platz|allee|weg|gate|gata|vei|vej|alle|gade)))"
    r",? \d{1,4}(?:[/\-]\d{1,4})?[a-z]?\b"
)


def french_streets(reading: Reading) -> Iterator[Street]:
    """Number, type of street, name: "12 bis, rue des Lilas"; without a known town, the name needs a capital."""
    for match in _FRENCH.finditer(reading.folded):
        start, head = match.span()
        type_ = reading.folded[start:head].split()[-1].strip(".,/")
        end, capital = _name_end(reading, head)
        upto = _UPTO_CODE.search(reading.folded[head : head + 80])
        if upto and len(upto.group(1).split()) <= 8:  # in lower case, only the postcode tells where a name ends
            end = max(end, head + upto.end(1))
        if end > head:
            yield Street(start, end, capital and (type_ not in _VAGUE or _has_small_word(reading, head, end)))
        elif reading.folded[head - 1] != " " and (type_.isdigit() or type_ in _WHOLE):
            yield Street(start, head, True)


def numberless_streets(reading: Reading) -> Iterator[Street]:
    """Type and name before a postcode: "Place de l'Église, 43000 Le Puy"."""
    for match in _NUMBERLESS.finditer(reading.folded):
        words = reading.plain[match.start() : match.end()].rstrip()
        street = words[:-7].rstrip(" ,-\n")
        if street.lower().endswith((" f", ",f", "\nf")):  # "F-43000"
            street = street[:-1].rstrip(" ,-\n")
        yield Street(match.start(), match.start() + len(street), False)


def number_last_streets(reading: Reading) -> Iterator[Street]:
    """ "Rue de la Loi 12", as in Belgium and Switzerland."""
    for match in _NUMBER_LAST.finditer(reading.folded):
        start, end = match.span()
        while reading.folded[end - 1 : end].isspace():
            end -= 1
        name = reading.plain[start:end].split()[1:-1] or [reading.plain[start:end]]
        closed = _AFTER_NUMBER.search(reading.folded[end : end + 8]) is not None
        named = any(one[:1].isupper() or ("'" in one and one.partition("'")[2][:1].isupper()) for one in name)
        yield Street(start, end, closed and named)


def _name_end(reading: Reading, head: int) -> tuple[int, bool]:
    """Where the name after a type of street ends, and whether it has a capital."""
    end, capital = head, False
    for number, (at, word) in enumerate(following_words(reading, head, 8)):
        small = is_small(word)
        big = word[:1].isupper() or (word[1:2] == "'" and word[2:3].isupper())
        if word.isdigit() and (len(word) > 2 or number == 0):
            break
        if not (small or big or word[:1].isdigit()) and end > head:
            break
        capital = capital or (big and not small) or (big and len(word) > 2)
        if not small or big:
            end = at
    return end, capital


def _has_small_word(reading: Reading, head: int, end: int) -> bool:
    """Whether the name is tied to the type by "de la": "place de la Liberté" is a street, "place Premium" is not."""
    words = reading.folded[head:end].split()
    return (len(words) > 1 and is_small(words[0].partition("'")[0])) or "'" in words[0]


def english_streets(reading: Reading) -> Iterator[Street]:
    """Number, name, type: "14 Mill Lane"; without a postcode, the name needs capitals."""
    for match in _ENGLISH.finditer(reading.folded):
        start, end = match.span()
        words = [word for word in reading.plain[start:end].split()[1:] if word[:1].isalpha()]
        titled = bool(words) and all(word[:1].isupper() or word == "of" for word in words)
        plainly = titled and not any(word.lower() in _FUNCTION for word in words[:-1])
        goes_on = _CAPITAL_AFTER.search(reading.plain[end : end + 3]) is not None
        yield Street(start, end, plainly and not goes_on and _PLAIN_END.search(reading.folded[start:end]) is not None)


def foreign_streets(reading: Reading) -> Iterator[Street]:
    """Streets of other countries: "Calle Mayor 5", "ul. Długa 12", "Bahnhofstraße 12", "Storgatan 14"."""
    for match in _PREFIXED.finditer(reading.folded):
        start, end = match.span()
        name = reading.plain[match.end(1) : end].split()[:-1]
        capital = any(word[:1].isupper() for word in name)
        closed = _AFTER_NUMBER.search(reading.folded[end : end + 8]) is not None
        risky = match.group(1) in _RISKY_PREFIXES
        upper = reading.plain[match.start(1)].isupper()
        if capital and (upper or not risky):
            yield Street(start, end, not risky or (closed and not match.group(1).startswith("a") and len(name) <= 3))
    lexicon = load_lexicon()
    for match in _SUFFIXED.finditer(reading.folded):
        start, end = match.span()
        word = reading.folded[start:end].split()[0].strip(",")
        if reading.plain[start].isupper() or word.isdigit():
            doubtful = match.groupdict()["risky"] is not None or word in lexicon.ordinary
            yield Street(start, end, not doubtful, doubtful)
