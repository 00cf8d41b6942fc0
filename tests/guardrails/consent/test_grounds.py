# ruff: noqa: E501 - one situation, one line
"""Messages that are no marketing rest on a ground of their own, and wait for a human without one."""

from typing import Any

import pytest

from guardrails.consent.admission import admit
from guardrails.errors import PackError

from .factories import context as context_of
from .factories import outcome, with_company

NO_GROUND = ("consent.no_ground",)
WROTE = {"last_inbound": "2026-11-10T09:00:00+01:00"}

ROWS: list[tuple[str, str, dict[str, Any], dict[str, Any], str, tuple[str, ...]]] = [
    ("reply", "they wrote", WROTE, {}, "admitted", ()),
    ("reply", "they asked", {"last_inquiry": "2026-09-01"}, {}, "admitted", ()),
    ("reply", "they asked a year ago", {"last_inquiry": "2025-11-01"}, {}, "review", NO_GROUND),
    ("reply", "nobody asked", {"contract_running": True}, {}, "review", NO_GROUND),
    ("reply", "they will write", {"last_inbound": "2026-11-18"}, {}, "review", NO_GROUND),
    ("reply", "the thread shows it", {}, {"thread": [{"text": "Quel prix ?", "direction": "in", "at": "2026-11-16"}]}, "admitted", ()),
    ("reply", "the thread is ours", {}, {"thread": [{"text": "Bonjour", "direction": "out", "at": "2026-11-16"}]}, "review", NO_GROUND),
    ("reply", "the thread is undated", {}, {"thread": [{"text": "Quel prix ?", "direction": "in"}]}, "review", NO_GROUND),
    ("reply", "objected to marketing", WROTE | {"objections": [{}]}, {}, "admitted", ()),
    ("reply", "objected to this channel", WROTE | {"objections": [{"channel": "email"}]}, {}, "review", ("consent.channel_objection",)),
    ("reply", "objected to replies", WROTE | {"objections": [{"purpose": "reply"}]}, {}, "refused", ("consent.objection",)),
    ("reply", "restricted", WROTE | {"restricted": True}, {}, "refused", ("consent.restricted",)),
    ("reply", "often contacted", WROTE | {"contacts_last_7_days": 5}, {}, "admitted", ()),
    ("reply", "no time", WROTE, {"now": None}, "refused", ("consent.unknown_time", "consent.no_ground")),
    ("contract", "running", {"contract_running": True}, {}, "admitted", ()),
    ("contract", "running, no time", {"contract_running": True}, {"now": None}, "admitted", ()),
    ("contract", "unknown", {}, {}, "review", NO_GROUND),
    ("contract", "ended", {"contract_running": False}, {}, "review", NO_GROUND),
    ("contract", "objected to marketing", {"contract_running": True, "objections": [{}]}, {}, "admitted", ()),
    ("contract", "restricted", {"contract_running": True, "restricted": True}, {}, "refused", ("consent.restricted",)),
    ("contract", "nowhere known", {"contract_running": True}, {"jurisdiction": None}, "admitted", ()),
    ("service", "after a purchase", {"last_purchase": "2025-11-18"}, {}, "admitted", ()),
    ("service", "long after", {"last_purchase": "2023-11-18"}, {}, "review", NO_GROUND),
    ("service", "nothing", {}, {}, "review", NO_GROUND),
]  # fmt: skip


@pytest.mark.parametrize(
    ("purpose", "recipient", "changes", "expected", "rules"),
    [(row[0], *row[2:]) for row in ROWS],
    ids=[f"{row[0]}: {row[1]}" for row in ROWS],
)
def test_grounds(
    purpose: str, recipient: dict[str, Any], changes: dict[str, Any], expected: str, rules: tuple[str, ...]
) -> None:
    decided, _, found = outcome(recipient, purpose=purpose, **changes)
    assert set(found) == set(rules)
    assert decided == expected


def test_a_thread_with_several_recipients_is_nobodys_own() -> None:
    thread = [{"text": "Quel prix ?", "direction": "in", "at": "2026-11-16"}]
    context = context_of(purpose="reply", thread=thread, recipients=[{"name": "Luc Morel"}])
    assert admit(context, with_company("")).outcome == "review"


def test_a_company_opens_no_ground_of_its_own() -> None:
    limits = """contact_limits:
  grounds:
    - id: acme-reply
      purpose: reply
      conditions: [{name: related_to_role}]
      citations: [{ref: Acme, basis: policy}]
"""
    with pytest.raises(PackError, match="is for shipped packs"):
        with_company(limits)
