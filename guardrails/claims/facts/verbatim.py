"""Facts that a text repeats word for word: every value inside such a passage is the fact's own."""

from collections.abc import Sequence

from guardrails.claims.facts.known import Known

_MOST_TIMES = 50


class Repeated:
    """Where a text repeats the values of facts.

    Args:
        folded: the folded text.
        facts: those whose value is a sentence.
    """

    def __init__(self, folded: str, facts: Sequence[Known]) -> None:
        flat = folded.replace("\n", " ")
        self._spans: list[tuple[int, int, Known]] = []
        for known in facts:
            value = known.sentence
            if value in flat:
                self._spans.extend((at, at + len(value), known) for at in _places(value, flat))

    def around(self, start: int, end: int) -> Known | None:
        """The fact whose value, repeated in full, holds a span; one that holds today first."""
        found = [known for first, last, known in self._spans if first <= start and end <= last]
        return next((one for one in found if one.valid), found[0] if found else None)


def _places(value: str, text: str) -> list[int]:
    places: list[int] = []
    at = text.find(value)
    while at >= 0 and len(places) < _MOST_TIMES:
        places.append(at)
        at = text.find(value, at + len(value))
    return places
