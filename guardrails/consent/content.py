"""What a message must contain, and the short footer that adds what is missing.

Who is writing, where the details come from, how to say no: ePrivacy art. 13(4), GDPR art. 14 and 21(4), and what
a country's row adds. The footer holds only what the rep's own words do not say, in the language of the draft,
and its sentences are recognised by the same rules, so that it is added once.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from guardrails.consent.rules import ContentSentence, MandatoryContent
from guardrails.consent.situation import Situation
from guardrails.consent.wording import fill
from guardrails.draft import Channel, Context, Draft, Language
from guardrails.folding import fold
from guardrails.packs.policy import Policy
from guardrails.patterns import any_of, compile_pattern

_LEGAL_FORMS = frozenset(
    ("sa", "sas", "sasu", "sarl", "eurl", "snc", "scop", "sca", "sci", "ltd", "limited", "llc", "llp", "inc", "plc",
     "gmbh", "ag", "kg", "bv", "nv", "srl", "spa", "asbl")
)  # fmt: skip
_ONE_LINE: tuple[Channel, ...] = ("sms",)


@dataclass(frozen=True, slots=True)
class MissingContent:
    """What a draft lacks.

    Attributes:
        contents: the contents that a footer can supply.
        footer: the text to add at the end; empty when nothing can be or must be added.
        unfilled: ids of the reasons for contents that cannot be supplied.
    """

    contents: tuple[MandatoryContent, ...]
    footer: str
    unfilled: tuple[str, ...]


class ContentRules:
    """The mandatory contents of the loaded packs, ready to be looked for."""

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._known: dict[str, MandatoryContent] = {}
        for one in policy.mandatory_content:
            self._known.setdefault(one.id, one)
        self._patterns = {
            one.id: compile_pattern(any_of(one.recognised_by)) for one in self._known.values() if one.recognised_by
        }

    def missing(self, draft: Draft, wanted: Iterable[str], situations: tuple[Situation, ...]) -> MissingContent:
        """What the rows ask for and the draft does not say; what a thread quotes is not said by the draft."""
        asked = frozenset(wanted)
        context, channel = situations[0].context, situations[0].channel
        sources = {one.recipient.collection.source for one in situations if one.recipient.collection}
        said = _Said(draft)
        values = values_of(context, self._policy)
        contents: list[MandatoryContent] = []
        sentences: list[str] = []
        unfilled: list[str] = []
        for content in self._known.values():
            if content.id not in asked or not _is_due(content, channel, sources) or self._says(said, content, values):
                continue
            fillable = not content.unfilled or not content.names or content.names[0] in values
            absent = _absent(said, content, values)
            if fillable and (sentence := _sentence(content, absent, sources, draft.language)):
                contents.append(content)
                sentences.append(sentence)
            elif content.unfilled:
                unfilled.append(content.unfilled)
        return MissingContent(tuple(contents), _footer(draft.text, sentences, channel), tuple(unfilled))

    def _says(self, said: "_Said", content: MandatoryContent, values: dict[str, str]) -> bool:
        """The first name is indispensable (the organisation); the others count when they are known."""
        if content.names and values.get(content.names[0]) and not _absent(said, content, values, content.names):
            return True
        pattern = self._patterns.get(content.id)
        return pattern is not None and pattern.search(said.folded) is not None  # pyright: ignore[reportUnknownMemberType]


def values_of(context: Context, policy: Policy) -> dict[str, str]:
    """What sentences are filled with: the sender's own facts first, then those of the company's pack."""
    sender = context.sender
    company: dict[str, str | None] = {}
    for one in policy.companies:
        stated = one.model_dump(include={"name", "address", "unsubscribe_url", "privacy_url"}, exclude_none=True)
        company |= stated
    values = {
        "sender": sender.name if sender else None,
        "sender_email": sender.email if sender else None,
        "organisation": (sender.organisation if sender else None) or company.get("name"),
        "address": (sender.address if sender else None) or company.get("address"),
        "unsubscribe_url": company.get("unsubscribe_url"),
        "privacy_url": company.get("privacy_url"),
    }
    return {name: " ".join(value.split()) for name, value in values.items() if value and value.strip()}


def _is_due(content: MandatoryContent, channel: Channel, sources: set[str | None]) -> bool:
    if content.carrier != "text" or (content.channels and channel not in content.channels):
        return False
    return not content.only_sources or bool(sources.intersection(content.only_sources))


class _Said:
    """The draft's own words, quotations of the thread left out, in the two forms they are looked at."""

    __slots__ = ("folded", "plain")

    def __init__(self, draft: Draft) -> None:
        pieces: list[str] = []
        position = 0
        for span in sorted(draft.quoted, key=lambda one: one.start):
            pieces.append(draft.text[position : max(position, span.start)])
            position = max(position, span.end)
        self.folded = " ".join(fold("\n".join([*pieces, draft.text[position:]])).split())
        self.plain = _plain(self.folded)

    def holds(self, value: str) -> bool:
        """Whether a value stands there as whole words."""
        return any(f" {form} " in self.plain for form in _forms(value))


def _absent(
    said: _Said, content: MandatoryContent, values: dict[str, str], names: Iterable[str] | None = None
) -> dict[str, str]:
    """The values (of these names), without those that the content asks for and the draft already says."""
    return {
        name: value
        for name, value in values.items()
        if (names is None or name in names) and not (name in content.names and said.holds(value))
    }


def _forms(value: str) -> tuple[str, ...]:
    """A value, and for a company its name without the legal form: a signature rarely says "SAS"."""
    plain = _plain(fold(value)).strip()
    words = plain.split()
    short = " ".join(word for word in words if word not in _LEGAL_FORMS)
    return (plain, short) if len(words) > 1 and len(short) > 1 else (plain,)


def _plain(folded: str) -> str:
    """Single-spaced words between spaces, without the punctuation that signatures and addresses vary."""
    return f" {' '.join(folded.translate(_SEPARATORS).split())} "


_SEPARATORS = str.maketrans(dict.fromkeys(',;:.|()"!?*\u00b7\u2022', " "))


def _sentence(
    content: MandatoryContent, values: dict[str, str], sources: set[str | None], language: str | None
) -> str | None:
    spoken: Language = "en" if language == "en" else "fr"
    for sentence in content.sentences:
        if _is_true(sentence, content, sources) and (filled := fill(sentence.get(spoken), values)):
            return filled
    return None


def _is_true(sentence: ContentSentence, content: MandatoryContent, sources: set[str | None]) -> bool:
    return not sentence.source or sources.intersection(content.only_sources) <= set(sentence.source)


def _footer(text: str, sentences: list[str], channel: Channel) -> str:
    if not sentences:
        return ""
    if channel in _ONE_LINE:
        return ("" if not text or text[-1].isspace() else " ") + " ".join(sentences)
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    return gap + "\n".join(sentences)
