"""What is left over: a value that no rule knew and a fact that the text never speaks of are often a pair.

"Your van is ready after nine weeks" has no word of "fabrication: 14 semaines", and still there is no other fact that
nine weeks could be about. Only where the pair is the only one, and the sentence is no talk of the reader or the rep.
"""

from collections.abc import Iterator, Sequence
from dataclasses import replace

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.comparing.misdated import names_days
from guardrails.claims.facts.kinship import alike, names_a_kind, same_kind
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.facts.telling import contradicts
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import (
    Count,
    Days,
    Duration,
    Exactness,
    Measurement,
    Money,
    Percent,
    Rhythm,
    Value,
)
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Reading, value_claim
from guardrails.draft import FactType
from guardrails.patterns import compile_pattern

_ASIDE = compile_pattern(
    r"\b(?:je|j'\w+|me|m'\w+|moi|mon|ma|mes|i|i'\w+|my|me|vous (?:avez|aviez|etes|etiez|cherch\w+|m'\w+|gerez"
    r"|occupez|disposez"
    r"|parliez|hesit\w+)|votre|vos|vous-meme|ta|ton|tes|tu|you (?:have|had|are|were|said|told|mention\w*|run"
    r"|asked|want\w*)"
    r"|your|yours|he|she|il a|elle a|his|her|last|derniere?s?|passees?|past|ago|il y a|hier|yesterday|since|depuis"
    r"|known|connaissons|friends?"
    r"|call|appel|meeting|reunion|rendez-vous|echange|entretien|vacances|holidays?|conge\w*|lunch|cafe|coffee"
    r"|train|route|drive|kids?|enfants?|fils|fille|son|daughter|wife|mari|dog|chien|chat|years old|ans et demi"
    r"|age\w*)\b"
)
_PAST = compile_pattern(
    r"\b(?:i|i'\w+|je|j'\w+|last|derniere?s?|passees?|past|ago|il y a|hier|yesterday|call|appel|meeting"
    r"|reunion|rendez-vous|echange|entretien|vacances|holidays?|conge\w*|he|she|il a|elle a|vous aviez"
    r"|vous avez [a-z]+(?:e|i|u|is|it)|you(?:'ve| have) [a-z]+(?:ed|en|un)|you (?:had|were|said|told)"
    r"|took|spent|waited|lasted|(?:a|ont|avons) (?:dure|mis|pris|attendu|passe))\b"
)
"""What tells of the past, of the rep or of a meeting: no promise, whatever its words."""
_SINCE = compile_pattern(
    r"\b(?:since|depuis|et non|not|non|pas|rather than|plutot que|au lieu d[eu])(?: [a-z]+){0,2} ?$"
)
"""What has lasted until now, or is denied."""
_GIVEN = compile_pattern(r"\b(?:vous (?:avez|disposez de)|tu as|you(?: have|'ve got| get))(?: [a-z]+)? $")
"""What promises a length of time, where it would say what the reader has of other things."""
_REACH = 90
_AFTER = 24
"""How far after a value an aside tells of it."""
_LINE = 48
_AT = compile_pattern(r"(?:^|[^.;:])(?: (?:at|a|@|x)|,) ?$")
_FEW = 3
_NOUN = 40
_FOR = compile_pattern(
    r"\b(?:sur|pour|for|over|on|with|avec|during|pendant)(?: (?:les|the|vos|your|about|environ))? ?$"
)
"""What a price is reckoned over or for: "pour 10 utilisateurs", "sur trois ans"."""
_RUNS = compile_pattern(
    r"\b(?:runs?|lasts?|ties|binds|engage\w*|dure\w*|court|conclue?|signe\w*)(?: [a-z]+)? (?:sur|pour|for|over) ?$"
)
"""What says how long something is bound, whatever its price."""
_THERE_ARE = compile_pattern(r"\bil y a *$")
_WITHIN = compile_pattern(
    r"\b(?:sous|d'ici|within|in|en|inside|dans(?: les)?)(?: (?:about|environ|moins de|less than|under|only))? ?$"
)
"""What promises a time to come; guarantees are not said so."""
_SOON: tuple[FactType, ...] = ("delivery", "term")
_PROMISED: tuple[FactType, ...] = ("delivery", "guarantee", "term", "feature", "quantity")
_ANY: tuple[FactType, ...] = ("delivery", "guarantee", "term", "legal", "statistic", "feature")
"""What may say a length of time where the sentence has a word of it."""
_SIZED: tuple[FactType, ...] = ("quantity", "feature", "statistic")
_IN_STORE = compile_pattern(
    r"\b(?:en stock|in stock|stocks?|entrepots?|depots?|warehouse|hangar|reserve|reservee?s?|reserved|etageres?"
    r"|rayons?|shel(?:f|ves)|racks?|racked|cave|cellar|atelier|magasin|chambre froide|quai|yard|dock|store|storeroom"
    r"|stockroom|barn|parc|sous la main|on hand|put (?:by|aside)|mis de cote|de cote|sur place|allocated|set aside)\b"
)
_THERE = compile_pattern(
    r"\b(?:disponibles?|available|j'ai encore|on a encore|still have"
    r"|restent?|reste|left|remaining|dorm\w+|attend(?:ent)?|waiting|wait|prete?s?|ready)\b"
)
_FEW_THINGS = 12
"""Up to how many a number may be of anything: "four subjects, two of which remain"."""
_YOURS = compile_pattern(r"\b(?:votre|vos|your|ta|ton|tes)(?: [a-z-]+){0,2} ?$")
_COUNTED: tuple[FactType, ...] = ("statistic", "stock", "quantity", "feature")


