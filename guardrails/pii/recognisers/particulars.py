"""Birth dates (not every date) and number plates (not every code): what the words around them say decides."""

from collections.abc import Iterable

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.signs import Sign

_MONTHS = (
    r"janv(?:ier|\.)?|fevr?(?:ier|\.)?|mars|avr(?:il|\.)?|mai|juin|juil(?:let|\.)?|aout|sept(?:embre|\.)?|"
    r"oct(?:obre|\.)?|nov(?:embre|\.)?|dec(?:embre|\.)?"
    r"|jan(?:uary|\.)?|feb(?:ruary|\.)?|march|mar\.?|apr(?:il|\.)?|may|june?|july?|aug(?:ust|\.)?|sep(?:tember|\.)?|"
    r"october|november|december"
)
_DATE = (
    rf"\d{{1,2}}[ ./\-]\d{{1,2}}[ ./\-](?:19|20)?\d{{2}}|(?:19|20)\d{{2}}[./\-]\d{{1,2}}[./\-]\d{{1,2}}|"
    rf"\d{{1,2}}(?:er|st|nd|rd|th)?(?: of)? (?:{_MONTHS}),? (?:19|20)?\d{{2}}"
    rf"|(?:{_MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?,? (?:19|20)\d{{2}}|\d{{1,2}}(?:er|st|nd|rd|"
    rf"th)?(?: of)? (?:{_MONTHS})|\d{{1,2}}/\d{{1,2}}"
)
_BORN = (
    r"\bnee?\(?e?\)? (?:a [a-z\-' ]{2,30} )?(?:le|en)|nee?(?:\(e\))?(?: le)?|date de naissance|ddn|dob|d\.o\.b\.?|"
    r"date of birth|birth ?date|born(?: in [a-z ]{2,25})?(?: on)?"
    r"|birthday(?: is)?(?: on)?|anniversaire(?: client| du client| de [a-z\-]{2,20})?(?: est)?(?: le)?|naissance"
)
_BIRTH = compile_pattern(
    rf"\b(?:{_BORN})\b[\"')]{{0,2}}(?: ?[:=\-]| is| est| on| le| the|,| \"){{0,3}} ?[\"(]?({_DATE})\b"
)
_PLATE = compile_pattern(
    r"\b(?:[a-hj-np-tv-z]{2}[ \-.]?\d{3}[ \-.]?[a-hj-np-tv-z]{2}|\d{2,4} ?[a-z]{2,3} ?(?:\d{2}|2[ab])|"
    r"[a-z]{2}\d{2} ?[a-z]{3}|[a-z]\d{1,3} ?[a-z]{3}|\d[a-z]{3}\d{3}|[a-z]{3}[ \-]?\d{3,4}|\d{3}[ \-][a-z]{3}|"
    r"\d{2,3}-[a-z]{1,2}-\d{1,6})\b"
)
_VEHICLE = {
    "fr": compile_pattern(
        r"\b(?:plaques?|immatricul(?:ation|ee?)|immat|vehicule|voiture|camionnette|camion|fourgon|utilitaire|moto|"
        r"scooter)\b"
    ),
    "en": compile_pattern(r"\b(?:plates?|reg|registration|registered|vehicle|car|van|truck|lorry|motorbike)\b"),
}
_REFERENCE = compile_pattern(
    r"\b(?:ref|reference|article|art|item|part|sku|order|commande|code|modele|model|lot|serie|serial|product|"
    r"produit|facture|invoice)\W{0,3}(?:n\W|no\W|number\W)?\W{0,3}$"
)


class ParticularsRecogniser(Recogniser):
    """Birth dates and number plates."""

    kinds = ("birth_date", "plate")

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """A date that somebody was born on; a plate of a vehicle that the sentence speaks of."""
        for match in _BIRTH.finditer(reading.folded):
            yield Hit("birth_date", *match.span(1), 0.95, Sign.BORN)
        for match in _PLATE.finditer(reading.folded):
            start, end = match.span()
            value = reading.folded[start:end]
            before = reading.before(start, 60).rpartition(". ")[2]
            if not any(one.isdigit() for one in value) or _REFERENCE.search(before):
                continue
            if _VEHICLE[self.language].search(before) and reading.folded[end : end + 1] != "-":
                yield Hit("plate", start, end, 0.9, Sign.VEHICLE)
