"""What a number looks like, which label it has, and when that suffices to take it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from guardrails.patterns import Pattern, compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.leads import squeezed

NUMBER_SIGN = (
    r"(?:\W{0,3}(?:n[°o]?|nos?|nr|num|numeros?|numbers?|#|is|est|:|=|de la|du|de|of|for|le|the|are|sont|sous|and|et|"
    r"suivante?|actuel|francaise?|french|uk|us|as|comme|reste|remains|lit|reads|i read|you wrote|j'ai lu|"
    r"vous avez ecrit)){0,4}\W{0,5}"
)
"""What may stand between a label and its number, folded."""
_OTHER = (
    r"commande?e?s?|cde|cmd|factures?|fact|avoir|ref|references?|articles?|art|items?|part|sku|orders?|ord|invoices?|inv|"
    r"credit note|lots?|batch|serie|serial|s/n|sn|tracking|suivi|colis|parcels?|shipment|consignment|awb|devis|quotes?|"
    r"quotation|tickets?|dossier|case|contrat|contract|version|firmware|build|ean(?:-?13|-?8)?|gtin|upc|gencod|isbn|"
    r"imei|imsi|iccid|asin|promo|code|transporteur|carrier|produit|product|modele|model|piece|bon de (?:livraison|"
    r"commande)|bl|bc|pro (?:number|no)|expedition|compteur|meter|pdl|uuid|transaction|echantillon|sample|po|"
    r"(?:booking|reservation|payment|company|employee|account) (?:ref|reference|id)|company (?:number|no)|"
    r"(?:numero |n° ?)(?:de )?(?:client|adherent|abonne)|(?:customer|client|member(?:ship)?) (?:number|no|id|ref)"
)
OTHER_THINGS = compile_pattern(rf"\b(?:{_OTHER})\b")
"""Words for what is numbered and is nobody: orders, parcels, articles, versions, …"""
_OTHER_BEFORE = compile_pattern(rf"(?:\b(?:{_OTHER})\b[\"')]?{NUMBER_SIGN}|[a-z]{{1,5}}[-/])$")
DIRECT_SIGN = (
    r"(?:[ :=#(.\-]{0,3}(?:n[°o]?|nos?|nr|num|numeros?|numbers?|#|:|=|(?:is|est)(?: le| the)?)){0,3}[ :=#(.\"'\-]{0,4}"
)
"""What may stand between a label and a number that it names at once: no comma, no holder, no preposition."""
_OTHER_DIRECTLY = compile_pattern(rf"(?:\b(?:{_OTHER})\b[\"')]?{DIRECT_SIGN}|[a-z]{{1,5}}[-/])$")
_LINK_AFTER = (
    r" ?(?:\( ?|= ?|<- ?|(?:is|est|c'est|comme|as) )(?:(?:mon|ma|son|sa|votre|le|la|my|his|her|your|their|the|our) )?"
    r"(?:(?:n°|numero|number|no) ?(?:de |du |of )?)?"
)
"""What may stand between a number and the word for it, where the word comes after."""
_SIGNS = ("no ", "nr ", "dl ", "id ")
"""What looks like the letters that open a number, and announces it."""
_LINKS = ("(", "=", "<-", "is ", "est ", "c'est ", "comme ", "as ")
_OTHER_AFTER = compile_pattern(rf"^{_LINK_AFTER}(?:{_OTHER})\b")
_HOLDER = (
    r"(?:'s)?(?: ?\([^()\n]{1,40}\))?"
    r"(?: (?:de|du|of|for|d'|pour|chez) ?[^\d:;,(\n]{2,44}?|,? [a-z.' \-]{2,30}[:=])?,?"
)
"""Whose number it is, between the label and the number."""
FOREIGN = (
    r"(?:customer|client|supplier|vendor|user|loyalty|member|sales) (?:account|card|id)(?: (?:number|no|id))?|"
    r"(?:numero de |n° )?(?:gift|loyalty|sim|store) card|"
    r"(?:compte|carte|code) (?:de )?(?:client|sim|fournisseur|fidelite|adherent|cadeau|utilisateur)|"
    r"(?:software|site|trade|business|liquor|alcohol|premises|product|user|music|tv|import|export|windows|office|gun|"
    r"firearms?|fishing|import|export) (?:licen[cs]e|permit)|"
    r"permis (?:de (?:construire|louer|demolir|feu|travail|port|chasse)|d'(?:amenager|exploitation|exploiter))"
)
"""What begins or goes on like a label and names something else: accounts of customers, permits to build."""
FOREIGN_LABEL = compile_pattern(rf"^(?:{FOREIGN})\b")


def names_something_else(reading: Reading, start: int) -> bool:
    """Whether the words before an offset say that a number is an order's, an article's, a version's, …"""
    return _OTHER_BEFORE.search(squeezed(reading.before(start, 44))) is not None


