"""Claims that nothing is asked for ("sans engagement", "port offert") and facts that grant it in other words.

A fact says "Engagement: aucun", or "Franco: dès 500 €", and the claim says so only where the sums of the text reach it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Money, Words
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Reading
from guardrails.patterns import compile_pattern

_NONE = compile_pattern(r"^(?:aucune?s?|none|nil|neant|sans|no|0|pas d[e'].*|not? [a-z]+|nulle?|zero)\b")
_DENIES = compile_pattern(r"\b(?:sans|aucune?s?|pas|jamais|libres?|no|not|never|without|none|any time|a tout moment)\b")
_NEGATIVES = content_words("sans aucun aucune pas jamais no not never without any there none minimum duree frais fee")
_BOUND = compile_pattern(
    r"\b(?:engage\w*|commit\w*|tied|tie-?ins?|lock\w*|minimum (?:term|period|stay|duration|contract)"
    r"|contract (?:length|term)"
    r"|duree (?:minim\w+|d'engagement|du contrat)|fixed term|resili\w*|tout moment|any ?time)\b"
)
_CARRIAGE = compile_pattern(
    r"\b(?:franco|port (?:offert|gratuit|compris|paye)|livraison (?:offerte|gratuite)|livre\w* gratuit\w*"
    r"|free (?:delivery|shipping|carriage|postage)|(?:delivery|shipping|postage|carriage) (?:is |are )?(?:free"
    r"|paid|on us)"
    r"|carriage[- ]paid|frais de (?:port|livraison)|port"
    r"|no (?:delivery|postage|shipping|carriage) (?:charges?|fees?|costs?))\b"
)
_FREE_CARRIAGE = compile_pattern(
    r"\b(?:franco(?: de port)?|(?:port|livraison|frais de port) (?:offerte?s?|gratuite?s?|comprise?s?|paye|incluse?s?)"
    r"|(?:free|paid) (?:delivery|shipping|carriage|postage)|(?:delivery|shipping|postage|carriage) (?:is |are )?(?:free"
    r"|paid|included)|carriage[- ]paid)\b"
)
"""Carriage that a fact grants,"""
_FROM_ON = compile_pattern(
    r"\b(?:des|a partir|au-dela|over|from|above|orders?|commandes?|minimum|within|rayon|up to|if|si)\b"
)
"""and words that grant it from some order on."""
_WAIVED = (
    r"no (?:extra |additional |further |hidden )?(?:costs?|charges?|fees?|interest)|sans (?:frais|surcout"
    r"|supplement|interets?)"
    r"|for free|free of charge|free|gratuit\w*|offert\w*|at no cost|without (?:charge|extra cost)|interest[- ]free"
)
_FREE = compile_pattern(rf"\b(?:{_WAIVED})\b")
_ATTENDING = compile_pattern(
    r"\b(?:participation|inscription|entree|acces|admission|entry|entrance|attendance|attending|registration)s?\b"
)
_EXIT = compile_pattern(
    r"\b(?:(?:a|quand|when|at)? ?(?:tout moment|n'importe quand|any ?time)|whenever you (?:like|want|wish|please)"
    r"|quand (?:bon vous semble|vous (?:voulez|voudrez|le souhaitez)|tu (?:veux|voudras))|sans engagement"
    r"|no (?:commitment|minimum term|tie-?ins?|lock-?in)|rolling|month[- ](?:to|by)[- ]month)\b"
)
"""How a text and a fact say that one may leave when one likes."""
_ALWAYS = compile_pattern(
    r"\b(?:24 ?h(?:eures)? ?(?:/|sur) ?24|24/7|24 hours(?: a day)?|jour et nuit|nuit et jour|a toute heure"
    r"|day (?:and|or) night|a?round the clock|at any hour|at all hours)"
)
"""How they say that somebody is there at any hour."""
_DUTY = compile_pattern(r"\b(?:obligatoires?|obligation|mandatory|compulsory|required|interdite?s?)\b")
_BARE_DUTY = compile_pattern(r"^(?:(?:est|sont|is|are|now|desormais) )*(?:obligatoires?|mandatory|compulsory)$")
_SHARED = 2
_TYPES = ("term", "delivery", "discount", "feature", "price", "legal")


def granted(
    judged: Sequence[Judgement], reading: Reading, knowledge: Knowledge, passages: Passages
) -> Iterator[Judgement]:
    """The judgements, with claims in words that a fact grants found supported.

    Args:
        judged: the judgements.
        reading: the text.
        knowledge: what is known.
        passages: the words around each claim.
    """
    facts = [one for one in knowledge.facts if one.valid and not one.from_rep and one.fact.type in _TYPES]
    events = {one.subject for one in knowledge.facts if one.valid and one.fact.type == "event"}
    sums = [one.value.low for one in reading.measures if isinstance(one.value, Money)]
    for one in judged:
        words = one.claim.value
        if one.standing is not Standing.SUPPORTED and isinstance(words, Words) and not one.claim.rule.names:
            sentence = passages.sentence(one.claim)
            known = next((fact for fact in facts if _grants(fact, words.folded, sentence, sums)), None)
            if known is None and _ATTENDING.search(words.folded) and len(events) == 1:
                known = next((fact for fact in facts if fact.subject in events and _is_free(fact)), None)
            one = replace(one, standing=Standing.SUPPORTED, known=known, expected=None) if known else one
        yield one


def _is_free(known: Known) -> bool:
    """Whether a fact says that its subject costs nothing."""
    nothing = any(isinstance(one.value, Money) and one.value.low == 0 for one in known.stated)
    return nothing or (known.fact.type != "price" and _FREE.search(known.sentence) is not None)


def is_conditional_carriage(words: str, known: Known) -> bool:
    """Whether words grant carriage that a fact grants from some order on."""
    return (
        _CARRIAGE.search(words) is not None
        and _CARRIAGE.search(known.words) is not None
        and any(isinstance(one.value, Money) and one.value.low > 0 for one in known.stated)
    )


def _grants(known: Known, words: str, sentence: frozenset[str], sums: Sequence[Decimal]) -> bool:
    if known.fact.type == "legal":
        told = _BARE_DUTY.search(words) is not None and _DUTY.search(known.words) is not None
        return told and len(known.content & sentence) >= _SHARED
    limits = [one.value.low for one in known.stated if isinstance(one.value, Money) and one.value.low > 0]
    if _CARRIAGE.search(words) and _CARRIAGE.search(known.words):
        free = _FREE_CARRIAGE.search(known.words) is not None and not _FROM_ON.search(known.words)
        return free or (bool(limits) and any(one >= limits[0] for one in sums))
    if any(one.search(words) and one.search(known.words) for one in (_EXIT, _ALWAYS)):
        return True
    if _NONE.search(known.sentence) and _DENIES.search(words):
        if _BOUND.search(words) and _BOUND.search(known.words):
            return True
        said = content_words(words) - _NEGATIVES
        return (bool(said) and said <= known.topic) or (bool(known.core) and known.core - _NEGATIVES <= said)
    if known.fact.type != "discount" and _FREE.search(words) and _FREE.search(known.sentence):
        return bool(known.core & sentence)
    return False
