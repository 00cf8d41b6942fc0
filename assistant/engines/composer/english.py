"""Read an English point: an order to the assistant, a sentence, or a noun phrase."""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engines.composer.library import VerbRow, grammar
from assistant.engines.composer.nouns import has_determiner
from assistant.engines.composer.orders import is_order_to_tell
from assistant.engines.composer.reading import (
    Point,
    act_of,
    after_marker,
    bare,
    glue,
    has_finite_verb,
    is_direction,
    row_for,
    sentence,
)
from assistant.engines.request import Tone

_SUBJECTS = frozenset(
    {
        "i",
        "i'm",
        "i'll",
        "i've",
        "we",
        "we're",
        "we'll",
        "we've",
        "you",
        "you're",
        "it",
        "it's",
        "they",
        "there",
        "here",
        "this",
        "these",
        "thanks",
        "please",
        "congratulations",
    }
)
_OBJECTS = frozenset({"him", "her", "them", "you"})
_CLIENT = frozenset({"client", "customer", "prospect", "lead", "contact"})
_CIVILITIES = frozenset({"mr", "ms", "mrs", "mx", "dr", "miss"})
_RELATIVES = frozenset({"who", "which", "that", "whom", "whose", "where"})
_LINKS = frozenset({"and", "then"})
_ITS_OWN = frozenset({"and", "or", "with"})
_AGREEMENT = {
    "has": "have", "is": "are", "was": "were", "does": "do", "doesn't": "don't", "isn't": "aren't", "hasn't": "haven't",
    "wasn't": "weren't", "goes": "go", "wishes": "wish",
}  # fmt: skip
_MODALS = {"can", "could", "will", "would", "should", "may", "might", "must", "had", "did"}
_UNCHANGED = frozenset(_MODALS | {"cannot", "can't", "couldn't", "won't", "wouldn't", "didn't"})


@dataclass(frozen=True, slots=True)
class EnglishReader:
    """Turns points into sentences that say "you" to the reader.

    Attributes:
        names: the words by which a point may name the reader.
        own_name: the sender's name, who speaks as "I".
        tone: how the sentences sound.
    """

    names: frozenset[str]
    own_name: str
    tone: Tone

    def read(self, clause: str) -> list[Point]:
        """The points that one clause holds, in order."""
        known = grammar("en").abbreviations
        text = " ".join(known.get(word.casefold(), word) for word in clause.split(" "))
        if is_direction(text, grammar("en")):
            return [Point(text, "direction")]
        tokens = _without_opening(text.split(" "))
        if text.casefold().startswith("please ") and text.endswith((".", "?", "!")):
            return [Point(sentence(text), "ask")]
        if not self._starts_with_verb(tokens):
            return [self._not_a_verb(text, tokens)]
        return [self._verb_phrase(part) for part in self._split(tokens)]

    def as_proposal(self, point: Point) -> Point:
        """A bare date or meeting, in a mail that asks for an appointment: "Thursday at 2 pm", "call on Tuesday"."""
        first = bare(point.text.split(" ", 1)[0])
        if point.act != "topic" or first not in grammar("en").meetings + grammar("en").days:
            return point
        return self.read(f"suggest {point.text}")[0]

    def _starts_with_verb(self, tokens: Sequence[str]) -> bool:
        if not tokens:
            return False
        first = bare(tokens[0])
        words = grammar("en")
        if first not in words.more_verbs and not any(row.verb == first for row in words.verbs):
            return False
        return first not in words.nouns or (len(tokens) > 1 and self._governs(bare(tokens[1])))

    def _governs(self, following: str) -> bool:
        """Whether a word after a word such as "offer" or "quote" shows that it is a verb there."""
        return (
            following in _OBJECTS
            or following in self.names
            or has_determiner(following, "en")
            or following in ("that", "to", "if", "whether")
        )

    def _split(self, tokens: list[str]) -> list[list[str]]:
        """Cut at "and", "then" or a comma when another order follows."""
        parts: list[list[str]] = [[]]
        place = 0
        while place < len(tokens):
            link = bare(tokens[place]) in _LINKS
            comma = tokens[place].endswith((",", ";"))
            ahead = place + 1
            while (link or comma) and ahead < len(tokens) and bare(tokens[ahead]) in _LINKS:
                ahead += 1
            if (
                (link or comma)
                and parts[-1]
                and ahead < len(tokens)
                and self._starts_with_verb(tokens[ahead:])
                and not _clause(parts[-1])
            ):
                if comma:
                    parts[-1].append(tokens[place].rstrip(",;"))
                parts.append([])
                place = ahead
                continue
            parts[-1].append(tokens[place])
            place += 1
        return [part for part in parts if part]

    def _verb_phrase(self, tokens: list[str]) -> Point:
        verb = bare(tokens[0])
        rest, named = self._without_reader(tokens[1:])
        if is_order_to_tell(verb, rest, "en"):
            return Point(glue(to_reader(rest, self.names)).rstrip(" ?."), "tell")
        row = row_for(verb, rest, grammar("en").verbs)
        if row and row.person and not named and _somebody_else(rest):
            return Point(sentence(f"{grammar('en').generic[self.tone.value]} {glue([verb, *rest])}"), "inform")
        if row is None:
            text = glue([verb, *(["you"] if named else []), *to_reader(rest, self.names)])
            return Point(sentence(f"{grammar('en').generic[self.tone.value]} {text}"), "inform")
        return Point(self._filled(row, rest), row.act)

    def _filled(self, row: VerbRow, rest: list[str]) -> str:
        text = glue(to_reader(after_marker(rest, row), self.names)).rstrip(" ?.")
        if row.act == "propose" and text and bare(text.split(" ", 1)[0]) in grammar("en").days:
            text = f"a meeting {'' if bare(text.split(' ', 1)[0]) == 'tomorrow' else 'on '}{text}"
        template = row.template(self.tone)
        if not text:
            return sentence(template.replace(" {rest}", "").replace("{rest}", ""))
        if row.article and text.split(" ", 1)[0].casefold() in grammar("en").nouns:
            article = "the" if row.article == "le" else "an" if text[0].casefold() in "aeiou" else "a"
            text = f"{article} {text}"
        return sentence(template.replace("{rest}", text))

    def _without_reader(self, rest: list[str]) -> tuple[list[str], bool]:
        """The words after the verb without "her", "Ms Carter", "the customer", which "you" stands for."""
        low = [bare(token) for token in rest]
        start = 1 if low[:1] == ["to"] and len(low) > 1 and (low[1] in _OBJECTS or low[1] in self.names) else 0
        if low[start : start + 1] and low[start] in _OBJECTS and not _possessive(low, start):
            return rest[start + 1 :], True
        place = start
        while place < len(low) and (low[place] in _CIVILITIES or low[place] in self.names):
            place += 1
        if place > start and low[place - 1] not in _CIVILITIES:
            return rest[place:], True
        if low[:1] == ["the"] and low[1:2] and low[1] in _CLIENT:
            return rest[2:], True
        return rest, False

    def _not_a_verb(self, text: str, tokens: list[str]) -> Point:
        first = bare(tokens[0]) if tokens else ""
        if first in ("that", "whether", "if") and len(tokens) > 2:
            converted = glue(to_reader(tokens, self.names))
            if first == "that":
                return Point(sentence(converted.split(" ", 1)[1]), "inform")
            return Point(sentence(f"I would like to know {converted}"), "ask")
        about_reader = self._subject_as_you(tokens)
        if about_reader:
            return Point(sentence(about_reader), "inform")
        words_of = grammar("en")
        act = act_of(text, words_of)
        ends = text.endswith((".", "!", "…")) and len(tokens) > 3
        if act != "inform" or ends or first in _SUBJECTS or has_finite_verb(tokens, words_of, _RELATIVES):
            return Point(sentence(text), act)
        return Point(text.rstrip(" .,;:"), "topic")

    def _subject_as_you(self, tokens: list[str]) -> str | None:
        """ "She asked for a demo", "The customer wants a call": said to her, with "you"."""
        low = [bare(token) for token in tokens]
        if low[:1] in (["she"], ["he"]):
            after = 1
        elif low[:1] == ["the"] and low[1:2] and low[1] in _CLIENT:
            after = 2
        else:
            after = self._length_of_name(low)
        if not after or after >= len(tokens) or not _is_finite(low[after]):
            return None
        return glue(["You", agree(tokens[after]), *to_reader(tokens[after + 1 :], self.names)])

    def _length_of_name(self, low: Sequence[str]) -> int:
        """How many words at the start name the reader: "Ms Carter wants …"; a civility alone is no name."""
        count = 0
        while count < len(low) and (low[count] in _CIVILITIES or low[count] in self.names):
            count += 1
        return 0 if count and low[count - 1] in _CIVILITIES else count


