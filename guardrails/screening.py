"""The screening interface: one JSON object a line in, one out. Stable, because it is also how the gate is measured."""

import json
from collections.abc import Iterable, Iterator
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from guardrails.draft import Context, Draft, Kind, Span
from guardrails.gate import Gate
from guardrails.verdict import Verdict

MAX_LINE_BYTES = 16_000_000


class Row(BaseModel):
    """One line of input. Only `text` is required; unknown keys are ignored."""

    model_config = ConfigDict(extra="ignore")

    id: str | int | None = None
    text: str
    subject: str | None = None
    kind: Kind | None = None
    language: str | None = None
    format: str | None = None
    quoted: tuple[Span | tuple[int, int], ...] | None = None
    context: Context | None = None

    def draft(self) -> Draft:
        """The draft that the row holds."""
        quoted = tuple(one if isinstance(one, Span) else Span(start=one[0], end=one[1]) for one in self.quoted or ())
        given: dict[str, Any] = {"kind": self.kind, "language": self.language, "format": self.format}
        kept = {name: value for name, value in given.items() if value is not None}
        return Draft.model_validate({"text": self.text, "subject": self.subject, "quoted": quoted, **kept})


def screen_line(gate: Gate, line: bytes, number: int) -> dict[str, Any]:
    """Screen one line; an object with ``error`` and the line number when it cannot be read."""
    if len(line) > MAX_LINE_BYTES:
        return _error(None, number, f"longer than {MAX_LINE_BYTES:,} bytes; split the text")
    try:
        data = json.loads(line.decode("utf-8"))
    except UnicodeDecodeError as error:
        return _error(None, number, f"not UTF-8 (byte {error.start})")
    except (ValueError, RecursionError) as error:
        reason = error.msg if isinstance(error, json.JSONDecodeError) else "too deeply nested"
        return _error(None, number, f"not valid JSON: {reason}")
    if not isinstance(data, dict):
        return _error(None, number, "not a JSON object; write {\"text\": …}")  # fmt: skip
    try:
        row = Row.model_validate(data)
        draft = row.draft()
    except ValidationError as error:
        given = cast(dict[str, object], data).get("id")
        return _error(given if isinstance(given, (str, int)) else None, number, _explain(error))
    return {"id": row.id, **_result(gate.inspect(draft, row.context or Context()))}


def screen_lines(gate: Gate, lines: Iterable[tuple[int, bytes]]) -> Iterator[dict[str, Any]]:
    """Screen numbered lines, in order."""
    for number, line in lines:
        yield screen_line(gate, line, number)


def to_json(result: dict[str, Any]) -> str:
    """The result as one line; characters that UTF-8 cannot carry are escaped."""
    line = json.dumps(result, ensure_ascii=False)
    return line if _is_utf8(line) else json.dumps(result)


def _result(verdict: Verdict) -> dict[str, Any]:
    return {
        "decision": str(verdict.decision),
        "text": verdict.released.text if verdict.released else None,
        "subject": verdict.released.subject if verdict.released else None,
        "language": verdict.language,
        "findings": [one.as_dict() for one in verdict.findings],
        "evidence": [one.as_dict() for one in verdict.evidence],
        "packs": list(verdict.packs),
        "elapsed_ms": round(verdict.elapsed_ms, 3),
    }


def _error(identity: str | int | None, number: int, message: str) -> dict[str, Any]:
    return {"id": identity, "line": number, "error": f"line {number}: {message}"}


def _explain(error: ValidationError) -> str:
    problems: list[str] = []
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"] if not str(part).startswith(("function-", "lax-or-strict")))
        problems.append(f"{where}: {one['msg']}")
    return "; ".join(problems)


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
