"""`scrupule reviews …`: the queue of held drafts, from the command line."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from assistant.journal.entry import OPERATOR
from assistant.moments import now_or
from assistant.options import Now, Output, print_json
from assistant.records.opening import opened_records
from assistant.settings import Settings
from guardrails.draft import Language
from guardrails.errors import ScrupuleError

if TYPE_CHECKING:
    from assistant.workspace import Workspace

commands = typer.Typer(no_args_is_help=True, help="Held drafts: read them, and decide.")

HELD = 3

Review = Annotated[str, typer.Argument(help="id of the review, as `scrupule reviews list` shows it")]
Actor = Annotated[str, typer.Option(help="id of who decides, such as mgr-1")]
Reads = Annotated[str, typer.Option(help="fr or en: what the reviewer reads")]


class ReviewOption(ScrupuleError):
    """An option of a command is not understood."""

    code = "review.option"
    status = 422


@commands.command("list")
def show_list(language: Reads = "fr", now: Now = None, output: Output = "text") -> None:
    """The drafts that wait, oldest first: for whom, and why they were held."""
    from rich.console import Console

    from assistant.review.presenting import show_queue, waiting_as_dict
    from assistant.review.viewing import waiting

    with opened_records(Settings()) as records:
        reviews = waiting(records, now_or(now))
    if output == "json":
        print_json([waiting_as_dict(one) for one in reviews])
    else:
        show_queue(Console(), reviews, _language(language))


@commands.command()
def show(
    review: Review, actor: Actor = OPERATOR, language: Reads = "fr", now: Now = None, output: Output = "text"
) -> None:
    """One held draft with its findings; the journal notes that you saw it."""
    from rich.console import Console

    from assistant.review.presenting import show_view, view_as_dict
    from assistant.review.viewing import view

    with _workspace() as workspace:
        seen = view(workspace.gate, workspace.records, review, now_or(now), actor=actor, language=_language(language))
    if output == "json":
        print_json(view_as_dict(seen))
    else:
        show_view(Console(), seen)


@commands.command()
def release(
    review: Review,
    reason: Annotated[str, typer.Option(help="why it may leave, in words; the rep can read them")],
    override: Annotated[list[str] | None, typer.Option(help="key of a finding that you take upon yourself")] = None,
    actor: Actor = OPERATOR,
    language: Reads = "fr",
    now: Now = None,
) -> None:
    """Release a held draft as it is; findings that nobody may take upon themselves stay in the way."""
    from rich.console import Console

    from assistant.presenting import mail
    from assistant.review.deciding import release as decide
    from assistant.review.wording import Label, say

    reads = _language(language)
    with _workspace() as workspace:
        gate, records = workspace.gate, workspace.records
        released = decide(gate, records, review, override or (), actor, reason, now_or(now), language=reads)
    Console().print(mail(released, say(Label.RELEASED, reads), reads))


@commands.command()
def edit(
    review: Review,
    file: Annotated[Path, typer.Argument(help="your version of the mail; - for standard input")],
    subject: Annotated[str | None, typer.Option(help="your subject line; the draft's own if absent")] = None,
    actor: Actor = OPERATOR,
    language: Reads = "fr",
    now: Now = None,
) -> None:
    """Put your own version before the gate; it leaves if it passes, else you read why not."""
    from rich.console import Console

    from assistant.presenting import mail
    from assistant.review.deciding import edit as decide
    from assistant.review.presenting import findings_with_keys, under_review
    from assistant.review.wording import Label, say

    reads = _language(language)
    text = sys.stdin.read() if str(file) == "-" else file.read_text(encoding="utf-8-sig")
    with _workspace() as workspace:
        gate, records = workspace.gate, workspace.records
        edited = decide(gate, records, review, subject, text, actor, now_or(now), language=reads)
    if edited.released:
        Console().print(mail(edited.released, say(Label.EDITED, reads), reads))
        return
    seen = edited.verdict.under_review()
    Console().print(say(Label.NOT_EDITED, reads), style="bold red")
    Console().print(under_review(seen, reads), findings_with_keys(seen.findings, (), reads))
    raise typer.Exit(HELD)


@commands.command("return")
def send_back(
    review: Review,
    advice: Annotated[str, typer.Option(help="what to change; the rep reads it")],
    actor: Actor = OPERATOR,
    language: Reads = "fr",
    now: Now = None,
) -> None:
    """Send a draft back to the rep, with advice."""
    from assistant.review.deciding import send_back as decide
    from assistant.review.wording import Label, say

    with opened_records(Settings()) as records:
        decide(records, review, advice, actor, now_or(now))
    typer.echo(say(Label.RETURNED, _language(language)))


@commands.command()
def reject(
    review: Review,
    reason: Annotated[str, typer.Option(help="why it will not leave; the rep reads it")],
    actor: Actor = OPERATOR,
    language: Reads = "fr",
    now: Now = None,
) -> None:
    """Decide that a draft will not be sent."""
    from assistant.review.deciding import reject as decide
    from assistant.review.wording import Label, say

    with opened_records(Settings()) as records:
        decide(records, review, reason, actor, now_or(now))
    typer.echo(say(Label.REJECTED, _language(language)))


@commands.command()
def expire(language: Reads = "fr", now: Now = None) -> None:
    """Let every review go that nobody decided in time, as `SCRUPULE_REVIEW_DAYS` says; for a daily timer."""
    from assistant.review.deciding import expire as decide
    from assistant.review.wording import Label, say

    with opened_records(Settings()) as records:
        count = decide(records, now_or(now))
    typer.echo(say(Label.EXPIRED, _language(language)).format(count=count))


@contextmanager
def _workspace() -> Iterator["Workspace"]:
    from assistant.workspace import open_workspace

    with open_workspace(Settings()) as workspace:
        yield workspace


def _language(given: str) -> Language:
    if given not in ("fr", "en"):
        raise ReviewOption(f"--language is fr or en, not {given!r}")
    return "en" if given == "en" else "fr"
