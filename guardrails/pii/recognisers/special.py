"""Special categories (GDPR art. 9) and criminal matters (art. 10), where they are about somebody.

The words come from the pack (`PiiRule.terms`). A word alone says nothing: general talk about health or religion
passes. It counts when its own sentence speaks of a person (a pronoun, a relative, a customer, a name), or when a
label announces it ("motif d'absence :", "HR:").
"""

from collections.abc import Iterable, Sequence
from itertools import pairwise

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.draft import Language
from guardrails.patterns import Pattern, any_of, compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.recogniser import Hit, Recogniser
from guardrails.pii.rules import PiiRule
from guardrails.pii.signs import Sign

_REACH = 90
_PERSON = compile_pattern(
    r"\b(?:il|elle|lui|je|j|moi|mon|ma|he|she|him|her|his|i|my|i'm|he's|she's|client|cliente|patient|patiente|"
    r"salariee?|employee?|collegue|collaborat(?:eur|rice)|assistante?|stagiaire|gerante?|direct(?:eur|rice)|"
    r"acheteu(?:r|se)|responsable"
    r"|mari|femme|epou(?:x|se)|conjointe?|compagne|compagnon|fils|fille|enfant|frere|soeur|mere|pere|voisine?|"
    r"interlocut(?:eur|rice)|contact|prospect|madame|monsieur|mme|mlle|mr|mrs|ms|m"
    r"|customer|colleague|employee|buyer|manager|owner|boss|husband|wife|partner|son|daughter|child|brother|sister|"
    r"mother|father|mum|mom|dad|neighbou?r|assistant|prospect|secretary|secretaire|chef|patron(?:ne)?|candidate?)\b"
)
_LABEL = compile_pattern(
    r"(?:motif(?: du report| d'absence| de l'absence| du retard| d'annulation| de l'arret)?|"
    r"reason(?: for (?:the )?(?:delay|absence|leave|postponement|cancellation))?|points? rh|note rh|rh|hr|hr notes?|"
    r"sante|health|religion|antecedents|diagnosti[cs]|pathologie|medical (?:note|history)|absence)"
    r" ?[:=\-] ?[^.:\n]{0,30}$"
)
_GENERAL = compile_pattern(
    r"\b(?:logiciel|solution|produit|offre|gamme|formation|webinaire|conference|salon|secteur|marche|clinique|"
    r"cliniques|hopital|hopitaux|cabinet|cabinets|association|assurance|mutuelle|magazine|article|etude|campagne|"
    r"lutte contre|journee|prevention|recherche|software|product|range|training|webinar|sector|market|clinics?|"
    r"hospitals?|practices?|charity|insurance|magazine|study|campaign|fight against|awareness|prevention|research|"
    r"for people with|pour les personnes|aux personnes|for patients|pour les patients|les patients|des patients|"
    r"patients)\b"
)
_STOP = frozenset(".!?\n;")


class SpecialRecogniser(Recogniser):
    """What the pack lists for health, religion, politics, unions, orientation, origin, crime, biometrics."""

    def __init__(self, language: Language, rules: Sequence[PiiRule]) -> None:
        self._terms: list[tuple[str, Pattern]] = []
        for rule in rules:
            terms = (*rule.terms.get("fr", ()), *rule.terms.get("en", ()))
            if terms:
                self._terms.append((rule.kind, compile_pattern(rf"\b(?:{any_of(terms)})\b")))
        self.kinds = tuple(kind for kind, _ in self._terms)  # type: ignore[misc]  # they come from the pack
        super().__init__(language)

    def load(self) -> None:
        """Read the given names that make a sentence be about somebody."""
        self.lexicon = load_lexicon()

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """Terms that are about somebody."""
        for kind, pattern in self._terms:
            for match in pattern.finditer(reading.folded):
                start, end = next(
                    (match.span(at) for at in range(1, pattern.groups + 1) if match.group(at)), match.span()
                )
                if self._is_about_somebody(reading, start, end):
                    yield Hit(kind, start, end, 0.85, Sign.ABOUT_SOMEBODY)

    def _is_about_somebody(self, reading: Reading, start: int, end: int) -> bool:
        before = _clause(reading, start)
        if _LABEL.search(before):
            return True
        if _GENERAL.search(before):
            return False
        if _PERSON.search(before):
            return True
        raw = reading.plain[start - len(before) : start]
        words = [word.strip(",;:()'\"") for word in raw.split()]
        if any(
            word[:1].isupper() and self.lexicon.is_given(folded)
            for word, folded in zip(words, before.split(), strict=False)
        ):
            return True
        return any(
            one.isupper() or (first[:1].isupper() and one[:1].isupper() and number > 0)
            for number, (first, one) in enumerate(pairwise(words))
            if len(one) > 2
        )


def _clause(reading: Reading, start: int) -> str:
    """The folded text from the start of the sentence, `_REACH` characters at most."""
    at = start
    while at > 0 and start - at < _REACH:
        here = reading.folded[at - 1]
        if (
            here in _STOP
            and (here == "\n" or reading.folded[at : at + 1].isspace())
            and not _abbreviates(reading.folded, at - 1)
        ):
            break
        at -= 1
    return reading.folded[at:start]


def _abbreviates(text: str, dot: int) -> bool:
    """Whether a full stop belongs to an initial or a civility (``M.``, ``J.``) and ends no sentence."""
    return text[dot] == "." and dot >= 1 and text[dot - 1].isalpha() and (dot == 1 or not text[dot - 2].isalpha())
