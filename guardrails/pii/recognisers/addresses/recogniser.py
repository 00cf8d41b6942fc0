"""Postal addresses of people, of France and its neighbours, the British Isles, America and elsewhere in Europe."""

from collections.abc import Iterable, Iterator, Sequence

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.addresses.announced import announced_streets
from guardrails.pii.recognisers.addresses.localities import (
    EIRCODE,
    MILITARY,
    UK_POSTCODE,
    US_CODE,
    end_of_address,
    is_town,
    town_end,
)
from guardrails.pii.recognisers.addresses.streets import (
    Street,
    english_streets,
    foreign_streets,
    french_streets,
    number_last_streets,
    numberless_streets,
)
from guardrails.pii.recognisers.numbers.shapes import has_digit
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_PREMISES = compile_pattern(
    r"\b(?:siege(?: social)?|au capital de|rcs|nos bureaux|nos locaux|nos ateliers|nos equipes|parc des expositions|"
    r"palais des congres|centre de congres|(?:notre |nos |l'|le |la |du |au |a l'|de l')(?:agences?|showroom|magasins?|"
    r"boutiques?|entrepots?|usine|ateliers?|depot|etablissement|succursale|concession|salon|hotel|restaurant|mairie|"
    r"musee|gare|"
    r"stade|palais|centre|locaux|bureaux|point de vente|point relais)"
    r"|registered office|(?:our|the|at) (?:new |main |local |london |paris |dublin )?(?:offices?|showroom|stores?|"
    r"shops?|"
    r"warehouse|plant|factory|branch|depot|workshop|premises|venue|hotel|restaurant|conference centre|"
    r"convention center|site)|"
    r"head ?quarters|head office|visit us|rendez-nous visite|retrouvez-nous|venez nous voir|find us|nous sommes situes|"
    r"we are (?:located|based))\b[^.\n]{0,45}$"
)
_DELIVERED = compile_pattern(
    r"\b(?:livr(?:er|ee?s?|aison|ez)|expedi(?:er|ee?s?|ez)|envoy(?:er|ee?s?|ez)|habite|domicile|deliver(?:ed|y)?|"
    r"ship(?:ped)?|sent|send|lives?)(?: [a-z]+)? ?(?:au|a|to|at|:)[ :]{1,2}$"
)
"""What brings a parcel to somebody, although a shop was named before: "… from the shop, or delivered to …"."""
_PREMISES_AFTER = compile_pattern(
    r"^ ?[(,\-] ?(?:siege(?: social)?|nos bureaux|notre (?:siege|agence|showroom|magasin)|our (?:office|head|"
    r"showroom|store)|"
    r"head office|registered office|rcs|siret|siren)\b"
)
_TRADE = (
    r"(?:industrial|business|trading|retail|science|technology|enterprise|distribution|commercial) "
    r"(?:estate|park|centre|center|court)|"
    r"(?:zone|parc) (?:artisanale?|industrielle?|commerciale?|logistique|tertiaire|d'activites?)|"
    r"technopole|parc technologique"
)
_TRADE_STREET = compile_pattern(
    rf"\b(?:{_TRADE}|(?:commerce|enterprise|industry|industrial|trade|innovation) (?:way|drive|road|street|avenue|park|"
    r"court|boulevard|blvd|parkway)|(?:de l'|des |de la )(?:industrie|industries|artisanat|artisans|metiers|"
    r"entreprise|entreprises|technologie|innovation))\b"
)
"""Where companies are: streets and estates named after trade."""
_TRADE_AFTER = compile_pattern(rf"^,? (?:[a-z']+ ){{0,2}}(?:{_TRADE})\b")
_VENUE = compile_pattern(
    r"\b(?:venue|lieu|accueill\w+|accueil|recoi(?:t|vent)|reunion|meeting|conference|seminaire|seminar|salon|expo|event|"
    r"evenement|ouverts?|open day|portes ouvertes|depot des \w+)\b[^.\n]{0,45}$"
)
_VENUE_AFTER = compile_pattern(r"^ ?[,(\-] ?(?:salle|salon|room|hall|amphi\w*|auditorium|stand|booth|rez-de-jardin)\b")
_LIVES = compile_pattern(
    r"\b(?:habit\w+|domicil\w+|resid\w+|demeur\w+|lives?|living|home|chez (?:lui|elle|moi))\b[^\n]{0,40}$"
)
_HOME = compile_pattern(
    r"(?:adresse|address|domicile|domiciliee?|habite|demeurant|demeure|reside|loge|livr(?:er|ez|aison|e)|emmenage|"
    r"demenage|"
    r"chez (?:lui|elle|moi|eux)|installee?|lives?|living|home|house|moved?|resides?|deliver(?:y)?|ship(?:ping|ped)?|"
    r"billing|"
    r"intervention|chantier|rdv|passer|expedier|envoyer|send|residing)\b[^\d\n]{0,30}$"
)
_LINK = r"(?: ?,? ?\n ?| ?, ?| - )"
_EXTRA = compile_pattern(
    r"(?:(?:^|\b)(?:(?:(?:\d{1,2} ?(?:er|e|eme|nd|nde|st|rd|th) (?:etage|floor)|rez-de-chaussee|rdc|(?:appt?|"
    r"appartement|apt|bat|batiment|esc|"
    r"escalier|porte|residence|res|immeuble|entree|etage|bp|cs|tsa|lieu-dit|lieudit|hameau|lotissement|lot|"
    r"quartier)\b\.?)"
    r"[^,\n\d:;.]{0,28}(?:\d{1,5})?[a-z]?"
    r"|(?:flat|apartment|apt\.?|unit|suite|room|floor|block|p\.?o\.? box) ?#?(?:\d{1,5}[a-z]?|[a-z]\d{0,3})"
    r"|(?:ground|first|second|third|top) floor(?: flat)?)"
    rf"(?:{_LINK}| )|(?:(?:the )?(?:old )?[a-z'\-]+(?: [a-z'\-]+){{0,2}} (?:house|mill|court|cottage|lodge|barn|farm|"
    rf"hall|building|tower|manor|rectory|"
    r"vicarage|point|mansions|heights|apartments|school|forge|stables|granary|bungalow)"
    rf"|(?:house|flat) \d+|the (?:old )?[a-z]+(?: [a-z]+)?){_LINK}))+$"
)
_HOUSE_NEEDS_COMMA = compile_pattern(r"[,\n] ?$|\d[a-z]? ?$|\b[a-z]\d? ?$")
_BOX = compile_pattern(
    r"\b(?:p\.? ?o\.? ?box|post office box|boite postale|postfach|postbus|apartado(?: de correos)?|casella postale) "
    r"?(?:n°? ?)?\d{1,6}\b|\b(?:bp|cs|tsa) ?\d{2,6}(?:, ?\n?| - |\n| )\d{5} [a-z]"
)
_BOX_WORDS = ("box", "psc", "usns", "uss", "usnv", "usc", "postale", "postf", "postb", "apartado", "bp", "cs", "tsa")
"""Parts of the words for boxes, of which few texts have one."""
_MILITARY = compile_pattern(
    rf"\b(?:unit \d{{1,5}},? box \d{{1,5}}|psc \d{{1,5}},? box \d{{1,5}}|us(?:ns|s|nv|"
    rf"cgc) [a-z'\-]+(?: [a-z]+)?)[, \n]{{1,3}}"
    rf"{MILITARY}\b"
)
_CODE = compile_pattern(rf"\b(?:{UK_POSTCODE}|{US_CODE}|(?P<eircode>{EIRCODE}))\b")
_BLOCK = compile_pattern(
    r"(?:(?:^|\n)[ >]{0,3}(?:monsieur|madame|mademoiselle|m\.|mme|mlle|mr|mrs|ms|miss|dr)\b[^\n\d:,;]{3,40},?\n"
    r"|(?:^|\n)\W{0,3}(?:rue|street|adresse|address|lieu-dit|domicile|livraison|delivery|voie)[ \w]{0,16}\W?[:=] ?\W?)"
    r"([a-z][^\n\d:;,=]{2,40})(?:\n|, ?| - )(?:f-)?\d{5} [a-z]"
)
"""A hamlet or a house with a name, between somebody's name or a label and a French postcode."""
_NUMBERED = compile_pattern(r"\b\d{1,5}[a-z]?(?:[-/]\d{1,4})?(?: \d{1,4})?,? [a-z0-9]")
_LAST_PART = compile_pattern(
    r"(?:^|[\n,]| - )[ ]?((?:\p{Lu}[\p{L}'\-]+|\d{1,2}W?)(?: (?:\p{Lu}[\p{L}'\-]+|\d{1,2}W?)){0,3})$"
)
_TYPE = compile_pattern(
    r"\b(?:street|st|road|rd|lane|avenue|close|drive|way|hill|green|court|gardens|terrace|place|square|row|park|walk|"
    r"grove|"
    r"crescent|cottage|house|farm|barn|mill|rectory|lodge)$"
)
_LODGED = compile_pattern(r"[ ,;(\n\-]+(?:chez |c/o\b|care of\b|(?:aux )?bons soins d[eu'])[^\d]*")
"""Whose letter-box it is, which stands in an address and is no part of it: ", chez Mme Roux, ", "c/o Ann Roe"."""
_LONGEST = 110
_STREETS = (french_streets, numberless_streets, number_last_streets, english_streets, foreign_streets)


