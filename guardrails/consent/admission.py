"""Admission: may we contact this person, for this purpose, on this channel, now?

Asked before anything of the person enters a prompt. Unknown is never read as permission: a missing country,
audience or relationship counts as the best protected one, a missing purpose, channel or time refuses. Every
recipient is answered for by name, and the strictest answer counts.

Source: the contact tables of the packs, each row with its own citations; the order of checks is objection and
protection first, then the table, then time and frequency.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from guardrails.consent import frequency, grounds, hours, retention
from guardrails.consent.conditions import unproven
from guardrails.consent.reasons import Reason, Reasons
from guardrails.consent.rules import MARKETING, ContactRow
from guardrails.consent.situation import Situation, situation_of
from guardrails.consent.standing import Standing, closing_list, objects, standing_of
from guardrails.consent.table import deciding_row
from guardrails.consent.wording import name_of
from guardrails.draft import Context, Language, Recipient
from guardrails.packs.policy import Policy
from guardrails.verdict import Action, Admission, RecipientAdmission

_OUTCOMES = ("admitted", "review", "refused")


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer for one recipient before it is put into words.

    Attributes:
        row: the row of the contact table that decided, if one did.
        basis: its id, or the id of the ground of a message that is no marketing.
    """

    recipient: Recipient
    situation: Situation | None
    reasons: tuple[Reason, ...]
    row: ContactRow | None = None
    basis: str = ""


def admit(context: Context, policy: Policy, language: Language | None = None) -> Admission:
    """Decide on every recipient of a message that is still to be written.

    Args:
        context: the facts; what is missing is unknown.
        policy: the rules of all loaded packs.
        language: of the reasons; the reader's when absent, else French.
    """
    return put_into_words(rule(context, policy), context, policy, language)


def rule(context: Context, policy: Policy) -> tuple[Ruling, ...]:
    """The answer for each recipient, in order; one answer for nobody when there is no recipient."""
    people = context.everyone
    if not people:
        return (Ruling(Recipient(), None, (Reason("consent.unknown_recipient"),)),)
    return tuple(_rule_on(recipient, context, policy) for recipient in people)


def put_into_words(
    rulings: tuple[Ruling, ...], context: Context, policy: Policy, language: Language | None
) -> Admission:
    """Rulings as an admission: findings that explain themselves, remedies, the strictest outcome."""
    words = Reasons(policy, language or context.reader_language or "fr")
    answers = tuple(_answer(one, position, context, words) for position, one in enumerate(rulings, start=1))
    return Admission(max((one.outcome for one in answers), key=_OUTCOMES.index), answers)


def _answer(ruling: Ruling, position: int, context: Context, words: Reasons) -> RecipientAdmission:
    name = name_of(ruling.recipient, position)
    who = name if len(context.everyone) > 1 else None
    law = ruling.situation.context if ruling.situation else context
    findings = tuple(words.finding(reason, law, who) for reason in ruling.reasons)
    actions = {finding.action for finding in findings}
    outcome = "refused" if Action.BLOCK in actions else "review" if Action.HOLD in actions else "admitted"
    remedies = tuple(filter(None, (words.remedy(reason, law) for reason in ruling.reasons)))
    return RecipientAdmission(
        name, outcome, ruling.basis, ruling.row.regime if ruling.row else "", findings, tuple(dict.fromkeys(remedies))
    )


def _rule_on(recipient: Recipient, context: Context, policy: Policy) -> Ruling:
    unknown = _unknown(recipient, context)
    if context.purpose is None or context.channel is None:
        return Ruling(recipient, None, tuple(unknown))
    situation = situation_of(context, recipient, context.purpose, context.channel, policy)
    row = deciding_row(policy.contact_table, situation)
    if recipient.restricted is True:
        return Ruling(recipient, situation, (Reason("consent.restricted"),), row, row.id if row else "")
    if context.purpose not in MARKETING and context.purpose != "tracking":
        return _rule_on_ground(situation, row)
    stops = (*unknown, *_stops(situation))
    if stops or row is None:
        return Ruling(recipient, situation, stops or (Reason("consent.no_row"),), row, row.id if row else "")
    reasons = (*_by_regime(row, situation), *_by_limits(situation))
    return Ruling(recipient, situation, reasons, row, row.id)


def _unknown(recipient: Recipient, context: Context) -> Iterator[Reason]:
    if recipient.restricted is True:
        yield Reason("consent.restricted")
    if context.purpose is None:
        yield Reason("consent.unknown_purpose")
    if context.channel is None:
        yield Reason("consent.unknown_channel")
    if context.now is None:
        yield Reason("consent.unknown_time")


def _stops(situation: Situation) -> Iterator[Reason]:
    """What forbids marketing to this person whatever the table says."""
    if situation.recipient.minor is True:
        yield Reason("consent.minor")
    if objects(situation):
        yield Reason("consent.objection")
    closing = closing_list(situation)
    if closing is not None:
        yield Reason("consent.suppressed", {"list": closing})


def _rule_on_ground(situation: Situation, row: ContactRow | None) -> Ruling:
    if row is not None and row.regime == "prohibited":
        return Ruling(situation.recipient, situation, (_prohibition(row),), row, row.id)
    ground, reasons = grounds.rule_on(situation)
    return Ruling(situation.recipient, situation, reasons, None, ground.id if ground else "")


def _by_regime(row: ContactRow, situation: Situation) -> Iterator[Reason]:
    standing = standing_of(situation, row.consent)
    if row.regime == "prohibited":
        yield _prohibition(row)
    elif standing in (Standing.WITHDRAWN, Standing.REFUSED):
        yield Reason(f"consent.{standing}")
    elif standing is Standing.VALID:
        if row.review:
            yield Reason("consent.review", citations=row.citations)
    elif row.regime == "presumed_consent_review":
        yield Reason("consent.presumed_interest", citations=row.citations)
    elif row.regime == "opt_in":
        yield _without_consent(row, situation, standing)
    elif unproven(row.conditions, situation):
        yield _without_consent(row, situation, standing) if row.otherwise else _without_proof(row, situation)
    elif row.review:
        yield Reason("consent.review", citations=row.citations)


def _prohibition(row: ContactRow) -> Reason:
    return Reason("consent.sector" if row.sector else "consent.prohibited", citations=row.citations)


def _without_consent(row: ContactRow, situation: Situation, standing: Standing) -> Reason:
    if standing is Standing.EXPIRED:
        return Reason("consent.expired", citations=row.citations)
    missing = () if row.regime == "opt_in" else unproven(row.conditions, situation)
    return Reason("consent.no_consent", {"cause": standing.value}, missing, row.citations)


def _without_proof(row: ContactRow, situation: Situation) -> Reason:
    return Reason("consent.not_proven", missing=unproven(row.conditions, situation), citations=row.citations)


def _by_limits(situation: Situation) -> Iterator[Reason]:
    now = situation.now
    if now is None:
        return
    for rules in hours.rules_for(situation):
        if not hours.may_call(now, rules, situation):
            opening = hours.next_opening(now, rules, situation)
            yield Reason("consent.contact_hours", moment=opening, citations=rules.citations)
        yield from frequency.call_attempts(rules, situation)
    yield from frequency.house_caps(situation)
    yield from retention.silence(situation)
