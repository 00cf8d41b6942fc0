"""The verdict on each claim of a text: supported, contradicted, expired or unsupported, and by which fact."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import Enum

from guardrails.claims.derive import derived_from, total_of, totals
from guardrails.claims.extract import Claim, Reading, RuleBook
from guardrails.claims.facts import Known, validity_day
from guardrails.claims.relate import agrees, comparable, day_before
from guardrails.claims.subjects import Mention, Subjects, content_words
from guardrails.claims.values import Count, Days, Duration, Exactness, Money, Percent, Value, Words
from guardrails.patterns import compile_pattern

_FOR = compile_pattern(
    r"[ ,(]*(?:h\.?t\.?|ttc)?[ ,(]*(?:pour|sur|for|on|de|du|of|d')(?: (?:la|le|les|l'|the|your|our"
    r"|votre|notre|une?|chaque|each))?[ ']*$"
)
_BEFORE = compile_pattern(r"\b(?:avant|before|prior to)(?: le| the| ?)? *$")
_CARRY = 600
_NEXT = 24
"""How far a sum in brackets, or after "soit", may stand from the one that names the period."""
_TO_THE_LETTER = ("claims.certification",)
_LABEL_WORDS = "certifie certified certification label norme conforme marque marquage type awarded"
_FILLERS = frozenset(_LABEL_WORDS.split())
_DERIVING = ("price", "discount", "term")
_PRODUCTS = ("price", "stock", "feature")


class Standing(Enum):
    """How a claim stands."""

    SUPPORTED = "supported"
    CONTRADICTED = "contradicted"
    EXPIRED = "expired"
    """Only facts that no longer, or do not yet, hold would bear it out."""
    UNSUPPORTED = "unsupported"


@dataclass(frozen=True, slots=True)
class Judgement:
    """The verdict on one claim.

    Attributes:
        claim: the claim.
        standing: how it stands.
        known: the fact that bears it out, contradicts it or has expired.
        expected: what the fact says, for a contradicted claim.
        certain: the fact is about the very thing claimed, and no other one is: the value can be put right.
    """

    claim: Claim
    standing: Standing
    known: Known | None = None
    expected: Value | None = None
    certain: bool = False


def judge(
    reading: Reading, facts: Sequence[Known], subjects: Subjects, book: RuleBook, title: Reading | None = None
) -> list[Judgement]:
    """Judge every claim of a text, in order.

    Args:
        reading: the text.
        facts: what is known.
        subjects: the facts' subjects.
        book: recognises claims in words inside facts.
        title: the subject line, which may say what the text speaks of.
    """
    products = frozenset(one.subject for one in facts if one.subject is not None and one.fact.type in _PRODUCTS)
    court = _Court(reading, facts, subjects, book, products, tuple(title.mentions) if title else ())
    return court.judge()


class _Court:
    """One text before its facts."""

    def __init__(
        self, reading: Reading, facts: Sequence[Known], subjects: Subjects, book: RuleBook, products: frozenset[int],
        title: tuple[Mention, ...],
    ) -> None:  # fmt: skip
        self._reading = reading
        self._subjects = subjects
        self._book = book
        self._products = products
        self._title = title
        self._starts = [one.start for one in reading.mentions]
        self._measure_starts = [one.start for one in reading.measures]
        self._eligible: dict[int, list[Known]] = {}
        self._facts = facts

    def judge(self) -> list[Judgement]:
        judged = [self._judge(claim) for claim in self._reading.claims]
        return self._with_totals(judged)

    def _facts_for(self, claim: Claim) -> list[Known]:
        key = id(claim.rule)
        if key not in self._eligible:
            rule = claim.rule
            self._eligible[key] = [
                one for one in self._facts
                if one.fact.type in rule.supported_by and (rule.rep_may_state or not one.from_rep)
            ]  # fmt: skip
        return self._eligible[key]

    def _judge(self, claim: Claim) -> Judgement:
        facts = self._facts_for(claim)
        if isinstance(claim.value, Words):
            return self._judge_words(claim, facts)
        answering = [(one, values) for one in facts if (values := self._answers(claim, one))]
        valid = [(one, values) for one, values in answering if one.valid]
        named, owner = self._owner(claim, {one.subject for one, _ in valid} | {one.subject for one, _ in answering})
        if owner is not None and named:
            akin = [one for one in valid if one[0].subject is None or self._subjects.akin(one[0].subject, owner)]
        elif self._foreign(claim, {one.subject for one, _ in answering}):
            akin = [one for one in valid if one[0].subject is None]
        else:
            akin = valid
        general = owner is None or owner in self._products
        if general and not isinstance(claim.value, Count) and not claim.rule.one_product:
            akin = akin + [one for one in valid if one not in akin and one[0].subject not in self._products]
        elif not claim.rule.one_product:
            akin = akin + [one for one in valid if one not in akin and self._names_its_things(claim, one[0])]
        if hit := self._hit(claim, akin, owner if named else None):
            return Judgement(claim, Standing.SUPPORTED, hit)
        stale = [one for one in answering if not one[0].valid]
        if old := self._hit(claim, stale, owner if named else None):
            return Judgement(claim, Standing.EXPIRED, old)
        return self._against(claim, valid, akin, owner, named)

    def _answers(self, claim: Claim, known: Known) -> list[Value]:
        """The values of a fact that measure the same thing as the claim."""
        values = list(known.values)
        if isinstance(claim.value, Days) and claim.rule.id == "claims.deadline" and (day := validity_day(known)):
            values.append(day)
        if isinstance(claim.value, Percent) and known.tax_rate is not None and claim.rule.id == "claims.tax":
            values = [Percent(known.tax_rate)]
        found = [one for one in values if comparable(claim.value, one)]
        return found if not found or self._same_things(claim, known) else []

    def _same_things(self, claim: Claim, known: Known) -> bool:
        """ "240 clients" is not borne out by a fact about 240 agencies."""
        if not isinstance(claim.value, Count) or claim.rule.one_product or known.subject is None:
            return True
        start, end = self._sentence(claim)
        if claim.rule.id == "claims.quantity":
            return self._same_noun(claim, known)
        return bool(content_words(self._reading.text.text[start:end]) & known.content)

    def _same_noun(self, claim: Claim, known: Known) -> bool:
        """ "20 personnes" says nothing about a fact of 25 users; a fact without a noun may answer anything."""
        nouns = frozenset(one for one in known.nouns if one.isalpha())
        follows = content_words(self._reading.text.text[claim.until : claim.until + 32])
        return not nouns or bool(nouns & follows)

    def _names_its_things(self, claim: Claim, known: Known) -> bool:
        """Whether the very things that a fact counts follow the number: "3 utilisateurs"."""
        follows = content_words(self._reading.text.text[claim.until : claim.until + 32])
        return bool(known.counted & follows)

    def _hit(self, claim: Claim, facts: Iterable[tuple[Known, list[Value]]], owner: int | None) -> Known | None:
        """The fact that bears the claim out, one about the named subject first."""
        hits = [one for one, values in facts if any(self._agree(claim, value, one.tax_rate) for value in values)]
        if not hits:
            return None
        return next((one for one in hits if owner is not None and one.subject == owner), hits[0])

    def _agree(self, claim: Claim, value: Value, tax_rate: Decimal | None) -> bool:
        if any(agrees(meant, claim.exactness, value, tax_rate) for meant in self._meanings(claim)):
            return True
        if isinstance(claim.value, Days) and isinstance(value, Days) and claim.rule.id == "claims.deadline":
            return self._says_before(claim) and agrees(day_before(claim.value), claim.exactness, value)
        return False

    def _meanings(self, claim: Claim) -> list[Value]:
        """What a claim may mean: "25 € HT par mois (30 € TTC)" says the period once."""
        value = claim.value
        if not isinstance(value, Money) or value.period is not None:
            return [value]
        index = bisect_left(self._measure_starts, claim.at) - 1
        before = self._reading.measures[index] if index >= 0 else None
        if before is None or claim.at - before.end > _NEXT or not isinstance(before.value, Money):
            return [value]
        return [value, replace(value, period=before.value.period)]

    def _says_before(self, claim: Claim) -> bool:
        return _BEFORE.search(self._reading.text.text[max(0, claim.at - 16) : claim.at]) is not None

    def _against(
        self, claim: Claim, valid: list[tuple[Known, list[Value]]], akin: list[tuple[Known, list[Value]]],
        owner: int | None, named: bool,
    ) -> Judgement:  # fmt: skip
        if owner is not None:
            own = [one for one in akin if one[0].subject is not None and self._subjects.akin(one[0].subject, owner)]
            if own:
                return self._contradicted(claim, own, certain=named or claim.rule.one_product)
            return Judgement(claim, Standing.UNSUPPORTED)
        if (likely := self._likely(claim, valid)) and valid == akin:
            return self._contradicted(claim, likely, certain=not claim.rule.only_named)
        primary = [one for one in valid if one[0].fact.type == claim.rule.supported_by[0]]
        if primary and valid == akin:
            valid = akin = primary
        if not claim.rule.only_named and valid == akin and _one_answer(valid):
            alone = sum(one.rule.id == claim.rule.id for one in self._reading.claims) == 1
            return self._contradicted(claim, valid, certain=alone and claim.rule.id != "claims.price")
        return Judgement(claim, Standing.UNSUPPORTED)

    def _likely(self, claim: Claim, valid: list[tuple[Known, list[Value]]]) -> list[tuple[Known, list[Value]]]:
        """The facts of the one subject whose words the sentence shares ("délai d'intervention", "nous intervenons")."""
        start, end = self._sentence(claim)
        words = content_words(self._reading.text.text[start:end])
        shared = {
            one.subject: len(words & self._subjects.words[one.subject]) for one, _ in valid if one.subject is not None
        }
        most = max(shared.values(), default=0)
        best = [subject for subject, count in shared.items() if count == most]
        return [one for one in valid if one[0].subject == best[0]] if most and len(best) == 1 else []

    def _contradicted(self, claim: Claim, own: list[tuple[Known, list[Value]]], certain: bool) -> Judgement:
        known, values = own[0]
        single = len({value for _, values in own for value in values}) == 1
        plain = claim.exactness in (Exactness.EXACT, Exactness.ABOUT)
        return Judgement(claim, Standing.CONTRADICTED, known, values[0], certain and single and plain)

    def _judge_words(self, claim: Claim, facts: list[Known]) -> Judgement:
        assert isinstance(claim.value, Words)
        for known in sorted(facts, key=lambda one: not one.valid):
            if self._says_so(claim, claim.value.folded, known):
                return Judgement(claim, Standing.SUPPORTED if known.valid else Standing.EXPIRED, known)
        return Judgement(claim, Standing.UNSUPPORTED)

    def _says_so(self, claim: Claim, words: str, known: Known) -> bool:
        claimed = content_words(words) - _FILLERS
        if claim.rule.names or claim.rule.id in _TO_THE_LETTER:
            return bool(claimed) and claimed <= known.content
        if claimed and claimed <= known.content:
            return True
        return bool(claimed & known.content) and self._book.wordings(known.words, claim.rule.id)

    def _sentence(self, claim: Claim) -> tuple[int, int]:
        start, end = self._reading.wording.sentence_bounds(claim.at, len(self._reading.text.text))
        return max(start, claim.at - _CARRY), min(end, claim.until + _CARRY)

    def _owner(self, claim: Claim, answering: set[int | None]) -> tuple[bool, int | None]:
        """Whom the claim is about, of the subjects that could answer it; whether the sentence itself says so."""
        start, end = self._sentence(claim)
        inside = [one for one in self._mentions(start, end) if self._answer(one, answering)]
        inside = [one for one in inside if one.end <= claim.at or one.start >= claim.until]
        after = next((one for one in inside if one.start >= claim.until), None)
        before = next((one for one in reversed(inside) if one.end <= claim.at), None)
        gap = self._reading.text.text[claim.until : after.start][:48] if after else ""
        if after and (before is None or _FOR.match(gap) or (self._counts_things(claim) and gap.count(" ") <= 2)):
            return True, after.subject
        if before:
            return True, before.subject
        if not claim.rule.one_product:
            return False, None
        earlier = [one for one in self._mentions(max(0, start - _CARRY), start) if self._answer(one, answering)]
        earlier = earlier or [one for one in self._title if self._answer(one, answering)]
        return False, earlier[-1].subject if earlier else None

    def _counts_things(self, claim: Claim) -> bool:
        return isinstance(claim.value, Count) and not claim.rule.one_product

    def _answer(self, mention: Mention, answering: set[int | None]) -> bool:
        return any(one is not None and self._subjects.akin(one, mention.subject) for one in answering)

    def _foreign(self, claim: Claim, answering: set[int | None]) -> bool:
        """Whether the sentence names a product that none of the facts is about."""
        if not claim.rule.one_product:
            return False
        start, end = self._sentence(claim)
        named = [one for one in self._mentions(start, end) if one.subject in self._products]
        return bool(named) and not any(self._answer(one, answering) for one in named)

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return self._reading.mentions[bisect_left(self._starts, start) : bisect_right(self._starts, end)]

    def _with_totals(self, judged: list[Judgement]) -> list[Judgement]:
        """Sums that follow from facts: quantity times price, totals, reduced prices, savings, the tax itself."""
        sums = totals(
            [
                (one.claim.value, one.known)
                for one in judged
                if isinstance(one.claim.value, Money) and one.known and one.standing is Standing.SUPPORTED
            ]
        )
        priced = [
            one
            for one in self._facts
            if one.valid and not one.from_rep and one.fact.type in ("price", "discount", "term")
        ]
        result: list[Judgement] = []
        for one in judged:
            if one.standing in (Standing.CONTRADICTED, Standing.UNSUPPORTED) and isinstance(one.claim.value, Money):
                known = derived_from(one.claim, priced, self._counts(one.claim)) or total_of(one.claim, sums)
                one = Judgement(one.claim, Standing.SUPPORTED, known) if known else one
            result.append(one)
        return result

    def _counts(self, claim: Claim) -> list[Decimal]:
        """Numbers of things, months or years near the claim that a price may be multiplied by."""
        start, end = max(0, claim.at - 240), claim.until + 120
        low, high = bisect_left(self._measure_starts, start), bisect_right(self._measure_starts, end)
        near = self._reading.measures[low:high]
        return [one.value.low for one in near if isinstance(one.value, (Count, Duration)) and one.value.low > 1][:8]


def _one_answer(facts: list[tuple[Known, list[Value]]]) -> bool:
    """Whether a single fact answers, or several that say the same of the same thing."""
    values = {value for _, values in facts for value in values}
    return len({one.fact.id for one, _ in facts}) == 1 or (
        len(values) == 1 and len({one.subject for one, _ in facts}) == 1
    )
