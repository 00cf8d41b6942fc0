"""Proper names that follow or precede a reference: "des clients tels que Danone, L'Oréal et BNP Paribas"."""

from dataclasses import dataclass

from guardrails.folding import Folded
from guardrails.patterns import compile_pattern

_WORD = compile_pattern(r"[a-z0-9][a-z0-9'&.+-]*")
_GAP = compile_pattern(r" (?:de |du |des |d'|of |the |& )?|'| ?& ?")
_LIST = compile_pattern(
    r" ?(?:,|/|\n)? ?(?:(?:et|and|ou|or|&|ainsi que|as well as|comme) )?(?:chez |by |par )?(?:la |le |les |l'|the )?"
)
_MOST = 12
_CODE = 5
"""Letters of a standard's code, as in "NF EN" or "AFNOR"."""
_COMMON = (
    "je tu il elle nous vous ils elles le la les l un une des notre nos votre vos mon ma mes ce cette ces "
    "i we you he she they the a an our your my this that these it monsieur madame m mme mr mrs ms "
    "cordialement bonjour hello dear regards best paris lyon france europe monday tuesday wednesday "
    "thursday friday lundi mardi mercredi jeudi vendredi"
)
_NOT_NAMES = frozenset(_COMMON.split())


@dataclass(frozen=True, slots=True)
class Name:
    """A proper name and its span in the folded text."""

    start: int
    end: int
    folded: str


def names_after(text: Folded, offset: int) -> list[Name]:
    """The capitalised names listed from a folded offset on."""
    names: list[Name] = []
    at = offset
    if text.text[offset - 1 : offset].isalnum() and text.text[offset : offset + 1].isalnum():
        return names
    while len(names) < _MOST:
        gap = _LIST.match(text.text[at : at + 40])
        start = at + (gap.end() if gap else 0)
        if text.text[max(at, start - 2) : start] == "l'" and _capital(text, start - 2):
            start -= 2
        if names and start == at:
            break
        end = _name_end(text, start)
        if end == start:
            break
        names.append(Name(start, end, text.text[start:end]))
        at = end
    return names


def names_before(text: Folded, offset: int) -> list[Name]:
    """The capitalised names that end right before a folded offset."""
    window = max(0, offset - 120)
    window = max(window, text.text.rfind("\n", window, offset) + 1)
    best: list[Name] = []
    for match in _WORD.finditer(text.text[window:offset]):
        start = window + match.start()
        if best and start < best[-1].end:
            continue
        listed = names_after(text, start) if _capital(text, start) else []
        listed = [one for one in listed if one.end <= offset]
        if listed and not text.text[listed[-1].end : offset].strip(" ,"):
            return listed
    return []


def _name_end(text: Folded, start: int) -> int:
    """Where the name that begins at an offset ends; the offset itself if none begins there."""
    end = start
    at = start
    while at < start + 80:
        word = _WORD.match(text.text[at : at + 40])
        if (
            not word
            or not (_capital(text, at) or _numbers_a_code(text, at, start, end))
            or word.group().strip("'.") in _NOT_NAMES
        ):
            break
        end = at + len(word.group().rstrip(".'"))
        gap = _GAP.match(text.text[end : end + 8])
        if not gap:
            break
        at = end + gap.end()
    return end


def _numbers_a_code(text: Folded, at: int, start: int, end: int) -> bool:
    """Whether a number belongs to the letters before it: "EN 13060"."""
    if at == start or not text.text[at].isdigit() or end - start > _CODE:
        return False
    first, last = text.span(start, end)
    return text.original[first:last].isupper()


def _capital(text: Folded, offset: int) -> bool:
    if offset >= len(text.text):
        return False
    start, _ = text.span(offset, offset + 1)
    return text.original[start].isupper()
