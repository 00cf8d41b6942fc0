"""The gate's mechanism, with guards made for the purpose: rounds, repairs, decisions, failures."""

import copy
import pickle
import threading

import pytest

from guardrails import Context, Draft, Finding, Gate, Released
from guardrails.draft import Fact, Recipient, Span
from guardrails.errors import NotReleasable, SealError
from guardrails.running import Budget
from guardrails.verdict import Action, Decision, Evidence, Report, Severity
from tests.guardrails.guards import FaultyGuard, WordGuard, fail, hang, leave

NOW = "2026-11-23T10:00:00+01:00"
FRENCH = "Bonjour Madame, voici le compte rendu de notre réunion de mardi, avec les points à retenir."


def gate(*guards: object, seal_key: bytes | None = None) -> Gate:
    return Gate.from_packs(guards=guards, seal_key=seal_key, budget=Budget(0.5, 0))  # type: ignore[arg-type]


def test_clean_text_is_released_as_it_is():
    verdict = gate(WordGuard("jamais vu")).inspect(Draft(text=FRENCH), Context())
    assert verdict.decision is Decision.RELEASE
    assert verdict.released is not None
    assert verdict.released.text == FRENCH
    assert verdict.findings == ()


def test_redaction_revises_and_reports_offsets_of_the_original():
    verdict = gate(WordGuard("Madame", Action.REDACT, "<X_1>")).inspect(Draft(text=FRENCH, subject="Madame"), Context())
    assert verdict.decision is Decision.REVISE
    assert verdict.released is not None
    assert verdict.released.text.startswith("Bonjour <X_1>,")
    assert verdict.released.subject == "<X_1>"
    assert [(one.field, one.start, one.end) for one in verdict.findings] == [("subject", 0, 6), ("text", 8, 14)]


def test_findings_of_a_later_round_point_at_the_original_text():
    first = WordGuard("alpha", Action.REWRITE, "beta beta", name="first")
    second = WordGuard("beta", Action.HOLD, name="second")
    text = "Un mot alpha puis la suite de la phrase."
    verdict = gate(first, second).inspect(Draft(text=text, language="fr"), Context())
    assert verdict.decision is Decision.HOLD
    assert {text[one.start : one.end] for one in verdict.findings} == {"alpha"}


def test_a_repair_that_brings_its_own_fault_is_held_after_three_rounds():
    endless = WordGuard("a", Action.REWRITE, "aa")
    verdict = gate(endless).inspect(Draft(text="a", language="fr"), Context())
    assert verdict.decision is Decision.HOLD
    assert verdict.released is None
    assert len(endless.inspected) == 3


def test_one_hold_is_enough():
    repair = WordGuard("Madame", Action.REDACT, "<X_1>", name="repair")
    verdict = gate(repair, WordGuard("mardi")).inspect(Draft(text=FRENCH), Context())
    assert verdict.decision is Decision.HOLD
    assert verdict.released is None
    assert len(verdict.findings) == 2


def test_block_wins_over_hold():
    verdict = gate(WordGuard("mardi"), WordGuard("Madame", Action.BLOCK)).inspect(Draft(text=FRENCH), Context())
    assert verdict.decision is Decision.BLOCK


def test_information_does_not_stop_a_text():
    verdict = gate(WordGuard("mardi", Action.ALLOW)).inspect(Draft(text=FRENCH), Context())
    assert verdict.decision is Decision.RELEASE
    assert len(verdict.findings) == 1


def test_overlapping_repairs_leave_no_remains():
    outer = WordGuard("réunion de mardi", Action.REWRITE, "échange", name="outer")
    inner = WordGuard("mardi", Action.REDACT, "<D_1>", name="inner")
    verdict = gate(outer, inner).inspect(Draft(text=FRENCH), Context())
    assert verdict.released is not None
    assert "notre échange, avec" in verdict.released.text


def test_quoted_text_is_not_judged_and_survives_repairs():
    text = "Bonjour Madame,\n> Madame a écrit"
    draft = Draft(text=text, language="fr", quoted=(Span(start=16, end=len(text)),))
    guard = WordGuard("Madame", Action.REDACT, "<PERSON_1>")
    verdict = gate(guard).inspect(draft, Context())
    assert verdict.released is not None
    assert verdict.released.text == "Bonjour <PERSON_1>,\n> Madame a écrit"


@pytest.mark.parametrize(
    ("fault", "rule"),
    [
        (fail, "faulty.check_failed"),
        (leave, "faulty.check_failed"),
        (hang, "faulty.check_timed_out"),
        (lambda: None, "faulty.check_failed"),
        (lambda: "clean", "faulty.check_failed"),
        (lambda: Report(findings=("nonsense",)), "faulty.check_failed"),  # type: ignore[arg-type]
        (
            lambda: Report((Finding("faulty", "faulty.x", "text", 5, 9999, Severity.LOW, Action.HOLD, "m", "s"),)),
            "faulty.check_failed",
        ),
        (
            lambda: Report((Finding("faulty", "faulty.x", "text", 0, 1, Severity.LOW, Action.REWRITE, "m", "s"),)),
            "faulty.check_failed",
        ),
    ],
    ids=["raises", "exits", "hangs", "none", "text", "nonsense", "offsets", "repair-without-proposal"],
)
def test_a_faulty_guard_holds_the_text(fault, rule):
    verdict = gate(FaultyGuard(fault)).inspect(Draft(text=FRENCH), Context())
    assert verdict.decision is Decision.HOLD
    assert verdict.released is None
    assert [one.rule for one in verdict.findings] == [rule]
    assert "dupont" not in verdict.findings[0].message


