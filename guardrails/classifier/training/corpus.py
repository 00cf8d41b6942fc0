"""The training material: texts and loose sentences written by hand, in which what a model is to find is marked."""

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from guardrails.classifier.reader import Sentence
from guardrails.classifier.training.recipe import FINE, Recipe, corpus_files
from guardrails.page import Page
from guardrails.patterns import compile_pattern

_MARK = compile_pattern(r"(?s)⟦([a-z_]+)\|(.*?)⟧")
_HALF = 0.4
"""A sentence is marked where so much of it is."""


@dataclass(frozen=True, slots=True)
class Labelled:
    """A sentence and what it is; an outcome of None is not learnt from (context, or not judged by the author).

    Nor are claims of None.
    """

    sentence: Sentence
    outcome: str | None = None
    kind: str | None = None
    claims: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """Sentences that stand together, in order."""

    language: str
    sentences: tuple[Labelled, ...]
    is_whole: bool = True
    """Whether it is a whole text; otherwise it is one passage, with the sentences just before it."""


@dataclass(frozen=True, slots=True)
class Corpus:
    """Everything that a model learns from."""

    documents: tuple[Document, ...]
    kinds: tuple[str, ...] = field(default=())
    claims: tuple[str, ...] = field(default=())


def read_corpus(recipe: Recipe) -> Corpus:
    """The corpus of a recipe.

    ``texts_*.jsonl`` hold whole texts: language, subject and text with marks such as ``⟦guilt_trip|After all that.⟧``,
    and whether anything is to be found in them. ``sentences_*.jsonl`` hold loose ones: language, text, outcome, kind,
    whether it is a subject line, and what stands before. The corpus of claims has the same files: its texts are marked
    with claims (``⟦statistic|Plus de 200⟧ entreprises``), and its loose sentences have a list of them.

    Raises:
        FileNotFoundError: there is no corpus.
    """
    documents = [_text(row, recipe) if "about" in row else _loose(row, recipe) for row in _rows(recipe.name)]
    kinds = {one.kind for document in documents for one in document.sentences if one.kind}
    claiming = [_claiming(row) for row in _rows(recipe.claims)] if recipe.claims else []
    claims = {one for document in claiming for sentence in document.sentences for one in sentence.claims or ()}
    return Corpus((*documents, *claiming), tuple(sorted(kinds)), tuple(sorted(claims)))


def sentences_of(text: str) -> list[tuple[int, int]]:
    """Where the sentences of a text are; lines without a letter or a digit are none."""
    return [(start, end) for _, start, end in Page(text).sentences()]


def unmarked(text: str) -> tuple[str, list[tuple[int, int, str]]]:
    """A text without its marks, and what they marked: start, end, name."""
    plain: list[str] = []
    spans: list[tuple[int, int, str]] = []
    done = length = 0
    for found in _MARK.finditer(text):
        before, inside = text[done : found.start()], found.group(2)
        length += len(before)
        spans.append((length, length + len(inside), found.group(1)))
        length += len(inside)
        plain += (before, inside)
        done = found.end()
    return "".join((*plain, text[done:])), spans


def _rows(corpus: str) -> Iterator[dict[str, Any]]:
    for path in corpus_files(corpus):
        for line in path.read_text(encoding="utf-8").splitlines():
            yield json.loads(line)


def _text(row: dict[str, Any], recipe: Recipe) -> Document:
    labelled: list[Labelled] = []
    if row.get("subject"):
        subject, spans = unmarked(row["subject"])
        outcome, kind = _label(0, len(subject), spans, recipe)
        # Authors marked the subjects of such mails when they thought of it: unmarked, they teach nothing.
        unsure = outcome == FINE and row["about"] != FINE
        labelled.append(Labelled(Sentence(subject, True), None if unsure else outcome, kind))
    text, spans = unmarked(row["text"])
    for start, end in sentences_of(text):
        labelled.append(Labelled(Sentence(text[start:end]), *_label(start, end, spans, recipe)))
    return Document(row["language"], tuple(labelled))


def _label(start: int, end: int, spans: Sequence[tuple[int, int, str]], recipe: Recipe) -> tuple[str, str | None]:
    for first, last, name in spans:
        if min(end, last) - max(start, first) >= _HALF * (end - start):
            return (name, None) if name in recipe.outcomes else (recipe.with_kinds, name)
    return FINE, None


def _loose(row: dict[str, Any], recipe: Recipe) -> Document:
    before: str = row.get("before", "")
    context = [Labelled(Sentence(before[start:end])) for start, end in sentences_of(before)]
    text, is_subject = row["text"], bool(row.get("is_subject"))
    spans = [(0, len(text))] if is_subject else sentences_of(text) or [(0, len(text))]
    kind = row["kind"] if row["outcome"] == recipe.with_kinds else None
    judged = [Labelled(Sentence(text[start:end], is_subject), row["outcome"], kind) for start, end in spans]
    return Document(row["language"], (*context, *judged), is_whole=False)


def _claiming(row: dict[str, Any]) -> Document:
    text, spans = unmarked(row["text"])
    if "kinds" in row:
        spans = [(0, len(text), kind) for kind in row["kinds"]]
    labelled = [
        Labelled(
            Sentence(text[start:end]),
            claims=frozenset(kind for first, last, kind in spans if first < end and start < last),
        )
        for start, end in sentences_of(text)
    ]
    return Document(row["language"], tuple(labelled), is_whole="kinds" not in row)
