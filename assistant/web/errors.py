"""What the web layer itself refuses; each says what to do."""

from collections.abc import Mapping

from pydantic import BaseModel

from guardrails.errors import ScrupuleError


class WebError(ScrupuleError):
    """An answer other than success; turned into problem details in `problems`.

    Attributes:
        headers: further headers of the answer.
        members: further members of the problem details (RFC 9457, section 3.2).
    """

    code = "request.refused"
    status = 400

    def __init__(
        self, detail: str, *, headers: Mapping[str, str] | None = None, members: BaseModel | None = None
    ) -> None:
        """Refuse with a sentence that says what to do and quotes nobody's data."""
        super().__init__(detail)
        self.headers: Mapping[str, str] = headers or {}
        self.members = members


class TokenMissing(WebError):
    """There is no bearer token."""

    code = "token.missing"
    status = 401


class TokenRefused(WebError):
    """The bearer token is unknown, wrong, revoked or expired; the answer does not say which."""

    code = "token.refused"
    status = 401


class RoleForbidden(WebError):
    """The token's role may not do this."""

    code = "role.forbidden"
    status = 403


class BodyNotJson(WebError):
    """The body is of a type that no route reads."""

    code = "request.not_json"
    status = 415


class RateExceeded(WebError):
    """The token made more requests than the settings allow; `Retry-After` says when to try again."""

    code = "rate.exceeded"
    status = 429


class Overloaded(WebError):
    """More requests wait than the settings allow; `Retry-After` says when to try again."""

    code = "service.overloaded"
    status = 503


class NotReady(WebError):
    """A part that the service needs does not work."""

    code = "service.not_ready"
    status = 503
