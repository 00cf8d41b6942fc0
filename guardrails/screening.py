"""The screening interface: one JSON object a line in, one out. Stable, because it is also how the gate is measured."""

import json
import sys
from typing import Any, cast

from pydantic import BaseModel, ConfigDict, ValidationError

from guardrails.draft import Context, Draft, Kind, Span
from guardrails.gate import Gate
from guardrails.verdict import Verdict

MAX_LINE_BYTES = 16_000_000
_BRANCHES = ("str", "int", Span.__name__)


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
        return _error(None, number, f"not valid JSON: {_json_fault(error)}")
    if not isinstance(data, dict):
        return _error(None, number, "not a JSON object; write {\"text\": …}")  # fmt: skip
    try:
        row = Row.model_validate(data)
        draft = row.draft()
    except ValidationError as error:
        return _error(_identity(cast(object, data)), number, _explain(error))
    return {"id": row.id, **_result(gate.inspect(draft, row.context or Context()))}


def failed_line(line: bytes, number: int, message: str) -> dict[str, Any]:
    """The error object of a line that could not be screened, with the row's own id where it can be read."""
    try:
        return _error(_identity(json.loads(line)), number, message)
    except (ValueError, RecursionError):
        return _error(None, number, message)


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


def _identity(data: object) -> str | int | None:
    given = cast(dict[str, object], data).get("id") if isinstance(data, dict) else None
    return given if isinstance(given, (str, int)) else None


def _json_fault(error: ValueError | RecursionError) -> str:
    match error:
        case json.JSONDecodeError():
            return error.msg
        case RecursionError():
            return "too deeply nested"
        case _:  # the one other ValueError of json.loads: Python's limit on the digits of an integer
            return f"a number has more than {sys.get_int_max_str_digits():,} digits; write it as text"


def _explain(error: ValidationError) -> str:
    problems: dict[str, list[str]] = {}
    for one in error.errors():
        where = ".".join(str(part) for part in one["loc"] if not _names_a_type(part))
        said = problems.setdefault(where, [])
        message = one["msg"].removeprefix("Value error, ")
        # Each branch of a union complains; the reader sees one field with alternatives.
        said.append(message[:1].lower() + message[1:] if said else message)
    return "; ".join(
        ", or ".join([f"{where}: {said[0]}" if where else said[0], *said[1:]]) for where, said in problems.items()
    )


def _names_a_type(part: str | int) -> bool:
    return isinstance(part, str) and (part in _BRANCHES or part.startswith(("function-", "lax-or-strict", "tuple[")))


def _is_utf8(text: str) -> bool:
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True
