"""What can go wrong with the memory; each says what to do."""

from guardrails.errors import ScrupuleError


class MemoryUnavailable(ScrupuleError):
    """Vectors cannot be computed, so what was said before cannot be found."""

    code = "memory.unavailable"
    status = 503
