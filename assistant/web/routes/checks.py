"""`POST /v1/check`: a text that a person wrote, checked by the same gate as a model's."""

from typing import Annotated

from fastapi import APIRouter, Body, Depends

from assistant.checking import Checked, OwnText, journal_check, judge_text
from assistant.web.language import ReaderLanguage
from assistant.web.principal import Principal, Role, require
from assistant.web.routes.answers import answers, request_examples
from assistant.web.routes.models.checks import CheckAnswer, CheckRequest, ReleasedWords
from assistant.web.routes.models.findings import placed, placed_evidence
from assistant.web.state import Service, ServiceParts
from guardrails.draft import Language

router = APIRouter(prefix="/v1", tags=["check"])

Writer = Annotated[Principal, Depends(require(Role.REP, Role.MANAGER))]


@router.post(
    "/check",
    summary="Check a text",
    **answers(
        "checks.check",
        "check.invalid",
        "contact.unknown",
        "contact.ambiguous",
        "records.not_writable",
        body=True,
    ),
)
async def check(
    asked: Annotated[CheckRequest, Body(openapi_examples=request_examples("checks.check"))],
    service: ServiceParts,
    writer: Writer,
    language: ReaderLanguage,
) -> CheckAnswer:
    """Decision, findings and evidence for the text, and the text that may leave, if it may.

    With a `contact` it is also decided whether this person may be written to for this occasion. Nothing of the text
    is kept: the journal notes the decision and the rules. A manager's check has no sender, so that nobody's signature
    is expected, and is explained in the language of `Accept-Language`; a rep's in the rep's own.
    """
    checked = await service.checking.run(_judged, service, asked, writer, language)
    # The next text is judged while the disk writes the entry of this one.
    return await service.journaling.run(_journaled, service, checked, writer)


def _judged(service: Service, asked: CheckRequest, writer: Principal, language: Language) -> Checked:
    own = OwnText(
        asked.text,
        asked.subject,
        asked.language,
        asked.contact,
        asked.occasion,
        writer.rep_id,
        markup=asked.format,
        quoted=asked.quoted,
        mentionable=asked.mentionable,
        reader=None if writer.rep_id else language,
    )
    return judge_text(service.workspace, own, service.clock())


def _journaled(service: Service, checked: Checked, writer: Principal) -> CheckAnswer:
    journal_check(service.workspace.records, checked, writer.actor)
    verdict, facts = checked.verdict, {fact.id: fact for fact in checked.facts}
    service.metrics.decided("check", verdict.decision)
    released = verdict.released
    return CheckAnswer(
        decision=verdict.decision,
        findings=tuple(placed(one) for one in verdict.findings),
        evidence=tuple(placed_evidence(one, facts[one.fact]) for one in verdict.evidence if one.fact in facts),
        released=ReleasedWords(subject=released, text=released) if released else None,
        language="en" if verdict.language == "en" else "fr",
        packs=verdict.packs,
    )
