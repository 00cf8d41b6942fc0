"""`scrupule journal …`: look at the journal, verify it, take proof of it elsewhere."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Final

import typer

from assistant.records.opening import opened_records
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.journal.checkpoint import Checkpoint
    from assistant.journal.faults import Verification
    from assistant.records import Records

UNSOUND = 1
CHECKPOINT_KEY: Final = "checkpoint"
"""Name of the system key that is the seed of the signing key."""

commands = typer.Typer(no_args_is_help=True, help="The journal: list it, verify it, take proof of it elsewhere.")


@commands.command("list")
def list_entries(
    last: Annotated[int, typer.Option(min=1, max=10_000, help="how many, from the end")] = 20,
) -> None:
    """Print the last entries, oldest first."""
    from assistant.journal.journal import newest_entries

    with opened_records(Settings()) as records, records.reading() as session:
        for entry in reversed(newest_entries(session, last)):
            details = (entry.decision, entry.suggestion, entry.subject, entry.token, ", ".join(entry.rules))
            said = "  ".join(str(detail) for detail in details if detail)
            at = entry.at.isoformat(timespec="seconds")
            typer.echo(f"{entry.seq:7}  {at}  {entry.event:20}  {entry.actor:20}  {said}".rstrip())


@commands.command()
def verify(
    checkpoint: Annotated[
        list[Path] | None, typer.Option(help="a signed checkpoint that was kept elsewhere; may be given several times")
    ] = None,
    file: Annotated[Path | None, typer.Option(help="an exported journal; needs neither records nor keys")] = None,
    public_key: Annotated[
        str | None, typer.Option(help="the key that checkpoints must be signed with; the records' own if absent")
    ] = None,
) -> None:
    """Say whether anything was changed, removed, moved, repeated or cut off; the exit status is 1 if so."""
    from assistant.journal.checkpoint import read_checkpoint
    from assistant.journal.export import exported_links
    from assistant.journal.journal import verify as verify_records
    from assistant.journal.verification import verify_links

    paths = checkpoint or []
    if file is not None:
        if paths and public_key is None:
            raise ValueError("give the public key with --public-key: a checkpoint proves nothing without it")
        verification = verify_links(exported_links(file), [read_checkpoint(path, public_key or "") for path in paths])
    else:
        with opened_records(Settings()) as records:
            checkpoints = _checkpoints(records, paths, public_key)
            with records.reading() as session:
                verification = verify_records(session, checkpoints)
    _show(verification)
    raise typer.Exit(0 if verification.is_sound else UNSOUND)


@commands.command("checkpoint")
def write_checkpoint(
    file: Annotated[Path, typer.Argument(help="where to write it; keep it where the records' administrator cannot")],
) -> None:
    """Verify the journal and sign its present state, so that a cut or a rewriting can be proven later."""
    from assistant.journal.checkpoint import make_checkpoint, public_key
    from assistant.journal.errors import JournalDamaged
    from assistant.journal.journal import verify as verify_records

    with opened_records(Settings()) as records:
        seed = records.system_key(CHECKPOINT_KEY)
        with records.reading() as session:
            verification = verify_records(session)
    if not verification.is_sound:
        raise JournalDamaged("the journal is damaged and is not signed; `scrupule journal verify` says where")
    signed = make_checkpoint(verification.last, seed, datetime.now(UTC))
    file.write_text(signed.text(), encoding="utf-8")
    typer.echo(f"{file}: {signed.entries} entries, signed with the key {signed.key}")
    typer.echo(f"public key: {public_key(seed)}")


@commands.command("export")
def export_journal(
    file: Annotated[Path, typer.Argument(help="where to write it, as JSON Lines")],
) -> None:
    """Write the whole journal into a file that an auditor can verify without the records."""
    from assistant.journal.export import export
    from assistant.journal.journal import links

    with opened_records(Settings()) as records, records.reading() as session:
        count = export(links(session), file)
    typer.echo(f"{file}: {count} entries")


def _checkpoints(records: "Records", paths: list[Path], public: str | None) -> "list[Checkpoint]":
    from assistant.journal.checkpoint import public_key, read_checkpoint

    if not paths:
        return []
    key = public or public_key(records.system_key(CHECKPOINT_KEY))
    return [read_checkpoint(path, key) for path in paths]


def _show(verification: "Verification") -> None:
    for fault in verification.faults:
        typer.echo(f"{fault.kind}: {fault.sentence}")
    if verification.more:
        typer.echo(f"and {verification.more} faults more")
    entries, signed = verification.entries, verification.signed
    if not verification.is_sound:
        typer.echo(f"{entries} entries; the journal is not what was written")
    elif signed:
        typer.echo(f"{entries} entries, nothing wrong; a checkpoint vouches for the first {signed}")
    else:
        typer.echo(f"{entries} entries, nothing wrong; only a checkpoint (--checkpoint) proves that none were cut off")
