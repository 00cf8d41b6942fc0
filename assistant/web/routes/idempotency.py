"""`Idempotency-Key`: a request that is sent again gets the answer of the first.

As in draft-ietf-httpapi-idempotency-key-header. The key counts for one token; the digest of the
request tells a repetition from another request under the same key.
"""

import hashlib
import re
from typing import Annotated, Final

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from assistant.web.errors import WebError
from assistant.web.principal import Principal

REPLAYED: Final = "Idempotency-Replayed"
# A structured field string (RFC 9651, section 3.3.3), or its words alone: most clients leave the quotation marks out.
_QUOTED: Final = r'"[\x20-\x21\x23-\x5b\x5d-\x7e]{1,255}"'
_BARE: Final = r"[A-Za-z0-9._:~+/=-]{1,255}"
_KEY: Final = re.compile(rf"{_QUOTED}|{_BARE}")


class IdempotencyKeyMalformed(WebError):
    """The header is neither a quoted string nor a plain word."""

    code = "idempotency.malformed"
    status = 400


async def _idempotency_key(
    request: Request,
    _shown: Annotated[
        str | None,
        Header(
            alias="Idempotency-Key",
            description="any text of your own, such as a UUID; the same request under the same key is worked on once",
            json_schema_extra={"pattern": rf"^({_QUOTED}|{_BARE})$"},
        ),
    ] = None,
) -> str | None:
    given = request.headers.getlist("idempotency-key")
    if not given:
        return None
    key = given[0].strip()
    if len(given) > 1 or not _KEY.fullmatch(key):
        raise IdempotencyKeyMalformed(
            "Idempotency-Key must be one string of 1 to 255 printable ASCII characters, such as a UUID"
        )
    return key.strip('"')


IdempotencyKey = Annotated[str | None, Depends(_idempotency_key)]


def request_key(key: str, asking: Principal) -> str:
    """The key of this request among those of all tokens, in hexadecimal."""
    return _digest(asking.id, key)


def request_digest(request: Request, body: BaseModel) -> str:
    """What was asked, in hexadecimal: the same whatever the order of the fields and the white space between them."""
    return _digest(request.method, request.url.path, body.model_dump_json())


def _digest(*parts: str) -> str:
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
