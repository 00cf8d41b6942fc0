"""Whether the journal is whole."""

from typing import Annotated

from pydantic import Field

from assistant.journal.faults import FaultKind
from assistant.web.routes.models.wire import Digest, Explanation, Told


class FaultAnswer(Told):
    """One thing that was done to the journal."""

    seq: int = Field(description="number of the entry, or of the first of them")
    kind: FaultKind
    message: Explanation


class VerificationAnswer(Told):
    """What reading the whole journal showed."""

    sound: bool = Field(description="whether nothing is wrong")
    entries: Annotated[int, Field(ge=0, description="how many entries there are")]
    last: Digest = Field(description="hash of the last entry; keep it, or export a checkpoint, to notice a cut end")
    faults: tuple[FaultAnswer, ...]
    more: Annotated[int, Field(ge=0, description="how many faults there are besides those listed")]
