"""A text as the injection guard reads it: what a person sees apart from what is hidden, each with its offsets."""

from dataclasses import dataclass

from guardrails.injection.hidden import HiddenPart, has_markup, hidden_parts
from guardrails.markup import render
from guardrails.page import Page
from guardrails.patterns import compile_pattern

_CONDITIONAL = compile_pattern(r"^<!--\[if[^\]]*\]>", ignore_case=True)
_DELIMITERS = str.maketrans("<>\"'", "    ")


@dataclass(frozen=True, slots=True)
class Passage:
    """A stretch of text laid out for patterns, and where its characters come from in the source."""

    page: Page
    starts: tuple[int, ...] | None
    ends: tuple[int, ...] | None
    base: int = 0

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """The source range of a range of the passage's own text."""
        if self.starts is None or self.ends is None:
            return self.base + start, self.base + end
        if start >= end:
            at = self.starts[start] if start < len(self.starts) else (self.ends[-1] if self.ends else 0)
            return at, at
        return self.starts[start], max(self.ends[end - 1], self.starts[start])


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything that a text says.

    Attributes:
        visible: what a person sees.
        hidden: what markup hides, part by part.
        source: the text as it was sent; the same as `visible` where there is no markup.
    """

    visible: Passage
    hidden: tuple[tuple[HiddenPart, Passage], ...]
    source: Passage


def read(source: str, *, markup: bool | None = None) -> Reading:
    """Read a text; `markup` None looks whether it holds HTML."""
    plain = Passage(Page(source, keep_marks=True), None, None)
    if not (has_markup(source) if markup is None else markup):
        return Reading(plain, (), plain)
    parts = hidden_parts(source)
    rendered = render(source)
    kept = _outside(parts, rendered.starts)
    visible = Passage(
        Page("".join(rendered.text[at] for at in kept), keep_marks=True),
        tuple(rendered.starts[at] for at in kept),
        tuple(rendered.ends[at] for at in kept),
    )
    return Reading(visible, tuple((part, _hidden_passage(source, part)) for part in parts), plain)


def _outside(parts: list[HiddenPart], offsets: tuple[int, ...]) -> list[int]:
    """Positions whose source offset lies in no part that takes up text; both sides are sorted."""
    ranges = [(part.start, part.end) for part in parts if part.means != "attribute"]
    kept: list[int] = []
    at = 0
    for position, offset in enumerate(offsets):
        while at < len(ranges) and ranges[at][1] <= offset:
            at += 1
        if at == len(ranges) or offset < ranges[at][0]:
            kept.append(position)
    return kept


def _hidden_passage(source: str, part: HiddenPart) -> Passage:
    inside = source[part.start : part.end]
    if part.means == "comment" and (conditional := _CONDITIONAL.search(inside)):
        # Markup for Outlook alone, in which style sheets are no prose.
        return _rendered(inside[conditional.end() :], part.start + conditional.end())
    if part.means in ("comment", "attribute"):
        bare = inside.replace("<!--", "    ").replace("-->", "   ").translate(_DELIMITERS)
        return Passage(Page(bare, keep_marks=True), None, None, part.start)
    passage = _rendered(inside, part.start)
    if passage.page.original:
        return passage
    # A script, a style or a title: what it holds lies between its own tags.
    opened, closed = inside.find(">") + 1, inside.rfind("</")
    text = inside[opened : closed if closed > opened else len(inside)]
    return Passage(Page(text, keep_marks=True), None, None, part.start + opened)


def _rendered(markup: str, base: int) -> Passage:
    rendered = render(markup)
    starts, ends = (tuple(base + at for at in places) for places in (rendered.starts, rendered.ends))
    return Passage(Page(rendered.text, keep_marks=True), starts, ends)
