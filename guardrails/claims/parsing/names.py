"""Proper names that follow or precede a reference: "des clients tels que Danone, L'Oréal et BNP Paribas"."""

from dataclasses import dataclass

from guardrails.claims.parsing.organisations import ORGANISATIONS
from guardrails.folding import Folded
from guardrails.patterns import compile_pattern

_WORD = compile_pattern(r"[a-z0-9][a-z0-9'&.+-]*")
_GAP = compile_pattern(r" (?:de |du |des |d'|of |the |& )?|'| ?& ?")
_LIST = compile_pattern(
    r" ?(?:,|/|\n)? ?(?:(?:et|and|ou|or|&|ainsi que|as well as|comme) )?(?:chez |by |par )?(?:la |le |les |l'|the )?"
)
_WHERE = compile_pattern(r",? (?:down|up|across|over|round|next|near|in|at|a|au|en|de|from|just|on) [a-z' -]{2,32}$")
_PLACE = compile_pattern(r"\b(?:in|from|of|near|at|a|de|du|des|d'|au|en|chez|la|le|les) ?$")
_TITLED = compile_pattern(
    r"\b(?:sister|brother|father|mother|uncle|aunt|auntie|cousin|dr|mr|mrs|ms|mme|m|monsieur|madame|maitre|docteur"
    r"|professor|prof|sir|lady|lord|soeur|frere|pere|tonton|tante|captain|colleague|collegue)\.? ?$"
)
_TITLE = compile_pattern(
    r"^(?:sister|brother|father|mother|uncle|aunt|auntie|cousin|dr|captain|soeur|frere|pere|tonton|tante) "
)
_LED = compile_pattern(rf"(?:{ORGANISATIONS}) ")
_LEAD_WORD = compile_pattern(r"[a-z-]+(?:'| )")
_MOST_LEADS, _LONGEST_LEAD = 4, 32
_MOST = 12
_CODE = 5
"""Letters of a standard's code, as in "NF EN" or "AFNOR"."""
_COMMON = (
    "je tu il elle nous vous ils elles le la les l un une des notre nos votre vos mon ma mes ce cette ces "
    "i we you he she they the a an our your my this that these it monsieur madame m mme mr mrs ms "
    "cordialement bonjour hello dear regards best paris lyon france europe monday tuesday wednesday "
    "guests clients customers users visitors students parents patients teachers teams companies people members owners"
    " drivers farmers shops schools buyers readers tenants residents employees staff neighbours utilisateurs visiteurs"
    " eleves voisins enseignants salaries entreprises lecteurs adherents "
    "on et mais chaque every all some many most plusieurs certains aucun aucune no nobody everyone who qui"
    " rien legend rumour word life time"
    " nothing "
    "if si quand when comme as so then puis also aussi here there voici voila both les ils customers clients may "
    "security reception accounts dernier derniere d'ailleurs d'abord d'accord enfin ensuite sinon cependant thanks"
    " merci ask phone ring call demandez appelez interrogez telephonez "
    "for from after before until upon following with without subject pending once while during chancellor taxman vatman"
    " apres avant sans sous selon suite sauf malgre dont "
    "saturday sunday samedi dimanche thursday friday lundi mardi mercredi jeudi vendredi"
)
_CITIES = frozenset(("paris", "lyon", "france", "europe"))
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
        end = _name_end(text, start) if _capital(text, start) else _led_end(text, start)
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
        if text.text[offset : offset + 1] == "-" and window + match.end() == offset and _capital(text, start):
            return [Name(start, offset, match.group())]  # "NATE-certified"
        between = text.text[listed[-1].end : offset] if listed else ""
        if listed and (not between.strip(" ,") or _stands_apart(text, listed, between)):
            return listed
    return []


def _stands_apart(text: Folded, listed: list[Name], between: str) -> bool:
    """Whether only a place stands between names and a verb: "the Grammar School down the road switched to us"."""
    before = text.text[max(0, listed[0].start - 8) : listed[0].start]
    return _WHERE.match(between) is not None and _PLACE.search(before) is None and " " in listed[-1].folded


def is_persons(text: Folded, start: int, end: int) -> bool:
    """Whether a name has the title of a person: "Sister Bridget"."""
    before, name = text.text[max(0, start - 16) : start], text.text[start:end]
    return _TITLED.search(before) is not None or _TITLE.match(name) is not None


def _led_end(text: Folded, start: int) -> int:
    """Where a name ends that an organisation's noun leads to: "thalasso de Roz-Avel"; the offset itself if none."""
    noun = _LED.match(text.text[start : start + _LONGEST_LEAD])
    at = start + noun.end() if noun else start
    for _ in range(_MOST_LEADS if noun else 0):
        if _capital(text, at):
            return _name_end(text, at)
        word = _LEAD_WORD.match(text.text[at : at + _LONGEST_LEAD])
        if word is None:
            break
        at += word.end()
    return start


def _name_end(text: Folded, start: int, common: frozenset[str] = _NOT_NAMES) -> int:
    """Where the name that begins at an offset ends; the offset itself if none begins there."""
    end = start
    at = start
    while at < start + 80:
        word = _WORD.match(text.text[at : at + 40])
        if (
            not word
            or not (_capital(text, at) or _numbers_a_code(text, at, start, end))
            or (_is_common(word.group().strip("'."), common) and not _elided(text, at, start))
        ):
            break
        end = at + len(word.group().rstrip(".'").removesuffix("'s"))
        gap = _GAP.match(text.text[end : end + 8])
        if not gap:
            break
        at = end + gap.end()
    return end


def _is_common(word: str, common: frozenset[str]) -> bool:
    return word in common or word.split("'")[0] in common


def _elided(text: Folded, at: int, start: int) -> bool:
    """Whether an article inside a name belongs to it: "Brasserie L'Écu d'Or"."""
    return at > start and text.text[at + 1 : at + 2] == "'" and _capital(text, at + 2)


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


def names_within(text: Folded, start: int, end: int, *, places: bool = False) -> list[Name]:
    """All capitalised names of a passage, in order, those of large cities only as places; a common word is none."""
    common = _NOT_NAMES - _CITIES if places else _NOT_NAMES
    names: list[Name] = []
    at = start
    for match in _WORD.finditer(text.text[start:end]):
        first = start + match.start()
        if match.group()[1:2] == "'" and not _capital(text, first):
            first += 2  # "d'Orsay"
        if first < at or first >= end or not _capital(text, first):
            continue
        at = min(_name_end(text, first, common), end)
        if at > first:
            names.append(Name(first, at, text.text[first:at]))
    return names
