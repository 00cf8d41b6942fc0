"""A verdict is read back as it was stored, and its evidence points at the right words of what may leave."""

from pathlib import Path

import pytest

from assistant.engines.request import Occasion
from assistant.records.suggestions import Origin, store_verdict
from assistant.records.verdicts import evidence_in, judged
from guardrails import Context, Draft, Gate
from guardrails.guard import Guard
from guardrails.verdict import Action, Decision, Evidence, Finding, Report, Severity, Verdict
from tests.assistant.records.factories import NOW, REP, contact, records_with
from tests.guardrails.guards import WordGuard

TEXT = "Bonjour Odile,\n\nLe bureau coûte 649 € TTC, Claude Petit vous l’a dit. Livré en 10 jours.\n\nInès"


class _Supports:
    """Finds evidence for a passage."""

    name = "supports"
    reads_markup = False

    def __init__(self, passage: str, fact: str) -> None:
        self._passage = passage
        self._fact = fact

    def load(self) -> None:
        """Nothing to load."""

    def inspect(self, draft: Draft, context: Context) -> Report:
        """One piece of evidence, where the passage is."""
        at = draft.text.find(self._passage)
        return Report(evidence=(Evidence(at, at + len(self._passage), self._fact),) if at >= 0 else ())


def inspected(*guards: Guard, text: str = TEXT) -> Verdict:
    gate = Gate.from_packs(guards=guards, seal_key=b"k" * 32)
    return gate.inspect(Draft(text=text, subject="Suite", language="fr"), Context(now=NOW))


@pytest.mark.parametrize(
    "repair",
    [
        WordGuard("Claude Petit", Action.REDACT, "<PERSON_1>"),
        WordGuard("Bonjour Odile,", Action.REWRITE, "Chère Madame Rivière, bonjour à vous,"),
        WordGuard("Inès", Action.REWRITE, "La vendeuse\n\nPour ne plus recevoir nos messages : écrivez-nous."),
        WordGuard(" Livré en 10 jours.", Action.REWRITE, ""),
        WordGuard("nothing of this", Action.REDACT, "<X>"),
    ],
    ids=["redacted", "rewritten before", "added after", "removed", "untouched"],
)
def test_evidence_points_at_the_same_words_after_repairs(repair: WordGuard) -> None:
    verdict = inspected(repair, _Supports("649 €", "price-1"))
    assert verdict.released is not None
    (one,) = evidence_in(verdict.released, verdict)
    assert verdict.released.text[one.start : one.end] == "649 €"


def test_evidence_for_a_figure_that_was_put_right_points_at_the_right_figure() -> None:
    verdict = inspected(
        WordGuard("499", Action.REWRITE, "649"), _Supports("649 €", "price-1"), text=TEXT.replace("649", "499")
    )
    assert verdict.released is not None
    (one,) = evidence_in(verdict.released, verdict)
    assert verdict.released.text[one.start : one.end] == "649 €"


def test_a_stored_verdict_is_read_as_it_was(tmp_path: Path) -> None:
    finding = Finding(
        guard="pressure", rule="pressure.urgency", field="text", start=0, end=7, severity=Severity.HIGH,
        action=Action.HOLD, message="Ce passage presse le client.", source="règle maison", suggestion="", score=0.5,
    )  # fmt: skip
    verdict = Verdict(
        decision=Decision.HOLD, findings=(finding,), evidence=(Evidence(3, 6, "f-1"),), released=None,
        packs=("fr@1",), language="fr", elapsed_ms=12.3,
        _draft=Draft(text="Bonjour Odile", subject="Suite", language="fr"),
    )  # fmt: skip
    origin = Origin("c-1", "rep-1", Occasion.FOLLOW_UP, "prospecting", "email", "fr", "openai", "m-1")
    records = records_with(tmp_path, REP, contact())
    with records.writing() as session:
        kept = judged(store_verdict(session, origin, verdict, NOW, incoming=(finding,)))
    assert kept is not None
    assert kept.incoming == (finding,)
    assert kept.verdict == verdict
