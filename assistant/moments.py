"""Moments as people type them."""

from datetime import datetime


def moment_from(text: str) -> datetime:
    """A moment as a person types it.

    Raises:
        ValueError: it is not one, or has no offset.
    """
    try:
        moment = datetime.fromisoformat(text)
    except ValueError as error:
        raise ValueError(f"{text!r} is not a moment; write it as 2026-11-23T10:00:00+01:00") from error
    if moment.tzinfo is None:
        raise ValueError(f"{text!r} has no offset; write it as 2026-11-23T10:00:00+01:00")
    return moment


def now_or(text: str | None) -> datetime:
    """The moment that was typed; the present one, if none was.

    Raises:
        ValueError: it is not a moment, or has no offset.
    """
    return moment_from(text) if text is not None else datetime.now().astimezone()
