"""The verdict on a claim alone: which facts could answer it, and what they say."""

from collections.abc import Sequence

from guardrails.claims.comparing.attest import judge_words
from guardrails.claims.comparing.hours import at_another_hour
from guardrails.claims.comparing.judgement import Judgement, Standing
from guardrails.claims.comparing.meanings import Meanings
from guardrails.claims.comparing.opposition import Opposition
from guardrails.claims.comparing.taxes import at_rate, other_rate
from guardrails.claims.facts.kinship import (
    is_own,
    names_a_kind,
    same_kind,
    speaks_of,
    tells_of,
)
from guardrails.claims.facts.knowledge import Answer, Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.facts.telling import contradicts
from guardrails.claims.facts.verbatim import Repeated
from guardrails.claims.parsing.relate import agrees
from guardrails.claims.parsing.values import (
    Count,
    Days,
    Duration,
    Exactness,
    Money,
    Percent,
    Ratio,
    Stated,
    Value,
    Words,
)
from guardrails.claims.reading.extract import RuleBook
from guardrails.claims.reading.passage import Passages
from guardrails.claims.reading.texts import Claim, Reading

_PARTICULAR = ("claims.discount", "claims.statistic")
"""Claims whose percentages a fact of another type bears out only where the sentence speaks of it:
"over 99 %" is less than any 100 %.
"""
_OF_A_DEAL = ("term", "price")
_LIMITS = ("claims.term", "claims.legal")
_ALIKE = 2
"""Words that the names of two variants of one product share."""
_FEW_TYPES = 2
"""Types of facts that a rule accepts whose wording leaves no doubt what it speaks of."""


