"""The master key of the tests: fixed, so that records can be opened again."""

from base64 import b64encode

from assistant.records.master import MasterKey, MasterKeys

SECRET = bytes(range(32))
MASTER = MasterKeys(MasterKey.of(SECRET))
MASTER_SETTING = b64encode(SECRET).decode()
"""As `SCRUPULE_MASTER_KEY` takes it."""
