"""Compare what was found with what is marked, and count."""

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from benchmarks.pii_rows import Language, Row

Found = tuple[str, int, int]
"""Rule, start, end."""
Find = Callable[[str, Language], list[Found]]
"""What looks for personal data in a text."""
Show = Callable[[str], None]
"""Is told each error in words."""

PERSON = "pii.person"


@dataclass(slots=True)
class Tally:
    """How often something was found rightly and wrongly, and how often it was missed."""

    true: int = 0
    false: int = 0
    missed: int = 0

    @property
    def number(self) -> int:
        """How many there were to find."""
        return self.true + self.missed

    @property
    def precision(self) -> float | None:
        """Share of what was found that is right; None where nothing was found."""
        found = self.true + self.false
        return self.true / found if found else None

    @property
    def recall(self) -> float | None:
        """Share of what is there that was found; None where nothing is there."""
        return self.true / self.number if self.number else None

    @property
    def f1(self) -> float | None:
        """The harmonic mean of both; None where nothing is there and nothing was found."""
        doubled = 2 * self.true
        return doubled / (doubled + self.false + self.missed) if doubled + self.false + self.missed else None

    @classmethod
    def total(cls, tallies: Iterable["Tally"]) -> "Tally":
        """All of them together."""
        counts = [(one.true, one.false, one.missed) for one in tallies]
        return cls(*map(sum, zip(*counts, strict=True))) if counts else cls()


@dataclass(slots=True)
class Share:
    """A part of a whole."""

    part: int = 0
    whole: int = 0

    def add(self, part: int, whole: int = 1) -> None:
        """Count more of both."""
        self.part += part
        self.whole += whole

    @property
    def value(self) -> float | None:
        """From 0 to 1; None of nothing."""
        return self.part / self.whole if self.whole else None

    @classmethod
    def total(cls, shares: Iterable["Share"]) -> "Share":
        """All of them together."""
        whole = cls()
        for one in shares:
            whole.add(one.part, one.whole)
        return whole


@dataclass(slots=True)
class Quality:
    """Counts over a set.

    Attributes:
        rules: by rule.
        tags: recall by rule and tag.
        characters: of the personal data, those that some finding covers.
        clean: of the mails with personal data, those of which nothing is left.
        lookalikes: of the harmless words of a kind, those of which at least half is redacted.
    """

    rules: defaultdict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    tags: defaultdict[tuple[str, str], Share] = field(default_factory=lambda: defaultdict(Share))
    characters: Share = field(default_factory=Share)
    clean: Share = field(default_factory=Share)
    lookalikes: defaultdict[str, Share] = field(default_factory=lambda: defaultdict(Share))

    @property
    def overall(self) -> Tally:
        """All rules together."""
        return Tally.total(self.rules.values())

    @property
    def f1(self) -> float:
        """Typed F1 over all rules."""
        return self.overall.f1 or 0.0

    @property
    def coverage(self) -> float:
        """Share of the characters of personal data that some finding covers."""
        return self.characters.value or 0.0

    @property
    def redacted(self) -> Share:
        """The look-alikes of all kinds that are redacted."""
        return Share.total(self.lookalikes.values())

    @property
    def lookalike_share(self) -> float:
        """Share of the look-alikes that are redacted."""
        return self.redacted.value or 0.0

    def names(self, part: int) -> dict[str, Share]:
        """Recall of people by style (part 0 of the tag) or by origin (part 1)."""
        shares: defaultdict[str, Share] = defaultdict(Share)
        for (rule, tag), share in self.tags.items():
            parts = tag.split("/", 1)
            if rule == PERSON and len(parts) > part and parts[part]:
                shares[parts[part]].add(share.part, share.whole)
        return dict(shares)


def score(rows: Iterable[Row], answers: Iterable[list[Found]], show: Show | None = None) -> Quality:
    """Count over rows and what was found in each; `show` is told each error."""
    quality = Quality()
    for row, found in zip(rows, answers, strict=True):
        _count_rules(quality, row, found, show)
        hidden = {at for _, start, end in found for at in range(start, end)}
        _count_characters(quality, row, hidden)
        _count_lookalikes(quality, row, hidden, show)
    return quality


def _count_rules(quality: Quality, row: Row, found: list[Found], show: Show | None) -> None:
    left = list(found)
    for span in row.spans:
        match = next((one for one in left if one[0] == span.rule and _alike((span.start, span.end), one[1:])), None)
        quality.tags[span.rule, span.tag].add(match is not None)
        if match:
            left.remove(match)
            quality.rules[span.rule].true += 1
        else:
            quality.rules[span.rule].missed += 1
            _tell(show, "missed", f"{span.rule} {span.tag}", row, span.start, span.end)
    for rule, start, end in left:
        quality.rules[rule].false += 1
        _tell(show, "wrong", rule, row, start, end)


def _count_characters(quality: Quality, row: Row, hidden: set[int]) -> None:
    wanted = {at for span in row.spans for at in range(span.start, span.end) if not row.text[at].isspace()}
    if wanted:
        quality.characters.add(len(wanted & hidden), len(wanted))
        quality.clean.add(wanted <= hidden)


def _count_lookalikes(quality: Quality, row: Row, hidden: set[int], show: Show | None) -> None:
    for span in row.negatives:
        gone = sum(at in hidden for at in range(span.start, span.end)) * 2 >= span.end - span.start
        quality.lookalikes[span.kind].add(gone)
        if gone:
            _tell(show, "look-alike", span.kind, row, span.start, span.end)


def _alike(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share at least half of the characters of the longer one."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return shared * 2 >= max(one[1] - one[0], other[1] - other[0])


def _tell(show: Show | None, what: str, rule: str, row: Row, start: int, end: int) -> None:
    if show:
        around = row.text[max(0, start - 35) : start] + "⟦" + row.text[start:end] + "⟧" + row.text[end : end + 20]
        show(f"{what:10} {rule:30} {row.id} {around!r}")
