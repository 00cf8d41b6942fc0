"""Numbers for placeholders: the same person, address or number has the same one."""

from collections.abc import Callable, Iterable

from guardrails.draft import Language
from guardrails.patterns import compile_pattern
from guardrails.pii.detect import Entity
from guardrails.pii.keep import same_person
from guardrails.pii.placeholders import english
from guardrails.pii.placeholders import label as word_of
from guardrails.pii.values import name_parts, same_value_key

_TAKEN = compile_pattern(r"<([A-Z][A-Z_]{1,24})_([0-9]{1,4})>")
_MOST_COMPARED = 200
"""With more names than any mail has, variants are no longer compared: the work stays linear."""


class Numbering:
    """Gives each distinct value its placeholder.

    Args:
        label: the English word of a placeholder for a kind; by default the kind in capitals.
        taken: texts whose placeholders were given before and are not given again.
        language: of who reads the placeholders.
    """

    def __init__(
        self, label: Callable[[str], str] = str.upper, taken: Iterable[str] = (), language: Language = "en"
    ) -> None:
        self._label = label
        self._language: Language = language
        self._given: dict[tuple[str, str], str] = {}
        self._people: list[tuple[tuple[str, ...], str]] = []
        self._last: dict[str, int] = {}
        for text in taken:
            for match in _TAKEN.finditer(text):
                word = english(match.group(1))
                self._last[word] = max(self._last.get(word, 0), int(match.group(2)))

    def placeholder(self, entity: Entity) -> str:
        """The placeholder of an entity, such as ``<PERSON_1>``."""
        if entity.kind == "person":
            return self._of_person(entity.text)
        key = (entity.kind, same_value_key(entity.kind, entity.text))
        if key not in self._given:
            self._given[key] = self._next(entity.kind)
        return self._given[key]

    def _of_person(self, name: str) -> str:
        parts = name_parts(name)
        key = ("person", " ".join(parts))
        if key not in self._given:
            self._given[key] = self._variant_of(parts) or self._next("person")
            self._people.append((parts, self._given[key]))
        return self._given[key]

    def _variant_of(self, parts: tuple[str, ...]) -> str | None:
        """The placeholder of the one person that a name can be a variant of; None when nobody is, or several are."""
        if len(self._people) > _MOST_COMPARED:
            return None
        holders = {
            placeholder for other, placeholder in self._people if same_person(parts, other) or same_person(other, parts)
        }
        return holders.pop() if len(holders) == 1 else None

    def _next(self, kind: str) -> str:
        word = self._label(kind)
        self._last[word] = self._last.get(word, 0) + 1
        return f"<{word_of(word, self._language)}_{self._last[word]}>"
