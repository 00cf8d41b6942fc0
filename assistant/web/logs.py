"""One JSON object a line on standard error; nothing in it that a caller, a customer or a model wrote.

What is logged here has fixed fields. What libraries log is reduced to where it happened: their messages, like those of
exceptions, may quote anything (a path with a query, a row, a text).
"""

import logging
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Final, TextIO, cast

import structlog

from assistant.web.faults import kind_of, place_of
from guardrails.errors import ScrupuleError

_OWN_WORDS: Final = ("uvicorn",)
"""Libraries whose message templates, without their arguments, say enough: started, stopped, malformed request."""


class _Undisturbed:
    """A stream whose failure (a full disk, a reader that is gone) does not fail the request that is logged."""

    def __init__(self, stream: TextIO) -> None:
        self._stream = stream

    def write(self, text: str) -> None:
        with suppress(OSError, ValueError):
            self._stream.write(text)

    def flush(self) -> None:
        with suppress(OSError, ValueError):
            self._stream.flush()


class Log:
    """Where a worker writes what happens."""

    def __init__(self, stream: TextIO | None = None) -> None:
        """Write to `stream`, or to standard error; a line at a time, so that workers do not mix theirs."""
        self._log = structlog.wrap_logger(
            structlog.WriteLogger(cast(TextIO, _Undisturbed(stream or sys.stderr))),
            processors=[
                structlog.processors.add_log_level,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.JSONRenderer(),
            ],
        )

    def request(
        self, *, request: str, method: str, route: str, status: int, ms: float, token: str | None, code: str | None
    ) -> None:
        """A request was answered.

        Args:
            route: the route's template, never the path; ``-`` if none matched.
            code: of the problem, if it was one.
        """
        self._log.info(
            "request",
            request=request,
            method=method,
            route=route,
            status=status,
            ms=round(ms, 1),
            token=token,
            code=code,
        )

    def failure(self, error: BaseException, request: str | None = None) -> None:
        """Something went wrong inside: its type and where, never its message."""
        self._log.error("failure", request=request, type=kind_of(error), where=place_of(error))

    def cannot_start(self, error: Exception) -> None:
        """A worker could not start. Our own sentences are said in full: there is no request yet to quote."""
        sentence = str(error) if isinstance(error, ScrupuleError) else None
        self._log.error("cannot start", type=kind_of(error), where=place_of(error), said=sentence)

    def event(self, name: str, **facts: int | float | str) -> None:
        """Something happened to the worker itself."""
        self._log.info(name, **facts)

    def library(self, record: logging.LogRecord) -> None:
        """A library logged something."""
        said = record.msg if record.name.startswith(_OWN_WORDS) and isinstance(record.msg, str) else None
        error = record.exc_info[1] if record.exc_info else None
        self._log.log(
            record.levelno,
            "library",
            logger=record.name,
            said=said.splitlines()[0] if said else None,
            at=f"{record.module}:{record.lineno}",
            type=kind_of(error) if error else None,
            where=place_of(error) if error else None,
        )


def capture(log: Log) -> None:
    """Send what libraries, warnings and dying threads say through `log`; once, at a process's start."""
    root = logging.getLogger()
    root.handlers = [_Reduced(log)]
    root.setLevel(logging.WARNING)
    logging.getLogger("uvicorn").setLevel(logging.INFO)
    logging.captureWarnings(True)
    sys.excepthook = lambda _kind, error, _trace: log.failure(error)
    sys.unraisablehook = lambda event: log.failure(event.exc_value) if event.exc_value else None
    threading.excepthook = _thread_died(log)


def _thread_died(log: Log) -> Callable[[threading.ExceptHookArgs], None]:
    def report(event: threading.ExceptHookArgs) -> None:
        # uvicorn's thread that answers its parent ends so when the parent closes the pipe: it is how a worker stops.
        if event.exc_value and not isinstance(event.exc_value, EOFError):
            log.failure(event.exc_value)

    return report


class _Reduced(logging.Handler):
    def __init__(self, log: Log) -> None:
        super().__init__()
        self._log = log

    def emit(self, record: logging.LogRecord) -> None:
        self._log.library(record)
