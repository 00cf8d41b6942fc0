"""`scrupule keys`: the master key that protects everything that is stored about people."""

from pathlib import Path
from typing import Annotated

import typer

from assistant.journal.entry import OPERATOR
from assistant.moments import now_or
from assistant.records.opening import opened_records
from assistant.settings import Settings

commands = typer.Typer(no_args_is_help=True, help="The master key that protects what is stored about people.")

MISSING = 1
"""Exit status if a key is needed that is not there."""


@commands.command()
def create(file: Annotated[Path, typer.Argument(help="where the key goes; must not be there yet")]) -> None:
    """Make a new master key in a file that only you can read."""
    from assistant.records.master import create_key_file

    key = create_key_file(file)
    typer.echo(f"Master key {key.id} is in {file}. Set SCRUPULE_MASTER_KEY_FILE={file.absolute()}")
    typer.echo(
        "Keep a copy of the file in a safe place, apart from the backups: without it nobody can read the records."
    )


@commands.command()
def rotate() -> None:
    """Replace the master key; run it again if it was interrupted.

    The new key is written into the file of the master key, and the old one is taken out when nothing needs it any more.
    With SCRUPULE_MASTER_KEY instead of a file: put the new key first, a comma, and the old one.
    """
    from assistant.privacy.rotation import rotate as rotate_keys
    from assistant.records.master import load_master_keys

    settings = Settings()
    masters = load_master_keys(settings)
    with opened_records(settings, masters) as records:
        done = rotate_keys(records, masters, OPERATOR, now_or(None))
    typer.echo(f"{done.rewrapped} keys were wrapped anew by master key {done.master_id}.")
    if done.dropped and masters.file is None:
        typer.echo(f"Nothing needs {', '.join(done.dropped)} any more: take it out of SCRUPULE_MASTER_KEY.")
    if done.dropped:
        typer.echo(
            "Backups made before need the old master key; make a new backup, and keep the new key apart from it."
        )


@commands.command()
def status() -> None:
    """Say which master keys the records need, and whether you have them."""
    from assistant.privacy.key_status import key_status
    from assistant.records.database import connect, explained
    from assistant.records.master import load_master_keys

    settings = Settings()
    masters = load_master_keys(settings)
    engine = connect(settings.database_url)
    with explained(engine), engine.connect() as connection:
        lines = key_status(connection, masters)
    engine.dispose()
    for line in lines:
        typer.echo(line.sentence)
    if any(line.missing for line in lines):
        raise typer.Exit(MISSING)
