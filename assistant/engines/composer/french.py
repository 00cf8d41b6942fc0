"""Read a French point: an infinitive, an order to the assistant, a sentence, or a noun phrase."""

from dataclasses import dataclass

from assistant.engines.composer.french_persons import to_reader, verb_for_vous
from assistant.engines.composer.library import VerbRow, grammar
from assistant.engines.composer.nouns import elides, gender, has_determiner, indefinite, noun_phrase
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
    words,
)
from assistant.engines.request import Tone

_OBJECTS = frozenset({"lui", "leur", "la", "le", "les", "l'", "vous"})
_SUBJECTS = frozenset(
    {
        "je",
        "j'",
        "nous",
        "vous",
        "on",
        "ils",
        "elles",
        "c'",
        "ce",
        "cela",
        "ça",
        "il",
        "elle",
        "voici",
        "merci",
        "bonjour",
        "félicitations",
    }
)
_IMPERSONAL = frozenset(
    {"faut", "faudra", "faudrait", "y", "suffit", "reste", "semble", "convient", "s'", "existe", "s'agit"}
)
_IMPERSONAL_AFTER_EST = frozenset(
    {
        "possible",
        "important",
        "prévu",
        "temps",
        "nécessaire",
        "convenu",
        "utile",
        "préférable",
        "inutile",
        "vrai",
        "clair",
        "encore",
        "bien",
        "à",
    }
)
_CLIENT = frozenset({"client", "cliente", "prospect", "prospecte", "interlocuteur", "interlocutrice", "contact"})
_CIVILITIES = frozenset({"m", "mme", "mr", "monsieur", "madame", "mlle"})
_RELATIVES = frozenset({"qui", "que", "qu'", "dont", "où"})
_LINKS = frozenset({"et", "puis", "ensuite", "ainsi"})


