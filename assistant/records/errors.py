"""What can go wrong with the records; each says what happened and what to do, and quotes nobody's data."""

from guardrails.errors import ScrupuleError


class RecordsError(ScrupuleError):
    """The database did not do what was asked; nothing of the transaction was kept."""

    code = "records.failed"
    status = 500


class RecordsUnreadable(RecordsError):
    """The database cannot be opened, is damaged, or is not one of Scrupule's."""

    code = "records.unreadable"
    status = 503


class RecordsBusy(RecordsError):
    """Another process holds the database for too long; try again."""

    code = "records.busy"
    status = 503


class RecordsNotWritable(RecordsError):
    """The database is read-only, or its disk is full."""

    code = "records.not_writable"
    status = 507


class RecordsNewer(RecordsError):
    """The database was written by a newer version of Scrupule."""

    code = "records.newer"
    status = 503


class ImportRefused(RecordsError):
    """A CRM's data contradicts what may not change; nothing was imported."""

    code = "records.import_refused"
    status = 409


class ContactNotFound(RecordsError):
    """What was typed does not lead to one contact.

    Attributes:
        hint: whom it may mean, by name; empty if nobody. For whoever reads the records anyway, on the command line;
            the sentence itself names nobody.
    """

    def __init__(self, sentence: str, hint: str = "") -> None:
        """Say what to do, and whom it may mean."""
        super().__init__(sentence)
        self.hint = hint


class ContactUnknown(ContactNotFound):
    """No contact answers to what was typed."""

    code = "contact.unknown"
    status = 404


class ContactAmbiguous(ContactNotFound):
    """Several contacts answer to what was typed."""

    code = "contact.ambiguous"
    status = 409


class SuggestionUnknown(RecordsError):
    """No stored suggestion has this id."""

    code = "suggestion.unknown"
    status = 404


class RepUnknown(RecordsError):
    """No rep has this id or address."""

    code = "rep.unknown"
    status = 404


class BackupFailed(RecordsError):
    """The backup could not be written; an older file of that name is as it was."""

    code = "backup.failed"
    status = 507


class BackupDamaged(RecordsError):
    """The file was cut or changed, or is not a backup; nothing was restored."""

    code = "backup.damaged"
    status = 422


class BackupKeyUnknown(RecordsError):
    """The backup was made with a master key that was not given; nothing was restored."""

    code = "backup.key_unknown"
    status = 409


class RestoreRefused(RecordsError):
    """Restoring would overwrite something, or bring erased people back; nothing was restored."""

    code = "restore.refused"
    status = 409
