"""How the word of the classifier about one sentence bears on the others."""

import pytest

from guardrails.classifier.reader import Judgement
from guardrails.draft import Context
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.weighing import Outcome, Scales, Unweighed

POLICY = Policy.of(load_packs([]))
DECISION = "Il faudrait que je le sache demain."


def judgement(pressing: float) -> Judgement:
    return Judgement(
        {"fine": 1 - pressing, "needs_fact": 0.0, "pressure": pressing}, {"artificial_urgency": 1.0}, {}
    )  # fmt: skip


def outcomes(*pressing: float) -> list[Outcome]:
    assert POLICY.pressure_classifier
    scales = Scales(POLICY.pressure_classifier, POLICY.pressure, Context())
    return [
        one.outcome for one in scales.weigh([Unweighed(DECISION, False, None, judgement(each)) for each in pressing])
    ]


def test_what_is_doubtful_alone_presses_beside_what_was_found() -> None:
    assert outcomes(0.5, 0.01) == [Outcome.FINE, Outcome.FINE]
    assert outcomes(0.5, 0.99) == [Outcome.PRESSURE, Outcome.PRESSURE]


@pytest.mark.parametrize("quiet", [0.01, 0.1])
def test_what_is_likely_fine_stays_fine_beside_what_was_found(quiet: float) -> None:
    assert outcomes(quiet, 0.99) == [Outcome.FINE, Outcome.PRESSURE]
