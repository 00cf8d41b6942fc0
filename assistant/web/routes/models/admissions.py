"""Whether somebody may be written to, as the API tells it."""

from typing import Literal

from pydantic import Field

from assistant.web.routes.models.wire import Code, Explanation, PersonName, RuleName, SeverityName, SourceName, Told
from guardrails.verdict import Admission, RecipientAdmission

AdmissionOutcome = Literal["admitted", "review", "refused"]


class AdmissionReason(Told):
    """Why a person may not be written to, or only after a human decided."""

    rule: RuleName
    severity: SeverityName
    message: Explanation
    source: SourceName


class RecipientAnswer(Told):
    """Whether one person may be written to."""

    recipient: PersonName
    outcome: AdmissionOutcome
    row: Code = Field(description="row of the contact table that decided")
    regime: Code = Field(description="opt_in, soft_opt_in, opt_out, …")
    reasons: tuple[AdmissionReason, ...]
    remedies: tuple[Explanation, ...] = Field(description="what would make it possible")


class AdmissionAnswer(Told):
    """The answer that is given before anything is read or written; the strictest recipient counts."""

    outcome: AdmissionOutcome
    recipients: tuple[RecipientAnswer, ...]


def admission_answer(admission: Admission) -> AdmissionAnswer:
    """The admission, person by person."""
    return AdmissionAnswer.model_validate(
        {"outcome": admission.outcome, "recipients": [recipient_answer(one) for one in admission.recipients]}
    )


def recipient_answer(person: RecipientAdmission) -> RecipientAnswer:
    """The admission of one person. A remedy that a message repeats is told once."""
    reasons = [
        AdmissionReason(
            rule=one.rule,
            severity=one.severity,
            message=_without(one.message, person.remedies),
            source=one.source,
        )
        for one in person.findings
    ]
    return RecipientAnswer.model_validate(
        {
            "recipient": person.recipient,
            "outcome": person.outcome,
            "row": person.row,
            "regime": person.regime,
            "reasons": reasons,
            "remedies": person.remedies,
        }
    )


def _without(message: str, remedies: tuple[str, ...]) -> str:
    for remedy in remedies:
        message = message.removesuffix(remedy).rstrip()
    return message
