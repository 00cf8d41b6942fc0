"""Claim rules as packs hold them."""

from typing import Literal

from pydantic import Field

from guardrails.draft import FactType
from guardrails.packs.vocabulary import Bilingual, Citation, Probability, Strict


class ClaimRule(Strict):
    """How one kind of claim is recognised, which facts bear it out, and what is said when none does.

    Patterns are RE2 over folded text (lower case, no accents, straight quotes, single spaces) in which every
    measured value is a token: ``<money>``, ``<percent>``, ``<discount>`` (a percentage that can be nothing
    else: "-20 %", "half price"), ``<duration>``, ``<hours>`` (less than a day), ``<date>``,
    ``<period>`` ("next week"), ``<speed>`` ("next day"), ``<rhythm>`` ("twice a year"), ``<count>``, ``<one>``
    ("un", "one"), ``<ratio>``, ``<share>`` ("two thirds"). ``remise de <percent>`` makes that percentage a
    discount; a pattern without a token is a claim in words. The first rule that takes a value keeps it, so the
    general rows stand last.
    """

    id: str = Field(pattern=r"^claims\.[a-z_]+$", description="claims.<kind>")
    supported_by: tuple[FactType, ...]
    severity: Literal["low", "medium", "high", "critical"]
    patterns: tuple[str, ...] = Field(default=(), description="what makes a value, or words, a claim of this kind")
    sentence: tuple[str, ...] = Field(default=(), description="one of these must be in the same sentence")
    unless: tuple[str, ...] = Field(default=(), description="a match that overlaps one of these is no claim")
    names: Literal["after", "before"] | None = Field(
        default=None, description="the claim is each proper name right after, or before, the pattern"
    )
    needs_fact: bool = Field(default=True, description="false: only a fact that contradicts it stops it")
    rep_may_state: bool = Field(
        default=False, description="a fact of the rep's brief counts: dates, places, appointments"
    )
    only_named: bool = Field(
        default=False, description="a fact contradicts it only where the text names what the fact is about"
    )
    one_product: bool = Field(default=False, description="a product named beside the claim must be the fact's")
    unsupported: Bilingual
    contradicted: Bilingual | None = None
    expired: Bilingual | None = None
    citations: tuple[Citation, ...] = Field(min_length=1)

    @property
    def is_duty(self) -> bool:
        """Whether it claims what the law asks for: facts of type legal answer first."""
        return self.supported_by[:1] == ("legal",)


class ClaimsClassifier(Strict):
    """From which probability on a sentence is taken to make a claim in words that no pattern found.

    They are chosen on mails that the classifier has not learnt from; ``make bench`` prints what that finds.
    """

    reference: Probability = Field(description="it names or points at somebody as a customer of ours")
    certification: Probability = Field(description="it says that we or the product hold a label or meet a norm")
    superlative: Probability = Field(description="it compares us with the market")
    statistic: Probability = Field(description="it states a share, a count of ours or an effect")
    figure: Probability = Field(description="the same, where it has a figure that no fact bears out")
    beside_evidence: Probability = Field(description="any of them, in a sentence of which a fact bears something out")

    def stricter(self, other: "ClaimsClassifier") -> "ClaimsClassifier":
        """The lower of each number: a company may tighten what the shipped pack says, and loosen nothing."""
        mine, theirs = self.model_dump(), other.model_dump()
        return ClaimsClassifier.model_validate({name: min(mine[name], theirs[name]) for name in mine})
