"""Word lists of the personal-data guard, read once when the detector loads.

The lists of names were compiled for this project from general knowledge of names in use; each file says what it holds.
Names that are common in one country or another come from Faker besides, everyday words from pyspellchecker, whose lists
are cleaned of names by hand, and countries from Babel: well-kept packages, all of them, that ship them as data.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module, resources
from pkgutil import iter_modules
from typing import cast

from babel import Locale
from spellchecker import SpellChecker

from guardrails.draft import Language
from guardrails.folding import fold

_PRONOUNS = frozenset(
    ["vous", "je", "tu", "il", "elle", "on", "nous", "ils", "elles", "moi", "toi", "le", "la", "les", "y", "en", "ce"]
)


_WITHIN = frozenset(["el", "al", "ul", "ur", "ed"])
"""What may stand within a given name: Abd-el-Kader."""


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words (lower case, no accents) by the part they play around names of people."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    company: frozenset[str]
    before: frozenset[str]
    things: frozenset[str]
    after: frozenset[str]
    places: frozenset[str]
    brands: frozenset[str]
    words: dict[Language, frozenset[str]]
    countries: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Whether a folded word is a given name, ambiguous or not; both parts of a hyphenated one must be."""
        if word in self.given or word in self.ambiguous:
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(part in self.given or part in self.ambiguous or part in _WITHIN for part in parts)

    def is_plainly_given(self, word: str) -> bool:
        """Whether a folded word is a given name and hardly ever anything else."""
        if word in self.ambiguous:
            return False
        return word in self.given or (self.is_given(word) and "-" in word)

    def is_name(self, word: str) -> bool:
        """Whether a folded word is a given name or a family name."""
        return self.is_given(word) or word in self.surnames

    def is_word(self, word: str, language: Language) -> bool:
        """Whether a folded word is an everyday word of a language, a country or a town that is nobody's name."""
        verb, _, pronoun = word.rpartition("-")  # "souhaitez-vous"
        return word in self.ordinary or word in self.words[language] or (pronoun in _PRONOUNS and bool(verb))


_FREQUENT = 2000
"""How often a name stands in small letters in the English list (subtitles of films) to be an everyday word too."""


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lists that ship with the package, and those of the packages named above."""
    before, ordinary = _words("nouns_before_names.txt"), _words("ordinary_words.txt")
    listed, family = _names_of_faker()
    plain, curated = _words("given_names.txt"), _words("surnames.txt")
    names = (plain | listed | family | curated) - ordinary
    towns = _words("towns.txt")
    countries: dict[Language, frozenset[str]] = {"fr": _countries("fr"), "en": _countries("en")}
    words: dict[Language, frozenset[str]] = {
        "fr": _dictionary("fr", frozenset()) | countries["fr"] | (towns - names),
        "en": _dictionary("en", names) | countries["en"] | (towns - names),
    }
    surnames = curated | (family - words["fr"] - words["en"])
    doubtful = (listed - plain - ordinary) & (words["fr"] | words["en"])
    ambiguous = (_words("ambiguous_given_names.txt") | (plain & ordinary) | doubtful) - before
    return Lexicon(
        given=(plain | listed) - ambiguous - before - ordinary,
        ambiguous=ambiguous,
        surnames=surnames,
        ordinary=ordinary,
        company=_words("company_words.txt") - curated,
        before=before,
        things=_words("things_before_names.txt"),
        after=_words("nouns_after_names.txt"),
        places=_words("places_like_names.txt") | (towns & names),
        brands=_words("brands.txt"),
        words=words,
        countries=countries["fr"] | countries["en"],
    )


def _words(name: str) -> frozenset[str]:
    lines = resources.files(__package__ or __name__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())


def _dictionary(language: Language, names: frozenset[str]) -> frozenset[str]:
    """The everyday words of a language, folded; names only if they are frequent words.

    The French list holds no names; the English one does, in small letters, but rarely.
    """
    frequency: dict[str, int] = SpellChecker(language=language).word_frequency.dictionary
    words = (word for word, count in frequency.items() if count >= _FREQUENT or word not in names)
    return frozenset(word if word.isascii() and word.islower() else fold(word) for word in words)


def _countries(language: Language) -> frozenset[str]:
    """The countries of the world as a language calls them, folded."""
    return frozenset(map(fold, cast("Mapping[str, str]", Locale(language).territories).values()))


def _names_of_faker() -> tuple[frozenset[str], frozenset[str]]:
    """Given names and family names of all countries for which Faker writes them in Latin letters, folded."""
    people = import_module("faker.providers.person")
    given: set[str] = set()
    family: set[str] = set()
    for country in iter_modules(people.__path__):
        provider = import_module(f"{people.__name__}.{country.name}").Provider
        for attribute in dir(provider):
            if attribute.startswith(("first_names", "first_romanized_names")):
                given.update(_names(getattr(provider, attribute)))
            elif attribute.startswith(("last_names", "last_romanized_names")):
                family.update(_names(getattr(provider, attribute)))
    return frozenset(given), frozenset(family)


def _names(values: object) -> Iterator[str]:
    """The single names of a list, or of a table by frequency, as folded words of three Latin letters or more."""
    for value in cast("Iterable[object]", values) if isinstance(values, Iterable) else ():
        name = fold(value) if isinstance(value, str) else ""
        if len(name) > 2 and name.isascii() and name.replace("-", "").isalpha():
            yield name
