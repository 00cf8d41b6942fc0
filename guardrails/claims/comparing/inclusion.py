"""Whether a thing is included: a text that says so, or says the contrary, against the facts about the same thing."""

from collections.abc import Iterator, Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Money
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.draft import FactType
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_EXTRA_WORDS = (
    r"not included|not (?:free|covered)|excluded|extra|on top|payable separately|charged separately|at extra cost"
    r"|non (?:incluse?s?|comprise?s?)|pas (?:incluse?s?|comprise?s?)|en (?:sus|supplement|option)|exclue?s?|a part"
    r"|optional|on request|optionnel\w*|payante?s?|a votre charge|hors (?:forfait|contrat|abonnement)"
    r"|facturee?s? (?:en plus|a part|separement)|(?:billed|invoiced|paid(?: for)?) (?:separately|extra|on top)"
)
_EXTRA = compile_pattern(rf"\b(?:{_EXTRA_WORDS})\b")
_INCLUDED = compile_pattern(
    r"\b(?:included?|comes? (?:with it|as standard)|incluse?s?|comprise?s?|offerte?s?|gratuite?s?|free(?: of charge)?"
    r"|at no (?:extra )?(?:cost|charge)|thrown in|as standard|for nothing|not cost you|won't cost"
    r"|nothing (?:more|extra) to pay|at our expense|on the house"
    r"|ne (?:vous |te )?cout\w+ rien|rien a (?:payer|debourser)|a nos frais|sans rien payer"
    r"|sans (?:frais|supplement|surcout)|en standard|de serie)\b"
)
_TAX = compile_pattern(r"\b(?:vat|tva|tax(?:es)?|gst|hst|tps|ttc|ht)\b[^.;:]{0,12}$")
_MORE = content_words(
    "additional further other another beyond more second replacement spare supplementaire autre davantage deuxieme"
    " second rechange plus suivant next special"
)
"""Words of a part that is not the one that is included: "further visits are billed separately"."""
_LIST = compile_pattern(r",|;| (?:and|et|plus|&) ")
_TYPES: tuple[FactType, ...] = ("term", "feature", "guarantee", "delivery", "discount", "quantity")


def included_or_not(reading: Reading, knowledge: Knowledge, book: RuleBook, passages: Passages) -> Iterator[Judgement]:
    """Words of inclusion that contradict what a fact says of the very thing they are said of.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
        passages: the words around each claim.
    """
    facts = [(one, side) for one in knowledge.facts if one.valid and (side := _side(one)) is not None]
    rule = book.against("feature")
    if not facts or rule is None:
        return
    text = reading.text.text
    spans = [(match.start(), match.end(), False) for match in _EXTRA.finditer(text)]
    taken = [(start, end) for start, end, _ in spans]
    for match in _INCLUDED.finditer(text):
        if not any(start < match.end() and match.start() < end for start, end in taken):
            spans.append((*match.span(), True))
    for start, end, side in sorted(spans):
        if _TAX.search(text[max(0, start - 24) : start]):
            continue
        claim = words_claim(rule, reading.text, start, end)
        about = _about(passages.clause(claim), facts) or _parts(passages.clause(claim), facts)
        if about and all(told is not side for _, told in about):
            yield Judgement(claim, Standing.CONTRADICTED, about[0][0])


def _side(known: Known) -> bool | None:
    """Whether a fact says that its subject is included (true), or that it is not; none where it says neither."""
    if known.fact.type == "price":
        sums = [one.value.low for one in known.stated if isinstance(one.value, Money)]
        return None if not sums or _INCLUDED.search(known.sentence) else not sums[0]
    if known.fact.type not in _TYPES:
        return None
    if _EXTRA.search(known.sentence):
        return False
    return True if _INCLUDED.search(known.sentence) else None


def _about(clause: frozenset[str], facts: Sequence[tuple[Known, bool]]) -> list[tuple[Known, bool]]:
    """The facts whose whole subject a clause names."""
    return [(known, side) for known, side in facts if known.core and known.core <= clause]


def _parts(clause: frozenset[str], facts: Sequence[tuple[Known, bool]]) -> list[tuple[Known, bool]]:
    """The facts whose value counts a thing in, or out, that a clause names: "chemicals included"."""
    return [] if clause & _MORE else [one for one in facts if any(part <= clause for part in _things(one[0]))]


def _things(known: Known) -> Iterator[frozenset[str]]:
    value = fold(known.fact.value) if known.fact.type != "price" else ""
    match = _EXTRA.search(value) or _INCLUDED.search(value)
    for start, end in ((0, match.start()), (match.end(), len(value))) if match else ():
        at = start
        for comma in (*_LIST.finditer(value[start:end]), None):
            until = start + comma.start() if comma else end
            if words := content_words(value[at:until]):
                yield words
            at = start + comma.end() if comma else end
