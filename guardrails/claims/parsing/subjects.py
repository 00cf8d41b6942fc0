"""Which product or topic a passage speaks of: mentions of the facts' subjects."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from itertools import takewhile

from guardrails.folding import Folded

_TOKEN = re.compile(r"[a-z0-9]+")  # one class, one loop: linear, and three times as fast as RE2 from Python
_FAMILIES = {
    "client": "customer",
    "utilisateur": "user",
    "entreprise": "company companie societe business",
    "pay": "country countrie",
    "collaborateur": "employee salarie",
    "projet": "project",
    "livraison": "delivery deliverie livre livrer livree livron livrez livrera delivered deliver shipping port",
    "garantie": "warranty guarantee guaranteed garanti",
    "remise": "discount rebate reduction",
    "an": "year annee",
    "agence": "agencie",
    "licence": "license",
    "modele": "model",
    "abonnement": "subscription",
    "formation": "training",
    "bureau": "office",
    "satisfaction": "satisfied satisfait",
    "partenaire": "partner",
    "offre": "offer",
    "devi": "quote",
    "paiement": "payment",
    "acompte": "deposit",
    "preavi": "notice",
    "renouvellement": "renewal",
    "disponibilite": "uptime availability",
    "magasin": "store shop",
    "brevet": "patent",
    "gratuit": "gratuite offert offerte free complimentary",
    "installation": "setup installed installe install installer fitted fitting pose posee poser",
    "rgpd": "gdpr",
    "conforme": "compliant",
    "ingenieur": "engineer",
    "intervention": "intervient interviennent intervenon intervenir",
    "response": "respond responds reply answer",
    "reponse": "repond repondon",
    "km": "kilometre kilometer",
    "kg": "kilo kilogram kilogramme",
    "go": "gb gigaoctet gigabyte",
    "kw": "kilowatt",
    "watt": "w",
    "litre": "liter",
    "pound": "lb",
    "mm": "millimetre millimeter",
    "cm": "centimetre centimeter",
    "tonne": "ton",
    "db": "decibel",
    "degre": "degree",
    "rembourse": "refund refunded remboursement remboursable",
    "rendez": "meeting appointment",
}
"""Common nouns of sales in both languages and their kin: the first word stands for the others."""
_SAME = {word: head for head, words in _FAMILIES.items() for word in words.split()}
_ENDINGS = (
    "ation",
    "age",
    "ement",
    "ment",
    "able",
    "ible",
    "ing",
    "ion",
    "ees",
    "ee",
    "on",
    "er",
    "ed",
    "ez",
    "ons",
    "ent",
    "e",
)


@dataclass(frozen=True, slots=True)
class Mention:
    """A subject named in the folded text."""

    start: int
    end: int
    subject: str


Token = tuple[str, int, int]
"""A word, and its span in the folded text."""


def tokens_of(folded: str) -> list[Token]:
    """Words of a folded text, in one form for both languages and numbers, with their spans."""
    return [(_stem(match.group()), *match.span()) for match in _TOKEN.finditer(folded)]


def content_words(folded: str) -> frozenset[str]:
    """The words that carry meaning."""
    return frozenset(word for word, _, _ in meaningful(folded))


def meaningful(folded: str) -> list[Token]:
    """The words that carry meaning, in order, with their spans."""
    return [one for one in tokens_of(folded) if one[0] not in _IDLE]


@lru_cache(maxsize=16384)
def _stem(word: str) -> str:
    """One form for the words of a family: "handling" and "handled", "résiliation" and "résilier"."""
    stem = word[:-1] if len(word) > 3 and word[-1] in "sx" and not word.endswith("ss") else word
    stem = _SAME.get(stem, stem)
    for ending in _ENDINGS:
        if stem.endswith(ending) and len(stem) - len(ending) >= 4:
            stem = stem[: -len(ending)]
            break
    return stem[:-1] if len(stem) > 4 and stem[-1] == stem[-2] else stem


_SMALL_WORDS = (
    "vous nous le la les de du des d l un une et ou a au aux en pour par sur est son sa ses ce se que qui "
    "dans avec notre nos votre vos the of and or for in on at our your you we us is are to with this that "
    "it as by from per"
)
_IDLE = frozenset(_stem(word) for word in _SMALL_WORDS.split())


class Subjects:
    """The subjects of a set of facts, and where a text names them.

    A subject is recognised by its words, singular or plural, in either language for common nouns; of
    "Licence Pro" and "Licence Équipe" the part that tells them apart is enough when it has a capital.

    Args:
        names: the subjects, folded.

    Attributes:
        words: of each subject the words that carry meaning.
    """

    def __init__(self, names: Iterable[str]) -> None:
        sequences = {name: tuple(word for word, _, _ in meaningful(name)) for name in names}
        self.words = {name: frozenset(words) for name, words in sequences.items()}
        self._kin: dict[str, frozenset[str]] = {}
        self._phrases: dict[str, list[tuple[tuple[str, ...], str, bool]]] = {}
        self._add_phrases(sequences)

    def _add_phrases(self, sequences: dict[str, tuple[str, ...]]) -> None:
        families: dict[str, list[tuple[str, ...]]] = {}
        for words in sequences.values():
            families.setdefault(words[0] if words else "", []).append(words)
        for name, words in sequences.items():
            if not words:
                continue
            self._phrases.setdefault(words[0], []).append((words, name, False))
            common = _common_start(families[words[0]])
            rest = words[common:]
            if common > 1 and "".join(rest).isdigit() and not words[common - 1].isdigit():
                rest = words[common - 1 :]  # of "balance AX-204" and "balance AX-604" the letters belong to the number
            if len(families[words[0]]) > 1 and not "".join(rest).isdigit() and rest:
                self._phrases.setdefault(rest[0], []).append((rest, name, True))
        for phrases in self._phrases.values():
            phrases.sort(key=lambda one: -len(one[0]))

    def kin(self, subject: str) -> frozenset[str]:
        """The subjects that are the same thing as one, or of which one names the other more closely."""
        if subject not in self._kin:
            words = self.words[subject]
            same = (name for name, other in self.words.items() if words <= other or other <= words)
            self._kin[subject] = frozenset(same)
        return self._kin[subject]

    def mentions(self, words: list[Token], text: Folded) -> list[Mention]:
        """Where a text names the subjects, in order; the longest name wins.

        Args:
            words: its meaningful words.
            text: the text.
        """
        found: list[Mention] = []
        at = 0
        while at < len(words) and self._phrases:
            length = self._longest(words, at, text, found)
            at += length or 1
        return found

    def _longest(self, words: list[Token], at: int, text: Folded, found: list[Mention]) -> int:
        for phrase, name, capital in self._phrases.get(words[at][0], ()):
            part = words[at : at + len(phrase)]
            if tuple(word for word, _, _ in part) != phrase:
                continue
            if capital and not _has_capital(text, part[0][1]):
                continue
            found.append(Mention(part[0][1], part[-1][2], name))
            return len(phrase)
        return 0


def _common_start(sequences: list[tuple[str, ...]]) -> int:
    """How many first words all of them share."""
    return sum(1 for _ in takewhile(lambda column: len(set(column)) == 1, zip(*sequences, strict=False)))


def _has_capital(text: Folded, offset: int) -> bool:
    start, _ = text.span(offset, offset + 1)
    return text.original[start].isupper() or text.original[start].isdigit()
