"""A draft as the pressure guard sees it: the sentences that the rep wrote, and what each of them is."""

from collections.abc import Sequence

from guardrails.classifier.lines import Line, lines_of
from guardrails.classifier.reader import SentenceReader
from guardrails.draft import Context, Draft, FieldName
from guardrails.page import Page
from guardrails.pressure.matching import CompiledRule, worst_per_line
from guardrails.pressure.weighing import Scales, Unweighed, Weighed

Seen = Sequence[tuple[Line, Weighed]]


class Eye:
    """Looks at a draft, and at what is proposed in its place; what was seen is remembered.

    Args:
        rules: those in force for the draft; proposals change nothing about that.
        scales: weigh the sentences.
        reader: the classifier.
        context: the facts.
    """

    def __init__(self, rules: Sequence[CompiledRule], scales: Scales, reader: SentenceReader, context: Context) -> None:
        self._rules = rules
        self._scales = scales
        self._reader = reader
        self._context = context
        self._seen: dict[tuple[str | None, str], Seen] = {}

    def look(self, draft: Draft) -> Seen:
        """Every sentence that the rep wrote, in order, and what it is."""
        key = draft.subject, draft.text
        if key not in self._seen:
            self._seen[key] = self._look(draft)
        return self._seen[key]

    def _look(self, draft: Draft) -> Seen:
        pages: dict[FieldName, Page] = {field: Page(value) for field, value in draft.fields()}
        hits = {field: worst_per_line(self._rules, page, field, self._context) for field, page in pages.items()}
        lines = [line for field, page in pages.items() for line in lines_of(draft, field, page)]
        judgements = self._reader.read([line.for_model for line in lines])
        sentences = [
            Unweighed(line.for_patterns, line.field == "subject", hits[line.field].get(line.number), judgement)
            for line, judgement in zip(lines, judgements, strict=True)
        ]
        return list(zip(lines, self._scales.weigh(sentences), strict=True))
