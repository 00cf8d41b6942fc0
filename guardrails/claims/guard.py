"""The claims guard: every number, date and superlative of a draft against the facts."""

from collections.abc import Iterator
from itertools import islice
from threading import Lock
from typing import NamedTuple

from guardrails.claims.comparing.compare import judge
from guardrails.claims.comparing.express import corrected, shown
from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.comparing.lookalikes import parties_of
from guardrails.claims.facts.knowledge import knowledge_of
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.dates import weekdays_of
from guardrails.claims.parsing.values import Days, Words
from guardrails.claims.reading.assertions import Assertion, Assertions, is_settled
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.claims.reading.thread import Heard, heard_in
from guardrails.claims.rules import ClaimRule
from guardrails.classifier.lines import lines_of
from guardrails.classifier.reader import SentenceReader, shared_reader
from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.errors import PackError
from guardrails.folding import fold
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import Bilingual, cite
from guardrails.page import Page
from guardrails.verdict import Action, Evidence, Finding, Report, Severity

_CALENDAR = "claims.calendar"


class _Loaded(NamedTuple):
    """What takes time to load."""

    book: RuleBook
    assertions: Assertions


class ClaimsGuard:
    """Compares what a draft claims with `Context.facts`.

    A claim that a fact bears out becomes evidence. A contradicted one is rewritten where the correction is
    certain and held otherwise; an unsupported one is held.

    Args:
        policy: the rules in force; their section ``claims`` says what a claim is.
        reader: a classifier that is loaded already; the one that the guard of pressure has, if None.
    """

    name = "claims"
    reads_markup = False

    def __init__(self, policy: Policy, *, reader: SentenceReader | None = None) -> None:
        self._rules = policy.claims
        if policy.claims_classifier is None:
            raise PackError("no pack says from when on the classifier's word counts: load `claims` with the others")
        self._thresholds = policy.claims_classifier
        self._reader = reader
        self._loaded: _Loaded | None = None
        self._loading = Lock()

    def load(self) -> None:
        """Compile the patterns and load the classifier.

        Raises:
            PackError: RE2 refuses a pattern.
            FileNotFoundError: a classifier's file is missing.
        """
        self._ready()

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Judge every claim of the subject and the body."""
        book, assertions = self._ready()
        if draft.kind == "incoming":
            return Report()
        language: Language = "en" if draft.language == "en" else "fr"
        known = knowledge_of(context.facts, language, context.now)
        parties = parties_of(context)
        heard = heard_in(context, language)
        findings: list[Finding] = []
        evidence: list[Evidence] = []
        title: Reading | None = None
        found: dict[FieldName, tuple[Reading, list[Judgement]]] = {}
        for field, text in draft.fields():
            reading = book.read(text, language, context.now, known, parties)
            judged = judge(reading, known, book, title, parties)
            for one in judged:
                if _quoted(draft, field, one.claim):
                    continue
                if one.standing is Standing.SUPPORTED and one.known:
                    evidence.append(Evidence(one.claim.start, one.claim.end, one.known.fact.id, field))
                elif _counts(one, heard):
                    findings.append(_finding(one, field, text, draft, context, language))
            findings.extend(self._off_calendar(reading, field, text, draft, context))
            found[field] = reading, judged
            title = reading if field == "subject" else title
        lines = [line for field, text in draft.fields() for line in lines_of(draft, field, Page(text))]
        for made in assertions.made(lines):
            open_ones = (one for one in made if not is_settled(one, *found[one.line.field], known, parties))
            findings.extend(_asserted(one, draft, context) for one in islice(open_ones, 1))
        return Report(tuple(findings), tuple(evidence))

    def _ready(self) -> "_Loaded":
        with self._loading:
            if self._loaded is None:
                reader = self._reader or shared_reader("pressure")
                assertions = Assertions(reader, self._thresholds, self._rules)
                self._loaded = _Loaded(RuleBook(self._rules), assertions)
            return self._loaded

    def _off_calendar(
        self, reading: Reading, field: FieldName, text: str, draft: Draft, context: Context
    ) -> Iterator[Finding]:
        """ "Mardi 25 novembre 2026", which is a Wednesday."""
        rule = next((one for one in self._rules if one.id == _CALENDAR), None)
        for measure in reading.measures:
            if rule is None or not isinstance(measure.value, Days):
                continue
            known_year = not measure.value.yearless or context.now is not None
            wrong = [
                (day, until) for said, day, until in weekdays_of(reading.text.text, measure) if day.weekday() != said
            ]
            if not wrong or not known_year:
                continue
            until = wrong[-1][1]
            start, end = reading.text.span(measure.start, until)
            claim = Claim(rule, start, end, measure.start, until, end, measure.value, measure=measure)
            if not _quoted(draft, field, claim):
                fill = {
                    "claim": text[start:end],
                    "weekday": _weekday(wrong[0][0].weekday(), reader_language(draft, context)),
                }
                yield _as_finding(claim, field, rule.unsupported, fill, Action.HOLD, None, draft, context)


def _weekday(number: int, language: Language) -> str:
    names: dict[Language, tuple[str, ...]] = {
        "fr": ("lundi", "mardi", "mercredi", "jeudi", "vendredi", "samedi", "dimanche"),
        "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
    }
    return names[language][number]


def _quoted(draft: Draft, field: FieldName, claim: Claim) -> bool:
    return field == "text" and any(span.holds(claim.start, claim.end) for span in draft.quoted)


def _counts(one: Judgement, heard: Heard) -> bool:
    """Whether a claim that no fact bears out is a matter at all."""
    if one.standing is Standing.CONTRADICTED:
        return not heard.has(one.claim)
    return one.claim.rule.needs_fact and not heard.has(one.claim)


def _finding(
    one: Judgement, field: FieldName, text: str, draft: Draft, context: Context, language: Language
) -> Finding:
    claim, reader = one.claim, reader_language(draft, context)
    suggestion = _suggestion(one, text, language)
    rewrite = one.certain and suggestion is not None
    fill = {
        "claim": " ".join(text[claim.start : claim.end].split()),
        "fact": _says(one, reader),
        "subject": (one.known.fact.subject if one.known else None) or claim.rule.id.removeprefix("claims."),
        "until": shown_day(one.known, reader),
    }
    message = _message(claim.rule, one)
    action = Action.REWRITE if rewrite else Action.HOLD
    return _as_finding(claim, field, message, fill, action, suggestion, draft, context)


def _asserted(one: Assertion, draft: Draft, context: Context) -> Finding:
    (start, end), field = one.line.span, one.line.field
    said = one.line.page.original[start:end]
    claim = Claim(one.rule, start, end, start, end, end, Words(fold(said)))
    return _as_finding(claim, field, one.rule.unsupported, {"claim": said}, Action.HOLD, None, draft, context)


def _as_finding(
    claim: Claim, field: FieldName, message: Bilingual, fill: dict[str, str], action: Action, suggestion: str | None,
    draft: Draft, context: Context,
) -> Finding:  # fmt: skip
    reader = reader_language(draft, context)
    text = message.get(reader)
    for name, value in fill.items():
        text = text.replace(f"{{{name}}}", value)
    return Finding(
        guard="claims", rule=claim.rule.id, field=field, start=claim.start, end=claim.end,
        severity=Severity.named(claim.rule.severity), action=action, message=text,
        source=cite(claim.rule.citations, context, reader), suggestion=suggestion,
    )  # fmt: skip


def _message(rule: ClaimRule, one: Judgement) -> Bilingual:
    if one.standing is Standing.CONTRADICTED and rule.contradicted:
        return rule.contradicted
    if one.standing is Standing.EXPIRED and rule.expired:
        return rule.expired
    return rule.unsupported


def _suggestion(one: Judgement, text: str, language: Language) -> str | None:
    measure = one.claim.measure
    if one.standing is not Standing.CONTRADICTED or one.expected is None or measure is None or one.known is None:
        return None
    original = text[one.claim.start : one.claim.end]
    head = text[one.claim.start : one.claim.head]
    return corrected(one.expected, one.known.tax_rate, measure, original, head, language)


def _says(one: Judgement, reader: Language) -> str:
    if one.expected is not None:
        return shown(one.expected, reader)
    return one.known.fact.value if one.known else ""


def shown_day(known: Known | None, reader: Language) -> str:
    """The last day of a fact's validity in words; empty when it has none."""
    return shown(Days(((known.last_day, known.last_day),)), reader) if known and known.last_day else ""
