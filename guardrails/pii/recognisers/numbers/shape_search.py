"""The search for numbers of all shapes in a text: which of them has a label, and which needs none."""

from collections.abc import Iterable, Iterator

from guardrails.patterns import any_of, compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading
from guardrails.pii.recognisers.numbers.leads import (
    is_one_more,
    leading,
    list_head,
    sentence_before,
    sentences_before,
    speaks_of_another,
)
from guardrails.pii.recognisers.numbers.shapes import (
    FOREIGN,
    FOREIGN_LABEL,
    NUMBER_SIGN,
    OTHER_THINGS,
    Shape,
    compacted,
    has_digit,
    has_digits,
    is_something_else,
    label_anywhere,
    label_pattern,
)
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_ALTERNATIVES = ("/", "ou", "or", "|")
_LABELLED = (Sign.LABELLED, Sign.LABELLED_CHECKED)
_LABEL_LENGTH = 40
_FEWEST_DIGITS = 4
"""A number whose check fails is still taken after its label, words after the label are not ("VAT. It covers the…")."""
_THE_NUMBER = compile_pattern(
    r"\b(?:numbers?|numeros?|n°|no\.?|ones?|celui|celle|hers|his|mine|"
    r"le sien|la sienne|le mien|la mienne|copy|copie|reads?|shows?|noted|lit|indique|releve)\b"
    r"[^\d.]{0,50}[,:( ]$"
)
"""What refers to the number of a paper that the sentence spoke of."""
_GIVEN_NUMBER = compile_pattern(
    r"\b(?:the number|le numero|j'ai (?:bien )?(?:note|lu)|i (?:have )?(?:noted|read)|you (?:wrote|gave)|"
    r"vous (?:avez|aviez) (?:ecrit|donne|note))\b[^\d.]{0,30}$"
)
"""What refers to that of a paper which the sentence before spoke of."""


