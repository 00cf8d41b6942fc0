"""Draw telephone numbers as their country makes them, and write them as people do."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from random import Random

from benchmarks.pii_mails.shapes import JOINS, Drawn, digits, pick, split

COUNTRIES: Mapping[str, Mapping[str, float]] = {
    "fr": {"fr": 14, "be": 2, "ch": 2, "gb": 0.7, "de": 0.7, "es": 0.5, "lu": 0.7, "ma": 0.5, "it": 0.4, "pt": 0.4},
    "en": {"gb": 8, "us": 7, "ie": 4, "fr": 1, "de": 0.8, "nl": 0.6, "es": 0.4, "be": 0.3},
}
"""Where the people of a mail in that language have their telephones."""


@dataclass(frozen=True, slots=True)
class Plan:
    """How a country makes its numbers: the national number without the zero in front, and its groups."""

    code: str
    trunk: str
    mobile: tuple[tuple[str, int, tuple[int, ...]], ...]
    landline: tuple[tuple[str, int, tuple[int, ...]], ...]


PLANS: Mapping[str, Plan] = {
    "fr": Plan(
        "33",
        "0",
        tuple((area, 7, (1, 2, 2, 2, 2)) for area in ("61", "62", "66", "67", "68", "75", "76", "77", "78")),
        tuple(
            (area, 6, (1, 2, 2, 2, 2))
            for area in ("142", "147", "240", "299", "321", "388", "467", "478", "556", "972")
        ),
    ),
    "be": Plan(
        "32",
        "0",
        (("47", 7, (3, 2, 2, 2)), ("48", 7, (3, 2, 2, 2)), ("49", 7, (3, 2, 2, 2))),
        (
            ("25", 6, (1, 3, 2, 2)),
            ("27", 6, (1, 3, 2, 2)),
            ("42", 6, (1, 3, 2, 2)),
            ("81", 6, (2, 2, 2, 2)),
            ("65", 6, (2, 2, 2, 2)),
        ),
    ),
    "ch": Plan(
        "41",
        "0",
        tuple((area, 7, (2, 3, 2, 2)) for area in ("76", "78", "79")),
        tuple((area, 7, (2, 3, 2, 2)) for area in ("21", "22", "24", "26", "27", "32", "44")),
    ),
    "gb": Plan(
        "44",
        "0",
        (("77", 8, (4, 6)), ("78", 8, (4, 3, 3)), ("74", 8, (4, 6)), ("79", 8, (4, 3, 3))),
        (
            ("207", 7, (2, 4, 4)),
            ("161", 7, (3, 3, 4)),
            ("1315", 6, (3, 3, 4)),
            ("18657", 5, (4, 6)),
            ("13924", 5, (4, 6)),
        ),
    ),
    "ie": Plan(
        "353",
        "0",
        tuple((area, 7, (2, 3, 4)) for area in ("83", "85", "86", "87", "89")),
        (("1", 7, (1, 3, 4)), ("21", 7, (2, 3, 4)), ("91", 6, (2, 6)), ("61", 6, (2, 3, 3))),
    ),
    "us": Plan(
        "1",
        "",
        tuple((area, 7, (3, 3, 4)) for area in ("415", "646", "312", "617", "512", "206", "303")),
        tuple((area, 7, (3, 3, 4)) for area in ("212", "713", "602", "404", "215", "503")),
    ),
    "de": Plan(
        "49",
        "0",
        (("151", 8, (3, 8)), ("171", 7, (3, 3, 4)), ("176", 8, (3, 4, 4))),
        (("30", 7, (2, 7)), ("89", 7, (2, 3, 4)), ("221", 6, (3, 3, 3))),
    ),
    "es": Plan(
        "34", "", (("6", 8, (3, 2, 2, 2)), ("6", 8, (3, 3, 3))), (("91", 7, (2, 3, 2, 2)), ("93", 7, (3, 3, 3)))
    ),
    "it": Plan("39", "", (("34", 8, (3, 7)), ("33", 8, (3, 3, 4))), (("02", 8, (2, 4, 4)), ("011", 7, (3, 3, 4)))),
    "pt": Plan("351", "", (("91", 7, (3, 3, 3)), ("93", 7, (3, 3, 3))), (("21", 7, (3, 3, 3)), ("22", 7, (3, 3, 3)))),
    "lu": Plan("352", "", (("621", 6, (3, 3, 3)), ("691", 6, (3, 3, 3))), (("264", 5, (2, 2, 2, 2)),)),
    "nl": Plan("31", "0", (("6", 8, (1, 8)), ("6", 8, (1, 2, 2, 2, 2))), (("20", 7, (2, 3, 4)), ("10", 7, (2, 3, 4)))),
    "ma": Plan("212", "0", (("6", 8, (1, 2, 2, 2, 2)), ("7", 8, (1, 2, 2, 2, 2))), (("522", 6, (3, 2, 2, 2)),)),
}
HOME = {"fr": ("fr", "be", "ch"), "en": ("gb", "us", "ie")}
"""Countries whose numbers are written without their code in mails of that language."""

FIXED = re.compile(r"\b(fixe|bureau|standard|landline|office|desk|direct)\b", re.IGNORECASE)
MOVING = re.compile(r"\b(mob|mobile|portable|port|cell|perso|whatsapp|sms|text)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Phone:
    """A telephone number, before it is written down."""

    country: str
    national: str
    groups: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Phones:
    """A person's telephone numbers; ``main`` is the one given when nobody says which."""

    mobile: Phone
    landline: Phone
    main: Phone


