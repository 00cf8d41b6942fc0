"""How well personal data is found: precision, recall and F1 by entity, coverage, look-alikes; ours or stock Presidio.

    python -m benchmarks.pii_quality benchmarks/sets/pii_fr.jsonl [--stock] [--errors]

A file holds one JSON object a line: ``text``, ``language``, ``spans`` (``start``, ``end``, ``rule``, ``tag``) and
``negatives`` (spans that must stay).
"""

import argparse
import json
import time
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

from pydantic import BaseModel

from benchmarks.sheet import Sheet

SETS = (Path(__file__).parent / "sets" / "pii_fr.jsonl", Path(__file__).parent / "sets" / "pii_en.jsonl")

Language = Literal["fr", "en"]


class Span(BaseModel):
    """A marked span; `rule` is empty for look-alikes."""

    start: int
    end: int
    rule: str = ""
    tag: str = ""
    kind: str = ""


class Mail(BaseModel):
    """One row of a set."""

    id: str
    language: Language
    text: str
    spans: list[Span]
    negatives: list[Span]


Found = tuple[str, int, int]
"""Rule, start, end."""
Find = Callable[[str, Language], list[Found]]
"""What looks for personal data in a text."""


@dataclass
class Quality:
    """Counts over a set; the properties are what is reported."""

    true: Counter[str] = field(default_factory=Counter[str])
    false: Counter[str] = field(default_factory=Counter[str])
    missed: Counter[str] = field(default_factory=Counter[str])
    tags: Counter[tuple[str, bool]] = field(default_factory=Counter[tuple[str, bool]])
    characters: int = 0
    covered: int = 0
    mails: int = 0
    clean: int = 0
    lookalikes: int = 0
    redacted: int = 0
    seconds: float = 0.0

    @property
    def f1(self) -> float:
        """Typed F1 over all entities."""
        return _f1(self.true.total(), self.false.total(), self.missed.total())[2]

    @property
    def coverage(self) -> float:
        """Share of the characters of personal data that some finding covers."""
        return self.covered / max(1, self.characters)

    @property
    def clean_share(self) -> float:
        """Share of the mails with personal data of which nothing is left."""
        return self.clean / max(1, self.mails)

    @property
    def lookalike_share(self) -> float:
        """Share of the harmless look-alikes of which at least half is redacted."""
        return self.redacted / max(1, self.lookalikes)


def read(path: Path) -> list[Mail]:
    """The mails of a file."""
    return [Mail.model_validate_json(line) for line in path.read_text(encoding="utf-8").split("\n") if line.strip()]


def evaluate(path: Path, stock: bool = False, show: Callable[[str], None] | None = None) -> Quality:
    """Score a file; `show` is called with each error in words."""
    mails = read(path)
    return score(mails, _stock() if stock else _ours(), show)


def score(mails: Iterable[Mail], find: Find, show: Callable[[str], None] | None = None) -> Quality:
    """Score what `find` sees in the mails."""
    quality = Quality()
    for mail in mails:
        begun = time.perf_counter()
        found = find(mail.text, mail.language)
        quality.seconds += time.perf_counter() - begun
        _score(quality, mail, found, show)
    return quality


def _score(quality: Quality, mail: Mail, found: list[Found], show: Callable[[str], None] | None) -> None:
    left = list(found)
    for span in mail.spans:
        match = next((one for one in left if one[0] == span.rule and _overlaps(span, one)), None)
        quality.tags[(f"{span.rule} {span.tag}", match is not None)] += 1
        if match:
            left.remove(match)
            quality.true[span.rule] += 1
        else:
            quality.missed[span.rule] += 1
            _tell(show, "missed", mail, span.rule + " " + span.tag, span.start, span.end)
    for rule, start, end in left:
        quality.false[rule] += 1
        _tell(show, "wrong", mail, rule, start, end)
    hidden = {at for _, start, end in found for at in range(start, end)}
    wanted = {at for span in mail.spans for at in range(span.start, span.end) if not mail.text[at].isspace()}
    quality.characters += len(wanted)
    quality.covered += len(wanted & hidden)
    if wanted:
        quality.mails += 1
        quality.clean += wanted <= hidden
    for span in mail.negatives:
        quality.lookalikes += 1
        if sum(at in hidden for at in range(span.start, span.end)) * 2 >= span.end - span.start:
            quality.redacted += 1
            _tell(show, "look-alike", mail, span.kind, span.start, span.end)


def _overlaps(span: Span, found: Found) -> bool:
    shared = min(span.end, found[2]) - max(span.start, found[1])
    return shared * 2 >= max(span.end - span.start, found[2] - found[1])


