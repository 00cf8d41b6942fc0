"""Builds requests to engines; names are placeholders, as models get them."""

from datetime import UTC, datetime

from assistant.engines.request import Correspondent, EmailRequest, Occasion, Tone
from guardrails.draft import Fact, Language

CANARY = "Zoltan Quillfeather 06 12 34 56 78"
"""Something that must never show up in an error or a log."""

NOW = datetime(2026, 11, 21, 10, 0, tzinfo=UTC)
PRICE = Fact(
    id="offer-7",
    type="price",
    subject="Licence Pro",
    value="1200",
    currency="EUR",
    tax="excl",
    unit="year",
    valid_until="2026-12-31",  # pyright: ignore[reportArgumentType]  # pydantic parses it
)


def email_request(language: Language = "fr", **changed: object) -> EmailRequest:
    """A friendly thank-you, with whatever a test changes."""
    fields: dict[str, object] = {
        "occasion": Occasion.THANKS,
        "tone": Tone.FRIENDLY,
        "language": language,
        "recipient": Correspondent(name="PERSON_1", civility="Mme", company="COMPANY_1"),
        "sender": Correspondent(name="PERSON_2", email="EMAIL_1"),
        "now": NOW,
        "points": (f"rappeler {CANARY}",),
    }
    return EmailRequest(**{**fields, **changed})  # pyright: ignore[reportArgumentType]
