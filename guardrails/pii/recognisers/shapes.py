"""What a number looks like, which label it has, and when that suffices to take it."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from guardrails.patterns import Pattern, any_of, compile_pattern
from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.columns import heading
from guardrails.pii.recognisers.recogniser import Hit
from guardrails.pii.signs import Sign

NUMBER_SIGN = (
    r"(?:\W{0,3}(?:n[°o]?|no|nr|num|numero|number|#|is|est|:|=|de la|du|de|of|for|le|the|are|sont|sous|and|et|"
    r"suivante?|actuel|francaise?|french|uk|us)){0,4}\W{0,5}"
)
"""What may stand between a label and its number, folded."""
_OTHER = (
    r"commandes?|cde|cmd|factures?|fact|avoir|ref|references?|articles?|art|items?|part|sku|orders?|ord|invoices?|inv|"
    r"credit note|lots?|batch|serie|serial|s/n|sn|tracking|suivi|colis|parcels?|shipment|consignment|awb|devis|quotes?|"
    r"quotation|tickets?|dossier|case|contrat|contract|version|firmware|build|ean(?:-?13|-?8)?|gtin|upc|gencod|isbn|"
    r"imei|imsi|iccid|asin|promo|code|transporteur|carrier|produit|product|modele|model|piece|bon de (?:livraison|"
    r"commande)|expedition|compteur|meter|pdl|uuid|transaction|echantillon|sample|po|"
    r"(?:booking|reservation|payment|company|employee|account) (?:ref|reference|id)|company (?:number|no)|"
    r"(?:numero |n° ?)(?:de )?(?:client|adherent|abonne)|(?:customer|client|member(?:ship)?) (?:number|no|id|ref)"
)
OTHER_THINGS = compile_pattern(rf"\b(?:{_OTHER})\b")
"""Words for what is numbered and is nobody: orders, parcels, articles, versions, …"""
_OTHER_BEFORE = compile_pattern(rf"(?:\b(?:{_OTHER})\b[\"')]?{NUMBER_SIGN}|[a-z]{{1,5}}[-/])$")
_LINK_AFTER = (
    r" ?(?:\( ?|= ?|<- ?|(?:is|est|c'est|comme|as) )(?:(?:mon|ma|son|sa|votre|le|la|my|his|her|your|their|the|our) )?"
    r"(?:(?:n°|numero|number|no) ?(?:de |du |of )?)?"
)
"""What may stand between a number and the word for it, where the word comes after."""
_OTHER_AFTER = compile_pattern(rf"^{_LINK_AFTER}(?:{_OTHER})\b")
_HOLDER = (
    r"(?:'s)?(?: ?\([a-z .'\-]{1,20}\))?"
    r"(?: (?:de|du|of|for|d'|pour|chez) ?[^\d:;,(\n]{2,30}?| [a-z.' \-]{2,30}[:=])?,?"
)
"""Whose number it is, between the label and the number."""
_FOREIGN = (
    r"(?:customer|client|supplier|vendor|user|loyalty|member|sales) (?:account|card|id)(?: (?:number|no|id))?|"
    r"(?:numero de |n° )?(?:gift|loyalty|sim|store) card|"
    r"(?:compte|carte|code) (?:de )?(?:client|sim|fournisseur|fidelite|adherent|cadeau|utilisateur)|"
    r"permis (?:de (?:construire|louer|demolir|feu|travail|port|chasse)|d'(?:amenager|exploitation|exploiter))"
)
"""What begins or goes on like a label and names something else: accounts of customers, permits to build."""
_FOREIGN_LABEL = compile_pattern(rf"^(?:{_FOREIGN})\b")
_ALTERNATIVES = ("/", "ou", "or", "|")
_REACH = 70
"""How far back a label may stand, in characters: a label, a holder, some words."""


def names_something_else(reading: Reading, start: int) -> bool:
    """Whether the words before an offset say that a number is an order's, an article's, a version's, …"""
    return _OTHER_BEFORE.search(reading.before(start, 34)) is not None


def is_something_else(reading: Reading, start: int, end: int) -> bool:
    """Whether the words before or after a number say that it is an order's, an article's, a version's, …"""
    return names_something_else(reading, start) or _OTHER_AFTER.search(reading.after(end)) is not None


def label_pattern(label: str) -> str:
    """A label as files write it too: "numero_de_compte", "passportNumber"."""
    return label.replace(" ", r"[ _\-]{0,2}")


def label_anywhere(label: str) -> Pattern:
    """The label, wherever it stands; group 1."""
    return compile_pattern(rf"(?:^|[\W_])({label_pattern(label)})(?:\b|_)")


def label_before(label: str) -> Pattern:
    """The label, then perhaps its holder, then the number; group 1 is what stands between label and number."""
    return compile_pattern(rf"(?:^|[\W_])(?:{label_pattern(label)})({_HOLDER}{NUMBER_SIGN})$")


def label_after(label: str) -> Pattern:
    """The number, then its label: "… (n° de sécu)", "… is my NHS number"."""
    return compile_pattern(rf"^{_LINK_AFTER}(?:{label_pattern(label)})\b[^\d\n:]{{0,20}}(?:[).,;!?]|$)")


