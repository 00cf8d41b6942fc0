"""The parts put together from the settings: gate, records, memory, engines."""

from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import timedelta

from assistant.emails.drafting import EmailWriter
from assistant.emails.parties import PartiesGuard
from assistant.engines.choice import choose_engine
from assistant.engines.composer import Composer
from assistant.engines.request import Engine
from assistant.memory.index import Memory
from assistant.records.database import Records
from assistant.records.opening import opened_records
from assistant.settings import EngineName, Settings
from guardrails import Gate
from guardrails.draft import Context
from guardrails.gate import GUARD_NAMES
from guardrails.guard import Question, SecondOpinion
from guardrails.pii.detect import Detector
from guardrails.pii.pseudonyms import Pseudonymiser

BRIEF_GUARDS = ("pii", "pressure")
"""What a rep's own brief is checked for; what it claims is checked in the draft."""


@dataclass(frozen=True)
class Workspace:
    """Everything that a command needs, opened once."""

    settings: Settings
    gate: Gate
    records: Records
    memory: Memory

    def writer(self, engine: EngineName | None = None) -> EmailWriter:
        """A writer of mails with the engine asked for, or the one that the settings choose."""
        return self.writer_with(choose_engine(self.settings, engine))

    def writer_with(self, engine: Engine) -> EmailWriter:
        """A writer of mails with an engine that exists already."""
        brief_gate = self.gate.limited_to(BRIEF_GUARDS)
        return EmailWriter(
            gate=self.gate,
            brief_gate=brief_gate,
            detector=self.gate.detector,
            records=self.records,
            memory=self.memory,
            engine=engine,
            composer=Composer(),
            review_lasts=timedelta(days=self.settings.review_days),
        )


def build_gate(settings: Settings, seal_key: bytes | None = None) -> Gate:
    """The gate over the shipped packs and the company packs of the settings, with the assistant's own guard.

    Args:
        seal_key: seals what is released if the settings hold no key of their own: the records', so that every
            process on them opens what another sealed.
    """
    key = settings.seal_key.get_secret_value().encode() if settings.seal_key else seal_key
    opinion = _second_opinion(settings, lambda: gate.detector) if settings.second_opinion else None
    gate = Gate.from_packs(*settings.packs, guards=(*GUARD_NAMES, PartiesGuard()), seal_key=key, second_opinion=opinion)
    return gate


def _second_opinion(settings: Settings, detector: Callable[[], Detector]) -> SecondOpinion:
    # Imported here: langchain takes two seconds.
    from assistant.engines.second_opinion import opinion_of

    return opinion_of(settings, hide_parties(detector))


def hide_parties(detector: Callable[[], Detector]) -> Callable[[Question], tuple[str, str]]:
    """What takes both parties, and whatever else is personal, out of the sentence and surroundings of a question."""

    def hidden(question: Question) -> tuple[str, str]:
        names = Pseudonymiser(detector(), question.language, _parties(question.context), ())
        return names.hide(question.sentence), names.hide(question.around)

    return hidden


def _parties(context: Context) -> dict[str, Sequence[str]]:
    """What is certainly personal in a mail between these people, by kind."""
    people = (*context.everyone, *((context.sender,) if context.sender else ()))
    known = {
        "person": [*(one.name for one in people), *context.mentionable],
        "company": [context.sender.organisation if context.sender else None],
        "email": [one.email for one in people],
        "phone": [one.phone for one in people],
    }
    return {kind: [one for one in values if one] for kind, values in known.items()}


@contextmanager
def open_workspace(settings: Settings, gate: Gate | None = None) -> Iterator[Workspace]:
    """Open everything, and close it again; with a gate that exists already, if one is given.

    Raises:
        ScrupuleError: a pack, the master key, the records or the memory cannot be used; the message says what to do.
    """
    with opened_records(settings) as records, closing(Memory(records)) as memory:
        gate = gate or build_gate(settings, records.system_key("seal"))
        yield Workspace(settings, gate, records, memory)
