"""Claims made in words (a label, a customer's name, a superlative) and the facts that attest them."""

from collections.abc import Iterable, Sequence

from guardrails.claims.comparing.granted import is_conditional_carriage
from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.denial import affirmed, denied_for
from guardrails.claims.facts.kinship import kind_words
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words, tokens_of
from guardrails.claims.parsing.values import Words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim
from guardrails.patterns import compile_pattern

_REFUND = compile_pattern(r"\b(?:refund\w*|money[ -]back|your money|rembours\w*|argent)\b")
_LAW = compile_pattern(r"\b(?:loi|decret|directive|act|arrete) ([a-z][a-z0-9-]{3,})\b")
_DENIES = compile_pattern(r"\b(?:sans|aucune?s?|zero|no|without)\b")
_GRANTS = compile_pattern(
    r"\b(?:sans|aucune?s?|zero|0|no|none|not|pas|without|free|gratuit\w*|offert\w*|inclus\w*|included)\b"
)
"""How a text says that something is not asked for, and how a fact does."""
_TO_THE_LETTER = ("claims.certification",)
_LABEL_WORDS = "certifie certified certification label norme conforme marque marquage type awarded"
_LEGAL_FILLERS = content_words(
    "loi law legal legale legalement reglementation oblige obligatoire obligation impose exige interdit mandatory"
    " compulsory required must have demande demand minimum maximum moins least now desormais aussi tout tous"
    " toute toutes chaque every all illegal depuis est sont"
    " vous under rules prevu"
)
"""Words that any duty is said with: they do not tell one from another."""
_FREE_FILLERS = content_words(
    "charge cost charged frais entirely completely entierement totalement be no extra additional further"
    " come comes with supplement surcout sans aucun it set up"
)
_FILLERS = content_words(_LABEL_WORDS) | frozenset(_LABEL_WORDS.split())


def judge_words(claim: Claim, facts: Iterable[Known], book: RuleBook, before: Sequence[str] = ()) -> Judgement:
    """The verdict on a claim in words: a fact says the same words, or makes the same kind of claim.

    Args:
        claim: the claim, whose value is `Words`.
        facts: those that its rule accepts.
        book: recognises claims in words inside facts.
        before: the words before the claim, the nearest first.
    """
    assert isinstance(claim.value, Words)
    words = claim.value.folded
    claimed = content_words(words) - _FILLERS
    facts = list(facts)
    if claim.rule.id == "claims.certification" and (denying := denied_for(before, facts)):
        return Judgement(claim, Standing.CONTRADICTED, denying)
    for known in sorted(facts, key=lambda one: not one.valid):
        if _says_so(claim, words, claimed, known, book):
            return Judgement(claim, Standing.SUPPORTED if known.valid else Standing.EXPIRED, known)
    return Judgement(claim, Standing.UNSUPPORTED)


def _says_so(claim: Claim, words: str, claimed: frozenset[str], known: Known, book: RuleBook) -> bool:
    if claim.rule.is_duty:
        told = claimed - _LEGAL_FILLERS
        laws = _laws_in(known)
        if told & laws:
            return bool(told & known.content - laws) or not told - laws
        return book.wordings(known.words, claim.rule) and len(told & known.content) * 2 >= max(1, len(told))
    if claim.rule.names or claim.rule.id in _TO_THE_LETTER:
        return claimed <= affirmed(known) if claimed else _spells(words, known)
    if is_conditional_carriage(words, known):
        return False  # `granted` knows which orders reach it
    if known.stated and _DENIES.search(words) and not _GRANTS.search(known.words):
        return False  # "sans engagement", of an "engagement: 12 mois"
    told = claimed - _FREE_FILLERS - kind_words(known.fact.type)
    if told and told <= known.content:
        return True
    if _REFUND.search(words) and _REFUND.search(known.words):
        return True
    return (bool(claimed & known.content) or (bool(claimed) and not told)) and book.wordings(known.words, claim.rule)


def _laws_in(known: Known) -> frozenset[str]:
    """The names of the laws that a fact rests on: "loi AGEC"."""
    return frozenset(word for match in _LAW.finditer(known.words) for word in content_words(match.group(1)))


def _spells(words: str, known: Known) -> bool:
    """ "CE" is a mark and a small word: a label of small words only is compared with all words of the fact."""
    claimed = frozenset(word for word, _, _ in tokens_of(words)) - _FILLERS
    return bool(claimed) and claimed <= {word for word, _, _ in tokens_of(known.words)}
