"""Read a mail that is about to be answered: untrusted, whatever it says it is."""

import email
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from email.errors import MessageError
from email.header import decode_header, make_header
from email.message import Message
from email.utils import parseaddr, parsedate_to_datetime
from pathlib import Path

from assistant.emails.errors import IncomingError

MAX_BYTES = 5_000_000
_MAX_PARTS = 200
_MAX_HEADER = 2_000


@dataclass(frozen=True, slots=True)
class IncomingMail:
    """The mail being answered.

    Attributes:
        subject: as received.
        sender: the address it says it comes from.
        plain: the plain text part, if there is one.
        html: the HTML part, if there is one.
        at: when it says it was sent.
    """

    subject: str
    sender: str
    plain: str | None
    html: str | None
    at: datetime | None

    @property
    def parts(self) -> tuple[str, ...]:
        """Every text of the mail, the subject first; all are looked through for instructions."""
        return tuple(part for part in (self.subject, self.plain, self.html) if part)


def read_incoming(path: Path) -> IncomingMail:
    """Read a mail from a file: RFC 5322 (.eml), or any text.

    Raises:
        IncomingError: the file is missing, too large, empty, or not a mail.
    """
    try:
        if path.stat().st_size > MAX_BYTES:
            raise IncomingError(f"{path}: larger than {MAX_BYTES:,} bytes; save the mail without its attachments")
        return parse_incoming(path.read_bytes())
    except OSError as error:
        raise IncomingError(f"{path}: cannot be read ({error.strerror or error}); check the path") from error


def parse_incoming(raw: bytes) -> IncomingMail:
    """A mail from its bytes; text without headers is taken as the body.

    Raises:
        IncomingError: empty, or so malformed that no text can be read.
    """
    if not raw.strip():
        raise IncomingError("the mail to answer is empty; save it again from the mail program")
    try:
        message = email.message_from_bytes(raw)
        if not (message["From"] or message["Subject"]):
            return IncomingMail("", "", raw.decode("utf-8", errors="replace"), None, None)
        plain, html = (_text(message, kind) for kind in ("plain", "html"))
        # Nested comments would make the address parser recurse; nobody needs them.
        sender = parseaddr(_header(message, "From").replace("(", " "))[1]
        mail = IncomingMail(_header(message, "Subject"), sender, plain, html, _date(message))
    except (MessageError, ValueError, LookupError, AttributeError, RecursionError, IndexError) as error:
        raise IncomingError(
            f"the mail to answer is malformed ({type(error).__name__}); paste its text into a .txt file instead"
        ) from error
    if not (mail.plain or mail.html):
        raise IncomingError("the mail to answer holds no text; paste what it says into a .txt file instead")
    return mail


def _header(message: Message, name: str) -> str:
    raw = str(message[name] or "")[:_MAX_HEADER]
    return " ".join(str(make_header(decode_header(raw))).split())


def _text(message: Message, kind: str) -> str | None:
    texts = [_decoded(part) for part in _text_parts(message) if part.get_content_subtype() == kind]
    return "\n".join(texts) if texts else None


def _text_parts(message: Message) -> Iterator[Message]:
    for number, part in enumerate(message.walk()):
        if number > _MAX_PARTS:
            raise IncomingError("the mail to answer has too many parts; paste its text into a .txt file instead")
        if part.get_content_maintype() == "text" and part.get_content_disposition() != "attachment":
            yield part


def _decoded(part: Message) -> str:
    payload = part.get_payload(decode=True)
    data = payload if isinstance(payload, bytes) else str(payload).encode("utf-8", errors="replace")
    charset = part.get_content_charset() or "utf-8"
    try:
        return data.decode(charset, errors="replace")
    except LookupError:
        return data.decode("utf-8", errors="replace")


def _date(message: Message) -> datetime | None:
    try:
        date = parsedate_to_datetime(str(message["Date"])[:_MAX_HEADER]) if message["Date"] else None
    except ValueError:
        return None
    return date if date and date.tzinfo else None
