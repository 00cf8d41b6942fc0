"""The verdict on each claim of a text: supported, contradicted, expired or unsupported, and by which fact."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace

from guardrails.claims.attest import judge_words
from guardrails.claims.derive import with_sums
from guardrails.claims.extract import Claim, Reading, RuleBook
from guardrails.claims.facts import Known
from guardrails.claims.judgement import Judgement, Standing
from guardrails.claims.kinship import Bearing, alike, covers, is_own, says_type, speaks_of, tells_of
from guardrails.claims.knowledge import Answer, Knowledge
from guardrails.claims.passage import Passages
from guardrails.claims.relate import agrees, day_before
from guardrails.claims.values import Count, Days, Exactness, Money, Stated, Value, Words
from guardrails.claims.verbatim import Repeated
from guardrails.patterns import compile_pattern

_BEFORE = compile_pattern(r"\b(?:avant|before|prior to)(?: le| the| ?)? *$")
_NEXT = 24
"""How far a sum in brackets, or after "soit", may stand from the one that names the period."""
_BARE = 2
"""Words of a clause that can hold no topic of its own: "elle coûte"."""


def judge(reading: Reading, knowledge: Knowledge, book: RuleBook, title: Reading | None = None) -> list[Judgement]:
    """Judge every claim of a text, in order.

    Args:
        reading: the text.
        knowledge: what is known.
        book: recognises claims in words inside facts.
        title: the subject line, which may say what the text speaks of.
    """
    if not reading.claims:
        return []
    passages = Passages(reading, knowledge, tuple(title.mentions) if title else ())
    return _Court(reading, knowledge, book, passages).judge()


class _Court:
    """One text before its facts."""

    def __init__(self, reading: Reading, knowledge: Knowledge, book: RuleBook, passages: Passages) -> None:
        self._reading = reading
        self._knowledge = knowledge
        self._subjects = knowledge.subjects
        self._products = knowledge.products
        self._book = book
        self._passages = passages
        self._measure_starts = [one.start for one in reading.measures]
        self._of_rule = Counter(one.rule.id for one in reading.claims)
        self._repeated = Repeated(reading.text.text, knowledge.repeatable)

    def judge(self) -> list[Judgement]:
        judged = [self._judge(claim) for claim in self._reading.claims]
        return with_sums(judged, self._reading, self._knowledge.priced)

    def _judge(self, claim: Claim) -> Judgement:
        if known := self._repeated.around(claim.at, claim.until):
            return Judgement(claim, Standing.SUPPORTED if known.valid else Standing.EXPIRED, known)
        if isinstance(claim.value, Words):
            return judge_words(claim, self._knowledge.eligible(claim.rule), self._book)
        answering = self._answers(claim)
        valid = [one for one in answering if one[0].valid]
        subjects = {one.subject for one, _ in answering}
        named, owner = self._passages.owner(claim, subjects)
        akin = self._akin(claim, valid, subjects, named, owner)
        if hit := self._hit(claim, akin, owner if named else None) or self._spoken_of(claim):
            return Judgement(claim, Standing.SUPPORTED, hit)
        stale = [one for one in answering if not one[0].valid]
        if old := self._hit(claim, stale, owner if named else None):
            return Judgement(claim, Standing.EXPIRED, old)
        return self._against(claim, valid, owner, named)

    def _akin(
        self, claim: Claim, valid: list[Answer], answering: set[str | None], named: bool, owner: str | None
    ) -> list[Answer]:
        """The facts about what the claim is about, as far as product names tell."""
        if owner is not None and named:
            kin = self._subjects.kin(owner)
            akin = [one for one in valid if one[0].subject is None or one[0].subject in kin]
        elif self._passages.foreign(claim, answering):
            akin = [one for one in valid if one[0].subject is None]
        else:
            return valid
        if claim.rule.one_product:
            return akin
        found = {id(one) for one, _ in akin}
        others = [one for one in valid if id(one[0]) not in found]
        if (owner is None or owner in self._products) and not isinstance(claim.value, Count):
            return akin + [one for one in others if one[0].subject not in self._products]
        return akin + [one for one in others if self._names_its_things(claim, one[0])]

    def _answers(self, claim: Claim) -> list[Answer]:
        """The facts that may answer a claim, with the values that measure the same thing."""
        answers = self._knowledge.answers(claim.rule, claim.value)
        if not isinstance(claim.value, Count) or claim.rule.one_product:
            return answers
        return [one for one in answers if self._same_things(claim, one[0])]

    def _same_things(self, claim: Claim, known: Known) -> bool:
        """ "240 clients" is not borne out by a fact about 240 agencies."""
        if known.subject is None:
            return True
        if claim.rule.id == "claims.quantity":
            return self._same_noun(claim, known)
        return bool(self._passages.sentence(claim) & known.content)

    def _same_noun(self, claim: Claim, known: Known) -> bool:
        """ "20 personnes" says nothing about a fact of 25 users; a fact without a noun may answer anything."""
        nouns = frozenset(one for one in known.nouns if one.isalpha())
        return not nouns or bool(nouns & self._passages.following(claim))

    def _names_its_things(self, claim: Claim, known: Known) -> bool:
        """Whether the very things that a fact counts follow the number: "3 utilisateurs"."""
        return bool(known.counted & self._passages.following(claim))

    def _hit(self, claim: Claim, facts: Sequence[Answer], owner: str | None) -> Known | None:
        """The fact that bears the claim out, one about the named subject first."""
        meanings = self._meanings(claim) if facts else []
        hits = [one for one, stated in facts if _bears_out(claim, meanings, stated)]
        hits = [one for one in hits if self._fits(claim, one)]
        if not hits:
            return None
        return next((one for one in hits if owner is not None and one.subject == owner), hits[0])

    def _fits(self, claim: Claim, known: Known) -> bool:
        """A deposit of 30 % does not grant a discount of 30 %: a fact of another type must be spoken of."""
        if known.fact.type == claim.rule.supported_by[0] or claim.rule.id != "claims.discount":
            return True
        return known.subject is None or speaks_of(self._passages.sentence(claim), known)

    def _spoken_of(self, claim: Claim) -> Known | None:
        """A fact of any type that the claim's own clause speaks of and that says the same."""
        if claim.rule.rep_may_state and not claim.rule.needs_fact:
            return None
        meanings = self._meanings(claim)
        for known, stated in self._knowledge.stating(claim.value):
            if not _bears_out(claim, meanings, stated):
                continue
            if self._passages.names_another(claim, known):
                continue
            if isinstance(claim.value, Count) and not self._same_noun(claim, known):
                continue
            listed = known.fact.type in claim.rule.supported_by
            clause, sentence = self._passages.clause(claim), self._passages.sentence(claim)
            words = clause | sentence if known.asides else clause
            if speaks_of(words, known) if listed else tells_of(words, sentence, known):
                return known
        return None

    def _meanings(self, claim: Claim) -> list[Value]:
        """What a claim may mean: "25 € HT par mois (30 € TTC)" says the period once, "avant le 1er" the day before."""
        value = claim.value
        if isinstance(value, Days) and claim.rule.id == "claims.deadline" and self._says_before(claim):
            return [value, day_before(value)]
        if not isinstance(value, Money) or value.period is not None:
            return [value]
        index = bisect_left(self._measure_starts, claim.at) - 1
        before = self._reading.measures[index] if index >= 0 else None
        if before is None or claim.at - before.end > _NEXT or not isinstance(before.value, Money):
            return [value]
        return [value, replace(value, period=before.value.period)]

    def _says_before(self, claim: Claim) -> bool:
        return _BEFORE.search(self._reading.text.text[max(0, claim.at - 16) : claim.at]) is not None

    def _against(self, claim: Claim, valid: list[Answer], owner: str | None, named: bool) -> Judgement:
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
        only = [one for one in bearings if one.own]
        if owner is None and not claim.rule.only_named and _one_answer(only):
            alone = self._of_rule[claim.rule.id] == 1
            certain = alone and claim.rule.id == "claims.discount" and self._carries(claim, only[0])
            return self._contradicted(claim, only, certain=certain)
        return Judgement(claim, Standing.UNSUPPORTED)

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
        plain = claim.exactness in (Exactness.EXACT, Exactness.ABOUT)
        first = nearest[0]
        return Judgement(
            claim, Standing.CONTRADICTED, first.known, first.values[0], certain and len(values) == 1 and plain
        )


def _bears_out(claim: Claim, meanings: Sequence[Value], stated: Sequence[Stated]) -> bool:
    return any(agrees(meant, claim.exactness, one) for one in stated for meant in meanings)


def _one_answer(facts: Sequence[Bearing]) -> bool:
    """Whether a single fact answers, or several that say the same of the same thing."""
    values = {value for one in facts for value in one.values}
    return len({one.known.fact.id for one in facts}) == 1 or (
        len(values) == 1 and len({one.known.subject for one in facts}) == 1
    )
