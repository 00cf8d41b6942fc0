# ruff: noqa: E501 - one situation, one line
"""What a message must contain is added once, in its own language, and only what is missing."""

from typing import Any

import pytest

from guardrails.consent.guard import ConsentGuard
from guardrails.draft import Context
from guardrails.packs.policy import Policy
from guardrails.verdict import Action, Finding

from .factories import context, draft, granted, policy, with_company

CONSENT: dict[str, Any] = {"consents": [granted()]}
PUBLIC = {"collection": {"source": "public", "informed": True, "refusal_offered": True}}
BUSINESS: dict[str, Any] = {"audience": "b2b", "offer": {"related_to_role": True}}
LINKS = (
    "company: {name: Vendeur, unsubscribe_url: 'https://vendeur.fr/stop', privacy_url: 'https://vendeur.fr/vie-privee'}"
)
BODY = "Bonjour Madame,\n\nNous ouvrons un atelier à Lyon.\n\nBien à vous,"
SIGNED = BODY + "\nPaul Durand\nVendeur SAS"


def look(text: str, facts: Context, rules: Policy | None = None, **more: Any) -> tuple[Finding, ...]:
    return ConsentGuard(rules or policy()).inspect(draft(text, **more), facts).findings


def footer(text: str, facts: Context, rules: Policy | None = None, **more: Any) -> str:
    findings = look(text, facts, rules, **more)
    assert [one.rule for one in findings] == ["consent.mandatory_content"]
    assert (findings[0].start, findings[0].end, findings[0].action) == (len(text), len(text), Action.REWRITE)
    return findings[0].suggestion or ""


def test_the_footer_of_a_first_mail_in_french() -> None:
    assert footer(BODY, context(PUBLIC, **BUSINESS), with_company(LINKS)) == (
        "\n\nMessage de Paul Durand, Vendeur SAS."
        "\nVos coordonnées professionnelles proviennent d’une source publique."
        "\nComment nous utilisons vos données personnelles\N{NO-BREAK SPACE}: https://vendeur.fr/vie-privee"
        "\nVous pouvez à tout moment vous opposer à recevoir nos messages commerciaux, sans avoir à donner de motif."
        "\nPour ne plus recevoir nos messages\N{NO-BREAK SPACE}: https://vendeur.fr/stop"
    )


def test_the_footer_of_a_first_mail_in_english() -> None:
    assert footer("Dear Claire,\n\nWe run a workshop in Lyon.\n", context(PUBLIC, **BUSINESS), language="en") == (
        "\nMessage from Paul Durand, Vendeur SAS."
        "\nYour business contact details come from a public source."
        "\nOur privacy notice: ask for it by replying to this message."
        "\nYou may object to receiving our marketing messages at any time, without giving a reason."
        "\nTo stop receiving our messages, simply reply “STOP”."
    )


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("rules", [policy(), with_company(LINKS)], ids=["no links", "links"])
@pytest.mark.parametrize(
    ("recipient", "changes"),
    [
        (CONSENT, {}),
        (PUBLIC, BUSINESS),
        ({"collection": {"source": "third_party", "informed": True, "refusal_offered": True}}, BUSINESS),
        ({"consents": [granted("sms")]}, {"channel": "sms"}),
        ({"consents": [granted("social")]}, {"channel": "social"}),
        (PUBLIC | {"suppressed_on": []}, {"channel": "post"}),
        (PUBLIC, BUSINESS | {"channel": "social"}),
        ({}, {"jurisdiction": "US", "sender": {"organisation": "Vendeur SAS", "address": "12 rue des Lilas, 69003 Lyon"}}),
        (CONSENT, {"jurisdiction": "CA", "sender": {"organisation": "Acme, Inc.", "address": "1 Main St.", "email": "p@acme.com"}}),
    ],
)  # fmt: skip
def test_what_was_added_is_recognised(
    recipient: dict[str, Any], changes: dict[str, Any], rules: Policy, language: str
) -> None:
    facts = context(recipient, **changes)
    text = BODY + footer(BODY, facts, rules, language=language)
    assert look(text, facts, rules, language=language) == ()


@pytest.mark.parametrize(
    ("text", "missing"),
    [
        (SIGNED, "refuser"),
        (SIGNED.replace(" SAS", ""), "refuser"),
        (SIGNED.replace("Paul Durand", "L’équipe"), "société"),
        (BODY + "\nPaul Durand", "société"),
        (BODY, "société"),
    ],
)
def test_only_what_is_missing_is_added(text: str, missing: str) -> None:
    finding = look(text, context(CONSENT))[0]
    assert missing in finding.message
    assert ("société" in finding.message) is (missing == "société")


def test_the_part_of_the_identity_that_is_there_is_not_repeated() -> None:
    assert footer(BODY + "\nPaul Durand", context(CONSENT)).split("\n")[2] == "Message de la société Vendeur SAS."
    assert (
        footer(BODY + "\nVendeur", context(CONSENT)).split("\n")[2]
        == "Votre interlocuteur\N{NO-BREAK SPACE}: Paul Durand."
    )


