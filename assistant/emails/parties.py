"""A guard of the assistant's own: a mail greets its recipient and is signed by its sender, not the other way round.

Small models that answer a mail often write it again from the customer's side. No rule of a pack sees that.
"""

from dataclasses import dataclass

from guardrails.draft import Context, Draft, Language, reader_language
from guardrails.folding import fold
from guardrails.verdict import Action, Finding, Report, Severity

_LONGEST_GREETING = 120
_MESSAGES: dict[str, dict[Language, str]] = {
    "greeting": {
        "fr": "Le mail salue son propre expéditeur : il semble écrit du côté du client.",
        "en": "The mail greets its own sender: it seems to be written from the customer's side.",
    },
    "signature": {
        "fr": "Le mail est signé du nom de son destinataire : il semble écrit du côté du client.",
        "en": "The mail is signed with its recipient's name: it seems to be written from the customer's side.",
    },
}
_SOURCE: dict[Language, str] = {
    "fr": "Un mail s’adresse à son destinataire (règle maison)",
    "en": "A mail speaks to its recipient (house policy)",
}


@dataclass(frozen=True, slots=True)
class _Line:
    text: str
    start: int


class PartiesGuard:
    """Holds a mail whose greeting or signature names the wrong party."""

    name = "parties"
    reads_markup = False

    def load(self) -> None:
        """Nothing to load."""

    def inspect(self, draft: Draft, context: Context) -> Report:
        """The greeting and the signature, if the context names both parties."""
        sender = fold(context.sender.name or "") if context.sender else ""
        recipients = [fold(one.name) for one in context.everyone if one.name]
        lines = _lines(draft.text)
        if draft.kind != "email" or not sender or not recipients or not lines:
            return Report()
        findings: list[Finding] = []
        greeting = fold(lines[0].text[:_LONGEST_GREETING])
        if _names(sender, greeting) and not any(_names(one, greeting) for one in recipients):
            findings.append(_finding("greeting", lines[0], draft, context))
        for line in lines[len(lines) // 2 :]:
            if fold(line.text).strip(" ,.") in recipients and fold(line.text).strip(" ,.") != sender:
                findings.append(_finding("signature", line, draft, context))
        return Report(tuple(findings))


def _lines(text: str) -> list[_Line]:
    lines: list[_Line] = []
    at = 0
    for line in text.split("\n"):
        if line.strip():
            lines.append(_Line(line, at))
        at += len(line) + 1
    return lines


def _names(person: str, line: str) -> bool:
    """Whether a line says a person's first or last name."""
    words = "".join(character if character.isalnum() else " " for character in line).split()
    return any(part in words for part in person.split() if len(part) > 2)


def _finding(kind: str, line: _Line, draft: Draft, context: Context) -> Finding:
    language = reader_language(draft, context)
    return Finding(
        guard="parties",
        rule=f"parties.{kind}",
        field="text",
        start=line.start,
        end=line.start + len(line.text),
        severity=Severity.HIGH,
        action=Action.HOLD,
        message=_MESSAGES[kind][language],
        source=_SOURCE[language],
    )
