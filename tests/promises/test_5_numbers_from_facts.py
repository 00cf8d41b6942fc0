"""Promise 5: prices, discounts, stock, guarantees, dates and figures come from verified facts, never from a model."""

import random
import re
from collections.abc import Iterator

import pytest
from sqlalchemy import inspect, select

from assistant.emails.brief import make_brief
from assistant.emails.outcome import Outcome, Status
from assistant.emails.recall import find_outcome
from assistant.records.facts import facts_valid_at, invoice_facts, open_invoices
from assistant.records.tables import Company, Contact, FactRow, Interaction, Organisation, Product, Rep
from assistant.records.verdicts import evidence_in
from assistant.workspace import Workspace
from guardrails import Context, Draft, Gate
from guardrails.draft import Fact, Language
from tests.assistant.scripted import GOOD, Scripted
from tests.demo_company import NOW

NUMBER = re.compile(r"\d+")
"""Digits, wherever they stand: a reading of its own, which shares nothing with the gate's."""
PRICE = re.compile(r"(?:[€£$]\s?\d[\d\s.,]*)|(?:\d[\d\s.,]*\s?(?:€|£|\$|%|euros?|EUR))")
BRIEFS = [
    ("c-001", "follow_up", ("préciser le délai de livraison et la garantie du Levant 120",)),
    ("c-001", "answer", ("donner le prix du Levant 120",)),
    ("c-001", "quote", ()),
    ("c-001", "appointment", ("proposer mardi 1er décembre à 10 h",)),
    ("c-002", "quote", ("donner le prix de la Cabine Confidence et le prix du Fauteuil Gaspard",)),
    ("c-002", "renewal", ()),
    ("c-002", "thanks", ()),
    ("c-004", "answer", ("give the price of the Grand Large 160 and the delivery time to the UK",)),
    ("c-004", "quote", ("say what the guarantee covers",)),
    ("c-006", "payment_reminder", ()),
    ("c-007", "renewal", ("rappeler le prix du Contrat Sérénité",)),
    ("c-008", "apology", ("s’excuser du retard",)),
]


def packed(text: str) -> str:
    """Digits that belong together, together: 1 480 and 1,480 are one number."""
    return re.sub(r"(?<=\d)[\s.,\u00a0\u202f](?=\d{3}\b)", "", text)


def known_numbers(workspace: Workspace, contact: str, points: tuple[str, ...]) -> set[str]:
    """Every number that the records hold and that this contact may read, and those of the rep's own words."""
    with workspace.records.reading() as session:
        facts = facts_valid_at(session, NOW, contact) + invoice_facts(open_invoices(session, contact))
        words = [f"{one.subject or ''} {one.value} {one.unit or ''} {one.tax_rate or ''}" for one in facts]
        for table in (Organisation, Rep, Company, Product):
            for row in session.scalars(select(table)):
                words += [str(getattr(row, column.key) or "") for column in inspect(table).column_attrs]
        person = session.get_one(Contact, contact)
        words += [str(getattr(person, one.key) or "") for one in inspect(Contact).column_attrs]
        words += [
            f"{one.at.day} {one.at.month} {one.at.year}"
            for one in session.scalars(select(Interaction).where(Interaction.contact_id == contact))
        ]
    days = re.findall(r"(\d{4})-(\d\d)-(\d\d)", " ".join(words))
    words += [f"{int(day)} {int(month)} {year}" for year, month, day in days]
    return set(NUMBER.findall(packed(" ".join([*words, *points]))))


@pytest.mark.few(8)
@pytest.mark.parametrize("tone", ["formal", "friendly", "concise"])
@pytest.mark.parametrize(("contact", "occasion", "points"), BRIEFS)
def test_every_number_of_a_composed_mail_is_in_the_records(
    workspace: Workspace, contact: str, occasion: str, points: tuple[str, ...], tone: str
) -> None:
    brief = make_brief(contact, occasion, points=points, tone=tone)
    outcome = workspace.writer("composer").write(brief, NOW)
    assert outcome.released is not None, [one.message for one in outcome.attempts[-1].verdict.findings]
    text = f"{outcome.released.subject}\n{outcome.released.text}"
    unknown = set(NUMBER.findall(packed(text))) - known_numbers(workspace, contact, points)
    assert unknown == set()


