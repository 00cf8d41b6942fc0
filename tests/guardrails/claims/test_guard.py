"""What the guard says: kinds of claims, what is none, offsets, quotes, threads, messages and sources."""

import pytest

from guardrails.draft import Context, Draft, Fact, Span
from guardrails.verdict import Action
from tests.guardrails.claims.given import NOW, OFFER, evidence, findings, guard, judged


@pytest.mark.parametrize(
    ("language", "text", "rule", "passage"),
    [
        ("fr", "Nos tarifs démarrent à 19 €.", "claims.price", "19 €"),
        ("fr", "Je vous accorde 15 % de remise.", "claims.discount", "15 %"),
        ("fr", "La première année est à moitié prix.", "claims.discount", "moitié prix"),
        ("fr", "L'installation est offerte.", "claims.discount", "installation est offerte"),
        ("fr", "Cette offre expire ce soir.", "claims.deadline", "ce soir"),
        ("fr", "Le salon aura lieu le 9 mars 2027.", "claims.date", "9 mars 2027"),
        ("fr", "Le préavis est de 3 mois.", "claims.term", "3 mois"),
        ("fr", "Vous repartez sans engagement.", "claims.term", "sans engagement"),
        ("fr", "La formule inclut 50 utilisateurs.", "claims.quantity", "50"),
        ("fr", "Plus que 3 exemplaires !", "claims.stock", "3"),
        ("fr", "Nous accompagnons 2 500 entreprises.", "claims.statistic", "2 500"),
        ("fr", "98 % de nos clients nous recommandent.", "claims.statistic", "98 %"),
        ("fr", "Forts de 20 ans d'expérience, nous répondons vite.", "claims.statistic", "20 ans"),
        ("fr", "L'appareil est garanti 5 ans.", "claims.guarantee", "5 ans"),
        ("fr", "Satisfait ou remboursé.", "claims.guarantee", "Satisfait ou remboursé"),
        ("fr", "Nous sommes certifiés ISO 27001.", "claims.certification", "ISO 27001"),
        ("fr", "Vous serez livré sous 48 h.", "claims.delivery", "48 h"),
        ("fr", "Des clients tels que Danone l'utilisent.", "claims.reference", "Danone"),
        (
            "fr",
            "C'est le logiciel le moins cher du marché.",
            "claims.superlative",
            "le logiciel le moins cher du marché",
        ),
        ("fr", "Nous sommes n° 1 en France.", "claims.superlative", "n° 1 en France"),
        ("fr", "Nos emballages sont neutres en carbone.", "claims.environment", "neutres en carbone"),
        ("en", "Prices start at £19.", "claims.price", "£19"),
        ("en", "I can offer twenty percent off.", "claims.discount", "twenty percent"),
        ("en", "Delivery is free.", "claims.discount", "Delivery is free"),
        ("en", "The offer ends tonight.", "claims.deadline", "tonight"),
        ("en", "The webinar takes place on 9 March 2027.", "claims.date", "9 March 2027"),
        ("en", "A 30-day free trial is included.", "claims.term", "30-day"),
        ("en", "Only 3 units left!", "claims.stock", "3"),
        ("en", "2,500 companies use it.", "claims.statistic", "2,500"),
        ("en", "It carries a 5-year warranty.", "claims.guarantee", "5-year"),
        ("en", "We are SOC 2 Type II certified.", "claims.certification", "SOC 2 Type II"),
        ("en", "It ships within 3 days.", "claims.delivery", "3 days"),
        ("en", "Trusted by Siemens.", "claims.reference", "Siemens"),
        ("en", "We are the market leader.", "claims.superlative", "market leader"),
        ("en", "It is cheaper than any competitor.", "claims.superlative", "cheaper than any competitor"),
    ],
)
def test_a_claim_without_a_fact_is_held(language: str, text: str, rule: str, passage: str) -> None:
    report = judged(text, facts=(), language=language)  # type: ignore[arg-type]
    assert [(one.rule, text[one.start : one.end]) for one in report.findings] == [(rule, passage)]
    assert {one.action for one in report.findings} == {Action.HOLD}


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "J'ai deux points et trois questions ; cela prendra une heure."),
        ("fr", "Seriez-vous disponible mardi 24 novembre à 10 h pour un appel de 30 minutes ?"),
        ("fr", "Suite à notre échange du 12 mai, voici le compte rendu de 4 pages."),
        ("fr", "Votre facture FA-2026-118 et votre commande n° 45127 sont au 12 rue de la Paix, 75002 Paris."),
        ("fr", "L'article 4 du contrat et la version 3.2 le prévoient. Tél. : 01 44 55 66 77."),
        ("fr", "Dans les meilleurs délais, quel serait le meilleur moment ? Meilleures salutations."),
        ("fr", "Un devis gratuit et sans engagement vous attend si vous le souhaitez, sans engagement de votre part."),
        ("fr", "Vous avez 45 collaborateurs et votre budget est de 15 000 €."),
        ("fr", "Un technicien vous rappelle dans la journée, comme Paul vous l'a promis."),
        ("en", "I have two points and three questions; it will take an hour."),
        ("en", "Could we speak on Tuesday 24 November at 10am for twenty minutes?"),
        ("en", "Following our call on 12 November, I attach a two-page summary. Best regards"),
        ("en", "What is the best time to call? I am free on Monday."),
        ("en", "You mentioned your 45 employees and your budget of £20,000."),
        ("en", "The fastest way to reach me is +44 20 7946 0958."),
    ],
)
def test_ordinary_talk_claims_nothing(language: str, text: str) -> None:
    assert findings(text, facts=(), language=language) == []  # type: ignore[arg-type]


