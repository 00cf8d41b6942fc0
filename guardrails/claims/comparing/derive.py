"""Sums that no fact states and that follow from facts: totals, reduced prices, savings, instalments, the tax itself."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import combinations, islice

from guardrails.claims.comparing.bases import Base, fees, only_tax_rate, together
from guardrails.claims.comparing.composed import Lines
from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.comparing.lots import LOT
from guardrails.claims.comparing.multiples import Multiples
from guardrails.claims.comparing.nearby import Nearby
from guardrails.claims.comparing.reductions import MONTHS_A_YEAR, comes_off, follows, reduced
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.money import PERSON
from guardrails.claims.parsing.relate import same_currency, same_tax
from guardrails.claims.parsing.rounding import close
from guardrails.claims.parsing.values import Count, Duration, Money, Percent, Ratio
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.folding import fold

_PAID_BY = ("week", "month", "year")
"""Lengths of time that one pays for, each apart."""
_MOST_FACTS = 200
_MOST_RATES = 12
_MOST_SUMS = 12
_MOST_COUNTS = 8
_MOST_PAIRED = 6


def with_sums(
    judged: Sequence[Judgement], reading: Reading, priced: Sequence[Known], counted: Sequence[Known]
) -> list[Judgement]:
    """The judgements, with sums that follow from facts found supported.

    Args:
        judged: what was found of each claim alone.
        reading: the text.
        priced: the facts that a sum may follow from: prices, discounts and terms that hold.
        counted: the facts that say how many there are, those of the rep's brief too.
    """
    if all(one.standing is Standing.SUPPORTED or not isinstance(one.claim.value, Money) for one in judged):
        return list(judged)
    sums = _Sums(reading, priced, counted)
    for one in judged:
        if one.standing is Standing.SUPPORTED and one.known and isinstance(one.claim.value, Money):
            sums.add(one.claim.value, one.known)
    judged = [sums.judge(one) for one in judged]
    return [sums.exampled(one) for one in judged]


class _Sums:
    """What is known of sums at one point of a text."""

    def __init__(self, reading: Reading, priced: Sequence[Known], counted: Sequence[Known]) -> None:
        few = priced[:_MOST_FACTS]
        self._reading = reading
        self._prices = [one for one in few if any(isinstance(stated.value, Money) for stated in one.stated)]
        self._rates = [one for one in few if one.fact.type == "discount" or _has_rate(one) or comes_off(one)][
            :_MOST_RATES
        ]
        self._sold = frozenset(one.subject for one in self._prices if one.fact.type == "price" and not comes_off(one))
        self._said: list[Base] = []
        self._together = list(together(self._prices))
        self._fees = fees(reading, few, counted)
        self._tax_rate = only_tax_rate(self._prices)
        self._examples: dict[int, Known] = {}
        free = (MONTHS_A_YEAR - one for one in _free_months(self._rates))
        amounts = [*_amounts(counted), *_lengths(priced)][:_MOST_COUNTS]
        self._lines = Lines(reading, self._prices, counted)
        self._nearby = Nearby(reading, (*amounts, *free))

    def add(self, money: Money, known: Known) -> None:
        """Remember a sum that is borne out, on the tax basis of its fact where the text names none."""
        if len(self._said) < _MOST_SUMS and all(one.money != money for one in self._said):
            forms = (form for stated in known.stated for form in stated.forms)
            form = next((one for one in forms if close_to(money.low, one.low) and same_tax(money, one)), None)
            basis = money.tax or (form.tax if form else None)
            self._said.append(Base(replace(money, tax=basis), known))

    def judge(self, one: Judgement) -> Judgement:
        """The judgement, or a better one where the sum follows from others."""
        claimed = one.claim.value
        if one.standing not in (Standing.CONTRADICTED, Standing.UNSUPPORTED) or not isinstance(claimed, Money):
            return one
        if any(_another_period(claimed, form) for known in self._prices for form in _first_forms(known)):
            return one
        base = self._behind(one.claim, claimed) or self._total(one.claim, claimed)
        if base is None:
            return one
        if base.example is not None:
            self._examples[base.example] = base.known
        self._said.append(Base(replace(claimed, tax=claimed.tax or base.money.tax), base.known))
        return Judgement(one.claim, Standing.SUPPORTED, base.known)

    def exampled(self, one: Judgement) -> Judgement:
        """The judgement; a sum that a fee was reckoned from is the reader's, or an example: "for a salary of …"."""
        known = self._examples.get(one.claim.at)
        return Judgement(one.claim, Standing.SUPPORTED, known) if known else one

    def _behind(self, claim: Claim, claimed: Money) -> Base | None:
        if claimed.high is not None:
            return None
        shared, yearly = self._nearby.is_share(claim, claimed), self._nearby.is_yearly(claim)
        many = Multiples(self._nearby.counts(claim), shared=shared, yearly=yearly)
        longer = Multiples(self._nearby.counts(claim, lengths=True), shared=False, yearly=yearly)
        for base in self._bases(claimed):
            # what one person pays is no product of how many they are
            times = longer if claimed.per == base.money.per == PERSON else many
            rates = [one for one in self._rates if one.subject == base.known.subject or one.subject not in self._sold]
            if same_currency(claimed, base.money) and follows(claim, claimed, base, rates, times):
                return base
        return None

    def _bases(self, claimed: Money) -> Iterator[Base]:
        for known in self._prices:
            for one in known.stated:
                if isinstance(one.value, Money) and one.value.high is None:
                    yield from (Base(form, known) for form in one.meant_by(claimed))
                    yield from _of_a_lot(one.meant_by(claimed), known)
        yield from self._together
        yield from self._fees
        for said in self._said[-_MOST_SUMS:]:
            yield said
            rate = said.known.tax_rate if said.known.tax_rate is not None else self._tax_rate
            if rate is not None and said.money.tax:
                factor = 1 + rate / 100 if said.money.tax == "excl" else 1 / (1 + rate / 100)
                tax = "incl" if said.money.tax == "excl" else "excl"
                yield Base(replace(said.money, low=said.money.low * factor, tax=tax), said.known, reckoned=True)

    def _total(self, claim: Claim, claimed: Money) -> Base | None:
        """The last of the sums of which a claimed one is the total, or the difference."""
        said = self._said[-_MOST_SUMS:]
        runs = (said[first:last] for first in range(len(said)) for last in range(first + 2, len(said) + 1))
        if saved := self._saved(claim, claimed, said):
            return saved
        for parts in (*runs, *combinations(said, 3), *combinations(said, 2), *self._pairs(claimed)):
            if not all(same_currency(claimed, one.money) and same_tax(claimed, one.money) for one in parts):
                continue
            total = sum((one.money.low for one in parts), Decimal(0))
            if close(claimed.low, total, claim.exactness):
                return parts[-1]
            if all(one in said for one in parts) and any(
                close(claimed.low, abs(total - 2 * one.money.low), claim.exactness) for one in parts
            ):
                return parts[-1]
        return self._lines.total(claim, claimed, self._rates) or self._lines.added(claim, claimed, said)

    def _saved(self, claim: Claim, claimed: Money, said: Sequence[Base]) -> Base | None:
        """A sum of the text from which a discount on one of its parts comes off: "10 % off the second chair"."""
        for base in said:
            if self._spared(claim, claimed, base):
                return base
            if not (same_currency(claimed, base.money) and same_tax(claimed, base.money)):
                continue
            for price in self._bases(claimed):
                saved = (price.money.low - one for one in reduced(price.money.low, self._rates))
                if same_tax(base.money, price.money) and any(
                    close(claimed.low, base.money.low - one, claim.exactness) for one in saved
                ):
                    return base
        return None

    def _pairs(self, claimed: Money) -> Iterator[tuple[Base, Base]]:
        """Two known prices, or one and a sum of the text: "with the first year of maintenance"."""
        priced = [one for one in self._bases(replace(claimed, period="year")) if one not in self._said]
        mixed = [*self._said[-_MOST_SUMS:], *priced[: _MOST_SUMS * 2]]
        yield from (
            pair for pair in combinations(mixed, 2)
            if pair[0].known is not pair[1].known or _apart(*pair, said=self._said)
        )  # fmt: skip
        whole = (one for one in self._bases(replace(claimed, period="year")) if one.money in _first_forms(one.known))
        for base in islice(whole, _MOST_PAIRED):
            less = (replace(base.money, low=one) for one in reduced(base.money.low, self._rates, parts=False))
            yield from ((base, Base(one, base.known, reckoned=True)) for one in less)

    def _spared(self, claim: Claim, claimed: Money, base: Base) -> bool:
        """Whether a sum is what a price of the text spares against single prices: "20 lessons for 990 €, 50 € less"."""
        if claim.rule.id != "claims.discount" or not same_currency(claimed, base.money):
            return False
        times = Multiples(self._nearby.counts(claim), shared=False)
        return any(
            times.hold(claimed.low + base.money.low, price.money.low, claim.exactness, shares=False)
            for price in self._bases(claimed)
            if same_tax(base.money, price.money)
        )


