"""Postal addresses of France, the United Kingdom, Ireland and the United States, on one line or several."""

from collections.abc import Iterable, Iterator

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import Pattern, compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_WAYS = (
    r"rue|r\.|avenue|av\.?|ave\.?|boulevard|bd\.?|bld\.?|blvd\.?|place|pl\.|chemin|ch\.|che\.|impasse|imp\.|allees?|"
    r"all\.|quai|sq\.?|route|rte\.?|square|cours|passage|faubourg|fbg\.?|fg\.?"
    r"|sentier|ruelle|esplanade|promenade|lotissement|cite|villa|hameau|lieu[- ]dit|venelle|montee|traverse|parvis|"
    r"voie|sente|clos|cour|mail|rond[- ]point|residence|za|zi|zac|zone"
)  # fmt: skip
_FRENCH_HEAD = compile_pattern(rf"\b\d{{1,4}}(?: ?(?:bis|ter|quater|[a-d]))?(?: ?[,/] ?| )(?:{_WAYS}) ")
_FRENCH_TOWN = compile_pattern(
    r"[ ,;\n\-]{0,4}(?:(?:bp|cs|tsa) ?\d{2,6}[ ,\n\-]{1,3})?(?:f ?- ?)?\d{2} ?\d{3}[ ,\-]{1,3}"
)
_FRENCH_EXTRA = compile_pattern(
    r"(?:(?:\d{1,2} ?(?:er|e|eme|nd) etage|rez-de-chaussee|rdc|appt?\.?|appartement|apt\.?|bat\.?|batiment|esc\.?|"
    r"escalier|porte|residence|res\.|immeuble|entree|etage)"
    r"[^,\n\d:;]{0,28}(?:\d{1,4})?[a-z]?[ ,\-\n]{1,3})+$"
)
_SMALL = frozenset({
    "de", "du", "des", "la", "le", "les", "l'", "l", "d", "d'", "aux", "au", "a", "en", "sur", "sous", "et", "lès",
    "saint", "sainte", "st", "ste",
})  # fmt: skip
_LONGEST_STREET = 8

_SUFFIX = (
    r"street|st|road|rd|lane|ln|avenue|ave|drive|dr|court|ct|way|walk|close|crescent|cres|gardens|gdns|grove|"
    r"terrace|place|pl|square|sq|boulevard|blvd|parkway|pkwy|highway|hwy|broadway|hill"
    r"|mews|row|yard|quay|green|rise|circle|cir|trail|alley|parade|embankment"
)  # fmt: skip
_ENGLISH_HEAD = compile_pattern(
    rf"\b\d{{1,5}}[a-z]?(?:-\d{{1,4}})?,? (?:(?:[a-z][a-z0-9'\-]*\.?|\d+(?:st|nd|rd|th)) ){{0,4}}?(?:{_SUFFIX})\b\.?"
)
_UNIT = r"(?:[, \n]{1,3}(?:suite|ste|apt\.?|apartment|flat|unit|floor|fl|room|#) ?#?[a-z0-9\-]{1,6})?"
_ENGLISH_CODE = r"[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2}|[a-z]{2},? \d{5}(?:-\d{4})?|[a-z]\d[\dw] ?[a-z0-9]{4}"
_ENGLISH_TAIL = compile_pattern(
    rf"^{_UNIT}(?:[, \n]{{1,3}}[a-z][a-z'.\-]+(?:[ \-][a-z'.\-]+){{0,2}}){{0,2}}[, \n]{{1,3}}(?:{_ENGLISH_CODE})\b"
)
_ENGLISH_UNIT = compile_pattern(rf"^{_UNIT}")
_TITLE_TOWN = compile_pattern(r"^, ?\n?\p{Lu}\p{L}+(?:[ \-]\p{Lu}\p{L}+){0,2}")
_ENGLISH_EXTRA = compile_pattern(
    r"(?:(?:flat|apartment|apt|unit|suite) ?#?[a-z0-9]{1,5}|(?:the )?[a-z'\-]+(?: [a-z'\-]+){0,2} (?:house|mill|"
    r"court|cottage|lodge|barn|farm|hall|building|tower|manor|rectory|vicarage)"
    r"|(?:house|flat) \d+),[ \n]$"
)
_OFFICES = compile_pattern(
    r"(?:siege(?: social)?|nos bureaux|notre agence|notre showroom|notre magasin|notre boutique|notre entrepot|"
    r"nos locaux|registered office|our offices?|our showroom|our store|our warehouse|head ?quarters|head office)"
    r"[^.\n]{0,25}$"
)  # fmt: skip
_BOX = compile_pattern(r"\b(?:p\.?o\.? box|boite postale|bp) ?\d{2,6}[ ,\n]{1,3}\d{5} [a-z\-]+")


