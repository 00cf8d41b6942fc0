"""Claims made in words (a label, a customer's name, a superlative) and the facts that attest them."""

from collections.abc import Iterable

from guardrails.claims.extract import Claim, RuleBook
from guardrails.claims.facts import Known
from guardrails.claims.judgement import Judgement, Standing
from guardrails.claims.subjects import content_words, tokens_of
from guardrails.claims.values import Words

_TO_THE_LETTER = ("claims.certification",)
_LABEL_WORDS = "certifie certified certification label norme conforme marque marquage type awarded"
_FILLERS = content_words(_LABEL_WORDS) | frozenset(_LABEL_WORDS.split())


def judge_words(claim: Claim, facts: Iterable[Known], book: RuleBook) -> Judgement:
    """The verdict on a claim in words: a fact says the same words, or makes the same kind of claim.

    Args:
        claim: the claim, whose value is `Words`.
        facts: those that its rule accepts.
        book: recognises claims in words inside facts.
    """
    assert isinstance(claim.value, Words)
    words = claim.value.folded
    claimed = content_words(words) - _FILLERS
    for known in sorted(facts, key=lambda one: not one.valid):
        if _says_so(claim, words, claimed, known, book):
            return Judgement(claim, Standing.SUPPORTED if known.valid else Standing.EXPIRED, known)
    return Judgement(claim, Standing.UNSUPPORTED)


def _says_so(claim: Claim, words: str, claimed: frozenset[str], known: Known, book: RuleBook) -> bool:
    if claim.rule.names or claim.rule.id in _TO_THE_LETTER:
        return claimed <= known.content if claimed else _spells(words, known)
    if claimed and claimed <= known.content:
        return True
    return bool(claimed & known.content) and book.wordings(known.words, claim.rule.id)


def _spells(words: str, known: Known) -> bool:
    """ "CE" is a mark and a small word: a label of small words only is compared with all words of the fact."""
    claimed = frozenset(word for word, _, _ in tokens_of(words)) - _FILLERS
    return bool(claimed) and claimed <= {word for word, _, _ in tokens_of(known.words)}
