"""Migrations of the records: each file of `versions` takes the tables one step forward.

To add one: copy the newest file, name its predecessor in `down_revision`, and write the step by hand with
`alembic.op`. A test compares what all steps make with `assistant.records.tables`.
"""

from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect

from assistant.records.errors import RecordsNewer, RecordsUnreadable
from assistant.records.master import MasterKeys

PLAIN_TEXT = ("0001",)
"""Revisions that did not encrypt."""


def upgrade(connection: Connection, master: MasterKeys, revision: str = "head") -> bool:
    """Bring the tables to the newest form, in the caller's transaction. Does nothing if they are there already.

    Returns:
        Whether there was plain text that is encrypted now: what is left of it in the database's files should go.

    Args:
        master: wraps the keys with which a step encrypts what was plain text.
        revision: stop there, as old records must be made to be tested or restored.

    Raises:
        RecordsNewer: a newer version of Scrupule wrote the database.
        RecordsUnreadable: it holds tables of something else.
    """
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent).replace("%", "%%"))
    config.attributes["connection"] = connection
    config.attributes["master"] = master
    present = MigrationContext.configure(connection).get_current_revision()
    script = ScriptDirectory.from_config(config)
    if present == script.get_current_head():
        return False
    if present is None and inspect(connection).get_table_names():
        raise RecordsUnreadable("the database belongs to something else; give Scrupule a database of its own")
    if present is not None and present not in {revision.revision for revision in script.walk_revisions()}:
        raise RecordsNewer(f"the records are of version {present}, newer than this Scrupule; install its newer version")
    command.upgrade(config, revision)
    return present in PLAIN_TEXT
