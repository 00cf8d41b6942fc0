"""How many the customer asked for, where the text says another number of the very same things."""

from collections.abc import Iterator, Sequence
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.values import Count, Measurement, Money
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.patterns import compile_pattern

_ASKED = compile_pattern(
    r"\b(?:souhait\w+|demand\w+|command\w+|besoins?|prevue?s?|envisag\w+|voulue?s?|recens\w+|estim\w+|inscrite?s?"
    r"|a (?:former|remplacer|equiper|livrer|reviser|traiter)|installee?s?|chez|requested|wanted|ordered|needed|needs"
    r"|planned|expected|booked|to (?:train|replace|fit|deliver|service|move)|asked|estimated|for the|of the order)\b"
)
"""What tells the customer's number from what a product holds or includes."""
_FOR = compile_pattern(
    r"\b(?:pour|avec|for|with|on|sur|so|vos|votre|tes|your|les|the|vous)(?: (?:les|vos|your|the))? ?$"
)
_REACH = 24
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
        (one, reading.counted(one))
        for one in reading.measures
        if isinstance(one.value, Count) and not one.article and one.value.low >= _LEAST
        if not _DOZENS.match(reading.text.text[one.end : one.end + 12])
    ]
    sums = [form.low for known in knowledge.priced for one in known.stated for form in one.forms]
    for known in asked:
        same = [(one, nouns) for one, nouns in counts if nouns & _things(known) or _priced(one, known, reading, sums)]
        if any(_says(one, known) for one, nouns in counts if not nouns or nouns & _things(known)):
            continue
        for one, nouns in same:
            if _is_part(one, known, reading):
                continue
            if any(_says(one, other) and nouns & (other.content | other.counted) for other in knowledge.facts):
                continue
            yield Judgement(value_claim(rule, reading.text, one), Standing.CONTRADICTED, known, known.stated[0].value)


def _is_part(measure: Measurement, known: Known, reading: Reading) -> bool:
    """Whether a number makes the customer's with others: "ten boxes of twelve", "twelve red ones and twenty white"."""
    wanted, said = known.stated[0].value, measure.value
    assert isinstance(wanted, Count)
    assert isinstance(said, Count)
    start, end = reading.sentence_at(measure.start)
    near = [one.value.low for one in reading.measures_in(start, end) if isinstance(one.value, Count)]
    return any(said.low * other == wanted.low or said.low + other == wanted.low for other in near) or (
        said.low < wanted.low <= sum(near)
    )


def _priced(measure: Measurement, known: Known, reading: Reading, prices: Sequence[Decimal]) -> bool:
    """Whether the sentence reckons with the customer's number where it says another: "for forty, £360" of fifteen."""
    start, end = reading.sentence_at(measure.start)
    if not _FOR.search(reading.text.text[max(start, measure.start - _REACH) : measure.start]):
        return False
    wanted, said = known.stated[0].value, measure.value
    assert isinstance(wanted, Count)
    assert isinstance(said, Count)
    sums = {one.value.low for one in reading.measures_in(measure.end, end) if isinstance(one.value, Money)}
    reckoned = any(price * wanted.low in sums for price in prices)
    return reckoned and not any(price * said.low in sums for price in prices)


def _is_asked(known: Known) -> bool:
    """Whether a fact gives one number that the customer named, rather than a limit or what is included."""
    numbers = [one.value for one in known.stated]
    plain = bool(numbers) and all(isinstance(one, Count) for one in numbers) and known.limits is None
    return (
        plain and known.valid and known.fact.type == "quantity" and (known.from_rep or bool(_ASKED.search(known.words)))
    )


def _things(known: Known) -> frozenset[str]:
    return known.core | known.counted


def _says(measure: Measurement, known: Known) -> bool:
    return any(agrees(measure.value, measure.exactness, one) for one in (*known.stated, *known.asides))
