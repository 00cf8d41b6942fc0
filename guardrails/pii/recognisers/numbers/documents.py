"""Papers that people carry: passports, identity cards, driving licences, and the lines at their foot for machines."""

from collections.abc import Iterator

from guardrails.patterns import compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.leads import sentence_before
from guardrails.pii.recognisers.numbers.shapes import Shape, has_digits
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign


def _passport(number: str) -> bool:
    return has_digits(number, 5) and 7 <= len(number) <= 10


def _british_licence(number: str) -> bool:
    """Whether the date of birth in a British licence is one; women's months count from 51."""
    month, day = int(number[6:8]), int(number[8:10])
    return (1 <= month <= 12 or 51 <= month <= 62) and 1 <= day <= 31


def _licence(number: str) -> bool:
    return has_digits(number, 5) and 6 <= len(number) <= 20


_COUNTRY = (
    r"(?: (?:francaise?|britannique|belge|suisse|espagnole?|italien(?:ne)?|allemande?|portugaise?|marocaine?|french|"
    r"british|irish|uk|us|american|belgian|swiss|spanish|italian|german|portuguese|polish))?"
)
_STATE = r"(?:\W{1,2}[a-z]{2})?"
"""What issued it: "DL: CA D1234567"."""
_NUMBER = r"(?: (?:number|no|num|n°|numero|id)| ?#)?"
DOCUMENTS: tuple[Shape, ...] = (
    Shape(
        "passport",
        r"\d{2} ?[a-z]{2} ?\d{5}|[a-z]{1,2}[ \-]?\d{6,8}|[a-z]\d{9}|[a-z] \d{4} \d{4}|\d{3} ?\d{3} ?\d{3}|"
        r"[a-z0-9]{8,9}|\d{7,8}",
        rf"(?:pass[e]?-?ports?|pass-?port|ppt|pass\.){_COUNTRY}{_NUMBER}{_STATE}",
        _passport,
        trusting=False,
        checks=False,
        spoken_of=True,
    ),
    Shape(
        "id_card",
        r"[a-z0-9]{4} ?[a-z0-9]{4} ?[a-z0-9]{4}|[a-z0-9]{9,10}|\d{4}[a-z]{0,2}\d{6,8}|\d{3}[ \-]\d{7}[ \-]\d{2}|"
        r"[a-z](?:\d\w|\w\d) \w{3} \w{2}\d|"
        r"[a-z]{2} ?\d{7}|[a-z]{2} ?\d{5} ?[a-z]{2}|\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3}|[a-z]\d{2}[a-z]\d{2}[a-z]\d{2,3}",
        rf"c\.?n\.?i\.?(?:e\.?)?s?{_COUNTRY}|carte (?:nationale )?(?:d'|d )?id(?:entite|\.)(?: nationale)?{_COUNTRY}|"
        rf"piece d'identite|photo id|(?:national )?(?:identity|id) card{_NUMBER}|personalausweis|"
        rf"(?:carte|titre|permis) de (?:sejour|resident)|carte de resident|recepisse|"
        rf"(?:biometric )?residen(?:ce|t) (?:permit|card){_NUMBER}|brp{_NUMBER}|green card{_NUMBER}|"
        rf"(?:numero |n° )(?:d')?etranger|agdref",
        lambda n: has_digits(n, 1) and len(n) in (8, 9, 10, 12),
        trusting=False,
        checks=False,
        spoken_of=True,
    ),
    Shape(
        "driving_licence",
        r"[a-z9]{5} ?\d{6} ?[a-z9]{2}\d ?[a-z]{2}(?: ?\d{2})?",
        None,
        lambda n: len(n) in (16, 18) and n[0] != "9" and _british_licence(n),
        rare=True,
        checks=False,
    ),
    Shape(
        "driving_licence",
        r"\d{2} ?[a-z0-9]{2} ?\d{2} ?\d{5,6}|\d{2} [a-z]{2} \d{5}|[a-z]{1,2}[ \-]?\d{6,8}|"
        r"[a-z]\d{3}(?:[ \-]\d{2,4}){2,4}|"
        r"[a-z]\d{4} ?\d{5} ?\d{5}|[a-z]\d{2}-\d{2}-\d{4}|\d{3} \d{3} \d{3}|\d{2} \d{3} \d{3}|"
        r"[a-z9]{5} \d{6} [a-z9]{2}\d ?[a-z]{2}|[a-z0-9]{6,20}",
        rf"perm(?:is|\.)(?: (?:de )?(?:conduire|cond\.?))?(?: b)?{_COUNTRY}|"
        rf"driv(?:ing|ers?|er's) (?:licen[cs]e|permit){_NUMBER}{_STATE}|lic(?:en[cs]e|\.)? ?(?:number|no|num|#)|"
        rf"c?d[./]?l\.?n?{_NUMBER}{_STATE}|fuhrerschein(?:nummer)?|patente di guida|rijbewijs",
        _licence,
        trusting=False,
        checks=False,
        spoken_of=True,
    ),
)
_LICENCE = compile_pattern(
    r"\b(?:(?:uk|us|british|american|irish|french) )?licen[cs]e(?: (?:number|no\.?|is|n°|#))?[ :=#]{1,3}"
    r"((?:[a-z]{1,2}[ \-]?)?\d{6,14}|[a-z]\d{3}(?:[ \-]\d{1,4}){2,4})\b"
)
_DRIVES = compile_pattern(
    r"\b(?:drivers?|driving|drives?|chauffeurs?|courier|van|truck|lorry|car hire|hire car|rental|conduc(?:teur|trice)|"
    r"conduit|conduire|permis|holds?|holder)\b|\b(?:his|her|s?on|sa) $"
)
_HOLDER = compile_pattern(r"\b\p{Lu}[\p{L}'\-]+ \p{Lu}[\p{L}'\-]+ ?[,(:;\-] ?(?:with |holds )?$")
_OF_THINGS = compile_pattern(
    r"\b(?:software|logiciel\w*|apps?|key|cle|seats?|users?|windows|office|adobe|subscription|abonnement|activation|"
    r"renew\w*|printer|update\w*|install\w*|club|federation|ltd|limited|llc|inc|plc|sarl|sas|gmbh|sport\w*|trade|alcohol|premises)\b"
)