def _is_finite(word: str) -> bool:
    return word in _AGREEMENT or word in _UNCHANGED or word in grammar("en").finite or word.endswith(("s", "ed"))


def to_reader(tokens: Sequence[str], names: frozenset[str] = frozenset()) -> list[str]:
    """The words with the reader as "you"; "the products and their prices" stays as it is."""
    result: list[str] = []
    low = [bare(token) for token in tokens]
    place = 0
    while place < len(tokens):
        previous = low[place - 1] if place else ""
        token, word = tokens[place], low[place]
        if word in ("she", "he"):
            result.append(_as(token, "you"))
            if place + 1 < len(tokens):
                result.append(agree(tokens[place + 1]))
                place += 1
        elif word in ("his", "their") or (word == "her" and _possessive(low, place)):
            result.append(token if previous in _ITS_OWN else _as(token, "your"))
        elif word in ("her", "him"):
            result.append(_as(token, "you"))
        elif word in ("himself", "herself"):
            result.append(_as(token, "yourself"))
        else:
            result.append(token)
        place += 1
    return result


def agree(token: str) -> str:
    """A verb in the third person as "you" takes it: has becomes have, wants becomes want, asked stays."""
    word = bare(token)
    if word in _UNCHANGED or word.endswith(("ed", "ss")):
        return token
    if word in _AGREEMENT:
        return _as(token, _AGREEMENT[word])
    if word.endswith("ies") and len(word) > 4:
        return _as(token, word[:-3] + "y")
    if word.endswith(("shes", "ches", "xes", "sses")):
        return _as(token, word[:-2])
    return _as(token, word[:-1]) if word.endswith("s") and len(word) > 3 else token


def _possessive(low: Sequence[str], place: int) -> bool:
    """Whether "her" is followed by a noun."""
    return low[place] == "her" and place + 1 < len(low) and low[place + 1] not in grammar("en").after_object


def _clause(part: Sequence[str]) -> bool:
    """Whether the words so far hold a clause of their own, whose "and" must not be cut."""
    return any(bare(token) in ("if", "whether", "that", "who", "which") for token in part)


def _somebody_else(rest: Sequence[str]) -> bool:
    return bool(rest) and bare(rest[0]) not in ("for", "to", "on", "about", "of", "that", "whether", "if")


def _without_opening(tokens: list[str]) -> list[str]:
    """The words without "to" or "please" before an order."""
    return tokens[1:] if len(tokens) > 1 and bare(tokens[0]) in ("to", "please") else tokens


def _as(token: str, word: str) -> str:
    """The new word with the punctuation of the old one."""
    tail = token[len(token.rstrip(".,;:!?…)")) :]
    return word + tail