def left_over(
    reading: Reading, judged: Sequence[Judgement], knowledge: Knowledge, book: RuleBook, passages: Passages
) -> Iterator[Judgement]:
    """Values that contradict the only fact that they could be about.

    Args:
        reading: the text.
        judged: the verdicts on its claims.
        knowledge: what is known.
        book: the rules, one for each type of fact.
        passages: the words around each value.
    """
    spoken = {
        one.known.fact.id
        for one in judged
        if one.known
        and one.standing is not Standing.UNSUPPORTED
        and (names_days(one.known) or not isinstance(one.claim.value, Days))
    }
    spoken |= {
        one.fact.id
        for one in knowledge.facts
        if not one.from_rep and any(_speaks_of(measure, one, reading) for measure in reading.measures)
    }
    silent = [one for one in knowledge.facts if one.valid and not one.from_rep and one.fact.id not in spoken]
    claimed = {one.claim.at for one in judged if one.standing is not Standing.UNSUPPORTED or one.claim.rule.needs_fact}
    for measure in reading.measures:
        if measure.start in claimed or measure.article or not isinstance(measure.value, Duration | Count | Rhythm):
            continue
        if isinstance(measure.value, Count) and _is_priced(measure, reading):
            continue
        pair = _spoken_of(measure, reading, knowledge, book, passages)
        if pair is None:
            if any(_bears_out(replace(measure, exactness=_meant(measure)), one) for one in knowledge.facts):
                continue
            pair = _counted(measure, reading, silent)
        if pair is None:
            if _is_aside(reading, measure):
                continue
            pair = _only(measure, reading, silent)
        rule = book.against(pair[0].fact.type) if pair else None
        if pair and rule:
            yield Judgement(value_claim(rule, reading.text, measure), Standing.CONTRADICTED, pair[0], pair[1])


def _is_priced(measure: Measurement, reading: Reading) -> bool:
    """Whether a number is of what the same line prices: "150 boxes at £14.20 each"."""
    after = reading.text.text[measure.end : measure.end + _LINE].partition("\n")[0]
    return any(
        isinstance(one.value, Money) and _AT.search(after[: one.start - measure.end])
        for one in reading.measures_in(measure.end, measure.end + len(after))
    )


