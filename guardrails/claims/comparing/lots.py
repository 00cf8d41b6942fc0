"""How many a pack holds: "500 in a bag" of what a fact sells by the bag of 1 000."""

from collections.abc import Iterator
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.parsing.numbers import to_decimal
from guardrails.claims.parsing.values import Count, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.smalltalk import is_theirs
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_KINDS = (
    r"lots?|packs?|paquets?|boites?|box(?:es)?|cartons?|caisses?|sets?|bundles?|cases?|crates?|casiers?"
    r"|carnets?|books?|forfaits?|pass(?:es)?|coffrets?|trays?|plaques?|sacs?|bags?|sachets?|futs?|kegs?|bidons?|drums?"
    r"|barrels?|rouleaux?|rolls?|pots?|jars?|bobines?|palettes?|pallets?|bouteilles?|bottles?|tins?|cans?|seaux?"
    r"|buckets?|tubs?|ballots?|bales?"
)
LOT = compile_pattern(rf"\b(?:{_KINDS})\b")
"""What several things are sold in."""
_HOLDS = compile_pattern(
    rf"\b({_KINDS}) (?:of|de|d'|x|a) ?(\d+(?:[ .,]\d{{3}})*)(?:$|[,;)]| (?:pieces?|units?|unites?)\b)"
)
_BEFORE = compile_pattern(rf"\b({_KINDS}) (?:(?:of|de|d'|x|holds?|contains?|contient|compte|a) ?)$")
_AFTER = compile_pattern(
    rf"(?: (?:pieces?|units?|unites?|of (?:them|these|those)))? ?(?:to|in|per|par|dans|/) ?"
    rf"(?:an? |each |every |the |une? |chaque |les? |la )?({_KINDS})\b"
)
_REACH = 24


def mispacked(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Numbers of things in a pack, held against the facts about such packs.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("quantity")
    packs = [
        (known, _kind(match.group(1)), to_decimal(match.group(2)))
        for known in knowledge.facts
        if known.valid
        for match in _HOLDS.finditer(fold(f"{known.fact.subject}; {known.fact.value}; {known.fact.unit or ''}"))
    ]
    text = reading.text.text
    for measure in reading.measures if packs and rule else ():
        told = _told(measure, text)
        same = [(known, held) for known, kind, held in packs if told and kind == told[0]]
        if rule is None or told is None or not same:
            continue
        claim = value_claim(rule, reading.text, measure)
        start, end = reading.sentence_at(measure.start)
        if known := next((one for one, _, held in packs if held == told[1]), None):
            yield Judgement(claim, Standing.SUPPORTED, known)
        elif "?" not in text[start:end] and not is_theirs(text[start : measure.start]):
            yield Judgement(claim, Standing.CONTRADICTED, same[0][0])


def _told(measure: Measurement, text: str) -> tuple[str, Decimal] | None:
    """The pack that a number is said to fill, and the number."""
    if not isinstance(measure.value, Count) or measure.value.high is not None or measure.article:
        return None
    after = _AFTER.match(text[measure.end : measure.end + 2 * _REACH])
    before = _BEFORE.search(text[max(0, measure.start - _REACH) : measure.start])
    found = after or before
    return (_kind(found.group(1)), measure.value.low) if found else None


def _kind(word: str) -> str:
    """The name of a pack, in the singular."""
    return word.removesuffix("es") if word in ("boxes", "passes") else word.removesuffix("s").removesuffix("x")
