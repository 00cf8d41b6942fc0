"""The words that lead up to a number: on its line, above it, at the head of its list, or before its neighbour."""

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading

_REACH = 70
"""How far back a label may stand, in characters: a label, a holder, some words."""
_SENTENCE = 160
_LIST = 400
_BETWEEN = 60
_BULLETS = r"[ \t>*+\-|•]{0,6}"
_ITEM = compile_pattern(rf"^{_BULLETS}(?:[a-z][a-z'.() \-]{{0,24}} ?[:=\-] ?)?$")
"""What stands before the number in an item of a list: a bullet, "old:", "Jane -"."""
_NAMED_ITEM = compile_pattern(
    rf"^{_BULLETS}[a-z][a-z'. \-]{{2,34}} ?[,;|(\t][ \t]?(?:(?:number|no\.?|numero|n°|nr\.?) ?:? ?)?$"
)
"""A holder set off by a comma, which an item has only under a line that announces a list: "DOE Jane, "."""
_ITEM_LINE = compile_pattern(r"^[ \t>]{0,4}(?:[*+\-|•]|\d|[a-z][a-z'.() \-]{0,34} ?[:=\-,;|\t])")
_GAP = compile_pattern(r"[ \t]{2,}")
_ELSE = compile_pattern(
    r"\b(?:tel|telephone|phone|mobile|mob|portable|port|gsm|fax|cell|call|ring|appel\w*|joindre|e-?mail|date|total|"
    r"amount|montant|prix|price|cost|valid\w*|valable|exp|expir\w*|issued?|delivre\w*|fin|until|jusqu\w*|code|quantity|"
    r"quantite|qte|qty|id|login|matricule|extension|ext|poste)\b"
)
"""Words that say of the next number that it is not one more of the same."""
_NEXT = compile_pattern(
    r"^(?: ?\([^()\d\n]{1,30}\))?[\"')]{0,2}(?: ?[,;/&+|] ?| ?\n[ \t>*+\-|]{0,4}| )"
    r"(?:(?:and|et|or|ou|puis|then)(?: (?:le|la|the|on|en))? )?[\"'(]?$"
)
_AND = compile_pattern(r"\b(?:and|et|or|ou|puis|then)\b|[/&+]")
_RENEWED = compile_pattern(
    r"^[^.\d\n]{0,40}\b(?:nouve(?:au|lle)|ancien(?:ne)?|bonn?e?|autre|second[e]?|new|old|previous|current|other|correct|"
    r"right)(?: one| number| numero)?(?: is| est| was| etait)?(?: the| le| la)?[ :(]{1,3}(?:n° ?|no\.? )?$"
)
"""The old number, then the new one: "… has expired, the new one is …"."""
_DIGITS = frozenset("0123456789")
_LEVELLED = str.maketrans(dict.fromkeys("123456789", "0"))


def leading(reading: Reading, start: int) -> str:
    """The words before a number on its line, or on the line before where a form puts the number below its label."""
    lines = reading.folded[max(0, start - _REACH) : start].split("\n")
    below = len(lines) > 1 and not lines[-1].strip(" \t>*|-")
    return squeezed(lines[-2] if below else lines[-1])


def squeezed(line: str) -> str:
    """A line with one space for each wide gap, which aligned forms leave between a label and its number."""
    return _GAP.sub(" ", line) if "  " in line or "\t" in line else line


def list_head(reading: Reading, start: int) -> str:
    """The line that a list of numbers stands under, where the number is the first of an item: "old: …"."""
    text = reading.folded
    begin = text.rfind("\n", max(0, start - _REACH), start) + 1
    item = text[begin:start]
    if begin == 0 or _ELSE.search(item):
        return ""
    named = not _ITEM.search(item)
    if named and not _NAMED_ITEM.search(item):
        return ""
    for line in reversed(text[max(0, begin - _LIST) : begin - 1].split("\n")):
        if line.strip() and _DIGITS.isdisjoint(line):
            return "" if named and not line.rstrip().endswith(":") else f"{line.strip()} "
        if line.strip() and not _ITEM_LINE.search(line):
            return ""
    return ""


def sentence_before(reading: Reading, start: int) -> str:
    """What the sentence says before a number, over line breaks."""
    return last_sentence(_paragraph_before(reading, start))[1]


def sentences_before(reading: Reading, start: int) -> str:
    """The same, with the sentence before that one."""
    rest, last = last_sentence(_paragraph_before(reading, start))
    return f"{last_sentence(rest)[1]} {last}"


def _paragraph_before(reading: Reading, start: int) -> str:
    before = reading.folded[max(0, start - _SENTENCE) : start].rpartition("\n\n")[2].replace("\n", " ")
    return before.replace("no. ", "no  ")


def last_sentence(text: str) -> tuple[str, str]:
    """What stands before the last sentence of a text, without its full stop, and that sentence."""
    cuts = (text.rpartition(mark) for mark in (". ", "! ", "? "))
    before, _, last = min(cuts, key=lambda cut: len(cut[2]))
    return before, last


def is_one_more(reading: Reading, first: tuple[int, int], start: int, end: int) -> bool:
    """Whether a number goes on after another of its kind: "… and …", "…, …" of the same figure, "the new one is …"."""
    text = reading.folded
    if start - first[1] > _BETWEEN:
        return False
    between = text[first[1] : start]
    if _NEXT.search(between):
        return bool(_AND.search(between)) or _figure(text[slice(*first)]) == _figure(text[start:end])
    return _RENEWED.search(between) is not None and not _ELSE.search(between)


def speaks_of_another(words: str) -> bool:
    """Whether words announce a telephone, a date, a price and not one more number of the same kind."""
    return _ELSE.search(words) is not None


def _figure(number: str) -> str:
    """The shape of a number: its digits levelled, its letters too, separators as they are."""
    return "".join("a" if one.isalpha() else one for one in number.translate(_LEVELLED))