@pytest.mark.few(3)
@pytest.mark.parametrize(("contact", "occasion", "points"), BRIEFS)
def test_every_price_and_percentage_has_its_fact(
    workspace: Workspace, contact: str, occasion: str, points: tuple[str, ...]
) -> None:
    outcome = workspace.writer("composer").write(make_brief(contact, occasion, points=points), NOW)
    for field, start, end in priced(outcome):
        assert any(
            one.field == field and one.start < end and start < one.end and _says(outcome, one.fact, field, start, end)
            for one in evidence_in(outcome.released, outcome.attempts[-1].verdict)  # type: ignore[arg-type]
        )


def priced(outcome: Outcome) -> Iterator[tuple[str, int, int]]:
    assert outcome.released is not None
    for field, text in (("text", outcome.released.text), ("subject", outcome.released.subject or "")):
        for found in PRICE.finditer(text):
            yield field, found.start(), found.end()


def _says(outcome: Outcome, fact: str, field: str, start: int, end: int) -> bool:
    """Whether a fact holds the number that stands there."""
    assert outcome.released is not None
    text = outcome.released.text if field == "text" else outcome.released.subject or ""
    said = NUMBER.findall(packed(text[start:end]))
    held = outcome.facts[fact]
    return set(said) <= set(NUMBER.findall(packed(f"{held.value} {held.subject} {held.tax_rate}")))


# --- what a model invents ---------------------------------------------------------------------------------------------

INVENTIONS: list[tuple[Language, str]] = [
    ("fr", "Le Levant 120 coûte {n} € TTC."),
    ("fr", "Je vous accorde {n} % de remise."),
    ("fr", "Plus que {n} exemplaires en stock."),
    ("fr", "Le Levant 120 est garanti {n} ans."),
    ("fr", "La garantie est de {n} ans."),
    ("fr", "Vous serez livré sous {n} jours."),
    ("fr", "Le délai de livraison est de {n} jours."),
    ("fr", "Nous accompagnons {n} entreprises."),
    ("fr", "{n} % de nos clients nous recommandent."),
    ("fr", "Nous sommes certifiés ISO {n}001."),
    ("fr", "Forts de {n} ans d’expérience, nous répondons vite."),
    ("fr", "L’offre est valable jusqu’au {d} février 2031."),
    ("fr", "Le préavis est de {n} mois."),
    ("fr", "La formule inclut {n} utilisateurs."),
    ("fr", "Vous économisez {n} euros par an."),
    ("en", "The Levant 120 costs €{n}."),
    ("en", "I can offer {n}% off."),
    ("en", "Only {n} units left."),
    ("en", "It carries a {n}-year warranty."),
    ("en", "It ships within {n} days."),
    ("en", "{n} companies use it."),
    ("en", "We are ISO {n}001 certified."),
    ("en", "The offer ends on {d} February 2031."),
    ("en", "A {n}-day free trial is included."),
]
ELLIPTICAL: list[tuple[Language, str]] = [
    ("fr", "Pour la livraison, comptez {n} jours."),
    ("fr", "La garantie, elle, dure {n} ans."),
    ("en", "For delivery, allow {n} days."),
    ("en", "As for the guarantee, it lasts {n} years."),
]
"""Claims as the composer words them."""
FACTS = (
    Fact(id="price-p-01", type="price", subject="Levant 120", value="649", currency="EUR", tax="incl"),
    Fact(id="guarantee-p-01", type="guarantee", subject="Levant 120", value="5 ans"),
    Fact(id="delivery-p-01", type="delivery", subject="Levant 120", value="10 jours"),
)


def invented(sentence: str, seed: int) -> tuple[str, str]:
    """A number that no fact holds, in words of a claim; chosen anew for each seed, the same each time."""
    number = random.Random(f"{sentence}{seed}").choice([one for one in range(13, 98) if one % 10])
    day = str(number % 27 + 1)
    return sentence.format(n=number, d=day), str(number) if "{n}" in sentence else day


def judged(gate: Gate, language: Language, sentence: str) -> str | None:
    """The text that may leave, if any."""
    if language == "fr":
        text = f"Bonjour,\n\nMerci de votre visite au showroom hier. {sentence} Je reste à votre disposition.\n\nHélène"
    else:
        text = f"Hello,\n\nThank you very much for visiting our showroom. {sentence} Do ask me anything.\n\nHelen"
    context = Context.model_validate({"now": NOW, "jurisdiction": "FR", "audience": "b2c", "facts": FACTS})
    released = gate.limited_to(("claims",)).inspect(Draft(text=text, language=language), context).released
    return released.text if released else None


