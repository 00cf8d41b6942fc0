"""The `scrupule` command.

Exit status: 0 done (for `draft` and `check`: the text may leave), 1 some lines could not be screened, 2 wrong
input or a fault, 3 held for review, 4 refused, 141 whoever read the output stopped reading.
"""

import logging
import os
import signal
import sys
from contextlib import ExitStack
from hashlib import sha256
from json import loads
from pathlib import Path
from typing import Annotated, Any, Literal, NoReturn, cast

import typer
from rich.console import Console
from rich.text import Text

from assistant.complaints import sentence_for
from assistant.journal.commands import commands as journal_commands
from assistant.moments import now_or
from assistant.options import Now, Output, print_json
from assistant.privacy.commands import backup, restore
from assistant.privacy.commands import commands as privacy_commands
from assistant.privacy.key_commands import commands as key_commands
from assistant.records.errors import ContactNotFound
from assistant.review.commands import commands as review_commands
from assistant.settings import EngineName, Settings
from assistant.web.commands import commands as token_commands
from assistant.web.commands import serve
from guardrails.draft import Context
from guardrails.errors import ScrupuleError

RELEASED, SOME_ERRORS, FAULT, HELD, REFUSED = 0, 1, 2, 3, 4
Language = Literal["fr", "en"]
OperatorName = Literal["number", "mask", "hash"]
READER_GONE = 141
"""As a shell reports a command that SIGPIPE ended: 128 + 13."""

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="The assistant whose every word passes one gate.",
)
packs_app = typer.Typer(no_args_is_help=True, help="Policy packs: the rules in force.")
app.add_typer(packs_app, name="packs")
app.add_typer(review_commands, name="reviews")
app.add_typer(journal_commands, name="journal")
app.add_typer(token_commands, name="token")
app.add_typer(key_commands, name="keys")
app.add_typer(privacy_commands, name="privacy")
app.command()(serve)
app.command()(backup)
app.command()(restore)


@app.command()
def draft(
    contact: Annotated[str, typer.Option(help="id, e-mail address or full name of the recipient")],
    occasion: Annotated[
        str,
        typer.Option(
            help="first_contact, follow_up, answer, quote, renewal, event, apology, thanks, payment_reminder,"
            " appointment"
        ),
    ],
    language: Annotated[str | None, typer.Option(help="fr or en; the contact's own if absent")] = None,
    tone: Annotated[str, typer.Option(help="formal, friendly or concise")] = "friendly",
    points: Annotated[list[str] | None, typer.Option(help="what to say; may be given several times")] = None,
    reply_to: Annotated[Path | None, typer.Option(help="the mail being answered: an .eml file, or text")] = None,
    rep: Annotated[str | None, typer.Option(help="id or e-mail address of who writes; the first rep if absent")] = None,
    mention: Annotated[list[str] | None, typer.Option(help="someone introduced on purpose, who may be named")] = None,
    engine: Annotated[str | None, typer.Option(help="auto, openai, local or composer")] = None,
    variation: Annotated[int, typer.Option(help="another number asks for another wording")] = 0,
    now: Now = None,
    output: Output = "text",
) -> None:
    """Write a mail for a contact, checked by the gate."""
    from assistant.emails.brief import make_brief
    from assistant.emails.incoming import read_incoming
    from assistant.emails.outcome import Status
    from assistant.presenting import outcome_as_dict, show_outcome
    from assistant.workspace import open_workspace

    brief = make_brief(
        contact,
        occasion,
        language,
        tone,
        tuple(points or ()),
        read_incoming(reply_to) if reply_to else None,
        rep,
        tuple(mention or ()),
        variation,
    )
    with open_workspace(Settings()) as workspace:
        outcome = workspace.writer(_engine_name(engine)).write(brief, now_or(now))
    if output == "json":
        print_json(outcome_as_dict(outcome))
    else:
        show_outcome(Console(), outcome, outcome.reader_language)
    statuses = {Status.RELEASED: RELEASED, Status.QUEUED: HELD, Status.CLOSED: REFUSED, Status.REFUSED: REFUSED}
    raise typer.Exit(statuses[outcome.status])


