"""Held drafts, and what the records say of them afterwards."""

from collections.abc import Sequence
from datetime import datetime

from assistant.emails.brief import make_brief
from assistant.emails.outcome import Outcome
from assistant.journal.journal import newest_entries
from assistant.records.suggestions import suggestion
from assistant.records.tables import Suggestion
from assistant.review.viewing import Waiting, view, waiting
from assistant.workspace import Workspace
from guardrails.draft import Language
from tests.assistant.scripted import Scripted
from tests.demo_company import NOW

MANAGER = "mgr-1"
ASKER = "token-9"
REASON = "vérifié avec la direction technique"


def write(workspace: Workspace, *answers: str | Exception, now: datetime = NOW) -> Outcome:
    """What became of a brief for Claire Martin that `ASKER` gave, with an engine that answers like this."""
    brief = make_brief("c-001", "follow_up", points=("rappeler le prix du Levant 120",), rep="rep-1")
    return workspace.writer_with(Scripted(answers)).write(brief, now, actor=ASKER)


def held(workspace: Workspace) -> Waiting:
    """The draft that waits."""
    (only,) = waiting(workspace.records, NOW)
    return only


def keys(workspace: Workspace, review: str, now: datetime = NOW, language: Language = "fr") -> list[str]:
    """The findings that a reviewer may take upon themselves."""
    seen = view(workspace.gate, workspace.records, review, now, actor=MANAGER, language=language)
    return [one.key for one in seen.may_be_taken]


def stored(workspace: Workspace, key: str | None) -> Suggestion:
    """A suggestion as it is stored now."""
    assert key is not None
    with workspace.records.reading() as session:
        return suggestion(session, key)


def journal(workspace: Workspace, last: int) -> Sequence[str]:
    """The last events of the journal, oldest first, each with who did it."""
    with workspace.records.reading() as session:
        return [f"{one.event} {one.actor}" for one in reversed(newest_entries(session, last))]
