"""Reads prompt templates: one folder a task, one Markdown file a language, versioned in its front matter.

A template is Mustache, which LangChain renders; triple braces put data in verbatim, and data is never
read as a template. Raise `version` with every change: the journal records which prompt wrote what.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from guardrails.errors import ScrupuleError

_SYSTEM, _USER, _FENCE = "# system\n", "\n# user\n", "---\n"


class PromptError(ScrupuleError):
    """A prompt template is missing or malformed; the message names the file and what is wrong."""

    code = "prompt.invalid"


class Front(BaseModel):
    """What every template says of itself."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int = Field(ge=1)


class Wording(Front):
    """The words of one language that the request for a mail is put into."""

    occasions: Mapping[str, str]
    tones: Mapping[str, str]
    fact_types: Mapping[str, str]
    of: str
    taxes: Mapping[str, str]
    valid_until: str
    directions: Mapping[str, str]
    cut: str


class Question(BaseModel):
    """A versioned template for a question.

    Attributes:
        system: what never changes: the rules and the form of the answer.
        user: the request, where data is quoted.
    """

    model_config = ConfigDict(frozen=True)

    id: str
    version: int
    language: str
    system: str
    user: str

    @property
    def reference(self) -> str:
        """Identity for the record, such as ``email.fr@1``."""
        return f"{self.id}.{self.language}@{self.version}"


class Prompt(Question):
    """A versioned template for a mail, with the words that it needs."""

    wording: Wording


@cache
def load_prompt(task: str, language: str) -> Prompt:
    """The template of a task that writes, in a language; read once.

    Raises:
        PromptError: there is none, or it is malformed.
    """
    return parse_prompt(*_read(task, language))


@cache
def load_question(task: str, language: str) -> Question:
    """The template of a task that asks, in a language; read once.

    Raises:
        PromptError: there is none, or it is malformed.
    """
    text, language, name = _read(task, language)
    front, system, user = _parts(text, name)
    said = _validated(Front, front, name)
    return Question(id=said.id, version=said.version, language=language, system=system, user=user)


def _read(task: str, language: str) -> tuple[str, str, str]:
    """The text of a template, its language, and its name for errors."""
    name = f"prompts/{task}/{language}.md"
    if not (task.isidentifier() and language.isidentifier()):
        raise PromptError(f"{name}: a task and a language are plain words")
    resource = files("prompts").joinpath(task, f"{language}.md")
    if not resource.is_file():
        raise PromptError(f"{name} does not exist; write it after the model of prompts/email/en.md")
    return resource.read_text(encoding="utf-8"), language, name


def parse_prompt(text: str, language: str, name: str) -> Prompt:
    """A template from its text; `name` is shown in errors.

    Raises:
        PromptError: the front matter or one of the two parts is missing or wrong.
    """
    front, system, user = _parts(text, name)
    wording = _validated(Wording, front, name)
    return Prompt(id=wording.id, version=wording.version, language=language, system=system, user=user, wording=wording)


def _parts(text: str, name: str) -> tuple[str, str, str]:
    """Front matter, system part and user part."""
    _, opened, rest = text.partition(_FENCE)
    front, closed, parts = rest.partition(f"\n{_FENCE}")
    if not (text.startswith(_FENCE) and opened and closed):
        raise PromptError(f"{name}: it starts with front matter between two lines of ---")
    before, marked, after = parts.partition(_SYSTEM)
    system, split, user = after.partition(_USER)
    if before.strip() or not (marked and split and system.strip() and user.strip()):
        raise PromptError(f"{name}: after the front matter come '# system' and '# user', neither of them empty")
    return front, system.strip(), user.strip()


_Model = TypeVar("_Model", bound=Front)


def _validated(model: type[_Model], front: str, name: str) -> _Model:
    try:
        return model.model_validate(YAML(typ="safe").load(front))
    except (ValueError, YAMLError) as error:
        raise PromptError(f"{name}: front matter: {error}") from error