@pytest.mark.parametrize(
    "words",
    [
        "Si vous ne souhaitez plus recevoir nos messages, dites-le-moi simplement.",
        "Pour vous désinscrire, cliquez ici : https://vendeur.fr/stop",
        "Se désabonner",
        "Répondez STOP et nous n’écrirons plus.",
        "Vous pouvez m’écrire si vous ne voulez pas être recontactée : faites-le-moi savoir, je ne vous écrirai plus. Répondez « non merci ».",
        "Unsubscribe: https://vendeur.fr/stop",
        "If you would rather not hear from us, you can opt out at any time.",
        "Let me know if you no longer wish to receive these messages.",
        "Just reply STOP.",
    ],
)
def test_the_reps_own_way_to_refuse_counts(words: str) -> None:
    assert look(f"{SIGNED}\n{words}", context(CONSENT)) == ()


@pytest.mark.parametrize(
    "words",
    [
        "Notre service non-stop reste ouvert.",
        "Nous ne souhaitons plus attendre.",
        "Vous recevez cette invitation avant tout le monde.",
        "Our non-stop service stays open.",
        "We look forward to receiving your answer.",
        "You can subscribe to our newsletter.",
    ],
)
def test_other_words_are_no_way_to_refuse(words: str) -> None:
    assert "refuser" in look(f"{SIGNED}\n{words}", context(CONSENT))[0].message


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ("J’ai trouvé vos coordonnées sur le site de votre société.", True),
        ("Vos coordonnées nous ont été transmises par un partenaire.", True),
        ("I found your contact details on your company website.", True),
        ("Your address was passed on to us by a partner.", True),
        ("Notre contact vient de rejoindre la région.", False),
        ("Pouvez-vous me confirmer vos coordonnées ?", False),
        ("Please send me your contact details.", False),
    ],
)
def test_the_source_of_the_details_is_recognised(words: str, says: bool) -> None:
    finding = look(f"{SIGNED}\n{words}", context(PUBLIC, **BUSINESS))[0]
    assert ("origine" not in finding.message) is says


def test_details_given_by_the_person_need_no_source() -> None:
    form = {"collection": {"source": "form", "informed": True, "refusal_offered": True}}
    assert "origine" not in look(SIGNED, context(form, **BUSINESS))[0].message


def test_what_a_thread_quotes_is_not_said() -> None:
    text = SIGNED + "\n> Pour vous désinscrire, répondez STOP"
    quoted = [{"start": len(SIGNED) + 1, "end": len(text)}]
    assert look(text, context(CONSENT)) == ()
    assert "refuser" in look(text, context(CONSENT), quoted=quoted)[0].message


@pytest.mark.parametrize(
    ("recipient", "changes", "rule"),
    [
        (CONSENT, {"sender": None}, "consent.sender_identity"),
        (CONSENT, {"sender": {"name": "Paul Durand"}}, "consent.sender_identity"),
        ({}, {"jurisdiction": "US"}, "consent.postal_address"),
        (CONSENT, {"jurisdiction": "CA", "sender": {"organisation": "Acme", "address": "1 Main St"}}, "consent.sender_contact"),
    ],
)  # fmt: skip
def test_what_cannot_be_filled_is_held(recipient: dict[str, Any], changes: dict[str, Any], rule: str) -> None:
    held = [one for one in look(BODY, context(recipient, **changes)) if one.action is Action.HOLD]
    assert [one.rule for one in held] == [rule]
    assert held[0].suggestion is None


def test_the_company_pack_knows_the_company() -> None:
    facts = context(CONSENT, sender={"name": "Paul Durand"})
    assert "Message de Paul Durand, Vendeur." in footer(BODY, facts, with_company(LINKS))


def test_a_company_name_that_ends_in_a_full_stop_ends_the_sentence() -> None:
    facts = context(CONSENT, sender={"name": "Jane Roe", "organisation": "Acme, Inc."})
    assert "Message from Jane Roe, Acme, Inc.\n" in footer("Dear Claire,", facts, language="en")


def test_a_text_message_gets_one_line() -> None:
    facts = context({"consents": [granted("sms")]}, channel="sms")
    added = footer("Vendeur (Paul Durand) : atelier à Lyon.", facts, kind="message")
    assert added == " Répondez STOP pour ne plus recevoir nos SMS."


@pytest.mark.parametrize("purpose", ["reply", "contract", "service"])
def test_answers_and_contracts_get_no_footer(purpose: str) -> None:
    facts = context({"contract_running": True, "last_inbound": "2026-11-16"}, purpose=purpose)
    assert look(BODY, facts) == ()


def test_footers_hold_no_figures() -> None:
    sentences = [one for content in policy().mandatory_content for one in content.sentences]
    assert not any(character.isdigit() for one in sentences for character in one.fr + one.en)
