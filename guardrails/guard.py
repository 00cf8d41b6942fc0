"""What a guard is: one kind of check, with a name, loaded once, that reads a draft and reports."""

from typing import Protocol

from guardrails.draft import Context, Draft
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
