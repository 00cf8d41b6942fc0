"""Draw a set: choose templates, write a mail from each in turn, and check where the spans stand."""

import itertools
from collections.abc import Iterator, Sequence
from random import Random

from benchmarks.pii_mails.mail import Mail, Row
from benchmarks.pii_mails.shapes import HERE
from benchmarks.pii_mails.templates import Names, Part, Template, TemplateError, read_names, read_templates

LANGUAGES = ("fr", "en")


def load(language: str) -> tuple[list[Template], Names]:
    """Read the templates and the names of a language."""
    files: tuple[tuple[str, Part], ...] = (("templates", "dev"), ("held", "held"))
    templates = [one for name, part in files for one in read_templates(HERE / f"{name}_{language}.yaml", part)]
    return templates, read_names(HERE / f"names_{language}.yaml")


def choose(templates: Sequence[Template], only: str = "", part: Part = "all") -> list[Template]:
    """Return the templates whose id starts so and that belong to that part.

    Raises:
        TemplateError: There is none.
    """
    chosen = [one for one in templates if one.id.startswith(only) and part in ("all", one.part)]
    if not chosen:
        raise TemplateError(f"no template of part {part!r} has an id that starts with {only!r}")
    return chosen


def generate(language: str, seed: int, count: int, templates: Sequence[Template], names: Names) -> Iterator[Row]:
    """Draw so many rows, from every template as often as from any other, give or take one.

    A row depends on the seed, its template and how often that one was drawn before: with ``--only`` or ``--part`` the
    same rows come out as without, only fewer.
    """
    for at in range(count):
        turn, which = divmod(at, len(templates))
        template = templates[which]
        rng = Random(f"{seed}/{template.id}/{turn}")
        yield draw_row(template, language, names, rng, f"{template.id}#{turn:03d}")


def draw_row(template: Template, language: str, names: Names, rng: Random, row_id: str) -> Row:
    """Draw one mail.

    Raises:
        TemplateError: A span is not where it was noted, or two cross each other.
    """
    row = Mail(template, language, names, rng).row(row_id)
    check(row)
    return row


def check(row: Row) -> None:
    """Make sure that spans lie within the text, hold something, and do not cross.

    Raises:
        TemplateError: One does not.
    """
    spans = [*row["spans"], *row["negatives"]]
    for span in spans:
        value = row["text"][span["start"] : span["end"]]
        if not value.strip() or value != value.strip():
            raise TemplateError(f"{row['id']}: {span} holds {value!r}")
    ordered = sorted(spans, key=lambda span: (span["start"], -span["end"]))
    for one, other in itertools.pairwise(ordered):
        if one["start"] < other["start"] < one["end"] < other["end"]:
            raise TemplateError(f"{row['id']}: {one} crosses {other}")
