"""What the rep wants to say, as sentences addressed to the reader."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engines.composer.english import EnglishReader
from assistant.engines.composer.french import FrenchReader
from assistant.engines.composer.library import Act
from assistant.engines.composer.people import writer
from assistant.engines.composer.reading import Point
from assistant.engines.request import Correspondent, EmailRequest, Occasion

__all__ = ["Point", "Points", "read_points"]

_LEADING: tuple[Act, ...] = ("thank", "apologise")
_CLOSING: tuple[Act, ...] = ("propose", "invite", "ask")


@dataclass(frozen=True, slots=True)
class Points:
    """The points of one mail, read."""

    points: tuple[Point, ...]

    def of(self, acts: Sequence[Act]) -> list[Point]:
        """The points with one of these acts, in the rep's order."""
        return [point for point in self.points if point.act in acts]

    @property
    def leading(self) -> list[Point]:
        """Thanks and apologies: they come first."""
        return self.of(_LEADING)

    @property
    def closing(self) -> list[Point]:
        """Proposals, then questions: they come last and stand for the call to action."""
        return self.of(("propose", "invite")) + self.of(("ask",))

    @property
    def body(self) -> list[Point]:
        """Statements, in the rep's order."""
        return [point for point in self.points if point.act not in (*_LEADING, *_CLOSING, "topic", "tell", "direction")]

    @property
    def topics(self) -> list[Point]:
        """Bare noun phrases, to be woven into a sentence."""
        return self.of(("topic",))

    @property
    def directions(self) -> list[Point]:
        """Instructions to the writer ("ne pas parler du prix"); followed, never printed."""
        return self.of(("direction",))


def read_points(clauses: Sequence[str], request: EmailRequest) -> Points:
    """Read each clause in the mail's language."""
    names = reader_names(request.recipient)
    own = writer(request.sender)
    reader = (
        FrenchReader(names, own, request.tone) if request.language == "fr" else EnglishReader(names, own, request.tone)
    )
    found: dict[str, Point] = {}
    for clause in clauses:
        for point in reader.read(clause):
            fitting = reader.as_proposal(point) if request.occasion is Occasion.APPOINTMENT else point
            found.setdefault(fitting.text, fitting)
    return Points(tuple(found.values()))


def reader_names(person: Correspondent) -> frozenset[str]:
    """The words by which a rep may name the reader."""
    words = " ".join(part for part in (person.name, person.first_name, person.last_name) if part).split()
    return frozenset(word.casefold() for word in words if len(word) > 1)