def names_something_else_directly(reading: Reading, start: int) -> bool:
    """Whether the word right before an offset does, and not one that the sentence is about: "la commande, le 06…"."""
    return _OTHER_DIRECTLY.search(squeezed(reading.before(start, 44))) is not None


def is_something_else(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before or after a number say that it is an order's, an article's, a version's, …"""
    return names_something_else(reading, start) or _OTHER_AFTER.search(reading.after(end)) is not None


def label_pattern(label: str) -> str:
    """A label as files write it too: "numero_de_compte", "passportNumber"."""
    return label.replace(" ", r"[ _\-]{0,2}")


def label_anywhere(label: str) -> Pattern:
    """The label, wherever it stands; group 1."""
    return compile_pattern(rf"(?:^|[\W_])({label_pattern(label)})(?:\b|_|\s|$)")


def label_before(label: str) -> Pattern:
    """The label, then perhaps its holder, then the number; group 1 is what stands between label and number."""
    return compile_pattern(rf"(?:^|[\W_])(?:{label_pattern(label)})({_HOLDER}{NUMBER_SIGN})$")


def label_after(label: str) -> Pattern:
    """The number, then its label: "… (n° de sécu)", "… is my NHS number"."""
    return compile_pattern(rf"^{_LINK_AFTER}(?:{label_pattern(label)})\b[^\d\n:]{{0,20}}(?:[).,;!?]|$)")


@dataclass(frozen=True)
class Shape:
    """One kind of number.

    Attributes:
        kind: as in ``pii.<kind>``.
        pattern: its shape in folded text.
        label: what names it, before or after; None: never labelled.
        valid: check of the compact upper-case number.
        rare: the shape and the check together need no label.
        trusting: after a label the number is taken even when its check fails.
        capitals: without a label its letters must be capitals.
        checks: `valid` proves check digits, and not the length or the letters only.
        trailing: what else may follow it at once and name it.
        spoken_of: the sentence may speak of it first, and give the number after some words.
    """

    kind: str
    pattern: str
    label: str | None
    valid: Callable[[str], bool]
    rare: bool = False
    trusting: bool = True
    capitals: bool = False
    checks: bool = True
    trailing: tuple[str, ...] = ()
    spoken_of: bool = False
    compiled: Pattern = field(init=False, repr=False, compare=False)
    before: Pattern | None = field(init=False, repr=False, compare=False)
    after: Pattern | None = field(init=False, repr=False, compare=False)
    mentioned: Pattern | None = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        def fix(name: str, pattern: Pattern | None) -> None:
            object.__setattr__(self, name, pattern)

        fix("compiled", compile_pattern(rf"\b(?:{self.pattern})\b"))
        fix("before", label_before(self.label) if self.label else None)
        fix("after", label_after(self.label) if self.label else None)
        fix("mentioned", label_anywhere(self.label) if self.label and not self.rare else None)

    def candidates(self, reading: Reading, labels: str) -> Iterator[tuple[int, int]]:
        """Where something looks like it; nowhere if it needs a label that is not among those of the text."""
        if self.mentioned is not None and self.mentioned.search(labels) is None:
            return
        for match in self.compiled.finditer(reading.folded):
            start, end = match.span()
            if self.spoken_of and reading.folded.startswith(_SIGNS, start):
                start += len(_SIGNS[0])
            if has_digit(reading.folded[start:end]):
                yield start, end

    def is_labelled(self, before: str, after: str) -> bool:
        """Whether the words from the nearest label before it, or those after it, say what it is."""
        if self.before is None or self.after is None:
            return False
        match = self.before.match(before)
        if match and not OTHER_THINGS.search(match.group(1)) and not FOREIGN_LABEL.search(before):
            return True
        named_after = after.lstrip(" ").startswith(_LINKS) and self.after.search(after) is not None
        return named_after or after.startswith(self.trailing)


_DIGITS = frozenset("0123456789")


def compacted(number: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(one for one in number if one.isalnum()).upper()


def has_digit(text: str) -> bool:
    """Whether a folded text holds a digit."""
    return not _DIGITS.isdisjoint(text)


def has_digits(number: str, least: int = 1) -> bool:
    """Whether a number has so many digits."""
    return sum(one.isdigit() for one in number) >= least
