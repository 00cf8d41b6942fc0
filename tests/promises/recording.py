"""An engine on the far side of a real connection that keeps what it was sent, and what the records were asked."""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field

from sqlalchemy import event
from sqlalchemy.engine import Engine as Database

from assistant.engines.openai import OpenAIEngine
from assistant.engines.request import Email, EmailRequest
from assistant.settings import LlmSettings
from tests.assistant.engines.endpoint import Endpoint, Reply, endpoint, mail

LETTER = (
    "Bonjour PERSON_1,\n\nMerci de votre visite au showroom. Je reste à votre disposition pour toute question.\n\n"
    "Bien cordialement,\nPERSON_2"
)


@dataclass
class Far:
    """A model behind an OpenAI-compatible server.

    Attributes:
        engine: to write with.
        server: what came over the wire.
        requests: what the engine was asked for, before it made a prompt of it; placeholders stand for people.
    """

    engine: "Watched"
    server: Endpoint
    requests: list[EmailRequest]

    @property
    def prompts(self) -> list[str]:
        """Every message that was sent, as text."""
        return [json.dumps(one, ensure_ascii=False) for one in self.server.requests]


@dataclass
class Watched:
    """An engine that notes what it is asked for."""

    inner: OpenAIEngine
    requests: list[EmailRequest] = field(default_factory=list)
    name: str = "openai"
    model: str = "recorded"
    is_model: bool = True

    def write(self, request: EmailRequest) -> Email:
        """Ask the server."""
        self.requests.append(request)
        return self.inner.write(request)


@contextmanager
def far_model(*replies: Reply) -> Iterator[Far]:
    """A server that gives these replies in turn, the last one again and again; a plain letter without any."""
    given = replies or (mail(subject="Suite à votre visite", body=LETTER),)
    with endpoint(lambda number, _: given[min(number, len(given) - 1)]) as server:
        settings = LlmSettings(base_url=server.base_url, model="recorded", retries=0, circuit_failures=1_000)
        engine = Watched(OpenAIEngine(settings))
        yield Far(engine, server, engine.requests)
        engine.inner.close()


@dataclass
class Tape:
    """Statements and other moments, in the order in which they happened."""

    moments: list[str] = field(default_factory=list)

    def first(self, *words: str) -> int | None:
        """When one of these words was first said, if ever."""
        return next((at for at, one in enumerate(self.moments) if any(word in one for word in words)), None)


@contextmanager
def taped(database: Database) -> Iterator[Tape]:
    """Every statement that the records are asked, whoever asks."""
    tape = Tape()

    def note(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        tape.moments.append(statement)

    event.listen(database, "before_cursor_execute", note)
    try:
        yield tape
    finally:
        event.remove(database, "before_cursor_execute", note)


def as_written(body: str, subjects: Sequence[str] = ("Suite à votre visite",)) -> Reply:
    """What a server answers that wrote this mail."""
    return mail(subject=subjects[0], body=body)
