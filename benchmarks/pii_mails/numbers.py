"""Every kind of personal number: which countries make it, how often, and what the words before it say about that."""

import re
from collections.abc import Mapping
from random import Random

from stdnum import iban as ibans
from stdnum import luhn
from stdnum.es import ccc as es_ccc
from stdnum.es import cif as es_cif
from stdnum.iso7064 import mod_11_10
from stdnum.us import rtn as us_rtn

from benchmarks.pii_mails import identities
from benchmarks.pii_mails.identities import Maker
from benchmarks.pii_mails.shapes import LETTERED, PUNCTUATED, Drawn, digits, number, pick, shaped

FR_BANKS = ("30004", "30003", "20041", "10278", "14505", "16958", "11315", "12506", "30066", "18206")
RIB_LETTERS = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "12345678912345678923456789")
ITALIAN_ODD = (1, 0, 5, 7, 9, 13, 15, 17, 19, 21, 2, 4, 18, 20, 11, 3, 6, 8, 12, 14, 16, 10, 22, 25, 24, 23)
AMERICAN_BANKS = ("0210", "0260", "0311", "0610", "0710", "1110", "1210", "1221", "3222", "2560")


def siren(rng: Random) -> Drawn:
    """Draw the number of a French business."""
    return shaped(rng, _siren(rng), (3, 3, 3), PUNCTUATED)


def siret(rng: Random) -> Drawn:
    """Draw the number of a French business's establishment."""
    body = _siren(rng) + number(rng, 1, 39, 4)
    return shaped(rng, body + luhn.calc_check_digit(body), (3, 3, 3, 5), PUNCTUATED)


def _siren(rng: Random) -> str:
    body = rng.choice("345789") + digits(rng, 7)
    return body + luhn.calc_check_digit(body)


def vat_fr(rng: Random) -> Drawn:
    """Draw a French VAT number."""
    siren_ = _siren(rng)
    key = (12 + 3 * (int(siren_) % 97)) % 97
    return shaped(rng, f"FR{key:02d}{siren_}", rng.choice([(4, 3, 3, 3), (2, 2, 9), (2, 2, 3, 3, 3)]), LETTERED)


def vat_gb(rng: Random) -> Drawn:
    """Draw a British VAT number; its last two digits are a check modulo 97."""
    body = rng.choice("123456789") + digits(rng, 6)
    total = sum(int(digit) * (8 - at) for at, digit in enumerate(body))
    return shaped(rng, f"GB{body}{97 - total % 97:02d}", rng.choice([(2, 3, 4, 2), (5, 4, 2)]), LETTERED)


def vat_be(rng: Random) -> Drawn:
    """Draw a Belgian VAT number, BE 0123.456.749."""
    body = "0" + rng.choice("478") + digits(rng, 6)
    value = f"{body}{97 - int(body) % 97:02d}"
    if rng.random() < 0.5:
        return Drawn(f"BE{rng.choice(['', ' '])}{value[:4]}.{value[4:7]}.{value[7:]}", "official")
    return shaped(rng, "BE" + value, (2, 4, 3, 3), LETTERED)


def vat_de(rng: Random) -> Drawn:
    """Draw a German VAT number."""
    body = rng.choice("12389") + digits(rng, 7)
    return shaped(rng, f"DE{body}{mod_11_10.calc_check_digit(body)}", rng.choice([(2, 9), (2, 3, 3, 3)]), LETTERED)


def vat_es(rng: Random) -> Drawn:
    """Draw a Spanish company's VAT number."""
    body = rng.choice("AB") + rng.choice(["08", "28", "46", "50", "41"]) + digits(rng, 5)
    value = "ES" + body + es_cif.calc_check_digits(body)[0]
    return shaped(rng, value, (2, 9), {"compact": 5, "spaced": 1, "lower": 1})


def _rib(rng: Random) -> str:
    """Return bank, branch, account and key of a French account."""
    account = digits(rng, 11) if rng.random() < 0.8 else digits(rng, 5) + rng.choice("RXN") + digits(rng, 5)
    body = rng.choice(FR_BANKS) + number(rng, 1, 3999, 5) + account
    key = 97 - int(body.translate(RIB_LETTERS) + "00") % 97
    return f"{body}{key:02d}"


