"""Reasons put into words: what forbids, why, on which source, and what would make it possible."""

from dataclasses import dataclass, field, replace
from datetime import datetime

from guardrails.consent.rules import Condition, ConsentReason
from guardrails.consent.wording import channel_words, fill, listed, moment_words, purpose_words
from guardrails.draft import Context, Language
from guardrails.errors import PackError
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import Citation, cite
from guardrails.verdict import Action, Finding, Severity


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a contact is refused or held, before it is put into words.

    Attributes:
        id: the `ConsentReason` of the packs.
        values: for the {names} of its texts; ``cause`` picks one of its `details`.
        missing: the conditions that nothing proves.
        citations: of the row that decided; the reason's own count when there are none.
        moment: when it will be possible, in the person's time.
    """

    id: str
    values: dict[str, str] = field(default_factory=dict[str, str])
    missing: tuple[Condition, ...] = ()
    citations: tuple[Citation, ...] = ()
    moment: datetime | None = None


class Reasons:
    """The reasons of the loaded packs, in one language."""

    def __init__(self, policy: Policy, language: Language) -> None:
        self._policy = policy
        self._language: Language = language
        self._known: dict[str, ConsentReason] = {}
        for one in policy.consent_reasons:
            self._known.setdefault(one.id, one)

    def finding(self, reason: Reason, context: Context, who: str | None = None) -> Finding:
        """A reason as a finding about the message as a whole, with the action that the packs give it.

        Raises:
            PackError: no pack puts this reason into words.
        """
        known = self._reason(reason.id)
        parts = [self._text(known.message.get(self._language), reason, known, context), self.remedy(reason, context)]
        message = " ".join(filter(None, parts))
        if who:
            message = f"{who}{_COLON[self._language]}{message}"
        source = cite(reason.citations or known.citations, context, self._language)
        severity = Severity.named(known.severity)
        finding = Finding("consent", reason.id, "text", 0, 0, severity, Action(known.action), message, source)
        return self._policy.adjusted(finding)

    def insertion(self, reason: Reason, context: Context, at: int, text: str) -> Finding:
        """A reason whose repair is to insert a text at an offset of the body."""
        return replace(self.finding(reason, context), start=at, end=at, suggestion=text)

    def remedy(self, reason: Reason, context: Context) -> str | None:
        """What would make the contact possible, if anything would."""
        known = self._reason(reason.id)
        return self._text(known.remedy.get(self._language), reason, known, context) if known.remedy else None

    def _reason(self, name: str) -> ConsentReason:
        if name not in self._known:
            raise PackError(f"no pack has a text for {name}; restore the shipped pack `world`")
        return self._known[name]

    def _text(self, template: str, reason: Reason, known: ConsentReason, context: Context) -> str:
        """Sentences of a template are separated by " | "; one whose values are not known is left out."""
        values = reason.values | {
            "purpose": purpose_words(context.purpose, self._language),
            "channel": channel_words(context.channel, self._language),
            "when": moment_words(reason.moment, self._language) if reason.moment else "",
            "missing": self._missing(reason.missing, known),
        }
        if cause := known.details.get(reason.values.get("cause", "")):
            values["cause"] = cause.get(self._language)
        return " ".join(filter(None, (fill(part.strip(), values) for part in template.split("|"))))

    def _missing(self, conditions: tuple[Condition, ...], known: ConsentReason) -> str:
        language = self._language
        words = [
            listed([known.details[name].get(language) for name in one.names() if name in known.details], language, "or")
            for one in conditions
        ]
        return listed([one for one in words if one], language)


_COLON: dict[Language, str] = {"fr": "\N{NO-BREAK SPACE}: ", "en": ": "}
