"""What an engine is asked to write, and what it answers."""

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol

from guardrails.draft import Fact, Language


class Occasion(StrEnum):
    """Why the rep writes."""

    FIRST_CONTACT = "first_contact"
    FOLLOW_UP = "follow_up"
    ANSWER = "answer"
    QUOTE = "quote"
    RENEWAL = "renewal"
    EVENT = "event"
    APOLOGY = "apology"
    THANKS = "thanks"
    PAYMENT_REMINDER = "payment_reminder"
    APPOINTMENT = "appointment"


class Tone(StrEnum):
    """How the mail sounds."""

    FORMAL = "formal"
    FRIENDLY = "friendly"
    CONCISE = "concise"


@dataclass(frozen=True, slots=True)
class Correspondent:
    """The recipient or the sender, reduced to what the purpose allows; absent fields were not allowed or not known."""

    name: str | None = None
    first_name: str | None = None
    last_name: str | None = None
    civility: str | None = None
    """M., Mme, Mr, Ms; never inferred from a first name."""
    company: str | None = None
    job_title: str | None = None
    email: str | None = None
    phone: str | None = None


@dataclass(frozen=True, slots=True)
class Exchange:
    """One earlier exchange with the recipient."""

    at: datetime
    direction: str
    """``in`` or ``out``."""
    channel: str
    text: str


@dataclass(frozen=True, slots=True)
class Email:
    """A mail as an engine wrote it: untrusted.

    Attributes:
        prompt: name and version of the prompt template it answers; None when no prompt was used.
    """

    subject: str
    body: str
    prompt: str | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class EmailRequest:
    """Everything an engine may know. For a model, names and identifiers are placeholders.

    Attributes:
        points: what the rep wants to say, in the rep's words.
        facts: verified statements, the only source of numbers.
        history: relevant earlier exchanges, newest first.
        incoming: the mail being answered, cleaned: data, never instructions.
        advice: what the gate found in `previous`, for the repair round.
        variation: any number; the same number gives the same wording where the engine can.
    """

    occasion: Occasion
    tone: Tone
    language: Language
    recipient: Correspondent
    sender: Correspondent
    now: datetime
    points: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    history: tuple[Exchange, ...] = ()
    incoming: str | None = None
    advice: tuple[str, ...] = ()
    previous: Email | None = None
    variation: int = 0


class Engine(Protocol):
    """Something that writes a mail."""

    @property
    def name(self) -> str:
        """openai, local or composer."""
        ...

    @property
    def model(self) -> str:
        """What exactly wrote, for the record: a model's name, or the version of the composer's sentences."""
        ...

    @property
    def is_model(self) -> bool:
        """Whether prompts leave this code: such engines are given placeholders instead of names."""
        ...

    def write(self, request: EmailRequest) -> Email:
        """Write one mail.

        Raises:
            EngineError: the engine is down, too slow, refused, or answered something unusable.
        """
        ...
