"""Noun phrases: articles, contractions and elision in French; the plain article in English."""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from assistant.engines.composer.library import grammar
from guardrails.draft import Language

_WITH_THE = frozenset({"United Kingdom", "United States", "Netherlands"})
_SHORT_WORD = 3
_VOWELS = frozenset("aeiouœæ")
_NO_ELISION = frozenset({"onze", "onzième", "oui", "ouistiti", "yaourt", "yoga", "yacht", "yen", "uhlan"})
_HEADS_EN = {
    "facture": "invoice", "contrat": "contract", "devis": "quote", "commande": "order", "abonnement": "subscription",
    "licence": "licence", "formation": "training",
}  # fmt: skip


def base_letters(text: str) -> str:
    """Lower case without accents, for comparisons."""
    decomposed = unicodedata.normalize("NFD", text.casefold())
    return "".join(char for char in decomposed if not unicodedata.combining(char))


def elides(word: str) -> bool:
    """Whether a French word makes the one before it drop its vowel: d'abonnement, but de halle, de onze."""
    start = base_letters(word).lstrip("«“\"'( ")
    head = start.split(" ", 1)[0].split("-", 1)[0]
    if not head or head in _NO_ELISION:
        return False
    if head[0] == "h":
        return head.rstrip("sx") not in _aspirated()
    return head[0] in _VOWELS or (head[0] == "y" and head[1:2].isalpha() and head[1] not in _VOWELS)


@lru_cache(maxsize=1)
def _aspirated() -> frozenset[str]:
    return frozenset(base_letters(word) for word in grammar("fr").aspirated)


def gender(noun: str) -> str:
    """ "m", "f", "mp", "fp", or "" for a word that the lists do not hold; it is never guessed."""
    words = grammar("fr")
    word = noun.casefold().strip('«»"“”.,;:')
    for letter, known in (("m", words.masculine), ("f", words.feminine)):
        if word in known:
            return letter
    for singular in _singulars(word):
        for letter, known in (("m", words.masculine), ("f", words.feminine)):
            if singular in known:
                return letter + "p"
    return ""


def _singulars(word: str) -> tuple[str, ...]:
    if word.endswith("aux"):
        return (word[:-3] + "al", word[:-3] + "ail", word[:-1])
    return (word[:-1],) if word.endswith(("s", "x")) else ()


@dataclass(frozen=True, slots=True)
class NounPhrase:
    """A thing that a French sentence can name in any position.

    Attributes:
        bare: the words without their definite article.
        article: le, la, l', les, or nothing for a brand name or after another determiner.
    """

    bare: str
    article: str = ""

    @property
    def plural(self) -> bool:
        return self.article == "les"

    @property
    def definite(self) -> str:
        """ "la Licence Pro", "l'abonnement", "Orion"."""
        return self.article + self.bare if self.article == "l'" else f"{self.article} {self.bare}".strip()

    @property
    def after_de(self) -> str:
        """ "de la Licence Pro", "du Pack", "des modules", "d'Orion"."""
        contracted = {"le": "du", "les": "des"}.get(self.article)
        if contracted:
            return f"{contracted} {self.bare}"
        return ("d'" if not self.article and elides(self.bare) else "de ") + self.definite

    @property
    def after_a(self) -> str:
        """ "à la Licence Pro", "au Pack", "aux modules", "à Orion"."""
        contracted = {"le": "au", "les": "aux"}.get(self.article)
        return f"{contracted} {self.bare}" if contracted else f"à {self.definite}"


def noun_phrase(text: str) -> NounPhrase:
    """Read a subject as a rep or a catalogue writes it: with its article, or with a known noun first, or a name."""
    first, _, rest = text.partition(" ")
    low = first.casefold().replace("’", "'")
    if low in ("le", "la", "les") and rest:
        return NounPhrase(rest, low)
    if low.startswith("l'"):
        return NounPhrase((first[2:] + " " + rest).strip(), "l'")
    if low in grammar("fr").determiners:
        return NounPhrase(first.lower() + (" " + rest if rest else ""))
    kind = gender(first)
    if not kind or "&" in text:
        return NounPhrase(text)
    if kind.endswith("p"):
        return NounPhrase(text, "les")
    return NounPhrase(text, "l'" if elides(first) else {"m": "le", "f": "la"}[kind])


def indefinite(text: str) -> str:
    """ "un rendez-vous", "une démonstration", "des documents"; unchanged if the noun is unknown or determined."""
    kind = gender(text.split(" ", 1)[0])
    article = {"m": "un ", "f": "une ", "mp": "des ", "fp": "des "}.get(kind, "")
    return article + text


def english_phrase(text: str) -> str:
    """ "the maintenance contract", "Licence Pro": names and determined nouns stay, other nouns get "the"."""
    first, _, rest = text.partition(" ")
    translated = _HEADS_EN.get(first.casefold())
    if translated and first.islower():
        text = f"{translated} {rest}".strip()
        first = translated
    if any(char.isdigit() for char in rest):
        return text
    if first.casefold() in grammar("en").determiners:
        return first.lower() + (" " + rest if rest else "")
    common = [word for word in rest.split() if word.isalpha() and word.islower() and len(word) > _SHORT_WORD]
    return f"the {text}" if first.islower() or common or text in _WITH_THE else text


def has_determiner(text: str, language: Language) -> bool:
    """Whether a phrase starts with an article or another determiner."""
    first = text.split(" ", 1)[0].casefold().replace("’", "'")
    if language == "en":
        return first in grammar("en").determiners
    return first in grammar("fr").determiners or first in ("le", "la", "les") or first.startswith(("l'", "d'"))


def definite(text: str, language: Language) -> str:
    """A noun phrase with its article, where its gender is known."""
    if language == "en":
        return english_phrase(text)
    phrase = noun_phrase(text)
    known = (
        phrase.article
        and text.split(" ", 1)[0].istitle()
        and gender(text.split(" ", 1)[0])
        and not has_determiner(text, "fr")
    )
    return noun_phrase(text[:1].lower() + text[1:]).definite if known else phrase.definite
