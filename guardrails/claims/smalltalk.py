"""Numbers that promise nothing: what the reader has, does or said, and what was already spoken of ("the two")."""

from guardrails.claims.rules import ClaimRule
from guardrails.claims.values import Count, Measurement
from guardrails.claims.wording import Wording
from guardrails.patterns import compile_pattern

_RULES = ("claims.statistic", "claims.quantity")
_SMALL = 12
_REACH = 64
_READER = compile_pattern(r"\b(?:vos|votre|vous|your|you|leurs?|their)\b[^,;:.!?]*$")
_OURS = compile_pattern(
    r"\b(?:nous|nos|notre|we|our|us|on)\b|\b(?:rejoi\w+|join\w*|benefici\w+|econom\w+|gagn\w+|profit\w+|recev\w+|obt\w+"
    r"|dispos\w+|aurez|trouv\w+|permet\w*|offr\w+|donn\w+|apport\w+|accompagn\w+|aid\w+|inclu\w+|compr\w+|propos\w+"
    r"|sav\w+|gain\w*|get\w*|receive\w*|enjoy\w*|will|can|pouvez|pourrez|help\w*|give\w*|bring\w*|offer\w*|choose|like"
    r"|comme|parmi|among|than|que)\b"
)
"""Who promises, or what is promised: a number after one of these may be ours, whoever the sentence names."""
_KNOWN_ALREADY = compile_pattern(
    r"\b(?:the|these|those|both|les|ces|mes|my|ses|his|her|leurs|their|vos|your)(?: (?:other|autres))? $"
)

_SOME_OF = compile_pattern(r" (?:of (?:our|my|the|us)|de (?:nos|mes|ces)|d'entre)\b")


def is_small_talk(rule: ClaimRule, folded: str, wording: Wording, measure: Measurement) -> bool:
    """Whether a number that looks like a figure about us is the reader's, or only refers back."""
    if rule.id not in _RULES or not isinstance(measure.value, Count):
        return False
    start, _ = wording.sentence_bounds(measure.start, len(folded))
    left = folded[max(start, measure.start - _REACH) : measure.start]
    if measure.value.low <= _SMALL and (_KNOWN_ALREADY.search(left) or _SOME_OF.match(folded[measure.end :][:16])):
        return True
    return is_theirs(left)


def is_theirs(left: str) -> bool:
    """Whether the words before a number make it the reader's own: "vous occupez 3 bureaux", "your 45 sites"."""
    match = _READER.search(left[-_REACH:])
    return match is not None and _OURS.search(match.group()) is None
