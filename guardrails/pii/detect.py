"""Find personal data: Presidio's analyzer as the frame, our language model and recognisers in it.

detector = Detector.shipped()
detector.load()
for entity in detector.detect("Claire Martin, 06 12 34 56 78", "fr"):
    print(entity.kind, entity.text)
"""

from collections.abc import Sequence
from dataclasses import dataclass

from presidio_analyzer import AnalyzerEngine, RecognizerRegistry, RecognizerResult
from presidio_analyzer.context_aware_enhancers import ContextAwareEnhancer
from presidio_analyzer.entity_recognizer import EntityRecognizer
from presidio_analyzer.nlp_engine import NlpArtifacts

from guardrails.draft import Language
from guardrails.packs.loader import shipped_packs
from guardrails.pii.foreign_patterns import make_strict
from guardrails.pii.nlp_engine import LANGUAGES, ReadingEngine
from guardrails.pii.recognisers.addresses.recogniser import AddressRecogniser
from guardrails.pii.recognisers.names.recogniser import NameRecogniser
from guardrails.pii.recognisers.numbers.recogniser import IdentifierRecogniser
from guardrails.pii.recognisers.online.emails import EmailRecogniser
from guardrails.pii.recognisers.online.pages import IpRecogniser, UrlRecogniser
from guardrails.pii.recognisers.particulars.recogniser import ParticularsRecogniser
from guardrails.pii.recognisers.phones.recogniser import PhoneRecogniser
from guardrails.pii.recognisers.special.recogniser import SpecialRecogniser
from guardrails.pii.rules import PiiRule
from guardrails.pii.windows import windows

_PRIORITY = (
    "email",
    "url",
    "iban",
    "nir",
    "card",
    "bank_account",
    "vat",
    "siret",
    "siren",
    "nino",
    "nhs",
    "ssn",
    "passport",
    "id_card",
    "national_id",
    "driving_licence",
    "birth_date",
    "ip",
    "plate",
    "phone",
    "address",
    "health",
    "criminal",
    "union",
    "politics",
    "religion",
    "orientation",
    "ethnicity",
    "biometrics",
    "person",
)
"""Which kind wins where two overlap and are equally sure: what is checked before what is guessed."""
_RANK = {kind: rank for rank, kind in enumerate(_PRIORITY)}


@dataclass(frozen=True, slots=True)
class Entity:
    """One piece of personal data in a text.

    Attributes:
        kind: as in ``pii.<kind>``.
        start, end: offsets (code points), end exclusive.
        score: confidence from 0 to 1.
        text: the words themselves.
        recogniser: which one found it.
        sign: what told it: a `Sign`, or the pattern's name for a recogniser of your own.
    """

    kind: str
    start: int
    end: int
    score: float
    text: str
    recogniser: str = ""
    sign: str = ""


class _NoEnhancer(ContextAwareEnhancer):
    """Our recognisers read the context themselves; Presidio's enhancer copies every result and needs lemmas."""

    def __init__(self) -> None:
        super().__init__(
            context_similarity_factor=0,
            min_score_with_context_similarity=0,
            context_prefix_count=0,
            context_suffix_count=0,
        )

    def enhance_using_context(
        self,
        text: str,
        raw_results: list[RecognizerResult],
        nlp_artifacts: NlpArtifacts,
        recognizers: list[EntityRecognizer],
        context: list[str] | None = None,
    ) -> list[RecognizerResult]:
        """The results as they are."""
        return raw_results


class Detector:
    """Finds entities; loaded once, then read-only and safe to share between threads.

    Args:
        rules: the pack's rows; their terms tell the special categories.
        recognisers: more Presidio recognisers, of your own; a pattern that times out is an error, not a warning.
    """

    def __init__(self, rules: Sequence[PiiRule], recognisers: Sequence[EntityRecognizer] = ()) -> None:
        self._rules = tuple(rules)
        self._more = tuple(recognisers)
        self._engine = ReadingEngine()
        self._analyzer: AnalyzerEngine | None = None

    @classmethod
    def shipped(cls) -> "Detector":
        """A detector with the rules that ship with the package."""
        return cls([rule for pack in shipped_packs() for rule in pack.pii])

    def load(self) -> None:
        """Load language models and word lists, compile patterns; does nothing the second time."""
        if self._analyzer is not None:
            return
        self._engine.load()
        for recogniser in self._more:
            make_strict(recogniser)
        recognisers = [one for language in LANGUAGES for one in self._recognisers(language)]
        self._analyzer = AnalyzerEngine(
            registry=RecognizerRegistry(recognizers=[*recognisers, *self._more], supported_languages=list(LANGUAGES)),
            nlp_engine=self._engine,
            supported_languages=list(LANGUAGES),
            context_aware_enhancer=_NoEnhancer(),
        )

    @property
    def analyzer(self) -> AnalyzerEngine:
        """The Presidio analyzer, loaded if need be."""
        self.load()
        assert self._analyzer is not None  # load() made it
        return self._analyzer

    def detect(self, text: str, language: Language) -> tuple[Entity, ...]:
        """The entities of a text in order, without overlaps; linear in its length."""
        analyzer = self.analyzer
        return settle(
            [
                _entity(one, text[start:end], start)
                for start, end in windows(text)
                for one in analyzer.analyze(text[start:end], language, return_decision_process=True)
            ]
        )

    def _recognisers(self, language: Language) -> list[EntityRecognizer]:
        plain = (
            NameRecogniser,
            EmailRecogniser,
            PhoneRecogniser,
            IpRecogniser,
            UrlRecogniser,
            AddressRecogniser,
            IdentifierRecogniser,
            ParticularsRecogniser,
        )
        return [*(one(language) for one in plain), SpecialRecogniser(language, self._rules)]


def _entity(result: RecognizerResult, piece: str, offset: int) -> Entity:
    """A result of Presidio's in a piece of text that starts at an offset."""
    why = result.analysis_explanation
    return Entity(
        kind=result.entity_type.lower(),
        start=result.start + offset,
        end=result.end + offset,
        score=result.score,
        text=piece[result.start : result.end],
        recogniser=why.recognizer if why else "",
        sign=(why.pattern_name or "") if why else "",
    )


def settle(entities: Sequence[Entity]) -> tuple[Entity, ...]:
    """Entities without overlaps: of two, the surer wins, then the more specific kind, then the longer."""
    taken = bytearray(max((one.end for one in entities), default=0))
    kept: list[Entity] = []
    for entity in sorted(entities, key=_weight, reverse=True):
        if not any(taken[entity.start : entity.end]):
            taken[entity.start : entity.end] = b"\x01" * (entity.end - entity.start)
            kept.append(entity)
    return tuple(sorted(kept, key=lambda one: one.start))


def _weight(entity: Entity) -> tuple[int, float, int]:
    """How strongly an entity holds its span."""
    certain = 0.8 if entity.kind == "address" else 0.9  # a street bears somebody's name: the whole is the address
    sure = 2 if entity.score >= certain else 1 if entity.score >= 0.7 else 0
    return sure, -float(_RANK.get(entity.kind, len(_RANK))), entity.end - entity.start