@dataclass(frozen=True, slots=True)
class FrenchReader:
    """Turns points into sentences that say "vous" to the reader.

    Attributes:
        names: the words by which a point may name the reader.
        own_name: the sender's name, who speaks as "je".
        tone: how the sentences sound.
    """

    names: frozenset[str]
    own_name: str
    tone: Tone

    def read(self, clause: str) -> list[Point]:
        """The points that one clause holds, in order."""
        text = self._written_out(clause)
        if is_direction(text, grammar("fr")):
            return [Point(text, "direction")]
        tokens = words(text)
        if self._verb_at(tokens) is None:
            return [self._not_a_verb(text, tokens)]
        return [self._verb_phrase(part) for part in self._split(tokens)]

    def as_proposal(self, point: Point) -> Point:
        """A bare date or meeting, in a mail that asks for an appointment: "jeudi à 14 h", "appel mardi"."""
        first = bare(point.text.split(" ", 1)[0])
        if point.act != "topic" or first not in grammar("fr").meetings + grammar("fr").days:
            return point
        return self.read(f"proposer {'de nous parler ' if first in grammar('fr').days else ''}{point.text}")[0]

    def _written_out(self, clause: str) -> str:
        known = grammar("fr").abbreviations
        return " ".join(known.get(word.casefold(), word) for word in clause.split(" "))

    def _split(self, tokens: list[str]) -> list[list[str]]:
        """Cut at "et", "puis" or a comma when another verb in the infinitive follows."""
        parts: list[list[str]] = [[]]
        place = 0
        governed = False
        while place < len(tokens):
            word = bare(tokens[place])
            ahead = place + 1 if word in _LINKS or tokens[place].endswith((",", ";")) else 0
            while ahead and ahead < len(tokens) and bare(tokens[ahead]) in _LINKS:
                ahead += 1
            starts = bool(ahead) and ahead < len(tokens) and self._verb_at(tokens[ahead:]) is not None
            if starts and parts[-1] and not governed:
                if word not in _LINKS:
                    parts[-1].append(tokens[place].rstrip(",;"))
                parts.append([])
                place = ahead
                continue
            governed = governed or word in _RELATIVES | {"si"}
            parts[-1].append(tokens[place])
            place += 1
        return [part for part in parts if part]

    def _verb_at(self, tokens: list[str]) -> tuple[str, int] | None:
        """The infinitive that a clause starts with and the place after it, orders read as infinitives."""
        place = 0
        while place < len(tokens) - 1 and (
            bare(tokens[place]) in _OBJECTS or tokens[place].casefold() in ("s'", "se", "m'", "me")
        ):
            place += 1
        word = bare(tokens[place])
        reflexive = place > 0 and tokens[place - 1].casefold() in ("s'", "m'", "se", "me")
        if _is_infinitive(word):
            return (f"s'{word}" if reflexive and elides(word) else f"se {word}" if reflexive else word), place + 1
        order = _order(word, [bare(token) for token in tokens[place + 1 : place + 2]]) if place == 0 else None
        return (order, place + 1) if order else None

    def _verb_phrase(self, tokens: list[str]) -> Point:
        found = self._verb_at(tokens)
        if found is None:
            return self._not_a_verb(glue(tokens), tokens)
        verb, after = found
        pronoun = bare(tokens[0]) if after > 1 else ""
        rest, named = self._without_reader(tokens[after:])
        if is_order_to_tell(verb, rest, "fr"):
            return Point(glue(to_reader(rest)).rstrip(" ?."), "tell")
        row = row_for(verb, rest, grammar("fr").verbs)
        if row is None:
            return self._generic(verb, rest, pronoun, named or "-" in bare(tokens[after - 1]))
        if row.person and not named and not pronoun and self._third_person(rest):
            return self._about_somebody_else(tokens[after - 1 :])
        return Point(self._filled(row, rest), row.act)

    def _filled(self, row: VerbRow, rest: list[str]) -> str:
        kept = to_reader(after_marker(rest, row))
        text = glue(kept).rstrip(" ?.")
        if row.act == "propose" and kept and bare(kept[0]) in grammar("fr").days:
            text = f"un rendez-vous {text}"
        elif row.article == "un":
            text = indefinite(text)
        elif row.article == "le" and text:
            text = self._with_article(text)
        template = row.template(self.tone)
        if not text:
            return sentence(template.partition(" {rest}")[0].partition(" au sujet {du_rest}")[0])
        return sentence(_join(template.replace("{du_rest}", noun_phrase(text).after_de), text))

    def _with_article(self, text: str) -> str:
        for preposition in ("pour ", "sur ", "par "):
            if text.startswith(preposition):
                return preposition + noun_phrase(text.removeprefix(preposition)).definite
        return noun_phrase(text).definite

    def _generic(self, verb: str, rest: list[str], pronoun: str, named: bool) -> Point:
        """Any other infinitive: "Je souhaite vous montrer le tableau de bord"."""
        reflexive = verb.startswith(("s'", "se "))
        infinitive = verb.removeprefix("se ").removeprefix("s'") if reflexive else verb
        if reflexive:
            infinitive = ("m'" if elides(infinitive) else "me ") + infinitive
        object_ = "vous " if pronoun in _OBJECTS or named else ""
        text = glue([*words(f"{object_}{infinitive}"), *to_reader(rest)])
        return Point(sentence(f"{grammar('fr').generic[self.tone.value]} {text}"), "inform")

    def _about_somebody_else(self, tokens: list[str]) -> Point:
        """ "Remercier Paul pour son aide": Paul's help, so nothing becomes "vous"."""
        return Point(
            sentence(f"{grammar('fr').generic[self.tone.value]} {glue([bare(tokens[0]), *tokens[1:]])}"), "inform"
        )

    def _without_reader(self, rest: list[str]) -> tuple[list[str], bool]:
        """The words after the verb without "à Claire", "Mme Martin", "le client", which "vous" stands for."""
        place = 0
        low = [bare(token) for token in rest]
        if place < len(low) and low[place] in ("à", "au", "à la", "le", "la"):
            place += 1
            if place < len(low) and low[place] == "la":
                place += 1
        start = place
        while place < len(low) and (low[place] in _CIVILITIES or low[place] in self.names):
            place += 1
        if place > start and low[place - 1] not in _CIVILITIES:
            return rest[place:], True
        if start > 0 and start < len(low) and low[start] in _CLIENT:
            return rest[start + 1 :], True
        return rest, False

    def _third_person(self, rest: list[str]) -> bool:
        """Whether a verb such as "remercier" has somebody else as its object: "remercier Paul"."""
        if not rest:
            return False
        first = rest[0]
        return bare(first) not in (
            "pour",
            "de",
            "d'",
            "du",
            "des",
            "à",
            "au",
            "aux",
            "que",
            "qu'",
            "si",
            "sur",
            "par",
            "chez",
            "dans",
        )

    def _not_a_verb(self, text: str, tokens: list[str]) -> Point:
        first = bare(tokens[0]) if tokens else ""
        if first in ("que", "qu'"):
            return Point(sentence(glue(to_reader(tokens)[1:])), "inform")
        if first in ("si", "s'") and len(tokens) > 2 and "," not in text:
            return Point(sentence(f"J'aimerais savoir {glue(to_reader(tokens))}"), "ask")
        addressed = self._subject_as_vous(tokens)
        if addressed:
            return Point(sentence(addressed), "inform")
        words_of = grammar("fr")
        act = act_of(text, words_of)
        to_reader_directly = first.endswith(("-nous", "-moi", "-vous", "-le-nous", "-le-moi"))
        ends = text.endswith((".", "!", "…")) and len(tokens) > 3
        if (
            act != "inform"
            or to_reader_directly
            or ends
            or first in _SUBJECTS
            or has_finite_verb(tokens, words_of, _RELATIVES)
        ):
            return Point(sentence(text), "ask" if to_reader_directly else act)
        return Point(text.rstrip(" .,;:"), "topic")

    def _subject_as_vous(self, tokens: list[str]) -> str | None:
        """ "Elle a demandé un devis", "La cliente souhaite une démo": said to her, with "vous"."""
        low = [bare(token) for token in tokens]
        after = 0
        if low[:1] in (["il"], ["elle"]) and len(low) > 1:
            impersonal = low[1] in _IMPERSONAL or (
                low[1] in ("est", "serait", "sera") and low[2:3] and low[2] in _IMPERSONAL_AFTER_EST
            )
            after = 0 if impersonal else 1
        elif low[:1] in (["le"], ["la"]) and low[1:2] and low[1] in _CLIENT:
            after = 2
        else:
            while after < len(low) and (low[after] in _CIVILITIES or low[after] in self.names):
                after += 1
            if after and low[after - 1] in _CIVILITIES:
                after = 0
        if not after or after >= len(tokens):
            return None
        return verb_for_vous(tokens[after:])