class AddressRecogniser(Recogniser):
    """Postal addresses; a company's own premises ("nos bureaux", "registered office", a fair) are not personal."""

    kinds = ("address",)

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Streets with what follows and precedes them, boxes, and what stands before a postcode."""
        if not has_digit(reading.folded):
            return
        for start, end, score in _places(reading):
            if not _is_premises(reading, start, end):
                for first, last in _around_people(reading, start, end):
                    yield Hit("address", first, last, score, Sign.STREET)


def _places(reading: Reading) -> Iterator[tuple[int, int, float]]:
    yield from _by_street(reading)
    yield from _by_code(reading)
    yield from _boxes(reading)
    yield from announced_streets(reading)


def _around_people(reading: Reading, start: int, end: int) -> Iterator[tuple[int, int]]:
    """An address without the person in whose care it is: what precedes "chez Mme Roux" and the numbers that follow."""
    lodged = _LODGED.search(reading.folded[start:end])
    if lodged is None or not lodged.start() or _is_hamlet(reading, start, start + lodged.start()):
        yield start, end
        return
    yield start, start + lodged.start()
    after = start + lodged.end()
    if after < end:
        town = end + 1 if reading.folded[end : end + 1] == " " and reading.folded[end - 1].isdigit() else end
        yield after, town_end(reading, town) if town > end and reading.plain[town].isupper() else end


def _is_hamlet(reading: Reading, start: int, chez: int) -> bool:
    """Whether "chez" opens a hamlet's name: right after a house's number or a word for hamlets ("3 Chez Bernard")."""
    word = reading.folded[start:chez].split()[-1]
    return word in ("lieu-dit", "lieudit", "hameau") or (word[0].isdigit() and len(word) < 5)


def _by_street(reading: Reading) -> Iterator[tuple[int, int, float]]:
    for streets in _STREETS:
        for street in streets(reading):
            end, proven = end_of_address(reading, street.end)
            if proven or street.sure or _is_likely(reading, street, end) or _is_home(reading, street):
                yield _start(reading, street.start), end, 0.95 if proven else 0.8 if street.sure else 0.75


def _is_likely(reading: Reading, street: Street, end: int) -> bool:
    """Whether the words of a street have capitals, so that the town or the flat that ends there proves it."""
    after = reading.folded[street.end : end].strip(" ,\n")
    if not after or (street.doubtful and not _is_unit(after)):
        return False
    text = reading.plain[street.start : street.end]
    words = [word for word in text.split() if word[:1].isalpha()]
    return len(words) > (not text[:1].isalpha()) and words[-1][:1].isupper()


def _is_home(reading: Reading, street: Street) -> bool:
    """Whether the words before say that somebody lives there: "habite 12 rue du four"."""
    words = reading.folded[street.start : street.end].split()
    return len(words) > 2 and _HOME.search(reading.before(street.start, 50)) is not None


def _start(reading: Reading, start: int) -> int:
    """Where an address starts whose street starts there: a flat or a house's name may precede it."""
    window = reading.folded[max(0, start - 90) : start]
    extra = _EXTRA.search(window)
    if extra is None or not _HOUSE_NEEDS_COMMA.search(window):
        return start
    begin = start - len(window) + extra.start()
    first = extra.group().split()[0].strip(",")
    if first in _CIVILITIES or load_lexicon().is_given(first):
        return start  # "Pat Hall, 12 Main Street" is no house
    while begin < start and not reading.plain[begin].isupper() and not _is_unit(reading.folded[begin:start]):
        begin = (reading.folded.find(" ", begin, start) + 1) or start
    return begin


