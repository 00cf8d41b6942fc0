"""What to write instead of each passage, so that a mail in which everything is accepted passes.

The first choice keeps the part of the sentence that presses nobody, and with it what the mail has to sell; the second
is the wording that the pack holds for the tactic; the last is to leave the sentence out. Choices are tried together
on the whole mail, because a sentence that passes alone may press beside its neighbours.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from guardrails.draft import Draft, FieldName, Span
from guardrails.folding import Folded
from guardrails.patterns import compile_pattern
from guardrails.pressure.removal import removal_span

_ROUNDS = 8
_PATIENT = 3
"""Rounds after which a passage that is still at fault goes at once."""
_FEWEST_WORDS = 4
_CUT = compile_pattern(
    r"\s*(?:[;:–—]\s+|,\s+(?:mais|sinon|car|et|or|donc|alors|avant|sans|a condition|uniquement|seulement|"
    r"but|otherwise|and|so|because|or|provided|only|before|unless|as long as)\b)"
)
_HANGING = compile_pattern(
    r"^(?:si|s'il|quand|lorsque|comme|puisque|parce|pour|en|avant|apres|sans|tant|des|afin|vu|malgre|dommage|"
    r"if|when|as|since|because|unless|before|after|while|to|given|without|until|although|despite)\b"
)
_LETTERS = compile_pattern(r"\pL{2,}")


@dataclass(frozen=True, slots=True)
class Edit:
    """Replace a range of a field; nothing in its place removes it."""

    field: FieldName
    start: int
    end: int
    text: str


@dataclass(slots=True)
class Passage:
    """A passage that may not stay, and what could stand in its place, the best first.

    Attributes:
        field: where it is.
        start: its first offset.
        end: the offset after it.
        choices: texts to put there; an empty one removes the passage.
        is_sentence: whether it goes with the white space around it, as a sentence does.
        chosen: which of the choices is proposed now.
    """

    field: FieldName
    start: int
    end: int
    choices: Sequence[str]
    is_sentence: bool = True
    chosen: int = 0

    @property
    def is_at_its_last(self) -> bool:
        """Whether there is nothing else to try."""
        return self.chosen + 1 >= len(self.choices)


def fair_parts(sentence: str) -> list[str]:
    """Beginnings of a sentence that can stand alone, the longest first.

    Args:
        sentence: as it was written.
    """
    folded = Folded(sentence)
    if _HANGING.search(folded.text):
        return []
    starts = [folded.span(found.start(), found.end())[0] for found in _CUT.finditer(folded.text)]
    parts = [sentence[:start].rstrip(" ,") for start in reversed(starts)]
    return [f"{part}." for part in parts if sum(1 for _ in _LETTERS.finditer(part)) >= _FEWEST_WORDS]


def settled(
    draft: Draft, passages: Sequence[Passage], flagged: Callable[[Draft], Iterable[tuple[FieldName, int, int]]]
) -> list[Edit]:
    """The edits to propose, one for each passage.

    Args:
        draft: the draft that they are in.
        passages: what may not stay, in order; their `chosen` is changed.
        flagged: the ranges of a draft that the guard finds fault with.
    """
    edits = _edits(draft, passages)
    for number in range(_ROUNDS):
        places = _moved(edits)
        pending = [_passage_at(passages, places, fault) for fault in flagged(edited(draft, edits))]
        open_ones = [one for one in pending if one is not None and not one.is_at_its_last]
        if not open_ones:
            break
        for one in {id(one): one for one in open_ones}.values():
            one.chosen = one.chosen + 1 if number < _PATIENT else len(one.choices) - 1
        edits = _edits(draft, passages)
    return edits


def edited(draft: Draft, edits: Sequence[Edit]) -> Draft:
    """The draft with edits made, quoted passages moved along."""
    changes: dict[str, object] = {}
    for name, text in draft.fields():
        pieces: list[str] = []
        done = 0
        for edit in edits:
            if edit.field == name:
                pieces += (text[done : edit.start], edit.text)
                done = edit.end
        changes[name] = "".join((*pieces, text[done:]))
    changes["quoted"] = tuple(_shifted(span, edits) for span in draft.quoted)
    return draft.model_copy(update=changes)


def origin(edits: Sequence[Edit], field: FieldName, at: int) -> int | None:
    """Where a place in an edited field was before the edits; None where an edit put something."""
    shift = 0
    for edit in edits:
        if edit.field == field and edit.start + shift <= at:
            if at < edit.start + shift + len(edit.text):
                return None
            shift += len(edit.text) - (edit.end - edit.start)
    return at - shift


def _edits(draft: Draft, passages: Sequence[Passage]) -> list[Edit]:
    edits: list[Edit] = []
    said: set[str] = set()
    for one in passages:
        text = one.choices[one.chosen]
        # The same rewording twice in one mail would read like a stamp: the second passage just goes.
        text = "" if text in said else text
        said.add(text)
        start, end = one.start, one.end
        if not text and one.is_sentence:
            # Two sentences that go one after the other share the space between them.
            done = edits[-1].end if edits and edits[-1].field == one.field else 0
            start, end = removal_span(draft.field(one.field), start, end)
            start = max(start, done)
        edits.append(Edit(one.field, start, end, text))
    return edits


def _moved(edits: Sequence[Edit]) -> list[tuple[FieldName, int, int]]:
    """Where each edit's text is in the edited draft."""
    moved: list[tuple[FieldName, int, int]] = []
    shift: dict[FieldName, int] = {}
    for edit in edits:
        start = edit.start + shift.get(edit.field, 0)
        moved.append((edit.field, start, start + len(edit.text)))
        shift[edit.field] = shift.get(edit.field, 0) + len(edit.text) - (edit.end - edit.start)
    return moved


def _passage_at(
    passages: Sequence[Passage], places: Sequence[tuple[FieldName, int, int]], fault: tuple[FieldName, int, int]
) -> Passage | None:
    """The passage whose choice a fault in the edited draft is in, or next to."""
    field, start, end = fault
    touching = [at for at, place in enumerate(places) if place[0] == field and place[1] <= end and start <= place[2]]
    # A passage that is gone touches its neighbours; what a sentence shares most with comes first.
    touching.sort(key=lambda at: max(start, places[at][1]) - min(end, places[at][2]))
    return passages[touching[0]] if touching else None


def _shifted(span: Span, edits: Sequence[Edit]) -> Span:
    by = sum(len(one.text) - (one.end - one.start) for one in edits if one.field == "text" and one.end <= span.start)
    return Span(start=span.start + by, end=span.end + by)