def _tell(show: Callable[[str], None] | None, what: str, mail: Mail, rule: str, start: int, end: int) -> None:
    if show:
        around = mail.text[max(0, start - 35) : start] + "⟦" + mail.text[start:end] + "⟧" + mail.text[end : end + 20]
        show(f"{what:10} {rule:30} {mail.id} {around!r}")


def _ours() -> Find:
    from guardrails.pii.detect import Detector

    detector = Detector.shipped()
    detector.load()
    return lambda text, language: [(f"pii.{one.kind}", one.start, one.end) for one in detector.detect(text, language)]


_STOCK = {
    "PERSON": "pii.person",
    "EMAIL_ADDRESS": "pii.email",
    "PHONE_NUMBER": "pii.phone",
    "IBAN_CODE": "pii.iban",
    "CREDIT_CARD": "pii.card",
    "US_SSN": "pii.ssn",
    "UK_NINO": "pii.nino",
    "UK_NHS": "pii.nhs",
    "US_PASSPORT": "pii.passport",
    "UK_PASSPORT": "pii.passport",
    "US_DRIVER_LICENSE": "pii.driving_licence",
    "US_BANK_NUMBER": "pii.bank_account",
    "IP_ADDRESS": "pii.ip",
    "URL": "pii.url",
    "LOCATION": "pii.address",
    "ES_NIF": "pii.national_id",
    "IT_FISCAL_CODE": "pii.national_id",
}


def _stock() -> Find:
    from benchmarks.stock_presidio import StockPresidio

    presidio = StockPresidio.load()

    def find(text: str, language: Language) -> list[Found]:
        return [
            (_STOCK[one.entity_type], one.start, one.end)
            for one in presidio.analyze(text, language)
            if one.entity_type in _STOCK
        ]

    return find


def _f1(true: int, false: int, missed: int) -> tuple[float, float, float]:
    precision, recall = true / max(1, true + false), true / max(1, true + missed)
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def sheets() -> list[Sheet]:
    """Ours beside stock Presidio on the committed sets: in all, then rule by rule."""
    ours, stock = _ours(), _stock()
    found: list[Sheet] = []
    for path in SETS:
        mails = read(path)
        pair = {"Scrupule": score(mails, ours), "stock Presidio": score(mails, stock)}
        rows = tuple(
            (name, f"{one.f1:.3f}", f"{one.coverage:.3f}", f"{one.clean_share:.3f}", f"{one.lookalike_share:.3f}")
            for name, one in pair.items()
        )
        columns = ("", "typed F1", "characters covered", "mails left clean", "look-alikes redacted")
        found.append(Sheet(f"Personal data, {path.stem}: {len(mails)} mails", columns, rows))
        found.append(_by_rule(path, *pair.values()))
    return found


def _by_rule(path: Path, ours: Quality, stock: Quality) -> Sheet:
    rows: list[tuple[str, ...]] = []
    for rule in sorted(ours.true.keys() | ours.false.keys() | ours.missed.keys()):
        mine, theirs = (_f1(one.true[rule], one.false[rule], one.missed[rule]) for one in (ours, stock))
        total = ours.true[rule] + ours.missed[rule]
        rows.append((rule, str(total), *(f"{figure:.3f}" for figure in mine), f"{theirs[2]:.3f}"))
    columns = ("", "to find", "precision", "recall", "F1", "stock F1")
    return Sheet(f"Personal data, {path.stem}, by rule", columns, tuple(rows))


def main() -> None:
    """Print the table of one file."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("path", type=Path)
    parser.add_argument("--stock", action="store_true", help="score stock Presidio instead")
    parser.add_argument("--errors", action="store_true", help="print every error")
    parser.add_argument("--tags", action="store_true", help="print recall by tag")
    chosen = parser.parse_args()
    quality = evaluate(chosen.path, chosen.stock, print if chosen.errors else None)
    for rule in sorted(quality.true.keys() | quality.false.keys() | quality.missed.keys()):
        counts = quality.true[rule], quality.false[rule], quality.missed[rule]
        print(
            f"{rule:22} P {_f1(*counts)[0]:.3f}  R {_f1(*counts)[1]:.3f}  F1 {_f1(*counts)[2]:.3f}  "
            f"{json.dumps(counts)}"
        )
    if chosen.tags:
        for tag in sorted({tag for tag, _ in quality.tags}):
            hit, miss = quality.tags[(tag, True)], quality.tags[(tag, False)]
            print(f"  {tag:40} {hit / (hit + miss):.2f} of {hit + miss}")
    print(
        f"all: F1 {quality.f1:.3f}, coverage {quality.coverage:.3f}, clean {quality.clean_share:.3f}, "
        f"look-alikes redacted {quality.lookalike_share:.3f}, "
        f"{quality.seconds * 1000 / max(1, sum(quality.true.values())):.2f} ms an entity, {quality.seconds:.2f} s"
    )


if __name__ == "__main__":
    main()
