"""When one is there: "seven days a week", "round the clock", against a fact that gives days or hours.

A fact lists days ("du lundi au vendredi"), or the hours of a day ("until 01:00"); a text that says more of the same
service is contradicted by it, in whatever words it does.
"""

from collections.abc import Iterator, Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.draft import FactType
from guardrails.patterns import Match, compile_pattern

_NIGHT_WORDS = (
    r"(?:jour et nuit|nuit et jour|day (?:and|or) night|night and day|(?:a?round) the clock|24 ?/ ?7|24 ?h(?:eures)?"
    r" ?(?:/|sur) ?24(?: ?h(?:eures)?)?|24 hours(?: a day)?|twenty-four hours(?: a day)?"
    r"|vingt-quatre heures sur vingt-quatre|a toute heure(?: du jour(?: et de la nuit)?)?|at (?:any|all) hours?)"
)
_DAILY_WORDS = (
    r"(?:(?:sept|7) ?j(?:ours)? ?(?:/|sur) ?(?:sept|7)|(?:seven|7) days (?:a|per) week"
    r"|every (?:single )?day of the week|tous les jours de la semaine|chaque jour de la semaine"
    r"|week-?ends? (?:compris|inclus|included|too)"
    r"|dimanches? (?:compris|inclus)|sundays? (?:included|too)|365 (?:jours|days))"
)
_ALWAYS = compile_pattern(rf"\b(?:({_NIGHT_WORDS})|({_DAILY_WORDS}))(?:\b|$)")
_DAYS = compile_pattern(
    r"\b(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|monday|tuesday|wednesday|thursday|friday|saturday|weekdays?"
    r"|mon|tue|wed|thu|fri|sat|jours? ouvr(?:e|able)s?|(?:working|business|office) (?:days?|hours?)|heures de bureau)\b"
)
_HOURS = compile_pattern(
    r"\b\d{1,2} ?(?:h|:)(?: ?\d{2})?\b|\b\d{1,2} ?[ap]\.?m\b|\bminuit\b|\bmidnight\b|\b(?:business|office) hours\b"
)
_SERVICE = compile_pattern(
    r"\b(?:support|assistance|hotline|helpdesk|help ?line|permanence|standard|telephon\w*|phones?|appels?|calls?"
    r"|service|ouvert\w*|ouverture|open|opening|hours|horaires?|astreinte|depannage|maintenance|livr\w+|deliver\w*|tournees?"
    r"|rounds?|roul\w+|joign\w+|joindre|repond\w*|reach\w*|answer\w*|human|work|travaill\w+|intervien\w+|intervention"
    r"|call-?outs?|there for you|on duty|accueil|reception|emergenc\w+|urgences?|pick(?:ing)? up)\b"
)
_THEIRS = compile_pattern(
    r"\b(?:votre|vos|vous (?:etes|ouvrez|travaillez|tournez)|your|you (?:are|open|work|run)|you're|j'ai|i've"
    r"|i (?:have|was)|they)(?: [a-z'-]+){0,5} ?$"
)
"""Whose hours are not ours to promise, and what has been,"""
_US = compile_pattern(r"\b(?:nous|us|our|notre|nos)\b")
"""unless it is us whom one reaches."""
_TYPES: tuple[FactType, ...] = ("term", "delivery", "feature", "guarantee", "date", "event")


def always_there(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Words for every hour, or every day, that a fact about the service contradicts.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("term")
    facts = [one for one in knowledge.facts if one.valid and not one.from_rep and one.fact.type in _TYPES]
    facts = [one for one in facts if _SERVICE.search(one.words)]
    if rule is None or not facts:
        return
    text = reading.text.text
    for match in _ALWAYS.finditer(text):
        start, end = reading.sentence_at(match.start())
        theirs = _THEIRS.search(text[start : match.start()])
        if "?" in text[start:end] or (theirs and not _US.search(theirs.group())):
            continue
        if known := _denying(match, text[start:end], facts):
            yield Judgement(words_claim(rule, reading.text, *match.span()), Standing.CONTRADICTED, known)


def _denying(match: Match, sentence: str, facts: Sequence[Known]) -> Known | None:
    """The fact that gives less than a text does: the one that the sentence speaks of, or else the only one."""
    less = [one for one in facts if _gives_less(one, night=bool(match.group(1)))]
    said = content_words(sentence)
    near = [one for one in less if one.core & said]
    if near or len(less) != 1 or not _SERVICE.search(sentence):
        return near[0] if near else None
    return less[0]


def _gives_less(known: Known, *, night: bool) -> bool:
    """Whether a fact gives hours where a text says all, or days where it says every one."""
    said = _ALWAYS.search(known.words)
    if said is not None and (said.group(1) or not night):
        return False
    return _DAYS.search(known.sentence) is not None or (night and _HOURS.search(known.sentence) is not None)
