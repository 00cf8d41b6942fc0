"""The words around a claim: which product its sentence names, and what its own clause speaks of."""

from bisect import bisect_left

from guardrails.claims.facts.knowledge import Knowledge
from guardrails.claims.facts.known import Known
from guardrails.claims.parsing.subjects import Mention, content_words
from guardrails.claims.parsing.values import Count, Money
from guardrails.claims.reading.texts import Claim, Reading
from guardrails.patterns import compile_pattern

_FOR = compile_pattern(
    r"[ ,(]*(?:h\.?t\.?|ttc)?[ ,(]*(?:pour|sur|for|on|de|du|of|d')(?: (?:la|le|les|l'|the|your|our"
    r"|votre|notre|une?|chaque|each))?[ ']*$"
)
_CLAUSE_END = compile_pattern(r"[,;:()\n]|\b(?:et|and|mais|but|ou|or|avec|with|puis|then|plus)\b")
_NEXT_CLAUSE = compile_pattern(r"[,;:]|\b(?:et|and|mais|but|puis|then)\b")
_TOO = compile_pattern(r"[ ,]*(?:aussi|egalement|idem|too|as well|also)?[ .!]*")
"""What adds nothing to a value that ends its sentence: "the sensors, certified R60, ten years too"."""
_CARRY = 600
_SENTENCE = 300
_CLAUSE = 120
_FOLLOWING = 32


