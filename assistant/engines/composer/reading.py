"""What reading a point needs in either language: tokens, verb rows, the shape of a clause."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engines.composer.library import Act, Grammar, VerbRow
from assistant.engines.composer.typography import capitalise, full_stop


@dataclass(frozen=True, slots=True)
class Point:
    """One thing to say: a whole sentence, or for the act ``topic`` a noun phrase."""

    text: str
    act: Act


def words(text: str) -> list[str]:
    """Tokens, with elided words apart: "l'appeler demain" gives l', appeler, demain."""
    tokens: list[str] = []
    for chunk in text.split():
        while "'" in chunk[:-1]:
            head, _, tail = chunk.partition("'")
            if len(head) > 7 or not head.isalpha():
                break
            tokens.append(head + "'")
            chunk = tail
        tokens.append(chunk)
    return tokens


def glue(tokens: Sequence[str]) -> str:
    """Tokens back into text."""
    text = ""
    for token in tokens:
        text += token if not text or text.endswith("'") else f" {token}"
    return text


def bare(token: str) -> str:
    """A token in lower case, without the punctuation around it."""
    return token.casefold().strip('.,;:!?…()«»"“”')


def sentence(text: str) -> str:
    """Capital at the start, mark at the end."""
    return full_stop(capitalise(text))


def is_direction(text: str, words_of: Grammar) -> bool:
    """Whether a point tells the writer how to write rather than what to say."""
    low = text.casefold().strip(" .!")
    return low in words_of.style or any(low.startswith(start + " ") or low == start for start in words_of.directions)


def has_finite_verb(tokens: Sequence[str], words_of: Grammar, relatives: frozenset[str]) -> bool:
    """Whether a clause has a main verb: one that no relative word precedes."""
    finite = frozenset(words_of.finite)
    for place, token in enumerate(tokens):
        word = bare(token)
        if word in relatives:
            return False
        if word in finite and place > 0:
            return True
    return False


def act_of(text: str, words_of: Grammar, otherwise: Act = "inform") -> Act:
    """What a full sentence does, by how it starts."""
    low = text.casefold() + " "
    for act, starts in words_of.sentence_acts.items():
        if any(low.startswith(start if start.endswith("'") else start.rstrip() + " ") for start in starts):
            return act
    return "ask" if text.endswith("?") else otherwise


def row_for(verb: str, following: Sequence[str], rows: Sequence[VerbRow]) -> VerbRow | None:
    """The most specific row for a verb and the words after it."""
    fitting = [row for row in rows if row.verb == verb and (not row.next or _starts(following, row.next))]
    return max(fitting, key=lambda row: bool(row.next), default=None)


def _starts(following: Sequence[str], options: Sequence[str]) -> bool:
    text = " ".join(bare(token) for token in following[:4]) + " "
    return any(text.startswith(option + " ") for option in options)


def after_marker(following: Sequence[str], row: VerbRow) -> list[str]:
    """The words after the row's marker, if the row leaves it out."""
    if not row.strip:
        return list(following)
    text = " ".join(bare(token) for token in following[:4]) + " "
    longest = max((option for option in row.next if text.startswith(option + " ")), key=len)
    return list(following[len(longest.split(" ")) :])
