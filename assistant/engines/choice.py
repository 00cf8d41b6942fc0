"""Chooses what writes."""

from assistant.engines.errors import EngineMisconfigured
from assistant.engines.request import Engine
from assistant.settings import EngineName, Settings


def choose_engine(settings: Settings, name: EngineName | None = None) -> Engine:
    """The engine that the settings, or a name that overrides them, ask for.

    ``auto`` is the endpoint if one is set, else a local model if one is set, else the composer. Keep the
    result for the life of the process: it remembers what failed, and holds connections or a model.

    Raises:
        EngineMisconfigured: the engine asked for cannot be set up; the message says what to set.
    """
    # Imported here: langchain takes two seconds that a composer's mail need not wait for.
    match _resolved(settings, name or settings.engine):
        case "openai":
            from assistant.engines.openai import OpenAIEngine

            return OpenAIEngine(settings.llm, tracing=settings.tracing)
        case "local":
            from assistant.engines.local import LocalEngine

            return LocalEngine(settings.local, settings.llm)
        case "composer":
            from assistant.engines.composer import Composer

            return Composer()
        case other:
            raise EngineMisconfigured(
                f"there is no engine {other!r}; SCRUPULE_ENGINE is auto, openai, local or composer"
            )


def _resolved(settings: Settings, name: EngineName) -> str:
    if name != "auto":
        return name
    if settings.llm.base_url:
        return "openai"
    return "local" if settings.local.model_path else "composer"