@app.command()
def check(
    file: Annotated[Path, typer.Argument(help="the text to check; - for standard input")],
    contact: Annotated[str | None, typer.Option(help="who it is for; without, only the text itself is checked")] = None,
    occasion: Annotated[str, typer.Option(help="why it is written; the legal purpose follows")] = "follow_up",
    subject: Annotated[str | None, typer.Option(help="the subject line")] = None,
    language: Annotated[str | None, typer.Option(help="fr or en; recognised if absent")] = None,
    rep: Annotated[str | None, typer.Option(help="id or e-mail address of who writes")] = None,
    now: Now = None,
    output: Output = "text",
) -> None:
    """Check a text that a person wrote; every finding comes with its reason and, where there is one, a rewording."""
    from assistant.checking import OwnText, check_text
    from assistant.presenting import show_check, verdict_as_dict
    from assistant.workspace import open_workspace
    from guardrails.verdict import Decision

    own = OwnText(_read_text(file), subject, language, contact, occasion, rep)
    with open_workspace(Settings()) as workspace:
        checked = check_text(workspace, own, now_or(now))
    if output == "json":
        print_json(verdict_as_dict(checked.verdict))
    else:
        show_check(Console(), checked)
    statuses = {Decision.RELEASE: RELEASED, Decision.REVISE: RELEASED, Decision.HOLD: HELD, Decision.BLOCK: REFUSED}
    raise typer.Exit(statuses[checked.verdict.decision])


@app.command()
def pii(
    file: Annotated[Path | None, typer.Argument(help="the text to read; - for standard input")] = None,
    text: Annotated[str | None, typer.Option(help="the text itself, in place of a file")] = None,
    language: Annotated[Language | None, typer.Option(help="fr or en; recognised if absent")] = None,
    explain: Annotated[bool, typer.Option("--explain", help="say why each piece was taken for personal data")] = False,
    operator: Annotated[OperatorName, typer.Option(help="numbered placeholders, masks or keyed hashes")] = "number",
    key_file: Annotated[
        Path | None, typer.Option(help="the key of hashes, 16 bytes at least; without, they hold for this text only")
    ] = None,
    json: Annotated[bool, typer.Option("--json", help="for programs")] = False,
) -> None:
    """Redact the personal data of a text; nothing is sent or recorded."""
    from assistant.personal_data import redaction_as_dict, redaction_of, show_redaction

    words = _one_text(file, text)
    key = key_file.read_bytes() if key_file else None
    redaction = redaction_of(words, language, operator, Settings().packs, key)
    cast(Any, sys.stdout).reconfigure(encoding="utf-8")
    if json:
        print_json(redaction_as_dict(redaction, explain=explain))
    else:
        show_redaction(redaction, explain=explain)


@app.command()
def explain(
    file: Annotated[Path | None, typer.Argument(help="the text to read; - for standard input")] = None,
    text: Annotated[str | None, typer.Option(help="the text itself, in place of a file")] = None,
    subject: Annotated[str | None, typer.Option(help="the subject line")] = None,
    language: Annotated[Language | None, typer.Option(help="fr or en; recognised if absent")] = None,
    incoming: Annotated[bool, typer.Option("--incoming", help="a customer's mail, about to be answered")] = False,
    context: Annotated[
        Path | None, typer.Option(help="JSON file with facts and circumstances, as `context` is in `screen`")
    ] = None,
    html: Annotated[bool, typer.Option("--html", help="the text is HTML; a file called .html is")] = False,
    guards: Annotated[str | None, typer.Option(help="names, separated by commas; all that read text if absent")] = None,
    json: Annotated[bool, typer.Option("--json", help="for programs")] = False,
) -> None:
    """Show what the guards see in a text, why, on which source, and what to say instead; nothing is recorded."""
    from assistant.explaining import explained, explained_as_dict, show_explained
    from guardrails.gate import TEXT_GUARDS
    from guardrails.screening import Row

    words = _one_text(file, text)
    if not words.strip():
        raise ValueError("there is nothing to explain: the text is empty")
    row = Row(
        text=words,
        subject=subject,
        language=language,
        kind="incoming" if incoming else "email",
        format="html" if html or (file and file.suffix in (".html", ".htm")) else None,
        context=_context(context) if context else None,
    )
    named = [name.strip() for name in guards.split(",") if name.strip()] if guards else TEXT_GUARDS
    one = explained(row, named, Settings().packs)
    cast(Any, sys.stdout).reconfigure(encoding="utf-8")
    if json:
        print_json(explained_as_dict(one))
    else:
        show_explained(Console(), one)


