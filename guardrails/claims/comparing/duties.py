"""What the law asks: a value, or a duty, in a passage about a legal fact that says otherwise.

Duties are told in ever other words ("the law leaves you ten days", "anything above 900 grammes must be registered"),
and always with the words of the thing that they are about. So the fact finds the passage, not the rule.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.measures import find_measures
from guardrails.claims.parsing.relate import agrees, comparable_with
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.units import amount_in, unit_after
from guardrails.claims.parsing.values import (
    Count,
    Days,
    Duration,
    Exactness,
    Measurement,
    Percent,
    Rhythm,
    Value,
    Words,
)
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.claims.rules import ClaimRule
from guardrails.patterns import compile_pattern

_SHARED = 2
_NO_DUTY = compile_pattern(
    r"\b(?:non[- ]obligatoires?|(?:pas|plus|nullement|aucunement) (?:encore )?(?:obligatoires?|oblige\w*|exige\w*"
    r"|impose\w*|requise?s?|interdite?s?)|recommand\w+|facultati\w+|optionnel\w*|aucune? (?:obligation|duree|delai"
    r"|periodicite|echeance|limite|seuil)|sans (?:obligation|periodicite|duree|delai)|dispens\w+|exempt\w*"
    r"|volontaire\w*|not (?:mandatory|compulsory|required|obligatory|a (?:legal )?(?:duty|requirement)|prescribed)"
    r"|no (?:legal |statutory |fixed |set |general )?(?:duty|obligation|requirement|interval|period|limit|minimum)"
    r"|voluntary|recommended|optional|guidance only|good practice|advisory|not (?:yet )?(?:in force|law))\b"
)
"""How a fact says that there is no duty, or no fixed one."""
_DUTY = compile_pattern(
    r"\b(?:obligatoires?|oblig\w+|impos\w+|exig\w+|interdi\w+|doi(?:t|s|vent|vez)|devr\w+|(?:la|une) loi|tenue?s? d"
    r"|must|mandatory|compulsory|required?|requires|obliged|have to|has to|(?:by|the) law|legally|legal (?:duty"
    r"|requirement|obligation)|regulations? (?:say|want|ask)|forbid\w*|illegal)\b"
)
_NOT = compile_pattern(r"\b(?:et non|not|non|pas|rather than|instead of|plutot que|au lieu d[eu])(?: [a-z]+){0,2} ?$")
_DENIED = compile_pattern(
    r"\b(?:pas|plus|aucune?|sans|rien|jamais|ni|not|no|never|nothing|isn't|aren't|doesn't|don't|n'\w+ pas"
    r"|recommand\w+|recommended|facultati\w+|optional|conseill\w+|advis\w+|nullement)\b"
)
_AS_THE_LAW_SAYS = compile_pattern(
    r"\b(?:(?:as|like|what|which|how often) (?:is required by )?the (?:law|regulations?|rules?)"
    r" (?:says?|asks?|wants?|requires?|demands?)"
    r"|comme (?:la loi|le reglement|la reglementation|le code) (?:l'|le |vous l')?"
    r"(?:exige|veut|impose|demande|prevoit|dit)"
    r"|la loi (?:l'|vous l'|nous l')?(?:exige|veut|impose|demande))\b"
)
"""What leans on the law, where only one fact says what that is."""
_LAW_ALONE = compile_pattern(
    r"(?:as |like |comme )?(?:(?:the|la) (?:law|loi|regulations?|rules?) (?:l'|vous l'|nous l')?[a-z]+"
    r"|by law|legally [a-z]+"
    r"|c'est la loi|it's the law|par la loi)"
)
_MEASURED_AT = compile_pattern(
    r"^[^.!?\n]{0,60}\b(?:(?:just|well|safely|comfortably) )?(?:below|under|beneath|within|above|over|short of"
    r"|in excess of"
    r"|sous|en dessous|en deca|au-dessus|au-dessous|inferieure?s?|superieure?s?)\b[^.!?\n]{0,16}"
    r"\b(?:the|that|what|le|la|les|l'|du|des|de la|au)\b"
)
"""What follows the reader's own measure that is held against a limit: "24 square metres, just below the 25"."""
_HAS_DUTY = compile_pattern(r"\b(?:obligatoires?|obligation|mandatory|compulsory|required|interdi\w+|must|doit|duty)\b")
_NO_LAW = compile_pattern(
    r"\b(?:(?:rien|aucune? [a-z]+) (?:ne |n')(?:vous |l')?(?:oblig\w+|impos\w+|exig\w+)|(?:pas|plus|nullement)"
    r" (?:obligatoires?|obligee?s?|tenue?s?)|facultati\w+|not (?:mandatory|compulsory|required|obliged|a legal)"
    r"|(?:no|without) (?:legal )?(?:obligation|duty|requirement)|optional|voluntary"
    r"|(?:do not|don't|needn't) (?:have to|need to))\b"
)


@dataclass(frozen=True, slots=True)
class _Passage:
    """A sentence, and the words that it and the one before it share with facts."""

    start: int
    end: int
    words: frozenset[str]
    before: frozenset[str]


