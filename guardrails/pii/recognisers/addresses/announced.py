"""Addresses whose street no list knows: announced by words such as "lives at", or followed by a flat."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.addresses.localities import end_of_address
from guardrails.pii.recognisers.numbers.shapes import has_digit

_CUE = compile_pattern(
    r"\b(?:(?P<home>address(?:es)?|adresses?|domicile|domiciliee?|liv(?:es?|ed|ing)|resid(?:es?|ed|ing|e|ant|ons)|"
    r"habit(?:e|es|ent|ait|ons|ant)|loge|demeurant|demeure)"
    r"|sen[dt]|ship(?:ped|ping)?|deliver(?:y|ed|ing)?|livr(?:er|ez|aison|ee?s?)|posted|mailed|forward(?:ed)?|"
    r"return(?:ed)?|renvoy(?:er|ez|ee?)|envoy(?:er|ez|ee?)|expedi(?:er|ez|ee?)|taxi|cab|meet|pick|drop|drops|dropped|"
    r"collect(?:ed|ion)?|mov(?:ed?|ing)|emmenag(?:e|er|ee?|eons)|demenag(?:e|er|ee?|eons)|arriv(?:ed|es?|ee?)|"
    r"come|bring|located|retrouve|statement|validate|card)\b"
)
_BETWEEN = (
    r"^[^\d\n.;!]{0,45}?(?P<link>[:=(?]|\b(?:at|to|is|in|on|with|from|of|was|au|a|à|est|chez|vers|dans|sur)\b)\s{0,4}"
)
_UNIT = r"(?i:suite|ste\.?|apt\.?|appt\.?|apartment|flat|unit)"
_BIG = (
    r"(?:\p{Lu}\p{L}?\.|(?:Str|Ave|Avda|Ctra|Plz|Blvd|Bld|Aqq)\.|\p{Lu}[\p{L}'\-]*|(?:d|l|dell|all)'\p{Lu}[\p{L}'\-]*)"
)
_SMALL = (
    r"(?:(?:de|du|des|la|le|les|del|della|delle|di|do|da|dos|das|den|der|van|von|of|the|and|y|e|og|av|zu|el|los|las|"
    r"na|str|utca|tee|tn|rue|via|calle|\d{1,2}(?:st|nd|rd|th))\b|(?:ul|str|u|nábř|tn)\.|út)"
)
_WORDS = rf"(?:{_SMALL} ){{0,3}}{_BIG}(?: (?:{_BIG}|{_SMALL})){{0,5}}"
_NUMBER = r"\d{1,5}[a-zA-Z]?(?:[/\-]\d{1,4})?(?: ?(?:bis|ter))?"
_NUMBER_FIRST = rf"(?:{_UNIT} \w{{1,5}},? )?{_NUMBER}(?:,? \d{{1,5}})?,? {_WORDS}(?: \d{{1,5}}[a-z]?\b)?"
_NUMBER_LAST = rf"{_WORDS},? \d{{1,4}}[a-z]?\b"
_ANNOUNCED = compile_pattern(rf"{_BETWEEN}(?P<place>{_NUMBER_FIRST})")
_ANNOUNCED_LAST = compile_pattern(rf"{_BETWEEN}(?P<place>{_NUMBER_LAST})(?:[,;)?\n]|$|\.(?:\s|$)| {_UNIT} )")
_FLAT = compile_pattern(r"\b(?:suite|apt\.?|appt\.?|apartment) ?#?\d{1,5}\b")
_FLATS = ("suite", "apt", "appt", "apartment")
_BEFORE_FLAT = compile_pattern(rf"(?:^|[\s(:;,])({_NUMBER_FIRST}|{_NUMBER_LAST})[.,]?\s{{1,4}}$")
_AFTER_FLAT = compile_pattern(rf"^,? ({_NUMBER_FIRST})")
_TOWN_AFTER = compile_pattern(rf"^( \p{{Lu}}[\p{{L}}'\-]+(?: (?:{_BIG}|{_SMALL})){{0,6}})(?:[,.;?\n]|$| \p{{Ll}})")
_STREET_WORD = compile_pattern(r"\p{Lu}[\p{L}'\-]{2,}")
_SECOND_NUMBER = compile_pattern(r"^\S+ \d|[^\d] \d{2,5}[a-z]?$")
_LOOSE = frozenset(["with", "from", "of", "was", "on", "sur", "(", "?"])
"""Links that need a stronger cue than "sent"."""
_IN = frozenset(["in", "a", "à", "dans", "from", "of"])
"""Links before a town, whose district a number may be: "lives in Paris 12"."""
_REACH, _LONGEST = 150, 75
_NO_STREET = frozenset({
    "january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november",
    "december", "jan", "feb", "mar", "apr", "jun", "jul", "aug", "sep", "sept", "oct", "nov", "dec", "monday",
    "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday", "janvier", "fevrier", "mars", "avril", "mai",
    "juin", "juillet", "aout", "septembre", "octobre", "novembre", "decembre", "lundi", "mardi", "mercredi", "jeudi",
    "vendredi", "samedi", "dimanche", "am", "pm", "eur", "usd", "gbp", "room", "salle", "hall", "building", "gate",
    "dock", "stand", "booth", "platform", "terminal", "warehouse", "site", "store", "level", "floor", "team", "version",
    "invoice", "facture", "order", "commande", "phase", "part", "po", "ref", "case", "ticket", "page", "lot", "box",
    "step", "point", "article", "section", "chapter", "year", "ip", "no", "numero", "number", "unit", "bay",
    "people", "users", "days", "day", "hours", "star", "stars", "km", "kg",
})  # fmt: skip
"""Capitalised words beside a number that are no street: months, rooms, documents."""


def announced_streets(reading: Reading) -> Iterator[tuple[int, int, float]]:
    """Spans of the addresses that words announce, or that lead up to a flat, with a score."""
    for cue in _CUE.finditer(reading.folded):
        at, home = cue.end(), cue.groupdict()["home"] is not None
        window = reading.plain[at : at + _REACH]
        if not has_digit(window[:_LONGEST]):
            continue
        place = _ANNOUNCED.search(window) or (_ANNOUNCED_LAST.search(window) if home else None)
        if place is None:
            continue
        link = place.group(1)
        start, end = at + place.start(2), at + place.end(2)
        if (link in _LOOSE and not home) or (link in _IN and not reading.plain[start].isdigit()):
            continue
        finish, proven = end_of_address(reading, end)
        if _may_be_street(reading, start, end) and _is_announced(
            reading, (start, end, finish), home and link not in _IN
        ):
            yield start, _with_town(reading, finish), 0.9 if proven or home else 0.75
    if not any(word in reading.folded for word in _FLATS):
        return
    for flat in _FLAT.finditer(reading.folded):
        begin = max(0, flat.start() - _LONGEST)
        place = _BEFORE_FLAT.search(reading.plain[begin : flat.start()])
        if place is not None and _may_be_street(reading, begin + place.start(1), begin + place.end(1)):
            end = end_of_address(reading, flat.end())[0]
            yield begin + place.start(1), _with_town(reading, end), 0.9
        place = _AFTER_FLAT.search(reading.plain[flat.end() : flat.end() + _LONGEST])
        if place is not None and _may_be_street(reading, flat.end() + place.start(1), flat.end() + place.end(1)):
            yield flat.start(), end_of_address(reading, flat.end() + place.end(1))[0], 0.9


def _may_be_street(reading: Reading, start: int, end: int) -> bool:
    words = [match.group().lower() for match in _STREET_WORD.finditer(reading.plain[start:end])]
    return bool(words) and not any(word in _NO_STREET for word in words)


def _is_announced(reading: Reading, span: tuple[int, int, int], plain: bool) -> bool:
    """Whether a street that a cue announces has a flat, a code or a second number, or a name after a plain cue."""
    start, end, finish = span
    street = reading.folded[start:end]
    if _SECOND_NUMBER.search(street) or any(one.isdigit() for one in reading.folded[end:finish]):
        return True
    return plain and (finish > end or any(_is_rare(word) for word in street.split()))


def _is_rare(word: str) -> bool:
    """Whether a word is none of the language: "12 Oakdene" may be a house, "12 Countries" is none."""
    lexicon = load_lexicon()
    return len(word) > 2 and word.isalpha() and not (lexicon.is_word(word, "en") or lexicon.is_word(word, "fr"))


def _with_town(reading: Reading, end: int) -> int:
    """The end of an address with the town that follows it on the line without a comma."""
    town = _TOWN_AFTER.search(reading.plain[end : end + 60])
    if town is None or (town.group()[-1].islower() and not reading.plain[end - 1].isdigit()):
        return end
    return end + town.end(1)
