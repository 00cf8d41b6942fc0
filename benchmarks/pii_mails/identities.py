"""Numbers of people's papers, as each country makes them: valid check digits, usual groups, several ways to write."""

from collections.abc import Callable, Mapping
from random import Random

from stdnum import ean
from stdnum.be import nn as be_nn
from stdnum.ch import ssn as ch_ssn
from stdnum.es import dni as es_dni
from stdnum.fr import nir as fr_nir
from stdnum.ie import vat as ie_vat
from stdnum.it import codicefiscale as it_codicefiscale
from stdnum.pl import pesel as pl_pesel
from stdnum.pt import nif as pt_nif

from benchmarks.pii_mails.dates import birthday
from benchmarks.pii_mails.shapes import LETTERED, Drawn, digits, letters, number, pick, shaped

Maker = Callable[[Random], Drawn]

CONSONANTS = "BCDFGHJKLMNPQRSTVWXYZ"
PLATE_LETTERS = "ABCDEFGHJKLMNPQRSTVWXYZ"
LICENCE_SHAPES = {"compact": 3, "spaced": 2, "lower": 0.5}
STATES: Mapping[str, str] = {
    "ca": "L7",
    "fl": "L12",
    "il": "L11",
    "ma": "S8",
    "nj": "L14",
    "ny": "N9",
    "oh": "LL6",
    "tx": "N8",
}
"""How driving licences look in some of the United States: letters (L, or S itself), then so many digits."""
STATE_GROUPS: Mapping[str, tuple[int, ...]] = {
    "fl": (4, 3, 2, 3, 1),
    "il": (4, 4, 4),
    "nj": (5, 5, 5),
    "ny": (3, 3, 3),
}
FORBIDDEN_NINO = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def nir(rng: Random) -> Drawn:
    """Draw a French social security number: mainland, Corsica, overseas or abroad, with its key or without."""
    year, month, _ = birthday(rng)
    place = pick(rng, {"mainland": 12, "corsica": 2, "overseas": 1, "abroad": 2})
    where = {
        "mainland": lambda: _mainland(rng) + number(rng, 1, 690, 3),
        "corsica": lambda: rng.choice(["2A", "2B"]) + number(rng, 1, 360, 3),
        "overseas": lambda: rng.choice(["971", "972", "973", "974"]) + number(rng, 1, 29, 2),
        "abroad": lambda: "99" + rng.choice(["100", "109", "127", "139", "350", "351", "352", "243", "216"]),
    }[place]()
    body = f"{rng.choice('12')}{year % 100:02d}{month:02d}{where}{number(rng, 1, 720, 3)}"
    keyed = rng.random() < 0.8
    overseas = place == "overseas"
    sizes = (1, 2, 2, 3, 2, 3) if overseas else (1, 2, 2, 2, 3, 3)
    value = body + fr_nir.calc_check_digits(body) if keyed else body
    drawn = shaped(rng, value, sizes, {"compact": 4, "spaced": 6, "nbsp": 1, "thin": 0.5, "dotted": 0.7, "dashed": 0.7})
    return drawn.tagged(f"{place}/{drawn.tag}" + ("" if keyed else "/nokey"))


def _mainland(rng: Random) -> str:
    return rng.choice([f"{department:02d}" for department in range(1, 96) if department != 20])


def ssn(rng: Random) -> Drawn:
    """Draw a United States social security number within the ranges that are given out."""
    area = rng.choice([area for area in range(1, 900) if area != 666])
    value = f"{area:03d}{number(rng, 1, 99, 2)}{number(rng, 1, 9999, 4)}"
    return shaped(rng, value, (3, 2, 4), {"dashed": 6, "spaced": 2, "compact": 1, "dotted": 0.5, "nbsp": 0.5})


def nino(rng: Random) -> Drawn:
    """Draw a British national insurance number."""
    prefix = "GB"
    while prefix in FORBIDDEN_NINO:
        prefix = rng.choice("ABCEGHJKLMNOPRSTWXYZ") + rng.choice("ABCEGHJKLMNPRSTWXYZ")
    value = prefix + digits(rng, 6) + rng.choice("ABCD")
    return shaped(rng, value, (2, 2, 2, 2, 1), {**LETTERED, "spaced": 5, "dashed": 0.7})


