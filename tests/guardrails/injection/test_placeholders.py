"""What was never filled in stops a draft; brackets and braces with a meaning do not."""

import pytest

from guardrails.verdict import Action
from tests.guardrails.injection.factories import incoming, kinds, outgoing


@pytest.mark.parametrize(
    "field",
    [
        "[nom]", "[Nom du client]", "[Your Name]", "[insert date]", "[PRIX]", "[first_name]", "[à compléter]",
        "[...]", "{{first_name}}", "{{ client.nom }}", "${name}", "{prenom}", "{client_name}", "%FIRST_NAME%",
        "<<Nom>>", "*|FNAME|*", "<PERSON_1>", "<nom>", "<your name>", "XX €", "XX %", "xx jours", "€XX", "?? €",
        ".... €", "JJ/MM/AAAA", "dd/mm/yyyy", "XXXX", "Lorem ipsum dolor", "(TBD)", "date : à compléter",
        "(à préciser)", "insert name here", "le ____ à Lyon", "06 XX XX XX XX", "+33 6.xx.xx.xx.xx",
    ],
)  # fmt: skip
def test_unfilled_fields_are_found(field: str) -> None:
    text = f"Bonjour, notre offre : {field}, comme convenu."
    findings = outgoing(text)
    assert kinds(findings) == {"placeholder"}
    assert findings[0].action is Action.HOLD
    assert text.index(field) - 2 <= findings[0].start < findings[0].end <= text.index(field) + len(field) + 2


@pytest.mark.parametrize("greeting", ["Bonjour None,", "Hello undefined,", "Dear First Name,", "Bonjour Prénom,"])
def test_empty_greetings_are_found(greeting: str) -> None:
    assert kinds(outgoing(f"{greeting}\n\nVoici le devis.")) == {"placeholder"}


@pytest.mark.parametrize(
    "text",
    [
        "Voir la note [1] et l'annexe [B].",
        "Le formulaire à compléter est joint.",
        "Le taux est de 20 % et le total de 1 200 €.",
        "Écrivez à Paul <paul@vendeur.fr>.",
        "Taille XXL, modèle XX20.",
        "__________________\nPaul Durand",
        "Le XXe siècle, l'équipe {A, B}.",
        "Une remise de 5 %, 10 % ou 15 %.",
        "Le guide est [ici](https://exemple.fr/guide).",
    ],
)
def test_meaningful_brackets_pass(text: str) -> None:
    assert outgoing(text) == ()


def test_subjects_and_markup_are_read_too() -> None:
    (finding,) = outgoing("Bonjour.", subject="Votre devis [numéro]")
    assert (finding.field, finding.start, finding.end) == ("subject", 12, 20)
    source = "<p>Bonjour <b>[nom]</b>,</p>"
    (finding,) = outgoing(source, markup="html")
    assert source[finding.start : finding.end] == "[nom]"


def test_a_customers_brackets_are_his_own() -> None:
    assert incoming("Hello [name], here is {{field}}.") == ()
