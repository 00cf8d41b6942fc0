"""Birth dates (not every date) and number plates (not every code): what the words around them say decides."""

from collections.abc import Iterable

from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.pii.reading import Reading
from guardrails.pii.recognisers.numbers.shapes import has_digit
from guardrails.pii.recognisers.particulars.births import births
from guardrails.pii.recognisers.particulars.plates import plates
from guardrails.pii.recognisers.recogniser import Hit, Recogniser


class ParticularsRecogniser(Recogniser):
    """Birth dates and number plates."""

    kinds = ("birth_date", "plate")

    def find(self, reading: Reading, artifacts: NlpArtifacts | None) -> Iterable[Hit]:
        """A date that somebody was born on; a plate of a vehicle that the sentence speaks of."""
        yield from births(reading)
        if has_digit(reading.folded):
            yield from plates(reading, self.language)
