"""Percentages, fractions of a price, marks and multiples."""

from decimal import Decimal

from guardrails.claims.parsing.numbers import ANY_WORD, PARTED_UNITS, Number, find_numbers, meant, to_decimal
from guardrails.claims.parsing.values import Measurement, Percent, Ratio
from guardrails.draft import Language
from guardrails.patterns import compile_pattern

_AFTER = compile_pattern(
    r" ?(?:%|pour ?cents?\b|per ?cents?\b|pct\b|(?:cents?|pence|p) (?:in|on|of|to) (?:the|every|each) (?:euro"
    r"|dollar|pound"
    r"|franc)\b|centimes? (?:par|pour chaque|sur chaque|pour un|de chaque) (?:euro|franc|dollar)\b)"
)
_OFF = compile_pattern(r" ?(?:off\b|de remise\b|de reduc(?:tion)?\b|de rabais\b)")
_HALF = compile_pattern(
    r"\b(?:moitie[ -]prix|demi[ -]tarif|(?:at )?half[ -]?price|half[ -]off|la moitie du prix|half the price)\b"
)
_NUMBER = rf"(?:{ANY_WORD})(?:[ -](?:et |and )?(?:{ANY_WORD})){{0,3}}"
_RATIO = compile_pattern(
    r"\b(\d{1,2}(?:[.,]\d{1,2})?)(?: ?/ ?| (?:etoiles )?sur |(?: stars)? out of )(5|10|20|100)\b"
    rf"|\b(\d{{1,2}}|{_NUMBER})(?: [a-z-]+){{0,2}} (?:sur|(?:in|out of)(?: every| each| an?)?)"
    rf" (\d{{1,2}}|100|1000|cent|mille|hundred|thousand|{_NUMBER})\b"
    r"( (?:years?|months?|weeks?|days?|ans?|mois|jours)\b)?"
)
_SPAN = compile_pattern(r" (?:jours?|days?|semaines?|weeks?|mois|months?|nuits?|nights?) ")
"""Six days out of seven are opening hours, not a proportion of customers."""
_SIZE = compile_pattern(r"\d+ sur (?:[1-9]\d*[1-9]|[3-9]0)|\d+ (?:pieds?|pouces?|metres?|pas) sur \d+|1 ?/ ?\d+")
"""A tent of 10 on 15, and the scale of a plan."""
_TIMES = compile_pattern(
    r"\b(\d{1,3}(?:[.,]\d)?|" + ANY_WORD + r")(?: fois|x| times) (?:plus|moins|more|less|faster|cheaper|[a-z]+er\b)"
    r"|\b(twice) (?:as|the|more)\b|\bx(\d{1,2})\b"
)
_SMALL = {
    word: Decimal(value)
    for value, words in enumerate(
        ("zero", "un une one", "deux two", "trois three", "quatre four", "cinq five", "six", "sept seven", "huit eight",
         "neuf nine", "dix ten")
    )
    for word in words.split()
} | {"cent": Decimal(100), "hundred": Decimal(100), "mille": Decimal(1000), "thousand": Decimal(1000)}  # fmt: skip


_PARTS = {
    word: Decimal(value)
    for value, words in ((2, "half halve moitie demi"), (3, "third tier"), (4, "quarter quart"),
                         (5, "fifth cinquieme"), (6, "sixth sixieme"), (8, "eighth huitieme"), (10, "tenth dixieme"),
                         (20, "twentieth vingtieme"))
    for word in words.split()
}  # fmt: skip
_OF_UNIT = compile_pattern(rf" ?(?:(?:of )?an? |d'une? |de )?(?:{PARTED_UNITS})s?\b")
_MEANING = ("over ", "more than ", "plus de ", "plus d'", "pres de ", "nearly ", "almost ")
_PART_NAMES = "|".join(_PARTS)
_SHARE = compile_pattern(
    rf"\b(?:(?:les |the )?(one|un|une|two|deux|three|trois|four|quatre|five|cinq|six|seven|sept|nine|neuf)"
    rf"[ -]({_PART_NAMES})s?\b|(?:(?:an?|la|le|the|un|une|over|more than|plus de|plus d'|pres de|nearly"
    rf"|almost) )+(?:la |the )?({_PART_NAMES})s?"
    r"(?: of (?:our|all|the|its|their|what|every)\b| des\b| de (?:nos|la|l'|ses|leurs)| du\b| d'entre"
    r"| (?:de |en )?(?:moins|plus)\b| (?:less|more|fewer|off|down|upfront|up front|on order|on delivery|on signature"
    r"|in advance|with (?:the|your) order|discount|deposit|faster|cheaper|lighter|quicker|longer|quieter|lower|higher"
    r"|bigger|larger|smaller|slower|stronger)\b"
    r"|(?: [a-z']+){0,4} (?:a la commande|a la signature|a la livraison|d'avance|on order|up front|on signing"
    r"|on delivery|in advance)\b| (?:d'acompte|a la commande|a la livraison|a la signature|de remise"
    r"|de rabais|de reduction|d'avance)\b))"
    rf"|\b(?:sav(?:es?|ing)|economis(?:e[rz]?|ant|ons|erez)|gagne[rz]?)"
    rf"(?: (?:you|us|vous|nous)\b)? (?:an?|un) ({_PART_NAMES})\b"
)
_SAVED = 4
"""The group of a part that is told as saved: its verb is no part of it."""