def _spoken_of(
    measure: Measurement, reading: Reading, knowledge: Knowledge, book: RuleBook, passages: Passages
) -> tuple[Known, Value] | None:  # fmt: skip
    """The fact that the value's own words speak of, and that says something else."""
    rule = book.against("term")
    if rule is None or not isinstance(measure.value, Duration | Rhythm):
        return None
    start, end = reading.wording.sentence_bounds(measure.start, len(reading.text.text))
    around = reading.text.text[max(start, measure.start - _REACH) : min(end, measure.end + _REACH)]
    before = reading.text.text[max(start, measure.start - 24) : measure.start]
    if "?" in around or _PAST.search(around) or _SINCE.search(before):
        return None
    claim = value_claim(rule, reading.text, measure)
    clause, sentence = passages.clause(claim), passages.sentence(claim)
    if any(_bears_out(measure, one) and clause & one.tells for one in knowledge.facts):
        return None
    spoken = knowledge.telling_facts.spoken_of(measure.value, clause, sentence)
    return contradicts(measure.value, measure.exactness, spoken)


def _bears_out(measure: Measurement, known: Known) -> bool:
    exactness = known.meant_as(measure.exactness) if isinstance(measure.value, Count) else measure.exactness
    return any(agrees(measure.value, exactness, one) for one in known.stated)


def _speaks_of(measure: Measurement, known: Known, reading: Reading) -> bool:
    """Whether a value says what a fact does: the length of time itself, or the number of the very same things."""
    if isinstance(measure.value, Count) and known.counted | known.core:
        following = reading.counted(measure)
        if following and not following & (known.counted | known.core):
            return False
    return _bears_out(replace(measure, exactness=_as_said(measure)), known)


def _as_said(measure: Measurement) -> Exactness:
    """How a length of time is meant that is to be the very one of a fact: "within 48 hours" are no three."""
    loose = isinstance(measure.value, Duration) and measure.exactness in (Exactness.AT_MOST, Exactness.AT_LEAST)
    return Exactness.EXACT if loose else measure.exactness


def _meant(measure: Measurement) -> Exactness:
    """How a number is meant that may be of anything: "never more than 12" is then borne out by 12 only."""
    limit = isinstance(measure.value, Count) and measure.exactness is Exactness.AT_MOST
    return Exactness.EXACT if limit else measure.exactness


def _is_aside(reading: Reading, measure: Measurement) -> bool:
    """Whether the sentence speaks of the reader, the rep, the past, or asks."""
    text = reading.text.text
    start, end = reading.wording.sentence_bounds(measure.start, len(text))
    start, end = max(start, measure.start - _REACH), min(end, measure.end + _REACH)
    before = text[max(start, measure.start - 24) : measure.start]
    priced = any(isinstance(one.value, Money | Percent) for one in reading.measures_in(start, end))
    if (priced or isinstance(measure.value, Count)) and _FOR.search(before) and not _RUNS.search(before):
        return True
    lasting = isinstance(measure.value, Duration)
    minutes = isinstance(measure.value, Duration) and measure.value.unit == "minute"
    if measure.speed or (minutes and not _WITHIN.search(before)) or "?" in text[start:end]:
        return True
    left = text[start : measure.start]
    if lasting and (given := _GIVEN.search(left)):
        left = left[: given.start()]
    left = left[max(left.rfind(","), 0) :]
    right = text[measure.end : min(end, measure.end + _AFTER) if lasting else end]
    right = right[: right.find(",")] if lasting and "," in right else right
    if lasting and _THERE_ARE.search(left) and right.startswith((" de ", " d'")):
        left = ""  # "il y a six semaines de travaux"
    return _ASIDE.search(left + text[measure.start : measure.end] + right) is not None


