"""Replace personal data by numbered placeholders, through Presidio's anonymizer."""

from collections.abc import Callable, Iterable, Sequence
from typing import cast

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import InvalidParamError, OperatorConfig, RecognizerResult
from presidio_anonymizer.operators import Operator, OperatorType

from guardrails.folding import fold
from guardrails.patterns import compile_pattern
from guardrails.pii.detect import Entity
from guardrails.pii.keep import name_parts, same_person, significant_digits
from guardrails.pii.recognisers.emails import plain_address
from guardrails.pii.recognisers.shapes import compacted

_TAKEN = compile_pattern(r"<([A-Z][A-Z_]{1,24})_([0-9]{1,4})>")


_MOST_COMPARED = 200
"""With more names than any mail has, variants are no longer compared: the work stays linear."""


class Numbering:
    """Gives each distinct value its placeholder: the same person, address or number has the same one.

    Args:
        label: the word of a placeholder for a kind; by default the kind in capitals.
        taken: texts whose placeholders were given before and are not given again.
    """

    def __init__(self, label: Callable[[str], str] = str.upper, taken: Iterable[str] = ()) -> None:
        self._label = label
        self._given: dict[tuple[str, str], str] = {}
        self._people: list[tuple[tuple[str, ...], str]] = []
        self._last: dict[str, int] = {}
        for text in taken:
            for match in _TAKEN.finditer(text):
                self._last[match.group(1)] = max(self._last.get(match.group(1), 0), int(match.group(2)))

    def placeholder(self, entity: Entity) -> str:
        """The placeholder of an entity, such as ``<PERSON_1>``."""
        if entity.kind == "person":
            return self._of_person(entity.text)
        key = (entity.kind, _value(entity))
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
        label = self._label(kind)
        self._last[label] = self._last.get(label, 0) + 1
        return f"<{label}_{self._last[label]}>"


def _value(entity: Entity) -> str:
    """What makes two spellings the same value."""
    if entity.kind == "email":
        return plain_address(entity.text)
    if entity.kind == "phone":
        return significant_digits(entity.text) or fold(entity.text)
    return compacted(fold(entity.text))


class NumberOperator(Operator):
    """Presidio operator that replaces a value by its numbered placeholder.

    It takes one parameter, ``numbering``: the `Numbering` of the request.
    """

    def operate(self, text: str, params: dict[str, object] | None = None) -> str:
        """The placeholder of a value."""
        kind = str((params or {})["entity_type"]).lower()
        numbering = cast(Numbering, (params or {})["numbering"])
        return numbering.placeholder(Entity(kind, 0, len(text), 1.0, text))

    def validate(self, params: dict[str, object] | None = None) -> None:
        """Refuse to run without a numbering.

        Raises:
            InvalidParamError: the parameter is missing.
        """
        if not isinstance((params or {}).get("numbering"), Numbering):
            raise InvalidParamError("the number operator needs a Numbering as its parameter `numbering`")

    def operator_name(self) -> str:
        """How operator configurations call it."""
        return "number"

    def operator_type(self) -> OperatorType:
        """It anonymises."""
        return OperatorType.Anonymize


def redact(text: str, entities: Sequence[Entity], numbering: Numbering | None = None) -> str:
    """The text with each entity replaced by its placeholder; adjacent entities stay separate.

    Args:
        text: what the entities were found in.
        entities: as `Detector.detect` gives them, without overlaps.
        numbering: to share numbers between several texts.
    """
    numbers = numbering or Numbering(taken=[text])
    ordered = sorted(entities, key=lambda one: one.start)
    for entity in ordered:  # Presidio replaces from the end; numbers follow the reading order
        numbers.placeholder(entity)
    results = [
        RecognizerResult(entity_type=one.kind.upper(), start=one.start, end=one.end, score=one.score) for one in ordered
    ]
    engine = AnonymizerEngine()
    engine.add_anonymizer(NumberOperator)
    operators = {"DEFAULT": OperatorConfig("number", {"numbering": numbers})}
    return engine.anonymize(text, results, operators, merge_entities_with_spaces=False).text
