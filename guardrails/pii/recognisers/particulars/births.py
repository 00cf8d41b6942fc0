"""Birth dates, not every date: the words before a date say that somebody was born on it."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading
from guardrails.pii.recognisers.numbers.leads import list_head
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_MONTH = (
    r"(?:janv(?:ier)?|fevr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|jui|aout|aou|sept(?:embre)?|oct(?:obre)?|"
    r"nov(?:embre)?|dec(?:embre)?|jan(?:uary)?|feb(?:ruary)?|march|mar|apr(?:il)?|may|june?|july?|jul|aug(?:ust)?|"
    r"sep(?:tember)?|october|november|december)\.?"
)
_DAY_NAME = (
    r"(?:(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|"
    r"thu(?:rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?,? (?:the )?)?"
)
_DAY = r"\d{1,2}(?: ?(?:er|st|nd|rd|th))?"
_YEAR = r"(?:19|20)\d{2}"
_SHORT_YEAR = r"(?:(?:19|20)\d{2}|'?\d{2})"
_FULL_DATE = (
    rf"\d{{1,2}} ?[./\-] ?\d{{1,2}} ?[./\-] ?(?:19|20)?\d{{2}}|{_YEAR}[./\-]\d{{1,2}}[./\-]\d{{1,2}}|"
    rf"\d{{1,2}} \d{{1,2}} (?:19|20)?\d{{2}}|"
    rf"{_DAY}[ \-]?(?:(?:day )?of )?{_MONTH},?[ \-]{{0,2}}{_SHORT_YEAR}|{_MONTH}[ \-](?:the )?{_DAY},? {_YEAR}|"
    rf"{_YEAR}[ \-]{_MONTH}[ \-]\d{{1,2}}"
)
_FRENCH_NUMBER = (
    r"(?:mil(?:le)?|cents?|vingts?|trente|quarante|cinquante|soixante|dix|onze|douze|treize|quatorze|quinze|seize|"
    r"une?|deux|trois|quatre|cinq|six|sept|huit|neuf|et)"
)
_ENGLISH_DAY = (
    r"(?:(?:twenty|thirty)[ \-])?(?:first|second|third|fourth|fifth|sixth|seventh|eighth|ninth|tenth|eleventh|"
    r"twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth|twentieth|thirtieth)"
)
_ENGLISH_YEAR = (
    r"(?:nineteen|two thousand|twenty)(?:[ \-](?:hundred|and|oh|ten|eleven|twelve|[a-z]{3,5}teen|[a-z]{3,5}ty|one|two|"
    r"three|four|five|six|seven|eight|nine)){0,4}"
)
_SPELLED_DATE = (
    rf"(?:premier|{_FRENCH_NUMBER}(?:[ \-]{_FRENCH_NUMBER}){{0,3}}) {_MONTH}"
    rf"(?: (?:{_YEAR}|{_FRENCH_NUMBER}(?:[ \-]{_FRENCH_NUMBER}){{1,8}}))?|"
    rf"{_DAY} {_MONTH} (?:mil|mille|deux mille)(?:[ \-]{_FRENCH_NUMBER}){{0,7}}|"
    rf"{_ENGLISH_DAY}(?: day)?(?: of)? {_MONTH}(?:,? (?:{_YEAR}|{_ENGLISH_YEAR}))?|"
    rf"{_MONTH} (?:the )?{_ENGLISH_DAY}(?:,? (?:{_YEAR}|{_ENGLISH_YEAR}))?"
)
"""A date in words, as deeds and forms have it: "le trois juin mil neuf cent soixante", "the first of May, 1964"."""
_DATE = (
    rf"{_FULL_DATE}|{_SPELLED_DATE}|(?:0[1-9]|[12]\d|3[01])(?:0[1-9]|1[0-2]){_YEAR}|{_YEAR}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])|"
    rf"{_DAY}[ \-](?:of )?{_MONTH}|{_MONTH} (?:the )?{_DAY}|\d{{1,2}}[/.]\d{{1,2}}|{_MONTH} {_YEAR}"
)
_PLACE = r"(?:(?:,? (?:a|au|aux|in|at|near) [a-z\-' ]{2,30})?(?: ?\([a-z0-9' \-]{2,25}\))?,? ?)?"
"""Where somebody was born: "à Lyon (69)"."""
_OF = r"(?: (?:de|du|d'|of|for) ?[^\d:;,\n]{2,30}?)?"
_TOLD = r"(?: ?\([a-z' \-]{1,30}\)| ?\d|,?(?: [a-z'\-]{1,12}){1,4},?)?(?: ?[:=]| is| est)"
"""Whose it is, or where it stands: "date of birth (main driver):", "DOB on file:"."""
_ANNOUNCES = r"d\.?o\.?bs?\.?|ddn|d\.d\.n\.?|dates? (?:de|of) (?:naissance|birth)|birth ?dates?"
_BORN = (
    rf"nee?(?:s|\(e\)|\.e|-e|/e)?(?: [a-z\-' ]{{2,25}}?)?{_PLACE}(?:,? ?\b(?:le|un|en|ce)\b)|nee?(?:s|\(e\))?|"
    rf"born{_PLACE}(?:,? ?\b(?:on|the|in)\b){{0,2}}|geboren(?: am| op)?|"
    rf"(?:{_ANNOUNCES}){_TOLD}|"
    rf"dates?[ _\-]?(?:de|of)?[ _\-]?(?:naiss(?:ance)?|birth)\.?{_OF}|(?:naissance|birth) ?date{_OF}|"
    r"ddn|d\.d\.n\.?|d\.?o\.?bs?\.?|"
    rf"birth[ _\-]?da(?:te|y){_OF}|naissance{_OF}|birth|geburtsdatum|geboortedatum|"
    rf"fecha de nacimiento|data di nascita|data de nascimento|(?:d(?:a?te?)?\.? ?(?:de )?)?naiss\.?|"
    rf"b(?:irth)?-?days?(?:'s)?{_OF}|(?:date )?anniv(?:ersaire)?\.?(?: client)?{_OF}|"
    r"(?:fete|fetera|feter|aura|celebre|soufflera?)(?: (?:ses|son))? \d{2}(?:e|eme)? ?(?:ans|bougies|anniversaire)|"
    r"(?:will be|celebrates?)(?: (?:his|her))? \d{2}(?:st|nd|rd|th)? ?(?:years old|birthday)|turn(?:s|ing) \d{2}"
)
_LINK = (
    r"(?:[\"')\]]{0,2}(?:(?:\s?|[ \t]+)[:=\-|>]| is| est| coming up| approche| was| on| le| the| tombe| falls| ?'s|"
    r" c'est| au| pour| du| as| comme| \((?:you wrote|i read|j'ai lu|vous avez ecrit)|,| \(|\*|</?[a-z]{1,6}>|"
    r" ?\([djmay]{1,4}[ /.\-][djma]{1,3}[ /.\-][djmay]{1,4}\)){0,4}\s{0,2}[ \t]*[\"'(]{0,2})"
)
_BIRTH = compile_pattern(rf"(?:^|[\W_])((?:{_BORN}){_LINK}{_DAY_NAME})({_DATE})(?:$|[^\w/])")
_ABBREVIATED = compile_pattern(rf"(?:(?:^|[\s(,;])b\.|\((?:°|\*|n\.)) ?({_FULL_DATE})(?:$|\W)")
_PLACED = compile_pattern(
    rf"(\b(?:lieu|place)\b[^:\n]{{0,20}} (?:naissance|birth)[^:\n]{{0,12}}: ?[a-z\-' ]{{2,30}}(?: ?\(\d{{2,5}}\))?,? ?"
    rf"(?:le |on )?)({_FULL_DATE})\b"
)
_NAMED_AFTER = compile_pattern(
    rf"\b({_FULL_DATE})(?: ?[(=] ?(?:(?:sa|ma|his|her|my) )?|"
    rf" (?:is|est|c'est|comme|as) (?:sa|ma|son|mon|his|her|my|their|la|the|a) )"
    rf"(?:{_ANNOUNCES}|birthday|anniversaire)(?:$|\W)"
)
_ALSO = compile_pattern(
    rf"^(?: ?\([^()\d\n]{{1,25}}\))?(?: ?[,;/&]| and| et){{1,2}}(?: le| the| on)? ?({_FULL_DATE})(?:$|\W)"
)
_SEVERAL = compile_pattern(r"^(?:nee?s|nees|dates|dobs|d\.o\.b\.s|birth ?dates)\b|\b(?:jumeaux|jumelles|twins)\b")
_LIST_HEAD = compile_pattern(
    rf"(?:^|\W)(?:{_ANNOUNCES}|naissances?|birthdays|anniversaires)(?:\W{{0,4}}| [a-z' ]{{2,40}}: ?)$"
)
_HANDLED = compile_pattern(
    r"\b(?:verifi\w*|check\w*|controle\w*|updated?|modifiee?|requested|demande\w*|recue?|received|changed?|maj|mise|avant|"
    r"before|by|sent|envoye\w*|d'ici|pour le|jusqu\w*)\b"
)
"""What was done with a date of birth, on another date."""
_ANY_DATE = compile_pattern(rf"\b(?:{_FULL_DATE})\b")
_HEADING = compile_pattern(
    r"^(?:dob|d\.o\.b\.?|ddn|nee?(?:\(e\))?[ _]le|born|(?:date[ _\-]?)?(?:de|of)?[ _\-]?"
    r"(?:naissance|birth)|birth[ _\-]?(?:date|day)|anniversaire)$"
)
_NEGATION = compile_pattern(r"^ne(?: [a-z]| ?$)")
_BORN_UNACCENTED = compile_pattern(r"^ne (?:a [a-z\-' ]{2,30} )?le $")
_MENTION = compile_pattern(
    r"(?:^|[\W_])(?:nee?s?|born|geboren|naiss|naissances?|birth\w{0,5}|d\.?o\.?bs?|ddn|d\.d\.n|b-?days?|anniv|anniversaires?|"
    r"geburtsdatum|geboortedatum|nacimiento|nascita|nascimento|fete|fetera|feter|aura|celebre|soufflera?|turns|turning|"
    r"will be|celebrates|datenaissance)(?:[\W_]|$)|dateofbirth|datedenaissance|birthdate"
)
_FIRM = (
    r"entreprise|societe|startup|start-up|marque|boite|agence|maison|boutique|magasin|enseigne|association|cooperative|"
    r"groupe|projet|idee|produit|gamme|collection|site|plateforme|club|ecole|contrat|abonnement|adhesion|partenariat|"
    r"mariage|offre|promo(?:tion)?|vente|soldes|operation|remise|partenariat|collaboration|commande|garantie|"
    r"company|firm|business|brand|shop|store|product|project|idea|club|agency|venture|team|school|sale|offer|campaign|"
    r"wedding|contract|subscription"
)
_FIRM_BEFORE = compile_pattern(
    rf"(?:\b(?:{_FIRM})(?:,?(?: [a-z\-'&]{{1,20}}){{0,3}} (?:a ete|est|was|is|fete|qui))?"
    r"(?: [a-z\-'&]{1,20}){0,2} ?|"
    r"\b(?:nous|we)(?: [a-z\-']{1,12}){0,2} |\b(?:notre|nos|our)(?: [a-z0-9\-']{1,15}){0,3} )$"
)
_PERSON = compile_pattern(
    r"\b(?:client|cliente|collegue|fils|fille|enfant|femme|mari|epoux|epouse|gerante?|directeur|directrice|dirigeante?|"
    r"patronn?e?|fondateur|fondatrice|employee?|salariee?|assistante?|contact|commerciale?|associee?|conjointe?|m|mme|"
    r"customer|colleague|son|daughter|child|wife|husband|owner|manager|director|founder|employee|patient|mr|mrs|ms)\b"
)
"""Words for somebody, who may belong to a company and is born all the same."""
_CERTAIN = ("date of", "date de", "dates of", "dates de", "birth date", "birthdate", "dob", "d.o.b", "ddn")
"""Words that say it of a person, whatever stands before."""
_FIRM_WITHIN = compile_pattern(rf"\b(?:{_FIRM}|notre|nos|our)\b")


def births(reading: Reading) -> Iterator[Hit]:
    """The dates of a text on which somebody was born."""
    if _MENTION.search(reading.folded) is not None:
        for match in _BIRTH.finditer(reading.folded):
            start = match.start(1)
            if not (_of_firm(reading, start, match.group(1)) or _is_negation(reading, start, match.group(1))):
                yield Hit("birth_date", *match.span(2), 0.95, Sign.BORN)
                yield from _others(reading, match.group(1), match.end(2))
        for match in _NAMED_AFTER.finditer(reading.folded):
            yield Hit("birth_date", *match.span(1), 0.95, Sign.BORN)
        for match in _PLACED.finditer(reading.folded):
            yield Hit("birth_date", *match.span(2), 0.95, Sign.BORN)
        yield from _in_columns(reading)
    for match in _ABBREVIATED.finditer(reading.folded):
        yield Hit("birth_date", *match.span(1), 0.9, Sign.BORN)


def _others(reading: Reading, words: str, end: int) -> Iterator[Hit]:
    """The dates that go on after one, where the words speak of several births: "born on … and on …"."""
    match = _ALSO.search(reading.after(end, 70)) if _SEVERAL.search(words) else None
    while match is not None:
        start, last = end + match.start(1), end + match.end(1)
        yield Hit("birth_date", start, last, 0.9, Sign.BORN)
        end = last
        match = _ALSO.search(reading.after(end, 70))


def _in_columns(reading: Reading) -> Iterator[Hit]:
    """The dates in a table's column of birth dates, or in a list of them."""
    for match in _ANY_DATE.finditer(reading.folded):
        start = match.start()
        if _HEADING.search(heading(reading, start)) or _LIST_HEAD.search(list_head(reading, start)):
            yield Hit("birth_date", *match.span(), 0.9, Sign.BORN)


def _of_firm(reading: Reading, start: int, words: str) -> bool:
    """Whether it is a company, a contract or an offer that was born or has its day, or the date is another's."""
    if words.startswith(_CERTAIN):
        return _FIRM_WITHIN.search(words) is not None or _HANDLED.search(words) is not None
    before = reading.before(start, 50)
    born = _FIRM_BEFORE.search(before) or _FIRM_WITHIN.search(words)
    return born is not None and _PERSON.search(before) is None


def _is_negation(reading: Reading, start: int, words: str) -> bool:
    """Whether "ne" is the French "not": without its accent only "ne le" and "ne à … le" speak of a birth."""
    if reading.plain[start : start + 2].lower() != "ne" or _NEGATION.search(words) is None:
        return False
    return _BORN_UNACCENTED.search(words) is None
