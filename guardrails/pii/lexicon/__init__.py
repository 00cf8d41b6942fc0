"""Word lists of the personal-data guard, read once when the detector loads.

The lists were compiled for this project from general knowledge of names in use; each file says what it holds.
"""

from dataclasses import dataclass
from functools import lru_cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words (lower case, no accents) by the part they play around names of people."""

    given: frozenset[str]
    ambiguous: frozenset[str]
    surnames: frozenset[str]
    ordinary: frozenset[str]
    company: frozenset[str]
    before: frozenset[str]
    after: frozenset[str]
    places: frozenset[str]
    brands: frozenset[str]

    def is_given(self, word: str) -> bool:
        """Whether a folded word is a given name, ambiguous or not; both parts of a hyphenated one must be."""
        if word in self.given or word in self.ambiguous:
            return True
        parts = word.split("-")
        return len(parts) > 1 and all(part in self.given or part in self.ambiguous for part in parts)

    def is_plainly_given(self, word: str) -> bool:
        """Whether a folded word is a given name and hardly ever anything else."""
        if word in self.ambiguous:
            return False
        return word in self.given or (self.is_given(word) and "-" in word)


@lru_cache(maxsize=1)
def load_lexicon() -> Lexicon:
    """Read the lists that ship with the package."""
    given = _words("given_names.txt")
    ordinary, surnames = _words("ordinary_words.txt"), _words("surnames.txt")
    before = _words("nouns_before_names.txt")
    ambiguous = (_words("ambiguous_given_names.txt") | (given & ordinary)) - before
    return Lexicon(
        given=given - ambiguous - before,
        ambiguous=ambiguous,
        surnames=surnames,
        ordinary=ordinary,
        company=_words("company_words.txt") - surnames,
        before=before,
        after=_words("nouns_after_names.txt"),
        places=_words("places_like_names.txt"),
        brands=_words("brands.txt"),
    )


def _words(name: str) -> frozenset[str]:
    lines = resources.files(__package__ or __name__).joinpath(name).read_text(encoding="utf-8").splitlines()
    return frozenset(word for line in lines if not line.startswith("#") for word in line.split())
