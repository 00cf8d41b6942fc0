"""What a fact says, put the way the draft put it: same currency sign, tax basis, unit and typography."""

from datetime import date, time
from decimal import ROUND_HALF_UP, Decimal

from babel.dates import format_date
from babel.numbers import format_decimal

from guardrails.claims.parsing.dates import WEEKDAYS
from guardrails.claims.parsing.money import ANY_DOLLAR, DOLLARS
from guardrails.claims.parsing.relate import money_forms
from guardrails.claims.parsing.values import (
    IN_DAYS,
    Clock,
    Count,
    Days,
    Duration,
    Measurement,
    Money,
    Percent,
    Ratio,
    Rhythm,
    Value,
)
from guardrails.draft import Language
from guardrails.folding import fold

_LOCALES: dict[Language, str] = {"fr": "fr_FR", "en": "en_GB"}
_NO_BREAK = "\u00a0"
_SIGNS = {"EUR": "€", "USD": "$", "GBP": "£", "INR": "₹", ANY_DOLLAR: "$"}
_CLOCKS: dict[Language, dict[Clock, tuple[str, str]]] = {
    "fr": {
        "minute": ("minute", "minutes"), "hour": ("heure", "heures"), "day": ("jour", "jours"),
        "business_day": ("jour ouvré", "jours ouvrés"), "week": ("semaine", "semaines"), "month": ("mois", "mois"),
        "year": ("an", "ans"),
    },
    "en": {
        "minute": ("minute", "minutes"), "hour": ("hour", "hours"), "day": ("day", "days"),
        "business_day": ("business day", "business days"), "week": ("week", "weeks"), "month": ("month", "months"),
        "year": ("year", "years"),
    },
}  # fmt: skip
_TAX = {"fr": {"excl": "HT", "incl": "TTC"}, "en": {"excl": "excl. VAT", "incl": "incl. VAT"}}
_PERIODS = {
    "fr": {
        "hour": "par heure",
        "day": "par jour",
        "week": "par semaine",
        "month": "par mois",
        "quarter": "par trimestre",
        "year": "par an",
    },
    "en": {
        "hour": "per hour",
        "day": "per day",
        "week": "per week",
        "month": "per month",
        "quarter": "per quarter",
        "year": "per year",
    },
}


def corrected(
    expected: Value, tax_rate: Decimal | None, measure: Measurement, original: str, head: str, language: Language
) -> str | None:
    """The text that puts a contradicted value right; none where that takes a human.

    Args:
        expected: what the fact says.
        tax_rate: the fact's rate of value-added tax, in hundredths.
        measure: the contradicted measurement.
        original: the text of the claim as written.
        head: its number with currency or sign, as written.
        language: whose typography the result follows.
    """
    match expected, measure.value:
        case Money(), Money() as claimed:
            return _money(expected, claimed, tax_rate, original, head, language)
        case Percent(), Percent():
            minus = "-" if fold(original).startswith("-") else ""
            return minus + percent(expected, language)
        case Days(), Days() as claimed:
            return _day(expected, claimed, measure, original, language)
        case Duration(), Duration():
            return _hyphenated(expected) if "-" in original else duration(expected, language)
        case Count(), Count():
            return number(expected.low, language) if expected.high is None else None
        case Ratio(), Ratio():
            return re_marked(expected, original, language)
        case _:
            return None


def shown(value: Value, language: Language) -> str:
    """A value in words that a rep reads: "1 200 € HT par an", "31 décembre 2026"."""
    match value:
        case Money():
            return _with_tail(_sum(value.low, value.currency, language, None), value, language)
        case Percent():
            return percent(value, language)
        case Days():
            first, last = value.spans[0]
            if _whole_year(first, last):
                return str(first.year)
            clock = f" {value.at:%H:%M}" if value.at else ""
            return day(first, language) + (f" – {day(last, language)}" if last != first else clock)
        case Duration():
            return duration(value, language)
        case Rhythm():
            return rhythm(value, language)
        case Count():
            return _range(
                number(value.low, language), None if value.high is None else number(value.high, language), language
            )
        case Ratio():
            return f"{number(value.part, language)}/{number(value.whole, language)}"
        case _:
            return value.folded


def number(value: Decimal, language: Language) -> str:
    """A number with the grouping of its language and no needless decimals."""
    return format_decimal(
        value.quantize(Decimal("0.01"), ROUND_HALF_UP).normalize(), format="#,##0.##", locale=_LOCALES[language]
    )


def percent(value: Percent, language: Language) -> str:
    """A percentage: "15 %" with a no-break space in French, "15%" in English."""
    written = _range(
        number(value.low, language), None if value.high is None else number(value.high, language), language
    )
    return f"{written}{_NO_BREAK if language == 'fr' else ''}%"


def duration(value: Duration, language: Language) -> str:
    """A length of time in words: "10 jours ouvrés"."""
    last = value.high if value.high is not None else value.low
    name = _CLOCKS[language][value.unit][0 if abs(last) < (2 if language == "fr" else Decimal("1.01")) else 1]
    high = None if value.high is None else number(value.high, language)
    return f"{_range(number(value.low, language), high, language)}{_NO_BREAK if language == 'fr' else ' '}{name}"