def _only(measure: Measurement, reading: Reading, silent: Sequence[Known]) -> tuple[Known, Value] | None:
    """The one fact that a value could be about, and what that says."""
    start, end = reading.wording.sentence_bounds(measure.start, len(reading.text.text))
    sentence = content_words(reading.text.text[max(start, measure.start - _REACH) : min(end, measure.end + _REACH)])
    following = content_words(reading.text.text[measure.end : min(end, measure.end + _NOUN)])
    if isinstance(measure.value, Rhythm):
        rhythms = [(one, stated.value) for one in silent for stated in one.stated if isinstance(stated.value, Rhythm)]
        return rhythms[0] if len(rhythms) == 1 and not _is_aside(reading, measure) else None
    soon = _WITHIN.search(reading.text.text[max(start, measure.start - 24) : measure.start]) is not None
    found: list[tuple[Known, Value]] = []
    for known in silent:
        types = _COUNTED if isinstance(measure.value, Count) else _SOON if soon else _PROMISED
        named = not isinstance(measure.value, Count) and known.fact.type in _ANY and bool(known.core & sentence)
        if known.fact.type not in types and not named:
            continue
        if isinstance(measure.value, Count) and not _same_things(measure.value, known, following, sentence):
            continue
        found.extend(
            (known, one.value)
            for one in known.stated
            if alike(measure.value, one.value, following, one.counts, int(named))
        )
    return found[0] if len({one.fact.id for one, _ in found}) == 1 else None


def _counted(measure: Measurement, reading: Reading, silent: Sequence[Known]) -> tuple[Known, Value] | None:
    """The fact that counts the very things that a number counts, where both are of a size: "16 windows" of 19."""
    if not isinstance(measure.value, Count) or measure.value.low <= _FEW:
        return None
    if stocked := _stocked(measure, reading, silent):
        return stocked
    if measure.exactness is Exactness.AT_MOST:
        limits = [(one, stated.value) for one in silent if one.limits is Exactness.AT_MOST for stated in one.stated]
        limits = [(one, value) for one, value in limits if isinstance(value, Count)]
        if len(limits) == 1:
            return limits[0]
    following = reading.counted(measure)
    for known in silent:
        for one in known.stated if known.fact.type in _SIZED else ():
            near = isinstance(one.value, Count) and one.value.low / 2 <= measure.value.low <= one.value.low * 2
            nouns = known.core | known.counted
            if near and nouns and (following & nouns or (same_kind(following, nouns) and names_a_kind(following))):
                return known, one.value
    return None


def _stocked(measure: Measurement, reading: Reading, silent: Sequence[Known]) -> tuple[Known, Value] | None:
    """The stock that a number speaks of, by a word for where or how goods lie ready: "fifty wait at the depot"."""
    stocks = [(one, stated.value) for one in silent if one.fact.type == "stock" for stated in one.stated]
    stocks = [(one, value) for one, value in stocks if isinstance(value, Count)]
    start, end = reading.wording.sentence_bounds(measure.start, len(reading.text.text))
    around = reading.text.text[max(start, measure.start - _REACH) : min(end, measure.end + _REACH)]
    following = content_words(reading.text.text[measure.end : measure.end + _NOUN])
    same = any((one.core | one.counted) & following for one, _ in stocks)
    many = isinstance(measure.value, Count) and (measure.value.low > _FEW_THINGS or same)
    if len(stocks) != 1 or "?" in around or not (_IN_STORE.search(around) or (many and _THERE.search(around))):
        return None
    before = reading.text.text[max(start, measure.start - 24) : measure.start]
    return None if _YOURS.search(before) else stocks[0]


def _same_things(value: Count, known: Known, following: frozenset[str], sentence: frozenset[str]) -> bool:
    nouns = known.counted or known.core
    if value.low > _FEW and same_kind(following, nouns) and (known.topic - following) & sentence:
        return True
    return value.low > _FEW and bool(nouns & following or (known.core & sentence and known.fact.type != "statistic"))
