"""Which product or topic a passage speaks of: mentions of the facts' subjects."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.folding import Folded, fold
from guardrails.patterns import compile_pattern

_TOKEN = compile_pattern(r"[a-z0-9]+")
_SAME = {
    "customer": "client", "user": "utilisateur", "company": "entreprise", "companie": "entreprise", "societe": "entreprise",
    "business": "entreprise", "country": "pay", "countrie": "pay", "employee": "collaborateur", "salarie": "collaborateur",
    "project": "projet", "delivery": "livraison", "deliverie": "livraison", "livre": "livraison", "livrer": "livraison",
    "livree": "livraison", "delivered": "livraison", "warranty": "garantie", "guarantee": "garantie", "garanti": "garantie",
    "discount": "remise", "rebate": "remise", "reduction": "remise", "year": "an", "annee": "an", "agencie": "agence",
    "license": "licence", "model": "modele", "subscription": "abonnement", "training": "formation", "office": "bureau",
    "satisfied": "satisfaction", "satisfait": "satisfaction", "partner": "partenaire", "offer": "offre", "quote": "devi",
    "payment": "paiement", "deposit": "acompte", "notice": "preavi", "renewal": "renouvellement", "uptime": "disponibilite",
    "availability": "disponibilite", "store": "magasin", "shop": "magasin", "site": "site", "patent": "brevet",
    "gratuite": "gratuit", "offert": "gratuit", "offerte": "gratuit", "free": "gratuit", "complimentary": "gratuit",
    "shipping": "livraison", "port": "livraison", "setup": "installation", "gdpr": "rgpd", "compliant": "conforme",
    "installed": "installation", "installe": "installation", "engineer": "ingenieur", "meeting": "rendez", "appointment": "rendez",
}  # fmt: skip
_IDLE = frozenset(
    "le la les de du des d l un une et a au aux en pour par sur the of and for in on our nos notre with avec".split()
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject named in the folded text."""

    start: int
    end: int
    subject: int


def tokens_of(folded: str) -> list[tuple[str, int, int]]:
    """Words of a folded text, in one form for both languages and numbers, with their spans."""
    return [(_stem(match.group()), *match.span()) for match in _TOKEN.finditer(folded)]


def content_words(folded: str) -> frozenset[str]:
    """The words that carry meaning."""
    return frozenset(word for word, _, _ in tokens_of(folded) if word not in _IDLE)


def _stem(word: str) -> str:
    stem = word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.endswith("ss") else word
    return _SAME.get(stem, stem)


class Subjects:
    """The subjects of a set of facts, and where a text names them.

    A subject is recognised by its words, singular or plural, in either language for common nouns; of
    "Licence Pro" and "Licence Équipe" the part that tells them apart is enough when it has a capital.
    """

    def __init__(self, names: Iterable[str | None]) -> None:
        self._index: dict[str, int] = {}
        self.words: list[frozenset[str]] = []
        self._phrases: dict[str, list[tuple[tuple[str, ...], int, bool]]] = {}
        sequences: list[tuple[str, ...]] = []
        for name in names:
            folded = fold(name or "").strip()
            if not folded or folded in self._index:
                continue
            self._index[folded] = len(sequences)
            sequences.append(tuple(word for word, _, _ in tokens_of(folded) if word not in _IDLE))
            self.words.append(frozenset(sequences[-1]))
        self._add_phrases(sequences)

    def _add_phrases(self, sequences: list[tuple[str, ...]]) -> None:
        heads = Counter(one[0] for one in sequences if one)
        parts = Counter(one[1:] for one in sequences)
        for number, words in enumerate(sequences):
            if words:
                self._phrases.setdefault(words[0], []).append((words, number, False))
            rest = words[1:]
            if rest and heads[words[0]] > 1 and parts[rest] == 1:
                self._phrases.setdefault(rest[0], []).append((rest, number, True))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda one: -len(one[0]))

    def number_of(self, name: str | None) -> int | None:
        """Which of the subjects a name is."""
        return self._index.get(fold(name or "").strip())

    def akin(self, first: int, second: int) -> bool:
        """Whether two subjects are the same thing, or one names the other more closely."""
        return first == second or self.words[first] <= self.words[second] or self.words[second] <= self.words[first]

    def mentions(self, text: Folded) -> list[Mention]:
        """Where a text names the subjects, in order; the longest name wins."""
        words = [one for one in tokens_of(text.text) if one[0] not in _IDLE]
        found: list[Mention] = []
        at = 0
        while at < len(words):
            length = self._longest(words, at, text, found)
            at += length or 1
        return found

    def _longest(self, words: list[tuple[str, int, int]], at: int, text: Folded, found: list[Mention]) -> int:
        for phrase, number, capital in self._phrases.get(words[at][0], ()):
            part = words[at : at + len(phrase)]
            if tuple(word for word, _, _ in part) != phrase:
                continue
            if capital and not _has_capital(text, part[0][1]):
                continue
            found.append(Mention(part[0][1], part[-1][2], number))
            return len(phrase)
        return 0


def _has_capital(text: Folded, offset: int) -> bool:
    start, _ = text.span(offset, offset + 1)
    return text.original[start].isupper() or text.original[start].isdigit()
