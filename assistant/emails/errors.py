"""What can be wrong with a brief, its request or the mail it answers; each says what to do."""

from guardrails.errors import ScrupuleError


class BriefError(ScrupuleError):
    """The brief cannot be worked on as it is."""

    code = "brief.invalid"
    status = 422


class IncomingError(ScrupuleError):
    """The mail to answer cannot be read."""

    code = "incoming.invalid"
    status = 422


class RequestReused(ScrupuleError):
    """The key of a request came with another brief before."""

    code = "request.reused"
    status = 422


class NotSendable(ScrupuleError):
    """A suggestion cannot be marked as sent: it was never released."""

    code = "suggestion.not_released"
    status = 409


class AlreadySent(ScrupuleError):
    """A suggestion was sent before, and is sent once only."""

    code = "suggestion.sent"
    status = 409
