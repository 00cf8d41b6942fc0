"""Spell telephone numbers out in words, as people dictate them."""

import re
from collections.abc import Sequence
from random import Random

from benchmarks.pii_mails.phones import HOME, PLANS, Phone
from benchmarks.pii_mails.shapes import Drawn, pick, split

FRENCH_UNITS = [
    "zéro",
    "un",
    "deux",
    "trois",
    "quatre",
    "cinq",
    "six",
    "sept",
    "huit",
    "neuf",
    "dix",
    "onze",
    "douze",
    "treize",
    "quatorze",
    "quinze",
    "seize",
    "dix-sept",
    "dix-huit",
    "dix-neuf",
]
FRENCH_TENS = (
    "",
    "",
    "vingt",
    "trente",
    "quarante",
    "cinquante",
    "soixante",
    "soixante",
    "quatre-vingt",
    "quatre-vingt",
)
ENGLISH_DIGITS = ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine"]


def french_number(value: int, tens: Sequence[str] = FRENCH_TENS) -> str:
    """Write a number below one hundred in French words; ``tens`` may be the Belgian or the Swiss ones."""
    if value < 20:
        return FRENCH_UNITS[value]
    ten, unit = divmod(value, 10)
    word = tens[ten]
    if ten in (7, 9) and word == FRENCH_TENS[ten]:
        unit += 10
    if not unit:
        return f"{word}s" if word == "quatre-vingt" else word
    joined = " et " if unit in (1, 11) and word != "quatre-vingt" else "-"
    return f"{word}{joined}{FRENCH_UNITS[unit]}"


def draw_spoken_phone(rng: Random, phone: Phone, language: str) -> Drawn:
    """Spell the number out in words, as people dictate it."""
    plus = PLANS[phone.country].trunk == "" and phone.country != "us"
    plus = plus or phone.country not in HOME[language] or rng.random() < 0.15
    speak = _french_words if language == "fr" else _english_words
    text, shape = speak(rng, phone, plus)
    return Drawn(text, f"{phone.country}/{'plus/' if plus else ''}{shape}")


def _french_words(rng: Random, phone: Phone, plus: bool) -> tuple[str, str]:
    belgian = [*FRENCH_TENS[:7], "septante", FRENCH_TENS[8], "nonante"]
    swiss = [*belgian[:8], "huitante", "nonante"]
    tens = {"be": belgian, "ch": rng.choice([belgian, swiss])}.get(phone.country, FRENCH_TENS)
    national = phone.national if plus else PLANS[phone.country].trunk + phone.national
    head = [f"plus {_code_words(PLANS[phone.country].code, tens)}"] if plus else []
    if rng.random() < 0.25:
        join = rng.choice([" ", " ", ", "])
        return join.join([*head, *(FRENCH_UNITS[int(digit)] for digit in national)]), "digits"
    first = [int(national[0])] if len(national) % 2 else []
    rest = national[len(first) :]
    pairs = [rest[at : at + 2] for at in range(0, len(rest), 2)]
    words = [*head, *map(french_number, first), *(_pair_words(pair, tens) for pair in pairs)]
    join = pick(rng, {", ": 4, " ": 4, " - ": 0.7, "… ": 0.4, ". ": 0.3})
    hyphen = pick(rng, {"none": 6, "all": 3, "spaces": 1})
    text = join.join(words)
    return {"none": text, "all": text.replace(" et ", "-et-"), "spaces": text.replace("-", " ")}[hyphen], "pairs"


def _code_words(code: str, tens: Sequence[str]) -> str:
    if len(code) < 3:
        return french_number(int(code), tens)
    return f"{FRENCH_UNITS[int(code[0])]} {french_number(int(code[1:]), tens)}"


def _pair_words(pair: str, tens: Sequence[str]) -> str:
    zero = "zéro " if pair[0] == "0" else ""
    return zero + french_number(int(pair), tens)


def _english_words(rng: Random, phone: Phone, plus: bool) -> tuple[str, str]:
    plan = PLANS[phone.country]
    zero = pick(rng, {"oh": 4, "zero": 3, "o": 0.7})
    runs = phone.country != "us" or rng.random() < 0.3
    groups = split(phone.national, phone.groups)
    if not plus:
        groups[0] = plan.trunk + groups[0]
    spoken = [_english_group(group, zero, runs) for group in groups]
    if plus:
        spoken.insert(0, f"plus {_english_group(plan.code, zero, runs)}")
    join = pick(rng, {", ": 4, " ": 4, " - ": 0.7, "... ": 0.4})
    return join.join(spoken), "runs" if runs else "digits"


def _english_group(group: str, zero: str, runs: bool) -> str:
    """Spell digits, twice the same as "double", thrice as "triple"."""
    pattern = r"(\d)\1{0,2}" if runs else r"(\d)"
    words = []
    for run in re.finditer(pattern, group):
        word = zero if run[1] == "0" else ENGLISH_DIGITS[int(run[1])]
        words.append({1: "", 2: "double ", 3: "triple "}[len(run[0])] + word)
    return " ".join(words)
