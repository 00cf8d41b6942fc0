"""Reads a chain from its start and says where it is broken, and what happened there."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import ValidationError

from assistant.journal.chain import START, Link
from assistant.journal.checkpoint import Checkpoint
from assistant.journal.entry import Written
from assistant.journal.faults import MOST_FAULTS, Fault, FaultKind, Verification


def verify_links(links: Iterable[Link], checkpoints: Sequence[Checkpoint] = ()) -> Verification:
    """Walk along a chain and compare it with checkpoints, whose signatures the caller has checked."""
    walk = _Walk(checkpoints)
    for link in links:
        walk.step(link)
    return walk.end()


@dataclass(frozen=True, slots=True)
class _Displaced:
    """Neighbouring entries that all hold what was written `shift` places further on (negative: further up)."""

    first: int
    last: int
    shift: int

    def goes_on_with(self, seq: int, shift: int) -> bool:
        return (self.last + 1, self.shift) == (seq, shift)

    def fault(self, kind: FaultKind) -> Fault:
        here, there = (_entries(self.first + by, self.last + by) for by in (0, self.shift))
        again = "again, " if kind is FaultKind.REPEATED else ""
        return Fault(self.first, kind, f"{here}: {again}what was written as {there}")


class _Walk:
    """One pass; what it remembers does not grow with the chain."""

    def __init__(self, checkpoints: Sequence[Checkpoint]) -> None:
        self._awaited: defaultdict[int, list[Checkpoint]] = defaultdict(list)
        for checkpoint in checkpoints:
            self._awaited[checkpoint.entries].append(checkpoint)
        self._before = START
        self._before_is_wrong = False
        self._faults: list[Fault] = []
        self._displaced: list[_Displaced] = []
        self._gaps: list[tuple[int, int]] = []
        self._more = 0
        self._count = 0
        self._signed = 0

    def step(self, link: Link) -> None:
        """Look at the next link."""
        self._count += 1
        before = self._before
        if link.seq <= before.seq:
            self._note(link.seq, FaultKind.MOVED, f"entry {link.seq} stands after entry {before.seq}")
            return
        follows = self._before_is_wrong or link.previous == before.hash
        if link.seq > before.seq + 1:
            self._note_gap(before.seq + 1, link.seq - 1)
            follows = True
        self._before_is_wrong = self._is_wrong(link)
        if not self._before_is_wrong and not follows:
            self._note_misfit(before.seq)
        self._compare(link)
        self._before = link

    def end(self) -> Verification:
        """What the whole walk showed."""
        last = self._before.seq
        displaced = [one.fault(self._kind(one)) for one in self._displaced]
        faults = sorted((*self._cut(last), *self._faults, *displaced), key=lambda fault: fault.seq)
        more = self._more + len(faults[MOST_FAULTS:])
        return Verification(self._count, tuple(faults[:MOST_FAULTS]), more, self._signed, self._before)

    def _cut(self, last: int) -> Iterator[Fault]:
        signed = max(self._awaited, default=0)
        if signed > last:
            checkpoint = self._awaited[signed][0]
            when = checkpoint.at.isoformat()
            sentence = f"{_entries(last + 1, signed)}: cut off; the checkpoint of {when} counted {signed} entries"
            yield Fault(last + 1, FaultKind.CUT, sentence)

    def _is_wrong(self, link: Link) -> bool:
        """Whether a link is wrong by itself, whatever stands before it."""
        written = _written(link.entry)
        if written is not None and written.seq != link.seq:
            self._note_displaced(link.seq, written.seq - link.seq)
        elif not link.is_intact:
            self._note(link.seq, FaultKind.CHANGED, f"entry {link.seq} was changed after it was written")
        elif written is None:
            self._note(link.seq, FaultKind.FOREIGN, f"entry {link.seq} is no entry that Scrupule writes")
        else:
            return False
        return True

    def _compare(self, link: Link) -> None:
        for checkpoint in self._awaited.pop(link.seq, ()):
            if checkpoint.hash == link.hash:
                self._signed = link.seq
            else:
                first = self._signed + 1
                these, when = _entries(first, link.seq), checkpoint.at.isoformat()
                sentence = f"{these}: not what the checkpoint of {when} signed; the chain was rewritten in between"
                self._note(first, FaultKind.REWRITTEN, sentence)

    def _note(self, seq: int, kind: FaultKind, sentence: str) -> None:
        if len(self._faults) < MOST_FAULTS:
            self._faults.append(Fault(seq, kind, sentence))
        else:
            self._more += 1

    def _note_gap(self, first: int, last: int) -> None:
        self._note(first, FaultKind.MISSING, f"{_entries(first, last)}: missing")
        if len(self._gaps) < MOST_FAULTS:
            self._gaps.append((first, last))

    def _note_misfit(self, before: int) -> None:
        if before == START.seq:
            self._note(1, FaultKind.REWRITTEN, "entry 1 follows something that is no longer there")
            return
        sentence = f"entry {before} was rewritten, alone or with entries before it: entry {before + 1} follows another"
        self._note(before, FaultKind.REWRITTEN, sentence)

    def _note_displaced(self, seq: int, shift: int) -> None:
        last = self._displaced[-1] if self._displaced else None
        if last and last.goes_on_with(seq, shift):
            self._displaced[-1] = _Displaced(last.first, seq, shift)
        elif len(self._displaced) < MOST_FAULTS:
            self._displaced.append(_Displaced(seq, seq, shift))
        else:
            self._more += 1

    def _kind(self, one: _Displaced) -> FaultKind:
        """Repeated if what was written elsewhere is still there, else moved."""
        first, last = one.first + one.shift, one.last + one.shift
        elsewhere = [(run.first, run.last) for run in self._displaced] + self._gaps
        gone = last > self._before.seq or any(start <= last and first <= end for start, end in elsewhere)
        return FaultKind.MOVED if gone else FaultKind.REPEATED


def _written(text: str) -> Written | None:
    """The entry that a text holds; None if it is not exactly as Scrupule writes it."""
    try:
        written = Written.model_validate_json(text)
    except ValidationError:
        return None
    return written if written.text() == text else None


def _entries(first: int, last: int) -> str:
    return f"entry {first}" if first == last else f"entries {first} to {last}"
