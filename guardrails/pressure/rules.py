"""Pressure rules, and the classifier's thresholds, as packs hold them."""

from typing import Literal

from pydantic import Field, model_validator

from guardrails.draft import FactType
from guardrails.errors import PackError
from guardrails.packs.vocabulary import Bilingual, Citation, Probability, Strict
from guardrails.verdict import Severity
from guardrails.wording import compile_wording

SeverityName = Literal["low", "medium", "high", "critical"]


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
    severity: SeverityName
    action: Literal["rewrite", "hold"]
    fields: tuple[Literal["subject", "text"], ...] = ("subject", "text")
    words: dict[str, str] = Field(default={}, description="pattern fragments that patterns quote as <name>")
    patterns: tuple[str, ...] = ()
    signal: Literal["needs_fact"] | None = Field(
        default=None, description="what the classifier sees and no fact bears out; such a rule needs no patterns"
    )
    unless: tuple[str, ...] = ()
    weighed: bool = Field(
        default=False, description="whether the classifier must grant a match; otherwise a match is enough"
    )
    when: Circumstances = Circumstances()
    facts: tuple[FactType, ...] = Field(default=(), description="types of fact that bear such a sentence out")
    mark: Literal["sentence", "match"] = Field(default="sentence", description="what is marked and replaced")
    message: Bilingual
    rewording: Bilingual | None = Field(default=None, description="replaces the sentence; absent: it is removed")
    subject: Bilingual | None = Field(default=None, description="replaces a subject line; absent: it is removed")
    citations: tuple[Citation, ...] = Field(min_length=1)

    @property
    def tactic(self) -> str:
        """The tactic that it is a wording of."""
        return self.id.removeprefix("pressure.")

    @property
    def weight(self) -> Severity:
        """How serious a finding of it is."""
        return Severity.named(self.severity)

    @model_validator(mode="after")
    def _patterns_compile(self) -> "PressureRule":
        if not self.patterns and self.signal is None:
            raise ValueError("a rule needs `patterns` or a `signal`")
        for pattern in (*self.patterns, *self.unless, *self.when.thread, *self.when.after):
            try:
                compile_wording((pattern,), self.words)
            except PackError as error:
                raise ValueError(str(error)) from error
        return self


class PressureClassifier(Strict):
    """When the classifier's word counts: probabilities from 0 to 1.

    They are chosen on mails that it has not learnt from (``make bench`` prints what each choice finds and what it
    flags wrongly), for each severity, because a grave tactic is worth a doubt that a slight one is not.
    """

    low: Probability = Field(
        description="from here on it calls a sentence pressure, where the tactic is of low severity"
    )
    medium: Probability
    high: Probability
    critical: Probability
    beside_found: Probability = Field(
        description="from here on it calls a sentence pressure, whatever the severity, once another was found"
    )
    needs_fact: Probability = Field(description="from here on a sentence is one that only a fact can bear out")
    ask_from: Probability = Field(description="from here on a second opinion is asked for, if there is one to ask")
    beside_pattern: float = Field(ge=0, description="log-odds that a pattern which agrees adds")
    beside_another: float = Field(
        ge=0,
        le=1,
        description="share of the log-odds (from -2 to 2) of each of the two most pressing others",
    )

    def threshold(self, severity: SeverityName) -> float:
        """From where on a tactic of a severity is called pressure."""
        return {"low": self.low, "medium": self.medium, "high": self.high, "critical": self.critical}[severity]

    def stricter(self, other: "PressureClassifier") -> "PressureClassifier":
        """The stricter of each number: a company may tighten what the shipped pack says, and loosen nothing."""
        added = ("beside_pattern", "beside_another")
        mine, theirs = self.model_dump(), other.model_dump()
        return PressureClassifier.model_validate(
            {name: (max if name in added else min)(mine[name], theirs[name]) for name in mine}
        )