@app.command()
def train(
    name: Annotated[str, typer.Argument(help="pressure or injection")],
    output: Annotated[
        Path | None, typer.Option(help="the file to write; the shipped model's own place if absent")
    ] = None,
) -> None:
    """Train a classifier from its corpus; the file is the same bit for bit each time."""
    from guardrails.classifier.training.build import build
    from guardrails.classifier.training.recipe import RECIPES

    if name not in RECIPES:
        raise ValueError(f"no classifier is called {name!r}; they are {' and '.join(RECIPES)}")
    console = Console(stderr=True)
    try:
        path = build(RECIPES[name], console.print, output)
    except ImportError as error:
        raise ValueError(
            f"training needs more than the gate does ({error}); in a checkout, run: pip install '.[train]'"
        ) from error
    content = path.read_bytes()
    console.print(f"{path}: {len(content):,} bytes, sha256 {sha256(content).hexdigest()}")


@app.command()
def screen(
    guards: Annotated[str | None, typer.Option(help="names, separated by commas; all if absent")] = None,
    input: Annotated[str, typer.Option(help="JSON Lines file; - for standard input")] = "-",
    output: Annotated[str, typer.Option(help="where results go; - for standard output")] = "-",
    packs: Annotated[list[str] | None, typer.Option(help="company packs, besides those of the settings")] = None,
    jobs: Annotated[int, typer.Option(min=1, max=256, help="processes")] = 1,
) -> None:
    """Run the gate over many texts: JSON Lines in, JSON Lines out."""
    from assistant.screen import GateRecipe, check_paths
    from assistant.screen import screen as screen_all

    if hasattr(signal, "SIGPIPE"):  # not on Windows
        # A reader that stops early must end the workers too: an error can do that, a signal's default cannot.
        signal.signal(signal.SIGPIPE, signal.SIG_IGN)

    names = tuple(one.strip() for one in guards.split(",") if one.strip()) if guards is not None else None
    recipe = GateRecipe((*map(str, Settings().packs), *(packs or ())), names)
    recipe.check()
    check_paths(input, output)
    try:
        with ExitStack() as files:
            source = sys.stdin.buffer if input == "-" else files.enter_context(Path(input).open("rb"))
            target = sys.stdout if output == "-" else files.enter_context(Path(output).open("w", encoding="utf-8"))
            if output == "-":
                cast(Any, sys.stdout).reconfigure(encoding="utf-8")
            errors = screen_all(recipe, source, target, jobs)
    except BrokenPipeError:
        _discard_output()
        raise typer.Exit(READER_GONE) from None
    raise typer.Exit(SOME_ERRORS if errors else RELEASED)


@app.command("import")
def import_folder(
    folder: Annotated[Path, typer.Argument(help="folder of CSV files, as described in docs/crm-csv.md")],
) -> None:
    """Take a CRM's CSV files into the records; doing it again updates them."""
    from assistant.records.crm_import import import_crm
    from assistant.workspace import open_workspace
    from connectors.crm.csv import CsvCrm

    with open_workspace(Settings()) as workspace:
        with workspace.records.writing() as session:
            counts = import_crm(session, CsvCrm(folder))
        workspace.memory.index_facts()
    for kind, count in counts.items():
        typer.echo(f"{kind:13} {count.total:5}  ({count.added} new, {count.changed} changed, {count.removed} removed)")


