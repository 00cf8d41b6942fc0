"""Reasons without the words they quote: what a held text says is for reviewers, why it was held is for everybody."""

import re
from collections.abc import Sequence
from dataclasses import replace

from guardrails.verdict import Finding, UnderReview

_QUOTATION = re.compile(r"(?P<open>[«“\"]\s?)(?P<words>[^«»“”\"]+?)(?P<close>\s?[»”\"])")


def veiled(findings: Sequence[Finding], seen: UnderReview) -> tuple[Finding, ...]:
    """The findings without what their messages quote of the text that they are about."""
    text = _plain(f"{seen.subject or ''}\n{seen.text}")

    def hide(found: re.Match[str]) -> str:
        known = _plain(found["words"]) in text
        return f"{found['open']}…{found['close']}" if known else found.group()

    return tuple(replace(one, message=_QUOTATION.sub(hide, one.message)) for one in findings)


def _plain(text: str) -> str:
    return " ".join(text.casefold().split())
