"""Days that no fact knows, in a text that leaves the day of a fact unsaid: one was most likely mistaken for the other.

"The first recording is on Friday 4 September" has no word that a rule could know, and the facts say the third.
"""

from collections.abc import Container, Iterator, Sequence
from dataclasses import replace
from datetime import date

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known, validity_day
from guardrails.claims.parsing.dates import MONTHS
from guardrails.claims.parsing.relate import day_before, days_agree
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Days, Measurement
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.draft import FactType
from guardrails.patterns import compile_pattern

_TYPES: tuple[FactType, ...] = ("event", "date", "deadline", "delivery", "stock", "legal", "discount")
_REACH = 110
_BEFORE = 64
_ASIDE = compile_pattern(
    r"\?|\b(?:suite a|apres (?:notre|votre)|lors d[eu]|following (?:our|your)|further to|merci (?:pour|de)|thank\w*"
    r"|depuis|since|recue?s?|received|envoyee?s?|votre (?:mail|message|courriel|demande|commande|appel|lettre)"
    r"|your (?:mail|e-?mail|message|letter|order|call|note|enquiry|inquiry)|facture|invoice|devis (?:du|n)"
    r"|quote (?:of|no)|ordered|commandee?s?|vu|vus|saw|met|etait|etions|etiez|avons (?:parle|echange)|was|were|spoke"
    r"|loi|law|act|regulations?|decret|article|ne[e]? le|born|fondee?|founded|dernier|derniere|last (?:week|month"
    r"|year|night|time|summer|spring|autumn|fall|winter|visit|order|mail"
    r"|e-?mail|call|letter|inspection|service|[a-z]+day|january|february|march|april|may|june|july|august|september"
    r"|october|november|december))\b"
)
"""What tells of the past, of papers and of laws."""
_MINE = compile_pattern(
    r"\b(?:je|j'|i|i'll|i'm|i am|let me|mon|ma|my|me)(?: [a-z''-]+){0,4} (?:rappel\w+|appel\w+|revien\w+|reviendr\w+"
    r"|envo\w+|enverr\w+|recontact\w+|ring|call|send|write|be (?:back|away|out|off|in)|get back|email|phone|chase"
    r"|absent\w*|conges?|vacances|holiday|leave|off|away|back|rentre\w*|libre|disponible|free|available)\b"
)
_LIMIT = compile_pattern(r"\b(?:before|avant|prior to)(?: le mois d[e']| le| the)? *$")
_MONTH = compile_pattern(rf"\b(?:{'|'.join(MONTHS)})\b")
_OFFERED: tuple[FactType, ...] = ("deadline", "discount")
_LIMITED = compile_pattern(
    r"\b(?:until|till|by|before|through|no later|runs? (?:out|to|until)|ends?|expir\w*|clos\w+|last|valid\w*"
    r"|stands?|holds?|deadline|limit\w*|jusqu'\w*|avant|d'ici|au plus tard|pour le|fin|termin\w*|cloture\w*|vaut"
    r"|valent|valables?|tient|court|date limite|dernier|prend fin|souscri\w+|depos\w+|parvien\w*|rend\w*|remise?"
    r"|reach us|send|return\w*|shuts?|due|cut-?off|latest|ferm\w+|echeance|sans faute)\b"
)
"""How a text says that a day is the last one, which that of an offer always is."""
_NEAR_DAYS = 16
_QUARTER = 100
_CLOSE_MONTHS = 2


