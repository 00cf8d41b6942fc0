"""Pressure rules as packs hold them."""

from typing import Literal

from pydantic import Field, model_validator

from guardrails.draft import FactType
from guardrails.errors import PackError
from guardrails.packs.vocabulary import Bilingual, Citation, Strict
from guardrails.wording import compile_wording


class Circumstances(Strict):
    """When a rule applies at all; every stated condition must hold."""

    unanswered_at_least: int | None = Field(
        default=None, ge=1, description="only from so many unanswered messages in the sequence on"
    )
    no_exchange: bool = Field(default=False, description="only where no earlier exchange with the recipient is known")
    thread: tuple[str, ...] = Field(default=(), description="only where an incoming message of the thread says this")
    after: tuple[str, ...] = Field(default=(), description="only where one of the three sentences before says this")


class PressureRule(Strict):
    """One way of putting a tactic into words.

    Patterns are RE2 over folded text (lower case, no accents, straight quotes, ``$`` for any currency sign),
    one sentence at a time, so they are written in plain letters. A space (or ``~``, where YAML would not take
    one) is any white space, ``<name>`` is an entry of `words`, and a pattern starts where a word starts. A match
    is dropped where an exception matches in the same sentence, or where a verified fact of one of the types in
    `facts` bears it out.
    """

    id: str = Field(pattern=r"^pressure\.[a-z_]+$", description="pressure.<tactic>")
    severity: Literal["low", "medium", "high", "critical"]
    action: Literal["rewrite", "hold"]
    fields: tuple[Literal["subject", "text"], ...] = ("subject", "text")
    words: dict[str, str] = Field(default={}, description="pattern fragments that patterns quote as <name>")
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    when: Circumstances = Circumstances()
    facts: tuple[FactType, ...] = Field(default=(), description="types of fact that bear such a sentence out")
    mark: Literal["sentence", "match"] = Field(default="sentence", description="what is marked and replaced")
    message: Bilingual
    rewording: Bilingual | None = Field(default=None, description="replaces the sentence; absent: it is removed")
    subject: Bilingual | None = Field(default=None, description="replaces a subject line; absent: it is removed")
    citations: tuple[Citation, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _patterns_compile(self) -> "PressureRule":
        for pattern in (*self.patterns, *self.unless, *self.when.thread, *self.when.after):
            try:
                compile_wording((pattern,), self.words)
            except PackError as error:
                raise ValueError(str(error)) from error
        return self
