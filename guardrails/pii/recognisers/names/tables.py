"""Names in the columns of a table whose heading announces people: "nom;prenom;ville"."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.words import NameWords, Run
from guardrails.pii.recognisers.numbers.columns import DELIMITERS, heading

_WHO = (
    r"(?:(?:first|last|full|given|family|middle|maiden|contact|customer|client|driver|employee|attendee|guest)[ _]?)?"
    r"names?|surnames?|forenames?|nom(?:s|_complet| complet| et prenom| prenom| de famille| du contact| du client)?|"
    r"prenoms?(?: et nom| nom)?|drivers?|conduct(?:eur|rice)s?|attendees?|participante?s?|salariee?s?|employees?|"
    r"interlocut(?:eur|rice)s?|titulaires?|locataires?|beneficiaires?|tenants?|owners?|referente?s?"
)
_HEADING = compile_pattern(rf"^(?:{_WHO})$")
_HEADED = compile_pattern(rf"(?:^|[\n;\t|,])[ \">]{{0,3}}(?:{_WHO})[ \"]{{0,3}}[;\t|,\n]")
_MOST_WORDS = 4


def in_columns(words: NameWords) -> Iterator[Run]:
    """The cells below such a heading, where they hold words alone."""
    text = words.reading.folded
    head = _HEADED.search(text)
    at = text.find("\n", head.end() - 1) + 1 if head else 0
    while 0 < at < len(text):
        end = text.find("\n", at)
        end = len(text) if end < 0 else end
        yield from _in_row(words, at, end)
        at = end + 1


def _in_row(words: NameWords, begin: int, end: int) -> Iterator[Run]:
    row = words.reading.folded[begin:end]
    delimiter = max(DELIMITERS, key=row.count)
    start = begin
    for cell in row.split(delimiter) if row.count(delimiter) > 1 else ():
        first, last = words.first_from(start), words.first_from(start + len(cell))
        if 0 < last - first <= _MOST_WORDS and not any(one.isdigit() or one == "@" for one in cell):
            capitalised = all(words.words[at].is_capitalised for at in (first, last - 1))
            if (capitalised or words.is_name(first)) and _HEADING.search(heading(words.reading, start)):
                yield first, last, 0.9
        start += len(cell) + 1
