"""The gate: runs the guards, repairs what can be repaired, looks again, and decides.

Nothing else makes a `Released`. Every failure on the way holds the draft.
"""

import secrets
import time
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from guardrails.draft import Context, Draft, FieldName, Recipient
from guardrails.errors import NotReleasable, SealError
from guardrails.form import form_findings
from guardrails.guard import Guard, SecondOpinion
from guardrails.language import SUPPORTED, LanguageReader, language_finding
from guardrails.look import Located, Look, rebuilt
from guardrails.markup import render
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.repairs import RepairedText
from guardrails.running import Budget, Check, is_failure, run_guards
from guardrails.seal import Sealer, expired_facts
from guardrails.verdict import (
    Action,
    Admission,
    Decision,
    Evidence,
    Finding,
    RecipientAdmission,
    Released,
    SealedContent,
    Severity,
    Verdict,
    _mint,  # pyright: ignore[reportPrivateUsage]  # the one place that may
)

if TYPE_CHECKING:
    from guardrails.consent.guard import ConsentGuard
    from guardrails.pii.detect import Detector

GUARD_NAMES = ("injection", "consent", "pii", "pressure", "claims")
"""Every guard, in the order in which the gate runs them."""
TEXT_GUARDS = ("injection", "pii", "pressure", "claims")
"""Those that read what is written; consent is about people."""
MAX_ROUNDS = 3
RELEASE_LASTS = timedelta(days=30)
_REPAIRS = (Action.REDACT, Action.REWRITE)


@dataclass(frozen=True, slots=True)
class _Examination:
    """All rounds over one draft."""

    draft: Draft
    findings: tuple[Finding, ...]
    evidence: tuple[Evidence, ...]
    remaining: tuple[Finding, ...]
    changed: bool

    @property
    def decision(self) -> Decision:
        if any(one.action is Action.BLOCK for one in self.remaining):
            return Decision.BLOCK
        if self.remaining:
            return Decision.HOLD
        return Decision.REVISE if self.changed else Decision.RELEASE


