"""Draw harmless values that look like personal data: orders, prices, companies and products named after people…"""

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from random import Random
from typing import Any

from stdnum import ean as eans
from stdnum import luhn

from benchmarks.pii_mails.dates import MONTHS
from benchmarks.pii_mails.shapes import digits, letters, name_words, number, plain_letters, resource

DRAWS = 200
LINKS = re.compile(
    r"of|des?|d|du|in|for|at|on|to|per|and|or|by|en|à|et|ou|pour|sur|chez|par|with|avec|from|is|are|was|were|est|sont|au|aux"
)
"""Words that may follow a quantity that has its unit already."""
ALONE = frozenset({"de", "sur", "pour", "avec", "et", "ou", "en", "of", "on", "for", "with", "and", "or", "to", "send"})
"""Words that the sort of a product may follow ("de gamme Léa"); after others it is left out ("le modèle Léa")."""
CURRENCIES = {"gb": "£", "us": "$", "ie": "€"}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a value is drawn for: language and country, the words on both sides, and the words no name may have."""

    rng: Random
    language: str
    country: str
    before: str
    after: str
    taken: Collection[str]

    @property
    def words(self) -> Mapping[str, Any]:
        """The words to draw from."""
        return resource(f"words_{self.language}.yaml")

    def choose(self, values: list[str]) -> str:
        """Draw one of the values that has no word of the mail's people."""
        free = [value for value in values if not name_words(value) & set(self.taken)]
        return self.rng.choice(free or values)


def order(place: Place) -> str:
    """Draw the number of an order; never one that is a valid number of something else."""
    rng = place.rng
    return rng.choice(
        [
            f"CMD-{number(rng, 1, 99_999, 5)}" if place.language == "fr" else f"PO-{number(rng, 1, 99_999, 5)}",
            f"{number(rng, 10_000, 999_999)}",
            f"#{number(rng, 1000, 99_999)}",
            f"45{number(rng, 0, 99_999_999, 8)}",
            f"SO{rng.randint(24, 26)}-{number(rng, 1, 9999, 4)}",
            f"{letters(rng, 2)}{number(rng, 1, 999_999, 6)}",
            f"2026-{number(rng, 1, 9999, 4)}",
        ]
    )


def invoice(place: Place) -> str:
    """Draw the number of an invoice."""
    rng = place.rng
    head = "FA" if place.language == "fr" else "INV"
    return rng.choice(
        [
            f"{head}-2026-{number(rng, 1, 9999, 4)}",
            f"{head}{number(rng, 10_000, 99_999)}",
            f"{head}/{rng.randint(24, 26)}/{number(rng, 1, 999, 3)}",
            f"2026{number(rng, 1, 12, 2)}-{number(rng, 1, 999, 3)}",
            f"{number(rng, 100_000, 999_999)}",
            f"{head} 26.{number(rng, 1, 999, 3)}",
        ]
    )


def version(place: Place) -> str:
    """Draw the version of a program; also one with four parts, which looks like an address of the internet."""
    rng = place.rng
    small = f"{rng.randint(1, 12)}.{rng.randint(0, 20)}"
    head = rng.choice(["", "", "" if re.search(r"v\.?\s?$|version\s$", place.before) else "v"])
    return head + rng.choice(
        [small, f"{small}.{rng.randint(0, 40)}", f"2026.{rng.randint(1, 12)}", f"{small}.0-rc{rng.randint(1, 3)}"]
    )


def price(place: Place) -> str:
    """Draw an amount of money."""
    rng = place.rng
    large = rng.randint(1, 98) * 1000 + rng.choice([0, 250, 490, 900])
    whole = rng.choice([rng.randint(9, 99), rng.randint(100, 999), large])
    return (_french_price if place.language == "fr" else _english_price)(place, whole)


def _french_price(place: Place, whole: int) -> str:
    rng = place.rng
    grouped = f"{whole:,}".replace(",", rng.choice([" ", "\u202f", "\u00a0"]))
    taxed = re.match(r"\s*(HT|TTC|H\.T|T\.T|hors|toutes)", place.after)
    ends = ["€", "€", "EUR", "euros"] + ([] if taxed else ["€ HT", "€ TTC"])
    if rng.random() < 0.15 and whole >= 1000:
        return f"{whole / 1000:.1f} k€".replace(".", ",")
    return grouped + rng.choice(["", f",{rng.choice(['00', '50', '90', '99'])}"]) + f" {rng.choice(ends)}"


