"""What can go wrong with an engine; each says what happened and what to do."""

from guardrails.errors import ScrupuleError


class EngineError(ScrupuleError):
    """An engine gave no usable mail."""

    code = "engine.failed"
    status = 502


class EngineUnavailable(EngineError):
    """The endpoint cannot be reached, answers with a server error, or is left alone after repeated failures."""

    code = "engine.unavailable"
    status = 503


class EngineTooSlow(EngineError):
    """No answer within the time-out."""

    code = "engine.too_slow"
    status = 504


class EngineMisconfigured(EngineError):
    """The endpoint refuses the key, the model or the address, or the model file is missing."""

    code = "engine.misconfigured"
    status = 500


class EngineUnusable(EngineError):
    """The answer is empty, cut off, a refusal, or not a mail."""

    code = "engine.unusable"
    status = 502
