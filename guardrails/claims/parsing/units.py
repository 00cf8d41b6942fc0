"""Physical units: their signs as words, and the same amount in the units that people would rather say."""

from collections.abc import Iterator
from decimal import Decimal

from guardrails.claims.parsing.numbers import to_decimal
from guardrails.patterns import compile_pattern

_SIGNS = {
    "t": "tonne", "l": "litre", "w": "watt", "v": "volt", "lb": "pound", "lbs": "pound", "m": "metre", "g": "gramme",
    "kg": "kg", "km": "km", "kw": "kw", "mw": "mw", "cm": "cm", "mm": "mm", "ml": "ml", "cl": "cl", "hl": "hl",
    "tonne": "tonne", "tonnes": "tonne", "ha": "hectare",
}  # fmt: skip
_SCALES: dict[str, tuple[tuple[str, str], ...]] = {
    "kg": (("tonne", "0.001"), ("gramme", "1000")), "tonne": (("kg", "1000"),), "gramme": (("kg", "0.001"),),
    "km": (("metre", "1000"),), "metre": (("km", "0.001"), ("cm", "100"), ("mm", "1000")), "cm": (("metre", "0.01"),),
    "mm": (("cm", "0.1"), ("metre", "0.001")), "ml": (("cl", "0.1"), ("litre", "0.001")), "cl": (("litre", "0.01"),),
    "litre": (("hl", "0.01"), ("ml", "1000")), "hl": (("litre", "100"),), "watt": (("kw", "0.001"),),
    "kw": (("watt", "1000"), ("mw", "0.001")), "mw": (("kw", "1000"),),
}  # fmt: skip
_LEAST, _MOST = Decimal("0.1"), Decimal(100_000)
"""The amounts that one would say: nobody writes 80 000 km in metres."""
_AMOUNT = compile_pattern(rf"\b(\d[\d ,.]*?) ?({'|'.join(sorted(_SIGNS, key=len, reverse=True))})\b")
_UNIT_AFTER = compile_pattern(r" ?([a-z]+[23]?)\b")
_BASES: dict[str, tuple[str, str]] = {
    "tonne": ("g", "1000000"), "kg": ("g", "1000"), "kilo": ("g", "1000"), "gramme": ("g", "1"), "gram": ("g", "1"),
    "g": ("g", "1"), "t": ("g", "1000000"), "quintal": ("g", "100000"), "quintaux": ("g", "100000"),
    "ton": ("g", "1000000"), "km": ("m", "1000"), "kilometre": ("m", "1000"), "metre": ("m", "1"), "m": ("m", "1"),
    "cm": ("m", "0.01"), "centimetre": ("m", "0.01"), "mm": ("m", "0.001"), "millimetre": ("m", "0.001"),
    "litre": ("l", "1"), "l": ("l", "1"), "hl": ("l", "100"), "cl": ("l", "0.01"), "ml": ("l", "0.001"),
    "w": ("w", "1"), "watt": ("w", "1"), "kw": ("w", "1000"), "kilowatt": ("w", "1000"), "mw": ("w", "1000000"),
    "kwh": ("wh", "1000"), "mwh": ("wh", "1000000"), "kilowattheure": ("wh", "1000"),
    "megawattheure": ("wh", "1000000"), "m2": ("m2", "1"), "ha": ("m2", "10000"), "hectare": ("m2", "10000"),
    "kilowatt-hour": ("wh", "1000"), "wh": ("wh", "1"), "m3": ("m3", "1"), "degre": ("degre", "1"),
    "degree": ("degre", "1"), "nm": ("nm", "1"), "nanometre": ("nm", "1"), "nanometer": ("nm", "1"),
    "db": ("db", "1"), "decibel": ("db", "1"), "liter": ("l", "1"), "meter": ("m", "1"), "kilometer": ("m", "1000"),
    "centimeter": ("m", "0.01"), "millimeter": ("m", "0.001"), "kilogramme": ("g", "1000"),
    "kilogram": ("g", "1000"), "stone": ("g", "6350.29"), "lb": ("g", "453.592"), "pound": ("g", "453.592"),
}  # fmt: skip
"""What each unit measures, and how much of it."""


_POWERS = compile_pattern(
    r" ?(?:(m2|metres? carre?s?|square met(?:re|er)s?|sq ?m\b)|(m3|metres? cubes?|cubic met(?:re|er)s?)"
    r"|(° ?c|degrees?|degres?)|(kilowatt-?hours?|kilowattheures?))"
)
_POWER_UNITS = ("m2", "m3", "degre", "kwh")
_NUMBER = compile_pattern(r"\d+(?:[ .,]\d{3})*(?:[.,]\d+)?")
_SIDES = compile_pattern(
    r"\b(\d+(?:[.,]\d+)?) ?(m|metres?|meters?|cm)? ?(?:x|by|sur) ?(\d+(?:[.,]\d+)?) ?(m|metres?|meters?|cm)\b"
    r"( ?(?:x|by|sur) ?\d)?"
)


def spelled_units(folded: str) -> Iterator[str]:
    """The amounts of a folded text in words, and in other units: of "2,000 kg" also "2 tonne"."""
    for match in _AMOUNT.finditer(folded):
        unit = _SIGNS[match.group(2)]
        amount = to_decimal(match.group(1).strip(" ,."))
        if unit != match.group(2):
            yield f"{amount.normalize():f} {unit}"
        for other, scale in _SCALES.get(unit, ()):
            if _LEAST <= amount * Decimal(scale) < _MOST:
                yield f"{(amount * Decimal(scale)).normalize():f} {other}"


def unit_after(folded: str, end: int) -> str:
    """The word right after a number, in the singular."""
    match = _UNIT_AFTER.match(folded[end : end + 24])
    word = match.group(1) if match else ""
    return word if word in _BASES else word.removesuffix("s")


def amount_in(amount: Decimal, unit: str) -> tuple[Decimal, str] | None:
    """An amount in the base of its unit; of things that are counted the number and their name."""
    if not unit:
        return None
    base, scale = _BASES.get(unit, (unit, "1"))
    return (amount * Decimal(scale)).normalize(), base


def measured_in(amount: Decimal, folded: str, end: int) -> tuple[Decimal, str] | None:
    """An amount in the base of the physical unit that follows it at an offset; none if none does."""
    match = _POWERS.match(folded[end : end + 24])
    groups = enumerate(match.groups()) if match else ()
    power = next((_POWER_UNITS[index] for index, one in groups if one), None)
    unit = power or unit_after(folded, end)
    return amount_in(amount, unit) if unit in _BASES else None


def amounts_of(folded: str) -> Iterator[tuple[Decimal, str]]:
    """The physical amounts of a folded text in digits, in the base of their units."""
    for match in _NUMBER.finditer(folded):
        if amount := measured_in(to_decimal(match.group()), folded, match.end()):
            yield amount


def areas_of(folded: str) -> Iterator[tuple[Decimal, str]]:
    """The areas of a folded text that are said by their two sides: of "4 m x 3 m" twelve square metres."""
    for match in _SIDES.finditer(folded):
        if match.group(5):
            continue  # a volume
        across, along = (
            to_decimal(side) * Decimal(_BASES[unit.removesuffix("s")][1])
            for side, unit in ((match.group(1), match.group(2) or match.group(4)), (match.group(3), match.group(4)))
        )
        yield (across * along).normalize(), "m2"