def leading(reading: Reading, start: int) -> str:
    """The words before a number on its line, or on the line before where a form puts the number below its label."""
    lines = reading.folded[max(0, start - _REACH) : start].split("\n")
    below = len(lines) > 1 and not lines[-1].strip(" \t>*|-")
    return lines[-2] if below else lines[-1]


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
    """

    kind: str
    pattern: str
    label: str | None
    valid: Callable[[str], bool]
    rare: bool = False
    trusting: bool = True
    capitals: bool = False
    checks: bool = True
    trailing: str | None = None
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

    def candidates(self, reading: Reading) -> Iterator[tuple[int, int]]:
        """Where something looks like it; nowhere if it needs a label that the text does not hold."""
        if self.mentioned is not None and self.mentioned.search(reading.folded) is None:
            return
        for match in self.compiled.finditer(reading.folded):
            start, end = match.span()
            if has_digit(reading.folded[start:end]):
                yield start, end

    def is_labelled(self, before: str, after: str) -> bool:
        """Whether the words from the nearest label before it, or those after it, say what it is."""
        if self.before is None or self.after is None:
            return False
        match = self.before.match(before)
        if match and not OTHER_THINGS.search(match.group(1)) and not _FOREIGN_LABEL.search(before):
            return True
        return bool(self.after.search(after) or (self.trailing and after.startswith(self.trailing)))


class Shapes:
    """The shapes of numbers that are looked for together: the label of one is no label of another."""

    def __init__(self, shapes: Iterable[Shape]) -> None:
        self.shapes = tuple(shapes)
        labels = any_of([_FOREIGN, *(one.label for one in self.shapes if one.label)])
        self._labels = label_anywhere(labels)
        self._announced = compile_pattern(rf"(?:^|[\W_])(?:{label_pattern(labels)}){NUMBER_SIGN}$")
        self._rare = compile_pattern(rf"\b(?:{any_of([one.pattern for one in self.shapes if one.rare])})\b")

    def hits(self, reading: Reading) -> Iterator[Hit]:
        """The numbers of all shapes in a text; they may overlap."""
        labelled = self._labels.search(reading.folded) is not None
        rare = labelled or self._rare.search(reading.folded) is not None
        for shape in self.shapes:
            if rare if shape.rare else labelled:
                for start, end in shape.candidates(reading):
                    yield from self._judged(shape, reading, start, end)

    def announce_other(self, kind: str, reading: Reading, start: int) -> bool:
        """Whether the words before an offset announce a number of another kind."""
        lead = leading(reading, start)
        if self._announced.search(lead) is None:
            return False
        own = [one.before for one in self.shapes if one.kind == kind and one.before]
        return not any(before.match(named) for before in own for named in self._named(lead))

    def _named(self, lead: str) -> list[str]:
        """What leads up to a number, from the nearest label on; for "CNI/passeport : " from the other one too."""
        spans = [one.span(1) for one in self._labels.finditer(lead)]
        if not spans:
            return [lead]
        start, end = spans[-1]
        named = [lead[start:]]
        if len(spans) > 1 and lead[spans[-2][1] : start].strip() in _ALTERNATIVES:
            named.append(lead[slice(*spans[-2])] + lead[end:])
        return named

    def _judged(self, shape: Shape, reading: Reading, start: int, end: int) -> Iterator[Hit]:
        compact = compacted(reading.folded[start:end])
        trusted = shape.trusting and has_digits(compact, _FEWEST_DIGITS)
        if shape.rare and not trusted and not shape.valid(compact):
            return
        if self._is_labelled(shape, reading, start, end):
            valid = shape.valid(compact)
            sign = Sign.LABELLED_CHECKED if valid and shape.checks else Sign.LABELLED
            if valid or trusted:
                yield Hit(shape.kind, start, end, 0.99 if valid else 0.9, sign)
        elif shape.rare and self._needs_no_label(shape, reading, start, end) and shape.valid(compact):
            yield Hit(shape.kind, start, end, 0.9, Sign.CHECKED if shape.checks else Sign.SHAPE)

    def _is_labelled(self, shape: Shape, reading: Reading, start: int, end: int) -> bool:
        after = reading.after(end)
        if any(shape.is_labelled(named, after) for named in self._named(leading(reading, start))):
            return True
        above = heading(reading, start) if shape.label else ""
        return bool(above) and shape.is_labelled(f"{above} ", "")

    def _needs_no_label(self, shape: Shape, reading: Reading, start: int, end: int) -> bool:
        number = reading.plain[start:end]
        if shape.capitals and number != number.upper():
            return False
        return not is_something_else(reading, start, end) and not self.announce_other(shape.kind, reading, start)


_DIGITS = frozenset("0123456789")
_FEWEST_DIGITS = 4
"""A number whose check fails is still taken after its label, words after the label are not ("VAT. It covers the…")."""


def compacted(number: str) -> str:
    """Letters and digits only, in capitals."""
    return "".join(one for one in number if one.isalnum()).upper()


def has_digit(text: str) -> bool:
    """Whether a folded text holds a digit."""
    return not _DIGITS.isdisjoint(text)


def has_digits(number: str, least: int = 1) -> bool:
    """Whether a number has so many digits."""
    return sum(one.isdigit() for one in number) >= least
