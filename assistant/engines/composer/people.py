"""How a mail addresses its reader and signs: civility is given or absent, never inferred."""

from dataclasses import dataclass

from assistant.engines.composer.typography import tidy_spaces
from assistant.engines.request import Correspondent, Occasion, Tone
from guardrails.draft import Language

_CIVILITIES = {
    "m": "Mr", "m.": "Mr", "mr": "Mr", "mr.": "Mr", "monsieur": "Mr",
    "mme": "Ms", "mme.": "Ms", "madame": "Ms", "mlle": "Ms", "mademoiselle": "Ms", "ms": "Ms", "ms.": "Ms",
    "mrs": "Mrs", "mrs.": "Mrs", "miss": "Ms", "mx": "Mx", "mx.": "Mx",
    "dr": "Dr", "dr.": "Dr", "docteur": "Dr", "doctor": "Dr",
}  # fmt: skip
_FRENCH = {"Mr": "Monsieur", "Ms": "Madame", "Mrs": "Madame", "Dr": "Docteur"}
_PARTICLES = frozenset({"de", "du", "des", "van", "von", "der", "den", "di", "da", "dos"})
_SHORT_NAMES = frozenset(
    {"le", "la", "el", "al", "li", "wu", "xu", "yu", "ng", "ly", "ha", "ho", "vu", "do", "lo", "bo"}
)
_DISTANT = frozenset({Occasion.FIRST_CONTACT, Occasion.PAYMENT_REMINDER, Occasion.APOLOGY})


@dataclass(frozen=True, slots=True)
class Address:
    """A salutation, and the words that a French closing formula repeats."""

    salutation: str
    formula: str
    named: bool


def address(person: Correspondent, tone: Tone, occasion: Occasion, language: Language) -> Address:
    """The salutation for a person, from what is known of them and nothing else."""
    first, last = _name(person.first_name), _name(person.last_name)
    full = _name(person.name) or " ".join(part for part in (first, last) if part)
    civility = _CIVILITIES.get(tidy_spaces(person.civility or "").casefold(), "")
    if language == "en":
        return _english(first, last, full, civility, tone)
    return _french(last, full, _FRENCH.get(civility, ""), tone, occasion)


def _french(last: str, full: str, civility: str, tone: Tone, occasion: Occasion) -> Address:
    if tone is not Tone.FORMAL:
        who = f"{civility} {last}" if civility and last else full
        return Address(f"Bonjour {who}".strip() + ",", civility or "Madame, Monsieur", bool(who))
    if not civility:
        return Address("Madame, Monsieur,", "Madame, Monsieur", False)
    if occasion in _DISTANT or not last or civility == "Docteur":
        return Address(f"{civility} {last}".strip() + ",", civility, bool(last))
    dear = "Chère" if civility == "Madame" else "Cher"
    return Address(f"{dear} {civility} {last},", f"{dear.lower()} {civility}", True)


def _english(first: str, last: str, full: str, civility: str, tone: Tone) -> Address:
    titled = f"{civility} {last}" if civility and last else ""
    if tone is Tone.FORMAL:
        who = titled or full
        return Address(f"Dear {who}," if who else "Dear Sir or Madam,", "", bool(who))
    who = first or titled or full
    hello = "Dear" if tone is Tone.FRIENDLY and who else "Hello"
    return Address(f"{hello} {who}".strip() + ",", "", bool(who))


def _name(text: str | None) -> str:
    """A name on one line; one that the CRM holds in capitals is written as names are."""
    words = tidy_spaces(" ".join((text or "").split())).split(" ")
    return " ".join(_case(word) for word in words)


def _case(word: str) -> str:
    low = word.casefold()
    if not word.isupper() or "." in word or len(word) < 2:
        return word
    if low in _PARTICLES:
        return low
    return word.title() if len(word) > 2 or low in _SHORT_NAMES else word


def signature(sender: Correspondent) -> str:
    """Name, job title, company and phone, each on its line when known."""
    full = " ".join(part for part in (sender.first_name, sender.last_name) if part)
    lines = (sender.name or full, sender.job_title, sender.company, sender.phone)
    return "\n".join(tidy_spaces(" ".join(line.split())) for line in lines if line and line.strip())


def writer(sender: Correspondent) -> str:
    """The sender's name on one line; empty if unknown."""
    return _name(sender.name) or " ".join(_name(part) for part in (sender.first_name, sender.last_name) if part)
