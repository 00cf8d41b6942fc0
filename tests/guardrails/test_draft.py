"""What goes into the gate: times, countries, unknown values."""

from datetime import date, datetime

import pytest
from pydantic import ValidationError

from guardrails.draft import Context, Draft, Fact, Recipient, Span, reader_language


@pytest.mark.parametrize(
    ("value", "kind"),
    [("2026-11-01", date), ("2026-11-01T00:00:00+01:00", datetime), ("2026-11-01T10:00:00Z", datetime)],
)
def test_a_day_stays_a_day_and_a_moment_a_moment(value, kind):
    assert type(Recipient(last_inquiry=value).last_inquiry) is kind


@pytest.mark.parametrize(
    "value",
    ["2026-11-01T10:00:00", "2026-11-01T00:00:00", "20261101", "1700000000", 1700000000, "yesterday", "01/11/2026"],
)
def test_a_time_without_offset_or_in_another_form_is_refused(value):
    with pytest.raises(ValidationError):
        Recipient(last_inquiry=value)
    with pytest.raises(ValidationError):
        Context(now=value)


@pytest.mark.parametrize(("given", "read"), [("fr", "FR"), ("UK", "GB"), ("GB", "GB"), (None, None)])
def test_countries(given, read):
    assert Context(jurisdiction=given).jurisdiction == read


def test_null_lists_are_unknown_or_empty():
    context = Context.model_validate(
        {"facts": None, "thread": None, "mentionable": None, "recipient": {"suppressed_on": None}}
    )
    assert (context.facts, context.thread, context.mentionable) == ((), (), ())
    assert context.recipient is not None
    assert context.recipient.suppressed_on is None
    assert Recipient(suppressed_on=()).suppressed_on == ()


def test_a_fact_value_is_text_as_a_crm_holds_it():
    assert Fact(id="1", type="price", value=1200).value == "1200"  # type: ignore[arg-type]


def test_everyone_is_counted_once():
    claire = Recipient(name="Claire")
    assert Context(recipient=claire, recipients=(claire, Recipient(name="Paul"))).everyone == (
        claire,
        Recipient(name="Paul"),
    )


def test_a_span_ends_after_it_starts():
    with pytest.raises(ValidationError):
        Span(start=3, end=2)


@pytest.mark.parametrize(
    ("reader", "draft", "language"), [("en", "fr", "en"), (None, "en", "en"), (None, "fr", "fr"), (None, None, "fr")]
)
def test_findings_speak_the_readers_language(reader, draft, language):
    assert reader_language(Draft(text="", language=draft), Context(reader_language=reader)) == language
