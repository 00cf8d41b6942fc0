"""Put something else in the place of personal data, through Presidio's anonymizer."""

from collections.abc import Mapping, Sequence
from typing import cast

from presidio_anonymizer import AnonymizerEngine
from presidio_anonymizer.entities import OperatorConfig, RecognizerResult

from guardrails.draft import Language
from guardrails.patterns import compile_pattern
from guardrails.pii.detect import Entity, settle
from guardrails.pii.numbering import Numbering
from guardrails.pii.operators import OPERATORS, RedactionFailed, keyed_hash, mask, number, parameters, reword

__all__ = ["Numbering", "RedactionFailed", "keyed_hash", "mask", "number", "redact", "reword"]

_BREAK = compile_pattern(r"[.!?…][\"'»”)]* +|\n")
_DEFAULT = "default"


def redact(
    text: str,
    entities: Sequence[Entity],
    operators: Mapping[str, OperatorConfig] | None = None,
    *,
    numbering: Numbering | None = None,
    language: Language = "en",
) -> str:
    """The text with something else in the place of each entity; adjacent entities stay separate.

    Args:
        text: what the entities were found in.
        entities: as `Detector.detect` gives them.
        operators: by kind, with ``default`` for the others; numbered placeholders if nothing is said.
        numbering: to share numbers between several texts.
        language: of who reads the placeholders.

    Raises:
        RedactionFailed: a rewording failed or gave personal data back.
    """
    chosen = {_DEFAULT: number(), **(operators or {})}
    ordered = settle(entities)
    numbers = numbering or Numbering(taken=[text], language=language)
    engine = AnonymizerEngine()
    for operator in OPERATORS:
        engine.add_anonymizer(operator)
    configured: dict[str, OperatorConfig] = {}
    for kind in dict.fromkeys(one.kind for one in ordered):
        configured[kind.upper()] = _complete(chosen.get(kind, chosen[_DEFAULT]), kind, text, ordered, numbers, language)
    for entity in ordered:  # Presidio replaces from the end; numbers follow the reading order
        config = configured[entity.kind.upper()]
        if config.operator_name == "number":
            cast(Numbering, parameters(config)["numbering"]).placeholder(entity)
    results = [
        RecognizerResult(entity_type=one.kind.upper(), start=one.start, end=one.end, score=one.score) for one in ordered
    ]
    return engine.anonymize(text, results, configured, merge_entities_with_spaces=False).text


def _complete(
    config: OperatorConfig,
    kind: str,
    text: str,
    entities: Sequence[Entity],
    numbering: Numbering,
    language: Language,
) -> OperatorConfig:
    """An operator with what it needs to know of the request; Presidio's own are left as they are."""
    if config.operator_name == "number":
        return OperatorConfig("number", {"numbering": parameters(config).get("numbering") or numbering})
    if config.operator_name == "keyed_hash":
        return OperatorConfig("keyed_hash", {**parameters(config), "language": language})
    if config.operator_name == "reword":
        # Presidio calls an operator with the value alone, from the last to the first: the sentences wait in order.
        sentences = [_sentence(text, one) for one in entities if one.kind == kind]
        return OperatorConfig("reword", {**parameters(config), "sentences": sentences, "entities": entities})
    return config


def _sentence(text: str, entity: Entity) -> str:
    """The sentence or the line that an entity stands in."""
    start = max((match.end() for match in _BREAK.finditer(text[: entity.start])), default=0)
    after = _BREAK.search(text[entity.end :])
    return text[start : entity.end + after.end() if after else len(text)].strip()
