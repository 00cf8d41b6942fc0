"""Places in the law and prizes that a fact gives and a text gets wrong: "regulation 14" for 4, gold for silver.

Both are read off a fact: the kind of place ("article", "section") and its number, or the prize and its metal.
"""

from collections.abc import Iterator, Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.claims.rules import ClaimRule
from guardrails.draft import FactType
from guardrails.patterns import Match, compile_pattern

_PLACE = compile_pattern(
    r"\b(articles?|art\.?|sections?|regulations?|reg\.?|schedules?|paragraph|paragraphe|chapter|chapitre|annexe?|rule)"
    r" ?(?:n° ?)?([lrda]\.? ?\*?)?(\d+(?:[-.]\d+)*)\b"
)
_KINDS = {"art": "article", "reg": "regulation", "paragraphe": "paragraph", "chapitre": "chapter", "annexe": "annex"}
_PRIZE = compile_pattern(
    r"\bmedaille[sd]? d'(or|argent|bronze|vermeil)\b|\b(gold|silver|bronze)[ -](?:medal\w*|awards?|stars?|status|rating"
    r"|standard)\b|\b(premier|deuxieme|second|troisieme|first|third) (?:prix|prize|place)\b"
)
_METALS = {"or": "gold", "argent": "silver", "premier": "first", "deuxieme": "second", "troisieme": "third"}
_PRIZED: tuple[FactType, ...] = ("certification", "feature", "statistic", "reference")
_NOT_IT = compile_pattern(r"\b(?:not|pas|non|plutot que|rather than|instead of|au lieu d[eu])(?: [a-z']+){0,3} ?$")


def misquoted(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Places in the law, and prizes, that contradict what the facts say of them.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    valid = [one for one in knowledge.facts if one.valid and not one.from_rep]
    laws = [one for one in valid if one.fact.type == "legal"]
    yield from _misquoted(reading, laws, book.against("legal"), "place")
    prized = [one for one in valid if one.fact.type in _PRIZED]
    yield from _misquoted(reading, prized, book.against("certification"), "prize")


def _misquoted(reading: Reading, facts: Sequence[Known], rule: ClaimRule | None, what: str) -> Iterator[Judgement]:
    pattern, named = (_PLACE, _place) if what == "place" else (_PRIZE, _prize)
    given = [(known, named(match)) for known in facts for match in pattern.finditer(known.words)]
    if rule is None or not given:
        return
    text = reading.text.text
    said = {pair for _, pair in given}
    for match in pattern.finditer(text):
        kind, _ = pair = named(match)
        other = next((known for known, (same, _) in given if same == kind), None)
        if other is None or pair in said or _NOT_IT.search(text[max(0, match.start() - 32) : match.start()]):
            continue
        yield Judgement(words_claim(rule, reading.text, *match.span()), Standing.CONTRADICTED, other)


def _place(match: Match) -> tuple[str, str]:
    word = match.group(1).rstrip(".").removesuffix("s")
    return _KINDS.get(word, word), match.group(3)


def _prize(match: Match) -> tuple[str, str]:
    metal = match.group(1) or match.group(2) or match.group(3)
    return "rank" if match.group(3) else "metal", _METALS.get(metal, metal)