def percent_at(folded: str, number: Number) -> Measurement | None:
    """The percentage that a number belongs to; a minus sign before it makes it a discount."""
    if folded[number.end : number.end + 2].lstrip(" ")[:1] not in ("%", "p", "c"):
        return None
    match = _AFTER.match(folded[number.end : number.end + 32])
    if not match:
        return None
    end = number.end + match.end()
    before = folded[max(0, number.start - 2) : number.start]
    minus = before.endswith("-") and not before[:1].isalnum()
    start = number.start - 1 if minus else number.start
    sure = minus or _OFF.match(folded[end : end + 14]) is not None
    return Measurement(start, end, end, Percent(number.low, number.high), number.exactness, sure)


def find_fractions(folded: str) -> list[Measurement]:
    """ "Moitié prix", "half price": a discount of 50 %."""
    half = Percent(Decimal(50))
    return [Measurement(*one.span(), one.end(), half, sure=True) for one in _HALF.finditer(folded)]


def find_ratios(folded: str) -> list[Measurement]:
    """Marks ("4,8/5"), proportions ("9 clients sur 10") and multiples ("deux fois plus rapide")."""
    found: list[Measurement] = []
    for match in _RATIO.finditer(folded):
        part = _small(match.group(1) or match.group(3))
        whole = _small(match.group(2) or match.group(4))
        if part is None or not whole or part > whole or match.group(5) or _SPAN.search(match.group()):
            continue
        if not _SIZE.fullmatch(match.group()):
            exactness = meant(folded, Number(*match.span(), part)).exactness
            found.append(Measurement(*match.span(), match.end(), Ratio(part, whole), exactness))
    for match in _TIMES.finditer(folded):
        part = Decimal(2) if match.group(2) else _small(match.group(1) or match.group(3))
        if part is not None:
            found.append(Measurement(*match.span(), match.end(), Ratio(part, Decimal(1))))
    return found


def find_shares(folded: str) -> list[Measurement]:
    """Fractions in words: "les trois quarts des produits", "two thirds", "la moitié de nos clients"."""
    found: list[Measurement] = []
    for match in _SHARE.finditer(folded):
        part = _SMALL.get(match.group(1) or "", Decimal(1))
        name = next(group for group in (2, 3, 4) if match.group(group))
        end = match.end(name)
        end += folded[end : end + 1] == "s"
        whole = _PARTS[match.group(name).removesuffix("s")]
        if part < whole and not _OF_UNIT.match(folded[end : end + 24]):
            start = match.start() + next((len(one) for one in _MEANING if match.group().startswith(one)), 0)
            start = folded.rindex(" ", start, match.start(4) - 1) + 1 if name == _SAVED else start
            exactness = meant(folded, Number(start, end, part)).exactness
            found.append(Measurement(start, end, end, Ratio(part, whole), exactness, share=True))
    return found


def _small(word: str) -> Decimal | None:
    if word[0].isdigit():
        return to_decimal(word)
    if word in _SMALL:
        return _SMALL[word]
    languages: tuple[Language, ...] = ("fr", "en")
    return next((one[0].low for language in languages if (one := find_numbers(word, language))), None)
