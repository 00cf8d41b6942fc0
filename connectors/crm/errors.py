"""What can go wrong while a CRM is read; each message says where and what to do, and quotes nobody's data."""

from guardrails.errors import ScrupuleError

SHOWN = 20
"""How many problems of one source are reported together."""


class CrmError(ScrupuleError):
    """The CRM cannot be read, or its data is not what Scrupule expects."""

    code = "crm.failed"
    status = 502


class CrmDataError(CrmError):
    """Rows of a CRM are wrong; nothing of it was taken.

    Attributes:
        problems: one sentence each, with file, line and column; at most 20.
    """

    code = "crm.invalid"
    status = 422

    def __init__(self, source: str, problems: tuple[str, ...]) -> None:
        self.problems = problems[:SHOWN]
        more = "\nThere may be more: correct these and try again." if len(problems) >= SHOWN else ""
        listed = "\n".join(f"  {problem}" for problem in self.problems)
        super().__init__(f"{source} was not imported, nothing was changed:\n{listed}{more}")
