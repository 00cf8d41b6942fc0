"""The approved sentences: YAML files beside this module, read once, checked by a schema.

A sentence is eligible when every variable outside its optional parts ``[[…]]`` is known, every flag in
``if`` holds and no flag in ``unless`` does; so nothing can be said that the request does not hold.
"""

from functools import lru_cache
from importlib import resources
from typing import Annotated, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field
from ruamel.yaml import YAML

from assistant.engines.request import Occasion, Tone
from guardrails.draft import FactType, Language


def _bare_text(value: object) -> object:
    return {"say": value} if isinstance(value, str) else value


class _Checked(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)


class Sentence(_Checked):
    """One approved wording, with the flags it needs and those it cannot stand beside."""

    say: str
    needs: tuple[str, ...] = Field(default=(), alias="if")
    unless: tuple[str, ...] = ()


Sentences = tuple[Annotated[Sentence, BeforeValidator(_bare_text)], ...]


class ByTone(_Checked):
    """Wordings for one slot; `every` fits all tones."""

    every: Sentences = ()
    formal: Sentences = ()
    friendly: Sentences = ()
    concise: Sentences = ()

    def of(self, tone: Tone) -> Sentences:
        """The wordings for a tone, its own first."""
        own = {Tone.FORMAL: self.formal, Tone.FRIENDLY: self.friendly, Tone.CONCISE: self.concise}[tone]
        return own + self.every


Act = Literal[
    "thank", "apologise", "propose", "ask", "invite", "confirm", "remind", "send", "follow", "inform", "topic", "tell",
    "direction",
]  # fmt: skip


class Sheet(_Checked):
    """The sentences of one occasion.

    Attributes:
        facts: kinds of facts that belong in this mail without being asked for, most useful first.
        every_product: whether facts about several products may stand side by side.
        replaces_opening: acts of the rep's points that open the mail in place of an approved opening.
        subject: subject lines.
        opening: why we write.
        facts_intro: what leads to the facts.
        ask: what we ask of the reader.
        out: how the reader says no, easily.
    """

    occasion: Occasion
    facts: tuple[FactType, ...] = ()
    every_product: bool = False
    replaces_opening: tuple[Act, ...] = ()
    subject: Sentences
    opening: ByTone
    facts_intro: ByTone = ByTone()
    ask: ByTone = ByTone()
    out: ByTone = ByTone()


class Shared(_Checked):
    """What mails of every occasion have in common in one language."""

    farewell: ByTone
    after_proposal: ByTone
    one_topic: ByTone
    several_topics: ByTone
    checking: ByTone
    list_intro: ByTone
    counts: tuple[str, ...]
    exchanges: dict[str, str]
    and_word: str
    facts: dict[str, Sentences]


class VerbRow(_Checked):
    """How a point that starts with a verb becomes a sentence.

    Attributes:
        verb: the infinitive (French) or base form (English).
        next: words of which one must follow for the row to apply; none: any.
        strip: whether the following word is left out of `{rest}`.
        person: whether the verb's direct object is the recipient ("thank her"), who is then left out.
        article: the article that a bare noun after the verb receives.
    """

    verb: str
    next: tuple[str, ...] = ()
    strip: bool = False
    person: bool = False
    article: Literal["un", "le", ""] = ""
    act: Act
    say: str = ""
    formal: str = ""
    friendly: str = ""
    concise: str = ""

    def template(self, tone: Tone) -> str:
        """The wording for a tone."""
        return {Tone.FORMAL: self.formal, Tone.FRIENDLY: self.friendly, Tone.CONCISE: self.concise}[tone] or self.say


class Grammar(_Checked):
    """Word lists for reading points: verbs, nouns and their gender, function words.

    Attributes:
        telling: verbs by which a rep asks for something to be told ("préciser le délai").
        not_told: words after such a verb that show that the point tells it itself ("préciser que …").
        questions: words that start an indirect question ("dire quand …").
        documents: nouns that name something to hand over or a piece of news, not something that a fact tells.
    """

    verbs: tuple[VerbRow, ...]
    generic: dict[str, str] = {}
    more_verbs: tuple[str, ...] = ()
    not_verbs: tuple[str, ...] = ()
    masculine: tuple[str, ...] = ()
    feminine: tuple[str, ...] = ()
    nouns: tuple[str, ...] = ()
    aspirated: tuple[str, ...] = ()
    abbreviations: dict[str, str] = {}
    determiners: tuple[str, ...]
    meetings: tuple[str, ...]
    days: tuple[str, ...]
    after_object: tuple[str, ...] = ()
    function_words: tuple[str, ...]
    finite: tuple[str, ...]
    directions: tuple[str, ...]
    telling: tuple[str, ...]
    not_told: tuple[str, ...]
    questions: tuple[str, ...]
    documents: tuple[str, ...]
    style: tuple[str, ...]
    conjugation: dict[str, str] = {}
    sentence_acts: dict[Act, tuple[str, ...]]


class Theme(_Checked):
    """Something a mail can be about: the words that show it, the facts that answer it, its neutral names.

    Attributes:
        tellable: whether a rep may ask for it to be told, as "donner le prix" does.
    """

    id: str
    tellable: bool = False
    facts: tuple[FactType, ...] = ()
    words: tuple[str, ...]
    fr: str
    en: str


class _Themes(_Checked):
    themes: tuple[Theme, ...]


def _read(path: str) -> object:
    folder = resources.files("assistant.engines.composer") / "sentences"
    source = folder.joinpath(path).read_text(encoding="utf-8")
    return YAML(typ="safe", pure=True).load(source)  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


@lru_cache(maxsize=32)
def sheet(occasion: Occasion, language: Language) -> Sheet:
    """The sentences of an occasion."""
    return Sheet.model_validate(_read(f"{language}/{occasion.value}.yaml"))


@lru_cache(maxsize=2)
def shared(language: Language) -> Shared:
    """The sentences that all occasions share."""
    return Shared.model_validate(_read(f"{language}/shared.yaml"))


@lru_cache(maxsize=2)
def grammar(language: Language) -> Grammar:
    """The word lists of a language."""
    return Grammar.model_validate(_read(f"{language}/grammar.yaml"))


@lru_cache(maxsize=1)
def themes() -> tuple[Theme, ...]:
    """What customers' mails and reps' points are about."""
    return _Themes.model_validate(_read("themes.yaml")).themes
