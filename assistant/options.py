"""Options and output that several commands share."""

import json
from typing import Annotated, Literal

import typer

Output = Annotated[Literal["text", "json"], typer.Option(help="text for people, json for programs")]
Now = Annotated[str | None, typer.Option(help="work as if it were this moment, such as 2026-11-23T10:00:00+01:00")]


def print_json(value: object) -> None:
    """Print a value for programs."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=2))
