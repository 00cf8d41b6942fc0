"""The pressure guard: finds pressure selling, says why, and proposes words that do without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from guardrails.classifier.legible import sentence_at
from guardrails.classifier.reader import Sentence, SentenceReader
from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.errors import PackError
from guardrails.guard import Question, SecondOpinion
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import Bilingual, cite
from guardrails.page import Page
from guardrails.pressure import weighing
from guardrails.pressure.matching import CompiledRule, Hit, compiled, in_force, worst_per_line
from guardrails.pressure.proposals import Edit, Passage, edited, fair_parts, origin, settled
from guardrails.pressure.rules import PressureRule
from guardrails.pressure.weighing import Outcome, Scales, Weighed
from guardrails.verdict import Action, Finding, Report

_LOOKS = 3
"""At the mail as proposed, for sentences that press only then."""
_AROUND = 2
"""Sentences on each side that a second opinion is shown."""
_MOST_QUESTIONS = 3
"""That one draft may cost; the most doubtful sentences are asked about."""
_ASKED = Bilingual(
    fr="Le second avis y voit une pression sur le lecteur.",
    en="The second opinion finds that it presses the reader.",
)
_UNANSWERED = Bilingual(
    fr="Phrase douteuse, et le second avis n’a pas répondu : quelqu’un doit la relire.",
    en="A doubtful sentence, and the second opinion did not answer: somebody must read it.",
)


@dataclass(frozen=True, slots=True)
class _Line:
    """One sentence of a field that the rep wrote."""

    field: FieldName
    page: Page
    number: int

    @property
    def span(self) -> tuple[int, int]:
        return self.page.marked(self.number)

    @property
    def for_patterns(self) -> str:
        return self.page.line(self.number)

    @property
    def for_model(self) -> Sentence:
        return Sentence(sentence_at(self.page, self.number).text, self.field == "subject")


@dataclass(frozen=True, slots=True)
class _Fault:
    """A sentence that may not stay as it is."""

    line: _Line
    rule: PressureRule
    score: float
    message: Bilingual
    action: Action
    hit: Hit | None = None

    def passage(self, language: Language) -> Passage:
        """What may not stay, and what could stand there."""
        if self.rule.mark == "match" and self.hit:
            start, end = self.line.page.span(self.hit.start, self.hit.end)
            return Passage(self.line.field, start, end, ("",), is_sentence=False)
        start, end = self.line.span
        wording = self.rule.subject if self.line.field == "subject" else self.rule.rewording
        parts = fair_parts(self.line.page.original[start:end]) if self.line.field == "text" else []
        said = [wording.get(language)] if wording else []
        return Passage(self.line.field, start, end, (*parts, *said, ""))


class PressureGuard:
    """Judges drafts sentence by sentence, by the pressure rules of a policy and by a classifier.

    Incoming mail and quoted passages are not judged. One finding marks one sentence: where several tactics
    meet in it, the most severe is named. After all suggestions are accepted the text is clean.

    Args:
        policy: the rules in force, and the thresholds of the classifier.
        second_opinion: asked about doubtful sentences, if there is one; it may only tighten, and its failure holds.
        reader: a classifier that is loaded already.
    """

    name = "pressure"
    reads_markup = False

    def __init__(
        self, policy: Policy, second_opinion: SecondOpinion | None = None, *, reader: SentenceReader | None = None
    ) -> None:
        self._rules = [rule for rule in policy.pressure if rule.id not in policy.waived]
        if policy.pressure_classifier is None:
            raise PackError("no pack says from when on the classifier's word counts: load `pressure` with the others")
        self._thresholds = policy.pressure_classifier
        self._second_opinion = second_opinion
        self._compiled: list[CompiledRule] | None = None
        self._reader = reader

    def load(self) -> None:
        """Compile the patterns and load the classifier.

        Raises:
            PackError: a pattern that RE2 refuses.
            FileNotFoundError: the classifier's file is missing.
        """
        self._ready()

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Find pressure in subject and body; incoming mail is none of this guard's business."""
        if draft.kind == "incoming":
            return Report()
        language: Language = "en" if draft.language == "en" else "fr"
        seen = self._weighed(draft, context)
        faults = [*self._faults(seen), *self._objections(seen, language, context)]
        if not faults:
            return Report()
        faults, edits = _in_order(faults), list[Edit]()
        for look in range(_LOOKS):
            passages = [one.passage(language) for one in faults]
            edits = settled(draft, passages, lambda better: self._ranges(better, context))
            last = look + 1 == _LOOKS
            late = [] if last else list(self._late(draft, context, edits, [line for line, _ in seen], faults))
            if not late:
                break
            faults = _in_order([*faults, *late])
        reader: Language = reader_language(draft, context)
        return Report(tuple(_finding(*one, context, reader) for one in zip(faults, edits, strict=True)))

    def _ready(self) -> tuple[list[CompiledRule], SentenceReader]:
        if self._compiled is None or self._reader is None:
            self._compiled = [compiled(rule) for rule in self._rules]
            self._reader = self._reader or SentenceReader("pressure")
        return self._compiled, self._reader

    def _weighed(self, draft: Draft, context: Context) -> list[tuple[_Line, Weighed]]:
        """Every sentence that the rep wrote, and what it is."""
        compiled_rules, reader = self._ready()
        rules = in_force(compiled_rules, draft, context)
        pages: dict[FieldName, Page] = {field: Page(value) for field, value in draft.fields()}
        hits = {field: worst_per_line(rules, page, field, context) for field, page in pages.items()}
        lines = [line for field, page in pages.items() for line in _written(field, page, draft)]
        judgements = reader.read([line.for_model for line in lines])
        sentences = [
            weighing.Sentence(line.for_patterns, line.field == "subject", hits[line.field].get(line.number), judgement)
            for line, judgement in zip(lines, judgements, strict=True)
        ]
        weighed = Scales(self._thresholds, [one.rule for one in rules], context).weigh(sentences)
        return list(zip(lines, weighed, strict=True))

    def _ranges(self, draft: Draft, context: Context) -> list[tuple[FieldName, int, int]]:
        return [(one.line.field, *one.line.span) for one in self._faults(self._weighed(draft, context))]

    def _faults(self, seen: Sequence[tuple[_Line, Weighed]]) -> Iterator[_Fault]:
        for line, one in seen:
            if one.rule and one.outcome in (Outcome.PRESSURE, Outcome.NEEDS_FACT):
                yield _Fault(line, one.rule, one.score, one.rule.message, Action(one.rule.action), one.hit)

    def _late(
        self, draft: Draft, context: Context, edits: Sequence[Edit], lines: Sequence[_Line], faults: Sequence[_Fault]
    ) -> Iterator[_Fault]:
        """Sentences that press once the others are as proposed: they stand beside other neighbours then."""
        known = {(one.line.field, one.line.number) for one in faults}
        for fault in self._faults(self._weighed(edited(draft, edits), context)):
            at = origin(edits, fault.line.field, fault.line.span[0])
            if at is None:
                continue
            for line in lines:
                start, end = line.span
                if line.field == fault.line.field and start <= at < end and (line.field, line.number) not in known:
                    yield replace(fault, line=line)

    def _objections(
        self, seen: Sequence[tuple[_Line, Weighed]], language: Language, context: Context
    ) -> Iterator[_Fault]:
        """What the second opinion has against the most doubtful sentences, if there is one to ask."""
        if self._second_opinion is None:
            return
        doubtful = [at for at, (_, one) in enumerate(seen) if one.outcome is Outcome.DOUBTFUL]
        for at in sorted(doubtful, key=lambda at: seen[at][1].score, reverse=True)[:_MOST_QUESTIONS]:
            line, one = seen[at]
            around = " ".join(near.for_model.text for near, _ in seen[max(0, at - _AROUND) : at + _AROUND + 1])
            try:
                question = Question(line.for_model.text, around, language, context)
                objection = _ASKED if self._second_opinion(question) else None
            except Exception:
                objection = _UNANSWERED
            if objection and one.rule:
                yield _Fault(line, one.rule, one.score, objection, Action.HOLD)


def _finding(fault: _Fault, edit: Edit, context: Context, reader: Language) -> Finding:
    return Finding(
        "pressure",
        fault.rule.id,
        edit.field,
        edit.start,
        edit.end,
        fault.rule.weight,
        fault.action,
        fault.message.get(reader),
        cite(fault.rule.citations, context, reader),
        edit.text,
        round(fault.score, 3),
    )


def _in_order(faults: Sequence[_Fault]) -> list[_Fault]:
    return sorted(faults, key=lambda one: (one.line.field != "subject", one.line.number))


def _written(field: FieldName, page: Page, draft: Draft) -> Iterator[_Line]:
    """The sentences of a field, without what is quoted."""
    quoted = draft.quoted if field == "text" else ()
    for number in range(page.lines):
        start, end = page.marked(number)
        said = any(one.isalnum() for one in page.original[start:end])
        if said and not any(one.holds(start, end) for one in quoted):
            yield _Line(field, page, number)
