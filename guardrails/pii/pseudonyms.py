"""Pseudonyms for prompts: names and coordinates leave as placeholders and are restored in what comes back.

    names = Pseudonymiser(detector, "fr", {"person": ["Claire Martin"], "company": ["Alpes Froid"]})
    prompt = names.hide("Écris à Claire Martin, d'Alpes Froid.")     # Écris à PERSON_1, d'COMPANY_1.
    mail = names.restore("Bonjour Person 1, …")                        # Bonjour Claire Martin, …

One object serves one request; nothing is kept outside it. Placeholders are plain words with an underscore and a
number: nothing in them needs escaping in JSON, Markdown or a template, and the brackets, stars, plurals and
translations that models add are undone by `Pseudonymiser.restore`. A civility stays in the text, and with it the gender
that grammar asks for. ``style="realistic"`` writes invented names instead, of the same gender (`surrogates`).
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from guardrails.draft import Language
from guardrails.errors import ScrupuleError
from guardrails.folding import Folded, fold
from guardrails.patterns import any_of, compile_pattern
from guardrails.pii.detect import Detector, Entity
from guardrails.pii.recognisers.names.words import PARTICLES
from guardrails.pii.surrogates import Lost, Surrogates
from guardrails.pii.values import name_parts, opens_with_vowel

_LABELS: dict[str, str] = {
    "person": "PERSON", "company": "COMPANY", "email": "EMAIL", "phone": "PHONE", "address": "ADDRESS", "url": "LINK",
}  # fmt: skip
_OTHER = "VALUE"
_WORDS: dict[str, str] = {
    **dict.fromkeys(["person", "persons", "people", "personne", "personnes"], "PERSON"),
    **dict.fromkeys(
        ["company", "companies", "societe", "societes", "entreprise", "entreprises", "compagnie"], "COMPANY"
    ),
    **dict.fromkeys(["email", "emails", "e-mail", "e-mails", "mail", "courriel", "courriels"], "EMAIL"),
    **dict.fromkeys(["phone", "phones", "telephone", "telephones"], "PHONE"),
    **dict.fromkeys(["address", "addresses", "adresse", "adresses"], "ADDRESS"),
    **dict.fromkeys(["link", "links", "lien", "liens"], "LINK"),
    **dict.fromkeys(["value", "values", "valeur", "valeurs"], "VALUE"),
}
"""What models turn the labels into: lower case, plurals, translations; folded."""
_SPOKEN = frozenset({"PERSON", "COMPANY"})
"""Labels that are restored from "person 1" too; "address 1" in small letters is more often plain prose."""
_ANY_WORD = any_of(sorted(_WORDS, key=len, reverse=True))
_PLACEHOLDER = compile_pattern(rf"\b({_ANY_WORD})(\\?_| ?[_\-#] ?|  ?|)([0-9]{{1,4}})\b")
_REMAINS = compile_pattern(rf"\b(?:{_ANY_WORD}) ?\\?_[a-z0-9_]*")
_BROKEN = compile_pattern(
    rf"\b({_ANY_WORD})((?: ?[_\-#] ?|  ?|)[0-9]+[a-z_][a-z0-9_]*| (?:one|two|three|un|deux|trois)\b|\b)"
)
"""A label with no number of its own: glued to letters, spelled out, or bare."""
_INVENTED = compile_pattern(r"\b[a-z]{3,}(?:\\?_[a-z]+)*\\?_[0-9]{1,4}\b")
"""Any word in capitals with an underscore and a number: models make up labels, too ("EQUIPMENT_2")."""
_CUT = compile_pattern(r"\b(?:per(?:so?)?|com(?:p(?:an?)?)?)$")
"""A label at the very end of a text that was cut off."""
_MERGED = compile_pattern(r"^s?(?: ?[,;/&+\-] ?| (?:and|et|or|ou|to|a) )(?:and |et )?([0-9]{1,3})\b")
_AFTER = 12
_BEFORE = 16
Style = Literal["tagged", "realistic"]
_PAIRS = dict(zip("<[{*_`", ">]}*_`", strict=True))
_ELISIONS = (("de ", "d'"), ("que ", "qu'"))


class UnknownPlaceholder(ScrupuleError):
    """A text holds a placeholder that was never issued, or that may stand for several; hold the draft.

    Attributes:
        placeholder: as it stands in the text.
    """

    code = "pseudonym.unknown"
    status = 422

    def __init__(self, placeholder: str) -> None:
        self.placeholder = placeholder
        # Never the placeholder itself: a model wrote it, and the sentence is shown to people.
        super().__init__("a placeholder in the text stands for nothing that was hidden; ask the model again")


@dataclass(slots=True)
class _Hidden:
    """What a placeholder stands for, and what stood around it where it was hidden."""

    value: str
    before: set[str] = field(default_factory=set[str])
    after: set[str] = field(default_factory=set[str])


class Pseudonymiser:
    """Hides what is known and what the detector finds, and restores it.

    Args:
        detector: finds what the caller did not list; None: only what is listed.
        language: of the texts.
        known: values to hide, by kind: person, company, email, phone, address, or any other.
        kept: names of things, such as products, that the detector may take for people; they stay.
        style: ``tagged`` placeholders, or ``realistic`` names and coordinates, invented.
    """

    def __init__(
        self,
        detector: Detector | None,
        language: Language,
        known: Mapping[str, Sequence[str]] | None = None,
        kept: Sequence[str] = (),
        style: Style = "tagged",
    ) -> None:
        self._surrogates = Surrogates(language) if style == "realistic" else None
        self._detector = detector
        self._language: Language = language
        self._known = tuple(
            (kind, value.strip()) for kind, values in (known or {}).items() for value in values if value.strip()
        )
        self._kept = tuple(dict.fromkeys(f" {fold(value)} " for value in kept))
        self._issued: dict[str, _Hidden] = {}
        self._placeholders: dict[tuple[str, str], str] = {}
        self._count: dict[str, int] = {}

    @property
    def issued(self) -> Mapping[str, str]:
        """Each placeholder given so far and what it stands for."""
        tags = {placeholder: hidden.value for placeholder, hidden in self._issued.items()}
        return {**(self._surrogates.issued if self._surrogates else {}), **tags}

    def hide(self, text: str) -> str:
        """The text with personal data replaced by placeholders, the same words by the same placeholder.

        Words that already look like a placeholder are hidden as well, so that `restore` gives back the exact text.
        """
        detected = self._detector.detect(text, self._language) if self._detector else ()
        if self._surrogates:
            self._surrogates.read(text)
            for kind, value in self._known:
                if kind == "person" and " " in value:  # in full first: it tells given names from family names
                    self._surrogates.hide(kind, value)
            hidden = self._hidden(text, detected, self._surrogates)
            if self._comes_back(hidden, text):
                return hidden
        return self._hidden(text, detected, None)  # tags always come back, whatever they are glued to

    def _hidden(self, text: str, detected: Sequence[Entity], surrogates: Surrogates | None) -> str:
        pieces: list[str] = []
        at = 0
        for start, end, kind in self._spans(text, detected):
            surrogate = (
                surrogates.hide(kind, text[start:end], text[max(at, start - _BEFORE) : start]) if surrogates else None
            )
            pieces += [text[at:start], surrogate or self._tag(text, at, start, end, kind)]
            at = end
        return "".join([*pieces, text[at:]])

    def _comes_back(self, hidden: str, text: str) -> bool:
        try:
            return self.restore(hidden) == text
        except UnknownPlaceholder:
            return False

    def _tag(self, text: str, at: int, start: int, end: int, kind: str) -> str:
        """The placeholder of a span; what stands around it is remembered, for what `restore` may find changed."""
        placeholder = self._placeholder(kind, text[start:end])
        self._issued[placeholder].before.add(text[max(at, start - 4) : start])
        self._issued[placeholder].after.add(text[end : end + _AFTER])
        return placeholder

    def restore(self, text: str) -> str:
        """The text with every placeholder replaced by what it stands for, whatever a model did to its spelling.

        Raises:
            UnknownPlaceholder: a placeholder was never issued, or is no longer whole.
        """
        pieces: list[str] = []
        at = 0
        for start, end, value, hidden in self._found(text):
            if start < at:
                raise UnknownPlaceholder(text[start:end])
            if hidden is None:
                before = text[at:start]
            else:
                start, end = _without_marks(text, start, end, at, hidden)
                before = self._elided(text[at:start], hidden)
            pieces += [_without_remains(before), value]
            at = end
        return "".join([*pieces, _without_remains(text[at:])])

    def _found(self, text: str) -> list[tuple[int, int, str, _Hidden | None]]:
        """Each placeholder in order: where it stands, what for, and, if it is a tag, what stood around it."""
        found = list(self._tags(text))
        if self._surrogates:
            try:
                found += [(one.start, one.end, one.value, None) for one in self._surrogates.found(text)]
            except Lost:
                raise UnknownPlaceholder("") from None
        return sorted(found, key=lambda one: one[0])

    def _tags(self, text: str) -> Iterator[tuple[int, int, str, _Hidden]]:
        folded = Folded(text)
        for match in _PLACEHOLDER.finditer(folded.text):
            start, end = folded.span(*match.span())
            if not _is_placeholder(match.group(1), match.group(2), text[start:end]):
                continue
            label = _WORDS[match.group(1)]
            hidden = self._issued.get(f"{label}_{int(match.group(3))}")
            if hidden is None:
                if "_" in match.group(2) or text[start:end].isupper():
                    raise UnknownPlaceholder(text[start:end])
                continue
            if self._is_merged(label, text[end : end + _AFTER], hidden):
                raise UnknownPlaceholder(text[start:end])
            yield start, end, hidden.value, hidden

    def _is_merged(self, label: str, after: str, hidden: _Hidden) -> bool:
        """Whether the number of another placeholder follows: "PERSON_1 and 2"; not where the text said so itself."""
        merged = _MERGED.search(fold(after))
        if merged is None or f"{label}_{int(merged.group(1))}" not in self._issued:
            return False
        return not any(one and after.startswith(one[: merged.end()]) for one in hidden.after)

    def _elided(self, before: str, hidden: _Hidden) -> str:
        """French elision as the restored value asks for it: "de Anne" becomes "d'Anne", "d'Claire" "de Claire"."""
        if self._language != "fr" or any(one and before.endswith(one) for one in hidden.before):
            return before
        vowel = opens_with_vowel(hidden.value)
        for full, short in _ELISIONS:
            old, new = (full, short) if vowel else (short, full)
            for ending in (old, old.replace("'", "’")):
                if before.lower().endswith(ending) and not before[: -len(ending)][-1:].isalpha():
                    return before[: -len(ending)] + (new.capitalize() if before[-len(ending)].isupper() else new)
        return before

    def _spans(self, text: str, detected: Sequence[Entity]) -> list[tuple[int, int, str]]:
        """What to hide, in order, without overlaps: known values, what is found, then what looks like a placeholder."""
        folded = Folded(text)
        known = [(start, end, kind) for kind, value in self._known for start, end in _occurrences(folded, kind, value)]
        found = sorted(known, key=lambda one: (one[0] - one[1], one[0]))
        found += [(one.start, one.end, one.kind) for one in detected if not self._is_thing(one)]
        found += [(*span, _OTHER) for span in _remains(folded)]
        found += [
            (*folded.span(*match.span()), _OTHER)
            for match in _PLACEHOLDER.finditer(folded.text)
            if _is_placeholder(match.group(1), match.group(2), folded.original[slice(*folded.span(*match.span()))])
        ]
        taken = bytearray(len(text))
        kept: list[tuple[int, int, str]] = []
        for start, end, kind in found:
            start, end = _whole_words(text, start, end)
            if start < end and not any(taken[start:end]):
                taken[start:end] = b"\x01" * (end - start)
                kept.append((start, end, kind))
        for start, end, kind in self._surrogates.spans(text) if self._surrogates else ():
            kept = _with(kept, *_whole_words(text, start, end), kind)
        return sorted(kept)

    def _is_thing(self, entity: Entity) -> bool:
        name = f" {fold(entity.text)} "
        return entity.kind == "person" and any(name in thing for thing in self._kept)

    def _placeholder(self, kind: str, value: str) -> str:
        label = _LABELS.get(kind, _OTHER)
        if (label, value) not in self._placeholders:
            self._count[label] = self._count.get(label, 0) + 1
            placeholder = f"{label}_{self._count[label]}"
            self._placeholders[label, value] = placeholder
            self._issued[placeholder] = _Hidden(value)
        return self._placeholders[label, value]


def _is_placeholder(word: str, separator: str, written: str) -> bool:
    """Whether words that look like a placeholder are meant as one."""
    return "_" in separator or written.isupper() or _WORDS[word] in _SPOKEN


def _occurrences(folded: Folded, kind: str, value: str) -> list[tuple[int, int]]:
    """Where a value stands in a text, whatever its case and accents; a person's names also one by one, capitalised."""
    spans = [folded.span(*span) for span in _found(folded.text, fold(value))]
    if kind == "person":
        for part in name_parts(value):
            if len(part) > 2 and part not in PARTICLES:
                alone = [folded.span(*span) for span in _found(folded.text, part)]
                spans += [(start, end) for start, end in alone if folded.original[start].isupper()]
    return spans