_CIVILITIES = frozenset(["mr", "mrs", "ms", "miss", "dr", "mme", "mlle", "m", "monsieur", "madame"])
_UNITS = compile_pattern(
    r"^(?:\d|rez-|rdc|app|apt|bat|esc|porte|res|imm|entree|etage|bp|cs|tsa|lieu|hameau|lot|quartier|flat|apart|unit|"
    r"suite|room|"
    r"floor|block|p\.?o|ground|first|second|third|top)"
)


def _is_unit(extra: str) -> bool:
    return _UNITS.search(extra) is not None


def _by_code(reading: Reading) -> Iterator[tuple[int, int, float]]:
    """What stands before a British postcode or an American state with its code, whatever the street is called."""
    for match in _CODE.finditer(reading.folded):
        start, end = match.span()
        if not reading.plain[start].isupper():
            continue
        begin = _before_code(reading, start)
        eircode = match.groupdict()["eircode"]
        if begin is None and eircode is not None and not eircode[1:].isdigit():  # "Quote T498958"
            begin = _townland(reading, start)
        if begin is not None:
            yield _start(reading, begin), end_of_address(reading, end)[0], 0.9


def _townland(reading: Reading, code: int) -> int | None:
    """Where an Irish address without a street starts: at most two names of places before its Eircode."""
    begin = code
    for _ in range(2):
        floor = max(0, begin - 40)
        part = _LAST_PART.search(reading.plain[floor:begin].rstrip(" ,\n-"))
        if part is None or not is_town(part.group(1)):
            break
        begin = floor + part.start(1)
    return begin if begin < code else None