def duties(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """What contradicts the legal fact that its passage is about.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    laws = [one for one in knowledge.facts if one.fact.type == "legal" and one.valid]
    rule = book.against("legal")
    if not laws or rule is None:
        return
    sold = frozenset[str]().union(*(knowledge.subjects.words.get(one, frozenset()) for one in knowledge.products))
    for passage in _passages(reading):
        about = [one for one in laws if _speaks_of(passage, one, sold)]
        if not about and len(laws) == 1 and _AS_THE_LAW_SAYS.search(reading.text.text[passage.start : passage.end]):
            about = [one for one in laws if one.stated]
        if about:
            yield from _values(reading, passage, about, knowledge, rule)
            yield from _duty(reading, passage, about, rule)


def held_to_a_limit(reading: Reading, claim: Claim) -> bool:
    """Whether a value is the reader's own measure, which the text holds against what the law says."""
    return claim.rule.is_duty and _MEASURED_AT.search(reading.text.text[claim.until : claim.until + 96]) is not None


def is_told_by_value(reading: Reading, claim: Claim, knowledge: Knowledge) -> bool:
    """Whether words only lean on the law for a value beside them, which is judged: "once a week, like the law says"."""
    if not claim.rule.is_duty or not isinstance(claim.value, Words) or not _LAW_ALONE.fullmatch(claim.value.folded):
        return False
    start, end = reading.wording.sentence_bounds(claim.at, len(reading.text.text))
    kinds = [comparable_with(one.value) for one in reading.measures_in(start, end) if not one.article]
    stated = [one.value for known in knowledge.facts if known.fact.type == "legal" for one in known.stated]
    return any(isinstance(value, kind) for kind in kinds for value in stated)


def _passages(reading: Reading) -> Iterator[_Passage]:
    start, before = 0, frozenset[str]()
    for end in (*reading.wording.ends, len(reading.text.text)):
        words = content_words(reading.text.text[start:end])
        yield _Passage(start, end, words, before)
        start, before = end, words


def _speaks_of(passage: _Passage, law: Known, sold: frozenset[str]) -> bool:
    """Whether a sentence, or it with the one before it, has enough words of what the law is about.

    The names of products are none: a passage about one is not yet about the law.
    """
    words = (law.tells | {one for one in law.content if any(map(str.isdigit, one))}) - sold
    own = len(words & passage.words)
    least = min(_SHARED, len(law.core - sold) or _SHARED)
    return own >= least or (own > 0 and own + len(words & passage.before) > least)


def _values(
    reading: Reading, passage: _Passage, about: Sequence[Known], knowledge: Knowledge, rule: ClaimRule
) -> Iterator[Judgement]:
    for measure in reading.measures_in(passage.start, passage.end):
        if measure.article or isinstance(measure.value, Days):
            continue
        if _NOT.search(reading.text.text[max(0, measure.start - 24) : measure.start]) or any(
            agrees(measure.value, _as_threshold(measure.exactness), one)
            for known in knowledge.facts
            for one in known.stated
        ):
            continue
        for law in about:
            value = _contradicted(reading, measure, law)
            if value is not None:
                yield Judgement(
                    _claim(reading, measure.start, measure.end, rule, measure), Standing.CONTRADICTED, law, value
                )
                break


def _as_threshold(exactness: Exactness) -> Exactness:
    """Above 7.5 tonnes and above 12 are two rules, though twelve is more than seven and a half."""
    return exactness if exactness is Exactness.ABOUT else Exactness.EXACT


def _contradicted(reading: Reading, measure: Measurement, law: Known) -> Value | None:
    """What the law says in the place of a value; none where both measure other things, or say the same."""
    if isinstance(measure.value, Duration | Rhythm | Percent) and not law.stated and _NO_DUTY.search(law.words):
        return Words(law.sentence)
    kinds = comparable_with(measure.value)
    for one in law.stated:
        if not isinstance(one.value, kinds):
            continue
        if isinstance(measure.value, Count) and isinstance(one.value, Count):
            unit = unit_after(reading.text.text, measure.end)
            said = amount_in(measure.value.low, unit)
            known = [amount_in(*pair) for pair in _amounts(law)]
            if said is None or not any(pair and pair[1] == said[1] for pair in known):
                continue
            return None if said in known else one.value
        return one.value
    return None


def _amounts(law: Known) -> Iterator[tuple[Decimal, str]]:
    for one in find_measures(law.sentence, "fr", None):
        if isinstance(one.value, Count):
            yield one.value.low, unit_after(law.sentence, one.end)


def _duty(reading: Reading, passage: _Passage, about: Sequence[Known], rule: ClaimRule) -> Iterator[Judgement]:
    """A duty where the fact says that there is none, or none where the fact says that there is one."""
    text = reading.text.text[passage.start : passage.end]
    for law in about:
        free = _NO_DUTY.search(law.words) is not None
        if free:
            match = _DUTY.search(text)
            against = match is not None and not _DENIED.search(text)
        else:
            match = _NO_LAW.search(text)
            against = match is not None and _HAS_DUTY.search(law.words) is not None
        if match and against and "?" not in text:
            start, stop = passage.start + match.start(), passage.start + match.end()
            values = [one.start for one in reading.measures_in(stop, passage.end)]
            stop = max(stop, start + len(reading.text.text[start : min([passage.end, *values])].rstrip(" .\n")))
            yield Judgement(_claim(reading, start, max(stop, start + 1), rule), Standing.CONTRADICTED, law)
            return


def _claim(reading: Reading, start: int, end: int, rule: ClaimRule, measure: Measurement | None = None) -> Claim:
    first, last = reading.text.span(start, end)
    value = measure.value if measure else Words(reading.text.text[start:end])
    head = reading.text.span(start, measure.head)[1] if measure else last
    return Claim(rule, first, last, start, end, head, value, measure=measure)
