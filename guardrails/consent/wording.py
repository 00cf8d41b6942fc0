"""The words that reasons are made of: purposes, channels, people, moments, in French and English."""

from datetime import datetime
from string import Formatter

from babel.dates import format_date

from guardrails.draft import Channel, Language, Purpose, Recipient

_PURPOSES: dict[Purpose, tuple[str, str]] = {
    "prospecting": ("pour la prospection", "for prospecting"),
    "newsletter": ("pour la lettre d’information", "for the newsletter"),
    "event": ("pour les invitations à des événements", "for event invitations"),
    "survey": ("pour les enquêtes", "for surveys"),
    "tracking": ("pour le suivi des ouvertures et des clics", "for tracking opens and clicks"),
    "contract": ("pour le suivi d’un contrat", "for performing a contract"),
    "reply": ("pour répondre à une demande", "for answering a request"),
    "service": ("pour un message de service", "for a service message"),
}
_CHANNELS: dict[Channel, tuple[str, str]] = {
    "email": ("par e-mail", "by email"),
    "sms": ("par SMS", "by text message"),
    "phone": ("par téléphone", "by phone"),
    "auto_call": ("par automate d’appel", "by automated call"),
    "post": ("par courrier postal", "by post"),
    "social": ("par message privé sur un réseau social", "by private message on a social network"),
}

_NBSP = "\N{NO-BREAK SPACE}"


def purpose_words(purpose: Purpose | None, language: Language) -> str:
    """A purpose as it stands in a sentence ("pour la prospection")."""
    return _PURPOSES[purpose][language == "en"] if purpose else ""


def channel_words(channel: Channel | None, language: Language) -> str:
    """A channel as it stands in a sentence ("par e-mail")."""
    return _CHANNELS[channel][language == "en"] if channel else ""


def name_of(recipient: Recipient, position: int) -> str:
    """How a person is named in the answer: name, else address, else position in the list."""
    return recipient.name or recipient.email or recipient.phone or f"#{position}"


def moment_words(moment: datetime, language: Language) -> str:
    """A moment in its own time zone: "lundi 23 novembre à 10 h", "Monday 23 November at 10:00"."""
    day = format_date(moment, "EEEE d MMMM", locale=language)
    if language == "en":
        return f"{day} at {moment:%H:%M}"
    clock = f"{moment.hour}{_NBSP}h" + (f"{_NBSP}{moment.minute:02d}" if moment.minute else "")
    return f"{day.replace(' 1 ', ' 1er ')} à {clock}"


def listed(words: list[str], language: Language, last: str = "and") -> str:
    """Several words as an enumeration: "a, b et c"."""
    joint = {"and": ("et", "and"), "or": ("ou", "or")}[last][language == "en"]
    return words[0] if len(words) == 1 else f"{', '.join(words[:-1])} {joint} {words[-1]}" if words else ""


def fill(template: str, values: dict[str, str]) -> str | None:
    """A template with its {names} filled; None when one of them is not known."""
    names = {name for _, name, _, _ in Formatter().parse(template) if name}
    if not all(values.get(name) for name in names):
        return None
    filled = template.format_map(values)
    return filled[:-1] if filled.endswith("..") else filled  # "Acme, Inc." ends its sentence itself
