"""Whatever is done to a chain, verifying it against a checkpoint shows it, and otherwise shows where."""

from collections.abc import Callable
from dataclasses import asdict, replace
from functools import partial

from hypothesis import example, given
from hypothesis import strategies as st

from assistant.journal.chain import Link
from assistant.journal.checkpoint import make_checkpoint
from assistant.journal.faults import FaultKind
from assistant.journal.verification import verify_links
from tests.assistant.journal.factories import NOW, SEED, chain, decided, rechained, rehashed
from tests.steps import assert_linear

LENGTH = 12
CHAIN = chain(LENGTH)
Step = Callable[[list[Link]], list[Link]]
TEXTS = st.sampled_from(["", "x", "0" * 64, CHAIN[2].hash, CHAIN[2].entry, "\ud800", '{"seq":3}', decided(CHAIN[2])])


def overwrite(at: int, column: str, value: str, links: list[Link]) -> list[Link]:
    return [replace(link, **{column: value}) if place == at else link for place, link in enumerate(links)]


def forge(at: int, text: str, links: list[Link]) -> list[Link]:
    return [rehashed(link, entry=text) if place == at else link for place, link in enumerate(links)]


def rewrite(at: int, links: list[Link]) -> list[Link]:
    """What a forger who leaves no other trace does: another decision, and every hash made anew."""
    if links != CHAIN:
        return links
    return rechained(forge(at, decided(CHAIN[at]), links))


def delete(at: int, links: list[Link]) -> list[Link]:
    return links[:at] + links[at + 1 :]


def cut(at: int, links: list[Link]) -> list[Link]:
    return links[:at]


def repeat(at: int, to: int, links: list[Link]) -> list[Link]:
    return [*links[:to], *links[at : at + 1], *links[to:]]


def swap(at: int, to: int, links: list[Link]) -> list[Link]:
    if max(at, to) >= len(links):
        return links
    swapped = list(links)
    swapped[at], swapped[to] = links[to], links[at]
    return swapped


def renumber(links: list[Link]) -> list[Link]:
    return [Link(**{**asdict(link), "seq": seq}) for seq, link in enumerate(links, start=1)]


PLACES = st.integers(0, LENGTH - 1)
PLAIN = st.one_of(
    st.builds(partial, st.just(overwrite), PLACES, st.sampled_from(["entry", "previous", "hash"]), TEXTS),
    st.builds(partial, st.just(delete), PLACES),
    st.builds(partial, st.just(repeat), PLACES, PLACES),
    st.builds(partial, st.just(swap), PLACES, PLACES),
    st.just(renumber),
)
SKILLED = st.one_of(
    PLAIN,
    st.builds(partial, st.just(forge), PLACES, TEXTS),
    st.builds(partial, st.just(rewrite), PLACES),
    st.builds(partial, st.just(cut), PLACES),
    st.just(renumber),
    st.just(rechained),
)


def done(steps: list[Step]) -> list[Link]:
    """The chain after all steps."""
    links = CHAIN
    for step in steps:
        links = step(links)
    return links


@given(st.lists(SKILLED, max_size=6))
def test_nothing_that_is_done_to_a_chain_escapes_a_checkpoint_of_its_end(steps: list[Step]):
    links = done(steps)
    verification = verify_links(links, [make_checkpoint(CHAIN[-1], SEED, NOW)])
    # Only what was added after the checkpoint is not covered by it.
    assert verification.is_sound == (links[:LENGTH] == CHAIN and verify_links(links).is_sound)


@given(st.lists(SKILLED, max_size=6), st.sets(st.integers(1, LENGTH)))
def test_a_chain_that_is_found_sound_agrees_with_every_checkpoint(steps: list[Step], places: set[int]):
    links = done(steps)
    verification = verify_links(links, [make_checkpoint(CHAIN[place - 1], SEED, NOW) for place in places])
    if verification.is_sound:
        covered = max(places, default=0)
        assert links[:covered] == CHAIN[:covered]
        assert verification.signed == covered


@given(st.lists(PLAIN, min_size=1, max_size=3))
@example([partial(delete, LENGTH - 1)])
def test_without_a_checkpoint_whatever_was_not_hashed_anew_is_found_but_a_cut_tail(steps: list[Step]):
    links = done(steps)
    assert verify_links(links).is_sound == (links == CHAIN[: len(links)])


@given(PLACES, st.sampled_from(["entry", "previous", "hash"]), TEXTS)
def test_a_change_is_told_where_it_is(at: int, column: str, value: str):
    links = overwrite(at, column, value, CHAIN)
    if links != CHAIN:
        assert {fault.seq for fault in verify_links(links).faults} == {at + 1}


@given(st.sets(PLACES, min_size=1, max_size=LENGTH - 1))
def test_every_gap_is_told_where_it_is(gone: set[int]):
    links = [link for place, link in enumerate(CHAIN) if place not in gone]
    missing = {place for place in gone if place < links[-1].seq}
    starts = {place + 1 for place in missing if place - 1 not in missing}
    faults = verify_links(links).faults
    assert {fault.seq for fault in faults} == starts
    assert {fault.kind for fault in faults} <= {FaultKind.MISSING}


def test_links_out_of_order_are_told():
    links = [*CHAIN[:4], CHAIN[5], CHAIN[4], *CHAIN[6:]]
    assert [(fault.seq, fault.kind) for fault in verify_links(links).faults] == [
        (5, FaultKind.MISSING),
        (5, FaultKind.MOVED),
    ]


def test_verifying_takes_linear_time():
    assert_linear(lambda size: verify_links(chain(size)), 50)
    assert_linear(lambda size: verify_links([replace(link, hash="x") for link in chain(size)]), 50)
    assert_linear(lambda size: verify_links(reversed(chain(size))), 50)