class Passages:
    """The surroundings of the claims of one text.

    Args:
        reading: the text.
        knowledge: what is known.
        title: what the subject line names.
    """

    def __init__(self, reading: Reading, knowledge: Knowledge, title: tuple[Mention, ...]) -> None:
        self._reading = reading
        self._subjects = knowledge.subjects
        self._products = knowledge.products
        self._telling = knowledge.telling
        self._title = title
        self._starts = [one.start for one in reading.mentions]
        self._word_starts = [start for _, start, _ in reading.words]
        self._words: dict[tuple[int, int], frozenset[str]] = {}
        self._clauses: dict[int, tuple[int, int]] = {}

    def sentence(self, claim: Claim) -> frozenset[str]:
        """The words of the claim's sentence."""
        start, end = self._bounds(claim)
        return self._between(max(start, claim.at - _SENTENCE), min(end, claim.until + _SENTENCE))

    def clause(self, claim: Claim) -> frozenset[str]:
        """The words of the claim's own part of the sentence, without those of its value."""
        start, end = self._clause(claim)
        return self._between(start, claim.at) | self._between(claim.until, end)

    def before(self, claim: Claim) -> list[str]:
        """The words of the sentence before the claim, the nearest first."""
        start, _ = self._bounds(claim)
        first, last = bisect_left(self._word_starts, start), bisect_left(self._word_starts, claim.at)
        return [word for word, _, _ in reversed(self._reading.words[first:last])]

    def together(self, claim: Claim, other: Claim) -> bool:
        """Whether two claims stand in one sentence."""
        return self._bounds(claim)[0] <= other.at < self._bounds(claim)[1]

    def _between(self, start: int, end: int) -> frozenset[str]:
        if (start, end) not in self._words:
            first, last = bisect_left(self._word_starts, start), bisect_left(self._word_starts, end)
            self._words[start, end] = frozenset(word for word, _, _ in self._reading.words[first:last])
        return self._words[start, end]

    def _clause(self, claim: Claim) -> tuple[int, int]:
        if claim.at not in self._clauses:
            self._clauses[claim.at] = self._clause_bounds(claim)
        return self._clauses[claim.at]

    def _clause_bounds(self, claim: Claim) -> tuple[int, int]:
        text = self._reading.text.text
        start, end = self._bounds(claim)
        start, end = max(start, claim.at - _CLAUSE), min(end, claim.until + _CLAUSE)
        left, right = text[start : claim.at], text[claim.until : end]
        stop = _CLAUSE_END.search(right)
        rest = right[: stop.start()] if stop else right
        empty = not content_words(rest)
        cuts = [one.end() for one in _CLAUSE_END.finditer(left) if not empty or left[one.end() :].strip(" ,:'")]
        if cuts and (empty or _TOO.fullmatch(rest)) and not content_words(left[cuts[-1] :]):
            inserted = len(cuts) > 1 and left[cuts[-1] - 1] == left[cuts[-2] - 1] == ","
            cuts = cuts[: -2 if inserted else -1]
        return start + (cuts[-1] if cuts else 0), claim.until + stop.start() if stop else end

    def following(self, claim: Claim) -> frozenset[str]:
        """The words right after the value: what it counts."""
        return self._between(claim.until, claim.until + _FOLLOWING)

    def owner(self, claim: Claim, answering: set[str | None]) -> tuple[bool, str | None]:
        """Whom the claim is about, of the subjects that could answer it; whether the sentence itself says so."""
        start, end = self._bounds(claim)
        inside = [one for one in self._mentions(start, end) if self._answer(one, answering)]
        inside = [one for one in inside if one.end <= claim.at or one.start >= claim.until]
        after = next((one for one in inside if one.start >= claim.until), None)
        before = next((one for one in reversed(inside) if one.end <= claim.at), None)
        gap = self._reading.text.text[claim.until : after.start][:48] if after else ""
        if (
            after
            and before is None
            and isinstance(claim.value, Money)
            and _NEXT_CLAUSE.search(gap)
            and not _FOR.match(gap)
        ):
            after = None  # "the kilowatt hour is at 20 cents and the subscription at 14 €"
        if after and (before is None or _FOR.match(gap) or (_counts_things(claim) and gap.count(" ") <= 2)):
            return True, after.subject
        if before:
            return True, before.subject
        if not claim.rule.one_product:
            return False, None
        earlier = [one for one in self._mentions(max(0, start - _CARRY), start) if self._answer(one, answering)]
        earlier = earlier or [one for one in self._title if self._answer(one, answering)]
        return False, earlier[-1].subject if earlier else None

    def names_another(self, claim: Claim, known: Known) -> bool:
        """Whether the clause, else the sentence, names products, and the fact's is none of them.

        A part of the fact's name that none of those named has is enough to mean it: "et le bulletin 18 €".
        """
        if known.subject is None:
            return False
        kin = self._subjects.kin(known.subject)
        if named := self._sold(*self._clause(claim)):
            return kin.isdisjoint(named)
        named = self._sold(*self._bounds(claim))
        if not named or not kin.isdisjoint(named):
            return bool(named) and known.subject in self._products and known.subject not in named
        words = frozenset[str]().union(*(self._subjects.words[one] for one in named))
        return not (known.core - words) & self.clause(claim)

    def hints_at_another(self, claim: Claim, known: Known) -> bool:
        """Whether the clause has a word of other products' names and none of the fact's: "la lame 40 €"."""
        if known.subject is None or known.subject not in self._products:
            return False
        hinted = [self._telling[word] for word in self.clause(claim) if word in self._telling]
        return bool(hinted) and self._subjects.kin(known.subject).isdisjoint(hinted)

    def _sold(self, start: int, end: int) -> list[str]:
        return [one.subject for one in self._mentions(start, end) if one.subject in self._products]

    def foreign(self, claim: Claim, answering: set[str | None]) -> bool:
        """Whether the sentence names a product that none of the facts is about."""
        if not claim.rule.one_product:
            return False
        start, _ = self._bounds(claim)
        _, end = self._clause(claim)
        named = [one for one in self._mentions(start, end) if one.subject in self._products]
        return bool(named) and not any(self._answer(one, answering) for one in named)

    def _bounds(self, claim: Claim) -> tuple[int, int]:
        start, end = self._reading.wording.sentence_bounds(claim.at, len(self._reading.text.text))
        return max(start, claim.at - _CARRY), min(end, claim.until + _CARRY)

    def _answer(self, mention: Mention, answering: set[str | None]) -> bool:
        return not self._subjects.kin(mention.subject).isdisjoint(answering)

    def _mentions(self, start: int, end: int) -> list[Mention]:
        return self._reading.mentions[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def _counts_things(claim: Claim) -> bool:
    return isinstance(claim.value, Count) and not claim.rule.one_product
