"""How many the customer asked for, where the text says another number of the very same things."""

from collections.abc import Iterator

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Count, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.patterns import compile_pattern

_ASKED = compile_pattern(
    r"\b(?:souhait\w+|demand\w+|command\w+|besoins?|prevue?s?|envisag\w+|voulue?s?|recens\w+|estim\w+|inscrite?s?"
    r"|a (?:former|remplacer|equiper|livrer|reviser|traiter)|installee?s?|chez|requested|wanted|ordered|needed|needs"
    r"|planned|expected|booked|to (?:train|replace|fit|deliver|service|move)|asked|estimated|for the|of the order)\b"
)
"""What tells the customer's number from what a product holds or includes."""
_NOUN = 40
_NOUN_END = compile_pattern(r"[.,;:()\n?]|\b(?:pour|for|and|et|a|at|in|en|on|sur|that|que|qui|were|are|is)\b")
_LEAST = 2
_DOZENS = compile_pattern(r" (?:dozens?|douzaines?|paires?|pairs?)\b")


def miscounted(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Numbers of the things that a customer asked for which are not theirs.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("quantity")
    asked = [one for one in knowledge.facts if _is_asked(one)]
    if rule is None or not asked:
        return
    counts = [
        (one, _counted(reading, one))
        for one in reading.measures
        if isinstance(one.value, Count) and not one.article and one.value.low >= _LEAST
        if not _DOZENS.match(reading.text.text[one.end : one.end + 12])
    ]
    for known in asked:
        same = [(one, nouns) for one, nouns in counts if nouns & _things(known)]
        if any(_says(one, known) for one, nouns in counts if not nouns or nouns & _things(known)):
            continue
        for one, nouns in same:
            if any(_says(one, other) and nouns & (other.content | other.counted) for other in knowledge.facts):
                continue
            start, end = reading.text.span(one.start, one.end)
            head = reading.text.span(one.start, one.head)[1]
            claim = Claim(rule, start, end, one.start, one.end, head, one.value, one.exactness, one)
            yield Judgement(claim, Standing.CONTRADICTED, known, known.stated[0].value)


def _is_asked(known: Known) -> bool:
    """Whether a fact gives one number that the customer named, rather than a limit or what is included."""
    plain = len(known.stated) == 1 and isinstance(known.stated[0].value, Count) and known.limits is None
    return plain and known.valid and known.fact.type == "quantity" and (known.from_rep or _names_a_wish(known))


def _names_a_wish(known: Known) -> bool:
    return _ASKED.search(known.words) is not None


def _things(known: Known) -> frozenset[str]:
    return known.core | known.counted


def _counted(reading: Reading, measure: Measurement) -> frozenset[str]:
    """The words for what a number counts."""
    after = reading.text.text[measure.end : measure.end + _NOUN]
    stop = _NOUN_END.search(after)
    return content_words(after[: stop.start() if stop else len(after)])


def _says(measure: Measurement, known: Known) -> bool:
    return any(agrees(measure.value, measure.exactness, one) for one in (*known.stated, *known.asides))
