"""The personal-data guard: finds it, lets stay what belongs to the people concerned, redacts the rest."""

from dataclasses import dataclass
from itertools import islice

from guardrails.draft import Context, Draft, FieldName, Language, reader_language
from guardrails.packs.pack import Company
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import cite
from guardrails.patterns import compile_pattern
from guardrails.pii.detect import Detector, Entity
from guardrails.pii.keep import Acquaintances
from guardrails.pii.numbering import Numbering
from guardrails.pii.rules import PiiRule
from guardrails.verdict import Action, Finding, Report, Severity

_WORD = compile_pattern(r"\p{L}{2,}")
_FEWEST_WORDS = 3
"""With fewer words left, there is no message any more."""


@dataclass(frozen=True, slots=True)
class _Seen:
    """An entity, where it is, and its rule."""

    field: FieldName
    entity: Entity
    rule: PiiRule


class PiiGuard:
    """Redacts the personal data of everybody but the sender and the people written to.

    Identity numbers, bank cards and special categories never stay, whoever they belong to; where redacting them
    leaves no message, they block it.

    Args:
        policy: the rules in force; their `pii` rows say what is found and why, their companies who is known.
        detector: finds the entities; by default one of the guard's own.
    """

    name = "pii"
    reads_markup = False

    def __init__(self, policy: Policy, detector: Detector | None = None) -> None:
        self._rules: dict[str, PiiRule] = {rule.kind: rule for rule in policy.pii}
        self._companies: tuple[Company, ...] = policy.companies
        self._detector = detector or Detector(policy.pii)

    @property
    def detector(self) -> Detector:
        """What finds personal data; to be shared, since its models are large."""
        return self._detector

    def load(self) -> None:
        """Load language models and word lists."""
        self._detector.load()

    def inspect(self, draft: Draft, context: Context) -> Report:
        """The personal data of a draft that may not leave, subject first."""
        language: Language = "en" if draft.language == "en" else "fr"
        known = Acquaintances.of(context, self._companies)
        seen: list[_Seen] = []
        fields = draft.fields()
        for field, text in fields:
            for entity in self._detector.detect(text, language):
                rule = self._rules.get(entity.kind)
                if rule is None or (
                    field == "text" and any(span.holds(entity.start, entity.end) for span in draft.quoted)
                ):
                    continue
                if rule.never_stays or not known.may_stay(entity, text):
                    seen.append(_Seen(field, entity, rule))
        return Report(self._findings(draft, context, seen))

    def _findings(self, draft: Draft, context: Context, seen: list[_Seen]) -> tuple[Finding, ...]:
        language = reader_language(draft, context)
        texts = [text for _, text in draft.fields()]
        numbering = Numbering(lambda kind: self._rules[kind].placeholder, texts, language)
        empty = any(one.rule.never_stays for one in seen) and not _leaves_message(draft, seen)
        return tuple(
            Finding(
                guard=self.name,
                rule=one.rule.id,
                field=one.field,
                start=one.entity.start,
                end=one.entity.end,
                severity=Severity.named(one.rule.severity),
                action=Action.BLOCK if empty and one.rule.never_stays else Action.REDACT,
                message=one.rule.message.get(language),
                source=cite(one.rule.citations, context, language),
                suggestion=numbering.placeholder(one.entity),
                score=one.entity.score,
            )
            for one in seen
        )


def _leaves_message(draft: Draft, seen: list[_Seen]) -> bool:
    """Whether the words of the body that are left without what is redacted make a message."""
    at, words = 0, 0
    for one in [*sorted((one.entity for one in seen if one.field == "text"), key=lambda one: one.start), None]:
        end = one.start if one else len(draft.text)
        words += sum(1 for _ in islice(_WORD.finditer(draft.text[at:end]), _FEWEST_WORDS))
        if words >= _FEWEST_WORDS:
            return True
        at = one.end if one else end
    return False
