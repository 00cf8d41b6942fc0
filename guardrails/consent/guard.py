"""The consent guard: nobody is written to whom we may not write to, and what must be said is said."""

from datetime import UTC, datetime

from guardrails.consent import hours
from guardrails.consent.admission import Ruling, put_into_words, rule
from guardrails.consent.content import ContentRules
from guardrails.consent.hours import zone_named
from guardrails.consent.reasons import Reason, Reasons
from guardrails.consent.rules import CallRules
from guardrails.consent.situation import Situation
from guardrails.consent.wording import listed, moment_words
from guardrails.consent.working_days import public_holidays
from guardrails.draft import Context, Draft, Language, reader_language
from guardrails.errors import PackError
from guardrails.packs.policy import Policy
from guardrails.packs.vocabulary import Citation
from guardrails.verdict import Admission, Finding, Report

_MESSAGES = ("email", "message")
_WARM = datetime(2026, 1, 1, tzinfo=UTC)


class ConsentGuard:
    """Admission before a prompt, and the same admission again on the draft, with the contents it must have.

    Not legal advice: the packs hold a reading of the law with its sources, for a lawyer to validate.
    """

    name = "consent"
    reads_markup = False

    def __init__(self, policy: Policy) -> None:
        self._policy = policy
        self._content: ContentRules | None = None

    def load(self) -> None:
        """Compile the patterns and read calendars, time zones, numbering plans and the names of days once.

        Raises:
            PackError: a pack names a time zone or a calendar of public holidays that nobody knows.
        """
        hours.load()
        for rules in (one for limits in self._policy.contact_limits for one in limits.calls):
            _check(rules)
        for language in _LANGUAGES:
            moment_words(_WARM, language)
        self._content = ContentRules(self._policy)

    def admit(self, context: Context) -> Admission:
        """May these people be contacted? Asked before anything of them enters a prompt."""
        return put_into_words(rule(context, self._policy), context, self._policy, None)

    def inspect(self, draft: Draft, context: Context) -> Report:
        """Admission again, then the contents that the deciding rows ask for; e-mails and messages only."""
        if draft.kind not in _MESSAGES:
            return Report()
        language = reader_language(draft, context)
        rulings = rule(context, self._policy)
        admission = put_into_words(rulings, context, self._policy, language)
        if not admission.admitted:
            return Report(admission.findings)
        return Report((*admission.findings, *self._contents(draft, rulings, language)))

    def _contents(self, draft: Draft, rulings: tuple[Ruling, ...], language: Language) -> tuple[Finding, ...]:
        asked = [(one.row, one.situation) for one in rulings if one.row and one.situation and one.row.mandatory]
        if not asked:
            return ()
        wanted = [name for row, _ in asked for name in row.mandatory]
        situations: tuple[Situation, ...] = tuple(situation for _, situation in asked)
        missing = self._rules().missing(draft, wanted, situations)
        words, context = Reasons(self._policy, language), situations[0].context
        findings = [words.finding(Reason(name), context) for name in missing.unfilled]
        if missing.footer:
            names = listed([one.message.get(language) for one in missing.contents], language)
            reason = Reason("consent.mandatory_content", {"contents": names}, citations=_cited(rulings))
            findings.append(words.insertion(reason, context, len(draft.text), missing.footer))
        return tuple(findings)

    def _rules(self) -> ContentRules:
        if self._content is None:
            self.load()
        assert self._content is not None
        return self._content


_LANGUAGES: tuple[Language, ...] = ("fr", "en")


def _check(rules: CallRules) -> None:
    unknown = [zone for zone in rules.time_zones if zone_named(zone) is None]
    if unknown:
        raise PackError(f"call rules of {rules.jurisdiction}: {unknown[0]!r} is no time zone; use an IANA name")
    if rules.holidays and not public_holidays(rules.holidays, None, _WARM.year):
        raise PackError(f"call rules of {rules.jurisdiction}: no calendar of public holidays for {rules.holidays!r}")


def _cited(rulings: tuple[Ruling, ...]) -> tuple[Citation, ...]:
    return next((one.row.citations for one in rulings if one.row and one.row.mandatory), ())