def test_a_guard_that_hangs_does_not_keep_the_others_from_reporting():
    word = WordGuard("réunion")
    verdict = gate(FaultyGuard(hang), word).inspect(Draft(text=FRENCH), Context())
    assert {one.rule for one in verdict.findings} == {"faulty.check_timed_out", "words.found"}


def test_a_guard_that_cannot_load_holds_the_text():
    verdict = gate(FaultyGuard(Report, broken_load=True)).inspect(Draft(text=FRENCH), Context())
    assert verdict.decision is Decision.HOLD


def test_nobody_can_wave_a_failed_check_through():
    door = gate(FaultyGuard(fail))
    verdict = door.inspect(Draft(text=FRENCH), Context())
    with pytest.raises(NotReleasable, match=r"faulty\.check_failed"):
        door.approve(verdict, verdict.findings, "user-1", "read it", Context())


def test_approval_releases_what_was_overridden_only():
    door = gate(WordGuard("mardi", name="one"), WordGuard("points", name="two"))
    verdict = door.inspect(Draft(text=FRENCH), Context())
    mardi, points = verdict.findings
    with pytest.raises(NotReleasable, match=r"two\.found@.+ \(hold\)") as caught:
        door.approve(verdict, [mardi], "user-1", "agreed by phone", Context())
    assert caught.value.keys == (points.key,)
    assert points.message not in str(caught.value), "a message may quote the held text"
    with pytest.raises(NotReleasable, match="reason"):
        door.approve(verdict, verdict.findings, "user-1", " ", Context())
    released = door.approve(verdict, [mardi, points.key], "user-1", "agreed by phone", Context())
    assert released.text == FRENCH
    assert released.approved_by == "user-1"


def test_block_is_never_released():
    door = gate(WordGuard("mardi", Action.BLOCK))
    verdict = door.inspect(Draft(text=FRENCH), Context())
    with pytest.raises(NotReleasable, match="block"):
        door.approve(verdict, verdict.findings, "user-1", "please", Context())


def test_released_comes_from_the_gate_only():
    released = gate(WordGuard("jamais vu")).inspect(Draft(text=FRENCH), Context()).released
    assert released is not None
    with pytest.raises(TypeError):
        Released("x")
    with pytest.raises(TypeError):
        type("Mine", (Released,), {})
    with pytest.raises(AttributeError):
        released.text = "x"  # type: ignore[misc]
    with pytest.raises(TypeError):
        pickle.dumps(released)
    with pytest.raises(TypeError):
        copy.copy(released)
    with pytest.raises(AttributeError):
        _ = object.__new__(Released).text


KEY = b"k" * 32


class FactGuard(FaultyGuard):
    """Reports the fact `price-1` as evidence."""

    def __init__(self) -> None:
        super().__init__(lambda: Report(evidence=(Evidence(0, 1, "price-1"),)), name="facts")


def context(**changes: object) -> Context:
    given: dict[str, object] = {
        "now": NOW,
        "recipient": Recipient(name="Claire Martin", email="claire@exemple.fr"),
        "facts": (Fact(id="price-1", type="price", value="1200", valid_until="2026-12-31"),),
    }
    return Context(**{**given, **changes})  # type: ignore[arg-type]


def test_a_stored_release_opens_again_with_the_same_key():
    stored = gate(FactGuard(), seal_key=KEY).inspect(Draft(text=FRENCH), context()).released
    assert stored is not None
    again = gate(FactGuard(), seal_key=KEY).reopen(stored.stored(), context())
    assert again.text == FRENCH


@pytest.mark.parametrize(
    ("tamper", "changes", "reason"),
    [
        (lambda s: s.replace("mardi", "jeudi"), {}, "changed after"),
        (lambda s: "x", {}, "not a stored release"),
        (lambda s: "{}", {}, "not a stored release"),
        (lambda s: s, {"now": "2027-11-23T10:00:00+01:00"}, "expired"),
        (lambda s: s, {"now": None}, "expired"),
        (lambda s: s, {"now": "2026-12-20T10:00:00+01:00", "facts": ()}, "facts or consent"),
        (lambda s: s, {"facts": (Fact(id="price-1", type="price", value="1300"),)}, "facts or consent"),
        (lambda s: s, {"recipient": Recipient(name="Karim Benali", email="karim@exemple.fr")}, "other recipients"),
        (
            lambda s: s,
            {"recipient": Recipient(name="Claire Martin", email="claire@exemple.fr", restricted=True)},
            "facts or consent",
        ),
    ],
    ids=["altered", "garbage", "empty", "expired", "no-clock", "fact-gone", "fact-changed", "others", "restricted"],
)
def test_a_stored_release_ends_when_what_it_rests_on_changes(tamper, changes, reason):
    door = gate(FactGuard(), seal_key=KEY)
    stored = door.inspect(Draft(text=FRENCH), context()).released
    assert stored is not None
    with pytest.raises(SealError, match=reason):
        door.reopen(tamper(stored.stored()), context(**changes))