class Shapes:
    """The shapes of numbers that are looked for together: the label of one is no label of another."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self.shapes = tuple(shapes)
        labels = any_of([FOREIGN, *(one.label for one in self.shapes if one.label)])
        self._labels = label_anywhere(labels)
        self._announced = compile_pattern(rf"(?:^|[\W_])(?:{label_pattern(labels)}){NUMBER_SIGN}$")
        self._rare = compile_pattern(rf"\b(?:{any_of([one.pattern for one in self.shapes if one.rare])})\b")

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """The numbers of all shapes in a text; they may overlap."""
        labels = self.labels_in(reading.folded)
        rare = self._rare.search(reading.folded) is not None
        if labels or rare:
            search = _Search(self, reading)
            for shape in self.shapes:
                if rare if shape.rare else labels:
                    yield from search.hits(shape, labels)

    def labels_in(self, text: str) -> str:
        """The labels of a text, each with some of what follows it."""
        starts = [one.start() for one in self._labels.finditer(text)]
        return "\n".join(text[start : start + _LABEL_LENGTH] for start in starts)

    def announce_other(self, kind: str, reading: Reading, start: int) -> bool:
        """Whether the words before an offset announce a number of another kind."""
        lead = leading(reading, start)
        if self._announced.search(lead) is None:
            return False
        own = [one.before for one in self.shapes if one.kind == kind and one.before]
        return not any(before.match(named) for before in own for named in self.named(lead))

    def named(self, lead: str) -> list[str]:
        """What leads up to a number, from the nearest label on; for "CNI/passeport : " from the other one too."""
        spans = [one.span(1) for one in self._labels.finditer(lead)]
        if not spans:
            return [lead]
        start, end = spans[-1]
        named = [lead[start:]]
        if len(spans) > 1 and lead[spans[-2][1] : start].strip() in _ALTERNATIVES:
            named.append(lead[slice(*spans[-2])] + lead[end:])
        return named

    def are_plain(self, words: str) -> bool:
        """Whether words neither name a kind of number nor what else is numbered."""
        return OTHER_THINGS.search(words) is None and self._labels.search(words) is None


class _Search:
    """One text: what leads up to an offset is read once, whichever shape asks."""

    def __init__(self, shapes: Shapes, reading: Reading) -> None:
        self._shapes = shapes
        self._reading = reading
        self._leads: dict[int, list[str]] = {}
        self._headings: dict[int, str] = {}
        self._heads: dict[int, list[str]] = {}

    def hits(self, shape: Shape, labels: str) -> Iterator[Hit]:
        """The numbers of one shape: a label holds for those that go on after its number too."""
        labelled: tuple[int, int] | None = None
        for start, end in shape.candidates(self._reading, labels):
            hit = self._judged(shape, start, end)
            if hit is None and labelled and is_one_more(self._reading, labelled, start, end):
                hit = self._one_more(shape, labelled[1], start, end)
            if hit is not None:
                yield hit
                labelled = (start, end) if hit.sign in _LABELLED else None

    def _judged(self, shape: Shape, start: int, end: int) -> Hit | None:
        compact = compacted(self._reading.folded[start:end])
        trusted = shape.trusting and has_digits(compact, _FEWEST_DIGITS)
        if shape.rare and not trusted and not shape.valid(compact):
            return None
        if self._is_labelled(shape, start, end):
            valid = shape.valid(compact)
            return _labelled(shape, start, end, valid) if valid or trusted else None
        if shape.rare and self._needs_no_label(shape, start, end) and shape.valid(compact):
            return Hit(shape.kind, start, end, 0.9, Sign.CHECKED if shape.checks else Sign.SHAPE)
        if shape.label and self._is_announced(shape, start) and shape.valid(compact):
            return _labelled(shape, start, end, True)
        return None

    def _one_more(self, shape: Shape, since: int, start: int, end: int) -> Hit | None:
        """A number after one that has a label, unless the words between say what else it is."""
        text = self._reading.folded
        if self._shapes.are_plain(text[since:start]) and shape.valid(compacted(text[start:end])):
            return _labelled(shape, start, end, True)
        return None

    def _is_labelled(self, shape: Shape, start: int, end: int) -> bool:
        if shape.label is None:
            return False
        after = self._reading.after(end)
        if any(shape.is_labelled(named, after) for named in self._named(start)):
            return True
        above = self._heading(start)
        return bool(above) and shape.is_labelled(f"{above} ", "")

    def _is_announced(self, shape: Shape, start: int) -> bool:
        """Whether the head of its list names the number, or the sentence before it speaks of it."""
        if any(shape.is_labelled(named, "") for named in self._head(start)):
            return True
        return shape.spoken_of and self._is_spoken_of(shape, start)

    def _named(self, start: int) -> list[str]:
        if start not in self._leads:
            self._leads[start] = self._shapes.named(leading(self._reading, start))
        return self._leads[start]

    def _heading(self, start: int) -> str:
        if start not in self._headings:
            self._headings[start] = heading(self._reading, start)
        return self._headings[start]

    def _head(self, start: int) -> list[str]:
        if start not in self._heads:
            head = list_head(self._reading, start)
            plain = head and self._shapes.are_plain(self._reading.before(start))
            self._heads[start] = self._shapes.named(head) if plain else []
        return self._heads[start]

    def _is_spoken_of(self, shape: Shape, start: int) -> bool:
        if shape.mentioned is None:
            return False
        sentence = sentence_before(self._reading, start)
        if _GIVEN_NUMBER.search(sentence):
            sentence = sentences_before(self._reading, start)
        elif _THE_NUMBER.search(sentence) is None:
            return False
        named = self._shapes.named(sentence)[0]
        if has_digit(named) or OTHER_THINGS.search(named) or FOREIGN_LABEL.search(named):
            return False
        match = shape.mentioned.search(named)
        return match is not None and match.start() == 0 and not speaks_of_another(named[match.end(1) :])

    def _needs_no_label(self, shape: Shape, start: int, end: int) -> bool:
        number = self._reading.plain[start:end]
        if shape.capitals and number != number.upper():
            return False
        if is_something_else(self._reading, start, end):
            return False
        return not self._shapes.announce_other(shape.kind, self._reading, start)


def _labelled(shape: Shape, start: int, end: int, valid: bool) -> Hit:
    sign = Sign.LABELLED_CHECKED if valid and shape.checks else Sign.LABELLED
    return Hit(shape.kind, start, end, 0.99 if valid else 0.9, sign)