class Gate:
    """The one door. Thread-safe; no I/O after loading; same draft, context and packs, same verdict."""

    def __init__(
        self,
        policy: Policy,
        guards: Sequence[Guard],
        *,
        seal_key: bytes | None = None,
        budget: Budget | None = None,
        languages: LanguageReader | None = None,
    ) -> None:
        self._policy = policy
        self._guards = tuple(guards)
        self._sealer = Sealer(seal_key or secrets.token_bytes(32))
        self._budget = budget or Budget()
        self._languages = languages or LanguageReader()
        if not self._guards:
            raise ValueError(f"a gate needs guards; they are {', '.join(GUARD_NAMES)}")
        self._is_whole = {guard.name for guard in guards} >= set(GUARD_NAMES)

    @classmethod
    def from_packs(
        cls,
        *packs: str | Path,
        guards: Iterable[str | Guard] | None = None,
        seal_key: bytes | None = None,
        budget: Budget | None = None,
        second_opinion: SecondOpinion | None = None,
    ) -> "Gate":
        """A gate over all shipped packs and the company packs named.

        Args:
            packs: shipped packs by name (they always load), company packs by path.
            guards: names of the guards to run, or guards of your own; all of them when None.
            seal_key: 32 bytes or more that seal released text; random for this process when None.
            budget: time that one guard may take.
            second_opinion: asked about sentences that the pressure guard doubts; it can only tighten.

        Raises:
            PackError: a pack cannot be read or loosens what it may not.
            ValueError: no guard has that name.
        """
        policy = Policy.of(load_packs(packs))
        chosen = GUARD_NAMES if guards is None else tuple(guards)
        built = [_build(one, policy, second_opinion) if isinstance(one, str) else one for one in chosen]
        order = {name: at for at, name in enumerate(GUARD_NAMES)}
        built.sort(key=lambda guard: order.get(guard.name, len(order)))
        return cls(policy, built, seal_key=seal_key, budget=budget)

    @property
    def packs(self) -> tuple[str, ...]:
        """Names and versions of the packs in force, such as ``fr@1``."""
        return self._policy.labels

    @property
    def policy(self) -> Policy:
        """The rules in force."""
        return self._policy

    def limited_to(self, names: Collection[str]) -> "Gate":
        """The same gate with some of its guards only; they are shared, not loaded again.

        Raises:
            ValueError: none of its guards has one of these names.
        """
        unknown = set(names) - {guard.name for guard in self._guards}
        if unknown:
            raise ValueError(f"this gate has no guard called {', '.join(sorted(unknown))}")
        guards = [guard for guard in self._guards if guard.name in names]
        return Gate(self._policy, guards, seal_key=self._sealer.key, budget=self._budget, languages=self._languages)

    @cached_property
    def detector(self) -> "Detector":
        """What finds personal data, shared with the PII guard; for pseudonyms, say."""
        from guardrails.pii.guard import PiiGuard

        return next((one for one in self._guards if isinstance(one, PiiGuard)), PiiGuard(self._policy)).detector

    @cached_property
    def _consent(self) -> "ConsentGuard":
        from guardrails.consent.guard import ConsentGuard

        return next((one for one in self._guards if isinstance(one, ConsentGuard)), ConsentGuard(self._policy))

    def load(self) -> None:
        """Load every model now, rather than at the first draft."""
        self._languages.load()
        for guard in self._guards:
            guard.load()

    def admit(self, context: Context) -> Admission:
        """May we contact these people, for this purpose, on this channel, now? Before any prompt."""
        try:
            return self._consent.admit(context)
        except Exception as error:
            return _refused(context, error)

    def inspect(self, draft: Draft, context: Context) -> Verdict:
        """Draft in, verdict out."""
        started = time.perf_counter()
        known, before = self._prepared(draft, context)
        examination = self._examine(known, context, before, frozenset())
        decision = examination.decision
        # A customer's own mail is judged, not released: nobody here wrote it.
        may_leave = decision in (Decision.RELEASE, Decision.REVISE) and draft.kind != "incoming"
        return Verdict(
            decision=decision,
            findings=examination.findings,
            evidence=examination.evidence,
            released=self._release(examination, context, None) if may_leave else None,
            packs=self.packs,
            language=known.language or "fr",
            elapsed_ms=(time.perf_counter() - started) * 1000,
            _draft=draft,
            _people=self._sealer.people(context),
        )

    def approve(
        self, verdict: Verdict, overrides: Collection[Finding | str], actor: str, reason: str, context: Context
    ) -> Released:
        """A human's release of held text: admission and all guards run now.

        Args:
            verdict: the verdict on the held draft.
            overrides: the ``hold`` findings that the human takes upon themselves, or their keys.
            actor: id of the human; never a name.
            reason: why, in words.
            context: the context as it is now.

        Raises:
            NotReleasable: a finding remains that is not overridden, or that nobody may override.
        """
        if not actor.strip() or not reason.strip():
            raise NotReleasable("an approval needs the id of who decides and a reason in words")
        if verdict._people != self._sealer.people(context):  # pyright: ignore[reportPrivateUsage]
            raise NotReleasable("the draft was judged for other recipients; inspect it for these")
        seen = {one.key for one in verdict.findings}
        keys = frozenset(one if isinstance(one, str) else one.key for one in overrides) & seen
        draft, before = self._prepared(verdict._draft, context)  # pyright: ignore[reportPrivateUsage]
        examination = self._examine(draft, context, before, keys)
        if examination.remaining:
            listed = ", ".join(f"{one.key} ({one.action})" for one in examination.remaining)
            raise NotReleasable(
                f"cannot be released while these remain: {listed}; read them with the draft, then take those that hold"
                " it upon yourself, or change the text",
                tuple(one.key for one in examination.remaining),
            )
        return self._release(examination, context, actor)

    def reopen(self, stored: str, context: Context) -> Released:
        """A stored release, its seal verified, if nothing that it rests on has changed.

        Raises:
            SealError: altered, sealed for others or by other packs, expired, or facts or consent have changed.
        """
        content = self._sealer.read(stored)
        if content.expires_at is None or context.now is None or context.now > content.expires_at:
            raise SealError("the release has expired, or the time is not known; inspect the draft again")
        if content.packs != self.packs or not {guard.name for guard in self._guards} <= set(content.guards):
            raise SealError(
                "the rules have changed since the release, or fewer checks were made; inspect the draft again"
            )
        if content.recipients != self._sealer.people(context):
            raise SealError("the text was released for other recipients; inspect it for these")
        gone = expired_facts(context, content.facts)
        if gone or content.basis != self._sealer.basis(context, content.facts):
            raise SealError("facts or consent have changed since the release; inspect the draft again")
        if "consent" in content.guards:
            outcome = self.admit(_before_this_message(context)).outcome
            if outcome == "refused" or (outcome == "review" and not content.approved_by):
                raise SealError("the recipient may no longer be contacted; see the admission for the reason")
        return _mint(content, self._sealer.seal(content))

    def _prepared(self, draft: Draft, context: Context) -> tuple[Draft, tuple[Finding, ...]]:
        """The draft as guards may read it, and what is wrong with it before they do."""
        known, language_findings = self._with_language(draft, context)
        return known, (*form_findings(known, context), *language_findings)

    def _with_language(self, draft: Draft, context: Context) -> tuple[Draft, tuple[Finding, ...]]:
        """The draft with `language` set to one that the guards know, and what is wrong with the stated one."""
        text = render(draft.text).text if draft.format == "html" else draft.text
        stated = draft.language[:2].lower() if draft.language else None
        try:
            certain = self._languages.certain(text)
            likely = next((one for one in (certain, stated) if one in SUPPORTED), None) or self._languages.guess(text)
        except Exception as error:
            failed = language_finding(draft, context, "check_failed", type(error).__name__)
            return draft.model_copy(update={"language": "fr"}), (failed,)
        known = draft.model_copy(update={"language": likely})
        if draft.kind == "incoming":
            return known, ()
        for code in (stated, certain):
            if code and code not in SUPPORTED:
                return known, (language_finding(draft, context, "unsupported", code),)
        if self._is_whole and stated and certain and stated != certain:
            return known, (language_finding(draft, context, "mismatch", certain),)
        return known, ()

    def _examine(
        self, draft: Draft, context: Context, before: tuple[Finding, ...], overridden: frozenset[str]
    ) -> _Examination:
        state: dict[FieldName, RepairedText] = {name: RepairedText(text) for name, text in draft.fields()}
        seen: dict[str, Finding] = {one.key: one for one in before}
        evidence: tuple[Evidence, ...] = ()
        current, remaining = draft, before
        for round_number in range(MAX_ROUNDS):
            look = Look(current, state)
            found, evidence = self._inspect_once(look, context)
            pending = [one for one in (*before, *(f.original for f in found)) if _counts(one, overridden)]
            for one in found:
                seen.setdefault(one.original.key, one.original)
            remaining = tuple(pending)
            repairable = [one for one in found if _counts(one.original, overridden) and one.original.action in _REPAIRS]
            if not pending or len(repairable) < len(pending) or round_number == MAX_ROUNDS - 1:
                break
            state = look.repaired(repairable)
            current = rebuilt(draft, state)
        findings = tuple(sorted(seen.values(), key=lambda one: (one.field != "subject", one.start, one.end)))
        changed = any(state[name].text != draft.field(name) for name in state)
        return _Examination(current, findings, evidence, remaining, changed)

    def _inspect_once(self, look: Look, context: Context) -> tuple[list[Located], tuple[Evidence, ...]]:
        findings: list[Located] = []
        evidence: list[Evidence] = []
        guards = [one for one in self._guards if look.draft.kind != "incoming" or one.name == "injection"]
        checks = [Check(guard, look.markup if guard.reads_markup else look.visible) for guard in guards]
        for check, report in zip(checks, run_guards(checks, context, self._budget), strict=True):
            of_markup = check.guard.reads_markup
            located = (look.locate(self._policy.adjusted(one), of_markup) for one in report.findings)
            findings.extend(one for one in located if one is not None)
            evidence.extend(look.locate_evidence(one, of_markup) for one in report.evidence)
        return findings, tuple(evidence)

    def _release(self, examination: _Examination, context: Context, approved_by: str | None) -> Released:
        draft = examination.draft
        facts = tuple(sorted({one.fact for one in examination.evidence}))
        content = SealedContent(
            text=draft.text,
            subject=draft.subject,
            kind=draft.kind,
            format=draft.format,
            language=draft.language or "fr",
            recipients=self._sealer.people(context),
            basis=self._sealer.basis(context, facts),
            facts=facts,
            packs=self.packs,
            guards=tuple(guard.name for guard in self._guards),
            expires_at=context.now + RELEASE_LASTS if context.now else None,
            approved_by=approved_by,
        )
        return _mint(content, self._sealer.seal(content))


