"""Postal addresses compared: abbreviations, order of the parts, and what people leave out or add."""

from guardrails.folding import fold
from guardrails.patterns import compile_pattern

_LONG = {
    "av": "avenue", "ave": "avenue", "bd": "boulevard", "bld": "boulevard", "blvd": "boulevard", "bvd": "boulevard",
    "boul": "boulevard", "r": "rue", "pl": "place", "ch": "chemin", "che": "chemin", "chem": "chemin", "imp": "impasse",
    "all": "allee", "rte": "route", "sq": "square", "fg": "faubourg", "fbg": "faubourg", "crs": "cours", "q": "quai",
    "res": "residence", "bat": "batiment", "st": "saint", "ste": "sainte", "gal": "general", "mal": "marechal",
    "dr": "docteur", "pdt": "president", "rd": "road", "ln": "lane", "ct": "court", "sqr": "square",
    "street": "saint", "hwy": "highway", "pk": "park", "gdns": "gardens", "cres": "crescent", "terr": "terrace",
    "n": "north", "s": "south", "e": "east", "w": "west", "b": "bis",
}  # fmt: skip
"""One spelling for several; "st" is a saint in French and a street in English, so both become the same word."""
_SAID_OR_NOT = frozenset({
    "de", "du", "des", "d", "la", "le", "les", "l", "of", "the", "et", "and", "no", "num", "numero", "cedex",
    "france", "fr", "uk", "united", "kingdom", "royaume", "uni", "angleterre", "england", "a", "au", "aux", "f",
})  # fmt: skip
_CEDEX = compile_pattern(r"\bcedex *[0-9]{0,2}\b")
_WITHIN = frozenset({
    "batiment", "building", "bldg", "etage", "floor", "hall", "entree", "escalier", "esc", "suite", "bureau", "office",
    "bp", "cs", "tsa", "rdc", "rez", "chaussee", "ground",
})  # fmt: skip
"""Where in a company's house: what may be added to its address. A flat may not, somebody lives there."""
_LONGEST_CODE = 5


def address_parts(address: str) -> frozenset[str]:
    """The words of an address, each in one spelling."""
    plain = _CEDEX.sub(" ", fold(address))
    words = "".join(one if one.isalnum() else " " for one in plain).split()
    return frozenset(_LONG.get(word, word) for word in words if word not in _SAID_OR_NOT)


def same_address(written: frozenset[str], known: frozenset[str]) -> bool:
    """Whether an address as written is a known one, a part of it, or it with a floor or a building added."""
    if not written:
        return False
    return written <= known or (len(known) >= 3 and known <= written and _are_within(written - known))


def _are_within(added: frozenset[str]) -> bool:
    """Whether words only say where in a house: "batiment b, 2e etage"; a name or another place is not such."""
    places = added & _WITHIN
    codes = added - places
    return len(codes) <= len(places) and all(_is_code(word) for word in codes)


def _is_code(word: str) -> bool:
    lettered = len(word) == 1 or word == _LONG["b"]
    return lettered or (word[0].isdigit() and len(word) <= _LONGEST_CODE)
