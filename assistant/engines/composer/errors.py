"""What the composer refuses to write from."""

from assistant.engines.errors import EngineError


class BriefUnusable(EngineError):
    """The brief is too long, or in another language than the mail; the message says what to change."""

    code = "engine.brief_unusable"
    status = 422
