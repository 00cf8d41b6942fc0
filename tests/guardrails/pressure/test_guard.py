"""What a finding holds, what the context changes, and that accepted proposals leave a clean text."""

import pytest

from guardrails.draft import Context, Draft, Language, Span
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy
from guardrails.pressure.guard import PressureGuard
from guardrails.pressure.rules import PressureRule
from guardrails.verdict import Action, Severity
from tests.guardrails.pressure.factories import found, guard, rules
from tests.guardrails.pressure.test_tactics import PRESSURE

PRESSING = "C'est votre dernière chance de profiter du tarif."
REMINDER = "Je me permets de revenir vers vous au sujet du devis."


def test_a_finding_marks_its_sentence_and_nothing_else() -> None:
    text = f"Bonjour Madame,\n\nVoici le devis. {PRESSING} Il compte deux pages.\n\nCordialement"
    (finding,) = found(text)
    assert text[finding.start : finding.end] == PRESSING
    assert (finding.field, finding.severity, finding.action) == ("text", Severity.HIGH, Action.HOLD)


def test_message_in_the_readers_language_and_proposal_in_the_drafts() -> None:
    (finding,) = found(PRESSING, "fr", reader_language="en")
    assert "rushes the reader" in finding.message
    assert finding.suggestion == "Prenez le temps qui vous convient pour y réfléchir."


@pytest.mark.parametrize(
    ("sentence", "jurisdiction", "audience", "source"),
    [
        (PRESSING, "FR", "b2b", "C. conso., art. L121-4, 7°"),
        (PRESSING, "FR", "b2c", "C. conso., art. L121-4, 7°"),
        (PRESSING, "DE", "b2c", "Directive 2005/29/CE (UCPD), annexe I, point 7"),
        (PRESSING, "DE", "b2b", "Vendre sans pression (règle maison)"),
        (PRESSING, None, None, "Vendre sans pression (règle maison)"),
        ("Votre silence me blesse.", "FR", "b2c", "C. conso., art. L121-7, 6° et L121-6"),
        (
            "Votre silence me blesse.",
            "FR",
            "b2b",
            "Vendre sans pression (règle maison)",
        ),
        ("Votre silence me blesse.", "FR", None, "Vendre sans pression (règle maison)"),
    ],
)
def test_law_is_quoted_only_where_it_binds(
    sentence: str, jurisdiction: str | None, audience: str | None, source: str
) -> None:
    (finding,) = found(sentence, jurisdiction=jurisdiction, audience=audience)
    assert finding.source == source


@pytest.mark.parametrize(
    "disguise",
    [
        "DERNIÈRE CHANCE !!!",
        "d e r n i è r e  c h a n c e",
        "D.E.R.N.I.È.R.E  C.H.A.N.C.E",
        "der\u200bnière chan\u00adce",
        "dеrnièrе chаncе",  # Cyrillic letters
        "𝐝𝐞𝐫𝐧𝐢𝐞̀𝐫𝐞 𝐜𝐡𝐚𝐧𝐜𝐞",
        "dernière 🔥 chance",
        "**dernière** _chance_",
        "dernière\nchance",
        "derniere  chance",
    ],
)
def test_disguises_do_not_help(disguise: str) -> None:
    assert rules(f"Bonjour, {disguise}") == ["artificial_urgency"]


def test_a_line_of_boxed_letters_is_read() -> None:
    assert rules("Bonjour,\n\n🄳🄴🅁🄽🄸🄴🅁🄴 🄲🄷🄰🄽🄲🄴 !") == ["artificial_urgency"]


def test_incoming_text_and_quoted_parts_are_not_judged() -> None:
    text = f"Bonjour,\n\nVoici ma réponse.\n\n{PRESSING}"
    quoted = (Span(start=text.index(PRESSING), end=len(text)),)
    assert guard().inspect(Draft(text=text, language="fr", quoted=quoted), Context()).findings == ()
    assert guard().inspect(Draft(text=text, language="fr", kind="incoming"), Context()).findings == ()
    assert guard().inspect(Draft(text=text, language="fr"), Context()).findings != ()


@pytest.mark.parametrize("prefix", ["Re: ", "RE : ", "Fwd: ", "TR : ", "Re: Re: "])
def test_a_reply_prefix_without_an_exchange_is_false(prefix: str) -> None:
    (finding,) = found("Bonjour.", subject=f"{prefix}notre catalogue", relationship="prospect")
    assert (finding.rule, finding.field, finding.severity) == ("pressure.fake_thread", "subject", Severity.CRITICAL)
    assert (finding.start, finding.end, finding.suggestion) == (0, len(prefix), "")


def test_a_reply_prefix_says_nothing_where_nothing_is_known() -> None:
    assert found("Bonjour.", subject="Re: notre catalogue") == ()


