"""Writes mails with a GGUF model run by llama.cpp in this process, spoken to like any other endpoint."""

import threading
from typing import Final

from langchain_core.messages import BaseMessage
from pydantic import SecretStr

from assistant.engines.dialect import Form
from assistant.engines.llama import LlamaSpec, bundled_model, server_for
from assistant.engines.openai import OpenAIEngine
from assistant.engines.request import Email, EmailRequest
from assistant.settings import LlmSettings, LocalSettings

_SMALL_FILE: Final = 600_000_000
"""Bytes of weights under which a model gets the compact prompt: SmolLM2 135M copies long rules into its mail."""
_SMALL_ANSWER: Final = 350
"""Tokens; a small model that has not finished a mail by then is going round in circles."""

__all__ = ["LocalEngine", "bundled_model"]


class LocalEngine:
    """One GGUF model. Nothing is loaded before the first mail; thread-safe.

    Args:
        settings: the model; without a path, the bundled one.
        llm: lengths, temperature and time-outs; its address and key are not used.

    Raises:
        EngineMisconfigured: no path is set and no bundled model is installed.
    """

    name = "local"
    is_model = True

    def __init__(self, settings: LocalSettings, llm: LlmSettings | None = None) -> None:
        path = settings.model_path or bundled_model()
        self.model = path.stem
        self._llm = llm or LlmSettings()
        self._path = path.resolve()
        self._server = server_for(LlamaSpec(self._path, settings.context_tokens, settings.threads))
        self._engine: OpenAIEngine | None = None
        self._address = ""
        self._lock = threading.Lock()

    def write(self, request: EmailRequest) -> Email:
        """Write one mail; starts llama.cpp the first time (about half a second for SmolLM2).

        Raises:
            EngineError: as `OpenAIEngine.write`; EngineMisconfigured if the model cannot be loaded.
        """
        with self._server.use() as address:
            return self._speaking_to(address).write(request)

    def answer(self, messages: list[BaseMessage], form: Form, seed: int = 0) -> str:
        """What the model says to some messages; as `OpenAIEngine.answer`."""
        with self._server.use() as address:
            return self._speaking_to(address).answer(messages, form, seed)

    def stop(self) -> bool:
        """Release the model's memory; False when another thread is still writing. The next mail loads it again."""
        with self._lock:
            engine, self._engine, self._address = self._engine, None, ""
        stopped = self._server.stop()
        if engine is not None:
            engine.close()
        return stopped

    def _speaking_to(self, address: str) -> OpenAIEngine:
        with self._lock:
            if self._engine is None or self._address != address:
                endpoint = {
                    "base_url": address,
                    "api_key": SecretStr(self._server.api_key),
                    "model": self.model,
                    "proxy": None,
                    "ca_file": None,
                }
                self._engine, self._address = self._engine_at(self._llm.model_copy(update=endpoint)), address
            return self._engine

    def _engine_at(self, endpoint: LlmSettings) -> OpenAIEngine:
        if self._path.stat().st_size < _SMALL_FILE:
            shorter = {"small_model": True, "max_tokens": min(endpoint.max_tokens, _SMALL_ANSWER)}
            return OpenAIEngine(endpoint.model_copy(update=shorter))
        return OpenAIEngine(endpoint)
