"""Facts as sentences; a fact whose value cannot be written in the mail's language is left out, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.engines.composer.countries import country_of
from assistant.engines.composer.facts import is_condition, same_matter
from assistant.engines.composer.figures import (
    amount,
    counted,
    duration,
    percentage,
    read_day,
    read_number,
    write_day,
    write_number,
)
from assistant.engines.composer.library import Shared, grammar
from assistant.engines.composer.nouns import gender, has_determiner, noun_phrase
from assistant.engines.composer.subjects import is_plural, subject_values
from assistant.engines.composer.themes import language_of
from assistant.engines.composer.typography import capitalise, full_stop, tidy_spaces
from assistant.engines.composer.wording import choose, echoes, fill
from assistant.engines.request import Occasion
from guardrails.draft import Fact, Language

_ASIDE = ("reference", "statistic", "certification", "legal")
_SAID_ALREADY = 3


@dataclass(slots=True)
class FactWriter:
    """Writes the facts of one mail: the only subject is named once, several are named each time.

    Attributes:
        so_far: what the mail says before the facts; a product named there need not be named again.
        said: the points and the mail being answered, which may give a product its article.
    """

    language: Language
    occasion: Occasion
    shared: Shared
    variation: int
    so_far: str = ""
    said: str = ""
    only_subject: str | None = None
    used: set[str] = field(default_factory=set)
    latest: str = ""

    def write(self, facts: Sequence[Fact]) -> list[str]:
        """One sentence per fact; a discount, its deadline and its conditions make one together."""
        subjects = [
            fact.subject
            for fact in facts
            if fact.subject and fact.type not in _ASIDE and country_of(fact.subject) is None
        ]
        shortest = min(subjects, key=len, default=None)
        self.only_subject = shortest if all(same_matter(one, shortest) for one in subjects) else None
        sentences: list[str] = []
        done: set[str] = set()
        for fact in facts:
            if fact.id in done:
                continue
            beside = [one for one in facts if fact.type == "discount" and _belongs(fact, one)]
            done |= {one.id for one in beside}
            sentence = self._sentence(fact, beside)
            if sentence and sentence not in sentences and echoes(fact.value, self.so_far) < _SAID_ALREADY:
                sentences.append(sentence)
        return sentences

    def _sentence(self, fact: Fact, beside: Sequence[Fact]) -> str | None:
        key, values = self._reading(fact, beside)
        if not key:
            return None
        known = subject_values(fact.subject, self.language, self.said)
        named = self._is_named(fact)
        flags = ({"named"} if named else set[str]()) | ({"after"} if self.used else set[str]())
        options = self.shared.facts.get(f"{self.occasion.value}.{key}") or self.shared.facts[key]
        fresh = tuple(one for one in options if one.say not in self.used or key.endswith("_sentence")) or options
        for subject in ({}, known) if named else (known, {}):
            sentence = choose(fresh, {**subject, **values}, flags, f"fact.{key}", self.variation, before=self.latest)
            if sentence:
                self.used.add(sentence.say)
                text = fill(sentence.say, {**subject, **values}, is_plural(fact.subject, self.language))
                self.latest = full_stop(capitalise(tidy_spaces(text or "")))
                return self.latest
        return None

    def _is_named(self, fact: Fact) -> bool:
        """Whether the reader knows by now what the fact is about."""
        if fact.subject is None or self.only_subject is None or not same_matter(fact.subject, self.only_subject):
            return False
        return bool(self.used) or self.only_subject.casefold() in self.so_far.casefold()

    def _reading(self, fact: Fact, beside: Sequence[Fact]) -> tuple[str, Mapping[str, str]]:
        """Which sentences fit the fact's type and the shape of its value, and that value written out."""
        value = self._plain(fact.value)
        match fact.type:
            case "price":
                money = amount(fact, self.language)
                return ("price", {"value": money}) if money else ("", {})
            case "discount":
                return self._discount(fact, beside)
            case "deadline" | "date" | "event" | "delivery" | "term" | "guarantee":
                return self._shaped(fact, value)
            case "quantity" | "stock" | "statistic":
                return self._count(fact, value)
            case "certification":
                return ("certification", {"value": _without_label(value)}) if value else ("", {})
            case "feature" | "reference":
                return self._said_in_words(fact, value)
            case "legal":
                return ("legal", {"value": self._low(value)}) if value else ("", {})

    def _shaped(self, fact: Fact, value: str) -> tuple[str, Mapping[str, str]]:
        moment = read_day(fact.value)
        day = write_day(moment, self.language) if moment else ""
        span = duration(fact.value, self.language) or ""
        for shape, written in (("day", day), ("span", span), ("text", self._low(value))):
            if written and f"{fact.type}_{shape}" in self.shared.facts:
                return f"{fact.type}_{shape}", {"value": written}
        return "", {}

    def _discount(self, fact: Fact, beside: Sequence[Fact]) -> tuple[str, Mapping[str, str]]:
        money = fact.currency is not None and "%" not in fact.value
        value = amount(fact, self.language) if money else percentage(fact.value, self.language)
        if not value:
            return "", {}
        ends = [day for one in beside if one.type == "deadline" and (day := read_day(one.value))]
        terms = [self._low(text) for one in beside if one.type == "term" and (text := self._plain(one.value))]
        values = {"value": value, "until": write_day(ends[0], self.language) if ends else ""}
        return ("discount_terms", {**values, "terms": terms[0]}) if terms else ("discount", values)

    def _count(self, fact: Fact, value: str) -> tuple[str, Mapping[str, str]]:
        number = read_number(fact.value)
        if number is None:
            return (f"{fact.type}_text", {"value": value}) if value else ("", {})
        if "%" in fact.value:
            return "statistic_text", {"value": percentage(fact.value, self.language) or ""}
        written = f"{write_number(number, self.language)} {counted(fact.unit, number, self.language)}".strip()
        return f"{fact.type}_number", {"value": written}

    def _said_in_words(self, fact: Fact, value: str) -> tuple[str, Mapping[str, str]]:
        if not value:
            return "", {}
        if value.endswith((".", "!", "…")):
            return f"{fact.type}_sentence", {"value": value, "low_value": self._low(value)}
        if fact.type == "reference":
            return "reference", {"value": value}
        if not has_determiner(value, self.language):
            return "feature_phrase", {"value": value}
        low = self._low(value)
        partitive = low.startswith(("des ", "du ", "de "))
        du_value = {"du_value": noun_phrase(low).after_de} if self.language == "fr" and not partitive else {}
        return "feature_noun", {"value": low, **du_value}

    def _low(self, value: str) -> str:
        """A value to stand after a colon: no full stop, and a small letter unless it starts with a name."""
        first = value.split(" ", 1)[0].casefold()
        words = grammar(self.language)
        common = first in words.function_words or first in words.nouns or has_determiner(value, self.language)
        common = common or (self.language == "fr" and bool(gender(first)))
        return (value[:1].lower() + value[1:] if common else value).rstrip(".")

    def _plain(self, value: str) -> str:
        """The value as text, unless it is plainly in the other language."""
        text = tidy_spaces(value)
        return "" if language_of(text) not in (None, self.language) else text


def _belongs(discount: Fact, other: Fact) -> bool:
    if discount.subject != other.subject:
        return False
    return is_condition(other) or (other.type == "deadline" and read_day(other.value) is not None)


def _without_label(value: str) -> str:
    for label in ("certification ", "certifié ", "certifiée ", "certified "):
        if value.casefold().startswith(label):
            return value[len(label) :]
    return value
