"""The parts of a mail in the order a reader expects: why we write, what we say, the facts, what we ask, goodbye."""

from collections.abc import Mapping, Sequence

from assistant.engines.composer.fact_sentences import FactWriter
from assistant.engines.composer.library import ByTone, Sentences, Sheet, shared
from assistant.engines.composer.material import Material, enumerate_words
from assistant.engines.composer.nouns import definite
from assistant.engines.composer.people import Address
from assistant.engines.composer.points import Point
from assistant.engines.composer.subjects import subject_values
from assistant.engines.composer.typography import capitalise
from assistant.engines.composer.wording import choose, fill, last_sentence
from assistant.engines.request import EmailRequest, Occasion, Tone

_LIST_FROM = 3
_TOPICS_IN_A_SENTENCE = 3
_INTRODUCTION = 5
"""Words of "I would like to introduce" before the topic."""


class Body:
    """Builds the paragraphs of one mail; what was said is remembered, so that nothing is said twice."""

    def __init__(self, request: EmailRequest, sheet: Sheet, material: Material) -> None:
        self._request = request
        self._sheet = sheet
        self._material = material
        self._shared = shared(request.language)
        self._said: list[str] = []
        self._topic_named = False
        self._flags = set(material.flags)

    def subject(self, values: Mapping[str, str]) -> str:
        """A subject line from these values."""
        return self._say(self._sheet.subject, "subject", values) or ""

    def paragraphs(self) -> list[str]:
        """Everything between the salutation and the closing formula."""
        parts = [self._why(), self._points(), self._facts(), self._checking(), self._request_to_reader()]
        return [part for part in parts if part]

    def farewell(self, reader: Address) -> str:
        """The closing formula, which repeats the salutation in formal French."""
        flags = self._material.flags | ({"named"} if reader.named else set())
        sentence = choose(
            self._shared.farewell.of(self._request.tone),
            {"formula": reader.formula or "-"},
            flags,
            "farewell",
            self._request.variation,
        )
        return fill(sentence.say, {"formula": reader.formula}) or "" if sentence else ""

    def _why(self) -> str:
        """The opening, or the rep's own where a point says why we write; then thanks and apologies."""
        points = self._material.points
        own = points.of(self._sheet.replaces_opening)
        rest = [point for point in points.leading if point not in own]
        if own:
            return self._keep(_texts([*rest, *own] if self._thanks_first() else [*own, *rest]))
        opening = self._say(self._sheet.opening.of(self._request.tone), "opening", self._material.values) or ""
        return self._keep([*_texts(rest), opening] if self._thanks_first() else [opening, *_texts(rest)])

    def _thanks_first(self) -> bool:
        """Whether thanks come before the reason for writing: not in a first contact, an apology, a reminder."""
        return self._request.occasion not in (Occasion.FIRST_CONTACT, Occasion.APOLOGY, Occasion.PAYMENT_REMINDER)

    def _points(self) -> str:
        """The rep's statements, then the noun phrases woven into a sentence."""
        used = self._material.points.of(self._sheet.replaces_opening)
        body = [point for point in self._material.points.body if point not in used and not self._introduced(point)]
        return self._keep([*_texts(body), self._woven()])

    def _introduced(self, point: Point) -> bool:
        """Whether a first contact's opening has just done what the point says: "présenter la Licence Pro"."""
        topic = self._material.values.get("topic")
        if not topic or not self._topic_named or self._request.occasion is not Occasion.FIRST_CONTACT:
            return False
        before, found, after = point.text.rpartition(topic)
        return bool(found) and after in ("", ".") and len(before.split()) <= _INTRODUCTION

    def _woven(self) -> str:
        topics = [
            one for one in self._material.points.topics if not (self._topic_named and one in self._material.topic_from)
        ]
        if not topics:
            return ""
        names = [definite(topic.text, self._request.language) for topic in topics]
        if len(names) > _TOPICS_IN_A_SENTENCE:
            text = "\n- " + "\n- ".join(names)
        else:
            text = enumerate_words(names, self._request.language)
        counts = self._shared.counts
        count = counts[len(names) - 2] if 2 <= len(names) < len(counts) + 2 else ""
        slot = self._shared.several_topics if len(names) > 1 else self._shared.one_topic
        sentence = self._say(slot.of(self._request.tone), "topics", {"topics": text, "count": count})
        return (sentence or "").replace(" \n", "\n").removesuffix("." if len(names) > _TOPICS_IN_A_SENTENCE else "\0")

    def _facts(self) -> str:
        """The facts, as a list in a concise mail that has many of them."""
        request = self._request
        if len(self._material.invoices) > 1:
            return self._invoice_list()
        if self._material.invoices:
            return ""
        writer = FactWriter(
            request.language,
            request.occasion,
            self._shared,
            request.variation,
            self._all_said(),
            self._material.said,
        )
        sentences = [one for one in writer.write(self._material.facts) if one not in self._all_said()]
        if not sentences:
            return ""
        if len(sentences) >= _LIST_FROM and request.tone is Tone.CONCISE:
            intro = self._say(self._shared.list_intro.of(request.tone), "list", {}) or ""
            return intro + "\n- " + "\n- ".join(sentences)
        intro = self._by_tone(self._sheet.facts_intro, "facts_intro") if len(sentences) > 1 else ""
        return self._keep([intro, *sentences])

    def _invoice_list(self) -> str:
        lines: list[str] = []
        for invoice in self._material.invoices:
            name = subject_values(invoice.subject[:1].lower() + invoice.subject[1:], self._request.language)
            values = {"s": name["s"], "value": invoice.amount, "due": invoice.due}
            lines.append(fill(self._shared.facts["invoice_line"][0].say, values) or "")
        return "- " + "\n- ".join(lines)

    def _checking(self) -> str:
        """What we do not know yet, said honestly."""
        if "open" not in self._material.flags:
            return ""
        names = self._material.unanswered
        # An apology has just named the matter.
        named = bool(names) and self._request.occasion is not Occasion.APOLOGY
        themes = {"themes": enumerate_words(names, self._request.language)} if named else {}
        return self._keep([self._by_tone(self._shared.checking, "checking", themes)])

    def _request_to_reader(self) -> str:
        """The rep's proposals and questions, or an approved call to action; then an easy way to say no."""
        points = self._material.points
        used = points.of(self._sheet.replaces_opening)
        closing = [point for point in points.closing if point not in used]
        texts = _texts(closing)
        self._said += texts
        proposed = any(point.act == "propose" for point in [*closing, *used])
        asked = any(point.act == "ask" for point in closing)
        if proposed and not asked:
            texts.append(self._by_tone(self._shared.after_proposal, "after_proposal"))
        elif not closing:
            texts.append(self._by_tone(self._sheet.ask, "ask"))
        self._said += texts
        self._flags |= {"own_ask"} if closing else set()
        texts.append(self._by_tone(self._sheet.out, "out"))
        return " ".join(text for text in texts if text)

    def _by_tone(self, options: ByTone, slot: str, values: Mapping[str, str] | None = None) -> str:
        return (
            self._say(options.of(self._request.tone), slot, self._material.values if values is None else values) or ""
        )

    def _say(self, options: Sentences, slot: str, values: Mapping[str, str]) -> str | None:
        sentence = choose(options, values, self._flags, slot, self._request.variation, self._all_said(), self._latest())
        if sentence is None:
            return None
        if slot == "opening":
            marker = "{exchange}" if self._request.occasion is Occasion.THANKS else "topic}"
            self._topic_named = marker in sentence.say
        return capitalise(fill(sentence.say, values) or "")

    def _keep(self, texts: Sequence[str]) -> str:
        kept = [text for text in texts if text]
        self._said += kept
        return " ".join(kept)

    def _latest(self) -> str:
        return last_sentence(self._said[-1]) if self._said else ""

    def _all_said(self) -> str:
        return " ".join(self._said)


def _texts(points: Sequence[Point]) -> list[str]:
    return [point.text for point in points]
