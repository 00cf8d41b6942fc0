"""What a sentence is, by the rules and by the classifier together."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import NamedTuple

from guardrails.classifier.reader import Judgement
from guardrails.draft import Context, FactType
from guardrails.pressure.circumstances import stands_alone
from guardrails.pressure.matching import Hit
from guardrails.pressure.rules import PressureClassifier, PressureRule
from guardrails.pressure.support import borne_out, has_figure

PRESSURE, NEEDS_FACT = "pressure", "needs_fact"
_LEAST = 1e-4
"""Nearer to 0 and 1 the classifier's word is not taken."""
_FEW = 7
"""Sentences of a text, greeting and signature among them, up to which patterns need no granting: little stands around
them that could clear them."""
_FEWEST_WORDS = 3
"""Of a sentence of the body that the classifier alone may find pressing; a greeting has fewer."""
_OTHERS = 2
"""Sentences that make another more suspect: the most pressing ones."""
_UNNOTICED = -2.0
"""Log-odds up to which a sentence says nothing about its neighbours: one in eight."""
_NOTICED = 2.0
"""From here on it says no more about them, however pressing it is."""


class Outcome(Enum):
    """What becomes of a sentence."""

    FINE = "fine"
    DOUBTFUL = "doubtful"
    """Fine, unless somebody who is asked finds it pressing."""
    NEEDS_FACT = "needs_fact"
    PRESSURE = "pressure"


@dataclass(frozen=True, slots=True)
class Weighed:
    """A sentence, and why.

    Attributes:
        outcome: what it is.
        rule: the rule that it breaks or would break: a pattern's, or the first of the tactic that the classifier sees.
        score: how sure, from 0 to 1.
        hit: where the wording of the rule is, if a pattern found it.
    """

    outcome: Outcome
    rule: PressureRule | None
    score: float
    hit: Hit | None = None


class Unweighed(NamedTuple):
    """What is known of a sentence before it is weighed.

    Attributes:
        text: the sentence as patterns read it.
        is_subject: whether it is the subject line.
        hit: the rule that a pattern finds broken, if any.
        judgement: what the classifier makes of it.
    """

    text: str
    is_subject: bool
    hit: Hit | None
    judgement: Judgement


class Scales:
    """Weighs the sentences of a text by the thresholds of a policy.

    What speaks for pressure is added up as log-odds: the classifier's word, a pattern that agrees with it, and how
    pressing the two most pressing other sentences of the text are, because who presses once presses again. For the same
    reason less is asked for as soon as one sentence is found.

    Args:
        classifier: the thresholds.
        rules: the rules in force; a tactic without one is nobody's business.
        context: the facts, and what happened before.
    """

    def __init__(self, classifier: PressureClassifier, rules: Sequence[PressureRule], context: Context) -> None:
        self._classifier = classifier
        self._context = context
        self._unsupported = next((one for one in rules if one.signal == "needs_fact"), None)
        self._by_tactic: dict[str, PressureRule] = {}
        facts: dict[str, set[FactType]] = {}
        for rule in rules:
            self._by_tactic.setdefault(rule.tactic, rule)
            facts.setdefault(rule.tactic, set()).update(rule.facts)
        self._facts: Mapping[str, tuple[FactType, ...]] = {name: tuple(sorted(one)) for name, one in facts.items()}
        self._any_fact: tuple[FactType, ...] = tuple(sorted(set[FactType]().union(*facts.values())))

    def weigh(self, sentences: Sequence[Unweighed]) -> list[Weighed]:
        """What each sentence of a text is."""
        alone = [self._alone(one) for one in sentences]
        ranked = sorted(range(len(alone)), key=lambda at: alone[at][0], reverse=True)[: _OTHERS + 1]
        scores: list[float] = []
        for at, (one, (strength, _)) in enumerate(zip(sentences, alone, strict=True)):
            others = [alone[rank][0] for rank in ranked if rank != at][:_OTHERS]
            noticed = sum(max(0.0, min(other, _NOTICED) - _UNNOTICED) for other in others)
            total = strength + self._classifier.beside_another * noticed
            told = one.hit is not None and self._told(one.hit.rule, len(sentences))
            scores.append(1.0 if told else _probability(total))
        found = any(rule and score >= self._threshold(rule) for (_, rule), score in zip(alone, scores, strict=True))
        return [
            self._settled(one, rule, score, is_beside_found=found)
            for one, (_, rule), score in zip(sentences, alone, scores, strict=True)
        ]

    def _threshold(self, rule: PressureRule) -> float:
        return self._classifier.threshold(rule.severity)

    def _told(self, rule: PressureRule, sentences: int) -> bool:
        """Whether a pattern of a rule needs no granting in a text of so many sentences."""
        return stands_alone(rule, self._context) or (sentences <= _FEW and not rule.when.no_exchange)

    def _alone(self, one: Unweighed) -> tuple[float, PressureRule | None]:
        """The log-odds that a sentence presses, for itself, and the rule that it would break."""
        rule = one.hit.rule if one.hit else self._likeliest(one.judgement)
        if rule is None or (one.hit is None and (self._says_nothing(one) or self._borne_out(one.text, rule))):
            return _log_odds(0.0), None
        pressing = one.judgement.outcomes[PRESSURE]
        if one.hit and rule.facts:
            # The fact that would bear it out is missing: the matching has looked.
            pressing += one.judgement.outcomes[NEEDS_FACT]
        # That no exchange is known says nothing where nothing at all is known; where it tells, the rule stands alone.
        granted = one.hit is not None and not rule.when.no_exchange
        return _log_odds(pressing) + (self._classifier.beside_pattern if granted else 0.0), rule

    def _settled(
        self, one: Unweighed, rule: PressureRule | None, score: float, *, is_beside_found: bool
    ) -> Weighed:  # fmt: skip
        least = self._classifier.beside_found if is_beside_found else 1.0
        if rule and score >= min(least, self._threshold(rule)):
            return Weighed(Outcome.PRESSURE, rule, score, one.hit)
        if self._unsupported and self._lacks_a_fact(one):
            return Weighed(Outcome.NEEDS_FACT, self._unsupported, one.judgement.outcomes[NEEDS_FACT])
        if rule is None:
            return Weighed(Outcome.FINE, None, score)
        return Weighed(Outcome.DOUBTFUL if score >= self._classifier.ask_from else Outcome.FINE, rule, score)

    def _lacks_a_fact(self, one: Unweighed) -> bool:
        """Whether a sentence states something that only a fact makes fair, and none does."""
        doubted = one.judgement.outcomes[NEEDS_FACT] >= self._classifier.needs_fact and has_figure(one.text)
        return doubted and not borne_out(one.text, self._any_fact, self._context)

    @staticmethod
    def _says_nothing(one: Unweighed) -> bool:
        return not one.is_subject and len(one.text.split()) < _FEWEST_WORDS

    def _likeliest(self, judgement: Judgement) -> PressureRule | None:
        """A rule of the tactic that the classifier thinks likeliest, if one is in force."""
        return self._by_tactic.get(max(judgement.kinds, key=lambda name: judgement.kinds[name]))

    def _borne_out(self, sentence: str, rule: PressureRule) -> bool:
        facts = self._facts[rule.tactic]
        return bool(facts) and borne_out(sentence, facts, self._context)


def _log_odds(probability: float) -> float:
    kept = min(max(probability, _LEAST), 1 - _LEAST)
    return math.log(kept / (1 - kept))


def _probability(log_odds: float) -> float:
    return 1 / (1 + math.exp(-log_odds))
