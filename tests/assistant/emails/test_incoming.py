"""Reading a mail that is about to be answered, whatever it is."""

from pathlib import Path

import pytest

from assistant.emails.errors import IncomingError
from assistant.emails.incoming import parse_incoming, read_incoming

MAIL = (
    b"From: A <a@b.example>\nSubject: =?utf-8?q?D=C3=A9lai?=\n"
    b"Content-Type: text/plain; charset=utf-8\n\nBonjour, quel d\xc3\xa9lai ?\n"
)


def test_a_plain_mail():
    mail = parse_incoming(MAIL)
    assert (mail.subject, mail.sender, mail.plain) == ("Délai", "a@b.example", "Bonjour, quel délai ?\n")


def test_text_without_headers_is_the_body():
    assert parse_incoming(b"Bonjour, un prix ?").plain == "Bonjour, un prix ?"


@pytest.mark.parametrize("name", sorted(path.name for path in Path("demo/aubepine/incoming").glob("*.eml")))
def test_the_demo_mails_can_be_read(name):
    mail = read_incoming(Path("demo/aubepine/incoming") / name)
    assert mail.subject
    assert mail.plain
    assert mail.at is not None


@pytest.mark.parametrize(
    "raw",
    [
        MAIL.replace(b"utf-8\n\n", b"klingon\n\n"),
        MAIL.replace(b"\xc3\xa9lai ?", b"\xe9lai ?"),
        MAIL.replace(b"text/plain", b"text/plain; boundary"),
        b"Subject: x\nFrom: " + b"(" * 100_000 + b"\n\ncorps",
        b"Subject: " + b"=?utf-8?q?a?=" * 50_000 + b"\n\ncorps",
        b"Subject: x\nDate: never\n\ncorps",
    ],
    ids=["charset", "bytes", "parameter", "long-from", "long-subject", "date"],
)
def test_malformed_mails_are_read_as_far_as_they_go(raw):
    assert parse_incoming(raw).plain is not None


@pytest.mark.parametrize(
    ("raw", "words"),
    [
        (b"", "is empty"),
        (b" \n ", "is empty"),
        (b"Subject: x\nContent-Transfer-Encoding: base64\n\n@@@", "holds no text"),
        (b"Subject: x\nContent-Type: application/pdf\n\n%PDF", "holds no text"),
        (
            b"Subject: x\nContent-Type: multipart/mixed; boundary=b\n\n"
            + b"--b\nContent-Type: text/plain\n\nx\n" * 300
            + b"--b--",
            "too many parts",
        ),
    ],
    ids=["empty", "blank", "undecodable", "no-text", "many-parts"],
)
def test_mails_that_cannot_be_answered_say_so(raw, words):
    with pytest.raises(IncomingError, match=words):
        parse_incoming(raw)


def test_a_missing_or_huge_file_says_so(tmp_path: Path):
    with pytest.raises(IncomingError, match="check the path"):
        read_incoming(tmp_path / "none.eml")
    huge = tmp_path / "huge.eml"
    huge.write_bytes(MAIL + b"a" * 6_000_000)
    with pytest.raises(IncomingError, match="larger than"):
        read_incoming(huge)


def test_a_mail_of_one_megabyte_is_read():
    assert len(parse_incoming(MAIL + b"mot " * 250_000).plain or "") > 999_999
