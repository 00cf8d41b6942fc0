"""What may be said of an exception in a log: its type and its place, never its message or its values."""

from pathlib import Path
from traceback import walk_tb
from typing import Final

_ROOT: Final = Path(__file__).resolve().parents[2]
_OURS: Final = tuple(_ROOT / name for name in ("assistant", "connectors", "guardrails", "prompts"))
_PACKAGES: Final = "site-packages"


def kind_of(error: BaseException) -> str:
    """The type, by its full name; with the type that caused it, if there is one."""
    cause = error.__cause__
    return f"{_name(error)} from {_name(cause)}" if cause else _name(error)


def place_of(error: BaseException) -> str | None:
    """``file:line`` of our own code where it passed last, and after ``>`` of the foreign code that raised it."""
    frames = [(frame.f_code.co_filename, line) for frame, line in walk_tb(error.__traceback__)]
    if not frames:
        return None
    own = [one for one in frames if any(folder in Path(one[0]).parents for folder in _OURS)]
    told = dict.fromkeys([*own[-1:], frames[-1]])
    return " > ".join(f"{_short(file)}:{line}" for file, line in told)


def _name(error: BaseException) -> str:
    return f"{type(error).__module__}.{type(error).__qualname__}".removeprefix("builtins.")


def _short(file: str) -> str:
    path = Path(file)
    if _ROOT in path.parents and _PACKAGES not in path.relative_to(_ROOT).parts:
        return str(path.relative_to(_ROOT))
    return "/".join(path.parts[path.parts.index(_PACKAGES) + 1 :]) if _PACKAGES in path.parts else path.name
