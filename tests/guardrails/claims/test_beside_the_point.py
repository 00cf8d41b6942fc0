"""What says nothing of the facts, or follows from them, stays quiet; what only looks so is still doubted."""

import pytest

from guardrails.draft import Fact, Language
from tests.guardrails.claims.given import findings

FACTS = (
    Fact(id="p", type="price", subject="location de minibus", value="689", currency="EUR", tax="excl", unit="month"),
    Fact(id="offer", type="deadline", subject="offre minibus / minibus offer", value="2026-12-30"),
    Fact(id="ship", type="delivery", subject="livraison minibus / minibus delivery", value="8 semaines"),
    Fact(id="floor", type="quantity", subject="surface / floor area", value="288 m²"),
    Fact(id="pages", type="feature", subject="épaisseur maximale / maximum thickness", value="400 pages"),
    Fact(id="sweep", type="term", subject="durée par conduit / time per flue", value="45 minutes"),
    Fact(id="flues", type="quantity", subject="conduits / flues", value="2"),
    Fact(id="free", type="discount", subject="paiement annuel / annual prepayment", value="2 mois offerts"),
    Fact(id="repeat", type="discount", subject="répétitions / repeats", value="40 %"),
    Fact(id="pass", type="statistic", subject="réussite / pass rate", value="71 %"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "Envoyez-moi le logo en 300 dpi pour l'étiquette."),
        ("fr", "Votre palier a une prise de 63 ampères."),
        ("en", "Your hall has a 63 amp socket stage left."),
        ("en", "At 287 pages you are well inside the 400."),
        ("fr", "Avec 287 pages vous restez loin des 400 permises."),
        ("fr", "Cela reste sous le budget de 600 € que vous m'aviez donné."),
        ("fr", "Si vous maintenez le plateau à 58 € sur votre carte, tout va bien."),
        ("en", "You were worried about the €2,500 deductible."),
        ("fr", "Vous souhaitiez un récapitulatif avant l'assemblée générale du 9 avril."),
        ("en", "I know the board meets in May."),
        ("en", "You said the new place won't be ready till late July."),
        ("en", "Good talking with you Friday."),
        ("fr", "Ravie de vous avoir vu vendredi."),
        ("fr", "Jeudi à 15 h, entre deux clients ?"),
        ("fr", "Avec deux conduits, je serai chez vous une heure et demie."),
        ("en", "Pay the year up front and you only pay for ten months."),
        ("en", "You only pay 60% of the word rate on the repeats."),
        ("fr", "Sept élèves sur dix ont réussi."),
    ],
)
def test_what_says_nothing_of_the_facts_or_follows_from_them_passes(language: Language, text: str) -> None:
    assert findings(text, FACTS, language) == []


@pytest.mark.parametrize(
    ("language", "text", "passage"),
    [
        ("en", "The minibus offer ends on 15 January.", "15 January"),
        ("fr", "Le budget de 600 € couvre la location de minibus.", "600 €"),
        ("fr", "Avec deux conduits, la durée par conduit est d'une heure.", "une heure"),
        ("fr", "Huit élèves sur dix ont réussi.", "Huit élèves sur dix"),
        ("en", "The maximum thickness is 500 pages.", "500"),
        ("en", "On repeats you get 30% off.", "30%"),
    ],
)
def test_what_only_looks_so_is_doubted(language: Language, text: str, passage: str) -> None:
    assert any(passage in found for _, found in findings(text, FACTS, language))