def _english_price(place: Place, whole: int) -> str:
    rng = place.rng
    sign = CURRENCIES[place.country] if rng.random() < 0.85 else rng.choice("£$€")
    if rng.random() < 0.15 and whole >= 1000:
        return f"{sign}{whole / 1000:.1f}k"
    return sign + rng.choice([f"{whole:,}.{rng.choice(['00', '50', '90', '99'])}", f"{whole:,}", str(whole)])


def date(place: Place) -> str:
    """Draw the date of a meeting or a delivery."""
    rng = place.rng
    day, month, year = rng.randint(1, 28), rng.randint(1, 12), rng.choice([2025, 2026, 2026, 2027])
    name = MONTHS[place.language][month - 1]
    numeric = [
        f"{day:02d}/{month:02d}/{year}",
        f"{day:02d}/{month:02d}",
        f"{year}-{month:02d}-{day:02d}",
        f"{day:02d}.{month:02d}.{year}",
    ]
    if place.language == "fr":
        worded = f"{'1er' if day == 1 else day} {name}"
        return rng.choice(
            [*numeric, worded, worded, f"{worded} {year}", f"{worded} {year}", f"{day:02d}/{month:02d}/{year % 100}"]
        )
    return rng.choice(
        [
            *numeric,
            f"{day} {name}",
            f"{day} {name} {year}",
            f"{name} {day}",
            f"{name} {day}, {year}",
            f"{day} {name[:3]}",
        ]
    )


def time(place: Place) -> str:
    """Draw a time of day."""
    rng = place.rng
    hour, minute = rng.randint(8, 19), rng.choice(["00", "15", "30", "45", "10"])
    if place.language == "fr":
        return rng.choice([f"{hour}h{minute}", f"{hour} h {minute}", f"{hour}:{minute}", f"{hour}h", f"{hour} h"])
    half = "am" if hour < 12 else "pm"
    short = (hour - 1) % 12 + 1
    return rng.choice(
        [
            f"{hour}:{minute}",
            f"{short}.{minute}{half}",
            f"{short}:{minute} {half}",
            f"{short}{half}",
            f"{short}:{minute}{half}",
        ]
    )


def ean(place: Place) -> str:
    """Draw the bar code of a product, never one that looks like a French social security number."""
    body = place.rng.choice(["30", "34", "37", "50", "54", "76", "84", "00"]) + digits(place.rng, 10)
    return body + eans.calc_check_digit(body)


def tracking(place: Place) -> str:
    """Draw the number of a parcel."""
    rng = place.rng
    return rng.choice(
        [
            f"6A{digits(rng, 11)}",
            f"1Z{letters(rng, 3)}{digits(rng, 3)}{digits(rng, 10)}",
            f"{rng.choice(['LX', 'RR', 'CP'])}{digits(rng, 9)}{rng.choice(['FR', 'GB', 'US', 'IE'])}",
            f"JD{digits(rng, 16)}",
            f"XQ{digits(rng, 8)}{letters(rng, 2)}",
        ]
    )


def company(place: Place) -> str:
    """Draw a company, half of them named after people who are not in the mail."""
    return _named(place, "companies")


def product(place: Place) -> str:
    """Draw a product; many have a given name that nobody in the mail has."""
    text = _named(place, "products")
    lead, _, rest = text.partition(" ")
    last = re.search(r"(\w+)\s$", place.before)
    alone = last is None or last[1].lower() in ALONE
    return text if alone or not lead.islower() else rest


def _named(place: Place, kind: str) -> str:
    """Fill in one of the patterns of that kind until it shares no word with the people."""
    rng, words, text = place.rng, place.words, ""
    for _ in range(DRAWS):
        last, other = rng.sample(words["surnames"], 2)
        first, brand = rng.choice(words["firsts"]), rng.choice(words["brands"])
        pattern = rng.choice(words[kind])
        text = pattern.format(last=last, other=other, first=first, brand=brand, n=rng.randint(2, 9))
        if not name_words(text) & set(place.taken):
            return text
    raise ValueError(f"no {kind} without the names of {sorted(place.taken)}")


