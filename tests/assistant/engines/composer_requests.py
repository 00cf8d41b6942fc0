"""Requests to the composer, and readings of what it wrote; names are real, since it is no model."""

import re
from datetime import UTC, datetime, timedelta

from assistant.engines.composer import Composer
from assistant.engines.request import Correspondent, Email, EmailRequest, Exchange, Occasion, Tone
from guardrails.draft import Fact, Language

NOW = datetime(2026, 11, 22, 9, 0, tzinfo=UTC)
NBSP = "\u00a0"
CLAIRE = Correspondent(
    name="Claire Martin", first_name="Claire", last_name="Martin", civility="Mme", company="Nova Conseil"
)
EMILY = Correspondent(
    name="Emily Carter", first_name="Emily", last_name="Carter", civility="Ms", company="Northfield Ltd"
)
PAUL = Correspondent(
    name="Paul Durand", company="Vendeur SAS", job_title="Chargé d'affaires", phone="+33 1 23 45 67 89"
)
FACTS = (
    Fact(id="price", type="price", subject="Licence Pro", value="1200", currency="EUR", tax="excl", unit="year"),
    Fact(id="discount", type="discount", subject="Licence Pro", value="10 %"),
    Fact(id="deadline", type="deadline", subject="Licence Pro", value="2026-12-31"),
    Fact(id="guarantee", type="guarantee", subject="Licence Pro", value="5 ans"),
    Fact(id="delivery", type="delivery", subject="Licence Pro", value="8 jours ouvrés"),
    Fact(id="feature", type="feature", subject="Licence Pro", value="le suivi des devis en temps réel"),
    Fact(id="feature-en", type="feature", subject="Licence Pro", value="real-time tracking of quotes"),
)
EVENT_FACTS = (
    Fact(id="event", type="event", subject="Matinée découverte", value="2026-12-10T09:30:00+01:00"),
    Fact(id="event-deadline", type="deadline", subject="Matinée découverte", value="2026-12-04"),
)
INVOICE_FACTS = (
    Fact(id="due", type="date", subject="facture F-2026-118", value="2026-10-31"),
    Fact(id="amount", type="price", subject="facture F-2026-118", value="1440", currency="EUR", tax="incl"),
)
QUESTION = "Bonjour, quel est le prix ? Et la garantie ? / Hello, what is the price, and the warranty?"
POINTS: dict[Language, tuple[tuple[str, ...], ...]] = {
    "fr": (
        (),
        ("remercier pour son accueil mardi", "proposer un rendez-vous jeudi 26 novembre à 14 h"),
        ("délai de livraison", "formation des équipes"),
        ("Le devis est prêt.", "demander si elle a des questions"),
    ),
    "en": (
        (),
        ("thank her for her time on Tuesday", "offer a call on Thursday 26 November at 2 pm"),
        ("the delivery time", "training"),
        ("The quote is ready.", "ask whether she has any questions"),
    ),
}


def facts_for(occasion: Occasion) -> tuple[Fact, ...]:
    """Facts that suit an occasion."""
    return {Occasion.EVENT: EVENT_FACTS, Occasion.PAYMENT_REMINDER: INVOICE_FACTS}.get(occasion, FACTS)


def request(
    occasion: Occasion, tone: Tone = Tone.FRIENDLY, language: Language = "fr", **changed: object
) -> EmailRequest:
    """A request with a full recipient and sender, and whatever a test changes."""
    fields: dict[str, object] = {
        "occasion": occasion,
        "tone": tone,
        "language": language,
        "recipient": CLAIRE if language == "fr" else EMILY,
        "sender": PAUL,
        "now": NOW,
        "incoming": QUESTION if occasion is Occasion.ANSWER else None,
    }
    return EmailRequest(**{**fields, **changed})  # pyright: ignore[reportArgumentType]


def write(occasion: Occasion, tone: Tone = Tone.FRIENDLY, language: Language = "fr", **changed: object) -> Email:
    """The composer's mail for such a request."""
    return Composer().write(request(occasion, tone, language, **changed))


def exchange(days_ago: int, channel: str = "meeting", direction: str = "in") -> Exchange:
    """Something that happened before; 10 days before now is 12 November."""
    return Exchange(at=NOW - timedelta(days=days_ago), direction=direction, channel=channel, text="secret text")


def plain(text: str) -> str:
    """The text with ordinary spaces, so that expectations stay readable."""
    return text.replace(NBSP, " ")


def sentences(text: str) -> list[str]:
    """The sentences of a mail."""
    return [one.strip() for one in re.split(r"(?<=[.?!:])\s+|\n+", text) if one.strip()]


def numbers(text: str) -> set[str]:
    """Every run of digits, thousands joined."""
    return set(re.findall(r"\d+", re.sub(r"(?<=\d)[\u00a0,](?=\d{3}\b)", "", text)))
