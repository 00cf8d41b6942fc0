"""The errors of Scrupule: one tree, each with a stable code, an HTTP status and a sentence that says what to do."""

from typing import Literal


class ScrupuleError(Exception):
    """Base of every error that Scrupule raises on purpose.

    Attributes:
        code: stable identifier for programs, never translated.
        status: the HTTP status that the web layer answers with.
    """

    code: str = "error"
    status: int = 500

    def sentence(self, language: Literal["fr", "en"]) -> str:
        """What happened and what to do, in the reader's language where the error knows it."""
        return str(self)


class PackError(ScrupuleError):
    """A policy pack cannot be read; the message names the file, the line and what is wrong."""

    code = "pack.invalid"
    status = 422


class SealError(ScrupuleError):
    """A stored release is not what the gate sealed, or no longer applies; inspect the draft again."""

    code = "seal.invalid"
    status = 409


class NotReleasable(ScrupuleError):
    """An approval would let out what nobody may let out.

    Attributes:
        keys: of the findings that remain; what they say quotes the held text, which is for those who view it.
    """

    code = "approval.refused"
    status = 409

    def __init__(self, message: str, keys: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.keys = keys