def _found(text: str, wanted: str) -> Iterator[tuple[int, int]]:
    """Where a folded value stands as whole words."""
    at = text.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not text[at - 1 : at].isalnum() and not text[end : end + 1].isalnum():
            yield at, end
        at = text.find(wanted, end)


def _whole_words(text: str, start: int, end: int) -> tuple[int, int]:
    """A span widened to whole words: a placeholder glued to a letter could not be told again."""
    while start > 0 and _glues(text[start - 1]):
        start -= 1
    while end < len(text) and _glues(text[end]):
        end += 1
    return start, end


def _with(spans: list[tuple[int, int, str]], start: int, end: int, kind: str) -> list[tuple[int, int, str]]:
    """Spans and one more; one that overlaps others takes them in, unless it lies within one of them."""
    touched = [one for one in spans if one[0] < end and start < one[1]]
    if any(first <= start and end <= last for first, last, _ in touched):
        return spans
    first = min([start, *(one[0] for one in touched)])
    last = max([end, *(one[1] for one in touched)])
    return [*(one for one in spans if one not in touched), (first, last, _OTHER if touched else kind)]


def _glues(character: str) -> bool:
    folded = fold(character)
    return folded == "" or folded[-1].isalnum() or folded[-1] == "_" or folded[0].isalnum()


