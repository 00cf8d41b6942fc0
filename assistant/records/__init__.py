"""The records: contacts, consents, products, facts, what was said, and the suggestions that were made.

Start at `open_records`; `tables` says what is kept, the other modules are the questions that can be asked.
"""

from assistant.records.database import Records, open_records

__all__ = ["Records", "open_records"]
