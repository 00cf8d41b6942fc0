"""Fill approved sentences, and choose among those that may be said."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from assistant.engines.composer.library import Sentence
from guardrails.patterns import compile_pattern

_VARIABLE = compile_pattern(r"\{(\w+)\}")
_OPTIONAL = compile_pattern(r"\[\[([^\]]*)\]\]")
_AGREEMENT = compile_pattern(r"\[([^\]|]*)\|([^\]|]*)\]")
_LONG_WORD = compile_pattern(r"\p{L}{6,}")


def fill(template: str, values: Mapping[str, str], plural: bool = False) -> str | None:
    """The sentence, or None if a variable outside its optional parts is unknown.

    Values go in once and are never read as templates, so braces in them stay as they are.
    ``[one|several]`` follows the number of the subject.
    """
    kept = _OPTIONAL.sub(lambda m: m.group(1) if _known(m.group(1), values) else "", template)
    if not _known(kept, values):
        return None
    agreed = _AGREEMENT.sub(lambda m: m.group(2 if plural else 1), kept)
    return _VARIABLE.sub(lambda m: values[m.group(1)], agreed)


def needed(template: str) -> set[str]:
    """The variables without which the sentence cannot be said."""
    return set(_VARIABLE.findall(_OPTIONAL.sub("", template)))


def _known(template: str, values: Mapping[str, str]) -> bool:
    return all(values.get(name) for name in _VARIABLE.findall(template))


def stutters(text: str) -> bool:
    """Whether a long word occurs twice, as in "le renouvellement du renouvellement"."""
    words = [word.casefold() for word in _LONG_WORD.findall(text)]
    return len(words) != len(set(words))


def draw(slot: str, variation: int, count: int) -> int:
    """An index below `count` that only the slot and the variation decide."""
    digest = blake2b(f"{slot}:{variation}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % count


def choose(
    sentences: Iterable[Sentence],
    values: Mapping[str, str],
    flags: Collection[str],
    slot: str,
    variation: int,
    said: Collection[str] = (),
) -> Sentence | None:
    """One of the sentences that may be said, among the most specific; None if there is none.

    Specific: needs the most variables and flags. The opening turns with each variation, so that the
    next variation always differs; other slots are drawn independently of it.
    """
    eligible: list[tuple[int, Sentence]] = []
    for sentence in sentences:
        text = fill(sentence.say, values)
        if text is None or text in said or stutters(text):
            continue
        if all(flag in flags for flag in sentence.needs) and not any(flag in flags for flag in sentence.unless):
            eligible.append((len(needed(sentence.say)) + len(sentence.needs), sentence))
    if not eligible:
        return None
    most = max(rank for rank, _ in eligible)
    options = [sentence for rank, sentence in eligible if rank == most]
    index = variation % len(options) if slot == "opening" else draw(slot, variation, len(options))
    return options[index]