def _apart(one: Base, other: Base, *, said: Sequence[Base]) -> bool:
    """Whether two sums of one fact are two to pay: one at the full price and one, named before, at a reduced one."""
    alike = one.money.period == other.money.period and one.money.tax == other.money.tax
    return alike and one in said and one.money.low != other.money.low


def _of_a_lot(forms: Iterable[Money], known: Known) -> Iterator[Base]:
    """The price of one where a fact prices several: "lot de 12"."""
    counts = [one.value.low for one in known.asides if isinstance(one.value, Count) and one.value.high is None]
    many = [one for one in counts if one > 1 and LOT.search(f"{known.words} {fold(known.fact.unit or '')}")]
    for count in many:  # "Picpoul 2025, case of 12" has two numbers
        yield from (Base(replace(one, low=one.low / count, per=None), known, reckoned=True) for one in forms)


def close_to(one: Decimal, other: Decimal) -> bool:
    """Whether two sums are the same to the cent."""
    return abs(one - other) < Decimal("0.0051")


def _first_forms(known: Known) -> Iterator[Money]:
    """The sums of a fact, with and without tax, for its own period."""
    for one in known.stated:
        yield from (form for form in one.forms if form.period == one.forms[0].period)


def _another_period(claimed: Money, price: Money) -> bool:
    """ "4 800 € a month" of 4 800 € a year: wrong, however many months stand near."""
    return None not in (claimed.period, price.period) and claimed.period != price.period and claimed.low == price.low


def _has_rate(known: Known) -> bool:
    return known.fact.type != "price" and any(isinstance(one.value, Percent | Ratio) for one in known.stated)


def _free_months(rates: Sequence[Known]) -> Iterator[Decimal]:
    """The months that a discount gives away: a year then costs the others."""
    for known in rates:
        for one in known.stated:
            if isinstance(one.value, Duration) and one.value.unit == "month" and 0 < one.value.low < MONTHS_A_YEAR:
                yield one.value.low


def _amounts(counted: Sequence[Known]) -> list[Decimal]:
    values = (one.value for known in counted for one in known.stated)
    return [one.low for one in values if isinstance(one, (Count, Duration)) and one.high is None and one.low > 1]


def _lengths(priced: Sequence[Known]) -> list[Decimal]:
    """The lengths and numbers of known commitments: 24 months at 59 € each, four payments; not the days of a notice."""
    values = (stated.value for one in priced if one.fact.type == "term" for stated in one.stated)
    long = (one for one in values if isinstance(one, Count) or (isinstance(one, Duration) and one.unit in _PAID_BY))
    return [one.low for one in long if one.high is None and one.low > 1]
