"""What can be wrong with a brief or with the mail it answers; each says what to do."""

from guardrails.errors import ScrupuleError


class BriefError(ScrupuleError):
    """The brief cannot be worked on as it is."""

    code = "brief.invalid"
    status = 422


class IncomingError(ScrupuleError):
    """The mail to answer cannot be read."""

    code = "incoming.invalid"
    status = 422