def nhs(rng: Random) -> Drawn:
    """Draw a number of the British health service; its last digit is a check modulo 11."""
    body, check = "", 10
    while check == 10:
        body = rng.choice("467") + digits(rng, 8)
        check = -sum(int(digit) * (10 - at) for at, digit in enumerate(body)) % 11
    return shaped(rng, f"{body}{check}", (3, 3, 4), {"spaced": 6, "compact": 3, "dashed": 1, "nbsp": 1})


def passport_fr(rng: Random) -> Drawn:
    """Draw the number of a French passport: two digits, two letters, five digits."""
    value = number(rng, 9, 25, 2) + letters(rng, 2, CONSONANTS) + digits(rng, 5)
    return shaped(rng, value, (2, 2, 5), LETTERED)


def passport_gb(rng: Random) -> Drawn:
    """Draw the number of a British passport: nine digits."""
    return shaped(rng, rng.choice("13456") + digits(rng, 8), (3, 3, 3), {"compact": 5, "spaced": 1})


def passport_us(rng: Random) -> Drawn:
    """Draw the number of an American passport: a letter and eight digits, or nine digits before 2021."""
    new = rng.random() < 0.6
    value = letters(rng, 1) + digits(rng, 8) if new else rng.choice("456") + digits(rng, 8)
    drawn = shaped(rng, value, (1, 4, 4) if new else (3, 3, 3), {"compact": 6, "spaced": 1, "lower": 0.5})
    return drawn.tagged(f"{'new' if new else 'old'}/{drawn.tag}")


def passport_ie(rng: Random) -> Drawn:
    """Draw the number of an Irish passport: two letters and seven digits."""
    return shaped(rng, rng.choice("LPX") + letters(rng, 1) + digits(rng, 7), (2, 7), LICENCE_SHAPES)


def id_card_old(rng: Random) -> Drawn:
    """Draw the number of a French identity card of before 2021: year, month, department, office, order."""
    value = f"{number(rng, 8, 21, 2)}{number(rng, 1, 12, 2)}{_mainland(rng)}{rng.choice('1234')}{digits(rng, 5)}"
    return shaped(rng, value, (4, 4, 4), {"compact": 5, "spaced": 2, "nbsp": 0.5})


def id_card_new(rng: Random) -> Drawn:
    """Draw the number of a French identity card of since 2021: nine letters and digits."""
    value = letters(rng, 1, CONSONANTS) + letters(rng, 7, CONSONANTS + "0123456789") + rng.choice("0123456789")
    if sum(letter.isdigit() for letter in value) < 3:
        value = value[0] + digits(rng, 2) + value[3:]
    return shaped(rng, value, (3, 3, 3), {"compact": 6, "spaced": 1, "lower": 1})


def id_card_be(rng: Random) -> Drawn:
    """Draw the number of a Belgian identity card: three, seven and two digits, the last two modulo 97."""
    body = "59" + digits(rng, 8)
    value = body + f"{int(body) % 97 or 97:02d}"
    return shaped(rng, value, (3, 7, 2), {"dashed": 5, "compact": 2, "spaced": 2})


def id_card_de(rng: Random) -> Drawn:
    """Draw the number of a German identity card: nine letters and digits and a check digit."""
    body = rng.choice("LMNPRTVWX") + letters(rng, 8, "CFGHJKLMNPRTVWXYZ0123456789")
    total = sum(int(letter, 36) * (7, 3, 1)[at % 3] for at, letter in enumerate(body))
    return shaped(rng, f"{body}{total % 10}", (9, 1), {"compact": 4, "lower": 0.5})


def licence_gb(rng: Random) -> Drawn:
    """Draw a British driving licence: five letters of the name, birthday, initials, three more."""
    year, month, day = birthday(rng)
    month += 50 if rng.random() < 0.5 else 0
    name = rng.choice(["HARGR", "OYELA", "PATEL", "FENWI", "KOWAL", "WREN9", "LEE99", "TURNB", "ABIOL", "QUINN"])
    initials = letters(rng, 1) + rng.choice(["9", letters(rng, 1)])
    birth = f"{year // 10 % 10}{month:02d}{day:02d}{year % 10}"
    value = f"{name}{birth}{initials}9{letters(rng, 2)}"
    return shaped(rng, value, (5, 6, 3, 2), LICENCE_SHAPES)


