"""What the words around a possible name make of it: a company, a product, a room, a street, a town, a day."""

from guardrails.patterns import compile_pattern
from guardrails.pii.recognisers.names.roles import is_of_people
from guardrails.pii.recognisers.names.words import CIVILITIES, NameWords

ARTICLES = frozenset({
    "le", "la", "les", "l", "un", "une", "du", "des", "au", "aux", "notre", "nos", "votre", "vos", "ce", "cet",
    "cette", "the", "a", "an", "our", "your", "their", "this", "that", "these", "those", "each", "every", "new",
    "nouveau", "nouvelle",
})  # fmt: skip
_OF = frozenset(["de", "du", "des", "d", "of", "la", "le", "les"])
_BEFORE_PLACES = frozenset(
    ["a", "in", "at", "from", "de", "to", "near", "vers", "sur", "en", "office", "around", "downtown"]
)
_LEGAL_FORMS = ("sas", "sarl", "ltd", "inc")
_PARTNERS = (" & ", "&", " et Cie", " et Fil", " et associés", " and Sons", " and Co", " ®", "®", "™")
_MODEL_NUMBER = compile_pattern(
    r"^ (?:(?:Pro|Plus|Max|Mini|Evo|Air|Mark|Mk) ?)?[1-9][0-9]{0,3}(?:[a-zA-Z)\"'»,;:!?]|[ .][^0-9\p{Sc}%]|\.?$)"
)
_TRADES = (
    "age", "erie", "ery", "tion", "tions", "ment", "ments", "ique", "iques", "isme", "ture", "ians", "ware", "works",
    "tech", "ics", "eries",
)  # fmt: skip
"""How names of trades end, in French and English."""
_ACTIVITIES = ("ation", "ations", "erie", "isme", "ware")
"""How those of them end that nobody's name does: "Bernard Réfrigération"."""
_VARIANTS = frozenset(
    ["XL", "XXL", "XS", "GX", "LX", "RX", "FX", "GT", "GTI", "HD", "UHD", "RS", "SL", "POS", "Mk", "MK"]
)
"""What the variants of a product are called, after its name."""
_OWNED = compile_pattern(r"^'s (?:\p{Lu}|law\b|kitchen\b|garage\b|method\b|rule\b)")


def is_thing(words: NameWords, start: int, end: int) -> bool:
    """Whether the words around say that a name is that of a company, a product, a room, a street, a day."""
    if (
        _is_company(words, start, end)
        or _is_named_thing(words, start, end)
        or _is_code(words, start, end)
        or _follows_a_thing(words, start, end)
    ):
        return True
    first, last = _whole(words, start, end)
    return (first < start and _names_the_next(words, first)) or (last > end and _is_room(words, last))


def _whole(words: NameWords, start: int, end: int) -> tuple[int, int]:
    """The row of capitalised words that a name is part of: "salle [Victor Hugo]", "the [Rosa Parks] Hall"."""
    while start > 0 and end - start < 4 and words.gap(start - 1) == " " and words.is_candidate(start - 1):
        start -= 1
    while end < len(words) and end - start < 4 and words.gap(end - 1) == " " and words.words[end].is_capitalised:
        end += 1
    return start, end


def _is_room(words: NameWords, end: int) -> bool:
    """Whether a row of capitalised words ends with what it names: "Florence Nightingale Suite"."""
    return (
        words.words[end - 1].folded in words.lexicon.after and words.words[end - 1].folded not in words.lexicon.surnames
    )


def _names_the_next(words: NameWords, start: int) -> bool:
    """Whether the word before is that of a thing which bears a name: "salle", "rue de"."""
    if start == 0 or words.gap(start - 1) not in (" ", " d'", " l'", " de l'"):
        return False
    previous = words.words[start - 1].folded
    if previous in words.lexicon.before and previous != "contact":
        return True
    return previous in _OF and start > 1 and words.words[start - 2].folded in words.lexicon.before


