"""Pairs that name a bank account: British sort code and account, American routing number and account."""

from collections.abc import Iterator

from stdnum.us import rtn

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.columns import heading
from guardrails.pii.recognisers.numbers.shapes import is_something_else
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

_JOIN = r"(?: ?[,;/|&\-] ?| | and | et )"
_SORT_CODE = compile_pattern(rf"\b(\d{{2}}[ \-.]?\d{{2}}[ \-.]?\d{{2}})({_JOIN})\d{{7,8}}\b")
_ROUTING = compile_pattern(rf"\b(\d{{9}}){_JOIN}\d{{6,12}}\b")
_BANK = compile_pattern(
    r"\b(?:bank(?:s|ing)?|accounts?|acct|acc|a/c|iban|bic|swift|sort code|routing|ach|wire|bacs|payments?|paid|pay|"
    r"payable|transfer(?:red|s)?|debit(?:ed)?|deposit(?:ed)?|refund(?:ed)?|comptes?|rib|virements?|virer|prelevements?|preleve|"
    r"banques?|bancaires?|rembours\w*|versements?|reglements?|remit\w*)\b"
)
_ANNOUNCED = compile_pattern(
    r"(?:\b(?:bank(?: details| account)?|accounts?|acct|acc|a/c|iban|rib|wire|ach|bacs|refund|pay|debit|from|to|old|"
    r"new|previous|former|current|ancien(?:ne)?|nouve(?:au|lle)|actuel(?:le)?|comptes?(?: [a-z]{3,12})?|virement|sur|"
    r"vers|coordonnees(?: bancaires)?)\b[^\d\n]{0,3})$"
)
_ACCOUNT_BELOW = compile_pattern(
    r"\bsort(?:ing)?(?: code)?\W{0,4}\d{2}[ \-.]?\d{2}[ \-.]?\d{2}[ \t,;]{0,3}\n[ \t>*\-]{0,4}"
    r"(?:account|acct|acc|a/c)\W{0,4}(\d{7,8})\b"
)
_REACH = 240
_DATE_LIKE = compile_pattern(r"^(?:[0-3]\d.[01]\d.2\d|2\d.[01]\d.[0-3]\d)$")


def bank_pairs(reading: Reading) -> Iterator[Hit]:
    """The pairs of a text that speaks of a bank, of an account or of a payment close by."""
    pairs = [(match.span(), _is_distinct(*match.groups())) for match in _SORT_CODE.finditer(reading.folded)]
    routings = _ROUTING.finditer(reading.folded)
    pairs += [(match.span(), True) for match in routings if rtn.is_valid(match.group(1))]
    for (start, end), distinct in pairs:
        if is_something_else(reading, start, end):
            continue
        if (distinct and _speaks_of_bank(reading, start, end)) or _is_announced(reading, start, end):
            yield Hit("bank_account", start, end, 0.9, Sign.LABELLED)
    if "sort" in reading.folded:
        for match in _ACCOUNT_BELOW.finditer(reading.folded):
            yield Hit("bank_account", *match.span(1), 0.9, Sign.LABELLED)


def _is_distinct(code: str, join: str) -> bool:
    """Whether nothing else is written so: not six digits in a row, not a date and the number of a document."""
    return not code.isdigit() and not (join == " " and _DATE_LIKE.search(code))


def _speaks_of_bank(reading: Reading, start: int, end: int) -> bool:
    around = reading.folded[max(0, start - _REACH) : end + _REACH // 2]
    return _BANK.search(around) is not None


def _is_announced(reading: Reading, start: int, end: int) -> bool:
    """Whether the words at once before it, or the heading of its column, speak of an account."""
    above = heading(reading, start)
    if above:
        return _BANK.search(above) is not None
    return _ANNOUNCED.search(reading.before(start)) is not None and _speaks_of_bank(reading, start, end)
