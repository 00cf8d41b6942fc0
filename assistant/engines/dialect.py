"""What a server that calls itself OpenAI-compatible understands, learnt from what it refuses."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Final, Literal, NamedTuple
from urllib.parse import urlsplit

LengthField = Literal["max_tokens", "max_completion_tokens"]
AnswerFormat = Literal["json_schema", "json_object", "text"]


class Form(NamedTuple):
    """The form of an answer: a JSON object with these fields, and no others."""

    name: str
    fields: Mapping[str, str]
    """The JSON type of each. No lengths or patterns: OpenAI's strict mode refuses them."""

    @property
    def schema(self) -> Mapping[str, object]:
        """The JSON schema."""
        return {
            "type": "object",
            "properties": {name: {"type": kind} for name, kind in self.fields.items()},
            "required": list(self.fields),
            "additionalProperties": False,
        }


EMAIL: Final = Form("email", {"subject": "string", "body": "string"})

_NEXT_FORMAT: Final[Mapping[AnswerFormat, AnswerFormat]] = {"json_schema": "json_object", "json_object": "text"}
_FORMAT_WORDS: Final = ("response_format", "json_schema", "json_object", "json mode", "grammar", "structured output")
_RENAMED_TOKENS_AT: Final = ("api.openai.com", ".openai.azure.com")
"""Their reasoning models refuse `max_tokens`; elsewhere the new name may be ignored, which would lift the limit."""

_SMALL_MODEL_PENALTY: Final = 0.3
"""Enough for SmolLM2 135M to end its sentences; without it most of its mails go on to the limit (measured)."""


@dataclass(frozen=True, slots=True)
class Dialect:
    """Which optional parts of a request a server takes.

    Attributes:
        answer_format: how the form of the answer is asked for; ``text`` leaves it to the prompt.
        length_field: the name of the limit on the answer's length.
        temperature: whether a temperature is sent; reasoning models refuse one.
        seed: whether a seed is sent.
        frequency_penalty: sent when above 0; keeps very small models from repeating one sentence for ever.
    """

    answer_format: AnswerFormat = "json_schema"
    length_field: LengthField = "max_tokens"
    temperature: bool = True
    seed: bool = True
    frequency_penalty: float = 0.0

    @classmethod
    def of(cls, base_url: str, *, small_model: bool = False) -> "Dialect":
        """The likeliest dialect of an address."""
        host = urlsplit(base_url).hostname or ""
        return cls(
            length_field="max_completion_tokens" if host.endswith(_RENAMED_TOKENS_AT) else "max_tokens",
            frequency_penalty=_SMALL_MODEL_PENALTY if small_model else 0.0,
        )

    def after_refusal(self, complaint: str, start: "Dialect") -> "Dialect | None":
        """The next thing to try when a server refuses a request; None when nothing is left.

        Args:
            complaint: what the server said.
            start: the dialect that this request began with, so that a name is exchanged once only.
        """
        said = complaint.lower()
        if any(word in said for word in _FORMAT_WORDS) and self.answer_format in _NEXT_FORMAT:
            return replace(self, answer_format=_NEXT_FORMAT[self.answer_format])
        if ("max_tokens" in said or "max_completion_tokens" in said) and self.length_field == start.length_field:
            other = "max_tokens" if self.length_field == "max_completion_tokens" else "max_completion_tokens"
            return replace(self, length_field=other)
        if "temperature" in said and self.temperature:
            return replace(self, temperature=False)
        if "seed" in said and self.seed:
            return replace(self, seed=False)
        if self.answer_format in _NEXT_FORMAT:
            return replace(self, answer_format=_NEXT_FORMAT[self.answer_format])
        return None

    def options(self, max_tokens: int, temperature: float, seed: int, form: Form) -> dict[str, object]:
        """The optional parts of a request, as LangChain's ChatOpenAI takes them."""
        # Not as ChatOpenAI's own max_tokens, which it renames for every server alike.
        options: dict[str, object] = {"extra_body": {self.length_field: max_tokens}}
        if self.temperature:
            options["temperature"] = temperature
        if self.seed:
            options["seed"] = seed
        if self.frequency_penalty > 0:
            options["frequency_penalty"] = self.frequency_penalty
        if self.answer_format == "json_schema":
            schema = {"name": form.name, "schema": form.schema, "strict": True}
            options["response_format"] = {"type": "json_schema", "json_schema": schema}
        elif self.answer_format == "json_object":
            options["response_format"] = {"type": "json_object"}
        return options