def licence_fr(rng: Random) -> Drawn:
    """Draw a French driving licence: two digits, two letters, five digits, or the twelve digits of the pink one."""
    if rng.random() < 0.6:
        drawn = shaped(rng, number(rng, 13, 25, 2) + letters(rng, 2) + digits(rng, 5), (2, 2, 5), LICENCE_SHAPES)
        return drawn.tagged(f"new/{drawn.tag}")
    value = f"{number(rng, 74, 99, 2)}{number(rng, 1, 12, 2)}{_mainland(rng)}{digits(rng, 6)}"
    drawn = shaped(rng, value, (2, 2, 2, 6), {"compact": 4, "spaced": 2})
    return drawn.tagged(f"pink/{drawn.tag}")


def licence_us(rng: Random) -> Drawn:
    """Draw the driving licence of one of the United States."""
    state = rng.choice(list(STATES))
    pattern = STATES[state]
    head = pattern.rstrip("0123456789")
    first = {"S": "S", "N": ""}.get(head) if head in ("S", "N") else letters(rng, len(head), "ABCDEFGHJKLMPRSTVW")
    value = f"{first}{rng.choice('123456789')}{digits(rng, int(pattern[len(head) :]) - 1)}"
    dashed = {"dashed": 2} if state in ("fl", "il") else {"spaced": 2} if state in STATE_GROUPS else {}
    drawn = shaped(rng, value, STATE_GROUPS.get(state, ()), {"compact": 4, **dashed})
    return drawn.tagged(f"{state}/{drawn.tag}")


def licence_ie(rng: Random) -> Drawn:
    """Draw an Irish driving licence: nine digits."""
    return shaped(rng, rng.choice("123456789") + digits(rng, 8), (3, 3, 3), {"compact": 4, "spaced": 2})


def national_es(rng: Random) -> Drawn:
    """Draw a Spanish DNI or NIE: digits and a check letter."""
    foreign = rng.random() < 0.4
    head = rng.choice("XYZ") if foreign else ""
    body = digits(rng, 7) if foreign else number(rng, 10_000_000, 79_999_999)
    check = es_dni.calc_check_digit(str("XYZ".index(head)) + body if foreign else body)
    sizes = (1, 7, 1) if foreign else (8, 1)
    drawn = shaped(rng, head + body + check, sizes, {"compact": 4, "dashed": 3, "spaced": 1, "lower": 0.7})
    return drawn.tagged(f"{'nie' if foreign else 'dni'}/{drawn.tag}")


def national_it(rng: Random) -> Drawn:
    """Draw an Italian codice fiscale."""
    year, month, day = birthday(rng)
    day += 40 if rng.random() < 0.5 else 0
    town = rng.choice(["F205", "H501", "L219", "A944", "D612", "F839", "G273", "L736"])
    body = f"{letters(rng, 6, 'BCDFGLMNPRSTVZ')}{year % 100:02d}{'ABCDEHLMPRST'[month - 1]}{day:02d}{town}"
    return shaped(rng, body + it_codicefiscale.calc_check_digit(body), (3, 3, 5, 5), LETTERED)


def national_be(rng: Random) -> Drawn:
    """Draw a Belgian national register number, written 85.07.30-033.28 or otherwise."""
    year, month, day = birthday(rng)
    body = f"{year % 100:02d}{month:02d}{day:02d}{number(rng, 1, 997, 3)}"
    value = body + f"{97 - int(('2' if year >= 2000 else '') + body) % 97:02d}"
    be_nn.validate(value)
    if rng.random() < 0.6:
        return Drawn(f"{value[:2]}.{value[2:4]}.{value[4:6]}-{value[6:9]}.{value[9:]}", "official")
    return shaped(rng, value, (2, 2, 2, 3, 2), {"compact": 3, "spaced": 2, "dotted": 1})


