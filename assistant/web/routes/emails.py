"""`/v1/emails`: a brief worked on while the rep waits, or while the rep watches; what became of it; that it leaves."""

from dataclasses import dataclass
from functools import partial
from typing import Annotated

from fastapi import APIRouter, Body, Depends, Request, Response
from fastapi.responses import JSONResponse

from assistant.emails.brief import Brief, make_brief
from assistant.emails.incoming import IncomingMail, parse_incoming
from assistant.emails.progress import Progress, ignore
from assistant.emails.recall import find_outcome
from assistant.emails.sending import send
from assistant.records.errors import SuggestionUnknown
from assistant.records.suggestions import NO_SUGGESTION, RequestIdentity, suggestion
from assistant.web.principal import Principal, Role, require
from assistant.web.routes.answers import answers, request_examples, with_members
from assistant.web.routes.idempotency import REPLAYED, IdempotencyKey, request_digest, request_key
from assistant.web.routes.models.emails import (
    BriefRequest,
    DecidedMail,
    IncomingFile,
    IncomingText,
    QueuedMail,
    RefusalProblem,
    SentMail,
)
from assistant.web.routes.models.wire import GivenId
from assistant.web.routes.outcomes import Answer, answer
from assistant.web.routes.streaming import event_stream, wants_events
from assistant.web.state import Service, ServiceParts

router = APIRouter(prefix="/v1/emails", tags=["emails"])

Rep = Annotated[Principal, Depends(require(Role.REP))]
Reader = Annotated[Principal, Depends(require(Role.REP, Role.MANAGER))]


@router.post(
    "",
    summary="Write a mail for a contact",
    **with_members(
        answers(
            "emails.write",
            "idempotency.malformed",
            "contact.unknown",
            "contact.ambiguous",
            "brief.invalid",
            "incoming.invalid",
            "request.reused",
            "records.not_writable",
            told={200: DecidedMail, 202: QueuedMail},
            body=True,
            events=True,
        ),
        403,
        RefusalProblem,
        "emails.write",
    ),
)
async def write_email(
    request: Request,
    brief: Annotated[BriefRequest, Body(openapi_examples=request_examples("emails.write"))],
    service: ServiceParts,
    rep: Rep,
    key: IdempotencyKey,
) -> Response:
    """Admission first, then a draft, then the gate.

    **200**: the mail passed; or its `status` is `closed`: when the same is asked again, it may have been rejected, sent
    back or have lapsed since. **202**: it waits for a reviewer; the composer's mail is in `offered` if that passes.
    **403**: the person may not be written to, or the brief asks for what may not be written; nothing was written.

    With `Accept: text/event-stream` the answer is a stream: `progress` events while the mail is being written and
    checked, then one event that is called `released`, `queued`, `closed`, `refused` or `problem` and holds the same
    JSON. Whoever leaves early finds the mail under `GET /v1/emails/{id}`: the work goes on to its end.
    """
    work = partial(_write, service, brief, rep, _identity(request, brief, rep, key))

    async def told(watcher: Progress) -> Answer:
        return (await service.writing.run(work, watcher)).told

    if wants_events(request):
        return event_stream(request, told)
    return _response(await service.writing.run(work, ignore))


@router.get(
    "/{suggestion_id}",
    summary="What became of a mail",
    **answers("emails.read", "suggestion.unknown"),
)
async def read_email(suggestion_id: GivenId, service: ServiceParts, reader: Reader) -> Answer:
    """The mail if it may still leave; else why not: the reasons, the review and what the reviewer advised.

    Released text is opened again by the gate, and given only while what it rests on holds. Reps see their own.
    """
    return await service.checking.run(_recall, service, suggestion_id, reader)


@router.post(
    "/{suggestion_id}/sent",
    summary="The mail leaves now",
    **answers(
        "emails.sent",
        "suggestion.unknown",
        "suggestion.not_released",
        "suggestion.sent",
        "seal.invalid",
        "records.not_writable",
    ),
)
async def send_email(suggestion_id: GivenId, service: ServiceParts, rep: Rep) -> SentMail:
    """Call this before the mail goes: the gate opens it once more, and of two who ask at once one is told so.

    From then on it counts towards how often the contact is written to.
    """
    return await service.checking.run(_send, service, suggestion_id, rep)


@dataclass(frozen=True, slots=True)
class _Written:
    told: Answer
    replayed: bool


def _write(
    service: Service, asked: BriefRequest, rep: Principal, identity: RequestIdentity | None, watcher: Progress
) -> _Written:
    brief = _brief(asked, rep)
    outcome = service.writer.write(brief, service.clock(), actor=rep.actor, request=identity, progress=watcher)
    service.metrics.decided("emails", outcome.status)
    return _Written(answer(outcome), outcome.replayed)


def _recall(service: Service, suggestion_id: str, reader: Principal) -> Answer:
    _check_owner(service, suggestion_id, reader)
    workspace = service.workspace
    outcome = find_outcome(workspace.gate, workspace.records, suggestion_id, service.clock(), actor=reader.actor)
    return answer(outcome)


def _send(service: Service, suggestion_id: str, rep: Principal) -> SentMail:
    _check_owner(service, suggestion_id, rep)
    now = service.clock()
    released = send(service.workspace.gate, service.workspace.records, suggestion_id, now, actor=rep.actor)
    return SentMail(suggestion=suggestion_id, sent_at=now, subject=released, text=released)


def _check_owner(service: Service, suggestion_id: str, reader: Principal) -> None:
    """Reps see their own mails; another's does not exist for them."""
    with service.workspace.records.reading() as session:
        owner = suggestion(session, suggestion_id).rep_id
    if reader.role is Role.REP and owner != reader.rep_id:
        raise SuggestionUnknown(NO_SUGGESTION)


def _brief(asked: BriefRequest, rep: Principal) -> Brief:
    return make_brief(
        asked.contact,
        asked.occasion,
        asked.language,
        asked.tone,
        asked.points,
        _incoming(asked),
        rep.rep_id,
        asked.mentionable,
        asked.variation,
    )


def _incoming(asked: BriefRequest) -> IncomingMail | None:
    match asked.reply_to:
        case None:
            return None
        case IncomingFile(eml=raw):
            return parse_incoming(raw)
        case IncomingText(text=text, subject=subject):
            return IncomingMail(subject, "", text, None, None)
        case text:
            return parse_incoming(text.encode())


def _identity(request: Request, brief: BriefRequest, rep: Principal, key: str | None) -> RequestIdentity | None:
    return RequestIdentity(request_key(key, rep), request_digest(request, brief)) if key else None


def _response(written: _Written) -> Response:
    told = written.told
    status = 202 if isinstance(told, QueuedMail) else 200
    headers = {REPLAYED: "true"} if written.replayed else {}
    if status == 202:
        headers["Location"] = f"{router.prefix}/{told.suggestion}"
    return JSONResponse(told.model_dump(mode="json"), status, headers)