class Court:
    """One text before its facts: the verdict on each claim alone.

    Args:
        reading: the text.
        knowledge: what is known.
        book: recognises claims in words inside facts.
        passages: the words around each claim.
    """

    def __init__(self, reading: Reading, knowledge: Knowledge, book: RuleBook, passages: Passages) -> None:
        self._reading = reading
        self._knowledge = knowledge
        self._subjects = knowledge.subjects
        self._products = knowledge.products
        self._book = book
        self._passages = passages
        self._meanings = Meanings(reading)
        self._opposition = Opposition(reading, knowledge, passages)
        self._repeated = Repeated(reading.text.text, knowledge.repeatable)

    def verdict(self, claim: Claim) -> Judgement:
        """Supported, contradicted, expired or unsupported, and by which fact."""
        if known := self._repeated.around(claim.at, claim.until):
            return Judgement(claim, Standing.SUPPORTED if known.valid else Standing.EXPIRED, known)
        if needed := self._needed(claim) or self._in_subject(claim):
            return Judgement(claim, Standing.SUPPORTED, needed)
        if isinstance(claim.value, Words):
            before = self._passages.before(claim)
            return judge_words(claim, self._knowledge.eligible(claim.rule), self._book, before)
        answering = self._answers(claim)
        valid = [one for one in answering if one[0].valid]
        subjects = {one.subject for one, _ in answering}
        named, owner = self._passages.owner(claim, subjects)
        akin = self._akin(claim, valid, subjects, named, owner)
        hit = self._hit(claim, akin, owner if named else None) or self._spoken_of(claim)
        hit = hit or self._variant(claim, valid, owner if named else None)
        if hit and (
            other := self._of_another(claim, hit) or self._out_of_stock(claim, hit, valid, owner) or self._off(claim)
        ):
            return Judgement(claim, Standing.CONTRADICTED, *other)
        if hit:
            return Judgement(claim, Standing.SUPPORTED, hit)
        if taxed := at_rate(claim, self._reading, self._knowledge):
            return Judgement(claim, Standing.SUPPORTED, taxed)
        if rate := other_rate(claim, self._knowledge):
            return Judgement(claim, Standing.CONTRADICTED, *rate)
        stale = [one for one in answering if not one[0].valid]
        if old := self._hit(claim, stale, owner if named else None):
            return Judgement(claim, Standing.EXPIRED, old)
        return self._opposition.judge(claim, valid, owner, named)

    def _of_another(self, claim: Claim, hit: Known) -> tuple[Known, Value] | None:
        """The fact that a claim contradicts whose value is that of another thing: "5 years on the compressor"."""
        clause, sentence = self._passages.clause(claim), self._passages.sentence(claim)
        spoken = self._knowledge.telling_facts.spoken_of(claim.value, clause, sentence, by_kind=False)
        if len(claim.rule.supported_by) <= _FEW_TYPES:
            spoken = [one for one in spoken if one.fact.type in claim.rule.supported_by]
        if hit in spoken or clause & hit.core or not self._clearly(spoken, hit, clause, sentence):
            return None
        if len(sentence & hit.core) > max((len(clause & one.core) for one in spoken), default=0):
            return None
        return contradicts(claim.value, claim.exactness, spoken)

    def _out_of_stock(
        self, claim: Claim, hit: Known, valid: Sequence[Answer], owner: str | None
    ) -> tuple[Known, Value] | None:
        """The stock of the product that the text went on about, where only that of another one agrees."""
        if claim.rule.id != "claims.stock" or hit.subject is None:
            return None
        if hit.fact.type == "quantity" and claim.rule.needs_fact:
            stocks = [(one, stated) for one, stated in valid if is_own(one, claim.rule)]
            return (stocks[0][0], stocks[0][1][0].value) if len(stocks) == 1 else None
        if owner is None:
            return None
        kin = self._subjects.kin(owner)
        if hit.subject in kin or self._passages.sentence(claim) & (hit.core - self._subjects.words[owner]):
            return None
        own = [(one, stated) for one, stated in valid if one.subject in kin and is_own(one, claim.rule)]
        return (own[0][0], own[0][1][0].value) if own else None

    def _off(self, claim: Claim) -> tuple[Known, Value] | None:
        """What is known of the hour of a claim's day, where that is another one."""
        return at_another_hour(claim.value, self._knowledge) if isinstance(claim.value, Days) else None

    def _clearly(
        self, spoken: Sequence[Known], hit: Known, clause: frozenset[str], sentence: frozenset[str]
    ) -> bool:  # fmt: skip
        """Whether the clause itself speaks of another fact, or the sentence does and not of the one that agrees."""
        return any(one.tells & clause for one in spoken) or not speaks_of(sentence, hit)

    def _needed(self, claim: Claim) -> Known | None:
        """The fact of the brief that says how many the customer needs; their number is no claim of ours."""
        if not isinstance(claim.value, Count) or claim.rule.one_product:
            return None
        following = self._passages.following(claim)
        for known in self._knowledge.counted:
            nouns = known.counted or known.topic
            same = claim.rule.id == "claims.quantity" or bool(nouns & following) or not known.topic
            if known.from_rep and same and any(agrees(claim.value, claim.exactness, one) for one in known.stated):
                return known
        return None

    def _in_subject(self, claim: Claim) -> Known | None:
        """The fact whose subject has the number, of the things that follow it: "twenty lessons", "neuf sites"."""
        if not isinstance(claim.value, Count) or claim.rule.one_product:
            return None
        following = self._passages.following(claim)
        for known in self._knowledge.facts:
            counts = (one for one in known.asides if isinstance(one.value, Count))
            if (
                known.valid
                and (following & known.topic or (names_a_kind(following) and same_kind(following, known.topic)))
                and any(agrees(claim.value, Exactness.EXACT, one) for one in counts)
            ):
                return known
        return None

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
        if not any(is_own(one, claim.rule) for one, _ in akin):
            # "the machines of the rental are with you in nine weeks": a term is named, the delivery is meant
            akin = akin + [one for one in valid if is_own(one[0], claim.rule) and one not in akin]
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
        if self._passages.sentence(claim) & known.content:
            return True
        following = self._passages.following(claim)
        of_ours = not claim.rule.needs_fact and not names_a_kind(following)
        return known.fact.type == "statistic" and (of_ours or same_kind(following, known.topic))

    def _same_noun(self, claim: Claim, known: Known) -> bool:
        """ "20 personnes" says nothing about a fact of 25 users; a fact without a noun may answer anything."""
        nouns = frozenset(one for one in known.nouns if one.isalpha())
        return not nouns or bool(nouns & self._passages.following(claim))

    def _names_its_things(self, claim: Claim, known: Known) -> bool:
        """Whether the very things that a fact counts follow the number: "3 utilisateurs"."""
        return bool(known.counted & self._passages.following(claim))

    def _hit(self, claim: Claim, facts: Sequence[Answer], owner: str | None) -> Known | None:
        """The fact that bears the claim out, one about the named subject first."""
        meanings = self._meanings.of(claim) if facts else []
        hits = [one for one, stated in facts if _bears_out(claim, meanings, one, stated)]
        hits = [one for one in hits if self._fits(claim, one)]
        if not hits:
            return None
        return next((one for one in hits if owner is not None and one.subject == owner), hits[0])

    def _variant(self, claim: Claim, facts: Sequence[Answer], owner: str | None) -> Known | None:
        """The fact of a variant of what the sentence names, where the clause says nothing of the variant named.

        "You can buy one for £5,290, or lease it at £189": both are prices of the same bicycle.
        """
        if owner is None or not isinstance(claim.value, Money):
            return None
        mine, clause = self._subjects.words[owner], self._passages.clause(claim)
        for known, stated in facts:
            words = self._subjects.words.get(known.subject or "", frozenset[str]())
            alike = len(words & mine) >= _ALIKE or mine <= words or owner not in self._products
            if alike and not clause & (mine - words) and _bears_out(claim, [claim.value], known, stated):
                return known
        return None

    def _fits(self, claim: Claim, known: Known) -> bool:
        """A deposit of 30 % does not grant a discount of 30 %: a fact of another type must be spoken of.

        Nor does the day of a meeting promise a delivery.
        """
        if known.from_rep and not claim.rule.rep_may_state:
            return known.subject is None or speaks_of(self._passages.sentence(claim), known)
        if known.fact.type == claim.rule.supported_by[0] or claim.rule.id not in _PARTICULAR:
            return True
        loose = claim.exactness is not Exactness.EXACT and isinstance(claim.value, Percent | Ratio)
        rate_of_a_deal = isinstance(claim.value, Percent) and known.fact.type in _OF_A_DEAL
        if claim.rule.id == "claims.statistic" and not loose and not rate_of_a_deal:
            return True
        return known.subject is None or speaks_of(self._passages.sentence(claim), known)

    def _spoken_of(self, claim: Claim) -> Known | None:
        """A fact of any type that the claim's own clause speaks of and that says the same."""
        if claim.rule.rep_may_state and not claim.rule.needs_fact and not isinstance(claim.value, Days):
            return None
        meanings = self._meanings.of(claim)
        for known, stated in self._knowledge.stating(claim.value):
            if not _bears_out(claim, meanings, known, stated):
                continue
            if self._passages.names_another(claim, known):
                continue
            if isinstance(claim.value, Count) and not self._same_noun(claim, known):
                continue
            listed = known.fact.type in claim.rule.supported_by
            clause, sentence = self._passages.clause(claim), self._passages.sentence(claim)
            whole = known.asides or isinstance(claim.value, Duration | Percent)
            words = clause | (sentence if whole else frozenset[str]())
            if speaks_of(words, known) if listed else tells_of(words, sentence, known):
                return known
        return None


def _bears_out(claim: Claim, meanings: Sequence[Value], known: Known, stated: Sequence[Stated]) -> bool:
    exactness = known.meant_as(claim.exactness) if isinstance(claim.value, Count) else claim.exactness
    if exactness is Exactness.AT_LEAST and claim.rule.id in _LIMITS:
        exactness = Exactness.EXACT  # "a minimum of six months" is not borne out by twelve
    return any(agrees(meant, exactness, one) for one in stated for meant in meanings)