def misdated(
    reading: Reading, judged: Sequence[Judgement], knowledge: Knowledge, book: RuleBook
) -> Iterator[Judgement]:  # fmt: skip
    """Days that contradict the one fact whose day the text leaves unsaid.

    Args:
        reading: the text.
        judged: the verdicts on its claims.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    dated = [(one, days) for one in knowledge.facts if one.fact.type in _TYPES and (days := _days(one))]
    said = [one for one in _told(reading) if isinstance(one.value, Days)]
    firm = [one for one in said if _is_written(reading, one) or (one.vague and not _is_long(one))]
    silent = [
        (one, days)
        for one, days in dated
        if one.valid and not any(_agree(measure, day) for measure in firm for day in _own_days(one) or days)
    ]
    hinted = {
        one.fact.id
        for one, days in silent
        if any(_agree(measure, day) for measure in said for day in _own_days(one) or days)
    }
    if not silent:
        return
    settled = {one.claim.at for one in judged if one.standing is Standing.SUPPORTED and names_days(one.known)}
    for measure in said:
        if (
            measure.start in settled
            or not _is_written(reading, measure)
            or any(_agree(measure, day) for _, days in dated for day in days)
        ):
            continue
        found = _meant(reading, measure, silent, hinted)
        rule = book.against(found[0].fact.type) if found else None
        if found and rule:
            yield Judgement(value_claim(rule, reading.text, measure), Standing.CONTRADICTED, found[0], found[1])


def _told(reading: Reading) -> Iterator[Measurement]:
    """The values of the text, and the last day of what ends "before February"."""
    for one in reading.measures:
        yield one
        if isinstance(one.value, Days) and _LIMIT.search(reading.text.text[max(0, one.start - 24) : one.start]):
            yield replace(one, value=day_before(one.value))


def _is_written(reading: Reading, measure: Measurement) -> bool:
    """Whether a day is written with its month or its number: "Sunday" and "tomorrow" are said in passing."""
    text = reading.text.text[measure.start : measure.end]
    numbered = any(one.isdigit() for one in text) and not text.startswith("au ")
    return not measure.vague and (numbered or _MONTH.search(text) is not None)


def names_days(known: Known | None) -> bool:
    """Whether a fact names a day itself; a delivery time only sets the earliest one."""
    return known is None or known.last_day is not None or any(isinstance(one.value, Days) for one in known.stated)


def _days(known: Known) -> list[Days]:
    days = [one.value for one in (*known.stated, *known.asides) if isinstance(one.value, Days)]
    last = validity_day(known) if known.fact.type == "discount" else None
    return [*days, last] if last else days


def _is_long(measure: Measurement) -> bool:
    """Whether a stretch holds too many days to tell one: "this year"."""
    return isinstance(measure.value, Days) and any(
        (last - first).days > _QUARTER for first, last in measure.value.spans
    )


def _own_days(known: Known) -> list[Days]:
    """The days of its value, where its subject names another: "provisional hold on 18 July"."""
    return [one.value for one in known.stated if isinstance(one.value, Days)] if known.asides else []


def _agree(measure: Measurement, day: Days) -> bool:
    return isinstance(measure.value, Days) and days_agree(measure.value.hourless, day.hourless)


def _meant(
    reading: Reading, measure: Measurement, silent: Sequence[tuple[Known, list[Days]]], hinted: Container[str]
) -> tuple[Known, Days] | None:
    """The fact that a day was most likely taken from; one that a weekday hints at only where the words name it."""
    text = reading.text.text
    start, end = reading.wording.sentence_bounds(measure.start, len(text))
    start, end = max(start, measure.start - _REACH), min(end, measure.end + _REACH)
    if _ASIDE.search(text[start : measure.start]) or "?" in text[measure.end : end]:
        return None
    if not _LIMITED.search(text[start:end]):
        silent = [one for one in silent if one[0].fact.type not in _OFFERED]
    if not silent:
        return None
    words = content_words(text[start:end])
    about = [(len(known.tells & words), known, days) for known, days in silent]
    most = max(share for share, _, _ in about)
    named = [(known, days) for share, known, days in about if most and share == most]
    silent = [one for one in silent if one[0].fact.id not in hinted]
    hour = [(known, day) for known, days in silent for day in days if day.at and _same_hour(measure, day)]
    if len(hour) == 1:
        return hour[0]
    mine = _MINE.search(text[max(start, measure.start - _BEFORE) : measure.start]) is not None
    if len({day.spans for _, days in named for day in days}) == 1 and (_is_day(measure) or not mine):
        return named[0][0], named[0][1][0]
    if mine or measure.vague or not _is_day(measure):
        return None
    near = [(known, day) for known, days in silent for day in _own_days(known) or days if _mistakable(measure, day)]
    return near[0] if len({day.spans for _, day in near}) == 1 else None


def _same_hour(measure: Measurement, day: Days) -> bool:
    return isinstance(measure.value, Days) and measure.value.same_hour(day)


def _is_day(measure: Measurement) -> bool:
    assert isinstance(measure.value, Days)
    return all((last - first).days <= 2 for first, last in measure.value.spans)


def _mistakable(measure: Measurement, day: Days) -> bool:
    """Whether one day may stand by mistake for another: a few days off, or the same day of another month."""
    assert isinstance(measure.value, Days)
    return any(_close(said, known) for said, _ in measure.value.spans for known, _ in day.spans)


def _close(said: date, known: date) -> bool:
    months = abs((said.year - known.year) * 12 + said.month - known.month)
    return abs((said - known).days) <= _NEAR_DAYS or (said.day == known.day and months <= _CLOSE_MONTHS)
