"""`scrupule pii`: what it prints for people and for programs, and its exit status."""

import json
from pathlib import Path

import pytest

from tests.assistant.conftest import Command

TEXT = "Bonjour, Hugo Blin [06 98 76 54 32] a pour IBAN FR14 2004 1010 0505 0001 3M02 606."


def test_a_text_is_redacted_in_its_own_language(run: Command) -> None:
    french = run("pii", "--text", TEXT)
    assert french == (0, "Bonjour, <PERSONNE_1> [<TELEPHONE_1>] a pour IBAN <IBAN_1>.\n", "")
    english = run("pii", "-", piped=b"Please call Jane Smith at 020 7946 0123, she will answer.\r\n")
    assert english == (0, "Please call <PERSON_1> at <PHONE_1>, she will answer.\n", "")
    assert run("pii", "--text", "Jane Smith", "--language", "en")[1] == "<PERSON_1>\n"


def test_a_file_is_read(run: Command, tmp_path: Path) -> None:
    file = tmp_path / "mail.txt"
    file.write_text(TEXT, encoding="utf-8")
    assert run("pii", str(file))[1].startswith("Bonjour, <PERSONNE_1>")


def test_each_finding_is_explained(run: Command) -> None:
    _, out, _ = run("pii", "--text", TEXT, "--explain")
    for words in ("Hugo Blin", "personne", "pii.iban", "IdentifierRecogniser", "PhoneRecogniser", "pourquoi"):
        assert words in out
    assert "clé de contrôle" in out
    assert "Aucune donnée personnelle" in run("pii", "--text", "Bonjour à tous.", "--explain", "--language", "fr")[1]


def test_operators(run: Command, tmp_path: Path) -> None:
    assert run("pii", "--text", TEXT, "--operator", "mask")[1] == "Bonjour, H*** B*** [***32] a pour IBAN ***2606.\n"
    key = tmp_path / "key"
    key.write_bytes(b"k" * 32)
    hashed = [run("pii", "--text", TEXT, "--operator", "hash", "--key-file", str(key))[1] for _ in range(2)]
    assert hashed[0] == hashed[1] != run("pii", "--text", TEXT, "--operator", "hash")[1]
    assert "<PERSONNE_" in hashed[0]


def test_json_holds_the_words_only_with_the_explanation(run: Command) -> None:
    plain = json.loads(run("pii", "--text", TEXT, "--json")[1])
    assert [one["rule"] for one in plain["entities"]] == ["pii.person", "pii.phone", "pii.iban"]
    assert (plain["language"], plain["entities"][0]["start"], plain["entities"][0]["end"]) == ("fr", 9, 18)
    assert "Hugo" not in json.dumps(plain)
    explained = json.loads(run("pii", "--text", TEXT, "--json", "--explain")[1])
    assert explained["entities"][0]["words"] == "Hugo Blin"
    assert all(one["why"] and one["recogniser"] for one in explained["entities"])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "give one text: --text '…', a file, or -"),
        (("mail.txt", "--text", "x"), "give one text"),
        (("--text", " \n"), "there is nothing to read: the text is empty"),
        (("none.txt",), "none.txt: there is no such file"),
        (("--text", "x", "--operator", "hash", "--key-file", "none.key"), "none.key: there is no such file"),
        (("--text", "x", "--operator", "hash", "--key-file", "pyproject.toml", "--language", "de"), "'fr', 'en'"),
        (("--text", "x", "--operator", "encrypt"), "'number', 'mask', 'hash'"),
    ],
)
def test_wrong_input_is_one_clear_sentence(run: Command, arguments: tuple[str, ...], words: str) -> None:
    status, out, err = run("pii", *arguments)
    assert (status, out) == (2, "")
    assert words in " ".join(err.replace("│", "").split())
    assert "Traceback" not in err


def test_a_short_key_and_a_text_in_another_encoding_are_refused(run: Command, tmp_path: Path) -> None:
    key = tmp_path / "key"
    key.write_bytes(b"short")
    assert "16 bytes at least" in run("pii", "--text", "x", "--operator", "hash", "--key-file", str(key))[2]
    assert "standard input is not UTF-8 (byte 0)" in run("pii", "-", piped="é".encode("latin-1"))[2]
