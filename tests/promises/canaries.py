"""A person who does not exist, every way of writing what is known of her, and the search for it."""

import base64
import gzip
import json
import re
import zlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Final
from urllib.parse import quote, quote_plus

FIRST_NAME: Final = "Apolline"
LAST_NAME: Final = "Kerzhévennec"
EMAIL: Final = "apolline.kerzhevennec@boite-privee.example"
PHONE: Final = "06 39 98 77 41"
IBAN: Final = "FR76 3000 6000 0112 3456 7890 189"
ADDRESS: Final = "27 bis rue des Goélands-Perdus"
HEALTH: Final = "sclérose en plaques"

CANARIES: Final[Mapping[str, tuple[str, ...]]] = {
    "name": (LAST_NAME, "Kerzhevennec", FIRST_NAME),
    "e-mail": (EMAIL, "apolline.kerzhevennec"),
    "phone": (PHONE, "+33 6 39 98 77 41", "6 39 98 77 41"),
    "IBAN": (IBAN, "3000 6000 0112 3456 7890 189"),
    "address": (ADDRESS, "Goélands-Perdus", "Goelands-Perdus"),
    "health": (HEALTH, "sclerose en plaques"),
}
"""What is looked for, and the ways in which people write it."""

_SEPARATORS: Final = re.compile(rb"(?:[\s.\-_/]|\xc2\xa0|\xe2\x80\xaf|%20|\+|\x00)+")


def everything() -> str:
    """All that is known of her in one note, as a rep might type it."""
    return (
        f"{FIRST_NAME} {LAST_NAME}, {ADDRESS}, 29217 Le Conquet, {PHONE}, {EMAIL}, IBAN {IBAN},"
        f" souffre d’une {HEALTH} depuis 2019."
    )


@dataclass
class Place:
    """Somewhere that must hold nothing of her.

    Attributes:
        found: which canaries were found, and in what part of the place.
    """

    name: str
    parts: int = 0
    size: int = 0
    found: list[str] = field(default_factory=list[str])

    def look(self, data: bytes, part: str = "") -> None:
        """Look through some bytes."""
        self.parts += 1
        self.size += len(data)
        self.found += [f"{canary} in {part or self.name}" for canary in found_in(data)]

    def look_into(self, folder: Path, but: Iterable[Path] = ()) -> None:
        """Look through all files of a folder, and through their names."""
        for file in files_of(folder, but):
            self.look(file.read_bytes(), str(file.relative_to(folder)))
            self.found += [f"{one} in the name {file.name}" for one in found_in(str(file).encode())]


def files_of(folder: Path, but: Iterable[Path] = ()) -> Iterator[Path]:
    """All files below a folder, except those below the folders named."""
    for file in sorted(folder.rglob("*")):
        if file.is_file() and not any(file.is_relative_to(one) for one in but):
            yield file


def found_in(data: bytes) -> list[str]:
    """Names of the canaries that some bytes hold, in whatever form, compressed with gzip or zlib as well."""
    seen = [(one, one.lower(), _SEPARATORS.sub(b"", one).lower()) for one in (data, *_unpacked(data))]
    return [name for name in CANARIES if any(_holds(name, *forms) for forms in seen)]


def _holds(name: str, data: bytes, small: bytes, packed: bytes) -> bool:
    exact, folded, digits = needles(name)
    return (
        any(one in data for one in exact) or any(one in small for one in folded) or any(one in packed for one in digits)
    )


@cache
def needles(name: str) -> tuple[frozenset[bytes], frozenset[bytes], frozenset[bytes]]:
    """What to search for: as it is, in small letters, and in small letters without separators."""
    exact: set[bytes] = set()
    folded: set[bytes] = set()
    digits: set[bytes] = set()
    for value in CANARIES[name]:
        for written in (value, value.lower(), value.upper(), value.title()):
            exact |= _base64(written)
            # Bytes have small letters for ASCII alone: an É stays one.
            texts = (written, quote(written), quote(written, safe=""), quote_plus(written), json.dumps(written)[1:-1])
            folded |= {one.encode().lower() for one in texts}
            folded |= {written.encode(code).lower() for code in ("utf-16-le", "utf-16-be", "latin-1")}
        if sum(one.isdigit() for one in value) > 7:
            digits.add(re.sub(r"\W", "", value).lower().encode())
    return frozenset(exact), frozenset(folded), frozenset(digits)


def _base64(value: str) -> set[bytes]:
    """Its middle part as base64, wherever it begins among the three bytes that make four letters."""
    forms: set[bytes] = set()
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for shift in range(3):
            coded = encode(b"\x00" * shift + value.encode())
            forms.add(coded[(0, 2, 3)[shift] : len(coded) // 4 * 4 - 4])
    return {one for one in forms if len(one) >= 8}


def _unpacked(data: bytes) -> Iterator[bytes]:
    for magic, unpack in ((b"\x1f\x8b", gzip.decompress), (b"\x78\x9c", zlib.decompress)):
        if data.startswith(magic):
            yield unpack(data)


def report(places: Iterable[Place]) -> str:
    """The places searched, how many parts each has, how many bytes were read, and what was found."""
    lines = [f"{'place searched':58} {'parts':>6} {'bytes read':>12}  found"]
    for one in places:
        lines.append(f"{one.name:58} {one.parts:6} {one.size:12,}  {', '.join(one.found) or 'nothing'}")
    return "\n".join(lines)
