"""When a part of the price falls due: "40 % on order and 60 % on delivery" of what is due once it runs."""

from collections.abc import Iterator
from decimal import Decimal

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.numbers import to_decimal
from guardrails.claims.parsing.subjects import content_words
from guardrails.claims.parsing.values import Percent
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.texts import Reading, words_claim
from guardrails.draft import FactType
from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_WHEN = compile_pattern(
    r"^(?: (?:is|are|being|est|sont|falls?|fall|due|payable|dus?|dues?|paid|payee?s?|of (?:it|the (?:price|total|sum))"
    r"|du (?:prix|total|montant)|more|deposit|down|acompte|solde|balance)){0,3}"
    r" ((?:on|upon|at|when|once|after|before|with|a la|a l'|au|aux|lors (?:de|du)|des|apres|avant|quand|une fois)\b"
    r"[^,.;:!?()%0-9]{2,48})"
)
_JOINED = compile_pattern(r" (?:and|et|then|puis|with|avec|but|mais|so|donc|plus)\b")
_PART = compile_pattern(r"\b(\d{1,3}(?:[.,]\d+)?) ?%")
_STAGES: tuple[tuple[str, str], ...] = (
    ("order", r"order\w*|sign\w*|confirm\w*|book\w*|command\w+|accept\w*|accord|reserv\w+|engag\w+"),
    ("start", r"start\w*|begin\w*|debut\w*|demarr\w+|commenc\w+|lancement|kick-off|ouverture du chantier"),
    ("removal", r"remov\w+|dismantl\w+|taken? down|depos\w+|demont\w+|retrait"),
    ("delivery", r"deliver\w*|livr\w+|dispatch\w*|ship\w*|arriv\w+|expedi\w+|reception du materiel"),
    (
        "completion",
        r"complet\w+|finish\w*|refit\w*|fitt\w+|install\w+|handover|hand-over|commission\w+|acheve\w+|fin|pose|remise"
        r"|mise en service|reception|fini\w*|termin\w+|done|running|go-live|retour|return|collection|retrait",
    ),
    ("invoice", r"invoice\w*|factur\w*|days?|jours?|month\w*|mois"),
)
"""The stages of an order by what they are called."""
_STAGE = {name: compile_pattern(rf"\b(?:{words})\b") for name, words in _STAGES}
_TYPES: tuple[FactType, ...] = ("term", "price", "deadline")


def misstaged(reading: Reading, knowledge: Knowledge, book: RuleBook) -> Iterator[Judgement]:
    """Stages at which a share of the price is said to fall due that are not those of the fact with that share.

    Args:
        reading: the text.
        knowledge: what is known.
        book: the rules, one for each type of fact.
    """
    rule = book.against("term")
    due = [(one, dict(_parts(one))) for one in knowledge.facts if one.valid and one.fact.type in _TYPES]
    due = [(one, parts) for one, parts in due if parts]
    text = reading.text.text
    for measure in reading.measures if rule and due else ():
        value = measure.value
        when = _when(text[measure.end : measure.end + 80]) if isinstance(value, Percent) else None
        if not isinstance(value, Percent) or value.high is not None or when is None:
            continue
        known = [(one, parts[value.low]) for one, parts in due if value.low in parts]
        if rule and known and not any(_same(when[0], stage) for _, stage in known):
            yield Judgement(
                words_claim(rule, reading.text, measure.start, measure.end + when[1]),
                Standing.CONTRADICTED,
                known[0][0],
            )


def _parts(known: Known) -> Iterator[tuple[Decimal, str]]:
    """The shares of a fact, each with the stage at which it is due."""
    value = fold(known.fact.value)
    for match in _PART.finditer(value):
        if when := _when(value[match.end() :]):
            yield to_decimal(match.group(1)), when[0]


def _when(folded: str) -> tuple[str, int] | None:
    """The words that say when the share just named is due, and where they end."""
    match = _WHEN.match(folded)
    if match is None:
        return None
    cut = _JOINED.search(match.group(1))
    end = match.start(1) + cut.start() if cut else match.end(1)
    return folded[match.start(1) : end], end


def _same(one: str, other: str) -> bool:
    """Whether two stages may be the same: known by the same name, or by none."""
    stages = [{name for name, called in _STAGE.items() if called.search(words)} for words in (one, other)]
    return not all(stages) or bool(stages[0] & stages[1]) or bool(content_words(one) & content_words(other))
