"""Reasons without the words they quote: what a held text says is for reviewers, why it was held is for everybody."""

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from guardrails.folding import fold
from guardrails.verdict import Finding, Released, UnderReview

# As the rules quote a draft: « … » in French, "…" in English, with or without no-break spaces.
_QUOTATION = re.compile(r"(?P<open>«\s?|“|\")(?P<words>.+?)(?P<close>\s?»|”|\")", re.DOTALL)


def veiled(findings: Sequence[Finding], seen: UnderReview) -> tuple[Finding, ...]:
    """The findings without what their messages quote of the text that they are about."""
    text = words_of(seen)
    return tuple(replace(one, message=veil(one.message, lambda words: words in text)) for one in findings)


def veil(message: str, hides: Callable[[str], bool]) -> str:
    """A message without those of its quotations that are to be hidden; `hides` is asked with each, as `words_of`."""

    def shown(quotation: re.Match[str]) -> str:
        if hides(_folded(quotation["words"])):
            return f"{quotation['open']}…{quotation['close']}"
        return quotation.group()

    return _QUOTATION.sub(shown, message)


def words_of(text: UnderReview | Released) -> str:
    """Subject and body as quotations are compared with them: whatever the case, the accents and the spaces."""
    return _folded(f"{text.subject or ''}\n{text.text}")


def _folded(text: str) -> str:
    return " ".join(fold(text).split())
