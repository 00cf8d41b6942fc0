"""Whose data stays and whose does not, what blocks, and how findings explain themselves."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from guardrails.draft import Context, Draft, Fact, Language, Recipient, Sender, Span
from guardrails.packs.policy import Policy
from guardrails.pii.guard import PiiGuard
from guardrails.pii.placeholders import has_placeholder, label
from guardrails.verdict import Action, Finding

CONTEXT = Context(
    jurisdiction="FR",
    recipient=Recipient(name="Claire Martin", email="claire.martin@exemple.fr", phone="+33612345678"),
    sender=Sender(
        name="Paul Durand",
        email="paul@vendeur.fr",
        phone="04 76 22 81 05",
        organisation="Durand Nautisme",
        address="8 quai de la Fosse, 44000 Nantes",
        identifiers=("732 829 320 00074", "FR14 2004 1010 0505 0001 3M02 606"),
    ),
    mentionable=("Nadia Haddad",),
    facts=(Fact(id="f", type="price", subject="Fauteuil Margaux", value="450"),),
)


def redacted(guard: PiiGuard, text: str, context: Context = CONTEXT, language: Language = "fr") -> list[str]:
    draft = Draft(text=text, language=language)
    return [text[one.start : one.end] for one in guard.inspect(draft, context).findings]


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Madame Martin, merci pour votre accueil.",
        "Bonjour Claire, merci pour votre accueil.",
        "À l'attention de Mme C. MARTIN",
        "CLAIRE MARTIN a confirmé.",
        "Je vous rappelle au 06 12 34 56 78 ou à claire.martin@exemple.fr.",
        "Cordialement,\nPaul Durand\nDurand Nautisme\n8 quai de la Fosse, 44000 Nantes\n+33 4 76 22 81 05",
        "SIRET 73282932000074, SIREN 732 829 320, TVA FR44732829320",
        "Virement sur FR1420041010050500013M02606.",
        "Ma collègue Nadia Haddad vous rejoindra.",
        "Le fauteuil Margaux est disponible.",
        "Bonjour MARTIN Claire, je suis au 0033 (0)4.76.22.81.05.",
        "Écrivez-moi à claire point martin arobase exemple point fr.",
        "Nous sommes au 8, quai de la Fosse, 44000 NANTES.",
        "Appelez-moi au zéro six douze trente-quatre cinquante-six soixante-dix-huit.",
    ],
)
def test_data_of_the_people_concerned_stays(guard: PiiGuard, text: str) -> None:
    assert redacted(guard, text) == []


@pytest.mark.parametrize(
    ("text", "gone"),
    [
        ("Monsieur Pierre Martin a signé.", ["Pierre Martin"]),
        ("Ma collègue Inès Roche vous rejoindra.", ["Inès Roche"]),
        ("Son numéro : 06 12 34 56 79.", ["06 12 34 56 79"]),
        ("Écrivez à lea@vendeur.fr pour la suite.", ["lea@vendeur.fr"]),
        ("Ma collègue Nadia Haddad : nadia@vendeur.fr", ["nadia@vendeur.fr"]),
        ("Bonjour Claire, Claire Dupont et P. Martin viendront.", ["Claire Dupont", "P. Martin"]),
        ("Madame Martin, votre NIR 1 84 12 76 451 089 46 est noté.", ["1 84 12 76 451 089 46"]),
        ("Madame Martin, réglez avec la carte 4539 1488 0343 6467 merci.", ["4539 1488 0343 6467"]),
        ("Claire Martin est enceinte, reportons le rendez-vous.", ["enceinte"]),
    ],
)
def test_everybody_elses_and_sensitive_data_goes(guard: PiiGuard, text: str, gone: list[str]) -> None:
    assert redacted(guard, text) == gone


def test_without_context_everybody_is_somebody_else(guard: PiiGuard) -> None:
    assert redacted(guard, "Bonjour Madame Martin,", Context()) == ["Martin"]


def test_an_unnamed_recipient_is_known_by_the_address(guard: PiiGuard) -> None:
    context = Context(recipient=Recipient(email="claire.martin@exemple.fr"))
    assert redacted(guard, "Bonjour Claire, bonjour Hugo,", context) == ["Hugo"]


def findings(guard: PiiGuard, draft: Draft, context: Context = CONTEXT) -> tuple[Finding, ...]:
    return guard.inspect(draft, context).findings


def test_the_same_person_has_the_same_number(guard: PiiGuard) -> None:
    draft = Draft(
        subject="Visite d'Inès Roche", text="Mme Roche viendra avec Hugo Blin. Inès apportera le plan.", language="fr"
    )
    seen = [(one.field, one.suggestion) for one in findings(guard, draft)]
    first, second = "<PERSONNE_1>", "<PERSONNE_2>"
    assert seen == [("subject", first), ("text", first), ("text", second), ("text", first)]


def test_a_placeholder_is_not_found_again_nor_its_number_given_twice(guard: PiiGuard) -> None:
    seen = findings(guard, Draft(text="<PERSON_1> viendra avec Hugo Blin, <EMAIL_2>.", language="fr"))
    assert [one.suggestion for one in seen] == ["<PERSONNE_2>"]


def test_a_placeholder_is_in_the_language_of_who_reads_it(guard: PiiGuard) -> None:
    draft = Draft(text="Hugo Blin, né le 3 mai 1981, a un cancer.", language="fr")
    english = CONTEXT.model_copy(update={"reader_language": "en"})
    said = [[one.suggestion for one in findings(guard, draft, context)] for context in (CONTEXT, english)]
    assert said == [["<PERSONNE_1>", "<DATE_NAISSANCE_1>", "<SANTE_1>"], ["<PERSON_1>", "<BIRTH_DATE_1>", "<HEALTH_1>"]]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_placeholder_of_the_pack_is_read_over(guard: PiiGuard, policy: Policy, language: Language) -> None:
    placeholders = [f"<{label(rule.placeholder, language)}_1>" for rule in policy.pii]
    assert findings(guard, Draft(text=" et ".join(placeholders), language="fr")) == ()
    assert all(map(has_placeholder, placeholders))


def test_brackets_around_a_name_hide_nothing(guard: PiiGuard) -> None:
    assert findings(guard, Draft(text="Voyez avec <Hugo Blin_1> demain.", language="fr"))


def test_adjacent_entities_stay_separate(guard: PiiGuard) -> None:
    seen = findings(guard, Draft(text="Inès Roche 06 98 76 54 32 ines@exemple.fr", language="fr"))
    assert [one.rule for one in seen] == ["pii.person", "pii.phone", "pii.email"]


def test_nothing_but_an_identity_number_blocks(guard: PiiGuard) -> None:
    (one,) = findings(guard, Draft(text="NIR : 1 84 12 76 451 089 46", language="fr"))
    assert one.action is Action.BLOCK


def test_a_message_around_an_identity_number_is_redacted(guard: PiiGuard) -> None:
    (one,) = findings(
        guard, Draft(text="Merci de supprimer de vos fichiers le NIR 1 84 12 76 451 089 46.", language="fr")
    )
    assert one.action is Action.REDACT


def test_quoted_parts_are_not_judged(guard: PiiGuard) -> None:
    text = "Merci.\n> Hugo Blin a appelé"
    assert findings(guard, Draft(text=text, language="fr", quoted=(Span(start=7, end=len(text)),))) == ()


def test_findings_explain_themselves_in_the_readers_language(guard: PiiGuard) -> None:
    draft = Draft(text="Bonjour, Hugo Blin a un cancer.", language="fr")
    english = CONTEXT.model_copy(update={"reader_language": "en"})
    person, health = findings(guard, draft)
    assert (person.source, health.source) == ("GDPR art. 5(1)(c)", "GDPR art. 9(1)")
    assert "destinataire" in person.message
    assert "recipient" in findings(guard, draft, english)[0].message
    assert (str(person.severity), str(health.severity)) == ("medium", "critical")


def test_outside_known_countries_the_rule_is_house_policy(guard: PiiGuard) -> None:
    (one,) = findings(guard, Draft(text="Voyez avec Hugo Blin.", language="fr"), Context())
    assert one.source == "Minimisation des données (règle maison)"


def test_threads_see_the_same(guard: PiiGuard) -> None:
    draft = Draft(text="Hugo Blin, 06 98 76 54 32, souffre d'asthme sévère.\n" * 5, language="fr")
    with ThreadPoolExecutor(4) as pool:
        reports = list(pool.map(lambda _: guard.inspect(draft, CONTEXT), range(8)))
    assert all(report == reports[0] for report in reports)
    assert reports[0].findings


@pytest.mark.parametrize(
    "text", ["Prices exclude VAT. It covers the installation.", "The price is net of VAT, delivered to the door."]
)
def test_words_after_a_label_are_no_number(guard, text):
    assert guard.inspect(Draft(text=text, language="en"), Context()).findings == ()


@pytest.mark.parametrize("text", ["It is washed at 40 °C. The seat goes up.", "Heat it to 40 °C. Dry it."])
def test_a_letter_before_a_full_stop_is_no_initial(guard, text):
    assert guard.inspect(Draft(text=text, language="en"), Context()).findings == ()
