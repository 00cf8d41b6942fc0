"""The sentences of a draft that the rep wrote, as guards and models read them."""

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.classifier.legible import sentence_at
from guardrails.classifier.reader import Sentence
from guardrails.draft import Draft, FieldName
from guardrails.page import Page


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence of a field that the rep wrote.

    Attributes:
        span: where it is in the field.
    """

    field: FieldName
    page: Page
    number: int
    span: tuple[int, int]

    @property
    def for_patterns(self) -> str:
        """As patterns read it."""
        return self.page.line(self.number)

    @property
    def for_model(self) -> Sentence:
        """As the model reads it."""
        return Sentence(sentence_at(self.page, self.number).text, self.field == "subject")


def lines_of(draft: Draft, field: FieldName, page: Page) -> Iterator[Line]:
    """The sentences of a field, without what is quoted."""
    quoted = draft.quoted if field == "text" else ()
    for number, start, end in page.sentences():
        if not any(one.holds(start, end) for one in quoted):
            yield Line(field, page, number, (start, end))
