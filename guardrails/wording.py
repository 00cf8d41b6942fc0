"""From the plain wording of a pack to RE2: named fragments, loose spaces, word starts."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from guardrails.errors import PackError
from guardrails.patterns import any_of, compile_pattern

if TYPE_CHECKING:
    from guardrails.patterns import Pattern

_NAME = compile_pattern(r"<([a-z_]+)>")
_END = compile_pattern(r"(^|[^\\])\$($|\||\))")
_APOSTROPHE = compile_pattern(r"(^|[^\"\[])'")
_DEPTH = 4
_NEVER = r"[^\x00-\x{10FFFF}]"


def compile_wording(patterns: tuple[str, ...], words: Mapping[str, str]) -> "Pattern":
    """One RE2 pattern that matches where any of `patterns` does; none given: it matches nowhere.

    Raises:
        PackError: a name that `words` does not define, or a pattern that RE2 refuses.
    """
    return compile_pattern("(?m)" + any_of([_wording(one, words) for one in patterns] or [_NEVER]))


def _wording(pattern: str, words: Mapping[str, str]) -> str:
    expanded = pattern
    for _ in range(_DEPTH):
        for name in {found.group(1) for found in _NAME.finditer(expanded)}:
            if name not in words:
                raise PackError(f"the pattern {pattern!r} quotes <{name}>, which `words` does not define")
            expanded = expanded.replace(f"<{name}>", f"(?:{words[name]})")
    # A sentence may end the text, and then keeps its full stop.
    expanded = _END.sub(r"\1[.!? ]*$\2", expanded)
    start = r"\b" if expanded[:1].isalnum() or expanded[:1] == "(" else ""
    spaced = expanded.replace("~", " ").replace(" ?", "\0").replace(" ", " +").replace("\0", " *")
    return start + _APOSTROPHE.sub(r"\1[' ]", spaced)
