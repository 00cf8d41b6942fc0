"""Draw postal addresses in the many shapes of each country."""

from collections.abc import Callable, Mapping
from random import Random

from benchmarks.pii_mails.phones import Phones
from benchmarks.pii_mails.shapes import Drawn, letters, number, pick, resource

Places = Mapping[str, list[str]]

ADDRESSES = {"fr": {"fr": 12, "be": 2, "ch": 2, "gb": 0.5}, "en": {"gb": 7, "us": 6, "ie": 4, "fr": 0.5}}


def draw_address(rng: Random, country: str, lines: bool, commas: bool) -> Drawn:
    """Draw a postal address; on several lines only where the mail has the room, without commas inside a table."""
    parts, shape = ADDRESS_MAKERS[country](rng, resource("places.yaml")[country])
    join = pick(rng, {"\n": 3, ", ": 1}) if lines else pick(rng, {", ": 7, " ": 1, " - ": 1.5})
    join = join if commas or join == "\n" else rng.choice([" ", " - "])
    text = join.join(parts)
    text = text if commas else text.replace(", ", " ")
    if rng.random() < 0.1:
        text, shape = text.upper(), f"{shape}/upper"
    layout = {"\n": "lines", ", ": "commas", " - ": "dashes", " ": "spaces"}[join]
    return Drawn(text, f"{country}/{shape}/{layout}")


def home_of(rng: Random, phones: Phones, language: str) -> str:
    """Return the country somebody lives in: mostly that of the telephones, where it is one with addresses."""
    country = phones.main.country
    return country if country in ADDRESS_MAKERS and rng.random() < 0.9 else pick(rng, ADDRESSES[language])


def _french_address(rng: Random, places: Places) -> tuple[list[str], str]:
    street = rng.choice(places["streets"])
    door = number(rng, 1, 180) + pick(rng, {"": 6, " bis": 1, " ter": 0.5, "bis": 0.5, " B": 0.3})
    door += pick(rng, {"": 3, ",": 1})
    town = rng.choice(places["towns"])
    shape = pick(rng, {"street": 8, "residence": 2, "building": 2, "lieu_dit": 2, "po_box": 1, "care_of": 0.5})
    way = f"{door} {street}"
    if shape == "residence":
        return [f"{rng.choice(['Résidence', 'Rés.'])} {rng.choice(places['residences'])}", way, town], shape
    if shape == "building":
        flat = rng.choice(["Bât. C", "Bâtiment B2", "appt 14", "Apt 203", "3e étage", "Esc. 2, 4e étage", "porte 12"])
        return ([flat, way, town] if rng.random() < 0.5 else [way, flat, town]), shape
    if shape == "lieu_dit":
        return [rng.choice(["Lieu-dit ", "lieu dit ", "", "Hameau de "]) + rng.choice(places["places"]), town], shape
    if shape == "po_box":
        return [way, f"BP {rng.randint(10, 90_999)}", town], shape
    if shape == "care_of":
        return [f"{way}, boîte {rng.randint(1, 60)}", town], shape
    return [way, town + pick(rng, {"": 8, " Cedex": 0.6, " Cedex 2": 0.3, ", France": 0.6})], shape


def _belgian_address(rng: Random, places: Places) -> tuple[list[str], str]:
    street, door = rng.choice(places["streets"]), number(rng, 1, 250)
    box = pick(rng, {"": 3, " bte 4": 1, "/12": 1, " boîte 2": 1, " b 3": 0.5})
    comma = rng.choice(["", ","])
    return [
        f"{street}{comma} {door}{box}",
        rng.choice(["", "", "B-"]) + rng.choice(places["towns"]),
    ], "box" if box else "street"


def _swiss_address(rng: Random, places: Places) -> tuple[list[str], str]:
    street, door = rng.choice(places["streets"]), number(rng, 1, 90) + rng.choice(["", "", "", "A", "bis"])
    shape = pick(rng, {"street": 5, "po_box": 1})
    extra = ["Case postale " + number(rng, 10, 2000)] if shape == "po_box" else []
    return [f"{street} {door}", *extra, rng.choice(["", "", "CH-"]) + rng.choice(places["towns"])], shape


def _british_postcode(rng: Random, area: str) -> str:
    inward = rng.choice("123456789") + letters(rng, 2, "ABDEFGHJLNPQRSTUWXYZ")
    return f"{area}{rng.choice([' ', ' ', ' ', ''])}{inward}"


def _british_address(rng: Random, places: Places) -> tuple[list[str], str]:
    town, area = rng.choice(places["towns"]).rsplit(" ", 1)
    way = f"{rng.randint(1, 240)}{rng.choice(['', '', '', '', 'A', 'b'])} {rng.choice(places['streets'])}"
    shape = pick(rng, {"street": 5, "flat": 3, "house": 2, "joined": 2})
    postcode = _british_postcode(rng, area)
    if shape == "flat":
        flat = rng.choice(["Flat 3", "Flat 12B", "Apartment 7", "Top Floor Flat", "Flat 2/1", "Unit 5"])
        return [flat, way, town, postcode], shape
    if shape == "house":
        return [rng.choice(places["houses"]), rng.choice(places["streets"]), town, postcode], shape
    return ([way, f"{town} {postcode}"] if shape == "joined" else [way, town, postcode]), shape


def _irish_address(rng: Random, places: Places) -> tuple[list[str], str]:
    town, routing = rng.choice(places["towns"]).split("|")
    code = [f"{routing}{rng.choice([' ', ' ', ''])}{letters(rng, 4, 'ACDEFHKNPRTVWXY0123456789')}"]
    shape = pick(rng, {"street": 5, "apartment": 2, "townland": 2, "no_code": 1})
    if shape == "townland":
        return [rng.choice(places["places"]), town, *code], shape
    way = f"{rng.randint(1, 160)} {rng.choice(places['streets'])}"
    if shape == "apartment":
        return [rng.choice(["Apt 14", "Apt. 3", "Apartment 21"]), way, town, *code], shape
    return [way, town, *([] if shape == "no_code" else code)], shape


def _american_address(rng: Random, places: Places) -> tuple[list[str], str]:
    town = rng.choice(places["towns"])
    if rng.random() < 0.15:
        town += "-" + number(rng, 1001, 9998, 4)
    shape = pick(rng, {"street": 5, "apartment": 3, "suite": 2, "po_box": 1})
    way = f"{rng.randint(10, 9900)} {rng.choice(places['streets'])}"
    if shape == "po_box":
        return [f"{rng.choice(['PO Box', 'P.O. Box'])} {rng.randint(12, 9800)}", town], shape
    extra = {
        "apartment": rng.choice(["Apt 4B", "Apt. 12", "#305", "Unit 2"]),
        "suite": rng.choice(["Suite 400", "Ste 210", "Suite 12-A"]),
    }
    if shape in extra:
        return ([f"{way} {extra[shape]}", town] if rng.random() < 0.4 else [f"{way}, {extra[shape]}", town]), shape
    return [way, town], shape


ADDRESS_MAKERS: Mapping[str, Callable[[Random, Places], tuple[list[str], str]]] = {
    "fr": _french_address,
    "be": _belgian_address,
    "ch": _swiss_address,
    "gb": _british_address,
    "ie": _irish_address,
    "us": _american_address,
}