def _ccc(rng: Random) -> str:
    """Return a Spanish account with its check digits."""
    bank = rng.choice(["0049", "0182", "2100", "0081", "0128"]) + number(rng, 1, 8999, 4)
    account = digits(rng, 10)
    checks = es_ccc.calc_check_digits(f"{bank}00{account}")
    return f"{bank}{checks}{account}"


def _italian_account(rng: Random) -> str:
    """Return an Italian account with its check letter."""
    body = rng.choice(["02008", "03069", "05034", "03268", "07601"]) + digits(rng, 5) + number(rng, 1, 9_999_999, 12)
    total = sum(ITALIAN_ODD[int(digit)] if at % 2 == 0 else int(digit) for at, digit in enumerate(body))
    return "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[total % 26] + body


def _belgian_account(rng: Random) -> str:
    body = rng.choice(["001", "063", "310", "363", "750", "091"]) + digits(rng, 7)
    return f"{body}{int(body) % 97 or 97:02d}"


def _dutch_account(rng: Random) -> str:
    """Return a Dutch account that passes the eleven test."""
    account = "0000000001"
    while sum(int(digit) * (10 - at) for at, digit in enumerate(account)) % 11:
        account = "0" + rng.choice("1234567") + digits(rng, 8)
    return rng.choice(["ABNA", "INGB", "RABO", "TRIO", "ASNB"]) + account


def _portuguese_account(rng: Random) -> str:
    body = rng.choice(["0035", "0033", "0010", "0007", "0018"]) + number(rng, 1, 999, 4) + digits(rng, 11)
    return f"{body}{98 - int(body + '00') % 97:02d}"


def _british_account(rng: Random) -> str:
    bank, branch = rng.choice([("BARC", "20"), ("LOYD", "30"), ("MIDL", "40"), ("NWBK", "60"), ("MONZ", "04")])
    return bank + branch + digits(rng, 12)


def _irish_account(rng: Random) -> str:
    bank, branch = rng.choice([("AIBK", "93"), ("BOFI", "90"), ("IPBS", "99")])
    return bank + branch + digits(rng, 12)


BBANS = {
    "FR": _rib,
    "DE": lambda rng: rng.choice(["37040044", "10010010", "50010517", "70150000", "20041133"]) + digits(rng, 10),
    "BE": _belgian_account,
    "ES": _ccc,
    "IT": _italian_account,
    "GB": _british_account,
    "NL": _dutch_account,
    "LU": lambda rng: rng.choice(["001", "003", "008", "014"]) + digits(rng, 13),
    "CH": lambda rng: rng.choice(["00762", "00230", "09000", "04835"]) + number(rng, 1, 999_999_999, 12),
    "PT": _portuguese_account,
    "IE": _irish_account,
}
"""The account part of an IBAN, as each country makes it."""


def _iban_maker(country: str) -> Maker:
    def make(rng: Random) -> Drawn:
        bban = BBANS[country](rng)
        value = f"{country}{ibans.calc_check_digits(f'{country}00{bban}')}{bban}"
        shapes = {"compact": 4, "spaced": 6, "nbsp": 1, "thin": 0.5, "dashed": 0.5, "lower": 0.7, "dotted": 0.3}
        return shaped(rng, value, (4,) * 8, shapes)

    return make


def _card(rng: Random, prefix: str, length: int, sizes: tuple[int, ...]) -> Drawn:
    body = prefix + digits(rng, length - 1 - len(prefix))
    shapes = {"spaced": 5, "compact": 3, "dashed": 1.5, "dotted": 0.7, "nbsp": 0.7, "thin": 0.4}
    return shaped(rng, body + luhn.calc_check_digit(body), sizes, shapes)


def card_visa(rng: Random) -> Drawn:
    """Draw a Visa card."""
    return _card(rng, "4" + number(rng, 0, 999, 3), 16, (4, 4, 4, 4))