def national_ie(rng: Random) -> Drawn:
    """Draw an Irish PPS number: seven digits, a check letter, for many a second letter."""
    body, second = digits(rng, 7), rng.choice(["", "", "A", "B"])
    value = body + ie_vat.calc_check_digit(body + second) + second
    return shaped(rng, value, (7, 2), {"compact": 5, "spaced": 1, "lower": 1})


def national_ch(rng: Random) -> Drawn:
    """Draw a Swiss AHV number, 756.1234.5678.97."""
    body = "756" + digits(rng, 9)
    value = body + ean.calc_check_digit(body)
    ch_ssn.validate(value)
    return shaped(rng, value, (3, 4, 4, 2), {"dotted": 6, "compact": 2, "spaced": 2})


def national_pt(rng: Random) -> Drawn:
    """Draw a Portuguese NIF of a person."""
    body = rng.choice("12") + digits(rng, 7)
    return shaped(rng, body + pt_nif.calc_check_digit(body), (3, 3, 3), {"compact": 3, "spaced": 3, "nbsp": 0.5})


def national_pl(rng: Random) -> Drawn:
    """Draw a Polish PESEL."""
    year, month, day = birthday(rng)
    body = f"{year % 100:02d}{month + (20 if year >= 2000 else 0):02d}{day:02d}{digits(rng, 4)}"
    return shaped(rng, body + pl_pesel.calc_check_digit(body), (6, 5), {"compact": 6, "spaced": 1})


def plate_fr(rng: Random) -> Drawn:
    """Draw a French plate of since 2009."""
    value = letters(rng, 2, PLATE_LETTERS) + number(rng, 1, 999, 3) + letters(rng, 2, PLATE_LETTERS)
    return shaped(rng, value, (2, 3, 2), {"dashed": 6, "spaced": 2, "compact": 2, "lower": 1})


def plate_fr_old(rng: Random) -> Drawn:
    """Draw a French plate of before 2009: digits, letters, department."""
    low, high, size = rng.choice([(10, 9999, 2), (10, 999, 3)])
    department = rng.choice([_mainland(rng), _mainland(rng), _mainland(rng), "2A", "2B"])
    groups = [number(rng, low, high), letters(rng, size, PLATE_LETTERS), department]
    shape = pick(rng, {"spaced": 5, "dashed": 2, "compact": 1, "lower": 0.5})
    joined = {"spaced": " ", "dashed": "-", "lower": " "}.get(shape, "").join(groups)
    return Drawn(joined.lower() if shape == "lower" else joined, shape)


def plate_gb(rng: Random) -> Drawn:
    """Draw a British plate of since 2001."""
    area = rng.choice("ABCDEFGHKLMNOPRSVWY") + rng.choice("ABCDEFGHJKLMNOPRSTUVWXY")
    age = rng.randint(2, 25) + rng.choice([0, 50])
    value = f"{area}{age:02d}{letters(rng, 3, PLATE_LETTERS)}"
    return shaped(rng, value, (4, 3), {"spaced": 6, "compact": 2, "lower": 1})


def plate_ie(rng: Random) -> Drawn:
    """Draw an Irish plate: year and half, county, order."""
    county = rng.choice(["D", "C", "G", "L", "KY", "KE", "WX", "WW", "MH", "LH", "DL", "TN"])
    year = f"{rng.randint(13, 26)}{rng.choice('12')}"
    shape = pick(rng, {"dashed": 6, "spaced": 1, "compact": 1})
    join = {"dashed": "-", "spaced": " ", "compact": ""}[shape]
    return Drawn(join.join([year, county, number(rng, 100, 45_000)]), shape)


def plate_us(rng: Random) -> Drawn:
    """Draw an American plate: 7ABC123 (California), ABC-1234 (New York, Texas, Ohio…)."""
    if rng.random() < 0.4:
        return Drawn(rng.choice("6789") + letters(rng, 3, PLATE_LETTERS) + digits(rng, 3), "ca")
    value = letters(rng, 3, PLATE_LETTERS) + number(rng, 1000, 9999)
    return shaped(rng, value, (3, 4), {"dashed": 4, "spaced": 3, "compact": 1})