@app.command()
def demo(
    folder: Annotated[Path, typer.Option(help="the demo company's files")] = Path("demo/aubepine"),
    workdir: Annotated[Path, typer.Option(help="where the demo keeps its records")] = Path(".demo"),
    only: Annotated[int | None, typer.Option(help="play this scene alone")] = None,
) -> None:
    """Run the main job on the demo company, scene by scene."""
    from assistant.demo import run_demo

    raise typer.Exit(RELEASED if run_demo(Console(), folder, workdir, only) else FAULT)


@app.command()
def settings() -> None:
    """Print every setting, its default and what it means."""
    from assistant.settings import settings_table

    typer.echo(settings_table(), nl=False)


@packs_app.command("check")
def packs_check(files: Annotated[list[Path], typer.Argument(help="YAML files")]) -> None:
    """Say whether packs are valid; name the line and what is wrong if not."""
    from guardrails.packs.loader import load_packs, read_pack
    from guardrails.packs.policy import Policy

    for file in files:
        pack = read_pack(file)
        if pack.kind == "company":
            Policy.of(load_packs([file]))
        typer.echo(f"{file}: {pack.label} is valid")


@packs_app.command("list")
def packs_list() -> None:
    """The packs that load, with what they are about."""
    from guardrails.packs.loader import load_packs

    for pack in load_packs(Settings().packs):
        typer.echo(f"{pack.label:14} {pack.kind:8} {pack.title.en}")


@packs_app.command("schema")
def packs_schema() -> None:
    """Print the JSON schema of packs."""
    from guardrails.packs.pack import schema_text

    typer.echo(schema_text(), nl=False)


def main() -> None:
    """Run the command; an error that Scrupule raises on purpose is one sentence, not a traceback."""
    if hasattr(signal, "SIGPIPE"):  # not on Windows
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
    logging.basicConfig(level=logging.ERROR)
    try:
        app()
    except ContactNotFound as error:
        _complain(error.code, f"{error}; it may be {error.hint}" if error.hint else str(error))
    except ScrupuleError as error:
        _complain(error.code, str(error))
    except (OSError, ValueError) as error:
        _complain("error", sentence_for(error))


def _complain(code: str, sentence: str) -> NoReturn:
    """One sentence on standard error, unbroken, so that the paths in it can be copied."""
    Console(stderr=True).print(Text.assemble((f"{code}: ", "bold red"), sentence), soft_wrap=True)
    sys.exit(FAULT)


def _engine_name(name: str | None) -> EngineName | None:
    if name is not None and name not in ("auto", "openai", "local", "composer"):
        raise ValueError(f"no engine is called {name!r}; choose auto, openai, local or composer")
    return cast(EngineName | None, name)


def _one_text(file: Path | None, text: str | None) -> str:
    if (file is None) == (text is None):
        raise ValueError("give one text: --text '…', a file, or - for standard input")
    return text if text is not None else _read_text(cast(Path, file))


def _context(file: Path) -> Context:
    try:
        said = loads(_read_text(file))
        return Context.model_validate(said["context"] if isinstance(said, dict) and "context" in said else said)
    except ValueError as error:
        raise ValueError(
            f"{file} holds no context (JSON, shaped as `context` is in `scrupule screen`): {error}"
        ) from error


def _read_text(file: Path) -> str:
    piped = str(file) == "-"
    raw = sys.stdin.buffer.read() if piped else file.read_bytes()
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as error:
        name = "the text on standard input" if piped else str(file)
        raise ValueError(f"{name} is not UTF-8 (byte {error.start}); save it as UTF-8") from error


def _discard_output() -> None:
    """Send what is left in standard output's buffer nowhere, so that the flush at exit does not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