def _counts(finding: Finding, overridden: frozenset[str]) -> bool:
    """Whether the finding stands between the text and its release."""
    if not finding.asks:
        return False
    may_be_overridden = finding.action is Action.HOLD and not is_failure(finding)
    return not (may_be_overridden and finding.key in overridden)


def _before_this_message(context: Context) -> Context:
    """The context as it was before the message at hand was counted: at send, it already is."""

    def earlier(person: Recipient) -> Recipient:
        counts = {
            "contacts_last_7_days": person.contacts_last_7_days,
            "unanswered_in_sequence": person.unanswered_in_sequence,
        }
        return person.model_copy(update={name: count - 1 if count else count for name, count in counts.items()})

    return context.model_copy(
        update={
            "recipient": earlier(context.recipient) if context.recipient else None,
            "recipients": tuple(earlier(one) for one in context.recipients) if context.recipients else None,
        }
    )


def _refused(context: Context, error: Exception) -> Admission:
    language = context.reader_language or "fr"
    message = {
        "fr": f"L’admission n’a pas pu être décidée ({type(error).__name__}) : personne ne peut être contacté.",
        "en": f"Admission could not be decided ({type(error).__name__}): nobody may be contacted.",
    }[language]
    finding = Finding(
        "consent", "consent.check_failed", "text", 0, 0, Severity.CRITICAL, Action.BLOCK, message, message
    )
    return Admission("refused", (RecipientAdmission("*", "refused", "", "", (finding,)),))


def _build(name: str, policy: Policy, second_opinion: SecondOpinion | None) -> Guard:
    """Guards are imported when asked for, so that a library user loads only what runs."""
    if name == "injection":
        from guardrails.injection.guard import InjectionGuard

        return InjectionGuard(policy)
    if name == "consent":
        from guardrails.consent.guard import ConsentGuard

        return ConsentGuard(policy)
    if name == "pii":
        from guardrails.pii.guard import PiiGuard

        return PiiGuard(policy)
    if name == "pressure":
        from guardrails.pressure.guard import PressureGuard

        return PressureGuard(policy, second_opinion)
    if name == "claims":
        from guardrails.claims.guard import ClaimsGuard

        return ClaimsGuard(policy)
    raise ValueError(f"no guard is called {name!r}; guards are {', '.join(GUARD_NAMES)}")
