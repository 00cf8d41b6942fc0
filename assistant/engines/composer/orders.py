"""Orders to tell something: "préciser le délai de livraison", "give her the price and the discount".

Such a point is a task, not a sentence for the reader: facts do what it asks, or the mail says that the answer follows.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.engines.composer.countries import countries_in, country_of, towards
from assistant.engines.composer.library import Theme, grammar
from assistant.engines.composer.nouns import definite, has_determiner, noun_phrase
from assistant.engines.composer.reading import bare, glue
from assistant.engines.composer.themes import names, themes_of, words_of
from guardrails.draft import Fact, Language
from guardrails.patterns import compile_pattern

# Amounts, percentages, days, hours and lengths: such a point informs by itself.
_SAYS_IT = compile_pattern(
    r"(?i)[€$£%]|\d\s*(?:h|heures?|hours?|jours?|days?|semaines?|weeks?|mois|months?|ans?|années?|years?|am|pm)\b"
    r"|\b(?:janvier|février|mars|avril|mai|juin|juillet|août|septembre|octobre|novembre|décembre|january|february|march"
    r"|april|june|july|august|september|october|november|december|demain|tomorrow)\b"
)
_LINKS = frozenset({"et", "and", "ou", "or", "puis", "ainsi", "plus"})
_BEFORE_TOPIC = frozenset({"de", "d'", "du", "des", "sur", "about", "of", "on", "quant", "au", "aux", "à"})
_HEAD = 3
_CONDITIONS = ("deadline", "quantity")


@dataclass(frozen=True, slots=True)
class _Part:
    text: str
    theme: Theme | None


def is_order_to_tell(verb: str, rest: Sequence[str], language: Language) -> bool:
    """Whether a verb and what follows name things that facts may tell, without telling them."""
    known = grammar(language)
    text = glue(rest)
    if verb not in known.telling or not rest or _SAYS_IT.search(text) or bare(rest[0]) in known.not_told:
        return False
    if any(bare(token) in known.days for token in rest):
        return False
    return any(part.theme for part in _parts(text, language))


def unmet(orders: Sequence[str], told: Sequence[Fact], subjects: Sequence[str], language: Language) -> list[str]:
    """What orders ask for that no fact of the mail tells, by neutral names that promise nothing.

    Args:
        orders: the objects of the orders: "le tarif et la garantie du Levant 120".
        told: the facts that the mail states.
        subjects: the products that the rep may mean.
        language: the mail's language.
    """
    missing: list[str] = []
    for order in orders:
        theme: Theme | None = None
        for part in _parts(order, language):
            product = next((one for one in subjects if names(part.text, one)), None)
            theme = part.theme or theme
            if part.theme is None and product is None:
                missing += [definite(part.text, language)] if has_determiner(part.text, language) else []
            elif theme and not _told(theme, part.text, product, told):
                other = product if any(fact.type in answering(theme) for fact in told) else None
                missing.append(_name(theme, part.text, other, language))
    return list(dict.fromkeys(missing))


def answering(theme: Theme) -> set[str]:
    """The kinds of facts that answer a theme; a deadline alone is no discount."""
    return {kind for kind in theme.facts if kind not in _CONDITIONS}


def answers(theme: Theme, countries: Sequence[str], fact: Fact) -> bool:
    """Whether a fact answers a theme, in the country that is asked about."""
    if fact.type not in answering(theme):
        return False
    if theme.id != "delivery" or not countries:
        return True
    return country_of(fact.subject) in countries or bool(set(countries_in(fact.source or "")) & set(countries))


def name_of(theme: Theme, countries: Sequence[str], language: Language) -> str:
    """The neutral name of a theme: "la livraison en Norvège", "the commercial terms"."""
    name = theme.fr if language == "fr" else theme.en
    return f"{name} {towards(countries[0], language)}" if theme.id == "delivery" and countries else name


def _name(theme: Theme, text: str, product: str | None, language: Language) -> str:
    name = name_of(theme, countries_in(text), language)
    if product is None:
        return name
    return f"{name} {noun_phrase(product).after_de}" if language == "fr" else f"{name} of {product}"


def _told(theme: Theme, text: str, product: str | None, told: Sequence[Fact]) -> bool:
    own = [fact for fact in told if answers(theme, countries_in(text), fact)]
    if product is None:
        return bool(own)
    return any(country_of(fact.subject) or (fact.subject or "").startswith(product) for fact in own)


def _parts(text: str, language: Language) -> list[_Part]:
    """ "the price and the discount for 12 desks" as its two parts, each with the theme of its first words."""
    pieces: list[list[str]] = [[]]
    for token in text.split(" "):
        if bare(token) in _LINKS:
            pieces.append([])
            continue
        pieces[-1].append(token.rstrip(",;"))
        if token.endswith((",", ";")):
            pieces.append([])
    return [_part(piece, language) for piece in pieces if piece]


def _part(tokens: list[str], language: Language) -> _Part:
    known = grammar(language)
    while len(tokens) > 1 and bare(tokens[0]) in _BEFORE_TOPIC:
        tokens = tokens[1:]
    text = " ".join(tokens)
    if bare(tokens[0]) in known.questions:
        return _Part(text, _first(text))
    head = words_of(text)[: _HEAD + has_determiner(text, language)]
    # English puts the head last ("the price change"), French first ("le changement de prix").
    document = any(word in known.documents for word in (head if language == "en" else head[:2]))
    return _Part(text, None if document else _first(" ".join(head)))


def _first(text: str) -> Theme | None:
    return next((theme for theme in themes_of(text) if theme.tellable), None)
