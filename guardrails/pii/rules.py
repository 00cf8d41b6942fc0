"""Personal-data rules as packs hold them."""

from typing import Literal, Self

from pydantic import Field, model_validator

from guardrails.draft import Language
from guardrails.packs.vocabulary import Bilingual, Citation, Strict
from guardrails.patterns import Match, compile_pattern

_NAMED = compile_pattern(r"<([a-z_]+)>")
_DEPTH = 5
"""How deep lists may name lists."""


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
    general: dict[Language, tuple[str, ...]] = Field(
        default_factory=dict[Language, tuple[str, ...]],
        description="set phrases that hold such words and say nothing of anybody: blind test, union station",
    )
    words: dict[str, tuple[str, ...]] = Field(
        default_factory=dict[str, tuple[str, ...]],
        description="lists that `terms` and `general` name as <list>; a list may name others",
    )

    @model_validator(mode="after")
    def _lists_exist(self) -> Self:
        used = {
            match.group(1)
            for patterns in (*self.terms.values(), *self.general.values(), *self.words.values())
            for one in patterns
            for match in _NAMED.finditer(one)
        }
        if unknown := used - set(self.words):
            raise ValueError(f"no list under `words` is called {', '.join(sorted(unknown))}")
        return self

    @property
    def kind(self) -> str:
        """The entity: the id without ``pii.``."""
        return self.id.removeprefix("pii.")

    @property
    def all_terms(self) -> tuple[str, ...]:
        """The terms of both languages, the lists they name written out."""
        return self._written_out(self.terms)

    @property
    def all_general(self) -> tuple[str, ...]:
        """The set phrases of both languages, the lists they name written out."""
        return self._written_out(self.general)

    def _written_out(self, patterns: dict[Language, tuple[str, ...]]) -> tuple[str, ...]:
        lists = {name: "|".join(words) for name, words in self.words.items()}
        return tuple(_write_out(one, lists) for both in patterns.values() for one in both)


def _write_out(pattern: str, lists: dict[str, str]) -> str:
    """Put lists in the place of their names; lists may name lists, not themselves."""

    def named(match: Match) -> str:
        return f"(?:{lists[match.group(1)]})"

    for _ in range(_DEPTH):
        pattern = _NAMED.sub(named, pattern)
    return pattern
