"""A checkpoint proves what it says only as long as nobody altered it and the right key signed it."""

import json
from datetime import datetime
from pathlib import Path

import pytest

from assistant.journal.chain import Link
from assistant.journal.checkpoint import make_checkpoint, public_key, read_checkpoint
from assistant.journal.errors import CheckpointInvalid
from tests.assistant.journal.factories import NOW, SEED, chain

LAST = chain(3)[-1]
OTHER = bytes(32)


def written(folder: Path, last: Link = LAST, seed: bytes = SEED) -> Path:
    """A checkpoint in a file."""
    path = folder / "checkpoint.json"
    path.write_text(make_checkpoint(last, seed, NOW).text())
    return path


def test_a_checkpoint_comes_back_as_it_was_signed(tmp_path: Path):
    checkpoint = read_checkpoint(written(tmp_path), public_key(SEED))
    assert (checkpoint.entries, checkpoint.hash, checkpoint.at) == (3, LAST.hash, NOW)


def test_a_file_that_was_laid_out_anew_is_still_signed(tmp_path: Path):
    path = written(tmp_path)
    path.write_text(json.dumps(json.loads(path.read_text()), indent=2))
    assert read_checkpoint(path, public_key(SEED)).entries == 3


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("entries", 2),
        ("hash", "ab" * 32),
        ("at", "2026-11-24T09:00:00+00:00"),
        ("signature", ""),
        ("signature", "x"),
        ("signature", make_checkpoint(LAST, OTHER, NOW).signature),
    ],
)
def test_an_altered_one_is_refused(tmp_path: Path, field: str, value: object):
    path = written(tmp_path)
    path.write_text(json.dumps({**json.loads(path.read_text()), field: value}))
    with pytest.raises(CheckpointInvalid, match="altered"):
        read_checkpoint(path, public_key(SEED))


def test_one_of_another_key_is_refused(tmp_path: Path):
    with pytest.raises(CheckpointInvalid, match="--public-key"):
        read_checkpoint(written(tmp_path, seed=OTHER), public_key(SEED))


def test_one_of_another_key_that_claims_to_be_ours_is_refused(tmp_path: Path):
    ours, theirs = (json.loads(make_checkpoint(LAST, seed, NOW).text()) for seed in (SEED, OTHER))
    path = tmp_path / "checkpoint.json"
    path.write_text(json.dumps({**theirs, "key": ours["key"]}))
    with pytest.raises(CheckpointInvalid, match="altered"):
        read_checkpoint(path, public_key(SEED))


@pytest.mark.parametrize("content", ["", "[]", "{}", "Claire Martin", '{"format":"scrupule-checkpoint/2"}'])
def test_what_is_no_checkpoint_is_refused_and_not_quoted(tmp_path: Path, content: str):
    path = tmp_path / "checkpoint.json"
    path.write_text(content)
    with pytest.raises(CheckpointInvalid, match="is not a checkpoint") as caught:
        read_checkpoint(path, public_key(SEED))
    assert "Claire" not in str(caught.value)


@pytest.mark.parametrize("key", ["", "x", "AAAA", public_key(SEED)[:-4]])
def test_what_is_no_key_is_refused(tmp_path: Path, key: str):
    with pytest.raises(CheckpointInvalid, match="32 bytes in base64"):
        read_checkpoint(written(tmp_path), key)


def test_a_moment_needs_an_offset():
    with pytest.raises(ValueError, match="timezone"):
        make_checkpoint(LAST, SEED, datetime(2026, 11, 23))
