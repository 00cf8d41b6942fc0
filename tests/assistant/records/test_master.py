"""The master key comes from a file or the settings; a missing, wrong or open one stops with what to do."""

import os
import stat
from base64 import b64encode
from dataclasses import dataclass
from pathlib import Path

import pytest
from pydantic import SecretStr

from assistant.records.encryption import DataKey, new_secret
from assistant.records.master import (
    MasterKey,
    MasterKeyExposed,
    MasterKeyMissing,
    MasterKeys,
    MasterKeyWrong,
    create_key_file,
    load_master_keys,
    read_key_file,
    replace_key_file,
)

ONE, TWO = (b64encode(bytes([number]) * 32).decode() for number in (1, 2))
ID_ONE, ID_TWO = (MasterKey.of(bytes([number]) * 32).id for number in (1, 2))


@dataclass
class Chosen:
    """Settings of the master key."""

    master_key: SecretStr | None = None
    master_key_file: Path | None = None


def key_file(folder: Path, text: str, mode: int = 0o600) -> Path:
    path = folder / "master.key"
    path.write_text(text)
    path.chmod(mode)
    return path


@pytest.mark.parametrize("text", [ONE, f" {ONE}\n", f"{ONE}, {TWO}", f"{ONE},"])
def test_the_settings_hold_the_key_and_earlier_ones_after_commas(text: str) -> None:
    keys = load_master_keys(Chosen(master_key=SecretStr(text)))
    assert keys.current.id == ID_ONE
    assert [key.id for key in keys.previous] == ([ID_TWO] if TWO in text else [])


def test_a_file_holds_one_key_a_line_and_comments(tmp_path: Path) -> None:
    keys = read_key_file(key_file(tmp_path, f"# in use\n{ONE}\n\n  # before\n{TWO}\n"))
    assert (keys.current.id, [key.id for key in keys.previous]) == (ID_ONE, [ID_TWO])


def test_no_key_says_how_to_make_one() -> None:
    with pytest.raises(MasterKeyMissing, match=r"scrupule keys create FILE.*SCRUPULE_MASTER_KEY_FILE"):
        load_master_keys(Chosen())


def test_a_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(MasterKeyMissing, match=r"none\.key is not there"):
        load_master_keys(Chosen(master_key_file=tmp_path / "none.key"))


@pytest.mark.parametrize("text", ["", "# nothing", "not base64 !", ONE[:-8], b64encode(b"short").decode(), f"{ONE}\nx"])
def test_what_is_not_a_key_is_refused_and_not_repeated(tmp_path: Path, text: str) -> None:
    with pytest.raises(MasterKeyWrong, match="32 bytes in base64") as caught:
        read_key_file(key_file(tmp_path, text))
    assert not text or text not in str(caught.value)
    error = MasterKeyWrong if text else MasterKeyMissing
    with pytest.raises(error, match="SCRUPULE_MASTER_KEY"):
        load_master_keys(Chosen(master_key=SecretStr(text)))


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    path.write_bytes(b"\xff\xfe\x00" * 20)
    path.chmod(0o600)
    with pytest.raises(MasterKeyWrong, match="cannot be read"):
        read_key_file(path)
    with pytest.raises(MasterKeyWrong, match="cannot be read"):
        read_key_file(tmp_path)


@pytest.mark.skipif(os.name != "posix", reason="rights as POSIX knows them")
@pytest.mark.parametrize("mode", [0o640, 0o604, 0o644, 0o620, 0o666])
def test_a_file_that_others_can_read_is_refused(tmp_path: Path, mode: int) -> None:
    with pytest.raises(MasterKeyExposed, match=r"chmod 600 .*master\.key"):
        read_key_file(key_file(tmp_path, ONE, mode))


def test_a_new_file_is_its_owners_alone_and_never_overwrites(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    made = create_key_file(path)
    if os.name == "posix":
        assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert read_key_file(path).current == made
    before = path.read_bytes()
    with pytest.raises(MasterKeyWrong, match="left as it is"):
        create_key_file(path)
    assert path.read_bytes() == before
    assert create_key_file(tmp_path / "other.key") != made


def test_a_replaced_file_leaves_nothing_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "master.key"
    first = create_key_file(path)
    second = MasterKey.of(new_secret())
    replace_key_file(path, [second, first])
    assert read_key_file(path) == MasterKeys(second, (first,), path)
    assert os.listdir(tmp_path) == ["master.key"]


def test_a_replacement_that_fails_leaves_the_old_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "master.key"
    first = create_key_file(path)

    def full_disk(descriptor: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", full_disk)
        with pytest.raises(OSError, match="space"):
            replace_key_file(path, [MasterKey.of(new_secret())])
    assert read_key_file(path).current == first
    assert os.listdir(tmp_path) == ["master.key"]


def test_a_wrapped_key_is_unwrapped_under_its_own_name_only() -> None:
    master, key = MasterKey.of(new_secret()), DataKey("a" * 32, new_secret())
    wrapped = master.wrap(key)
    assert master.unwrap(key.id, wrapped) == key
    assert key.secret not in wrapped
    for other, key_id in ((master, "b" * 32), (MasterKey.of(new_secret()), key.id)):
        with pytest.raises(MasterKeyWrong):
            other.unwrap(key_id, wrapped)


def test_a_master_key_shows_its_id_alone() -> None:
    keys = MasterKeys(MasterKey.of(bytes(range(32))))
    assert keys.current.id in repr(keys)
    assert "\\x1f" not in repr(keys)
    assert keys.current.secret.hex() not in repr(keys)
