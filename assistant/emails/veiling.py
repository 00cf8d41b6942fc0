"""Reasons without the words they quote: what a held text says is for reviewers, why it was held is for everybody."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Final

from guardrails.folding import fold
from guardrails.verdict import Finding, Released, UnderReview

# As the rules quote a draft: « … » in French, "…" in English, with or without no-break spaces.
_CLOSING: Final = {"«": "»", "“": "”", '"': '"'}


def veiled(findings: Sequence[Finding], seen: UnderReview) -> tuple[Finding, ...]:
    """The findings without what their messages quote of the text that they are about."""
    text = words_of(seen)
    return tuple(replace(one, message=veil(one.message, lambda words: words in text)) for one in findings)


def veil(message: str, hides: Callable[[str], bool]) -> str:
    """A message without those of its quotations that are to be hidden; `hides` is asked with each, as `words_of`."""
    shown, at = "", 0
    while at < len(message):
        ends = _ends(message, at) if _opens(message, at) else ()
        end = next((one for one in ends if hides(_folded(message[at + 1 : one]))), None)
        shown += message[at] if end is None else _hidden(message[at : end + 1])
        at = at + 1 if end is None else end + 1
    return shown


def words_of(text: UnderReview | Released) -> str:
    """Subject and body as quotations are compared with them: whatever the case, the accents and the spaces."""
    return _folded(f"{text.subject or ''}\n{text.text}")


def _ends(message: str, start: int) -> tuple[int, ...]:
    """Where the quotation that begins at `start` may end: the words quoted may hold quotation marks of their own.

    At the mark that closes it and all that were opened since; further marks that close, with none opened between,
    belong to the words. If the marks are not even, the last or the first that could close it.
    """
    opening, closing = message[start], _CLOSING[message[start]]
    depth, end = 1, None
    for at in range(start + 1, len(message)):
        if message[at] == opening and _opens(message, at):
            if end is not None:
                break
            depth += 1
        elif message[at] == closing:
            depth -= 1
            end = at if depth <= 0 else None
    if end is not None:
        return (end,)
    last, first = message.rfind(closing, start + 1), message.find(closing, start + 1)
    return (last, first) if first >= 0 else ()


def _opens(message: str, at: int) -> bool:
    """Whether a mark opens a quotation; a straight one does where it does not stand right after a word's end."""
    mark = message[at]
    if mark != '"':
        return mark in _CLOSING
    before, after = message[at - 1 : at], message[at + 1 : at + 2]
    return not before.strip() or before in "([«“" or after.isalnum()


def _hidden(quotation: str) -> str:
    """The quotation with its marks, and the spaces within them, around an ellipsis."""
    words = quotation[1:-1]
    before, after = words[: len(words) - len(words.lstrip())], words[len(words.rstrip()) :]
    return f"{quotation[0]}{before}…{after}{quotation[-1]}"


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