def _is_infinitive(word: str) -> bool:
    lists = grammar("fr")
    if word in lists.more_verbs or any(row.verb.removeprefix("s'").removeprefix("se ") == word for row in lists.verbs):
        return True
    return word.endswith("er") and len(word) > 4 and word not in lists.not_verbs and not gender(word)


def _order(word: str, following: list[str]) -> str | None:
    """The infinitive of an order: "propose-lui", "remerciez-la", "rappelle que"; None for anything else."""
    verb, _, pronoun = word.partition("-")
    irregular = {
        "dis": "dire",
        "dites": "dire",
        "excuse": "s'excuser",
        "excusez": "s'excuser",
        "fais": "faire",
        "faites": "faire",
    }
    if pronoun not in ("", "lui", "leur", "la", "le", "les", "toi", "vous"):
        return None
    marked = bool(pronoun) or (bool(following) and following[0] in ("que", "qu'", "si", "lui"))
    if verb in irregular and marked:
        return irregular[verb]
    known = {row.verb for row in grammar("fr").verbs}
    candidates: list[str] = []
    if verb.endswith("ez"):
        candidates = [verb[:-2] + "er"]
    elif verb.endswith("e") and marked:
        candidates = [verb + "r", verb.replace("elle", "el") + "r", verb.replace("oie", "oy") + "er"]
    return next((one for one in candidates if one in known), None)


def _join(template: str, rest: str) -> str:
    """Put the rest in, with elision where the template ends in que or de: "que il" never stands."""
    before, _, after = template.partition("{rest}")
    for word in ("que ", "de "):
        if before.endswith(word) and elides(rest) and not has_determiner(rest, "fr"):
            before = before[:-2] + "'"
    return before + (rest if "{rest}" in template else "") + after