def rhythm(value: Rhythm, language: Language) -> str:
    """How often, in the longest unit that fits: "tous les 24 mois", "every 2 weeks"."""
    unit, many = _in_longest(value.days)
    length = duration(Duration(Decimal(round(many)), None, unit), language)
    feminine = language == "fr" and unit == "week"
    return f"{'every' if language == 'en' else 'toutes les' if feminine else 'tous les'} {length}"


def _in_longest(days: Decimal) -> tuple[Clock, Decimal]:
    """A number of days in the longest unit that it is a whole number of."""
    units: tuple[Clock, ...] = ("year", "month", "week")
    for unit in units:
        many = days / IN_DAYS[unit]
        if many >= 1 and abs(many - round(many)) < Decimal("0.02"):
            return unit, many
    return "day", days


def day(value: date, language: Language) -> str:
    """A day in full: "1er décembre 2026", "1 December 2026"."""
    written = format_date(value, "d MMMM y", locale=_LOCALES[language])
    return f"1er{written[1:]}" if language == "fr" and value.day == 1 else written


def re_marked(expected: Ratio, original: str, language: Language) -> str | None:
    """A mark with the separator of the draft: "4,7/5", "4.7 out of 5"."""
    between = next((one for one in ("/", " sur ", " out of ") if one in original), None)
    return f"{number(expected.part, language)}{between}{number(expected.whole, language)}" if between else None


def _range(low: str, high: str | None, language: Language) -> str:
    return low if high is None else f"{low} {'à' if language == 'fr' else 'to'} {high}"


def _money(
    expected: Money, claimed: Money, tax_rate: Decimal | None, original: str, head: str, language: Language
) -> str | None:
    if expected.high is not None or claimed.high is not None:
        return None
    form = next((one for one in money_forms(expected, tax_rate) if _same_basis(one, claimed)), None)
    basis = form or expected
    written = _sum(basis.low, basis.currency or claimed.currency, language, head)
    if form is not None:
        return written + original[len(head) :]
    return _with_tail(written, expected, language)


def _same_basis(form: Money, claimed: Money) -> bool:
    if form.currency and claimed.currency and form.currency != claimed.currency:
        return False
    if claimed.tax is not None and form.tax is not None and form.tax != claimed.tax:
        return False
    return claimed.period is None or form.period == claimed.period


def _sum(amount: Decimal, currency: str | None, language: Language, head: str | None) -> str:
    """An amount with its currency where the draft put it: before or after, sign or code."""
    cents = amount != amount.to_integral_value()
    pattern = "#,##0.00" if cents else "#,##0"
    written = format_decimal(amount.quantize(Decimal("0.01"), ROUND_HALF_UP), format=pattern, locale=_LOCALES[language])
    code = currency or ""
    coded = head is not None and code.lower() in fold(head)
    sign = _dollar(head) if head and code in DOLLARS and "$" in head else code if coded else _SIGNS.get(code, code)
    leads = head[:1].upper() == sign[:1] if head else (head is None and language == "en" and code in _SIGNS)
    if leads:
        return f"{sign}{_NO_BREAK if sign.isalpha() else ''}{written}"
    return f"{written}{_NO_BREAK}{sign}" if sign else written


def _dollar(head: str) -> str:
    """The dollar sign as the draft wrote it: "$", "S$", "$ CA"."""
    return head.strip("0123456789.,' \u00a0\u202f")


def _with_tail(written: str, value: Money, language: Language) -> str:
    tax = f" {_TAX[language][value.tax]}" if value.tax else ""
    period = f" {_PERIODS[language][value.period]}" if value.period else ""
    return f"{written}{tax}{period}"


def _day(expected: Days, claimed: Days, measure: Measurement, original: str, language: Language) -> str | None:
    first, last = expected.spans[0]
    if _whole_year(first, last) and _whole_year(*claimed.spans[0]):
        return str(first.year)
    if first != last or len(expected.spans) > 1 or expected.yearless:
        return None
    if expected.at is not None and measure.start >= measure.head:
        return _hour(expected.at, language)
    folded = fold(original)
    written = day(first, language)
    if folded[:1].isdigit() and "/" in folded:
        return first.strftime("%d/%m/%Y") if not claimed.yearless else first.strftime("%d/%m")
    if claimed.yearless and claimed.spans[0][0].year == first.year:
        written = written.removesuffix(f" {first.year}")
    if folded.split(" ", 1)[0].strip(".,") in WEEKDAYS:
        written = f"{format_date(first, 'EEEE', locale=_LOCALES[language])} {written}"
    if expected.at is not None and claimed.at is not None:
        written += f" {_hour(expected.at, language)}"
    elif claimed.at is not None:
        return None
    return written


def _hour(at: time, language: Language) -> str:
    return f"à {at.hour} h{f' {at.minute:02}' if at.minute else ''}" if language == "fr" else f"at {at:%H:%M}"


def _whole_year(first: date, last: date) -> bool:
    return (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year


def _hyphenated(value: Duration) -> str | None:
    name = _CLOCKS["en"][value.unit][0].replace(" ", "-")
    return None if value.high is not None else f"{number(value.low, 'en')}-{name}"
