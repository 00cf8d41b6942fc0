"""What a claim is held against that no fact bears out: the nearest fact about the same thing, if any."""

from collections import Counter
from collections.abc import Sequence

from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.facts.kinship import Bearing, alike, covers, is_own, says_type
from guardrails.claims.facts.knowledge import Answer, Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.values import Count, Duration, Exactness, Money, Value
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Claim, Reading

_BARE = 2
"""Words of a clause that can hold no topic of its own: "elle coûte"."""


class Opposition:
    """The facts that may contradict the claims of one text.

    Args:
        reading: the text.
        knowledge: what is known.
        passages: the words around each claim.
    """

    def __init__(self, reading: Reading, knowledge: Knowledge, passages: Passages) -> None:
        self._reading = reading
        self._passages = passages
        self._subjects = knowledge.subjects
        self._products = knowledge.products
        self._of_rule = Counter(one.rule.id for one in reading.claims)

    def judge(self, claim: Claim, valid: list[Answer], owner: str | None, named: bool) -> Judgement:
        """What a claim that no fact bears out is held against: the nearest fact about the same thing, if any."""
        bearings = self._bearings(claim, valid, owner)
        bearings = [one for one in bearings if one.values and not self._another(claim, one, owner, named)]
        same = sorted((one for one in bearings if one.same), key=lambda one: one.rank, reverse=True)
        if claim.rule.only_named:
            same = [
                one for one in same
                if one.covered or one.counted or (named and one.named) or (one.own and one.shared > 0)
            ]  # fmt: skip
        if same:
            nearest = [one for one in same if one.rank == same[0].rank]
            return self._contradicted(claim, nearest, certain=self._is_certain(claim, same[0], named))
        only = [one for one in bearings if one.own and not (claim.rule.rep_may_state and self._says(one.known))]
        if owner is None and not claim.rule.only_named and _one_answer(only):
            alone = self._of_rule[claim.rule.id] == 1
            certain = alone and claim.rule.id == "claims.discount" and self._carries(claim, only[0])
            return self._contradicted(claim, only, certain=certain)
        if stocked := self._stocked(claim, valid):
            return Judgement(claim, Standing.CONTRADICTED, *stocked)
        return Judgement(claim, Standing.UNSUPPORTED)

    def _stocked(self, claim: Claim, valid: list[Answer]) -> tuple[Known, Value] | None:
        """The stock that a claim of stock must be of: the one that its sentence has words of."""
        if claim.rule.id != "claims.stock" or not isinstance(claim.value, Count) or claim.value.low <= _BARE:
            return None
        sentence = self._passages.sentence(claim)
        stocks = [(one, stated) for one, stated in valid if is_own(one, claim.rule) and one.core & sentence]
        return (stocks[0][0], stocks[0][1][0].value) if len(stocks) == 1 else None

    def _says(self, known: Known) -> bool:
        """Whether the text says what a fact says, wherever: then another day is that of something else."""
        return any(
            agrees(measure.value, measure.exactness, one) for measure in self._reading.measures for one in known.stated
        )

    def _another(self, claim: Claim, one: Bearing, owner: str | None, named: bool) -> bool:
        """Whether a fact is about another product than the claim."""
        if self._passages.hints_at_another(claim, one.known):
            return True
        if self._passages.names_another(claim, one.known):
            return one.known.subject in self._products or claim.rule.one_product
        other = owner is not None and one.known.subject is not None and not one.named
        return other and named and not one.covered

    def _is_certain(self, claim: Claim, one: Bearing, named: bool) -> bool:
        """Whether a value may be put right by a fact, not only doubted."""
        if claim.rule.only_named:
            return named and one.covered
        if isinstance(claim.value, Count) and not claim.rule.one_product:
            return named or one.covered
        return named or self._carries(claim, one)

    def _carries(self, claim: Claim, one: Bearing) -> bool:
        """Whether a clause that names no product still says what it is about: "elle est à 40 €", "40 % de remise"."""
        clause = self._passages.clause(claim)
        return one.covered or one.shared > 0 or len(clause) <= _BARE or says_type(clause, one.known)

    def _bearings(self, claim: Claim, valid: Sequence[Answer], owner: str | None) -> list[Bearing]:
        clause, sentence = self._passages.clause(claim), self._passages.sentence(claim)
        following = self._passages.following(claim)
        kin = self._subjects.kin(owner) if owner is not None else frozenset[str]()
        counts = isinstance(claim.value, Count)
        bearings: list[Bearing] = []
        for known, stated in valid:
            covered = covers(clause, known) or bool(known.core and known.core <= sentence and known.core & clause)
            figure = counts and known.fact.type == "statistic" and bool(known.nouns & following)
            bearings.append(
                Bearing(
                    known,
                    [one.value for one in stated if alike(claim.value, one.value, following, one.counts, int(covered))],
                    is_own(known, claim.rule),
                    known.subject in kin,
                    len(clause & known.tells),
                    covered or figure,
                    counts and any(one.counts & following for one in stated),
                )
            )
        return bearings

    def _contradicted(self, claim: Claim, nearest: Sequence[Bearing], certain: bool) -> Judgement:
        values = {value for one in nearest for value in one.values}
        if self._is_over_time(claim, nearest[0].values[0]):
            return Judgement(claim, Standing.CONTRADICTED, nearest[0].known)
        plain = claim.exactness in (Exactness.EXACT, Exactness.ABOUT)
        first = nearest[0]
        return Judgement(
            claim, Standing.CONTRADICTED, first.known, first.values[0], certain and len(values) == 1 and plain
        )

    def _is_over_time(self, claim: Claim, value: Value) -> bool:
        """Whether a sum is what a price for a period comes to over a length of time: no value to put in its place."""
        if not isinstance(claim.value, Money) or claim.value.period or not isinstance(value, Money) or not value.period:
            return False
        start, end = self._reading.wording.sentence_bounds(claim.at, len(self._reading.text.text))
        return any(isinstance(one.value, Duration) for one in self._reading.measures_in(start, end))


def _one_answer(facts: Sequence[Bearing]) -> bool:
    """Whether a single fact answers, or several that say the same of the same thing."""
    values = {value for one in facts for value in one.values}
    return len({one.known.fact.id for one in facts}) == 1 or (
        len(values) == 1 and len({one.known.subject for one in facts}) == 1
    )
