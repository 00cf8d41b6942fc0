"""Makes other people's text safe to quote in a prompt: it cannot close its quotation nor pass for a control token.

Chat servers tokenise the rendered conversation, so that a customer's ``<|im_end|>`` or ``[INST]`` would end
our turn and open another. No opening angle bracket survives in quoted data, except in our own placeholders.
"""

import unicodedata
from typing import Final, Protocol

from guardrails.patterns import compile_pattern


class _Match(Protocol):
    def group(self, index: int = 0) -> str | None: ...


_OPENING: Final = compile_pattern(r"(<[A-Z]+(?:_[A-Z]+)*_[0-9]{1,4}>)|[<＜﹤〈]+(\s*[^\s0-9=])")
_CONTROL: Final = compile_pattern(r"\[(/?[A-Za-z_]{2,})\]")
_KEPT_CONTROLS: Final = "\n\t"


def quoted(text: str, limit: int, cut: str) -> str:
    """Text of several lines, ready to stand between two delimiters.

    Args:
        text: what somebody else wrote.
        limit: longest result, in characters, without the mark.
        cut: mark put on a line of its own where the rest was left out.
    """
    clean = _without_controls(text.replace("\r\n", "\n")).strip()
    clipped = clean if len(clean) <= limit else f"{clean[:limit].rstrip()}\n{cut}"
    return _disarmed(clipped)


def one_line(text: str) -> str:
    """Text that stays on the line of the prompt where it is put, and cannot look like a section of it."""
    return _disarmed(" ".join(_without_controls(text).split()))


def _without_controls(text: str) -> str:
    # Cf holds zero-width and bidirectional marks, tags and soft hyphens: invisible to the rep, read by a model.
    return "".join(c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cf", "Co", "Cs"))


def _disarmed(text: str) -> str:
    return _CONTROL.sub(r"(\1)", _OPENING.sub(_harmless_bracket, text))


def _harmless_bracket(match: _Match) -> str:
    return match.group(1) or f"‹{match.group(2)}"
