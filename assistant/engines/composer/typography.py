"""Typography: French no-break spaces and quotation marks, apostrophes, tidy spacing.

French rules follow the Lexique des règles typographiques en usage à l'Imprimerie nationale, with U+00A0 for
every no-break space (U+202F is missing from fonts that some mail clients fall back to).
"""

from guardrails.draft import Language
from guardrails.patterns import compile_pattern

NBSP = "\u00a0"

_SPACES = compile_pattern(r"[ \t\x{a0}\x{202f}\x{2009}]+")
_PAIR = compile_pattern(r'"([^"\n]*)"')
_APOSTROPHE = compile_pattern(r"(\p{L})'(\p{L}|\d)")
_LAST_APOSTROPHE = compile_pattern(r"(s)'( |$|\n)")
# Replacements are functions: RE2 reads a template as Latin-1.
_BEFORE_HIGH = compile_pattern(r"([^\s;!?:«])[ \x{a0}]*([;!?]+)( |$|\n|\x{bb})")
_BEFORE_COLON = compile_pattern(r"([^\s:])[ \x{a0}]*:( |$|\n)")
_OPENING_QUOTE = compile_pattern(r"«[ \x{a0}]*")
_CLOSING_QUOTE = compile_pattern(r"[ \x{a0}]*»")
_UNIT = compile_pattern(r"(\d)[ \x{a0}]*(€|%|\$)")
_THOUSANDS = compile_pattern(r"(\d)[ \x{a0}\x{202f}](\d{3})(\D|$)")
_HOUR = compile_pattern(r"(\b\d{1,2})[ \x{a0}]*h[ \x{a0}]*(\d{2})?([^\pL\d]|$)")
_NUMBER_SIGN = compile_pattern(r"[nN]°[ \x{a0}]*(\d)")
_HIGH_RUN = compile_pattern(r"!{2,}")
_BEFORE_POINT = compile_pattern(r"[ \x{a0}]+([.,])( |$|\n)")
_PROTECTED = ("://", "www.", "@")


def tidy_spaces(text: str) -> str:
    """One ordinary space wherever there were several or other kinds."""
    return _SPACES.sub(" ", text).strip()


def typeset(text: str, language: Language) -> str:
    """Apply the typography of a language to each line; addresses of the web and of mail stay as they are."""
    return "\n".join(_typeset_line(line, language) for line in text.split("\n"))


def _typeset_line(line: str, language: Language) -> str:
    words = line.split(" ")
    pieces: list[str] = []
    run: list[str] = []
    for word in words:
        if any(mark in word for mark in _PROTECTED):
            pieces += [_set_run(" ".join(run), language)] if run else []
            pieces.append(word)
            run = []
        else:
            run.append(word)
    pieces += [_set_run(" ".join(run), language)] if run else []
    return " ".join(pieces)


def _set_run(text: str, language: Language) -> str:
    text = text.replace("...", "…").replace("´", "'").replace("`", "'")
    text = _HIGH_RUN.sub(lambda m: "!", text)
    for _ in range(2):
        text = _APOSTROPHE.sub(lambda m: f"{m.group(1)}’{m.group(2)}", text)
    text = _BEFORE_POINT.sub(lambda m: m.group(1) + m.group(2), text)
    return _english(text) if language == "en" else _french(text)


def _english(text: str) -> str:
    text = _LAST_APOSTROPHE.sub(lambda m: f"{m.group(1)}’{m.group(2)}", text)
    return _PAIR.sub(lambda m: f"“{m.group(1)}”", text)


def _french(text: str) -> str:
    text = _PAIR.sub(lambda m: f"«{m.group(1)}»", text)
    text = _OPENING_QUOTE.sub(lambda m: "«" + NBSP, text)
    text = _CLOSING_QUOTE.sub(lambda m: NBSP + "»", text)
    text = _BEFORE_HIGH.sub(lambda m: m.group(1) + NBSP + m.group(2) + m.group(3), text)
    text = _BEFORE_COLON.sub(lambda m: f"{m.group(1)}{NBSP}:{m.group(2)}", text)
    text = _UNIT.sub(lambda m: m.group(1) + NBSP + m.group(2), text)
    for _ in range(2):
        text = _THOUSANDS.sub(lambda m: m.group(1) + NBSP + m.group(2) + m.group(3), text)
    text = _HOUR.sub(lambda m: NBSP.join(part for part in (m.group(1), "h", m.group(2)) if part) + m.group(3), text)
    return _NUMBER_SIGN.sub(lambda m: f"n°{NBSP}{m.group(1)}", text)


def capitalise(text: str) -> str:
    """A capital at the start, unless the first word has a spelling of its own, such as iPhone."""
    first = text.split(" ", 1)[0]
    return text if any(char.isupper() for char in first[1:]) else text[:1].upper() + text[1:]


def full_stop(text: str) -> str:
    """A full stop at the end, unless a mark is there."""
    return text if text.endswith((".", "!", "?", "…", ":")) else text.rstrip(" ,;") + "."
