"""Asks a model whether a sentence presses its reader: the pressure guard's second opinion, where one is wanted.

The model is asked in a few seconds or not at all, once for each sentence, and sees placeholders for personal data.
Whatever goes wrong is raised, and the guard holds the draft.
"""

import json
from collections.abc import Callable
from functools import lru_cache
from typing import Final, Protocol, runtime_checkable

from langchain_core.messages import BaseMessage
from langchain_core.prompts import ChatPromptTemplate

from assistant.engines.choice import choose_engine
from assistant.engines.dialect import Form
from assistant.engines.errors import EngineMisconfigured, EngineUnusable
from assistant.engines.quotation import quoted
from assistant.settings import Settings
from guardrails.draft import Language
from guardrails.guard import Question
from prompts.loader import load_question

_FORM: Final = Form("second_opinion", {"presses": "boolean"})
_LONGEST: Final = 1_500
"""Characters of the passage; of a sentence a third."""
_SECONDS: Final = 2.0
"""For one question: three of them must fit in the guard's budget."""
_REMEMBERED: Final = 1_000
"""Answers: a draft is looked at several times, and what was answered once is not asked again."""
_TOKENS: Final = 40

Hide = Callable[[Question], tuple[str, str]]
"""The sentence of a question and what stands around it, without personal data."""


@runtime_checkable
class Answering(Protocol):
    """An engine that answers questions."""

    def answer(self, messages: list[BaseMessage], form: Form, seed: int = 0) -> str:
        """What it says, in full."""
        ...


class ModelOpinion:
    """A model's opinion of sentences; thread-safe if its engine is.

    Args:
        engine: whom to ask.
        hide: takes personal data out of what is asked.
    """

    def __init__(self, engine: Answering, hide: Hide) -> None:
        self._engine = engine
        self._hide = hide
        self._remembered = lru_cache(_REMEMBERED)(self._asked)

    def __call__(self, question: Question) -> bool:
        """Whether the model finds that a sentence presses its reader.

        Raises:
            EngineError: there is no answer, or it is neither yes nor no.
        """
        return self._remembered(*self._hide(question), question.language)

    def _asked(self, sentence: str, around: str, language: Language) -> bool:
        prompt = load_question("second_opinion", language)
        template = ChatPromptTemplate.from_messages(
            [("system", prompt.system), ("human", prompt.user)], template_format="mustache"
        )
        shown = {
            "around": quoted(around, _LONGEST, "…"),
            "sentence": quoted(sentence, _LONGEST // 3, "…"),
        }
        return _yes_or_no(self._engine.answer(template.format_messages(**shown), _FORM))


def opinion_of(settings: Settings, hide: Hide) -> ModelOpinion:
    """A second opinion by the model that the settings name.

    Raises:
        EngineMisconfigured: they name none.
    """
    quick = settings.llm.model_copy(
        update={
            "timeout_seconds": _SECONDS,
            "deadline_seconds": _SECONDS,
            "retries": 0,
            "max_tokens": _TOKENS,
            "temperature": 0.0,
        }
    )
    engine = choose_engine(settings.model_copy(update={"llm": quick}))
    if not isinstance(engine, Answering):
        raise EngineMisconfigured(
            f"a second opinion needs a model, and the engine is {settings.engine}: set SCRUPULE_LLM__BASE_URL or"
            " SCRUPULE_LOCAL__MODEL_PATH, and SCRUPULE_ENGINE=auto; or leave SCRUPULE_SECOND_OPINION unset"
        )
    return ModelOpinion(engine, hide)


def _yes_or_no(answer: str) -> bool:
    try:
        value: object = json.loads(answer)["presses"]
    except (ValueError, KeyError, TypeError):
        value = None
    if not isinstance(value, bool):
        raise EngineUnusable("the model's second opinion is neither yes nor no; choose another model")
    return value