def draw_phones(rng: Random, language: str, country: str) -> Phones:
    """Draw somebody's numbers, both of one country: mostly that of the mail."""
    country = country if rng.random() < 0.6 else pick(rng, COUNTRIES[language])
    mobile, landline = (_phone(rng, country, ranges) for ranges in (PLANS[country].mobile, PLANS[country].landline))
    return Phones(mobile, landline, rng.choice([mobile, mobile, landline]))


def _phone(rng: Random, country: str, ranges: Sequence[tuple[str, int, tuple[int, ...]]]) -> Phone:
    area, length, groups = rng.choice(ranges)
    return Phone(country, area + rng.choice("23456789") + digits(rng, length - 1), groups)


def chosen(phones: Phones, before: str) -> Phone:
    """Return the number that the words before it ask for."""
    words = before[-14:].rsplit("\n", 1)[-1]
    if MOVING.search(words):
        return phones.mobile
    return phones.landline if FIXED.search(words) else phones.main


def draw_phone(rng: Random, phone: Phone, language: str) -> Drawn:
    """Write the number as people usually do."""
    home = phone.country in HOME[language]
    at_home = {"national": 6, "plus": 3, "plus_zero": 1, "double_zero": 0.6, "bracketed": 0.5}
    abroad = {"plus": 6, "double_zero": 1, "bracketed": 0.5}
    way = pick(rng, at_home if home else abroad)
    if way in ("plus_zero", "double_zero") and not PLANS[phone.country].trunk:
        way = "plus"
    text, shape = _international(rng, phone, way) if way != "national" else _national(rng, phone)
    return Drawn(text, f"{phone.country}/{way}/{shape}")


def _join(rng: Random, parts: Sequence[str], dotted: bool = True) -> tuple[str, str]:
    shapes = {"spaced": 6.0, "compact": 2.0, "nbsp": 0.7, "thin": 0.3, "dashed": 1.0}
    shape = pick(rng, {**shapes, "dotted": 2.5} if dotted else shapes)
    return JOINS.get(shape, "").join(parts), shape


def _national(rng: Random, phone: Phone) -> tuple[str, str]:
    trunk = PLANS[phone.country].trunk
    parts = split(phone.national, phone.groups)
    parts[0] = trunk + parts[0]
    if phone.country == "us":
        return _american(rng, parts)
    if phone.country in ("be", "ch", "de") and rng.random() < 0.3:
        return f"{parts[0]}/{rng.choice(['.', ' ']).join(parts[1:])}", "slashed"
    if phone.country in ("gb", "ie") and phone.national[0] in "12" and rng.random() < 0.3:
        return f"({parts[0]}) {' '.join(parts[1:])}", "parentheses"
    if phone.country == "fr" and rng.random() < 0.08:
        return "/".join(parts), "slashed"
    return _join(rng, parts, dotted=phone.country != "gb")


def _american(rng: Random, parts: Sequence[str]) -> tuple[str, str]:
    area, exchange, line = parts
    shape = pick(rng, {"parentheses": 5, "dashed": 5, "dotted": 2, "spaced": 1, "compact": 1, "one": 1})
    written = {
        "parentheses": f"({area}) {exchange}-{line}",
        "dashed": f"{area}-{exchange}-{line}",
        "dotted": f"{area}.{exchange}.{line}",
        "spaced": f"{area} {exchange} {line}",
        "compact": f"{area}{exchange}{line}",
        "one": f"1-{area}-{exchange}-{line}",
    }
    return written[shape], shape


def _international(rng: Random, phone: Phone, way: str) -> tuple[str, str]:
    plan = PLANS[phone.country]
    text, shape = _join(rng, split(phone.national, phone.groups))
    gap = " " if shape == "thin" else JOINS.get(shape, "")
    head = {
        "plus": f"+{plan.code}{gap}",
        "plus_zero": f"+{plan.code} ({plan.trunk})" + rng.choice(["", "", " "]),
        "double_zero": f"00{gap if rng.random() < 0.3 else ''}{plan.code}{gap}",
        "bracketed": f"(+{plan.code}) ",
    }[way]
    return head + text, shape


def draw_odd_phone(rng: Random, phone: Phone) -> Drawn:
    """Write the number with separators that one does not expect."""
    parts = split(phone.national, phone.groups)
    parts[0] = PLANS[phone.country].trunk + parts[0]
    whole = "".join(parts)
    by_two = split(whole, [2] * (len(whole) // 2)) if len(whole) % 2 == 0 else parts
    written = {
        "underscore": "_".join(parts),
        "wide_dash": " - ".join(by_two),
        "middle_dot": "·".join(by_two),
        "bar": rng.choice(["|", " | "]).join(by_two),
        "comma": rng.choice([",", ", "]).join(by_two),
        "each_digit": " ".join(whole),
        "each_dash": "-".join(whole),
        "two_spaces": "  ".join(by_two),
        "en_dash": "–".join(parts),
        "slashes": rng.choice(["/", " / "]).join(by_two),
        "dot_space": ". ".join(by_two),
        "uneven": _unevenly(rng, whole),
        "brackets": f"({parts[0]})" + "".join(f"[{part}]" for part in parts[1:]),
        "star": "*".join(by_two),
        "mixed": "".join(part + rng.choice([" ", ".", "-", "/"]) for part in by_two).rstrip(" .-/"),
    }
    shape = rng.choice(list(written))
    return Drawn(written[shape], f"{phone.country}/{shape}")


def _unevenly(rng: Random, whole: str) -> str:
    at = rng.randint(3, 5)
    return f"{whole[:2]} {whole[2:at]} {whole[at : at + 3]}{rng.choice([' ', '.'])}{whole[at + 3 :]}"
