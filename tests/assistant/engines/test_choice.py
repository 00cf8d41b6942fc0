"""Which engine writes."""

from pathlib import Path

import pytest

from assistant.engines.choice import choose_engine
from assistant.engines.errors import EngineMisconfigured
from assistant.settings import EngineName, LlmSettings, LocalSettings, Settings

ENDPOINT = LlmSettings(base_url="http://127.0.0.1:9/v1", model="m1")
MODEL = LocalSettings(model_path=Path("models/tiny.gguf"))


@pytest.mark.parametrize(
    ("engine", "llm", "local", "name", "model"),
    [
        ("auto", ENDPOINT, MODEL, "openai", "m1"),
        ("auto", LlmSettings(), MODEL, "local", "tiny"),
        ("auto", LlmSettings(), LocalSettings(), "composer", None),
        ("local", ENDPOINT, MODEL, "local", "tiny"),
        ("composer", ENDPOINT, MODEL, "composer", None),
        ("openai", ENDPOINT, MODEL, "openai", "m1"),
    ],
)
def test_the_settings_choose(engine: EngineName, llm: LlmSettings, local: LocalSettings, name: str, model: str) -> None:
    chosen = choose_engine(Settings(engine=engine, llm=llm, local=local))
    assert chosen.name == name
    assert chosen.is_model == (name != "composer")
    assert chosen.model
    assert model in (None, chosen.model)


def test_a_name_overrides_the_settings() -> None:
    assert choose_engine(Settings(engine="openai", llm=ENDPOINT), "composer").name == "composer"
    assert choose_engine(Settings(engine="composer", llm=ENDPOINT), "auto").name == "openai"


def test_an_endpoint_asked_for_but_not_set_says_what_to_set() -> None:
    with pytest.raises(EngineMisconfigured, match="SCRUPULE_LLM__BASE_URL"):
        choose_engine(Settings(llm=LlmSettings()), "openai")


def test_an_unknown_engine_is_refused() -> None:
    with pytest.raises(EngineMisconfigured, match="SCRUPULE_ENGINE"):
        choose_engine(Settings(), "oracle")  # type: ignore[arg-type]
