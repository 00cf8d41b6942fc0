"""Numbers, amounts, dates and durations as each language writes them."""

from datetime import date, datetime
from decimal import Decimal, InvalidOperation

from babel.core import UnknownLocaleError
from babel.dates import format_date
from babel.numbers import format_currency, format_decimal

from assistant.engines.composer.typography import NBSP
from guardrails.draft import Fact, Language
from guardrails.patterns import Pattern, compile_pattern

_LOCALE = {"fr": "fr_FR", "en": "en_GB"}
_AMOUNT = compile_pattern(r"^[€$£]?\s*([+-]?\d[\d\s\x{a0}\x{202f}.,]*)\s*(?:€|\$|£|%|[A-Z]{3})?$")
_DURATION = compile_pattern(
    r"(?i)^(?:sous|en|dans|within|in)?\s*(\d+(?:[.,]\d+)?)(?:\s*(?:à|-|–|to)\s*(\d+))?[\s\x{a0}]*([\pL][\pL ]*)$"
)
_FRENCH_DAY = compile_pattern(r"^(\d{1,2})/(\d{1,2})/(\d{4})$")

# French singular, French plural, English singular, English plural; then every spelling that a CRM may hold.
_PERIODS: tuple[tuple[tuple[str, str, str, str], frozenset[str]], ...] = (
    (("heure", "heures", "hour", "hours"), frozenset({"h", "heure", "heures", "hour", "hours"})),
    (("jour ouvré", "jours ouvrés", "working day", "working days"),
     frozenset({"jour ouvré", "jours ouvrés", "working day", "working days", "business day", "business days"})),
    (("jour ouvrable", "jours ouvrables", "working day", "working days"),
     frozenset({"jour ouvrable", "jours ouvrables"})),
    (("jour", "jours", "day", "days"), frozenset({"j", "jour", "jours", "day", "days"})),
    (("semaine", "semaines", "week", "weeks"), frozenset({"semaine", "semaines", "week", "weeks"})),
    (("mois", "mois", "month", "months"), frozenset({"mois", "month", "months"})),
    (("an", "ans", "year", "years"), frozenset({"an", "ans", "année", "années", "year", "years"})),
)  # fmt: skip

_UNITS: dict[str, tuple[str, str]] = {
    "year": ("par an", "per year"), "an": ("par an", "per year"), "année": ("par an", "per year"),
    "annual": ("par an", "per year"), "month": ("par mois", "per month"), "mois": ("par mois", "per month"),
    "week": ("par semaine", "per week"), "semaine": ("par semaine", "per week"), "day": ("par jour", "per day"),
    "jour": ("par jour", "per day"), "hour": ("de l'heure", "per hour"), "heure": ("de l'heure", "per hour"),
    "user": ("par utilisateur", "per user"), "utilisateur": ("par utilisateur", "per user"),
    "person": ("par personne", "per person"), "personne": ("par personne", "per person"),
    "participant": ("par participant", "per participant"), "seat": ("par poste", "per seat"),
    "poste": ("par poste", "per seat"), "site": ("par site", "per site"), "licence": ("par licence", "per licence"),
    "license": ("par licence", "per licence"), "unit": ("l'unité", "each"), "unité": ("l'unité", "each"),
    "piece": ("la pièce", "each"), "pièce": ("la pièce", "each"), "once": ("", ""),
}  # fmt: skip


def read_number(value: str) -> Decimal | None:
    """A number as a CRM holds it ("1200", "1 200,50 €", "1,200.00"); None if the text is more than a number."""
    parts = _groups(_AMOUNT, value)
    if not parts:
        return None
    digits = "".join(char for char in parts[0] if not char.isspace())
    mark = max(digits.rfind(","), digits.rfind("."))
    if mark >= 0 and (len(digits) - mark - 1 != 3 or digits[0] == "0"):
        digits = digits[:mark].replace(",", "").replace(".", "") + "." + digits[mark + 1 :]
    else:
        digits = digits.replace(",", "").replace(".", "")
    try:
        return Decimal(digits)
    except InvalidOperation:
        return None


def write_number(number: Decimal, language: Language) -> str:
    """1 200,5 in French, 1,200.5 in English."""
    return _ordinary_spaces(format_decimal(number, locale=_LOCALE[language]))


