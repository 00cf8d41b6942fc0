"""What a rep is told when an engine fails: in their language, the technical sentence as a detail only."""

import pytest

from assistant.emails.wording import failure_notice
from assistant.engines.composer.errors import BriefUnusable
from assistant.engines.errors import (
    EngineError,
    EngineMisconfigured,
    EngineTooSlow,
    EngineUnavailable,
    EngineUnusable,
)
from guardrails import Context
from guardrails.errors import ScrupuleError
from guardrails.pii.pseudonyms import UnknownPlaceholder

FAILURES = [
    (EngineUnavailable("status 503"), "il est injoignable", "it cannot be reached"),
    (EngineTooSlow("status 503"), "il n’a pas répondu à temps", "it did not answer in time"),
    (EngineMisconfigured("status 503"), "il est mal réglé", "it is not set up rightly"),
    (EngineUnusable("status 503"), "sa réponse n’est pas un mail", "its answer is not a usable mail"),
    (BriefUnusable("status 503"), "la demande est trop longue, ou", "the brief is too long, or"),
    (UnknownPlaceholder("status 503"), "sa réponse désigne une personne", "its answer names a person"),
    (EngineError("status 503"), "il a échoué", "it failed"),
    (ScrupuleError("status 503"), "il a échoué", "it failed"),
]


@pytest.mark.parametrize(("failure", "french", "english"), FAILURES)
def test_a_failure_has_its_reason_in_both_languages(failure: ScrupuleError, french: str, english: str):
    said = failure_notice(failure, Context(reader_language="fr"))
    before, detail = said.split(" (détail\u00a0: ")
    assert before.startswith(f"Le modèle n’a pas pu écrire\u00a0: {french}")
    assert str(failure) in detail
    assert failure_notice(failure, Context(reader_language="en")).startswith(f"The model could not write: {english}")
    assert "status 503" not in before


def test_a_rep_of_unknown_language_is_told_in_french():
    assert failure_notice(EngineError("x"), Context()).startswith("Le modèle")
