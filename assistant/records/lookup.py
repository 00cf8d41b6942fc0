"""Looking people up by what is encrypted: a keyed digest (HMAC-SHA256) of an address or of a name's words.

Without the key, which is in the records and wrapped by the master key, nobody can try addresses out on the digests.
"""

import hmac
import unicodedata
from hashlib import sha256


def email_digest(secret: bytes, address: str | None) -> str | None:
    """What an address is looked up by; None without one."""
    return _digest(secret, "email", same_address(address)) if address and address.strip() else None


def name_digest(secret: bytes, name: str) -> str | None:
    """What a full name is looked up by, whatever the order of its words; None without any."""
    words = name_words(name)
    return _digest(secret, "name", " ".join(words)) if words else None


def same_address(address: str) -> str:
    """An address as it is compared: domains ignore case, and no provider in use tells local parts apart by it."""
    return address.strip().casefold()


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name, whatever their order, case, accents and hyphens."""
    bare = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return tuple(sorted("".join(c if c.isalnum() else " " for c in bare).split()))


def _digest(secret: bytes, kind: str, text: str) -> str:
    return hmac.new(secret, f"{kind}:{text}".encode(), sha256).hexdigest()
