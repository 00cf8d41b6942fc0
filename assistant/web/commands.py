"""`scrupule serve` and `scrupule token …`."""

from datetime import timedelta
from typing import Annotated

import typer

from assistant.moments import moment_from, now_or
from assistant.records.opening import opened_records
from assistant.settings import Settings

commands = typer.Typer(no_args_is_help=True, help="Tokens: who may use the service.")


def serve(
    demo: Annotated[bool, typer.Option("--demo", help="serve the demo company, from a fresh folder")] = False,
    host: Annotated[str | None, typer.Option(help="address to listen on, in place of the settings'")] = None,
    port: Annotated[int | None, typer.Option(help="port to listen on; 0 takes a free one")] = None,
    workers: Annotated[int | None, typer.Option(help="processes")] = None,
    now: Annotated[
        str | None, typer.Option(help="begin as if it were this moment, such as 2026-11-23T10:00:00+01:00")
    ] = None,
) -> None:
    """Serve the API until a signal ends it; needs a master key (`scrupule keys create`)."""
    from assistant.web.clock import clock_from
    from assistant.web.serving import serve as serve_until_stopped
    from assistant.web.starting import check_start

    given = {"host": host, "port": port, "workers": workers}
    settings = Settings()
    web = settings.web.model_copy(update={name: value for name, value in given.items() if value is not None})
    settings = settings.model_copy(update={"web": type(web).model_validate(web.model_dump())})
    start = moment_from(now) if now else None
    if not demo:
        check_start(settings)
        serve_until_stopped(settings, clock_from(start))
        return

    from assistant.web.demo import NOW, fill_memory_beside, prepare_demo

    service = prepare_demo(settings, start or NOW)
    fill_memory_beside(service.settings)
    serve_until_stopped(service.settings, clock_from(start or NOW), lambda address: typer.echo(service.guide(address)))


@commands.command("create")
def create(
    role: Annotated[str, typer.Option(help="rep, manager, privacy_officer or administrator")],
    rep: Annotated[str | None, typer.Option(help="id or address of the rep it belongs to, for the role rep")] = None,
    name: Annotated[str | None, typer.Option(help="a word to tell tokens apart by, such as laptop")] = None,
    days: Annotated[int | None, typer.Option(min=1, help="for how long it works; without, until it is revoked")] = None,
) -> None:
    """Make a token and show it, once; only a digest of it is kept."""
    from assistant.journal.entry import OPERATOR, Entry, Event
    from assistant.journal.journal import append
    from assistant.records.contacts import find_rep
    from assistant.web.tokens import create_token, role_from

    at = now_or(None)
    with opened_records(Settings()) as records, records.writing() as session:
        rep_id = find_rep(session, rep).id if rep is not None else None
        made = create_token(session, role_from(role), at, rep_id, name, at + timedelta(days=days) if days else None)
        append(session, Entry(event=Event.TOKEN_CREATED, at=at, actor=OPERATOR, token=made.id))
    typer.echo(made.secret)
    typer.echo(f"{made.id} was made. Its secret, above, is not shown again.", err=True)


@commands.command("list")
def list_all() -> None:
    """Show all tokens, without their secrets."""
    from assistant.web.tokens import list_tokens

    with opened_records(Settings()) as records, records.reading() as session:
        rows = list_tokens(session)
    at = now_or(None)
    for row in rows:
        state = "revoked" if row.revoked_at else "expired" if row.expires_at and row.expires_at <= at else "works"
        until = f"{row.expires_at:%Y-%m-%d}" if row.expires_at else "-"
        typer.echo(f"{row.id}  {row.role:15} {row.rep_id or '-':12} {row.name or '-':20} {until:10}  {state}")


@commands.command("revoke")
def revoke(token: Annotated[str, typer.Argument(help="its id, as `scrupule token list` shows it")]) -> None:
    """Let a token work no longer, at once."""
    from assistant.journal.entry import OPERATOR, Entry, Event
    from assistant.journal.journal import append
    from assistant.web.tokens import revoke_token

    at = now_or(None)
    with opened_records(Settings()) as records, records.writing() as session:
        revoke_token(session, token, at)
        append(session, Entry(event=Event.TOKEN_REVOKED, at=at, actor=OPERATOR, token=token))
    typer.echo(f"{token} works no longer.")