class AddressRecogniser(Recogniser):
    """Street addresses; a company's own premises ("nos bureaux", "registered office") are not personal."""

    kinds = ("address",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """French addresses, English ones, boxes."""
        for start, end, score in (*_french(reading), *_english(reading)):
            if not _OFFICES.search(reading.before(start, 60)):
                yield Hit("address", start, end, score, Sign.STREET)
        for match in _BOX.finditer(reading.folded):
            yield Hit("address", *match.span(), 0.8, Sign.STREET)


def _french(reading: Reading) -> Iterator[tuple[int, int, float]]:
    for match in _FRENCH_HEAD.finditer(reading.folded):
        start, head = match.span()
        end, score = _french_end(reading, head)
        if end > head:
            window = reading.folded[max(0, start - 90) : start]
            extra = _FRENCH_EXTRA.search(window)
            yield (start - len(window) + extra.start() if extra else start), end, score


def _french_end(reading: Reading, head: int) -> tuple[int, float]:
    """Where an address ends whose street type ends at `head`; `head` itself when no street name follows."""
    window = reading.folded[head : head + 130]
    town = _FRENCH_TOWN.search(window)
    if town and len(window[: town.start()].split()) <= _LONGEST_STREET and window[: town.start()].count("\n") <= 1:
        return _town_end(reading, head + town.end()), 0.95
    end, named = head, False
    for at, word in _following_words(reading, head, _LONGEST_STREET):
        small = word.lower() in _SMALL or word.lower().endswith("'")
        if not (small or word[:1].isupper() or word[:1].isdigit() or not named):
            break
        named = named or not small
        if not small:
            end = at
    return (end, 0.75) if named else (head, 0.0)


def _town_end(reading: Reading, at: int) -> int:
    """The end of a town's name that starts at `at`: a first word of any case, then capitals and small words."""
    end = at
    for number, (after, word) in enumerate(_following_words(reading, at, 6)):
        if number and not (word[:1].isupper() or word.lower() in _SMALL or word.lower() == "cedex" or word.isdigit()):
            break
        if number == 0 or word.lower() not in _SMALL:
            end = after
    return end


def _following_words(reading: Reading, at: int, most: int) -> Iterator[tuple[int, str]]:
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


def _english(reading: Reading) -> Iterator[tuple[int, int, float]]:
    for match in _ENGLISH_HEAD.finditer(reading.folded):
        start, head = match.span()
        tail = _ENGLISH_TAIL.search(reading.folded[head : head + 110])
        if tail:
            yield _english_start(reading, start), head + tail.end(), 0.95
        elif _is_titled(reading.plain[start:head]):
            end = head + len(_match(_ENGLISH_UNIT, reading.folded[head : head + 30]))
            end += len(_match(_TITLE_TOWN, reading.plain[end : end + 50]))
            yield _english_start(reading, start), end, 0.8


def _match(pattern: Pattern, text: str) -> str:
    found = pattern.search(text)
    return str(found.group()) if found else ""


def _is_titled(street: str) -> bool:
    words = [word for word in street.split()[1:] if word[:1].isalpha()]
    return bool(words) and all(word[:1].isupper() for word in words)


def _english_start(reading: Reading, start: int) -> int:
    window = reading.folded[max(0, start - 60) : start]
    extra = _ENGLISH_EXTRA.search(window)
    return start - len(window) + extra.start() if extra else start
