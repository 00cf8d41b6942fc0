"""`GET /v1/journal/verify`: reads the whole journal and says what was done to it, if anything was."""

from typing import Annotated, Final

from fastapi import APIRouter, Depends

from assistant.journal.journal import verify
from assistant.web.errors import Overloaded
from assistant.web.lanes import LaneTaken
from assistant.web.principal import Principal, Role, require
from assistant.web.routes.answers import answers
from assistant.web.routes.models.journal import FaultAnswer, VerificationAnswer
from assistant.web.state import Service, ServiceParts

_RETRY_SECONDS: Final = 30

router = APIRouter(prefix="/v1/journal", tags=["journal"])

Auditor = Annotated[Principal, Depends(require(Role.PRIVACY_OFFICER, Role.ADMINISTRATOR))]


@router.get("/verify", summary="Is the journal whole?", **answers("journal.verify"))
async def verify_journal(service: ServiceParts, _auditor: Auditor) -> VerificationAnswer:
    """Finds entries that were changed, removed, moved, repeated or inserted, and says which.

    Entries cut off the end, and a chain that was rewritten to its end, are seen against a checkpoint only: see
    `scrupule journal verify --checkpoint`, which works offline as well. Verifies once at a time.
    """
    try:
        return await service.verifying.run_now(_verified, service)
    except LaneTaken:
        raise Overloaded(
            "the journal is being verified for somebody already; try again in a while",
            headers={"Retry-After": str(_RETRY_SECONDS)},
        ) from None


def _verified(service: Service) -> VerificationAnswer:
    with service.workspace.records.reading() as session:
        found = verify(session)
    faults = tuple(FaultAnswer(seq=one.seq, kind=one.kind, message=one.sentence) for one in found.faults)
    return VerificationAnswer(
        sound=found.is_sound, entries=found.entries, last=found.last.hash, faults=faults, more=found.more
    )
