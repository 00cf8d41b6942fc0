"""Somebody else's opinion of doubtful sentences: it tightens, never loosens, and its failure holds."""

from dataclasses import replace

import pytest

from guardrails.draft import Context, Draft
from guardrails.gate import Gate
from guardrails.guard import Question, SecondOpinion
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.guard import PressureGuard
from guardrails.verdict import Action, Decision, Finding
from tests.guardrails.pressure.factories import guard

MAIL = "Bonjour Madame,\n\nVoici le devis. Il compte deux pages. Je reste à votre disposition.\n\nBien à vous"
PRESSING = "C'est votre dernière chance de profiter du tarif."


def found(opinion: SecondOpinion, text: str = MAIL) -> tuple[Finding, ...]:
    """What is found when everything is doubtful."""
    policy = Policy.of(load_packs([]))
    assert policy.pressure_classifier
    doubting = policy.pressure_classifier.model_copy(update={"ask_from": 0.000001})
    made = PressureGuard(replace(policy, pressure_classifier=doubting), opinion, reader=guard()._reader)
    return made.inspect(Draft(text=text, language="fr"), Context()).findings


def test_it_is_asked_about_the_most_doubtful_sentences_only() -> None:
    asked: list[Question] = []

    def no(question: Question) -> bool:
        asked.append(question)
        return False

    assert found(no) == ()
    assert 1 <= len(asked) <= 3
    assert all(one.sentence in one.around and one.language == "fr" for one in asked)


def test_a_yes_holds_with_a_proposal() -> None:
    findings = found(lambda question: question.sentence.startswith("Il compte"))
    (finding,) = findings
    assert MAIL[finding.start : finding.end].strip() == "Il compte deux pages."
    assert finding.action is Action.HOLD
    assert "second avis" in finding.message


def test_a_failure_holds_says_what_it_was_and_is_not_waited_for_again() -> None:
    asked: list[Question] = []

    def fail(question: Question) -> bool:
        asked.append(question)
        raise TimeoutError

    findings = found(fail)
    assert len(findings) > 1
    assert all(one.action is Action.HOLD and "pas répondu (TimeoutError)" in one.message for one in findings)
    assert len(asked) == 1


@pytest.mark.parametrize("answer", [True, False])
def test_what_is_pressure_is_not_asked_about(answer: bool) -> None:
    assert any(one.rule == "pressure.artificial_urgency" for one in found(lambda _: answer, f"Bonjour,\n\n{PRESSING}"))


def test_a_gate_takes_one() -> None:
    gate = Gate.from_packs(guards=("pressure",), second_opinion=lambda _: True)
    assert gate.inspect(Draft(text=PRESSING, language="fr"), Context()).decision is Decision.HOLD