@pytest.mark.parametrize(
    "context",
    [
        {"thread": ["Quels sont vos délais ?"]},
        {"purpose": "reply"},
        {"relationship": "customer"},
        {"recipient": {"last_inbound": "2026-03-01T10:00:00+01:00"}},
    ],
)
def test_a_reply_prefix_in_an_exchange_is_fine(context: dict[str, object]) -> None:
    assert found("Bonjour.", subject="Re: notre catalogue", **context) == ()


@pytest.mark.parametrize("subject", ["URGENT", "Dernières heures pour répondre", "Final hours!", "LAST CHANCE"])
def test_subject_lines_are_judged(subject: str) -> None:
    (finding,) = found("Bonjour.", subject=subject)
    assert finding.field == "subject"
    assert finding.suggestion == "Votre projet"


def test_a_friendly_reminder_becomes_nagging_when_four_went_unanswered() -> None:
    assert found(REMINDER) == ()
    assert found(REMINDER, recipient={"unanswered_in_sequence": 3}) == ()
    assert rules(REMINDER, recipient={"unanswered_in_sequence": 4}) == ["nagging"]
    assert rules("Just checking in on my quote.", "en", recipient={"unanswered_in_sequence": 5}) == ["nagging"]


def test_a_refusal_in_the_thread_is_to_be_respected() -> None:
    refusal = {"thread": [{"text": "Non merci, cela ne m'intéresse pas.", "direction": "in"}]}
    assert rules("Permettez-moi de vous présenter une autre formule.", **refusal) == ["nagging"]
    assert rules("Permettez-moi de vous présenter une autre formule.") == []
    assert rules("J'ai bien noté votre refus et ne vous écrirai plus.", **refusal) == []


@pytest.mark.parametrize(
    ("refusal", "sequel", "language"),
    [
        ("Vous m'aviez répondu non en mars.", "Laissez-moi vous montrer la nouvelle version.", "fr"),
        ("You told me it was not for you.", "I still believe we can change that.", "en"),
    ],
)
def test_a_refusal_recalled_and_brushed_aside_is_nagging(refusal: str, sequel: str, language: str) -> None:
    assert rules(sequel, language) == []
    assert "nagging" in rules(f"{refusal} {sequel}", language)
    assert rules(f"{refusal} Merci. Un. Deux. Trois. Quatre. {sequel}", language) == [], "too far apart"


def test_claimed_agreement_needs_an_exchange() -> None:
    sentence = "Suite à notre accord, je prépare le contrat."
    assert rules(sentence, relationship="prospect") == ["fake_thread"]
    assert rules(sentence, relationship="customer") == []
    dated = "Comme convenu lors de notre appel du 12 mai, je prépare le contrat."
    assert rules(dated, relationship="prospect") == ["unsupported"]
    fact = {"id": "a", "type": "date", "subject": "appel", "value": "2026-05-12"}
    assert rules(dated, relationship="prospect", now="2026-05-20T10:00:00+02:00", facts=[fact]) == []


def test_two_passages_of_one_tactic_get_one_rewording() -> None:
    first, second = found("Il ne reste que quelques heures. Dépêchez-vous.")
    assert first.suggestion
    assert second.suggestion == ""


def test_a_company_may_allow_what_rests_on_house_policy() -> None:
    from guardrails.packs.loader import parse_pack

    company = parse_pack(
        "pack: acme\nversion: 1\nkind: company\ntitle: {fr: Acme, en: Acme}\n"
        "adjust: [{rule: pressure.false_intimacy, action: allow, reason: tone}]\n",
        "acme.yaml",
    )
    lenient = PressureGuard(Policy.of([*load_packs([]), company]))
    draft = Draft(text="I'm telling you this as a friend: take it.", language="en")
    assert lenient.inspect(draft, Context()).findings == ()
    assert guard().inspect(draft, Context()).findings != ()


def all_rules() -> tuple[PressureRule, ...]:
    return Policy.of(load_packs([])).pressure


@pytest.mark.parametrize("language", ["fr", "en"])
@pytest.mark.parametrize("rule", all_rules(), ids=lambda rule: rule.id)
def test_every_proposal_is_itself_free_of_pressure(rule: PressureRule, language: Language) -> None:
    if rule.rewording:
        # The refusal and the silence that a rule may answer are part of the context.
        context = {"recipient": {"unanswered_in_sequence": 9}, "thread": [{"text": "Non merci.", "direction": "in"}]}
        assert rules(rule.rewording.get(language), language) == []
        assert rules(rule.rewording.get(language), language, **context) == []
    if rule.subject:
        assert rules("Bonjour.", language, rule.subject.get(language)) == []


@pytest.mark.parametrize(("tactic", "language", "sentence"), PRESSURE)
def test_accepting_every_proposal_leaves_a_clean_mail(tactic: str, language: str, sentence: str) -> None:
    before, after = ("Bonjour,\n\nVoici", "Bien à vous.") if language == "fr" else ("Hello,\n\nHere is", "Yours.")
    text = f"{before} ABC-12. {sentence} {after}"
    for finding in reversed(found(text, language)):
        text = text[: finding.start] + (finding.suggestion or "") + text[finding.end :]
    assert rules(text, language) == [], tactic