def city(place: Place) -> str:
    """Draw a town."""
    return place.choose(place.words["cities"])


def street_company(place: Place) -> str:
    """Draw the premises of a company: no home of anybody."""
    return place.choose(place.words["premises"]).format(n=place.rng.randint(2, 48))


def room(place: Place) -> str:
    """Draw a meeting room, many named after the famous; its first word is left out where the mail has it."""
    text = place.choose(place.words["rooms"])
    lead = text.split(" ")[0]
    doubled = re.search(rf"\b{re.escape(lead)}\s$", place.before, re.IGNORECASE)
    return text.split(" ", 1)[1] if doubled else text


def company_url(place: Place) -> str:
    """Draw the site of an invented company."""
    path = place.rng.choice(["", "", "/", "/contact", "/blog/2026", "/catalogue.pdf"])
    return place.rng.choice(["https://www.", "https://", "www."]) + _domain(place) + path


def _domain(place: Place) -> str:
    domains = place.words["domains"]
    word, trade = place.rng.choice(domains["words"]), place.rng.choice(domains["trades"])
    return f"{place.rng.choice([word, f'{word}-{trade}'])}.{place.rng.choice(domains['endings'])}"


def role_email(place: Place) -> str:
    """Draw the address of a service, not of a person."""
    return f"{place.rng.choice(place.words['role_boxes'])}@{_domain(place)}"


def hotline(place: Place) -> str:
    """Draw a short number or one that is free of charge."""
    return place.rng.choice(place.words["hotlines"])


def filename(place: Place) -> str:
    """Draw the name of an attached file."""
    rng = place.rng
    stem = plain_letters(rng.choice(place.words["stems"]))
    middle = "_".join(rng.sample(place.words["details"], rng.choice([1, 2])))
    return f"{stem}{rng.choice(['_', '-'])}{middle}.{rng.choice(['pdf', 'pdf', 'docx', 'xlsx', 'PDF', 'csv', 'zip'])}"


def ref(place: Place) -> str:
    """Draw the reference of a file, a part or a tender."""
    rng = place.rng
    return rng.choice(
        [
            f"REF-2026-{number(rng, 1, 9999, 4)}",
            f"DV/{rng.randint(24, 26)}/{number(rng, 1, 999, 3)}",
            f"{letters(rng, 3)}-{number(rng, 100, 9999)}",
            f"{letters(rng, 1)}{number(rng, 10_000, 99_999)}",
            f"{number(rng, 10, 99)}-{number(rng, 1000, 9999)}-{letters(rng, 1)}",
            f"T{number(rng, 100_000, 999_999)}",
            _eight_digits(rng),
        ]
    )


def _eight_digits(rng: Random) -> str:
    value = number(rng, 50_000_000, 98_999_999)
    return value if not luhn.is_valid(value) else f"{int(value) + 1}"


def quantity(place: Place) -> str:
    """Draw how many; with a unit unless the mail goes on with one."""
    rng = place.rng
    count = rng.choice([rng.randint(2, 60), rng.randint(1, 20) * 12, rng.randint(1, 9) * 100])
    following = re.match(r"\s+([^\W\d_]+|[x×])", place.after)
    goes_on = following is not None and not LINKS.fullmatch(following[1].lower())
    closed = re.match(r"[;,\t|]|\s*(\n|$)", place.after)
    if goes_on or (closed and rng.random() < 0.6):
        return str(count)
    return f"{count} {rng.choice(place.words['units'])}"


LOOKALIKES: Mapping[str, Callable[[Place], str]] = {
    maker.__name__: maker
    for maker in (
        order,
        invoice,
        version,
        price,
        date,
        time,
        ean,
        tracking,
        company,
        product,
        city,
        street_company,
        room,
        company_url,
        role_email,
        hotline,
        filename,
        ref,
        quantity,
    )
}
"""Who draws a harmless value of this kind."""
