"""Tokens: what is kept of them, whom they let in, and when they stop working."""

from datetime import datetime, timedelta

import pytest
from sqlalchemy import text

from assistant.records.database import Records
from assistant.web.errors import TokenRefused
from assistant.web.principal import Principal, Role
from assistant.web.tokens import NewToken, TokenError, create_token, list_tokens, principal_of, revoke_token

NOW = datetime.fromisoformat("2026-11-23T10:00:00+01:00")


def made(records: Records, role: Role = Role.MANAGER, rep: str | None = None, days: int | None = None) -> NewToken:
    with records.writing() as session:
        return create_token(session, role, NOW, rep, expires_at=NOW + timedelta(days=days) if days else None)


def test_a_token_says_who_its_bearer_is(records: Records) -> None:
    token = made(records, Role.REP, "rep-1")
    assert principal_of(records, token.secret, NOW) == Principal(token.id, Role.REP, "rep-1")


def test_a_token_is_not_kept(records: Records) -> None:
    token = made(records)
    secret = token.secret.rpartition("_")[2]
    with records.reading() as session:
        kept = str(session.execute(text("SELECT * FROM tokens")).all())
    assert secret not in kept
    assert secret.encode().hex() not in kept


@pytest.mark.parametrize(
    "change",
    [
        lambda secret: secret[:-1] + ("0" if secret[-1] != "0" else "1"),
        lambda secret: secret[:-1],
        lambda secret: secret + "0",
        lambda secret: secret.upper(),
        lambda secret: secret.replace("scrupule_", "scrupule_0", 1),
        lambda secret: secret.rpartition("_")[0] + "_",
        lambda secret: secret.rpartition("_")[0],
        lambda _secret: "scrupule__",
        lambda _secret: "' OR 1=1 --",
        lambda _secret: "é\udc80",
        lambda _secret: "x" * 5_000,
    ],
)
def test_anything_else_lets_nobody_in(records: Records, change) -> None:  # type: ignore[no-untyped-def]
    token = made(records)
    with pytest.raises(TokenRefused) as refused:
        principal_of(records, change(token.secret), NOW)
    assert "x" * 100 not in str(refused.value)


def test_the_secret_of_one_token_does_not_open_another(records: Records) -> None:
    first, second = made(records), made(records)
    mixed = first.secret.rpartition("_")[0] + "_" + second.secret.rpartition("_")[2]
    with pytest.raises(TokenRefused):
        principal_of(records, mixed, NOW)


def test_a_revoked_token_stops_at_once_and_cannot_be_revoked_twice(records: Records) -> None:
    token, other = made(records), made(records)
    with records.writing() as session:
        revoke_token(session, token.id, NOW)
    with pytest.raises(TokenRefused):
        principal_of(records, token.secret, NOW)
    assert principal_of(records, other.secret, NOW).id == other.id
    with pytest.raises(TokenError), records.writing() as session:
        revoke_token(session, token.id, NOW)


@pytest.mark.parametrize(("after", "works"), [(timedelta(days=7, seconds=-1), True), (timedelta(days=7), False)])
def test_a_token_works_until_it_expires(records: Records, after: timedelta, works: bool) -> None:
    token = made(records, days=7)
    if works:
        assert principal_of(records, token.secret, NOW + after).id == token.id
    else:
        with pytest.raises(TokenRefused):
            principal_of(records, token.secret, NOW + after)


@pytest.mark.parametrize(("role", "rep"), [(Role.REP, None), (Role.MANAGER, "rep-1"), (Role.ADMINISTRATOR, "rep-1")])
def test_a_rep_and_nobody_else_sends_as_a_rep(records: Records, role: Role, rep: str | None) -> None:
    with pytest.raises(TokenError):
        made(records, role, rep)


@pytest.mark.parametrize("name", ["", "Claire Martin", "claire@exemple.fr", "0612345678", "a" * 41])
def test_the_name_of_a_token_is_a_plain_word(records: Records, name: str) -> None:
    with pytest.raises(TokenError), records.writing() as session:
        create_token(session, Role.MANAGER, NOW, name=name)


def test_tokens_are_listed_in_the_order_in_which_they_were_made(records: Records) -> None:
    with records.writing() as session:
        ids = [create_token(session, Role.MANAGER, NOW + timedelta(minutes=n), name=f"n{n}").id for n in range(3)]
    with records.reading() as session:
        assert [row.id for row in list_tokens(session)] == ids
