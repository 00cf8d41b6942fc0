"""What the points and the incoming mail ask for, apart from the mail's own words, which are never repeated."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.engines.composer.countries import delivered_to
from assistant.engines.composer.library import grammar
from assistant.engines.composer.points import Points
from assistant.engines.composer.themes import themes_of, words_of
from assistant.engines.request import EmailRequest, Occasion
from guardrails.draft import Fact, FactType

# A complaint names what went wrong, and thanks what went well: neither asks for figures.
_NO_QUESTIONS = (Occasion.APOLOGY, Occasion.THANKS)
_WHOLE_PICTURE = (Occasion.QUOTE, Occasion.RENEWAL, Occasion.EVENT)
_TELLING = 4


@dataclass(frozen=True)
class Asked:
    """What is wanted and what is not.

    Attributes:
        text: the points and the incoming mail, without what it quotes.
        questions: the words of the questions in the incoming mail.
        unwanted: points such as "ne pas parler du prix".
        only: whether nothing but what is asked for belongs in the mail.
    """

    text: str
    questions: frozenset[str] = frozenset()
    unwanted: str = ""
    only: bool = False

    @cached_property
    def countries(self) -> tuple[str, ...]:
        """Where delivery is asked for."""
        return delivered_to(self.text)

    @cached_property
    def kinds(self) -> tuple[FactType, ...]:
        """The kinds of facts that are asked for, in the order in which the text comes to them."""
        return tuple(dict.fromkeys(kind for theme in themes_of(self.text) for kind in theme.facts))

    @cached_property
    def refused(self) -> frozenset[FactType]:
        """The kinds of facts that the rep wants left out."""
        return frozenset(kind for theme in themes_of(self.unwanted) for kind in theme.facts)

    def answers(self, fact: Fact) -> int:
        """How many telling words a feature shares with the questions of the incoming mail."""
        if fact.type != "feature" or not self.questions:
            return 0
        return len(self.questions & _stems(fact.value))


def asked_of(request: EmailRequest, points: Points) -> Asked:
    """Read what is asked from the points and, where the occasion is to answer, from the incoming mail."""
    incoming = "" if request.occasion in _NO_QUESTIONS else own_words(request.incoming or "")
    stated = [point.text for point in points.points if point.act != "direction"]
    products = {word for fact in request.facts for word in _stems(fact.subject or "")}
    return Asked(
        text="\n".join([*stated, incoming]).strip(),
        questions=frozenset(_stems(" ".join(_questions(incoming))) - products),
        unwanted="\n".join(point.text for point in points.directions),
        only=bool(points.of(("tell",))) and request.occasion not in _WHOLE_PICTURE,
    )


def own_words(incoming: str) -> str:
    """The incoming mail without the lines that it quotes."""
    return "\n".join(line for line in incoming.split("\n") if not line.lstrip().startswith(">"))


def _questions(text: str) -> Sequence[str]:
    """The sentences that end in a question mark."""
    flat = " ".join(text[:20_000].split())
    return [piece.replace("!", ".").rpartition(". ")[2] for piece in flat.split("?")[:-1]]


def _stems(text: str) -> set[str]:
    common = {*grammar("fr").function_words, *grammar("en").function_words}
    return {word.rstrip("s") for word in words_of(text) if len(word) >= _TELLING and word not in common}
