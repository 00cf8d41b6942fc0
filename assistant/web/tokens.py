"""Bearer tokens: shown once when they are made, kept as a digest, checked in constant time."""

import hmac
import re
import secrets
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Final

from sqlalchemy import bindparam, select
from sqlalchemy.orm import Session

from assistant.records.database import Records
from assistant.web.errors import TokenRefused
from assistant.web.principal import Principal, Role
from assistant.web.tables import TokenRate, TokenRow
from guardrails.errors import ScrupuleError

PREFIX: Final = "scrupule"
"""Secret scanners find tokens that were committed by mistake by such a prefix."""
_NOBODY: Final = bytes(32)
_NAME: Final = re.compile(r"[a-z][a-z0-9-]{0,39}")
# Built once, of a table and not of a class: it is asked for each request.
_TOKEN = TokenRow.__table__.c
_KNOWN = select(_TOKEN.digest, _TOKEN.role, _TOKEN.rep_id, _TOKEN.expires_at, _TOKEN.revoked_at).where(
    _TOKEN.id == bindparam("token")
)


class TokenError(ScrupuleError):
    """A token cannot be made or revoked as asked."""

    code = "token.invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token that was just made; `secret` is what its owner sends, and is kept nowhere."""

    id: str
    secret: str


def role_from(text: str) -> Role:
    """A role as a person types it.

    Raises:
        TokenError: there is no such role.
    """
    try:
        return Role(text)
    except ValueError:
        raise TokenError(f"there is no such role; choose {', '.join(Role)}") from None


def create_token(
    session: Session,
    role: Role,
    now: datetime,
    rep_id: str | None = None,
    name: str | None = None,
    expires_at: datetime | None = None,
    random: Callable[[int], bytes] = secrets.token_bytes,
) -> NewToken:
    """Make a token, and store its digest.

    Args:
        rep_id: the rep it belongs to: needed for the role rep, and for it alone.
        name: a word to tell tokens apart by, such as ``laptop``.
        random: gives as many random bytes as it is asked for.

    Raises:
        TokenError: the rep is missing, or given for another role, or the name is no plain word.
    """
    if name is not None and not _NAME.fullmatch(name):
        raise TokenError("a token's name is a word of small letters, digits and hyphens, such as laptop-2")
    if (rep_id is not None) != (role is Role.REP):
        raise TokenError("a token of the role rep, and no other, belongs to a rep: say which with --rep")
    token_id = f"token-{random(8).hex()}"
    secret = random(32).hex()
    row = TokenRow(id=token_id, role=role, rep_id=rep_id, name=name, created_at=now, expires_at=expires_at)
    # 256 random bits need no slow hash: nobody can try them out.
    row.digest = sha256(secret.encode()).digest()
    session.add(row)
    session.flush()
    session.add(TokenRate(token_id=token_id, spent_until=0))
    session.flush()
    return NewToken(token_id, f"{PREFIX}_{token_id.removeprefix('token-')}_{secret}")


def list_tokens(session: Session) -> list[TokenRow]:
    """All tokens, oldest first, those that no longer work included."""
    return list(session.scalars(select(TokenRow).order_by(TokenRow.created_at, TokenRow.id)))


def revoke_token(session: Session, token_id: str, now: datetime) -> None:
    """Let a token work no longer, from the next request on.

    Raises:
        TokenError: there is no such token, or it was revoked before.
    """
    row = session.get(TokenRow, token_id)
    if row is None or row.revoked_at is not None:
        raise TokenError("no token that still works has this id; `scrupule token list` shows them")
    row.revoked_at = now


def principal_of(records: Records, given: str, now: datetime) -> Principal:
    """Who the bearer of a token is.

    Raises:
        TokenRefused: it is unknown, wrong, revoked or expired.
        RecordsError: the records cannot be read.
    """
    _, _, rest = given.partition("_")
    key, _, secret = rest.partition("_")
    token_id = f"token-{key[:32]}"
    with records.reading() as session:
        row = session.execute(_KNOWN, {"token": token_id}).one_or_none()
    digest = sha256(secret.encode("utf-8", "replace")).digest()
    right = hmac.compare_digest(digest, row.digest if row else _NOBODY)
    if row is None or not right or row.revoked_at or (row.expires_at and row.expires_at <= now):
        raise TokenRefused(
            "this token does not work: it may be mistyped, revoked or expired; ask an administrator for another",
            headers={"WWW-Authenticate": 'Bearer realm="scrupule", error="invalid_token"'},
        )
    return Principal(token_id, Role(row.role), row.rep_id)
