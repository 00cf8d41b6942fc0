"""Claims in words that pass because a fact, or plain sense, settles them; and their neighbours that do not."""

import pytest

from guardrails.draft import Fact, FactType, Language
from tests.guardrails.claims.given import findings


def _fact(kind: FactType, subject: str, value: str, **more: str) -> tuple[Fact, ...]:
    return (Fact(id="f1", type=kind, subject=subject, value=value, **more),)


RATE = _fact("statistic", "Réussite au premier passage", "71 %")
CARRIAGE = _fact("delivery", "Livraison, franco de port", "2026-12-24")
DUTY = _fact("legal", "Dispositif de sécurité obligatoire", "article L. 134-10 du code de la construction")
LIMIT = _fact("legal", "Exempted development", "up to 25 square metres")
LEAVE = _fact("term", "Grinder loan", "cancel at any time")
NOTHING: tuple[Fact, ...] = ()


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("fr", "L'an dernier, sept élèves sur dix ont eu leur permis du premier coup.", RATE),
        ("en", "Seven out of ten pupils passed first time.", RATE),
        ("fr", "Tout est livré le 24 décembre, sans frais de port.", CARRIAGE),
        ("fr", "Un dispositif de sécurité est de toute façon obligatoire (article L. 134-10).", DUTY),
        ("en", "At 24 square metres you stay just below the 25 that are exempted from planning development.", LIMIT),
        ("en", "You may hand them back whenever you like.", LEAVE),
        ("fr", "Si vous doublez la quantité, je refais le calcul.", NOTHING),
        ("en", "If you double the order, I will do the sum again.", NOTHING),
        ("fr", "Mme Pereira aura la clé, et personne d'autre.", NOTHING),
        ("fr", "Jeudi à 15 h chez vous, entre deux clients ?", NOTHING),
        ("fr", "Il vous faut notre 10 sur 15, avec les plans au 1/100.", NOTHING),
        ("en", "The room is free most weekday afternoons.", NOTHING),
        ("en", "Tell Walt the Steelers will be fine.", NOTHING),
        ("en", "After approval we shall ring you.", NOTHING),
        ("fr", "Rien ne vaut une visite de l'atelier.", NOTHING),
    ],
)
def test_passes(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    """What a fact says in other words, or what claims nothing."""
    assert findings(text, facts, language) == []


@pytest.mark.parametrize(
    ("language", "text", "facts"),
    [
        ("fr", "L'an dernier, huit élèves sur dix ont eu leur permis du premier coup.", RATE),
        ("en", "More than eight out of ten pupils passed first time.", RATE),
        ("en", "Nine out of ten pupils passed first time.", RATE),
        ("fr", "Personne d'autre ne fait cela.", NOTHING),
        ("en", "You will be fined if you do nothing.", NOTHING),
        ("fr", "Cela doublera vos ventes : doublez vos ventes avec nous.", NOTHING),
        ("en", "Training is free.", NOTHING),
    ],
)
def test_is_held(language: Language, text: str, facts: tuple[Fact, ...]) -> None:
    """The neighbours of what passes."""
    assert findings(text, facts, language) != []
