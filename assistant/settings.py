"""All configuration, in one place: environment variables that start with ``SCRUPULE_``.

Nested settings are written with two underscores: ``SCRUPULE_LLM__BASE_URL=http://localhost:8080/v1``.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import BaseModel, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

EngineName = Literal["auto", "openai", "local", "composer"]


class LlmSettings(BaseModel):
    """An OpenAI-compatible endpoint: OpenAI, Azure OpenAI, Mistral, vLLM, Ollama, llama.cpp."""

    base_url: str | None = Field(default=None, description="address of the endpoint, ending in /v1")
    api_key: SecretStr = Field(
        default=SecretStr("not-needed"), description="key of the endpoint; local servers need none"
    )
    model: str = Field(default="default", description="name of the model, as the endpoint knows it")
    proxy: str | None = Field(
        default=None, description="HTTP proxy; the environment's own proxy variables are not read"
    )
    ca_file: Path | None = Field(default=None, description="certificates of a private authority, in PEM")
    timeout_seconds: float = Field(default=60.0, gt=0, description="longest wait for one answer")
    deadline_seconds: float = Field(default=120.0, gt=0, description="longest wait for one mail, over all attempts")
    retries: int = Field(default=2, ge=0, le=10, description="further attempts after a failure that may pass")
    max_tokens: int = Field(default=700, gt=0, description="longest answer, in tokens")
    temperature: float = Field(default=0.3, ge=0, le=2, description="0 is the most predictable")
    small_model: bool = Field(
        default=False, description="a model of a few hundred million parameters: short prompt, repetition discouraged"
    )
    circuit_failures: int = Field(
        default=3, ge=1, description="failures in a row after which the endpoint is left alone"
    )
    circuit_reset_seconds: float = Field(default=60.0, gt=0, description="how long it is left alone")


class LocalSettings(BaseModel):
    """A GGUF model run by llama.cpp in this process."""

    model_path: Path | None = Field(default=None, description="path of a GGUF file")
    context_tokens: int = Field(default=4096, ge=512, description="length of the context, in tokens")
    threads: int = Field(default=2, ge=1, description="threads of llama.cpp")


class WebSettings(BaseModel):
    """The service: where it listens, and what it takes in."""

    host: str = Field(default="127.0.0.1", description="address to listen on; put a TLS proxy in front for others")
    port: int = Field(default=8000, ge=0, le=65535, description="port to listen on; 0 takes a free one")
    workers: int = Field(default=2, ge=1, le=64, description="processes; one a core")
    max_body_bytes: int = Field(default=1_000_000, ge=1_000, description="longest request; longer ones get 413")
    rate_per_minute: int = Field(default=6_000, ge=1, description="requests a minute for one token; more get 429")
    queue: int = Field(default=64, ge=1, description="requests that may wait for one process; more get 503")
    shutdown_seconds: int = Field(default=30, ge=1, description="how long requests under way may take to end")


class Settings(BaseSettings):
    """Everything that an administrator can set."""

    model_config = SettingsConfigDict(env_prefix="SCRUPULE_", env_nested_delimiter="__", extra="ignore")

    database_url: str = Field(default="sqlite:///scrupule.db", description="SQLAlchemy URL of the records")
    master_key: SecretStr | None = Field(
        default=None, description="key that protects every other key: 32 bytes in base64, or use the file"
    )
    master_key_file: Path | None = Field(
        default=None, description="file of the master key, made by `scrupule keys create`; readable by its owner only"
    )
    erasures_file: Path | None = Field(
        default=None, description="list of erased keys, which outlives backups; beside the master key's file if unset"
    )
    packs: tuple[Path, ...] = Field(default=(), description="company packs, as a JSON list of paths")
    seal_key: SecretStr | None = Field(
        default=None, description="key of the seal on released text, 32 bytes or more; kept in the records if unset"
    )
    engine: EngineName = Field(default="auto", description="auto, openai, local or composer")
    llm: LlmSettings = LlmSettings()
    local: LocalSettings = LocalSettings()
    web: WebSettings = WebSettings()
    second_opinion: bool = Field(
        default=False, description="ask the configured model about sentences that may be pressure; its doubt holds"
    )
    review_days: int = Field(default=14, ge=1, le=365, description="after how many days a held draft expires")
    tracing: bool = Field(default=False, description="allow LangSmith tracing; off, whatever its own variables say")


def settings_table() -> str:
    """Every setting as a Markdown table: what ``docs/settings.md`` holds."""
    rows = [f"| `{name}` | {default} | {meaning} |" for name, default, meaning in _described(Settings, "SCRUPULE_")]
    return "\n".join(["| variable | default | meaning |", "|---|---|---|", *rows]) + "\n"


def _described(model: type[BaseModel], prefix: str) -> Iterator[tuple[str, str, str]]:
    for name, field in model.model_fields.items():
        if isinstance(field.default, BaseModel):
            yield from _described(type(field.default), f"{prefix}{name.upper()}__")
        else:
            default = "" if field.default is None else f"`{field.default}`"
            yield f"{prefix}{name.upper()}", default, field.description or ""
