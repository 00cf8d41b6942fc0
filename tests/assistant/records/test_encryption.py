"""What is sealed opens with its own key, in its own column, and nowhere else; keys show themselves nowhere."""

import copy
import json
import pickle
import traceback
from collections.abc import Mapping

import pytest

from assistant.records.encryption import (
    DataKey,
    Erased,
    Owned,
    OwnedBytes,
    RecordsTampered,
    bound_label,
    bytes_envelope,
    new_secret,
    open_bytes,
    open_text,
    tampered,
    text_envelope,
    unseal,
)

KEY = DataKey("a" * 32, bytes(range(32)))
TEXTS = ["", "Odile", "é\u0000\n", "𝄞 1 200 €", "x" * 100_000]


class Ring:
    """A keyring in memory."""

    def __init__(self, *keys: DataKey) -> None:
        self._keys: Mapping[str, DataKey] = {key.id: key for key in keys}

    def open(self, key_id: str, label: str, sealed: bytes) -> bytes | None:
        key = self._keys.get(key_id)
        if key is None:
            return None
        plain = unseal(key.secret, bound_label(key_id, label), sealed)
        if plain is None:
            raise tampered(label)
        return plain


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_sealed_opens(text: str) -> None:
    assert open_text(Ring(KEY), "t.c", text_envelope(KEY, "t.c", text)) == text
    assert open_bytes(Ring(KEY), "t.c", bytes_envelope(KEY, "t.c", text.encode())) == text.encode()


def test_nothing_of_the_text_shows_and_the_same_text_never_looks_the_same() -> None:
    sealed = {text_envelope(KEY, "t.c", "Zéphyrine") for _ in range(1000)}
    assert len(sealed) == 1000
    assert not any("phyrine" in one for one in sealed)


def test_another_column_or_person_or_key_opens_nothing() -> None:
    envelope = text_envelope(KEY, "t.c", "Odile")
    other = DataKey("b" * 32, KEY.secret)
    moved = envelope.replace(KEY.id, other.id)
    for ring, label, given in (
        (Ring(KEY), "t.d", envelope),
        (Ring(other), "t.c", moved),
        (Ring(DataKey(KEY.id, new_secret())), "t.c", envelope),
    ):
        with pytest.raises(RecordsTampered, match=r"t\.[cd]"):
            open_text(ring, label, given)


def test_a_change_of_any_character_is_seen() -> None:
    envelope = text_envelope(KEY, "t.c", "Odile")
    start = envelope.rindex(".") + 1
    for place in range(start, len(envelope)):
        changed = envelope[:place] + ("A" if envelope[place] != "A" else "B") + envelope[place + 1 :]
        with pytest.raises(RecordsTampered):
            open_text(Ring(KEY), "t.c", changed)


@pytest.mark.parametrize(
    "wrong",
    ["", "Odile", "v1", "v1.", f"v1.{KEY.id}", f"v1.{KEY.id}.", f"v1.{KEY.id}.é", "v2.a.b", f"v1.{KEY.id}.AAAA"],
)
def test_what_is_no_envelope_is_not_taken_for_text(wrong: str) -> None:
    with pytest.raises(RecordsTampered):
        open_text(Ring(KEY), "t.c", wrong)
    with pytest.raises(RecordsTampered):
        open_bytes(Ring(KEY), "t.c", wrong.encode())


def test_what_is_left_of_an_erased_person_reads_as_nothing() -> None:
    gone = open_text(Ring(), "t.c", text_envelope(KEY, "t.c", "Odile"))
    assert isinstance(gone, Erased)
    assert (gone, bool(gone)) == ("", False)
    assert open_bytes(Ring(), "t.c", bytes_envelope(KEY, "t.c", b"Odile")) == b""


@pytest.mark.parametrize("owned", [Owned("Odile", KEY), OwnedBytes(b"Odile", KEY)])
def test_what_a_person_owns_is_a_value_like_any_other_and_hides_its_key(owned: Owned | OwnedBytes) -> None:
    plain = "Odile" if isinstance(owned, str) else b"Odile"
    assert owned == plain
    assert repr(owned) == repr(plain)
    for copied in (pickle.loads(pickle.dumps(owned)), copy.copy(owned), copy.deepcopy(owned)):
        assert copied == plain
        assert type(copied) in (str, bytes)
    assert KEY.secret not in pickle.dumps(owned)


def test_an_owned_text_is_json() -> None:
    assert json.dumps({"name": Owned("Odile", KEY)}) == '{"name": "Odile"}'


def test_no_key_is_in_a_repr_or_a_traceback() -> None:
    shown = repr(KEY) + str(KEY) + f"{KEY}"
    try:
        open_text(Ring(KEY), "t.c", f"v1.{KEY.id}.AAAA")
        raise AssertionError
    except RecordsTampered:
        shown += traceback.format_exc()
    assert repr(KEY.secret)[2:-1] not in shown
    assert KEY.secret.hex() not in shown
