"""Personal-data rules as packs hold them."""

from typing import Literal

from pydantic import Field

from guardrails.draft import Language
from guardrails.packs.vocabulary import Bilingual, Citation, Strict


class PiiRule(Strict):
    """What one kind of personal data is called, how serious it is, and why it may not leave."""

    id: str = Field(pattern=r"^pii\.[a-z_]+$", description="pii.<entity>")
    severity: Literal["low", "medium", "high", "critical"]
    never_stays: bool = Field(default=False, description="identifiers and special categories, whoever they belong to")
    placeholder: str = Field(pattern=r"^[A-Z_]+$", description="shown as <PERSON_1>")
    message: Bilingual
    citations: tuple[Citation, ...] = Field(min_length=1)
    terms: dict[Language, tuple[str, ...]] = Field(
        default_factory=dict[Language, tuple[str, ...]],
        description="for special categories: patterns (RE2, over folded text) of words that tell it of a person",
    )

    @property
    def kind(self) -> str:
        """The entity: the id without ``pii.``."""
        return self.id.removeprefix("pii.")
