"""The pressure guard: finds pressure selling, says why, and proposes words that do without."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from threading import Lock
from typing import NamedTuple

from guardrails.classifier.lines import Line
from guardrails.classifier.reader import SentenceReader, shared_reader
from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.errors import PackError
from guardrails.guard import Question, SecondOpinion
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import Bilingual, cite
from guardrails.pressure.looking import Eye, Seen
from guardrails.pressure.matching import CompiledRule, Hit, compiled, in_force
from guardrails.pressure.proposals import Edit, Passage, edited, fair_parts, origin, settled
from guardrails.pressure.rules import PressureRule
from guardrails.pressure.weighing import Outcome, Scales
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
    fr="Phrase douteuse, et le second avis n’a pas répondu ({fault}) : quelqu’un doit la relire.",
    en="A doubtful sentence, and the second opinion did not answer ({fault}): somebody must read it.",
)


class _Loaded(NamedTuple):
    """What takes time to load."""

    rules: list[CompiledRule]
    reader: SentenceReader


@dataclass(frozen=True, slots=True)
class _Fault:
    """A sentence that may not stay as it is."""

    line: Line
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
        self._reader = reader
        self._loaded: _Loaded | None = None
        self._loading = Lock()

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
        eye = self._eye(draft, context)
        seen = eye.look(draft)
        faults = _in_order([*_faults(seen), *self._objections(seen, language, context)])
        if not faults:
            return Report()
        edits: list[Edit] = []
        for look in range(1, _LOOKS + 1):
            edits = settled(draft, [one.passage(language) for one in faults], lambda better: _ranges(eye.look(better)))
            late = list(_late(eye.look(edited(draft, edits)), edits, seen, faults))
            if not late or look == _LOOKS:
                break
            faults = _in_order([*faults, *late])
        reader: Language = reader_language(draft, context)
        return Report(tuple(_finding(*one, context, reader) for one in zip(faults, edits, strict=True)))

    def _ready(self) -> _Loaded:
        with self._loading:
            if self._loaded is None:
                rules = [compiled(rule) for rule in self._rules]
                self._loaded = _Loaded(rules, self._reader or shared_reader("pressure"))
            return self._loaded

    def _eye(self, draft: Draft, context: Context) -> Eye:
        loaded = self._ready()
        rules = in_force(loaded.rules, draft, context)
        return Eye(rules, Scales(self._thresholds, [one.rule for one in rules], context), loaded.reader, context)

    def _objections(self, seen: Seen, language: Language, context: Context) -> Iterator[_Fault]:
        """What the second opinion has against the most doubtful sentences, if there is one to ask.

        Once it failed it is not asked again: what would have been asked is held too.
        """
        if self._second_opinion is None:
            return
        unanswered: Bilingual | None = None
        doubtful = [at for at, (_, one) in enumerate(seen) if one.outcome is Outcome.DOUBTFUL]
        for at in sorted(doubtful, key=lambda at: seen[at][1].score, reverse=True)[:_MOST_QUESTIONS]:
            line, one = seen[at]
            around = " ".join(near.for_model.text for near, _ in seen[max(0, at - _AROUND) : at + _AROUND + 1])
            objection = unanswered
            if objection is None:
                try:
                    question = Question(line.for_model.text, around, language, context)
                    objection = _ASKED if self._second_opinion(question) else None
                except Exception as error:
                    objection = unanswered = _UNANSWERED.filled(fault=type(error).__name__)
            if objection and one.rule:
                yield _Fault(line, one.rule, one.score, objection, Action.HOLD)


def _faults(seen: Seen) -> Iterator[_Fault]:
    for line, one in seen:
        if one.rule and one.outcome in (Outcome.PRESSURE, Outcome.NEEDS_FACT):
            yield _Fault(line, one.rule, one.score, one.rule.message, Action(one.rule.action), one.hit)


def _ranges(seen: Seen) -> list[tuple[FieldName, int, int]]:
    return [(one.line.field, *one.line.span) for one in _faults(seen)]


def _late(better: Seen, edits: Sequence[Edit], seen: Seen, faults: Sequence[_Fault]) -> Iterator[_Fault]:
    """Sentences that press once the others are as proposed: they stand beside other neighbours then."""
    known = {(one.line.field, one.line.number) for one in faults}
    for fault in _faults(better):
        at = origin(edits, fault.line.field, fault.line.span[0])
        if at is None:
            continue
        for line, before in seen:
            start, end = line.span
            if line.field == fault.line.field and start <= at < end and (line.field, line.number) not in known:
                # The wording is where it was found in the mail as proposed; here only where it was found before.
                yield replace(fault, line=line, hit=before.hit if before.rule is fault.rule else None)


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