def card_mastercard(rng: Random) -> Drawn:
    """Draw a Mastercard, of the old range or the new one."""
    return _card(rng, rng.choice([number(rng, 51, 55), number(rng, 2221, 2720)]), 16, (4, 4, 4, 4))


def card_amex(rng: Random) -> Drawn:
    """Draw an American Express card."""
    return _card(rng, rng.choice(["34", "37"]), 15, (4, 6, 5))


def account_fr(rng: Random) -> Drawn:
    """Draw a French account as a RIB: bank, branch, account, key."""
    return shaped(rng, _rib(rng), (5, 5, 11, 2), {"spaced": 6, "compact": 2, "nbsp": 1, "dashed": 0.7, "dotted": 0.5})


def account_gb(rng: Random) -> Drawn:
    """Draw a British sort code and account."""
    branch = rng.choice(["20", "30", "40", "60", "04", "09", "77"]) + digits(rng, 4)
    code = shaped(rng, branch, (2, 2, 2), {"dashed": 7, "spaced": 1.5, "compact": 1})
    return Drawn(code.text + rng.choice([" ", " / ", ", ", " - "]) + digits(rng, 8), code.tag)


def account_us(rng: Random) -> Drawn:
    """Draw an American routing number and account."""
    body = rng.choice(AMERICAN_BANKS) + digits(rng, 4)
    routing = body + us_rtn.calc_check_digit(body)
    return Drawn(routing + rng.choice([" / ", " ", ", ", " - "]) + digits(rng, rng.choice([9, 10, 12])), "pair")


def ip_v4(rng: Random) -> Drawn:
    """Draw an address of the public internet."""
    first = rng.choice([2, 5, 31, 37, 46, 51, 62, 77, 78, 80, 82, 86, 90, 91, 109, 176, 193, 212, 217])
    return Drawn(f"{first}.{rng.randint(10, 250)}.{rng.randint(0, 255)}.{rng.randint(1, 254)}", "plain")


def ip_v6(rng: Random) -> Drawn:
    """Draw an address of the public internet, in full or shortened."""
    head = [rng.choice(["2a01", "2a02", "2a04", "2001"]), f"{rng.randint(0x200, 0xFFF):x}"]
    if rng.random() < 0.5:
        return Drawn(":".join(head + [f"{rng.randint(0x1000, 0xFFFF):x}" for _ in range(6)]), "full")
    tail = [f"{rng.randint(1, 0xFFFF):x}" for _ in range(rng.choice([1, 2, 4]))]
    return Drawn(f"{':'.join([*head, f'{rng.randint(1, 0xFFFF):x}'])}::{':'.join(tail)}", "short")


NUMBERS: Mapping[str, Mapping[str, Maker]] = {
    "nir": {"fr": identities.nir},
    "siret": {"fr": siret},
    "siren": {"fr": siren},
    "vat": {"fr": vat_fr, "gb": vat_gb, "be": vat_be, "de": vat_de, "es": vat_es},
    "iban": {country.lower(): _iban_maker(country) for country in BBANS},
    "card": {"visa": card_visa, "mastercard": card_mastercard, "amex": card_amex},
    "bank_account": {"fr": account_fr, "gb": account_gb, "us": account_us},
    "passport": {
        "fr": identities.passport_fr,
        "gb": identities.passport_gb,
        "us": identities.passport_us,
        "ie": identities.passport_ie,
    },
    "id_card": {
        "fr_old": identities.id_card_old,
        "fr_new": identities.id_card_new,
        "be": identities.id_card_be,
        "de": identities.id_card_de,
    },
    "ssn": {"us": identities.ssn},
    "nino": {"gb": identities.nino},
    "nhs": {"gb": identities.nhs},
    "driving_licence": {
        "fr": identities.licence_fr,
        "gb": identities.licence_gb,
        "us": identities.licence_us,
        "ie": identities.licence_ie,
    },
    "national_id": {
        "es": identities.national_es,
        "it": identities.national_it,
        "be": identities.national_be,
        "ie": identities.national_ie,
        "ch": identities.national_ch,
        "pt": identities.national_pt,
        "pl": identities.national_pl,
    },
    "plate": {
        "fr": identities.plate_fr,
        "fr_old": identities.plate_fr_old,
        "gb": identities.plate_gb,
        "ie": identities.plate_ie,
        "us": identities.plate_us,
    },
    "ip": {"v4": ip_v4, "v6": ip_v6},
}
"""Who makes a number of this kind, by country or brand."""