def test_another_key_does_not_open_it():
    stored = gate(FactGuard(), seal_key=KEY).inspect(Draft(text=FRENCH), context()).released
    assert stored is not None
    with pytest.raises(SealError, match="another key"):
        gate(FactGuard(), seal_key=b"z" * 32).reopen(stored.stored(), context())


def test_a_short_seal_key_is_refused():
    with pytest.raises(SealError, match="32 bytes"):
        gate(FactGuard(), seal_key=b"short")


def test_html_is_read_as_a_person_sees_it_and_repaired_in_place():
    source = "<p>Bonjour <b>Ma</b>dame &amp; Monsieur,</p><p>À <i>mardi</i>.</p>"
    draft = Draft(text=source, format="html", language="fr")
    guard = WordGuard("Madame & Monsieur", Action.REDACT, "<X_1>")
    verdict = gate(guard).inspect(draft, Context())
    assert verdict.released is not None
    assert verdict.released.text == "<p>Bonjour <b>&lt;X_1&gt;</b>,</p><p>À <i>mardi</i>.</p>"
    (finding,) = verdict.findings
    assert source[finding.start : finding.end] == "Ma</b>dame &amp; Monsieur"


def test_two_threads_get_the_same_verdicts():
    door = gate(WordGuard("Madame", Action.REDACT, "<X_1>"))
    texts = [f"{FRENCH} Madame {number}" for number in range(40)]
    results: dict[int, list[str | None]] = {}

    def work(identity: int) -> None:
        verdicts = [door.inspect(Draft(text=text, language="fr"), Context()) for text in texts]
        results[identity] = [verdict.released and verdict.released.text for verdict in verdicts]

    threads = [threading.Thread(target=work, args=(identity,)) for identity in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert results[0] == results[1]
    assert all(text and "Madame" not in text for text in results[0])


def test_incoming_mail_is_read_by_the_injection_guard_only():
    injection, other = WordGuard("Madame", name="injection"), WordGuard("Madame", name="pii")
    verdict = gate(injection, other).inspect(Draft(text=FRENCH, kind="incoming"), Context())
    assert [one.guard for one in verdict.findings] == ["injection"]


def test_unknown_guard_names_are_refused():
    with pytest.raises(ValueError, match="guards are injection, consent, pii, pressure, claims"):
        Gate.from_packs(guards=["spelling"])


def test_a_gate_without_guards_or_with_unknown_ones_is_refused():
    with pytest.raises(ValueError, match="a gate needs guards"):
        Gate.from_packs(guards=())
    with pytest.raises(ValueError, match="no guard called speling"):
        gate(WordGuard("x")).limited_to(["speling"])


def test_what_fewer_checks_released_is_not_reopened_by_more():
    one, two = WordGuard("jamais", name="one"), WordGuard("mardi", name="two")
    whole = gate(one, two, seal_key=KEY)
    stored = whole.limited_to(["one"]).inspect(Draft(text=FRENCH), context()).released
    assert stored is not None
    with pytest.raises(SealError, match="fewer checks"):
        whole.reopen(stored.stored(), context())


def test_approval_holds_for_the_recipients_and_findings_that_were_seen():
    door = gate(WordGuard("mardi", name="one"))
    verdict = door.inspect(Draft(text=FRENCH), context())
    others = context(recipients=(Recipient(name="Julie Petit"),))
    with pytest.raises(NotReleasable, match="other recipients"):
        door.approve(verdict, verdict.findings, "user-1", "read", others)
    with pytest.raises(NotReleasable, match="cannot be released"):
        door.approve(verdict, ["one.found@text:0-9999"], "user-1", "read", context())


def test_an_incoming_mail_is_judged_and_not_released():
    verdict = gate(WordGuard("jamais", name="injection")).inspect(Draft(text=FRENCH, kind="incoming"), Context())
    assert verdict.decision is Decision.RELEASE
    assert verdict.released is None


def test_german_is_held_whatever_the_guards():
    text = "Sehr geehrte Frau Müller, vielen Dank für Ihr Interesse an unseren Schreibtischen und Stühlen."
    for language in (None, "de"):
        verdict = gate(WordGuard("x")).inspect(Draft(text=text, language=language), Context())
        assert [one.rule for one in verdict.findings] == ["language.unsupported"]
    long = FRENCH * 60 + text * 40
    assert gate(WordGuard("x")).inspect(Draft(text=long), Context()).decision is Decision.HOLD
