"""Realistic pseudonyms: invented names, companies and coordinates that stand for the real ones, and their way back.

Names go word by word, so that a first name alone, a family name alone, capitals and possessives come back as what they
stand for. E-mail addresses are at example domains (RFC 2606), telephone numbers in the ranges that Arcep (06 39 98),
Ofcom (07700 900) and the North American plan (555-01) keep for fiction: nobody can be reached by mistake.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from guardrails.draft import Language
from guardrails.folding import Folded, fold
from guardrails.patterns import Pattern, any_of, compile_pattern
from guardrails.pii.lexicon import load_lexicon
from guardrails.pii.recognisers.names.words import CIVILITIES, PARTICLES
from guardrails.pii.surrogate_names import COMPANIES, FAMILY, GIVEN, STREETS, TOWNS, Gender, gender_of
from guardrails.pii.values import national_digits, opens_with_vowel

_WORD = compile_pattern(r"[a-z]+(?:-[a-z]+)*")
_EMAIL = compile_pattern(
    r"[a-z0-9._+\-]*(?: ?@ ?[a-z0-9.\-]*\bexample\b| ?\bexample ?\. ?com\b)(?: ?\. ?[a-z]+)?|mailbox-?[0-9]+"
)
_GAP = r"[ .\-()/]{0,3}"
_PHONE = compile_pattern(
    "(?:"
    + "|".join(
        rf"(?:(?:\+|\b00){_GAP}{country}{_GAP}(?:0{_GAP})?|\b{trunk}{_GAP}){_GAP.join(digits)}(?:{_GAP}[0-9]){{{left}}}"
        for country, trunk, digits, left in (
            ("33", "0", "63998", 4),
            ("44", "0", "7700900", 3),
            ("1", f"(?:1{_GAP})?", "20255501", 2),
        )
    )
    + ")[0-9]*"
)
_CIVILITY = compile_pattern(rf"\b(?:{any_of(sorted(CIVILITIES))})\.? $")
_NOT_NAMES = PARTICLES | CIVILITIES
_STYLES: tuple[Callable[[str], str], ...] = (str, str.upper, str.lower, str.title)
_FAMILIES = frozenset(map(fold, FAMILY))
_SPACES = frozenset({" ", "\u00a0"})
_LONGEST_WORD = 40
_SHORTEST_NEAR = 5
_SHORTEST_START = 3
"""Letters of a surrogate that was cut off."""
_MOST_LOOSE = 2


class Lost(Exception):
    """A surrogate came back altered, in part, or in new company: it cannot be told what it stands for."""


@dataclass(frozen=True, slots=True)
class Restored:
    """Where a surrogate stands in a text, and what it stands for."""

    start: int
    end: int
    value: str


class Surrogates:
    """The surrogates of one request.

    Args:
        language: of the texts.
    """

    def __init__(self, language: Language) -> None:
        self._language: Language = language
        self._words: dict[str, tuple[str, str]] = {}
        """Folded surrogate: the surrogate and the word that it stands for."""
        self._wholes: dict[str, str] = {}
        """E-mail addresses, national digits and folded postal addresses: the value."""
        self._given_wholes: dict[tuple[str, str], str] = {}
        self._together: set[frozenset[str]] = set()
        self._seen: set[str] = set()
        self._roles: dict[str, str] = {}

    @property
    def issued(self) -> dict[str, str]:
        """Each surrogate given so far and what it stands for."""
        words = dict(self._words.values())
        return {**words, **{surrogate: value for (_, value), surrogate in self._given_wholes.items()}}

    def read(self, text: str) -> None:
        """Take note of the words of a text: none of them becomes a surrogate."""
        self._seen.update(match.group() for match in _WORD.finditer(fold(text)))

    def hide(self, kind: str, value: str, before: str = "") -> str | None:
        """What stands for a value; None for a kind that has no realistic form, or when the names are used up.

        Args:
            before: the words before it: a civility tells a family name.
        """
        if kind == "person":
            return self._person(value, _CIVILITY.search(fold(before)) is not None)
        if kind == "company":
            return self._word(value, COMPANIES)
        if kind not in ("email", "phone", "address") or not value.strip():
            return None
        if (kind, value) not in self._given_wholes:
            number = sum(1 for one, _ in self._given_wholes if one == kind)
            made = self._made(kind, value, number)
            if made is None:
                return None
            self._given_wholes[kind, value] = made
            self._wholes[_key(kind, made)] = value
        return self._given_wholes[kind, value]

    def found(self, text: str) -> list[Restored]:
        """Every surrogate of a text, in order.

        Raises:
            Lost: one is there that cannot be told.
        """
        folded = Folded(text)
        wholes = list(self._found_wholes(folded))
        taken = [(one.start, one.end) for one in wholes]
        words = [
            Restored(start, end, self._restored(text[start:end]))
            for start, end in self._lookalikes(folded)
            if not any(first <= start < last for first, last in taken)
        ]
        self._check_company(text, words)
        self._check_halves(text, words)
        return sorted([*wholes, *words], key=lambda one: one.start)

    def spans(self, text: str) -> Iterator[tuple[int, int, str]]:
        """What a text holds that would be taken for a surrogate, with its kind: it has to be hidden as well."""
        folded = Folded(text)
        for match in _EMAIL.finditer(folded.text):
            yield (*folded.span(*match.span()), "email")
        for match in _PHONE.finditer(folded.text):
            yield (*folded.span(*match.span()), "phone")
        yield from ((start, end, "person") for start, end in self._lookalikes(folded))

    def _found_wholes(self, folded: Folded) -> Iterator[Restored]:
        for key, value in self._wholes.items():
            pattern = _loosely(key) if " " in key else None
            for match in pattern.finditer(folded.text) if pattern else ():
                yield Restored(*folded.span(*match.span()), value)
        for match in _EMAIL.finditer(folded.text):
            yield Restored(*folded.span(*match.span()), self._whole("".join(match.group().split())))
        for match in _PHONE.finditer(folded.text):
            yield Restored(*folded.span(*match.span()), self._whole(national_digits(match.group())))

    def _whole(self, key: str) -> str:
        if key not in self._wholes:
            raise Lost
        return self._wholes[key]

    def _lookalikes(self, folded: Folded) -> Iterator[tuple[int, int]]:
        """The words that are surrogates, or nearly."""
        if not self._words and not self._wholes:
            return
        names = tuple(self._names())
        for match in _WORD.finditer(folded.text):
            start, end = folded.span(*match.span())
            written = folded.original[start:end]
            is_last = match.end() == len(folded.text)
            if (is_last and _is_cut_off(match.group(), names)) or any(
                self._is_near(part, written, names)
                for part in dict.fromkeys((match.group(), *match.group().split("-")))
            ):
                yield start, end

    def _is_near(self, word: str, written: str, names: Sequence[str]) -> bool:
        if word in self._words:
            return True
        if len(word) < _SHORTEST_NEAR or written == written.lower():
            return False
        return any(near(word, one) for one in names)

    def _names(self) -> Iterator[str]:
        yield from self._words
        for key in self._wholes:
            yield from (word for word in key.split() if len(word) > _SHORTEST_NEAR and word.isalpha() and " " in key)

    def _restored(self, written: str) -> str:
        """What one word stands for, in the capitals in which its surrogate came back.

        Raises:
            Lost: it only resembles a surrogate.
        """
        folded = fold(written)
        if folded not in self._words:
            raise Lost
        surrogate, value = self._words[folded]
        style = next((one for one in _STYLES if one(surrogate) == written), str)
        return style(value)

    def _check_company(self, text: str, words: Sequence[Restored]) -> None:
        """Two names side by side must have been side by side: else they make a person who does not exist.

        Raises:
            Lost: they were not.
        """
        for one, other in pairwise(words):
            if text[one.end : other.start] in (" ", "\u00a0", "-", "  ") and (
                frozenset((fold(text[one.start : one.end]), fold(text[other.start : other.end]))) not in self._together
            ):
                raise Lost

    def _check_halves(self, text: str, words: Sequence[Restored]) -> None:
        """A name that only one half of came back has an unknown capitalised word in the place of the other.

        Raises:
            Lost: "Solvingig Vaucresson", "Solveig Smith".
        """
        starts, ends = {one.start for one in words}, {one.end for one in words}
        for one in words:
            role = self._roles.get(fold(text[one.start : one.end]))
            if role == "family" and text[one.start - 1 : one.start] in _SPACES and one.start - 1 not in ends:
                before = text[max(0, one.start - _LONGEST_WORD) : one.start - 1]
                self._refuse_name(_last_word(before))
            if role == "given" and text[one.end : one.end + 1] in _SPACES and one.end + 1 not in starts:
                self._refuse_name(_first_word(text[one.end + 1 : one.end + _LONGEST_WORD]))

    def _refuse_name(self, word: str) -> None:
        folded = fold(word)
        known = folded in CIVILITIES or folded in load_lexicon().ordinary
        if word[:1].isupper() and len(folded) > 1 and not known:
            raise Lost

    def _person(self, value: str, titled: bool) -> str | None:
        folded = Folded(value)
        spans = [folded.span(*match.span()) for match in _WORD.finditer(folded.text)]
        names = [value[start:end] for start, end in spans]
        given = [load_lexicon().is_given(fold(name)) for name in names]
        pieces: list[str] = []
        hidden: list[str] = []
        at = 0
        for index, (start, end) in enumerate(spans):
            folded_name = fold(names[index])
            if len(folded_name) == 1 or (len(names) > 1 and folded_name in _NOT_NAMES):
                continue
            table = FAMILY if titled and len(names) == 1 else _table(given, names, index)
            surrogate = self._word(names[index], table)
            if surrogate is None:
                return None
            self._roles.setdefault(fold(surrogate), "family" if fold(surrogate) in _FAMILIES else "given")
            hidden.append(fold(surrogate))
            pieces += [value[at:start], surrogate]
            at = end
        if not hidden:
            return None
        self._together |= {frozenset(pair) for pair in pairwise(hidden)}
        self._together |= {frozenset((hidden[0], hidden[-1]))}
        return "".join([*pieces, value[at:]])

    def _word(self, value: str, table: Sequence[str]) -> str | None:
        for style in _STYLES:
            for surrogate, known in self._words.values():
                if style(known) == value and self._restored(style(surrogate)) == value:
                    return style(surrogate)
        surrogate = self._free(value, table)
        if surrogate is None:
            return None
        surrogate = surrogate.upper() if value.isupper() and len(value) > 1 else surrogate
        self._words[fold(surrogate)] = (surrogate, value)
        return surrogate

    def _free(self, value: str, table: Sequence[str]) -> str | None:
        """A name that no text holds, and that starts with a vowel if the value does: "d'Anne" is "d'Isaure"."""
        vowel = opens_with_vowel(value)
        taken = self._seen | self._words.keys()

        def is_free(name: str) -> bool:
            folded = fold(name)
            return not any(
                near(seen, folded) or (len(seen) >= _SHORTEST_START and folded.startswith(seen)) for seen in taken
            )

        return next(filter(is_free, sorted(table, key=lambda one: opens_with_vowel(one) != vowel)), None)

    def _made(self, kind: str, value: str, number: int) -> str | None:
        if kind == "email":
            return f"mailbox{number + 1}@example.com"
        if kind == "phone":
            if number > 99:
                return None
            if national_digits(value)[:1] in "23456789" and value.lstrip(" (").startswith(("+1", "1-", "1 ")):
                return f"+1 202-555-01{number:02}"
            return f"06 39 98 00 {number:02}" if self._language == "fr" else f"07700 9000{number:02}"
        if number >= len(STREETS):
            return None
        if self._language == "en":
            return f"{number + 1} {STREETS[number]} Lane, {TOWNS[number]}"
        return f"{number + 1} rue {STREETS[number]}, 99{number + 1:02}0 {TOWNS[number]}"


def _is_cut_off(word: str, names: Sequence[str]) -> bool:
    return len(word) >= _SHORTEST_START and any(one.startswith(word) for one in names)


def _table(given: Sequence[bool], names: Sequence[str], index: int) -> tuple[str, ...]:
    """Invented given names of the same gender, or family names, for one word of a name."""
    if not given[index] or (index and all(given[:index])):
        return FAMILY
    gender: Gender = gender_of(fold(names[index]))
    return (*GIVEN[gender], *(GIVEN["either"] if gender != "either" else ()))


def _first_word(text: str) -> str:
    folded = Folded(text)
    word = _WORD.match(folded.text)
    return text[slice(*folded.span(*word.span()))] if word else ""


def _last_word(text: str) -> str:
    folded = Folded(text)
    last = [one.span() for one in _WORD.finditer(folded.text)][-1:]
    return next((text[slice(*folded.span(*one))] for one in last if one[1] == len(folded.text)), "")


def _key(kind: str, made: str) -> str:
    if kind == "phone":
        return national_digits(made)
    return fold(made).replace(",", "") if kind == "address" else made


def _loosely(key: str) -> Pattern:
    """A postal address over one line or two, with or without its comma."""
    return compile_pattern(r"\b" + r"[ ,\n]{1,3}".join(key.split()) + r"\b")


def near(one: str, other: str) -> bool:
    """Whether two folded words start alike and differ by two letters at most, by one if they are short."""
    if one == other:
        return True
    least = min(len(one), len(other))
    most = _MOST_LOOSE if least > _SHORTEST_NEAR else 1
    if least < _SHORTEST_NEAR or one[0] != other[0] or abs(len(one) - len(other)) > most:
        return False
    return _distance(one, other) <= most


def _distance(one: str, other: str) -> int:
    """Letters to change, add or leave out (Levenshtein)."""
    row = list(range(len(other) + 1))
    for at, letter in enumerate(one, 1):
        previous, row[0] = row[0], at
        for index, second in enumerate(other, 1):
            previous, row[index] = row[index], min(row[index] + 1, row[index - 1] + 1, previous + (letter != second))
    return row[-1]
