"""The small words that every section of a pack uses: two languages, citations."""

from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from guardrails.draft import Audience, Context, Language
from guardrails.errors import PackError
from guardrails.patterns import compile_pattern

EU = frozenset(
    [
        "AT",
        "BE",
        "BG",
        "HR",
        "CY",
        "CZ",
        "DK",
        "EE",
        "FI",
        "FR",
        "DE",
        "GR",
        "HU",
        "IE",
        "IT",
        "LV",
        "LT",
        "LU",
        "MT",
        "NL",
        "PL",
        "PT",
        "RO",
        "SK",
        "SI",
        "ES",
        "SE",
        "IS",
        "LI",
        "NO",
    ]
)
"""EU and EEA member states (ISO 3166-1 alpha-2): where EU directives on marketing apply."""


class Strict(BaseModel):
    """Base of every pack model: immutable, and an unknown key is an error (it is a typo)."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Bilingual(Strict):
    """A sentence in both languages."""

    fr: str = Field(min_length=1)
    en: str = Field(min_length=1)

    def get(self, language: Language) -> str:
        """The sentence in one language."""
        return self.fr if language == "fr" else self.en

    def filled(self, **words: str) -> "Bilingual":
        """The sentence with words put in the places that bear their names, in braces."""
        return Bilingual(fr=self.fr.format(**words), en=self.en.format(**words))


def _compiles(pattern: str) -> str:
    try:
        compile_pattern(pattern)
    except PackError as error:
        raise ValueError(str(error)) from error
    return pattern


PatternText = Annotated[str, AfterValidator(_compiles)]
"""A pattern that RE2 accepts; checked when the pack is read, so that the error names its line."""

Probability = Annotated[float, Field(gt=0, le=1)]
"""From more than 0 up to 1."""
Basis = Literal["law", "guidance", "industry", "policy"]
_HOUSE = {"fr": "règle maison", "en": "house policy"}
_GUIDANCE = {"fr": "recommandation", "en": "guidance"}


class Citation(Strict):
    """What a rule rests on, where and for whom.

    A rule lists its citations from the most to the least specific; the first that applies to the context
    is shown. A house policy is always labelled as one, never as law.
    """

    ref: Annotated[str, Field(min_length=1)] | Bilingual = Field(
        description="article, guidance or policy name, as shown to the rep"
    )
    basis: Basis
    jurisdictions: tuple[str, ...] = Field(default=(), description="country codes, or EU; empty: everywhere")
    audiences: tuple[Audience, ...] = Field(default=(), description="empty: both")

    def applies(self, context: Context) -> bool:
        """Whether the citation binds in this context; an unknown country or audience is not bound by law."""
        country = context.jurisdiction
        there = not self.jurisdictions or (
            country is not None and (country in self.jurisdictions or ("EU" in self.jurisdictions and country in EU))
        )
        return there and (not self.audiences or context.audience in self.audiences)

    def label(self, language: Language) -> str:
        """The citation as shown, marked when it is not law."""
        ref = self.ref if isinstance(self.ref, str) else self.ref.get(language)
        mark = {"policy": _HOUSE, "guidance": _GUIDANCE}.get(self.basis)
        return f"{ref} ({mark[language]})" if mark else ref


def cite(citations: tuple[Citation, ...], context: Context, language: Language) -> str:
    """The first citation that applies, as shown; "house policy" when none binds here."""
    for citation in citations:
        if citation.applies(context):
            return citation.label(language)
    return _HOUSE[language]