def amount(fact: Fact, language: Language) -> str | None:
    """ "1 200 € HT par an", "€1,200 excl. VAT per year"; None if the value is no number."""
    number = read_number(fact.value)
    if number is None:
        return None
    text = _money(number, (fact.currency or "EUR").upper(), language)
    tax = {("excl", "fr"): "HT", ("incl", "fr"): "TTC", ("excl", "en"): "excl. VAT", ("incl", "en"): "incl. VAT"}
    parts = [text, tax.get((fact.tax or "", language), ""), unit(fact.unit, language)]
    return " ".join(part for part in parts if part)


def _money(number: Decimal, currency: str, language: Language) -> str:
    whole = number == number.to_integral_value()
    pattern = {"fr": "#,##0 ¤" if whole else "#,##0.00 ¤", "en": "¤#,##0" if whole else "¤#,##0.00"}[language]
    try:
        text = format_currency(number, currency, pattern, locale=_LOCALE[language], currency_digits=False)
    except (UnknownLocaleError, ValueError):
        text = f"{write_number(number, language)} {currency}"
    return _ordinary_spaces(text)


def unit(name: str | None, language: Language) -> str:
    """ "user/month" as "par utilisateur et par mois"; a name we do not know stays itself after "par"."""
    if not name:
        return ""
    words = name.casefold().replace(" par ", "/").replace(" per ", "/").replace("_", "/")
    parts = [word.strip().removeprefix("par ").removeprefix("per ").strip() for word in words.split("/")]
    column = 0 if language == "fr" else 1
    per = ("par ", "per ")[column]
    known = [_UNITS.get(part, (f"par {part}", f"per {part}"))[column] for part in parts if part]
    joined = " et ".join(one for one in known if one) if language == "fr" else " ".join(one for one in known if one)
    return joined if joined or not known or "once" in parts else per + name


def counted(name: str | None, number: Decimal, language: Language) -> str:
    """What is counted: "piece" as "unités", other names as they are; empty if the fact does not say."""
    if not name:
        return ""
    if name.casefold() in ("piece", "pièce", "unit", "unité"):
        word = "unité" if language == "fr" else "unit"
        return word if number == 1 else word + "s"
    return name


def percentage(value: str, language: Language) -> str | None:
    """ "10 %" in French, "10%" in English."""
    number = read_number(value)
    if number is None:
        return None
    return write_number(number, language) + (f"{NBSP}%" if language == "fr" else "%")


def read_day(value: str) -> date | datetime | None:
    """A date or a time from ISO 8601 or dd/mm/yyyy; None if the text is something else."""
    text = value.strip()
    french = _groups(_FRENCH_DAY, text)
    try:
        if french:
            return date(int(french[2]), int(french[1]), int(french[0]))
        return date.fromisoformat(text) if len(text) == 10 else datetime.fromisoformat(text)
    except ValueError:
        return None


def write_day(moment: date | datetime, language: Language, year: bool = True) -> str:
    """ "31 décembre 2026", "1er janvier 2027 à 14 h 30"; "31 December 2026", "1 January 2027 at 14:30"."""
    text = format_date(moment, "d MMMM y" if year else "d MMMM", locale=_LOCALE[language])
    if language == "fr" and moment.day == 1:
        text = text.replace("1 ", "1er ", 1)
    text = _no_break_after_day(text)
    if not isinstance(moment, datetime) or (moment.hour, moment.minute) == (0, 0):
        return text
    if language == "en":
        return f"{text} at {moment:%H:%M}"
    return f"{text} à {moment.hour}{NBSP}h" + (f"{NBSP}{moment.minute:02d}" if moment.minute else "")


def duration(value: str, language: Language) -> str | None:
    """ "5 ans" or "5 years" in the language asked for; None if the text is no plain duration."""
    parts = _groups(_DURATION, value)
    if not parts:
        return None
    low, high, name = parts[0], parts[1], " ".join(parts[2].casefold().split())
    for spellings, known in _PERIODS:
        if name in known:
            number = read_number(high or low)
            several = number is not None and number >= (2 if language == "fr" else Decimal("1.01"))
            word = spellings[(0 if language == "fr" else 2) + (1 if several else 0)]
            span = f"{low} {'à' if language == 'fr' else 'to'} {high}" if high else low
            return f"{span}{NBSP}{word}"
    return None


def _groups(pattern: Pattern, text: str) -> list[str]:
    match = pattern.search(text.strip())
    return [str(one or "") for one in match.groups()] if match else []


def _no_break_after_day(text: str) -> str:
    day, _, rest = text.partition(" ")
    return f"{day}{NBSP}{rest}"


def _ordinary_spaces(text: str) -> str:
    return text.replace("\u202f", NBSP)
