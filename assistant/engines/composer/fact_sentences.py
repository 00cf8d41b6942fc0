"""Facts as sentences; a fact whose value cannot be written in the mail's language is left out, never guessed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from assistant.engines.composer.figures import amount, duration, percentage, read_day, read_number, unit, write_day, write_number
from assistant.engines.composer.library import Shared
from assistant.engines.composer.nouns import NounPhrase, english_phrase, has_determiner, noun_phrase
from assistant.engines.composer.themes import language_of
from assistant.engines.composer.typography import capitalise, full_stop, tidy_spaces
from assistant.engines.composer.wording import choose
from assistant.engines.composer.wording import fill
from assistant.engines.request import Occasion
from guardrails.draft import Fact, Language

_PREPOSITIONS = ("sous ", "en ", "dans ", "within ", "in ")


def subject_values(subject: str | None, language: Language) -> dict[str, str]:
    """A subject in every position that sentences use; empty if there is none."""
    if not subject or not subject.strip():
        return {}
    text = tidy_spaces(subject)
    if language == "en":
        phrase = english_phrase(text)
        return {"s": phrase, "bare": phrase.removeprefix("the ")}
    phrase = noun_phrase(text)
    return {"s": phrase.definite, "du_s": phrase.after_de, "au_s": phrase.after_a, "bare": phrase.bare}


def is_plural(subject: str | None, language: Language) -> bool:
    """Whether the subject takes a plural verb."""
    return bool(subject) and language == "fr" and noun_phrase(subject or "").plural


@dataclass(slots=True)
class FactWriter:
    """Writes the facts of one mail, naming a subject again only when it changes and never twice the same way."""

    language: Language
    occasion: Occasion
    shared: Shared
    variation: int
    said_about: str | None = None
    used: set[str] = field(default_factory=set)

    def write(self, facts: Sequence[Fact]) -> list[str]:
        """One sentence per fact or pair of facts."""
        sentences: list[str] = []
        done: set[str] = set()
        for fact in facts:
            if fact.id in done:
                continue
            pair = next((one for one in facts if fact.type == "discount" and one.type == "deadline" and _pair(fact, one)), None)
            sentence = self._sentence(fact, pair)
            if sentence and sentence not in sentences:
                sentences.append(sentence)
                self.said_about = fact.subject or self.said_about
                done |= {pair.id} if pair else set()
        return sentences

    def _sentence(self, fact: Fact, pair: Fact | None) -> str | None:
        key, values = self._reading(fact, pair)
        if not key:
            return None
        repeated = fact.subject is not None and fact.subject == self.said_about
        subject = {} if repeated else subject_values(fact.subject, self.language)
        options = self.shared.facts.get(f"{self.occasion.value}.{key}") or self.shared.facts[key]
        fresh = tuple(one for one in options if one.say not in self.used) or options
        for known in (subject, subject_values(fact.subject, self.language)):
            sentence = choose(fresh, {**known, **values}, (), f"fact.{key}", self.variation)
            if sentence:
                self.used.add(sentence.say)
                text = fill(sentence.say, {**known, **values}, is_plural(fact.subject, self.language))
                return full_stop(capitalise(tidy_spaces(text or "")))
        return None

    def _reading(self, fact: Fact, pair: Fact | None) -> tuple[str, Mapping[str, str]]:
        """Which sentences fit the fact's type and the shape of its value, and that value written out."""
        value = self._plain(fact.value)
        moment = read_day(fact.value)
        day = write_day(moment, self.language) if moment else ""
        span = duration(fact.value, self.language) or ""
        match fact.type:
            case "price":
                return ("price", {"value": amount(fact, self.language) or ""}) if amount(fact, self.language) else ("", {})
            case "discount":
                return self._discount(fact, pair)
            case "deadline" | "date" | "event" | "delivery" | "term" | "guarantee":
                for shape, written in (("day", day), ("span", span), ("text", value)):
                    if written and f"{fact.type}_{shape}" in self.shared.facts:
                        return f"{fact.type}_{shape}", {"value": written}
                return "", {}
            case "quantity" | "stock" | "statistic":
                return self._count(fact, value)
            case "certification":
                return ("certification", {"value": _without_label(value)}) if value else ("", {})
            case "feature":
                return self._feature(fact)
            case "reference" | "legal":
                return (fact.type, {"value": value.rstrip(".")}) if value else ("", {})

    def _discount(self, fact: Fact, pair: Fact | None) -> tuple[str, Mapping[str, str]]:
        money = fact.currency is not None and "%" not in fact.value
        value = amount(fact, self.language) if money else percentage(fact.value, self.language)
        until = read_day(pair.value) if pair else None
        if value and until:
            return "discount_until", {"value": value, "until": write_day(until, self.language)}
        return ("discount", {"value": value}) if value else ("", {})

    def _count(self, fact: Fact, value: str) -> tuple[str, Mapping[str, str]]:
        number = read_number(fact.value)
        if number is None:
            return (f"{fact.type}_text", {"value": value}) if value else ("", {})
        if "%" in fact.value:
            return "statistic_text", {"value": percentage(fact.value, self.language) or ""}
        counted = unit(fact.unit, self.language).removeprefix("par ").removeprefix("per ") if fact.unit else ""
        written = write_number(number, self.language)
        return f"{fact.type}_number", {"value": f"{written} {counted}".strip() if counted not in ("each",) else written}

    def _feature(self, fact: Fact) -> tuple[str, Mapping[str, str]]:
        value = tidy_spaces(fact.value)
        if value.endswith((".", "!", "…")):
            return "feature_sentence", {"value": value}
        if not has_determiner(value, self.language):
            return "feature_phrase", {"value": value}
        low = value[:1].lower() + value[1:]
        partitive = low.startswith(("des ", "du ", "de "))
        du_value = {"du_value": noun_phrase(low).after_de} if self.language == "fr" and not partitive else {}
        return "feature_noun", {"value": low, **du_value}

    def _plain(self, value: str) -> str:
        """The value as text, unless it is plainly in the other language."""
        text = tidy_spaces(value)
        return "" if language_of(text) not in (None, self.language) else text


def _pair(discount: Fact, deadline: Fact) -> bool:
    return discount.subject == deadline.subject and read_day(deadline.value) is not None


def _without_label(value: str) -> str:
    for label in ("certification ", "certifié ", "certifiée ", "certified "):
        if value.casefold().startswith(label):
            return value[len(label) :]
    return value
