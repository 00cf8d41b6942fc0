"""Which language a text is in. lingua: maintained, offline, made for short texts; n-gram models inside the wheel."""

import threading
from itertools import islice
from typing import Final

from lingua import IsoCode639_1, Language, LanguageDetector, LanguageDetectorBuilder

from guardrails.draft import Context, Draft, reader_language
from guardrails.verdict import Action, Finding, Severity

SUPPORTED: Final = ("fr", "en")
_KNOWN = (
    Language.FRENCH, Language.ENGLISH, Language.GERMAN, Language.SPANISH, Language.ITALIAN, Language.DUTCH,
    Language.PORTUGUESE,
)  # fmt: skip
_SURE = 0.9
_MINIMUM_LETTERS = 40
_PART = 2_000
_SAMPLE = 200
"""Characters read at the beginning, in the middle and at the end of a part: they show a language as well as the whole
does, in half the time (of 2,643 long texts 15 were told otherwise, most of them half French and half English)."""


class LanguageReader:
    """Detects the language of a text; loads its models once, on first use."""

    def __init__(self) -> None:
        self._detector: LanguageDetector | None = None
        self._lock = threading.Lock()

    def load(self) -> None:
        """Load the models (about 0.3 s)."""
        with self._lock:
            if self._detector is None:
                builder = LanguageDetectorBuilder.from_languages(*_KNOWN)
                self._detector = builder.with_low_accuracy_mode().with_preloaded_language_models().build()

    def guess(self, text: str) -> str:
        """``fr`` or ``en``, whichever is likelier; French for a text that shows nothing."""
        scores = self._scores(text)
        return max(SUPPORTED, key=lambda code: scores.get(code, 0.0)) if scores else "fr"

    def certain(self, text: str) -> str | None:
        """The two-letter code when the text is long and clear enough to say, else None.

        A long text is read at its beginning, middle and end; a part that the checks do not know decides.
        """
        codes = [self._certain_part(part) for part in _parts(text)]
        return next((code for code in codes if code and code not in SUPPORTED), codes[0])

    def _certain_part(self, text: str) -> str | None:
        letters = islice(filter(str.isalpha, text), _MINIMUM_LETTERS)
        if sum(1 for _ in letters) < _MINIMUM_LETTERS:
            return None
        scores = self._scores(text)
        code = max(scores, key=lambda one: scores[one], default=None)
        return code if code is not None and scores[code] >= _SURE else None

    def _scores(self, text: str) -> dict[str, float]:
        self.load()
        assert self._detector is not None
        values = self._detector.compute_language_confidence_values(_sample(text[:_PART]))
        return {_code(one.language.iso_code_639_1): one.value for one in values if one.value > 0}


def _parts(text: str) -> list[str]:
    if len(text) <= 3 * _PART:
        return [text[at : at + _PART] for at in range(0, max(len(text), 1), _PART)]
    return _ends_and_middle(text, _PART)


def _sample(text: str) -> str:
    return text if len(text) <= 3 * _SAMPLE else " ".join(_ends_and_middle(text, _SAMPLE))


def _ends_and_middle(text: str, length: int) -> list[str]:
    middle = (len(text) - length) // 2
    return [text[:length], text[middle : middle + length], text[-length:]]


def _code(code: IsoCode639_1) -> str:
    return code.name.lower()


_MESSAGES = {
    "unsupported": {
        "fr": "Ce texte semble écrit dans une langue que les contrôles ne connaissent pas ({code}) : écrivez-le en"
        " français ou en anglais.",
        "en": "This text seems to be in a language that the checks do not know ({code}): write it in French or"
        " English.",
    },
    "mismatch": {
        "fr": "Le texte n’est pas dans la langue demandée (il semble être en « {code} »).",
        "en": "The text is not in the language asked for (it seems to be in “{code}”).",
    },
    "check_failed": {
        "fr": "La langue du texte n’a pas pu être reconnue ({code}) : le texte est retenu.",
        "en": "The language of the text could not be recognised ({code}): the text is held.",
    },
}


def language_finding(draft: Draft, context: Context, kind: str, code: str) -> Finding:
    """A hold that says what is wrong with the language.

    Args:
        draft: the text.
        context: says who reads the finding.
        kind: unsupported, mismatch or check_failed.
        code: the language the text seems to be in, or the name of the error.
    """
    language = reader_language(draft, context)
    source = {
        "fr": "Les contrôles se font en français et en anglais (règle maison)",
        "en": "Checks are made in French and English (house policy)",
    }[language]
    message = _MESSAGES[kind][language].format(code=code)
    end = len(draft.text)
    return Finding("language", f"language.{kind}", "text", 0, end, Severity.HIGH, Action.HOLD, message, source)
