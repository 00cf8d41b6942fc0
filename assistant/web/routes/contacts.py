"""`GET /v1/contacts`: who somebody is, and whether they may be written to now."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query

from assistant.emails.purpose import purpose_of
from assistant.engines.request import Occasion
from assistant.records.admission import admission_context
from assistant.records.contacts import company_of, find_contact, find_rep
from assistant.records.offers import offer_of
from assistant.web.language import ReaderLanguage
from assistant.web.principal import Principal, Role, require
from assistant.web.routes.answers import answers
from assistant.web.routes.models.admissions import recipient_answer
from assistant.web.routes.models.contacts import ContactAnswer, OccasionAnswer, WantedContact
from assistant.web.state import Service, ServiceParts
from guardrails.draft import Language, Purpose
from guardrails.verdict import Admission

router = APIRouter(prefix="/v1", tags=["contacts"])

Asking = Annotated[Principal, Depends(require(Role.REP, Role.MANAGER, Role.PRIVACY_OFFICER))]


@router.get(
    "/contacts",
    summary="Who somebody is, and whether they may be written to now",
    **answers("contacts.read", "contact.unknown", "contact.ambiguous"),
)
async def read_contact(
    wanted: Annotated[WantedContact, Query()], service: ServiceParts, asking: Asking, language: ReaderLanguage
) -> ContactAnswer:
    """Identity, language, relationship and company of a contact, and the admission for every occasion.

    Admission alone is decided: nothing of what was said with the person is read. Reasons are in the rep's language;
    for all others, in that of `Accept-Language`.
    """
    return await service.checking.run(_contact_answer, service, wanted.email, asking.rep_id, language)


def _contact_answer(service: Service, email: str, rep_id: str | None, language: Language) -> ContactAnswer:
    now, gate = service.clock(), service.workspace.gate
    with service.workspace.records.reading() as session:
        contact = find_contact(session, email)
        rep = find_rep(session, rep_id) if rep_id else None
        reader = None if rep else language
        company = company_of(session, contact)
        offer = offer_of(session, contact, now)
        purposes: dict[Occasion, Purpose] = {
            one: purpose_of(gate.policy, one, contact.relationship) for one in Occasion
        }
        contexts = {
            purpose: admission_context(session, contact, rep, purpose, "email", now, offer, reader=reader)
            for purpose in dict.fromkeys(purposes.values())
        }
        admissions = {purpose: gate.admit(context) for purpose, context in contexts.items()}
        return ContactAnswer.model_validate(
            {
                "id": contact.id,
                "name": contact.full_name or None,
                "kind": contact.kind,
                "language": "en" if contact.language == "en" else "fr",
                "relationship": contact.relationship,
                "company": company.name if company else None,
                "occasions": [_occasion(one, purposes[one], admissions[purposes[one]]) for one in Occasion],
            }
        )


def _occasion(occasion: Occasion, purpose: Purpose, admission: Admission) -> OccasionAnswer:
    # One contact is one recipient.
    person = recipient_answer(admission.recipients[0])
    return OccasionAnswer(
        occasion=occasion,
        purpose=purpose,
        outcome=person.outcome,
        row=person.row,
        regime=person.regime,
        reasons=person.reasons,
        remedies=person.remedies,
    )
