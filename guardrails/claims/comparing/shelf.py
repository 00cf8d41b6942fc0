"""Whether there is any: "sold out" of what a fact counts, "in stock" of what it says there is none of."""

from collections.abc import Iterator

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Count
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.patterns import compile_pattern

_NONE = (
    r"out of stock|sold out|none (?:left|in stock)|no longer (?:in stock|available)|clean out of"
    r"|en rupture(?: de stock)?|epuisee?s?|plus (?:en stock|disponibles?)|n'en (?:avons|ai|a|reste) plus"
)
_SOME = (
    r"in stock|(?:on|in) (?:the|our) (?:shel(?:f|ves)|yard|warehouse|rack)|available (?:now|immediately|from stock)"
    r"|en stock|en magasin|en rayon|(?:a|dans) (?:notre|l') ?(?:entrepot|depot)"
    r"|disponibles? (?:immediatement|tout de suite|de suite)"
)
_TOLD = compile_pattern(rf"\b(?:({_NONE})|({_SOME}))\b")
_OPEN = compile_pattern(
    r"\?|\b(?:if|si|when|quand|before|avant|jamais|never|not|pas|soon|bientot|were|was|etait|etaient"
    r"|back|retour)\b"
)
"""What leaves open whether there is any, or tells of another time."""


def on_the_shelf(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Words for there being some, or none, that every fact about the thing contradicts.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("stock")
    stocks = [(one, there) for one in knowledge.facts if (there := _is_there(one)) is not None]
    text = reading.text.text
    for match in _TOLD.finditer(text) if rule and stocks else ():
        start, end = reading.sentence_at(match.start())
        words = content_words(text[start:end])
        about = [(one, there) for one, there in stocks if one.core & words]
        if about and not _OPEN.search(text[start:end]) and all(there is bool(match.group(1)) for _, there in about):
            assert rule is not None
            yield Judgement(words_claim(rule, reading.text, *match.span()), Standing.CONTRADICTED, about[0][0])


def _is_there(known: Known) -> bool | None:
    """Whether a fact about stock counts any; none if it is another fact."""
    counts = [one.value.low for one in known.stated if isinstance(one.value, Count)]
    return any(counts) if counts and known.valid and known.fact.type == "stock" else None
