"""Days of service: "every Monday" of what comes on Tuesdays. `opening` hears of every day and every hour."""

from collections.abc import Iterator, Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.dates import MONTHS, WEEKDAYS
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.draft import FactType
from guardrails.patterns import Pattern, compile_pattern

_TYPES: tuple[FactType, ...] = ("delivery", "term", "feature")
_W = "|".join(WEEKDAYS)
_WEEKDAY = compile_pattern(rf"\b({_W})s?\b")
_SPAN = compile_pattern(rf"\b({_W})s? (?:a|au|to|-|through|till|until) ({_W})s?\b")
_DATED = compile_pattern(rf"\b\d{{4}}-\d\d|\b(?:{'|'.join(MONTHS)}) \d|\d (?:{'|'.join(MONTHS)})\b")
_EACH_WEEKDAY = compile_pattern(rf"\b(?:chaque|tous les|every|each) ({_W})s?\b(?: (?:matin|soir|morning|evening))?")
_NOT = compile_pattern(r"\b(?:pas|jamais|ni|not|never|no|n't|ouvrees?|working|business)\b")
_CUES: dict[str, Pattern] = {
    "delivery": compile_pattern(
        r"\b(?:livr\w+|depos\w+|deliver\w*|drop\w*|tournees?|pass(?:ons|e|ez)|roul\w+|van|camion\w*|land\w*|bring\w*"
        r"|comes?|arriv\w+|collect\w*|expedi\w+|ship\w*)\b"
    ),
    "support": compile_pattern(
        r"\b(?:phones?|call|ring|reach\w*|answer\w*|hotline|helpline|support\w*|help ?desk|assistance|joign\w+|joindre"
        r"|telephon\w*|repond\w*|depann\w+|technici\w+|standard|permanence|astreinte|open|ouvert\w*|work\w*)\b"
    ),
}
_ANY_DAY = content_words("jour jours day days heure heures hour hours semaine week horaires")
"""Words of a fact about days that any talk of days has."""
_SERVICE = compile_pattern(
    r"\b(?:support|assistance|phone|telephon\w*|hotline|help ?desk|service|hours|horaires?|ouverture|opening|permanence"
    r"|astreinte|standard|depannage)\b"
)


def weekly(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """What promises a weekday that the fact about the same service does not give.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    facts = [
        one for one in knowledge.facts if one.valid and one.fact.type in _TYPES and not _DATED.search(one.sentence)
    ]
    timed = [(one, days) for one in facts if (days := _days_of(one.words))]
    for match in _EACH_WEEKDAY.finditer(reading.text.text):
        if not any(WEEKDAYS[match.group(1)] in days for _, days in timed):
            yield from _held(reading, match.span(), [one for one, _ in timed], book)


def _days_of(words: str) -> frozenset[int]:
    """The weekdays that a fact names, those between two of them too."""
    days = {WEEKDAYS[match.group(1)] for match in _WEEKDAY.finditer(words)}
    for match in _SPAN.finditer(words):
        first, last = WEEKDAYS[match.group(1)], WEEKDAYS[match.group(2)]
        days.update(range(first, last + 1) if first <= last else (*range(first, 7), *range(last + 1)))
    return frozenset(days)


def _held(
    reading: Reading, span: tuple[int, int], against: Sequence[Known], book: RuleBook
) -> Iterator[Judgement]:  # fmt: skip
    """The verdict on words that the only fact about what their sentence speaks of contradicts."""
    start, end = reading.sentence_at(span[0])
    sentence = reading.text.text[start:end]
    if "?" in sentence or _NOT.search(reading.text.text[max(start, span[0] - 24) : span[0]]):
        return
    words = content_words(sentence)
    about = [one for one in against if (one.core - _ANY_DAY) & words or _CUES[_kind(one)].search(sentence)]
    rule = book.against(about[0].fact.type) if len(about) == 1 else None
    if rule:
        yield Judgement(words_claim(rule, reading.text, *span), Standing.CONTRADICTED, about[0])


def _kind(known: Known) -> str:
    return "support" if known.fact.type != "delivery" and _SERVICE.search(known.words) else "delivery"