def _without_marks(text: str, start: int, end: int, least: int, hidden: _Hidden) -> tuple[int, int]:
    """The span of a placeholder with the brackets or stars that a model put around it, unless they were there."""
    while start > least and end < len(text) and _PAIRS.get(text[start - 1]) == text[end]:
        if any(one.endswith(text[start - 1]) for one in hidden.before):
            break
        start, end = start - 1, end + 1
    return start, end


def _remains(folded: Folded) -> Iterator[tuple[int, int]]:
    """What is left of placeholders that models broke or made up: "PERSON_x", "PERSON_1s", "PERSON", "VENDOR_2"."""
    for match in _INVENTED.finditer(folded.text):
        start, end = folded.span(*match.span())
        if folded.original[start:end].isupper():
            yield start, end
    for match in _REMAINS.finditer(folded.text):
        yield folded.span(*match.span())
    cut = _CUT.search(folded.text)
    if cut and folded.original[slice(*folded.span(*cut.span()))].isupper():
        yield folded.span(*cut.span())
    for match in _BROKEN.finditer(folded.text):
        start, end = folded.span(*match.span())
        written, rest = folded.original[start:end], match.group(2)
        if rest == "":
            broken = written in _SPOKEN
        elif rest.strip().isalpha():
            broken = _WORDS[match.group(1)] in _SPOKEN and (written.istitle() or written.isupper())
        else:
            broken = _is_placeholder(match.group(1), rest, folded.original[start : start + len(match.group(1))])
        if broken:
            yield start, end


def _without_remains(text: str) -> str:
    """The text, if no broken placeholder is left in it.

    Raises:
        UnknownPlaceholder: one is ("PERSON_1_2", "PERSON_x").
    """
    for start, end in _remains(Folded(text)):
        raise UnknownPlaceholder(text[start:end])
    return text
