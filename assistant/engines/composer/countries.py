"""Countries in points, mails and facts: delivery times and the like often hold in one country only.

Names come from the Unicode CLDR by way of Babel; French prepositions follow the gender that the ending shows,
with the exceptions that grammars list (le Mexique, Cuba, les Pays-Bas).
"""

from functools import lru_cache

from babel import Locale

from assistant.engines.composer.nouns import base_letters, elides
from assistant.engines.composer.themes import themes_of, words_of
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_ALSO = {
    "uk": "GB", "u k": "GB", "great britain": "GB", "britain": "GB", "england": "GB", "grande bretagne": "GB",
    "angleterre": "GB", "usa": "US", "u s a": "US", "etats unis d amerique": "US", "holland": "NL", "hollande": "NL",
    "republique tcheque": "CZ", "czech republic": "CZ",
}  # fmt: skip
_MASCULINE_IN_E = frozenset({"BZ", "KH", "MX", "MZ", "SR", "ZW"})
_WITHOUT_ARTICLE = frozenset({"BH", "CU", "CY", "DJ", "HT", "MC", "MG", "MT", "MU", "SG", "SM", "TW"})
_PLURAL = frozenset({"AE", "BS", "KM", "MH", "MV", "NL", "PH", "SB", "SC", "US"})
_WITH_THE = frozenset({"AE", "BS", "CZ", "GB", "GM", "KM", "MV", "NL", "PH", "SC", "US"})
_SENTENCE = compile_pattern(r"[^.?!;\n]+")


def countries_in(text: str) -> tuple[str, ...]:
    """The ISO 3166-1 codes of the countries that a text names, in French or in English."""
    line = " " + " ".join(words_of(text)) + " "
    found = {code: line.find(f" {name} ") for name, code in _names().items() if f" {name} " in line}
    return tuple(sorted(found, key=lambda code: found[code]))


def country_of(subject: str | None) -> str | None:
    """The country that a fact's subject is, and nothing else besides."""
    return _names().get(" ".join(words_of(subject))) if subject else None


def delivered_to(text: str) -> tuple[str, ...]:
    """The countries that a text names where it speaks of delivery."""
    sentences = [str(found.group()) for found in _SENTENCE.finditer(text)]
    about = [one for one in sentences if any(theme.id == "delivery" for theme in themes_of(one))]
    return tuple(dict.fromkeys(code for one in about for code in countries_in(one)))


def towards(code: str, language: Language) -> str:
    """ "en Allemagne", "au Royaume-Uni", "aux Pays-Bas", "à Malte"; "to Germany", "to the United Kingdom"."""
    name = Locale.parse(language).territories[code]
    if language == "en":
        return f"to the {name}" if code in _WITH_THE else f"to {name}"
    if code in _PLURAL:
        return f"aux {name}"
    if code in _WITHOUT_ARTICLE:
        return f"à {name}"
    feminine = name.endswith("e") and code not in _MASCULINE_IN_E
    return f"en {name}" if feminine or elides(name) else f"au {name}"


@lru_cache(maxsize=1)
def _names() -> dict[str, str]:
    known = dict(_ALSO)
    for language in ("fr", "en"):
        for code, name in Locale.parse(language).territories.items():
            if len(code) == 2 and code.isalpha() and code not in ("EU", "EZ", "UN", "ZZ", "XA", "XB"):
                known.setdefault(" ".join(words_of(base_letters(name))), code)
    return known