def _before_code(reading: Reading, code: int) -> int | None:
    """Where the address starts that leads up to a postcode: at a house's number or at the street's name."""
    floor = max(0, code - _LONGEST)
    named: int | None = None
    end = code
    for _ in range(5):
        begin = max(reading.folded.rfind(sign, floor, max(floor, end - 1)) for sign in (",", "\n", ";", ":", "(")) + 1
        begin = max(begin, floor)
        part = reading.plain[begin:end].strip(" ,;\n")
        offset = reading.plain.find(part, begin) if part else begin
        if part:
            number = _number_in(part)
            if number is not None:
                return offset + number
            named, ended = _named(part, offset, named)
            if ended:
                break
        if begin <= floor or reading.folded[begin - 1] in ":(":
            break
        end = begin - 1 if reading.folded[begin - 1] in ",\n;" else begin
    return named


def _named(part: str, offset: int, named: int | None) -> tuple[int | None, bool]:
    """Where a street or a house with a name and no number starts, and whether nothing before belongs to it."""
    words = part.split()
    first = next((at for at in range(len(words)) if _capitals(words[at:])), len(words))
    tail = " ".join(words[first:])
    if tail and len(words) - first <= 4 and (_TYPE.search(tail.lower()) or (named and tail.startswith("The "))):
        return offset + len(part) - len(tail), first > 0
    return named, named is not None or first > 0


def _number_in(part: str) -> int | None:
    """Where a house's number stands in a part of an address after which all words have capitals."""
    for match in _NUMBERED.finditer(part.lower()):
        words = part[match.start() :].split()[1:]
        if 1 <= len(words) <= 7 and _capitals(words) and any(word[:1].isalpha() for word in words):
            return match.start()
    return None


def _capitals(words: Sequence[str]) -> bool:
    """Whether all words start with a capital or a digit, small ones aside."""
    return all(
        not word[:1].islower() or word in ("of", "the", "and", "de", "la", "on", "upon", "del", "le", "in", "y", "yr")
        for word in words
    )


def _boxes(reading: Reading) -> Iterator[tuple[int, int, float]]:
    for match in _BLOCK.finditer(reading.folded):
        start = match.start(1)
        if _capitals(reading.plain[start : match.end(1)].split()):
            yield start, end_of_address(reading, match.end(1))[0], 0.9
    if not any(word in reading.folded for word in _BOX_WORDS):
        return
    for match in _MILITARY.finditer(reading.folded):
        yield match.start(), match.end(), 0.95
    for match in _BOX.finditer(reading.folded):
        start, end = match.span()
        if reading.folded[start] in "bct" and not reading.folded.startswith(("boite", "casella"), start):
            end = start + len(reading.folded[start:end].rstrip("abcdefghijklmnopqrstuvwxyz").rstrip()) - 6
        yield start, end_of_address(reading, end)[0], 0.8


def _is_premises(reading: Reading, start: int, end: int) -> bool:
    before, after = reading.before(start, 90), reading.after(end, 40)
    if (_PREMISES.search(before) and not _DELIVERED.search(before)) or _PREMISES_AFTER.search(after):
        return True
    if _VENUE.search(before) and _VENUE_AFTER.search(after):
        return True
    if _TRADE_AFTER.search(after):
        return True
    return _TRADE_STREET.search(reading.folded[start:end]) is not None and (
        _VENUE.search(before) is not None
        or _VENUE_AFTER.search(after) is not None
        or not (_LIVES.search(before) or any(one.isdigit() for one in reading.folded[max(start + 6, end - 12) : end]))
    )
