"""Read packs: YAML in, validated models out, errors that name the line."""

import difflib
from collections.abc import Sequence
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

import yaml
from pydantic import ValidationError
from pydantic_core import ErrorDetails
from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError, YAMLError

from guardrails.errors import PackError
from guardrails.packs.pack import Pack

_MAX_BYTES = 2_000_000


def read_pack(path: Path) -> Pack:
    """Read and validate one pack.

    Raises:
        PackError: the file is missing, is not YAML, or breaks the schema; one line per problem,
            each ``file:line: what is wrong``.
    """
    try:
        if path.stat().st_size > _MAX_BYTES:
            raise PackError(f"{path}: larger than {_MAX_BYTES:,} bytes; split the pack into several files")
        source = path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise PackError(f"{path}: not UTF-8 (byte {error.start}); save the file as UTF-8") from error
    except OSError as error:
        raise PackError(f"{path}: cannot be read ({error.strerror or error}); check the path") from error
    return parse_pack(source, str(path))


def parse_pack(source: str, name: str) -> Pack:
    """Validate the text of a pack; `name` is what errors call it."""
    try:
        data: Any = YAML(typ="rt", pure=True).load(source)  # pyright: ignore[reportUnknownMemberType]  # untyped library
    except MarkedYAMLError as error:
        fault: Any = error
        line = fault.problem_mark.line + 1 if fault.problem_mark else 1
        raise PackError(f"{name}:{line}: not valid YAML: {fault.problem}") from error
    except (YAMLError, RecursionError) as error:
        raise PackError(f"{name}:1: not valid YAML ({type(error).__name__}); compare it with a shipped pack") from error
    if not isinstance(data, dict):
        raise PackError(f"{name}:1: a pack is a mapping that starts with `pack:`, `version:` and `kind:`")
    try:
        return Pack.model_validate(data)
    except ValidationError as error:
        problems = [f"{name}:{_line_of(data, one['loc'])}: {_explain(one)}" for one in error.errors()]
        raise PackError("\n".join(problems)) from error


@lru_cache(maxsize=1)
def shipped_packs() -> tuple[Pack, ...]:
    """The packs that always load: countries and house policy, in alphabetical order."""
    folder = resources.files("guardrails.packs")
    files = sorted((one for one in folder.iterdir() if one.name.endswith(".yaml")), key=lambda one: one.name)
    return tuple(_parse_shipped(one.read_text(encoding="utf-8"), one.name) for one in files)


def _parse_shipped(source: str, name: str) -> Pack:
    """Without positions, through libyaml: ruamel takes a hundred times longer, and tests hold these files right."""
    try:
        return Pack.model_validate(yaml.load(source, yaml.CSafeLoader))
    except (yaml.YAMLError, ValidationError):
        return parse_pack(source, name)


def load_packs(names: Sequence[str | Path]) -> tuple[Pack, ...]:
    """All shipped packs, then the company packs named by path.

    Raises:
        PackError: a name that is neither a shipped pack nor a file; two packs of the same name.
    """
    shipped = {pack.pack: pack for pack in shipped_packs()}
    company: list[Pack] = []
    for name in names:
        if str(name) in shipped:
            continue
        path = Path(name)
        if not path.exists() and path.suffix not in (".yaml", ".yml"):
            raise PackError(
                f"no pack is called {str(name)!r}; shipped packs are {', '.join(shipped)}, others are named by path"
            )
        pack = read_pack(path)
        if pack.kind != "company":
            raise PackError(f"{path}: a pack of your own is `kind: company`; {pack.kind} packs ship with Scrupule")
        company.append(pack)
    packs = (*shipped.values(), *company)
    twice = {pack.pack for pack in packs if sum(other.pack == pack.pack for other in packs) > 1}
    if twice:
        raise PackError(f"two packs are called {', '.join(sorted(twice))}; give the company pack a name of its own")
    return packs


def _line_of(data: Any, location: tuple[int | str, ...]) -> int:
    """The line of the deepest part of `location` that is there; ruamel's round-trip nodes carry positions."""
    node, line = data, data.lc.line
    for part in location:
        try:
            line = (node.lc.key(part) if isinstance(part, str) else node.lc.item(part))[0]
            node = node[part]
        except (KeyError, IndexError, TypeError, AttributeError):
            break
    return int(line) + 1


def _explain(error: ErrorDetails) -> str:
    where = ".".join(str(part) for part in error["loc"])
    if error["type"] == "extra_forbidden":
        known = _known_keys(error["loc"])
        near = difflib.get_close_matches(str(error["loc"][-1]), known, n=1)
        hint = f"; did you mean `{near[0]}`?" if near else f"; known keys are {', '.join(known)}" if known else ""
        return f"unknown key `{error['loc'][-1]}` ({where}){hint}"
    if error["type"] == "missing":
        return f"`{error['loc'][-1]}` is missing ({where})"
    return f"{where}: {error['msg']}"


def _known_keys(location: tuple[int | str, ...]) -> list[str]:
    model: Any = Pack
    for part in location[:-1]:
        if isinstance(part, int) or not hasattr(model, "model_fields"):
            continue
        annotation = model.model_fields[part].annotation if part in model.model_fields else None
        inner = [one for one in (annotation, *getattr(annotation, "__args__", ())) if hasattr(one, "model_fields")]
        model = inner[0] if inner else None
    return list(model.model_fields) if hasattr(model, "model_fields") else []