def licences(reading: Reading) -> Iterator[Hit]:
    """The licence of somebody who drives: "Jane Doe, licence …", not that of a program."""
    if "licen" not in reading.folded:
        return
    for match in _LICENCE.finditer(reading.folded):
        sentence = sentence_before(reading, match.start())
        named = _HOLDER.search(reading.plain[max(0, match.start() - 60) : match.start()])
        if (named or _DRIVES.search(sentence)) and not _OF_THINGS.search(sentence):
            yield Hit("driving_licence", *match.span(1), 0.9, Sign.LABELLED)


_NAME_LINE = r"(?:p[a-z<]|[iacv][a-z<])[a-z<]{3}[a-z0-9<]{22,40}"
_NUMBER_LINE = r"[a-z0-9<]{9}[0-9<][a-z<]{3}[0-9<]{7}[mfx<][0-9<]{7}[a-z0-9<]{4,17}"
_MACHINE_LINES = compile_pattern(
    rf"(?:^|[\s\"':>])((?:{_NAME_LINE}|{_NUMBER_LINE})(?:\s{{1,2}}(?:> ?)?[a-z0-9<]{{28,44}}){{0,2}})(?:$|[\s\"',.;])"
)


def machine_lines(reading: Reading) -> Iterator[Hit]:
    """The lines for machines at the foot of a passport or an identity card (ICAO 9303)."""
    if "<<" not in reading.folded:
        return
    for match in _MACHINE_LINES.finditer(reading.folded):
        start, end = match.span(1)
        lines = reading.folded[start:end]
        if ("<<" in lines and has_digits(lines, 4)) or lines.count("<") > 8:
            kind = "id_card" if lines[0] in "iac" else "passport"
            yield Hit(kind, start, end, 0.95, Sign.SHAPE)
