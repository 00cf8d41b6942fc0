"""What a guard is: one kind of check, with a name, loaded once, that reads a draft and reports."""

from collections.abc import Callable
from typing import NamedTuple, Protocol

from guardrails.draft import Context, Draft, Language
from guardrails.verdict import Report


class Guard(Protocol):
    """One kind of check. Thread-safe; reads no clock, no file and no network once loaded.

    The gate gives every guard a draft whose `language` is ``fr`` or ``en`` and, unless `reads_markup`,
    whose HTML was already turned into the text that a person sees. Whatever a guard raises holds the draft.
    """

    name: str
    reads_markup: bool

    def load(self) -> None:
        """Load models and compile patterns; called once, outside the time budget."""
        ...

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Judge a draft; offsets are those of `draft`."""
        ...


class Question(NamedTuple):
    """A sentence that the pressure guard doubts, for somebody else to judge.

    Attributes:
        sentence: the sentence, as a person makes it out.
        around: it and its neighbours.
        language: the language that they are in.
        context: who writes to whom; whoever asks elsewhere takes them out of what is shown.
    """

    sentence: str
    around: str
    language: Language
    context: Context


SecondOpinion = Callable[[Question], bool]
"""Whether a sentence presses its reader. A yes holds the draft, a no changes nothing, and an exception holds it."""
