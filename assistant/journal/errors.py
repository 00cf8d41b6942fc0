"""What can go wrong with the journal; each says what to do, and quotes nobody's data."""

from guardrails.errors import ScrupuleError


class JournalDamaged(ScrupuleError):
    """An entry is not what was written; `scrupule journal verify` says which, and what happened to it."""

    code = "journal.damaged"
    status = 500


class ExportInvalid(ScrupuleError):
    """A file is not an export of the journal; the message names the line."""

    code = "journal.export_invalid"
    status = 422


class CheckpointInvalid(ScrupuleError):
    """A checkpoint cannot be read, or was not signed with the key that it is checked against."""

    code = "journal.checkpoint_invalid"
    status = 422
