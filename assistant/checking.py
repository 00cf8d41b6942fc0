"""A text that a person wrote, checked by the same gate as a model's."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from assistant.emails.brief import choose
from assistant.emails.journaling import rules_of
from assistant.emails.purpose import purpose_of
from assistant.engines.request import Occasion
from assistant.journal.entry import OPERATOR, Entry, Event
from assistant.journal.journal import append
from assistant.records.admission import admission_context
from assistant.records.contacts import find_contact, find_rep, organisation
from assistant.records.database import Records
from assistant.records.facts import facts_valid_at
from assistant.records.offers import offer_of
from assistant.workspace import Workspace
from guardrails import Context, Draft
from guardrails.draft import Fact, Language, Span
from guardrails.errors import ScrupuleError
from guardrails.gate import TEXT_GUARDS
from guardrails.verdict import Verdict


class CheckError(ScrupuleError):
    """There is no text to check."""

    code = "check.invalid"
    status = 422


@dataclass(frozen=True, slots=True)
class OwnText:
    """A text that a person wrote. Without a contact only the text itself is judged, not whether they may be written to.

    Attributes:
        contact: id, e-mail address or full name of who it is for.
        rep: id or e-mail address of who writes; the only or first rep if absent.
        markup: plain text or HTML.
        quoted: parts of the text that quote a thread, which are not judged.
        mentionable: people introduced on purpose, who may be named.
        reader: language of somebody who reads the findings and is no rep: then nobody is taken for the sender.
    """

    text: str
    subject: str | None = None
    language: str | None = None
    contact: str | None = None
    occasion: str = Occasion.FOLLOW_UP
    rep: str | None = None
    markup: Literal["text", "html"] = "text"
    quoted: tuple[Span, ...] = ()
    mentionable: tuple[str, ...] = ()
    reader: Language | None = None


@dataclass(frozen=True, slots=True)
class Checked:
    """The gate's verdict on a text.

    Attributes:
        facts: what it was held against.
        reader: the language of who reads it.
        subject: random id of whom the text is for, if that is known.
        at: when it was checked.
    """

    verdict: Verdict
    facts: tuple[Fact, ...]
    reader: Language
    subject: str | None
    at: datetime


def check_text(workspace: Workspace, own: OwnText, now: datetime, actor: str = OPERATOR) -> Checked:
    """The gate's verdict on a rep's own text, against every fact that holds now; journaled.

    Args:
        actor: id of who asks, for the journal.

    Raises:
        CheckError: the text is empty or blank.
        BriefError: the occasion is unknown.
        ScrupuleError: the contact or rep is unknown, or the records failed.
    """
    checked = judge_text(workspace, own, now)
    journal_check(workspace.records, checked, actor)
    return checked


def judge_text(workspace: Workspace, own: OwnText, now: datetime) -> Checked:
    """The same verdict, not journaled yet: nobody may be told of it before it is (`journal_check`).

    Raises:
        ScrupuleError: as `check_text`.
    """
    if not own.text.strip():
        raise CheckError("there is nothing to check: the text is empty; give the words of the mail")
    why = choose(Occasion, own.occasion, "occasion")
    draft = Draft(text=own.text, subject=own.subject, language=own.language, format=own.markup, quoted=own.quoted)
    with workspace.records.reading() as session:
        rep = find_rep(session, own.rep) if own.reader is None else None
        read_in = own.reader or ("en" if rep is not None and rep.language == "en" else "fr")
        contact = find_contact(session, own.contact) if own.contact is not None else None
        if contact is None:
            company = organisation(session)
            names = tuple(one for one in (company.siret, company.vat, company.iban) if one) if company else ()
            context = Context.model_validate(
                {
                    "now": now,
                    "reader_language": read_in,
                    "sender": {"organisation": company.name if company else None, "identifiers": names},
                }
            )
            gate = workspace.gate.limited_to(TEXT_GUARDS)
        else:
            purpose = purpose_of(workspace.gate.policy, why, contact.relationship)
            offer = offer_of(session, contact, now)
            context = admission_context(session, contact, rep, purpose, "email", now, offer, reader=read_in)
            gate = workspace.gate
        facts = tuple(facts_valid_at(session, now, contact.id if contact else None))
    verdict = gate.inspect(draft, context.model_copy(update={"facts": facts, "mentionable": own.mentionable}))
    return Checked(verdict, facts, read_in, contact.subject_id if contact else None, now)


def journal_check(records: Records, checked: Checked, actor: str) -> None:
    """Note that a text was checked, and what the gate decided; to wait for the disk takes no processor.

    Raises:
        RecordsError: it cannot be noted; then nobody may be told of the verdict.
    """
    verdict = checked.verdict
    entry = Entry(
        event=Event.TEXT_CHECKED, at=checked.at, actor=actor, subject=checked.subject,
        decision=verdict.decision, rules=rules_of(verdict.findings), packs=verdict.packs,
    )  # fmt: skip
    with records.writing() as session:
        append(session, entry)
