"""Everything measurable in a text: what is no claim is set aside first, then each number finds its unit."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from itertools import zip_longest

from guardrails.claims.parsing.dates import find_dates
from guardrails.claims.parsing.durations import duration_at, find_spoken
from guardrails.claims.parsing.money import money_at
from guardrails.claims.parsing.numbers import CLOCK_WORDS, Number, find_numbers, join_ranges
from guardrails.claims.parsing.percentages import find_fractions, find_ratios, find_shares, percent_at
from guardrails.claims.parsing.rhythms import find_rhythms
from guardrails.claims.parsing.values import Count, Duration, Measurement
from guardrails.draft import Language
from guardrails.patterns import any_of, compile_pattern

Range = tuple[int, int]

_NO_CLAIMS = (
    r"<[a-z]+_\d+>|\[[a-z]+_\d+\]",  # placeholders of redacted data
    r"[a-z0-9._%+-]+@[a-z0-9.-]+|(?:https?://|www\.)[^ \n]+",
    r"(?:\+"
    r"|\b00)[1-9]\d{0,2}(?: ?\(0\))?(?:[ .-]?\d)?(?:[ .-]{0,2}\d{2,4}){3,6}\b",  # international telephone numbers
    r"\b0\d(?:[ .-]?\d\d){4}\b|\b0\d{2,4}[ -]\d{3,4}[ -]?\d{3,4}\b|\(\d{3,5}\) ?\d{3}[ -]?\d{3,4}\b",
    r"\b[a-z]{2}\d{2}(?: ?[a-z0-9]{4}){3,7}(?: ?[a-z0-9]{1,3})?\b",  # IBAN (ISO 13616)
    r"\b(?:siret|siren|rcs|tva intracommunautaire|vat (?:no|number|reg)\.?"
    r"|capital(?: social)? de)[^0-9\n]{0,24}[a-z]{0,3}[\d ]{5,20}",
    r"\b(?:article|art\.?|clause|alinea|annexe|annex|section|paragraphe?|chapitre|chapter|page|p\."
    r"|ligne|line|etape|step|figure|tableau"
    r"|version|release|lot|bureau|salle|room|etage|quai|hall|stand|gate|vol|bp|cs|cedex"
    r"|code postal|loi|decret|directive"
    r"|reglement|regulation|question|point|phase|niveau|level|rang|iso|iec|nf(?: en)?|rfc|soc|pci"
    r"|windows|office|sigma|top)"
    r"(?: n[o°]\.?| numero| number)? ?(?:n°)?[a-z]?\d+(?:[ .:/-]\d+)*\b",
    r"(?:\bn° ?|\bno\.? ?|\bnumero )(?:1|un)\b|\bnumber[- ](?:one|1)\b|#1\b",
    r"\b\d+(?:[.,]\d+)? ?(?:x|by) ?\d+(?:[.,]\d+)?(?: ?(?:x|by) ?\d+(?:[.,]\d+)?)? ?(?:cm|mm|m|px|in)\b",
    r"\bv\d+(?:\.\d+)*\b|\b\d+\.\d+\.\d+(?:\.\d+)*\b",
    r"\b(?:commande|order|facture|invoice|devis|quote|dossier|ticket|reference|ref\.?|contrat"
    r"|contract|bon|avoir|client n°|bl|po|bc|id|code)"
    r" ?(?:n[°o]\.?|numero|number|no\.?|#|:)? ?#?:?[a-z]{0,4}[/-]?\d[\d/-]{2,}\b",
    r"\b[a-z]{1,6}[-_/]\d[\d/_-]*\b|\b[a-z]+\d+[a-z0-9-]*\b|\b\d+[a-z]+\d[a-z0-9]*\b|#\d+\b",
    r"(?:\bn°|\bn[o°]\.? |\bnumero |\bnumber )\d{2,}(?:[ -]\d+)*\b",
    r"\b\d{1,4}(?: ?(?:bis|ter))?,? (?:rue|avenue|av\.|bd|boulevard|allees?|impasse|place|chemin"
    r"|route|quai|esplanade)\b|\b\d{1,4}(?: ?(?:bis|ter))?, (?:cours|square|passage)\b",
    r"\b\d{1,5} (?:[a-z]+ ){1,3}(?:street|st|road|rd|avenue|ave|lane|drive|way|close)\b"
    r"|\b\d{1,5} (?:[a-z]{3,} ){1,2}square\b",
    r"\b\d{5} (?:paris|lyon|marseille|cedex)|\b(?:f-)?\d{5} [a-z][a-z-]+(?: cedex)",
    r"\b24 ?h(?:eures)? ?(?:/|sur) ?24\b|\b7 ?j(?:ours)? ?(?:/|sur) ?7\b|\b24/7\b",
    r"\b(?:a|vers|at|from|entre|until|jusqu'a|des|apres|avant|before|after|by) (?:[01]?\d|2[0-3]) ?(?:h"
    r" ?\d{2}|h|heures?|:\d{2})\b(?: ?[ap]m\b)?",
    r"\b(?:une|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|onze) heures? (?:du matin|du soir|de l'apres-midi)\b",
    rf"\b(?:a|vers|entre|jusqu'a|des|apres|avant|before|after|by) (?:{CLOCK_WORDS}) heures?(?: (?:et (?:quart|demie?)"
    r"|moins le quart|trente|quinze|quarante-cinq))?\b",
    rf"\b(?:{CLOCK_WORDS}) o'clock\b|\bhalf(?: past)? (?:{CLOCK_WORDS})\b|\b(?:a )?quarter (?:past"
    rf"|to) (?:{CLOCK_WORDS})\b",
    r"\b[a-z0-9]+[- ](?:year|month|week|day)s?[- ]olds?\b|\b(?:vieux|vieille|agee?s?) de [a-z0-9-]+ (?:ans?|mois"
    r"|jours)\b",
    r"\b(?:from|between|de|entre) \d{1,2} (?:to|and|till|until|a|et) \d{1,2} ?(?:h|:) ?\d{2}\b",
    r"\b\d{1,2} ?(?:h|:) ?\d{2}\b(?: ?[ap]m\b)?|\b\d{1,2}(?::\d{2})? ?[ap]m\b",
)
_HALF = compile_pattern(r" [a-z]+(?: (?:cubes?|carree?s?|lineaires?))? (?:et demie?|and a half)\b")
_ELLIPSIS = 80
_TO = (" to ", " a ", " - ", "-", " or ", " ou ")
_AND = (" et ", " and ")
_BETWEEN = compile_pattern(r"\b(?:entre|between) $")
_DAYS_A_WEEK = 7
_SENTENCE_END = compile_pattern(r"[.;!?\n]")
_FOR = compile_pattern(r"\b(?:for|pendant|sur|and|et|de) $")
_NOTHING_COUNTED = compile_pattern(r"[.,;!?)\n]|$| (?:on|for|pour|sur) (?:the|our|la|le|les|l'|nos)\b")
_SET_ASIDE = compile_pattern(any_of(list(_NO_CLAIMS)))
_STUCK = compile_pattern(r"(?:eur|usd|gbp|chf|zar)\d|r\d{1,3}(?:[ ,]\d{3})+\b")
"""A sum whose currency touches it is no name of a product: "CHF50", "R14,500"."""
_UNIT = compile_pattern(r"(?:business|company) (?:days?|hours?|weeks?|months?|years?)\b")
"""A business day is a unit, whatever the business is called."""


def find_measures(
    folded: str, language: Language, now: datetime | None, names: Iterable[Range] = ()
) -> list[Measurement]:
    """Every sum, percentage, duration, day, ratio and count of a folded text, in order, none overlapping.

    Args:
        folded: the folded text.
        language: decides the number words and the order of day and month.
        now: what relative days are resolved against.
        names: spans of product names; a number inside one ("Office 365") measures nothing.
    """
    days = find_dates(folded, language, now)
    names = [one for one in names if not _UNIT.match(folded[one[0] : one[0] + 24])]
    aside = [*names, *_set_aside(folded, days)]
    spoken = [
        *find_rhythms(folded, language),
        *find_fractions(folded),
        *find_ratios(folded),
        *find_shares(folded),
        *find_spoken(folded),
    ]
    found = _merge(days, spoken, aside)
    taken = sorted([*aside, *((one.start, one.end) for one in found)])
    numbers = join_ranges(folded, _outside(find_numbers(folded, language), taken))
    return list(_ranged(folded, _completed(folded, _merge(found, _measured(folded, numbers), aside))))


def _set_aside(folded: str, days: list[Measurement]) -> list[Range]:
    spans = (
        match.span()
        for match in _SET_ASIDE.finditer(folded)
        if not _STUCK.match(folded[match.start() : match.start() + 12])
    )
    return list(_apart(spans, [(one.start, one.end) for one in days]))


def _apart(spans: Iterable[Range], taken: list[Range]) -> Iterator[Range]:
    """The spans of an ordered sequence that touch none of another ordered sequence."""
    index = 0
    for start, end in spans:
        while index < len(taken) and taken[index][1] <= start:
            index += 1
        if index == len(taken) or taken[index][0] >= end:
            yield start, end


def _outside(numbers: list[Number], taken: list[Range]) -> list[Number]:
    kept = set(_apart(((one.start, one.end) for one in numbers), taken))
    return [one for one in numbers if (one.start, one.end) in kept]


def _measured(folded: str, numbers: list[Number]) -> list[Measurement]:
    numbers = [_with_half(folded, one) for one in numbers]
    return [
        percent_at(folded, one)
        or money_at(folded, one, following)
        or duration_at(folded, one)
        or Measurement(one.start, one.end, one.end, Count(one.low, one.high), one.exactness, article=_is_article(one))
        for one, following in zip_longest(numbers, numbers[1:])
    ]


def _with_half(folded: str, number: Number) -> Number:
    """ "Deux tonnes et demie", "trois mètres cubes et demi": the half stands after the unit."""
    found = number.high is None and number.in_words and _HALF.match(folded[number.end : number.end + 32])
    clock = found and duration_at(folded, number)
    return replace(number, low=number.low + Decimal("0.5")) if found and not clock else number


def _completed(folded: str, measures: list[Measurement]) -> Iterator[Measurement]:
    """The measures; a bare number after a length of time has its unit: "twenty years, the motors for ten"."""
    last: Measurement | None = None
    for one in measures:
        if isinstance(one.value, Duration):
            last = one
        elif isinstance(one.value, Count) and last and _goes_on(folded, last, one) and not one.article:
            assert isinstance(last.value, Duration)
            one = replace(one, value=Duration(one.value.low, one.value.high, last.value.unit))
        yield one


def _ranged(folded: str, measures: Iterable[Measurement]) -> Iterator[Measurement]:
    """The measures; two lengths of time that are the ends of one are put together: "a month and a half to two"."""
    last: Measurement | None = None
    for one in measures:
        if last is not None and (whole := _between(folded, last, one)):
            last = whole
            continue
        if last is not None:
            yield last
        last = one
    if last is not None:
        yield last


def _between(folded: str, first: Measurement, second: Measurement) -> Measurement | None:
    low, high = first.value, second.value
    gap = folded[first.end : second.start]
    joined = gap in _TO or (gap in _AND and _BETWEEN.search(folded[max(0, first.start - 8) : first.start]) is not None)
    if not joined or not isinstance(low, Duration) or not isinstance(high, Duration) or low.high or high.high:
        return None
    if low.unit == "day" and high.unit == "week":
        high = Duration(high.low * _DAYS_A_WEEK, None, "day")  # "ten days to a fortnight"
    if low.unit == high.unit and low.low < high.low:
        return replace(first, end=second.end, head=second.head, value=Duration(low.low, high.low, low.unit))
    return None


def _goes_on(folded: str, last: Measurement, one: Measurement) -> bool:
    gap = folded[last.end : one.start]
    return (
        len(gap) < _ELLIPSIS
        and _SENTENCE_END.search(gap) is None
        and _FOR.search(gap) is not None
        and _NOTHING_COUNTED.match(folded[one.end : one.end + 12]) is not None
    )


def _is_article(number: Number) -> bool:
    """ "Un technicien" counts nothing."""
    return number.in_words and number.low == 1 and number.high is None


def _merge(first: list[Measurement], second: list[Measurement], aside: list[Range]) -> list[Measurement]:
    """Both in order; of two that overlap the earlier stays, and what was set aside never enters."""
    # "£49 per delegate" is a sum, though "delegate" may be the subject of a fact
    free = set(_apart(((one.start, one.head) for one in sorted(second, key=lambda one: one.start)), sorted(aside)))
    merged: list[Measurement] = []
    for one in sorted(
        [*first, *(one for one in second if (one.start, one.head) in free)], key=lambda one: (one.start, -one.end)
    ):
        if not merged or one.start >= merged[-1].end:
            merged.append(one)
    return merged