LIKELY: Mapping[str, Mapping[str, float]] = {
    "fr": {"fr": 8, "fr_old": 3, "fr_new": 6, "be": 2, "ch": 2, "lu": 1, "gb": 0.5, "us": 0.2, "ie": 0.2, "v4": 3},
    "en": {"gb": 6, "us": 5, "ie": 3, "fr": 0.7, "fr_old": 0.2, "fr_new": 1, "v4": 3, "de": 1},
}
"""How likely a mail in that language is to hold a number of that country; 1 where nothing is said."""

HINTS: tuple[tuple[str, str, str], ...] = (
    ("bank_account", r"sort code|s/c\b", "gb"),
    ("bank_account", r"\b(routing|aba|ach)\b", "us"),
    ("bank_account", r"\brib\b", "fr"),
    ("passport", r"\b(british|uk|britannique|hmpo)\b", "gb"),
    ("passport", r"\b(american|us|u\.s\.|américain)\b", "us"),
    ("passport", r"\b(irish|irlandais)\b", "ie"),
    ("passport", r"\b(french|français)\b", "fr"),
    ("driving_licence", r"dvla|\b(british|uk)\b", "gb"),
    ("driving_licence", r"\b(driver'?s|us|dmv|license)\b", "us"),
    ("driving_licence", r"\b(irish|ndls)\b", "ie"),
    ("driving_licence", r"\b(french|français)\b", "fr"),
    ("national_id", r"\b(dni|nie|spanish|espagnole?)\b", "es"),
    ("national_id", r"\b(codice|italian|italienne?|fiscale)\b", "it"),
    ("national_id", r"registre national|rijksregister|\b(niss|belgian|belge)\b", "be"),
    ("national_id", r"\bpps[n ]?|\birish\b", "ie"),
    ("national_id", r"\b(ahv|avs|swiss|suisse)\b", "ch"),
    ("national_id", r"\b(nif|portuguese|portugais)\b", "pt"),
    ("national_id", r"\b(pesel|polish|polonais)\b", "pl"),
    ("id_card", r"\b(belgian|belge)\b", "be"),
    ("id_card", r"\b(german|allemande?|personalausweis)\b", "de"),
    ("vat", r"\buk vat\b", "gb"),
    ("card", r"\bamex\b|american express", "amex"),
    ("card", r"\bvisa\b", "visa"),
    ("card", r"mastercard", "mastercard"),
    ("ip", r"ipv4", "v4"),
    ("ip", r"ipv6", "v6"),
)
"""Words just before a number of that kind that tell who made it."""


def draw_number(rng: Random, kind: str, language: str, country: str, before: str) -> Drawn:
    """Draw a personal number as it is written after those words, most likely one of the mail's country.

    The tag says who made it and the shape.
    """
    makers = NUMBERS[kind]
    who = _hinted(kind, before) or pick(rng, _likely(makers, language, country))
    drawn = makers[who](rng)
    return drawn if len(makers) == 1 else drawn.tagged(f"{who}/{drawn.tag}")


def _likely(makers: Mapping[str, Maker], language: str, country: str) -> dict[str, float]:
    """Return how likely each of the makers is."""
    return {name: LIKELY[language].get(name, 1) * (3 if name[:2] == country else 1) for name in makers}


def _hinted(kind: str, before: str) -> str | None:
    """Return who made the number if the last words before it say so."""
    words = before[-60:].rsplit("\n", 1)[-1].lower()
    return next((who for of, pattern, who in HINTS if of == kind and re.search(pattern, words)), None)
