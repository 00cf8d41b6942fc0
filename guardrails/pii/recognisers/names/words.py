"""The words of a text as parts of names: which can belong to one, how far a name reaches."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from guardrails.draft import Language
from guardrails.pii.lexicon import Lexicon
from guardrails.pii.model import Tagged
from guardrails.pii.reading import Reading, Word

Run = tuple[int, int, float]
"""Index of the first word, index after the last, confidence."""

PARTICLES = frozenset({
    "de", "du", "des", "d", "la", "le", "les", "da", "das", "do", "dos", "di", "del", "della", "dello", "den", "der",
    "van", "von", "vom", "zu", "zur", "ten", "ter", "el", "al", "bin", "ben", "bint", "ibn", "abou", "abu", "ould",
    "ait", "o", "mac", "mc", "st", "san", "y", "e", "t", "los", "las", "ap", "ab", "ferch", "ni", "nic", "af", "lo",
})  # fmt: skip
_LEADING = frozenset({
    "de", "du", "des", "d", "da", "di", "del", "della", "van", "von", "der", "den", "el", "al", "bin", "ben", "ibn",
    "le", "la", "ould", "ait", "st", "las", "los", "lo",
})  # fmt: skip
CIVILITIES = frozenset({
    "monsieur", "madame", "mademoiselle", "messieurs", "mesdames", "m", "mm", "mr", "mme", "mlle", "mrs", "ms",
    "miss", "mister", "mx", "dr", "docteur", "doctor", "pr", "prof", "professor", "professeur", "maitre", "me", "sir",
    "dame", "lord", "lady", "veuve",
})  # fmt: skip
VERBS = frozenset({
    "est", "a", "sera", "etait", "avait", "souhaite", "veut", "demande", "aimerait", "attend", "confirme", "propose",
    "va", "vient", "travaille", "habite", "pense", "prefere", "remplace", "rejoint", "quitte", "is", "was", "has",
    "had", "will", "wants", "asked", "asks", "would", "said", "says", "called", "works", "lives", "thinks", "prefers",
    "joins", "left", "confirmed", "needs", "likes",
})  # fmt: skip
"""What people do, after a name that opens a sentence."""
PERSONAL_VERBS = frozenset({
    "accepte", "adore", "agreed", "agrees", "aime", "arrive", "arrivera", "began", "came", "comes", "craint", "croit",
    "deteste", "doesn", "doesn't", "dort", "drives", "eats", "espere", "fait", "feels", "fete", "goes", "hated",
    "hates", "hesite", "hopes", "isn't", "knew", "knows", "leads", "lives", "loved", "loves", "mange", "objects",
    "part", "passe", "passera", "phoned", "pleure", "popped", "rang", "rappelle", "rappellera", "refuse", "refuses",
    "repond", "repondra", "reported", "reviendra", "revient", "rit", "shouted", "sleeps", "started", "thinks",
    "thought", "viendra", "went", "won't", "wrote",
})  # fmt: skip
"""What only people do, no company."""
_MONTHS = frozenset({
    "jan", "janv", "feb", "fev", "mar", "mars", "apr", "avr", "april", "avril", "may", "mai", "jun", "june", "juin",
    "jul", "july", "juil", "aug", "august", "aout", "sep", "sept", "oct", "nov", "dec",
})  # fmt: skip
_LOWER_OR_DIGIT = frozenset("abcdefghijklmnopqrstuvwxyz0123456789")
_LONGEST_NAME = 5
_SHORTEST_IN_CAPITALS = 4
"""Shorter words in capitals are abbreviations more often than names."""


class NameWords:
    """Words of a reading with what the lexicon says of them."""

    def __init__(self, reading: Reading, lexicon: Lexicon, language: Language) -> None:
        self.reading = reading
        self.lexicon = lexicon
        self.language: Language = language
        self.words: tuple[Word, ...] = reading.words
        self._starts = [word.start for word in self.words]
        self._given = [lexicon.is_given(word.folded) for word in self.words]
        self.people = [0.0] * len(self.words)

    def __len__(self) -> int:
        return len(self.words)

    def first_from(self, offset: int) -> int:
        """Index of the first word that starts at or after an offset."""
        return bisect_left(self._starts, offset)

    def gap(self, index: int) -> str:
        """What stands between a word and the next one."""
        end = self.words[index].end
        after = self.words[index + 1].start if index + 1 < len(self.words) else len(self.reading.plain)
        return self.reading.plain[end:after]

    def gap_before(self, index: int) -> str:
        """What stands between a word and the one before it."""
        return self.gap(index - 1) if index else self.reading.plain[: self.words[0].start]

    def is_given(self, index: int) -> bool:
        """Whether a word is a given name, ambiguous or not."""
        return self._given[index]

    def is_plainly_given(self, index: int) -> bool:
        """Whether a word is a given name and hardly anything else."""
        return self.lexicon.is_plainly_given(self.words[index].folded)

    def is_name(self, index: int) -> bool:
        """Whether a word is listed as a given name or a family name."""
        return self._given[index] or self.words[index].folded in self.lexicon.surnames

    def is_word(self, index: int) -> bool:
        """Whether the dictionary knows a word."""
        return self.lexicon.is_word(self.words[index].folded, self.language)

    def is_unknown(self, index: int) -> bool:
        """Whether a word is written as a proper name and nothing else is known of it: "Outaleb", "Yuting"."""
        word = self.words[index]
        return (
            word.is_capitalised
            and len(word.text) > 1
            and not (word.is_upper and len(word.text) < _SHORTEST_IN_CAPITALS)
            and word.folded not in CIVILITIES
            and not self.is_word(index)
            and not self.is_company(index)
            and not self.is_blocked(index)
        )

    def is_candidate(self, index: int) -> bool:
        """Whether a word is capitalised and can be somebody's name, by the lists or for want of another sense."""
        word = self.words[index]
        if not word.is_capitalised or word.folded in CIVILITIES or self.is_blocked(index):
            return False
        return self.is_unknown(index) or (self.is_name(index) and word.folded not in self.lexicon.ordinary)

    def is_candidate_surname(self, index: int) -> bool:
        """Whether a word is capitalised and can be a family name, an everyday word in capitals included."""
        word = self.words[index]
        if len(word.text) < 2 or not word.is_capitalised or word.folded in CIVILITIES:
            return False
        if self.is_blocked(index) or self.is_company(index):
            return False
        return self.is_candidate(index) or (word.is_upper and (self.is_name(index) or not self.is_word(index)))

    def see(self, tagged: Sequence[Tagged]) -> None:
        """Keep how probably each word names a person, as the language model sees it: the mean over its letters."""
        for start, end, score in tagged:
            index = bisect_left(self._starts, start + 1) - 1
            if index >= 0 and start < self.words[index].end:
                word = self.words[index]
                self.people[index] += score * (min(end, word.end) - start) / (word.end - word.start)

    def is_doubtful(self, index: int) -> bool:
        """Whether a word is a name or an everyday word, and its place does not tell: "Grace period", "Sure"."""
        return self.is_word(index) and not self.is_plainly_given(index)

    def is_initial(self, index: int) -> bool:
        """Whether a word is an initial with its full stop."""
        word, plain = self.words[index], self.reading.plain
        if len(word.text) != 1 or not word.text.isupper() or plain[word.end : word.end + 1] != ".":
            return False
        return plain[max(0, word.start - 1) : word.start] != "°"  # "40 °C. The seat"

    def is_ordinary(self, index: int) -> bool:
        """Whether a word is in everyday use."""
        return self.words[index].folded in self.lexicon.ordinary

    def is_company(self, index: int) -> bool:
        """Whether a word closes the names of companies."""
        return self.words[index].folded in self.lexicon.company

    def is_blocked(self, index: int) -> bool:
        """Whether a word is part of an address, a file name, a code, a date or a product with a plus sign."""
        word, plain = self.words[index], self.reading.plain
        if word.folded in _MONTHS and self._is_beside_number(index):
            return True
        before, after = plain[word.start - 1 : word.start] if word.start else "", plain[word.end : word.end + 2]
        if before and (
            before in "@/_\\#+"
            or before.isdigit()
            or (
                before in ".-" and word.start > 1 and plain[word.start - 2].isalnum() and not self._after_initial(index)
            )
        ):
            return True
        return (
            bool(after)
            and (
                after[0] in "@_\\+"
                or after[0].isdigit()
                or (after[0] == "-" and after[1:2].isdigit())
                or (after[0] == "." and after[1:] in _LOWER_OR_DIGIT and len(word.text) > 1)  # a file or a host
                or after == "//"
                or (after[0] == "/" and (after[1:2].isalpha() or (len(word.text) < 5 and after[1:2].isdigit())))
            )
        )

    def _is_beside_number(self, index: int) -> bool:
        """Whether a month stands before or after a number: it is a date."""
        return self.gap_before(index).rstrip(" .")[-1:].isdigit() or self.gap(index).lstrip(" .")[:1].isdigit()

    def _after_initial(self, index: int) -> bool:
        return index > 0 and self.is_initial(index - 1)

    def joined(self, index: int) -> bool:
        """Whether a word and the next can belong to one name."""
        if index + 1 >= len(self.words):
            return False
        gap = self.gap(index)
        return (
            gap in (" ", "  ", " d'", " D'", " l'", " L'", " de l'", " dell'", " '")
            or (self.is_initial(index) and gap in (". ", ".-", "."))
            or (self.words[index].folded == "st" and gap == ". ")
            or (gap.lower() in (" n'", " m'", " k'") and not self.is_word(index + 1))  # "Nathalie N'Zengué"
        )

    def run(self, start: int, *, lower: bool = False, most: int = _LONGEST_NAME) -> int:
        """The index after the last word of the name that starts at a word; `start` when none does.

        Args:
            start: index of the first word.
            lower: whether words in small letters may belong to it, if the first one is written so.
            most: how many words at most.
        """
        end = start
        lower = lower and self.words[start].text[:1].islower()
        for index in range(start, min(len(self.words), start + most)):
            if not self._fits(index, lower, first=index == start) or (index > start and not self.joined(index - 1)):
                break
            if self.words[index].folded not in PARTICLES or self._is_name_of_its_own(index):
                end = index + 1
        return end

    def _is_name_of_its_own(self, index: int) -> bool:
        """Whether a particle is a name here: "Talk to Ben", and not "Ben Youssef"."""
        word = self.words[index]
        if not word.is_capitalised or len(word.text) > 3:
            return word.is_capitalised
        return self.is_given(index) and not (self.joined(index) and self.is_candidate(index + 1))

    def _fits(self, index: int, lower: bool, *, first: bool) -> bool:
        word = self.words[index]
        if self.is_blocked(index):
            return False
        if self.is_initial(index) or (not first and self._is_middle_initial(index)):
            return True
        if word.folded in PARTICLES:
            return not first or word.folded in _LEADING
        if not (word.is_capitalised or lower):
            return False
        if not first and word.is_upper and self.words[index - 1].is_upper and self.is_word(index):
            return self.is_name(index)  # "MARIE A RAPPELE"
        if word.is_capitalised and (self.is_given(index) or (not first and self._after_initial(index))):
            return True
        if word.is_capitalised and word.folded in self.lexicon.surnames and self._expects_surname(index):
            return True
        return len(word.text) > 1 and not self.is_ordinary(index)

    def _is_middle_initial(self, index: int) -> bool:
        """Whether a lone capital stands between two names: "Kristin R Fuerst"."""
        return (
            len(self.words[index].text) == 1
            and self.words[index].text.isupper()
            and self.joined(index)
            and index + 1 < len(self)
            and self.words[index + 1].is_capitalised
            and len(self.words[index + 1].text) > 1
            and self.is_candidate(index - 1)
        )

    def _expects_surname(self, index: int) -> bool:
        """Whether a given name or a civility stands right before: "Penny Sales", "Mr Price"."""
        return (
            index > 0
            and self.joined(index - 1)
            and (self.is_given(index - 1) or self.words[index - 1].folded in CIVILITIES)
        )

    def _opens_sentence(self, index: int) -> bool:
        gap = self.gap_before(index)
        return index == 0 or any(one in gap for one in '.!?\n:;>"([-|,=')

    def line_after(self, end: int) -> str:
        """The first line below a word's line that holds something, folded."""
        at = self.reading.folded.find("\n", self.words[end - 1].end)
        return self.reading.folded[at : at + 120].strip("\n\t ").partition("\n")[0] if at >= 0 else ""

    def opens_sentence(self, index: int) -> bool:
        """Whether a sentence, a line or a field starts with a word."""
        return self._opens_sentence(index)

    def opens_line(self, index: int) -> bool:
        """Whether only quotation marks and spaces stand before a word on its line."""
        start = self.words[index].start
        after = self.words[index - 1].end if index else 0
        line = self.reading.plain.rfind("\n", after, start) + 1
        if index and not line:
            return False  # the word before stands on the same line
        return not self.reading.plain[line:start].strip(" >\t*_-|[]\"'")

    def line_openers(self) -> Iterator[int]:
        """The words that open a line, in order."""
        at = 0
        while at >= 0 and (index := self.first_from(at)) < len(self.words):
            if self.opens_line(index):
                yield index
            at = self.reading.plain.find("\n", self.words[index].start)

    def closes_line(self, end: int) -> bool:
        """Whether nothing but punctuation follows the word before index `end` on its line."""
        at = self.words[end - 1].end
        stop = self.reading.plain.find("\n", at)
        return not self.reading.plain[at : stop if stop >= 0 else len(self.reading.plain)].strip(" .,;!\t*_\r")

    def line_before(self, index: int) -> str:
        """The last line above a word's line that holds something, folded, without quotation marks."""
        at = self.reading.folded.rfind("\n", 0, self.words[index].start)
        above = self.reading.folded[max(0, at - 200) : max(at, 0)].rstrip(" >\n\t")
        return above.rpartition("\n")[2].strip(" >\t")
