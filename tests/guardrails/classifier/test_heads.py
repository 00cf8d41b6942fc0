"""The heads: what they tell of a sentence, and that fitting them again gives the same file."""

import json
from pathlib import Path

import numpy as np
import pytest

from guardrails.classifier.heads import Heads
from guardrails.classifier.reader import MODELS, Judgement, Sentence, shared_reader
from guardrails.classifier.training import heads as training


def kinds(text: str) -> set[str]:
    (judgement,) = shared_reader("pressure").read([Sentence(text)])
    return {kind for kind, probability in Heads("claims").kinds(judgement).items() if probability >= 0.5}


@pytest.mark.parametrize(
    ("text", "kind"),
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
def test_a_claim_is_heard(text: str, kind: str) -> None:
    assert kind in kinds(text)


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
    assert kinds(text) == set()


def test_the_weights_fit_the_reader() -> None:
    said = json.loads((MODELS / "claims.json").read_text("utf-8"))
    assert said["kinds"] == list(training.KINDS)
    nothing = Judgement({}, {}, np.zeros(len(said["weights"][0]), np.float32))
    assert set(Heads("claims").kinds(nothing)) == set(training.KINDS)


@pytest.mark.slow
def test_fitting_again_gives_the_same_file(tmp_path: Path) -> None:
    again = training.build_heads(lambda _: None, tmp_path / "claims.json")
    assert again.read_bytes() == (MODELS / "claims.json").read_bytes()
