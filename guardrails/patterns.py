"""Patterns that take linear time: RE2, so that no text, however hostile, can keep a guard busy.

RE2 (Cox, "Regular Expression Matching in the Wild", 2010) has no look-around and no back-references;
its ``\\b``, ``\\w`` and ``\\d`` know ASCII only, which is why rules match folded text.
"""

from collections.abc import Iterator
from typing import Protocol, cast

import re2  # pyright: ignore[reportMissingTypeStubs]  # the protocols below type what is used of it

from guardrails.errors import PackError

_Refused = cast(type[Exception], re2.error)  # pyright: ignore[reportUnknownMemberType]


class Match(Protocol):
    """A match, as `re.Match`; groups are taken by number."""

    def group(self, group: int = 0, /) -> str:
        """The text of a group; `None` (not typed, as in `re`) where it took no part."""
        ...

    def span(self, group: int = 0, /) -> tuple[int, int]:
        """Start and end of a group."""
        ...

    def start(self, group: int = 0, /) -> int:
        """Start of a group."""
        ...

    def end(self, group: int = 0, /) -> int:
        """End of a group."""
        ...

    def groups(self) -> tuple[str, ...]:
        """All groups."""
        ...

    def groupdict(self) -> dict[str, str | None]:
        """The named groups."""
        ...


class Pattern(Protocol):
    """A compiled pattern, as `re.Pattern`."""

    groups: int

    def search(self, text: str, /) -> Match | None:
        """The first match anywhere."""
        ...

    def match(self, text: str, /) -> Match | None:
        """The match at the start."""
        ...

    def fullmatch(self, text: str, /) -> Match | None:
        """The match of the whole text."""
        ...

    def finditer(self, text: str, /) -> Iterator[Match]:
        """All matches that do not overlap, in order."""
        ...

    def sub(self, replacement: object, text: str, /) -> str:
        """The text with every match replaced."""
        ...

    def split(self, text: str, /) -> list[str]:
        """The text between the matches."""
        ...


def compile_pattern(pattern: str, *, ignore_case: bool = False) -> Pattern:
    """Compile a pattern that is guaranteed to run in linear time.

    Raises:
        PackError: RE2 refuses the pattern; the message quotes it and RE2's reason.
    """
    options = re2.Options()
    options.case_sensitive = not ignore_case
    options.log_errors = False
    # Also bounds what a pattern remembers of the texts it has read; the longest shipped one needs less than 2 MB.
    options.max_mem = 16 << 20
    try:
        return cast(Pattern, re2.compile(pattern, options))  # pyright: ignore[reportUnknownMemberType]
    except _Refused as error:
        reason: object = error.args[0]
        said = reason.decode() if isinstance(reason, bytes) else str(reason)
        raise PackError(f"the pattern {pattern!r} is not accepted by RE2: {said}") from error


def any_of(patterns: "tuple[str, ...] | list[str]") -> str:
    """One pattern that matches where any of several does."""
    return "|".join(f"(?:{pattern})" for pattern in patterns)
