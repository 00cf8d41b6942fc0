"""An entry holds ids, rules, versions and a moment, and refuses whatever else it is given."""

from datetime import datetime
from typing import Any, get_args

import pytest
from pydantic import ValidationError

from assistant.journal.entry import Engine, Entry, Event, Written
from assistant.settings import EngineName
from guardrails.packs.loader import load_packs
from guardrails.packs.pack import Pack
from guardrails.verdict import Decision
from prompts.loader import load_prompt
from tests.assistant.journal.factories import NOW, SUBJECT, SUGGESTION, entry

PERSONAL = [
    "Claire Martin",
    "MARTIN Claire",
    "Hélène",
    "claire.martin@exemple.fr",
    "claire@exemple.fr",
    "12 rue des Lilas, 69003 Lyon",
    "+33 6 12 34 56 78",
    "06.12.34.56.78",
    "06-12-34-56-78",
    "0612345678",
    "33612345678",
    "FR76 3000 6000 0112 3456 7890 189",
    "FR7630006000011234567890189",
    "2 84 05 69 123 456 78",
    "284056912345678",
    "Elle est enceinte.",
    "rep-1\n",
    "",
]
FIELDS = [
    "event", "at", "actor", "subject", "suggestion", "decision",
    "prompt", "engine", "model", "count", "request", "token",
]  # fmt: skip
LISTS = ["rules", "packs"]


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("field", FIELDS)
def test_no_field_takes_personal_data(field: str, value: str):
    with pytest.raises(ValidationError):
        entry(**{field: value})


@pytest.mark.parametrize("value", PERSONAL)
@pytest.mark.parametrize("field", LISTS)
def test_no_list_takes_personal_data(field: str, value: str):
    with pytest.raises(ValidationError):
        entry(**{field: ("pii.person" if field == "rules" else "fr@3", value)})


def test_every_field_is_among_those_tested():
    assert set(Entry.model_fields) == {*FIELDS, *LISTS}


def test_a_field_of_another_name_is_refused():
    with pytest.raises(ValidationError):
        entry(note="pii.person")


@pytest.mark.parametrize("count", [-1, 10_000_000, 33612345678, True, 1.0, "12"])
def test_a_count_is_a_number_too_small_for_a_phone(count: Any):
    with pytest.raises(ValidationError):
        entry(count=count)


def test_a_time_without_an_offset_is_refused():
    with pytest.raises(ValidationError):
        entry(at=datetime(2026, 11, 23, 9))


def test_a_refusal_quotes_nothing():
    with pytest.raises(ValidationError) as caught:
        entry(actor="Claire Martin")
    assert "Claire" not in str(caught.value)


@pytest.mark.parametrize(
    ("field", "values"),
    [
        ("actor", ["rep-1", "operator", "7", "a1b2-c3", SUBJECT, SUGGESTION, "005gk00000abcde"]),
        ("request", [SUBJECT, SUGGESTION]),
        ("token", ["token-0123456789abcdef"]),
        ("model", ["composer-1", "gpt-4o-mini", "claude-sonnet-4-20250514", "Qwen/Qwen3-8B-GGUF:Q4_K_M", "default"]),
        ("engine", list(Engine)),
        ("decision", list(Decision)),
        ("event", list(Event)),
        ("count", [0, 9_999_999]),
    ],
)
def test_what_scrupule_calls_things_is_taken(field: str, values: list[Any]):
    for value in values:
        assert getattr(entry(**{field: value}), field) == value


def test_every_rule_and_pack_that_ships_is_taken():
    packs = load_packs(["demo/aubepine/pack.yaml"])
    assert entry(packs=tuple(pack.label for pack in packs)).packs
    rules = {rule for pack in packs for rule in rules_of(pack)}
    assert len(rules) > 150
    assert set(entry(rules=tuple(rules)).rules) == rules


@pytest.mark.parametrize("task", ["email", "email_compact"])
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_prompt_that_ships_is_taken(task: str, language: str):
    reference = load_prompt(task, language).reference
    assert entry(prompt=reference).prompt == reference


def test_the_engines_are_those_of_the_settings():
    assert {*map(str, Engine), "auto"} == set(get_args(EngineName))


def test_rules_stand_once_and_in_order():
    assert entry(rules=("pii.person", "claims.price", "pii.person")).rules == ("claims.price", "pii.person")


def test_the_same_moment_is_the_same_text():
    paris, utc = (entry(at=datetime.fromisoformat(at)) for at in ("2026-11-23T10:00:00+01:00", "2026-11-23T09:00:00Z"))
    assert Written.at_place(paris, 1).text() == Written.at_place(utc, 1).text()


def test_the_text_is_canonical_json_without_what_is_not_known():
    written = Written.at_place(Entry(event=Event.DRAFT_REFUSED, at=NOW, actor="rep-1", rules=("consent.objection",)), 7)
    assert written.text() == (
        '{"actor":"rep-1","at":"2026-11-23T09:00:00.000000+00:00","event":"draft.refused",'
        '"rules":["consent.objection"],"seq":7}'
    )


def test_a_text_is_read_back_as_what_was_written():
    written = Written.at_place(entry(engine=Engine.COMPOSER, model="composer-1", count=0), 3)
    assert Written.model_validate_json(written.text()) == written


def rules_of(pack: Pack) -> list[str]:
    """Ids of rules and of rows of the contact table."""
    named = (*pack.pii, *pack.pressure, *pack.claims, *pack.injection, *pack.consent_reasons, *pack.contact_table)
    return [rule.id for rule in named if not rule.id.startswith("ground")]