def is_place(words: NameWords, start: int, end: int) -> bool:
    """Whether it is a country, or a word that is a town's name as well where towns stand: "in Florence", "à Nancy"."""
    if " ".join(words.words[at].folded for at in range(start, end)) in words.lexicon.countries:
        return True
    if end - start > 1 or words.words[start].folded not in words.lexicon.places:
        return False
    return start > 0 and words.words[start - 1].folded in _BEFORE_PLACES


def is_brand(words: NameWords, start: int, end: int) -> bool:
    """Whether words hold a brand's name, or are the end of one that the word before opens."""
    first = words.words[start].folded
    joined = "-".join(words.words[index].folded for index in range(start, min(start + 3, len(words)))).split("-")
    brands = {"-".join(joined[:2]), "-".join(joined[:3])} & words.lexicon.brands
    if end - start > 1 and brands and first not in brands:  # Marie-Claire is a magazine, and many people
        return True
    for index in range(max(1, start), end):
        before, name = words.words[index - 1].folded, words.words[index].folded
        if words.gap(index - 1) == " " and f"{before}-{name}" in words.lexicon.brands:
            return True
    last = words.words[end - 1].folded
    alone = end - start == 1 or (last not in words.lexicon.surnames and not words.is_given(end - 1))
    return alone and last in words.lexicon.brands and "-" not in last


def _after(words: NameWords, end: int) -> str:
    at = words.words[end - 1].end
    return words.reading.plain[at : at + 12]


def _is_company(words: NameWords, start: int, end: int) -> bool:
    if any(words.is_company(index) and not words.is_plainly_given(index) for index in range(start + 1, end)):
        return True
    if end - start > 1 and words.is_company(start) and not words.is_name(start):
        return True  # "Cycles Rolland"
    named = end < len(words) and words.is_company(end) and words.gap(end - 1) in (" ", "-", " & ")
    if named and (words.words[end].is_capitalised or words.words[end].folded in _LEGAL_FORMS):
        return True
    after = _after(words, end)
    if after.startswith(_PARTNERS):
        return not (after[:3] == " & " and after[3:4].isupper() and _are_a_couple(words, start, end))
    if words.gap_before(start).endswith("& "):
        return not (start > 0 and _are_a_couple(words, start - 1, start))
    alone = end - start == 1 and not (start > 0 and words.joined(start - 1) and words.is_candidate(start - 1))
    return alone and _OWNED.search(after) is not None


def _are_a_couple(words: NameWords, start: int, end: int) -> bool:
    """Whether two people stand beside an ampersand, and not the partners of a firm."""
    if end - start > 1 and words.is_given(start):
        return True
    both = (start, min(end, len(words) - 1))
    return all(words.is_given(at) and words.words[at].folded not in words.lexicon.surnames for at in both)


def _is_named_thing(words: NameWords, start: int, end: int) -> bool:
    """Whether its own last word or the next one makes it a thing's name: "the Rosa Parks Hall", "Lakeside Joinery"."""
    first, last = words.words[start], words.words[end - 1]
    if end < len(words) and words.gap(end - 1) == " " and words.words[end].folded in words.lexicon.after:
        somebody = end - start > 1 and words.is_plainly_given(start) and words.words[end].text.islower()
        return not somebody or _is_determined(words, start)  # "the Rosalind Franklin room", "Anna Lewis order"
    if first.folded in words.lexicon.before and end - start > 1 and not words.is_given(start):
        return True
    if end - start > 1 and last.folded in words.lexicon.after and last.is_capitalised:
        if words.is_initial(start) or (last.is_upper and not first.is_upper and words.is_given(start)):
            return False  # "A. Hall", "Hunter WOOD"
        somebody = last.folded in words.lexicon.surnames and words.is_plainly_given(start) and end - start == 2
        if not somebody or first.folded in words.lexicon.surnames or _is_determined(words, start):
            return True
    if is_brand(words, start, end):
        return True
    family = first.folded in words.lexicon.surnames and not words.is_plainly_given(start)
    if end - start > 1 and family and words.is_word(end - 1) and not words.is_name(end - 1):
        return True  # "Fletcher Gardening"
    trade = end - start > 1 and last.folded not in words.lexicon.surnames and last.folded.endswith(_TRADES)
    if trade and (words.is_word(end - 1) or not words.is_given(start)):
        plain = any(words.is_plainly_given(index) for index in range(start, end))
        return not plain or (words.is_word(end - 1) and last.folded.endswith(_ACTIVITIES))
    if end - start > 1 and words.language == "en" and _is_plural(words, end - 1):
        return True  # "Baker Street Bagels"
    return end - start == 1 and _qualifies(words, start)


