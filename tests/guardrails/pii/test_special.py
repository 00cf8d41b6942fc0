"""Special categories count when they are about somebody; general talk passes (GDPR art. 9 and 10)."""

import pytest

from guardrails.draft import Language
from guardrails.pii.detect import Detector

ABOUT_SOMEBODY: list[tuple[Language, str, str, str]] = [
    ("fr", "Le client souffre de dépression.", "health", "dépression"),
    ("fr", "Motif d'absence : cancer du sein", "health", "cancer du sein"),
    ("fr", "Notre cliente est en fauteuil roulant.", "health", "en fauteuil roulant"),
    ("fr", "Je crois qu'elle est musulmane.", "religion", "musulmane"),
    ("fr", "Il vote à gauche.", "politics", "à gauche"),
    ("fr", "Ma collègue est déléguée syndicale.", "union", "déléguée syndicale"),
    ("fr", "Il paraît que le gérant est gay.", "orientation", "gay"),
    ("fr", "Elle est d'origine algérienne.", "ethnicity", "d'origine algérienne"),
    ("fr", "Son mari a été condamné pour fraude.", "criminal", "a été condamné pour fraude"),
    ("en", "My husband is recovering from surgery.", "health", "recovering from surgery"),
    ("en", "Reason for delay: severe asthma", "health", "severe asthma"),
    ("en", "She is a practising Catholic.", "religion", "practising Catholic"),
    ("en", "He votes Labour.", "politics", "Labour"),
    ("en", "The buyer is a union rep.", "union", "a union rep"),
    ("en", "Rumour says she is a lesbian.", "orientation", "lesbian"),
    ("en", "He is of Nigerian descent.", "ethnicity", "of Nigerian descent"),
    ("en", "Her son was convicted of fraud.", "criminal", "was convicted of fraud"),
]
GENERAL: list[tuple[Language, str]] = [
    ("fr", "Notre logiciel aide les cliniques à suivre le diabète et l'asthme."),
    ("fr", "La santé du marché s'améliore, le syndic a validé l'accès."),
    ("fr", "Une remise de 10 % pour les associations catholiques."),
    ("fr", "Notre assurance couvre le cancer et les arrêts maladie."),
    ("en", "Software for clinics that treat asthma and epilepsy."),
    ("en", "The return policy is on the wall; market health improves."),
    ("en", "Our range for churches and union halls."),
    ("en", "Insurance covers cancer, diabetes and sick leave."),
]


@pytest.mark.parametrize(("language", "text", "kind", "value"), ABOUT_SOMEBODY)
def test_what_is_about_somebody_is_found(
    detector: Detector, language: Language, text: str, kind: str, value: str
) -> None:
    assert [(one.kind, one.text) for one in detector.detect(text, language)] == [(kind, value)]


@pytest.mark.parametrize(("language", "text"), GENERAL)
def test_general_talk_passes(detector: Detector, language: Language, text: str) -> None:
    assert detector.detect(text, language) == ()
