"""Pattern recognisers of the caller's: a pattern that takes too long holds the draft instead of being skipped.

Presidio gives a pattern sixty seconds, then logs a warning and goes on without it: what it would have found leaves.
Here the time-out of such a pattern is an error of the recogniser, and the gate holds what a guard could not read.
"""

from collections.abc import Iterator
from typing import Any

import regex
from presidio_analyzer import EntityRecognizer, PatternRecognizer

from guardrails.errors import ScrupuleError

SECONDS = 2.0
"""For one pattern on one window of text; a linear pattern takes less than a thousandth of that."""


class PatternTimedOut(ScrupuleError):
    """A pattern of a recogniser took too long, and nothing is known of the text.

    Attributes:
        pattern: its name.
    """

    code = "recogniser.timed_out"
    status = 500

    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        super().__init__(
            f"the pattern {pattern!r} took more than {SECONDS:g} s on this text; write it so that it cannot backtrack"
        )


class _Impatient:
    """A compiled pattern, as far as Presidio uses it, whose time-out is no reason to go on."""

    def __init__(self, name: str, compiled: "regex.Pattern[str]") -> None:
        self._name = name
        self._compiled = compiled

    def finditer(self, text: str, timeout: float | None = None) -> Iterator["regex.Match[str]"]:
        """The matches in a text.

        Raises:
            PatternTimedOut: after `SECONDS`, or `timeout` if that is less.
        """
        limit = SECONDS if timeout is None else min(SECONDS, timeout)
        try:
            yield from self._compiled.finditer(text, timeout=limit)
        except TimeoutError as error:
            raise PatternTimedOut(self._name) from error


def make_strict(recogniser: EntityRecognizer) -> None:
    """Let the patterns of a Presidio `PatternRecognizer` fail where they time out; others are left as they are."""
    if not isinstance(recogniser, PatternRecognizer):
        return
    flags: Any = recogniser.global_regex_flags
    for pattern in recogniser.patterns:
        impatient: Any = _Impatient(pattern.name, regex.compile(pattern.regex, flags=flags))
        pattern.compiled_regex = impatient
        pattern.compiled_with_flags = flags