def test_offsets_are_those_of_the_text_as_written() -> None:
    text = "💡 Œuvre : la Licence Pro vaut 1\u202f200\u00a0€ HT par an, pas 1\u202f100\u00a0€."
    assert evidence(text) == [("offer-7", "1\u202f200\u00a0€ HT par an")]
    assert findings(text) == [("claims.price", "1\u202f100\u00a0€")]


def test_the_subject_line_is_judged_too_and_says_what_the_text_is_about() -> None:
    draft = Draft(subject="Licence Pro à 1 100 €", text="Elle est à 1 100 € HT par an.", language="fr")
    report = guard().inspect(draft, Context.model_validate({"now": NOW, "facts": OFFER}))
    assert [(one.field, one.action) for one in report.findings] == [
        ("subject", Action.REWRITE), ("text", Action.REWRITE),
    ]  # fmt: skip


def test_quoted_parts_are_not_judged() -> None:
    text = "Bonjour,\n> La Licence Pro à 900 € ?\nJe vérifie."
    start = text.index(">")
    draft = Draft(text=text, language="fr", quoted=(Span(start=start, end=text.index("Je")),))
    assert guard().inspect(draft, Context(facts=OFFER)).findings == ()


def test_incoming_mail_is_not_judged() -> None:
    draft = Draft(text="Pouvez-vous faire 900 € ?", language="fr", kind="incoming")
    assert guard().inspect(draft, Context(facts=OFFER)).findings == ()


def test_quantities_that_the_customer_asked_for_are_no_claims() -> None:
    text = "Votre formule inclut bien 50 utilisateurs."
    assert findings(text, ()) == [("claims.quantity", "50")]
    assert findings(text, (), thread=["Il nous faut 50 utilisateurs."]) == []
    assert findings(text, (), thread=[{"text": "Voici 50 utilisateurs.", "direction": "out"}]) != []


@pytest.mark.parametrize(
    ("text", "held"),
    [("Rendez-vous mardi 25 novembre 2026.", True), ("Rendez-vous mercredi 25 novembre 2026.", False),
     ("Rendez-vous mardi 25 novembre.", True), ("Rendez-vous mercredi 25 novembre.", False)],
)  # fmt: skip
def test_a_weekday_that_is_not_that_of_the_date_is_held(text: str, held: bool) -> None:
    rules = [rule for rule, _ in findings(text, ())]
    assert rules == (["claims.calendar"] if held else [])


def test_an_appointment_that_differs_from_the_brief_is_held() -> None:
    brief = (Fact(id="rv", type="date", subject="rendez-vous", value="2026-12-03T14:30:00+01:00", source="rep"),)
    assert findings("Je vous confirme notre rendez-vous du 4 décembre.", brief) == [("claims.date", "4 décembre")]
    assert findings("Je vous confirme notre rendez-vous du 3 décembre à 14 h 30.", brief) == []


@pytest.mark.parametrize(
    ("language", "text", "fact", "supported"),
    [
        ("fr", "Nous sommes certifiés ISO 27001.", Fact(id="c", type="certification", value="ISO 27001"), True),
        ("fr", "Nous sommes certifiés ISO 9001.", Fact(id="c", type="certification", value="ISO 27001"), False),
        ("fr", "Des clients comme Danone l'utilisent.", Fact(id="r", type="reference", value="Danone"), True),
        ("fr", "Des clients comme Nestlé l'utilisent.", Fact(id="r", type="reference", value="Danone"), False),
        ("en", "We are the market leader.", Fact(id="s", type="statistic", value="market leader (survey 2026)"), True),
        ("en", "Delivery is free.", Fact(id="d", type="price", subject="delivery", value="0", currency="EUR"), True),
    ],
)  # fmt: skip
def test_claims_in_words_need_a_fact_that_says_so(language: str, text: str, fact: Fact, supported: bool) -> None:
    report = judged(text, (fact,), language)  # type: ignore[arg-type]
    assert (report.findings == ()) is supported
    assert bool(report.evidence) is supported


def test_messages_follow_the_reader_and_sources_the_country() -> None:
    text = "La Licence Pro est à 1 100 €."
    french = judged(text).findings[0]
    assert french.message == (
        "Le montant annoncé, «\u00a01 100 €\u00a0», n'est pas celui de Licence Pro\u00a0: 1\u202f200\u00a0€ HT par an."
    )
    assert french.source == "Code de la consommation, art. L121-2, 2° c)"
    english = judged(text, reader_language="en", jurisdiction="GB").findings[0]
    assert english.message.startswith('The amount stated, "1 100 €", is not that of Licence Pro')
    assert english.source == "Numbers come from facts (house policy)"
    abroad = judged(text, jurisdiction="DE", audience="b2c").findings[0]
    assert abroad.source == "UCPD 2005/29/EC art. 6(1)(d)"


def test_a_correction_is_made_only_where_the_subject_is_certain() -> None:
    assert judged("La Licence Pro coûte 1 100 €.").findings[0].action is Action.REWRITE
    unnamed = judged("L'installation coûte 300 €.").findings[0]
    assert unnamed.action is Action.HOLD


def test_an_endless_price_is_a_price() -> None:
    assert [one.rule for one in judged("Le prix est de " + "7" * 40 + " €.", OFFER).findings] == ["claims.price"]
