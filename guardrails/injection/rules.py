"""Injection rules, and the classifier's thresholds, as packs hold them."""

from typing import Literal

from pydantic import Field, model_validator

from guardrails.errors import PackError
from guardrails.packs.vocabulary import Bilingual, Citation, Probability, Strict
from guardrails.wording import compile_wording

Place = Literal["visible", "hidden", "source"]
"""Where a pattern looks: what a person sees, what the markup hides, or the text as it was sent."""


class InjectionRule(Strict):
    """One way of giving orders to an assistant from inside a customer's text, or one unfilled placeholder.

    Patterns are written as in pressure rules: RE2 over folded text, one sentence at a time.
    """

    id: str = Field(pattern=r"^injection\.[a-z_]+$", description="injection.<kind>")
    kinds: tuple[Literal["incoming", "outgoing"], ...] = ("incoming",)
    places: tuple[Place, ...] = Field(default=("visible", "hidden"), description="where the patterns look")
    severity: Literal["low", "medium", "high", "critical"]
    words: dict[str, str] = Field(default={}, description="pattern fragments that patterns quote as <name>")
    patterns: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    mark: Literal["sentence", "match"] = Field(default="sentence", description="what is marked")
    signal: Literal["hidden_element", "invisible_characters", "disguised_words", "encoded", "classifier"] | None = (
        Field(default=None, description="something that code sees and patterns cannot; such a rule needs no patterns")
    )
    message: Bilingual
    citations: tuple[Citation, ...] = Field(min_length=1)

    @model_validator(mode="after")
    def _patterns_compile(self) -> "InjectionRule":
        if not self.patterns and self.signal is None:
            raise ValueError("a rule needs `patterns` or a `signal`")
        for pattern in (*self.patterns, *self.unless):
            try:
                compile_wording((pattern,), self.words)
            except PackError as error:
                raise ValueError(str(error)) from error
        return self


class InjectionClassifier(Strict):
    """From which probability on the classifier's word counts: that a sentence gives an assistant orders."""

    visible: Probability = Field(description="in what a person sees")
    hidden: Probability = Field(description="in what is hidden or disguised, where honest people say little")
    grants_pattern: Probability = Field(description="in what a person sees, for a pattern's finding to stand")

    def stricter(self, other: "InjectionClassifier") -> "InjectionClassifier":
        """The lower of each threshold: a company may tighten what the shipped pack says, and loosen nothing."""
        mine, theirs = self.model_dump(), other.model_dump()
        return InjectionClassifier.model_validate({name: min(mine[name], theirs[name]) for name in mine})
