"""The gate: what an assistant writes passes it before a person sees it.

Ten lines are enough: see the README. No database, no web, no network.
"""

from guardrails.draft import Context, Draft, Fact, Recipient, Sender
from guardrails.gate import Gate
from guardrails.verdict import Finding, Released, Verdict

__all__ = ["Context", "Draft", "Fact", "Finding", "Gate", "Recipient", "Released", "Sender", "Verdict"]
