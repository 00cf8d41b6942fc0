"""The hour said with a day, in figures or words: "à 15 h 30", "at four in the afternoon", "à dix heures et quart"."""

from datetime import time

from guardrails.claims.parsing.numbers import CLOCK_WORDS
from guardrails.patterns import Match, compile_pattern

_HOURS = {
    word: hour
    for words in (
        "une deux trois quatre cinq six sept huit neuf dix onze douze treize quatorze quinze seize dix-sept dix-huit"
        " dix-neuf vingt",
        "one two three four five six seven eight nine ten eleven twelve",
    )
    for hour, word in enumerate(words.split(), 1)
} | {"vingt et une": 21, "vingt-deux": 22, "vingt-trois": 23}
_LATER = r"de l'apres-midi|du soir|in the (?:afternoon|evening)|at night"
_CLOCK = compile_pattern(
    r",? ?(?:a partir de |(?:a|at|vers|around|de|des|from) )?(?:"
    r"(\d{1,2}) ?(?:h|:|heures?) ?(\d{2})\b|(\d{1,2})(?:[:.](\d{2}))? ?(am|pm|a\.m\.?|p\.m\.?)(?:\b|$|[ ,;)\n])"
    r"|(midi|noon)\b|(\d{1,2}) ?h\b"
    rf"|({CLOCK_WORDS}|\d{{1,2}}) (?:heures?(?: (et demie?|trente|et quart|quinze))?(?: (?:du matin|({_LATER})))?"
    rf"|(?:o'clock )?(?:in the morning|({_LATER})))"
    rf"|(half|quarter) past ({CLOCK_WORDS}) (?:in the morning|({_LATER})))\b"
)
_SPOKEN = compile_pattern(
    r",? ?(?:(?:at|from|by|for|around|about|starting at) )?(half past |quarter past |half )?"
    r"(one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)((?: o'clock)?(?: sharp)?)"
    r"(?:[.,;:!?)\n]|$| (?:by|and|in|with|to|on|so|if|outside|please)\b)"
)
"""An hour of twelve; "half eight" is half past, as the British say it."""
_AT = ("at", "fr", "by")
_PAST = {"half past ": 30, "half ": 30, "quarter past ": 15}
_MINUTES = {"et demi": 30, "et demie": 30, "trente": 30, "half": 30, "et quart": 15, "quinze": 15, "quarter": 15}


def clock_at(folded: str, at: int) -> tuple[int, time, bool] | None:
    """The hour that stands at an offset of a folded text, where it ends, and whether it is one of twelve only."""
    ahead = folded[at : at + 48]
    if match := _CLOCK.match(ahead):
        hour, minute = _said(match)
        if match.group(5) or match.group(10) or match.group(11) or match.group(14):
            hour = hour % 12 + (0 if (match.group(5) or "").startswith("a") else 12)
        return (at + _end(match), time(hour, minute), False) if hour < 24 and minute < 60 else None
    if (spoken := _SPOKEN.match(ahead)) and (spoken.group(1) or spoken.group(3) or ahead.lstrip(" ,")[:2] in _AT):
        minute = _PAST.get(spoken.group(1) or "", 0)
        return at + spoken.end(3), time(_HOURS[spoken.group(2)] % 24, minute), True
    return None


def _end(match: Match) -> int:
    """Where the hour ends: after "p.m." what follows belongs to the text."""
    return match.end(5) if match.group(5) else match.end()


def _said(match: Match) -> tuple[int, int]:
    if match.group(6):
        return 12, 0
    if word := match.group(8) or match.group(13):
        return _HOURS.get(word) or int(word), _MINUTES.get(match.group(9) or match.group(12) or "", 0)
    return int(match.group(1) or match.group(3) or match.group(7)), int(match.group(2) or match.group(4) or 0)