@pytest.mark.parametrize("seed", range(3))
@pytest.mark.parametrize(("language", "sentence"), INVENTIONS)
def test_an_invented_number_does_not_leave(gate: Gate, language: Language, sentence: str, seed: int) -> None:
    said, number = invented(sentence, seed)
    left = judged(gate, language, said)
    assert left is None or not re.search(rf"\b{number}", left)


@pytest.mark.parametrize(("language", "sentence"), ELLIPTICAL)
def test_an_invented_number_does_not_leave_in_the_composers_own_words(
    gate: Gate, language: Language, sentence: str
) -> None:
    said, number = invented(sentence, 0)
    left = judged(gate, language, said)
    assert left is None or not re.search(rf"\b{number}", left)


@pytest.mark.parametrize(
    "sentence",
    [
        "Le Levant 120 est garanti 71 ans.",
        "Je vous accorde 63 % de remise.",
        "Plus que 4 exemplaires en stock.",
        "Nous sommes certifiés ISO 27001.",
    ],
)
def test_a_model_that_invents_is_queued_and_what_is_offered_holds_no_invention(
    workspace: Workspace, sentence: str
) -> None:
    text = GOOD.replace("Je reste", f"{sentence} Je reste")
    brief = make_brief("c-001", "follow_up", points=("rappeler le prix du Levant 120",), rep="rep-1")
    outcome = workspace.writer_with(Scripted([text, text])).write(brief, NOW)
    given = outcome.released or outcome.offered
    assert given is not None
    (number,) = set(NUMBER.findall(sentence)) - {"120"}
    assert not re.search(rf"\b{number}\b", f"{given.subject} {given.text}")
    if outcome.status is Status.QUEUED:
        assert outcome.released is None


def test_a_wrong_price_is_put_right_or_held(workspace: Workspace) -> None:
    text = GOOD.replace("649 €", "499 €")
    brief = make_brief("c-001", "follow_up", points=("rappeler le prix du Levant 120",), rep="rep-1")
    outcome = workspace.writer_with(Scripted([text, text])).write(brief, NOW)
    given = outcome.released or outcome.offered
    assert given is not None
    assert "499" not in given.text
    assert "649" in given.text


@pytest.mark.parametrize(
    ("point", "sentence", "number"),
    [
        ("lui accorder une remise de 37 %", "Je vous accorde une remise de 37 %.", "37"),
        ("dire que le Levant 120 coûte 137 €", "Le Levant 120 coûte 137 €.", "137"),
        ("dire que le Levant 120 est garanti 73 ans", "Le Levant 120 est garanti 73 ans.", "73"),
    ],
    ids=["a discount", "a price", "a guarantee"],
)
def test_what_a_rep_states_is_no_fact(workspace: Workspace, point: str, sentence: str, number: str) -> None:
    """Whether the composer says it after the rep, or a model does."""
    for outcome in stated(workspace, point, sentence):
        given = outcome.released or outcome.offered
        assert given is None or not re.search(rf"\b{number}\b", f"{given.subject} {given.text}")


def test_a_date_that_a_rep_states_is_a_fact(workspace: Workspace) -> None:
    point, sentence = "proposer un rendez-vous le jeudi 3 décembre 2026", "Je vous propose le jeudi 3 décembre 2026."
    for outcome in stated(workspace, point, sentence):
        assert outcome.released is not None
        assert "3 décembre" in outcome.released.text.replace("\u00a0", " ")


def stated(workspace: Workspace, point: str, sentence: str) -> Iterator[Outcome]:
    text = GOOD.replace("Je reste", f"{sentence} Je reste")
    for engine in (workspace.writer("composer"), workspace.writer_with(Scripted([text, text]))):
        yield engine.write(make_brief("c-001", "follow_up", points=(point,), rep="rep-1"), NOW)


def test_a_fact_that_no_longer_holds_takes_the_mail_back(workspace: Workspace) -> None:
    brief = make_brief("c-001", "follow_up", points=("rappeler le prix du Levant 120",), rep="rep-1")
    outcome = workspace.writer("composer").write(brief, NOW)
    assert outcome.released is not None
    with workspace.records.writing() as session:
        session.get_one(FactRow, "price-p-01").value = "699"
        product = session.get_one(Product, "p-01")
        product.price = product.price + 50 if product.price else None
    found = find_outcome(workspace.gate, workspace.records, outcome.suggestion_id or "", NOW)
    assert (found.status, found.released) == (Status.CLOSED, None)
