"""Fill approved sentences, and choose among those that may be said."""

from collections.abc import Collection, Iterable, Mapping
from hashlib import blake2b

from assistant.engines.composer.library import Sentence
from guardrails.patterns import compile_pattern

_VARIABLE = compile_pattern(r"\{(\w+)\}")
_OPTIONAL = compile_pattern(r"\[\[([^\]]*)\]\]")
_AGREEMENT = compile_pattern(r"\[([^\]|]*)\|([^\]|]*)\]")
_GENERAL = ("content", "own_ask", "after", "named")
_MARKS = '.,;:!?…«»"“”()'


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
    return {found.group(1) for found in _VARIABLE.finditer(_OPTIONAL.sub("", template))}


def _known(template: str, values: Mapping[str, str]) -> bool:
    return all(values.get(found.group(1)) for found in _VARIABLE.finditer(template))


def stutters(text: str) -> bool:
    """Whether a long word occurs twice, as in "le renouvellement du renouvellement"."""
    words = [word.strip(_MARKS).rpartition("'")[2] for word in text.casefold().split()]
    words = [word for word in words if len(word) >= 6]
    return len(words) != len(set(words))


def draw(slot: str, variation: int, count: int) -> int:
    """An index below `count` that only the slot and the variation decide.

    The opening moves on with each variation, so that the next one differs; the other slots are drawn
    independently of it, so that the same wordings do not always meet.
    """
    if slot == "opening":
        return variation % count
    digest = blake2b(f"{slot}:{variation}".encode(), digest_size=8).digest()
    return int.from_bytes(digest) % count


def choose(
    sentences: Iterable[Sentence],
    values: Mapping[str, str],
    flags: Collection[str],
    slot: str,
    variation: int,
    so_far: str = "",
    before: str = "",
) -> Sentence | None:
    """One of the sentences that may be said, or None if there is none.

    The most specific come first (those that need the most variables and flags), and among them those that
    start otherwise than the sentence before and echo least what the mail says so far.
    """
    eligible: list[tuple[int, bool, int, Sentence]] = []
    for sentence in sentences:
        text = fill(sentence.say, values)
        if (
            text is None
            or (not slot.startswith("fact.") and stutters(text))
            or any(flag in flags for flag in sentence.unless)
        ):
            continue
        if all(flag in flags for flag in sentence.needs):
            eligible.append((-_specific(sentence), _start(text) == _start(before), echoes(text, so_far), sentence))
    if not eligible:
        return None
    first = min(one[:3] for one in eligible)
    options = [one[3] for one in eligible if one[:3] == first]
    return options[draw(slot, variation, len(options))]


def last_sentence(text: str) -> str:
    """The last sentence of a text."""
    flat = text.strip().rstrip(".?!…")
    return flat[max(flat.rfind(mark) for mark in (". ", "? ", "! ", "… ", "\n")) + 1 :].strip()


def _start(text: str) -> str:
    """The first word of a sentence."""
    return text.casefold().replace("'", " ").split(" ", 1)[0].strip(_MARKS)


def _specific(sentence: Sentence) -> int:
    """How much of the request a sentence needs; who writes does not make it more specific."""
    variables = [name for name in needed(sentence.say) if not name.startswith("own_")]
    return len(variables) + len([flag for flag in sentence.needs if flag not in _GENERAL])


def echoes(text: str, so_far: str) -> int:
    """How many runs of three words a sentence shares with the mail so far."""
    before = _triples(so_far)
    return len(_triples(text) & before) if before else 0


def _triples(text: str) -> set[tuple[str, str, str]]:
    words = [word.strip(_MARKS) for word in text.casefold().split()]
    return set(zip(words, words[1:], words[2:], strict=False))
