"""Reads prompt templates: one folder a task, one Markdown file a language, versioned in its front matter.

A template is Mustache, which LangChain renders; triple braces put data in verbatim, and data is never
read as a template. Raise `version` with every change: the journal records which prompt wrote what.
"""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from pydantic import BaseModel, ConfigDict, Field
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from guardrails.errors import ScrupuleError

_SYSTEM, _USER, _FENCE = "# system\n", "\n# user\n", "---\n"


class PromptError(ScrupuleError):
    """A prompt template is missing or malformed; the message names the file and what is wrong."""

    code = "prompt.invalid"


class Wording(BaseModel):
    """The words of one language that the request is put into."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    id: str
    version: int = Field(ge=1)
    occasions: Mapping[str, str]
    tones: Mapping[str, str]
    fact_types: Mapping[str, str]
    of: str
    taxes: Mapping[str, str]
    valid_until: str
    directions: Mapping[str, str]
    cut: str


class Prompt(BaseModel):
    """A versioned template.

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
    wording: Wording

    @property
    def reference(self) -> str:
        """Identity for the record, such as ``email.fr@1``."""
        return f"{self.id}.{self.language}@{self.version}"


@cache
def load_prompt(task: str, language: str) -> Prompt:
    """The template of a task in a language; read once.

    Raises:
        PromptError: there is none, or it is malformed.
    """
    name = f"prompts/{task}/{language}.md"
    if not (task.isidentifier() and language.isidentifier()):
        raise PromptError(f"{name}: a task and a language are plain words")
    resource = files("prompts").joinpath(task, f"{language}.md")
    if not resource.is_file():
        raise PromptError(f"{name} does not exist; write it after the model of prompts/email/en.md")
    return parse_prompt(resource.read_text(encoding="utf-8"), language, name)


def parse_prompt(text: str, language: str, name: str) -> Prompt:
    """A template from its text; `name` is shown in errors.

    Raises:
        PromptError: the front matter or one of the two parts is missing or wrong.
    """
    _, opened, rest = text.partition(_FENCE)
    front, closed, parts = rest.partition(f"\n{_FENCE}")
    if not (text.startswith(_FENCE) and opened and closed):
        raise PromptError(f"{name}: it starts with front matter between two lines of ---")
    before, marked, after = parts.partition(_SYSTEM)
    system, split, user = after.partition(_USER)
    if before.strip() or not (marked and split and system.strip() and user.strip()):
        raise PromptError(f"{name}: after the front matter come '# system' and '# user', neither of them empty")
    try:
        wording = Wording.model_validate(YAML(typ="safe").load(front))
    except (ValueError, YAMLError) as error:
        raise PromptError(f"{name}: front matter: {error}") from error
    return Prompt(
        id=wording.id,
        version=wording.version,
        language=language,
        system=system.strip(),
        user=user.strip(),
        wording=wording,
    )