def _is_plural(words: NameWords, index: int) -> bool:
    """Whether a word is an English noun in the plural and nobody's name, as "Banks" and "Sales" are."""
    folded = words.words[index].folded
    return (
        folded.endswith("s")
        and words.is_word(index)
        and words.lexicon.is_word(folded[:-1], "en")
        and not words.is_name(index)
    )


def _qualifies(words: NameWords, index: int) -> bool:
    """Whether a capitalised everyday word after a word makes a brand of it: "Tidewell Payroll"."""
    end = index + 1
    if end >= len(words) or words.gap(index) != " " or not words.words[end].is_capitalised:
        return False
    if words.is_plainly_given(index) and not words.words[end].folded.endswith(_ACTIVITIES):
        return False
    return words.is_word(end) and not words.is_name(end) and not words.is_blocked(end)


def follows_article(words: NameWords, start: int) -> bool:
    """Whether an article stands right before."""
    return start > 0 and words.words[start - 1].folded in ARTICLES and words.gap(start - 1) == " "


def _is_determined(words: NameWords, start: int) -> bool:
    """Whether an article or a house number stands right before."""
    return follows_article(words, start) or words.gap_before(start).rstrip(" ,")[-1:].isdigit()


def _is_code(words: NameWords, start: int, end: int) -> bool:
    """Whether the number of a model follows, or short capitals announce a number."""
    after = _after(words, end)
    if _MODEL_NUMBER.search(after):
        return True
    if end < len(words) and words.gap(end - 1) == " " and words.words[end].text in _VARIANTS:
        return True
    if end - start > 1:
        return words.words[end - 1].text in _VARIANTS
    word = words.words[start]
    return word.is_upper and len(word.text) < 4 and after[:1] == " " and after[1:2].isdigit()  # "EAN 3017…"


def _follows_a_thing(words: NameWords, start: int, end: int) -> bool:
    if start == 0:
        return False
    gap, previous = words.gap(start - 1), words.words[start - 1]
    if gap in (" d'", " l'", " de l'") and previous.folded in words.lexicon.before:
        return True
    if gap == ". " and previous.folded in ("st", "ste", "co"):
        return True
    if gap not in (" ", "  ", "-", ' "', " '", '"'):
        return False
    if previous.folded in words.lexicon.before and previous.folded != "contact":
        return True
    if previous.folded in _OF and start > 1 and words.words[start - 2].folded in words.lexicon.before:
        return words.gap(start - 2) == " "
    if end - start == 1 and previous.folded in ARTICLES and previous.text != "à" and gap == " ":
        return True
    named = previous.folded in words.lexicon.things or _is_determined_noun(words, start - 1)
    if end - start == 1 and gap == " " and named:
        return True
    return end - start == 1 and previous.is_capitalised and _is_proper(words, start - 1) and gap in (" ", "-")


def _is_determined_noun(words: NameWords, index: int) -> bool:
    """Whether a word is a French noun with its article, and none that people's names follow: "la lampe [Aurélie]"."""
    word = words.words[index]
    if words.language != "fr" or not word.text.islower() or index == 0 or words.gap(index - 1) not in (" ", "'"):
        return False
    article = words.words[index - 1].folded in ARTICLES
    return article and words.is_word(index) and not words.is_ordinary(index) and not is_of_people(word.folded)


def _is_proper(words: NameWords, index: int) -> bool:
    """Whether a capitalised word is no everyday word and no name: part of a brand or a title."""
    return not (
        words.is_ordinary(index)
        or words.is_given(index)
        or words.words[index].folded in CIVILITIES
        or len(words.words[index].text) == 1
    ) and not words.opens_sentence(index)
