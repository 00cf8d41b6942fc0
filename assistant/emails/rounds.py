"""The engine's draft, its repair, and the composer's in its place: each judged by the gate before anyone sees it."""

from dataclasses import dataclass, replace

from assistant.emails.outcome import Attempt
from assistant.emails.progress import Progress, Step
from assistant.emails.pseudonymise import PrivateEngine
from assistant.engines.errors import EngineError
from assistant.engines.request import Email, EmailRequest, Engine
from guardrails import Context, Draft, Gate
from guardrails.draft import Language
from guardrails.errors import ScrupuleError
from guardrails.pii.detect import Detector
from guardrails.pii.pseudonyms import UnknownPlaceholder
from guardrails.verdict import Verdict

MODEL_ROUNDS = 2
"""A draft, and one repair."""


@dataclass(frozen=True, slots=True)
class Written:
    """What the engines gave for a brief.

    Attributes:
        attempts: the engine's drafts, in order.
        failure: why it gave none, or no second one.
        composed: the composer's draft, where the engine's was not enough.
        engine: name of the engine, and `model` of its model.
        must_wait: a human looks first, whatever the gate says.
    """

    attempts: tuple[Attempt, ...]
    failure: ScrupuleError | None
    composed: Attempt | None
    engine: str
    model: str
    must_wait: bool = False

    @property
    def main(self) -> Attempt | None:
        """The draft that counts: the engine's last, else the composer's."""
        return self.attempts[-1] if self.attempts else self.composed


@dataclass(frozen=True, slots=True)
class Authors:
    """Who writes: an engine, and the composer when the engine cannot, or not well enough."""

    gate: Gate
    detector: Detector
    engine: Engine
    composer: Engine

    def write(self, request: EmailRequest, context: Context, hostile: bool, progress: Progress) -> Written:
        """The engine's drafts; and the composer's, where a model's are not enough.

        Args:
            hostile: the mail being answered held instructions.
        """
        attempts, failure = self._attempts(request, context, progress)
        # A model that has read hostile text may have been steered in ways that no rule sees: a human looks first.
        must_wait = bool(hostile and self.engine.is_model and attempts)
        enough = bool(attempts and attempts[-1].verdict.released) and not must_wait
        composed = None
        if self.engine.is_model and not enough:
            progress(Step.COMPOSING)
            composed = self._composed(request, context)
        return Written(tuple(attempts), failure, composed, self.engine.name, self.engine.model, must_wait)

    def _attempts(
        self, request: EmailRequest, context: Context, progress: Progress
    ) -> tuple[list[Attempt], ScrupuleError | None]:
        """The engine's draft, and for a model one more that is told what was wrong with the first."""
        private = self.engine.is_model
        engine = PrivateEngine(self.engine, self.detector, request, context) if private else self.engine
        attempts: list[Attempt] = []
        for number in range(MODEL_ROUNDS if self.engine.is_model else 1):
            progress(Step.REPAIRING if number else Step.DRAFTING)
            try:
                mail = engine.write(request)
            except (EngineError, UnknownPlaceholder) as error:
                return attempts, error
            progress(Step.CHECKING)
            verdict = self._inspect(mail, request.language, context)
            attempts.append(Attempt(self.engine.name, self.engine.model, verdict, mail.prompt))
            if verdict.released:
                break
            request = replace(request, previous=mail, advice=_advice(verdict))
        return attempts, None

    def _composed(self, request: EmailRequest, context: Context) -> Attempt | None:
        try:
            mail = self.composer.write(request)
        except EngineError:
            return None
        verdict = self._inspect(mail, request.language, context)
        return Attempt(self.composer.name, self.composer.model, verdict)

    def _inspect(self, mail: Email, language: Language, context: Context) -> Verdict:
        return self.gate.inspect(Draft(text=mail.body, subject=mail.subject, language=language), context)


def _advice(verdict: Verdict) -> tuple[str, ...]:
    """What the engine is told for its second draft."""
    unsolved = [one for one in verdict.findings if one.asks]
    return tuple(f"{one.message} {one.suggestion or ''}".strip() for one in unsolved)
