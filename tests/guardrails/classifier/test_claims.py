"""Which claims the model of pressure hears in a sentence."""

import pytest

from guardrails.classifier.reader import Sentence, shared_reader


def claims(text: str) -> set[str]:
    (judgement,) = shared_reader("pressure").read([Sentence(text)])
    return {claim for claim, probability in judgement.claims.items() if probability >= 0.5}


@pytest.mark.parametrize(
    ("text", "claim"),
    [
        ("La clinique du port et ses voisins s'équipent chez nous depuis des années.", "reference"),
        ("The bakery across the road from you has been running on ours since spring.", "reference"),
        ("Tous nos monteurs sont habilités et l'atelier est labellisé.", "certification"),
        ("Each of our fitters is accredited and the workshop carries the label.", "certification"),
        ("Personne ne fait moins cher dans le département.", "superlative"),
        ("You will not find a quicker service anywhere in the county.", "superlative"),
        ("Nos clients divisent leur consommation par deux dès la première année.", "statistic"),
        ("Most users halve their energy use within the first year.", "statistic"),
    ],
)
def test_a_claim_is_heard(text: str, claim: str) -> None:
    assert claim in claims(text)


@pytest.mark.parametrize(
    "text",
    [
        "Bonjour Madame, merci pour votre accueil de mardi.",
        "Je vous rappelle jeudi pour fixer la date de la visite.",
        "Thank you for your time on Monday, it was good to meet the team.",
        "I will call on Thursday to agree a date for the visit.",
    ],
)
def test_small_talk_is_none(text: str) -> None:
    assert claims(text) == set()
