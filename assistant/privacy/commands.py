"""`scrupule backup`, `scrupule restore`, `scrupule privacy …`."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.journal.entry import OPERATOR
from assistant.moments import now_or
from assistant.records.opening import opened_records
from assistant.settings import Settings

UNKNOWN = (
    "Nothing is known of the time since this backup: consents withdrawn, objections, mails sent and tokens revoked "
    "since are not in it. Import from the CRM, and revoke tokens again, before anyone writes."
)
"""What a restore says that had nothing newer to go by."""

commands = typer.Typer(no_args_is_help=True, help="The rights of the people in the records.")


def backup(
    file: Annotated[Path, typer.Argument(help="where the backup goes; a file of that name is replaced")],
) -> None:
    """Copy the records into one file; what is encrypted stays encrypted, and needs the same master key."""
    from assistant.privacy.backups import make_backup
    from assistant.privacy.ledger import ledger_of
    from assistant.records.master import load_master_keys

    settings = Settings()
    master = load_master_keys(settings)
    with opened_records(settings, master) as records:
        header = make_backup(records, file, master, ledger_of(settings), OPERATOR, now_or(None))
    typer.echo(f"{file}: {header.rows} rows; keep the master key {header.master} apart from it")


def restore(
    file: Annotated[Path, typer.Argument(help="a file that `scrupule backup` made")],
    replace: Annotated[bool, typer.Option("--replace", help="lose what the database holds now")] = False,
    no_erasures: Annotated[
        bool, typer.Option("--no-erasures", help="nobody was erased since the backup, although no list says so")
    ] = False,
) -> None:
    """Bring the records back from a backup; who was erased since stays erased. Stop the service first."""
    from assistant.privacy.backups import restore_backup
    from assistant.privacy.ledger import ledger_of
    from assistant.records.master import load_master_keys

    settings = Settings()
    restored = restore_backup(
        settings.database_url,
        file,
        load_master_keys(settings),
        ledger_of(settings),
        OPERATOR,
        now_or(None),
        replace=replace,
        no_erasures=no_erasures,
    )
    header, carried = restored.header, restored.carried
    typer.echo(f"{header.rows} rows of {header.at:%Y-%m-%d %H:%M} restored; erased again: {restored.again}")
    if carried is None:
        typer.echo(UNKNOWN)
        return
    typer.echo(
        f"Kept from what was replaced: {carried.consents} consents and withdrawals, {carried.objections} objections, "
        f"{carried.revoked} tokens revoked, {carried.sent} mails marked as sent."
    )
    typer.echo(
        f"Gone with it: {carried.lost_contacts} contacts, {carried.lost_sent} mails that were sent. "
        "Import from the CRM before anyone writes."
    )


@commands.command("erase")
def erase(
    contact: Annotated[str, typer.Option(help="id, e-mail address or full name of the person")],
) -> None:
    """Erase a person; what remains keeps them from being written to again. It cannot be undone."""
    from assistant.privacy.erasure import erase_person
    from assistant.privacy.ledger import required_ledger

    settings = Settings()
    ledger = required_ledger(settings)
    with opened_records(settings) as records:
        erased = erase_person(records, ledger, contact, OPERATOR, now_or(None))
    typer.echo(
        f"{erased.contact_id}: {'was erased before' if erased.already else 'erased'}; {ledger.path} lists the key"
    )
