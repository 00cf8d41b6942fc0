"""Who asks: the person or program that a token was made for, and what their role may do."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, cast

from fastapi import Request, Security
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer

from assistant.web.errors import RoleForbidden


class Role(StrEnum):
    """What a token may be used for."""

    REP = "rep"
    MANAGER = "manager"
    PRIVACY_OFFICER = "privacy_officer"
    ADMINISTRATOR = "administrator"


@dataclass(frozen=True, slots=True)
class Principal:
    """Who asks.

    Attributes:
        id: of the token; random. Logs name it, and the journal names it as the actor.
        rep_id: the rep who sends, for tokens of reps; None for all others.
    """

    id: str
    role: Role
    rep_id: str | None = None

    @property
    def actor(self) -> str:
        """How the journal and the reviews name who asks."""
        return self.id


_BEARER = HTTPBearer(
    auto_error=False,
    scheme_name="token",
    description="A token made by `scrupule token create --role …`; it is shown once.",
)


def require(*roles: Role) -> Callable[..., Awaitable[Principal]]:
    """A dependency that gives who asks, and refuses everybody whose role is none of these.

    Who may enter at all is decided before (`door`); this adds the role, and shows the token in the API's description.
    """

    async def principal(
        request: Request, _shown: Annotated[HTTPAuthorizationCredentials | None, Security(_BEARER)] = None
    ) -> Principal:
        asking = cast(Principal, request.state.principal)
        if asking.role not in roles:
            may = " or ".join(roles)
            raise RoleForbidden(f"this needs a token of the role {may}; ask an administrator for one")
        return asking

    return principal
