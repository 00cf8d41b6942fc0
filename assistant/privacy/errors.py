"""What can go wrong when people are erased."""

from guardrails.errors import ScrupuleError


class LedgerMissing(ScrupuleError):
    """There is no list of erased keys, without which a backup would bring erased people back."""

    code = "erasures.missing"
    status = 409


class LedgerDamaged(ScrupuleError):
    """The list of erased keys cannot be read or written."""

    code = "erasures.damaged"
    status = 503
