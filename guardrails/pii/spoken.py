"""The digits of a telephone number that is spelled out in words, French or English."""

from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_WORD = compile_pattern(r"[a-z]+|[0-9]+")
_FRENCH = ("zero", "un", "deux", "trois", "quatre", "cinq", "six", "sept", "huit", "neuf", "dix", "onze", "douze",
           "treize", "quatorze", "quinze", "seize")  # fmt: skip
_ENGLISH = ("oh", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
_OTHERS = {"o": 0, "nil": 0, "nought": 0, "une": 1}
_UNITS = {**{word: at for words in (_FRENCH, _ENGLISH) for at, word in enumerate(words)}, **_OTHERS}
_TENS = {
    "vingt": 20, "vingts": 20, "trente": 30, "quarante": 40, "cinquante": 50, "soixante": 60, "septante": 70,
    "huitante": 80, "octante": 80, "nonante": 90, "twenty": 20, "thirty": 30, "forty": 40, "fifty": 50, "sixty": 60,
    "seventy": 70, "eighty": 80, "ninety": 90,
}  # fmt: skip
_REPEATED = {"double": 2, "triple": 3}


def digits_of(text: str) -> str:
    """The digits of a number in figures, in words, or in both, with a leading plus if one is written or said.

    "zéro six douze trente-quatre" gives 0612, "oh seven double nine" 0799.
    """
    words = [match.group() for match in _WORD.finditer(fold(text))]
    plus = "+" if text.lstrip(" (").startswith("+") or words[:1] == ["plus"] else ""
    pairs: list[tuple[int, str]] = []  # the value of a spelled number that a further word may add to, and its digits
    times = 1
    for word in words:
        if word.isdigit():
            pairs.append((0, word))
        elif word in _REPEATED:
            times = _REPEATED[word]
        elif (value := _UNITS.get(word, _TENS.get(word))) is not None:
            last = pairs[-1][0] if pairs else 0
            whole = _joined(last, word, value) if times == 1 else None
            if whole is None:
                pairs.append((value, str(value) * times))
            else:
                pairs[-1] = (whole, str(whole))
            times = 1
    return plus + "".join(digits for _, digits in pairs)


def _joined(last: int, word: str, value: int) -> int | None:
    """What two words of one number make, such as 60 and 12: 72; None when they are two numbers."""
    if last == 4 and word in ("vingt", "vingts"):
        return 80
    joins = (
        (last in (60, 80) and 10 <= value <= 16)
        or (last == 10 and value in (7, 8, 9))
        or (last >= 20 and last % 10 == 0 and 1 <= value <= 9)
    )
    return last + value if joins else None
