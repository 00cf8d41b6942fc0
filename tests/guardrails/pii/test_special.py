"""Special categories count when they are about somebody; general talk passes (GDPR art. 9 and 10)."""

import re
from pathlib import Path

import pytest
import yaml

from guardrails.draft import Language
from guardrails.packs.policy import Policy
from guardrails.pii.detect import Detector
from guardrails.pii.rules import PiiRule

SENTENCES = yaml.safe_load(Path(__file__).with_name("special_sentences.yaml").read_text(encoding="utf-8"))
SPECIAL = {"health", "religion", "politics", "union", "orientation", "ethnicity", "biometrics", "criminal"}

ABOUT_SOMEBODY: list[tuple[Language, str, str, str]] = [
    ("fr", "Le client souffre de dépression.", "health", "dépression"),
    ("fr", "Motif d'absence : cancer du sein", "health", "cancer du sein"),
    ("fr", "Notre cliente est en fauteuil roulant.", "health", "en fauteuil roulant"),
    ("fr", "Je crois qu'elle est musulmane.", "religion", "musulmane"),
    ("fr", "Il vote à gauche.", "politics", "à gauche"),
    ("fr", "Ma collègue est déléguée syndicale.", "union", "déléguée syndicale"),
    ("fr", "Il paraît que le gérant est gay.", "orientation", "gay"),
    ("fr", "Elle est d'origine algérienne.", "ethnicity", "d'origine algérienne"),
    ("fr", "Son mari a été condamné pour fraude.", "criminal", "condamné pour fraude"),
    ("en", "My husband is recovering from surgery.", "health", "recovering from surgery"),
    ("en", "Reason for delay: severe asthma", "health", "severe asthma"),
    ("en", "She is a practising Catholic.", "religion", "practising Catholic"),
    ("en", "He votes Labour.", "politics", "Labour"),
    ("en", "The buyer is a union rep.", "union", "a union rep"),
    ("en", "Rumour says she is a lesbian.", "orientation", "lesbian"),
    ("en", "He is of Nigerian descent.", "ethnicity", "of Nigerian descent"),
    ("en", "Her son was convicted of fraud.", "criminal", "convicted of fraud"),
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


ABOUT_THE_READER: list[tuple[Language, str, dict[str, str]]] = [
    ("fr", "Vous êtes épileptique et juive, ce séjour vous plaira.", {"health": "épileptique", "religion": "juive"}),
    ("fr", "Vous êtes végane, bouddhiste et asthmatique.", {"religion": "bouddhiste", "health": "asthmatique"}),
    ("fr", "Puisque vous êtes noire, ce fond de teint est fait pour vous.", {"ethnicity": "noire"}),
    ("fr", "Vous avez été condamné pour fraude, nous vous assurons.", {"criminal": "condamné pour fraude"}),
    ("en", "As you have lupus and are gay, this cruise is for you.", {"health": "lupus", "orientation": "gay"}),
    ("en", "You're a Muslim, so our range suits you.", {"religion": "Muslim"}),
    ("en", "Given that you were arrested in March, we ask again.", {"criminal": "arrested"}),
]


@pytest.mark.parametrize(("language", "text", "told"), ABOUT_THE_READER)
def test_what_is_said_to_the_reader_is_about_somebody(
    detector: Detector, language: Language, text: str, told: dict[str, str]
) -> None:
    assert {one.kind: one.text for one in detector.detect(text, language)} == told


@pytest.mark.parametrize(("language", "text", "kind", "value"), ABOUT_SOMEBODY)
def test_what_is_about_somebody_is_found(
    detector: Detector, language: Language, text: str, kind: str, value: str
) -> None:
    assert [(one.kind, one.text) for one in detector.detect(text, language)] == [(kind, value)]


@pytest.mark.parametrize(("language", "text"), GENERAL)
def test_general_talk_passes(detector: Detector, language: Language, text: str) -> None:
    assert detector.detect(text, language) == ()


def _marked(sentence: str) -> tuple[str, list[tuple[int, int]]]:
    """A sentence without its brackets, and the spans they mark."""
    text, spans = "", list[tuple[int, int]]()
    for number, piece in enumerate(re.split(r"[\[\]]", sentence)):
        if number % 2:
            spans.append((len(text), len(text) + len(piece)))
        text += piece
    return text, spans


def _overlap(one: tuple[int, int], other: tuple[int, int]) -> bool:
    """Whether two spans share at least half of the longer."""
    shared = min(one[1], other[1]) - max(one[0], other[0])
    return 2 * shared >= max(one[1] - one[0], other[1] - other[0])


@pytest.mark.few(120)
@pytest.mark.parametrize(
    ("language", "kind", "sentence"),
    [
        (language, kind, sentence)
        for language, kinds in SENTENCES["about_somebody"].items()
        for kind, sentences in kinds.items()
        for sentence in sentences
    ],
)
def test_each_sentence_about_somebody_is_found(
    detector: Detector, language: Language, kind: str, sentence: str
) -> None:
    text, spans = _marked(sentence)
    found = [(one.start, one.end) for one in detector.detect(text, language) if one.kind == kind]
    for span in spans:
        assert any(_overlap(span, one) for one in found), found


@pytest.mark.few(120)
@pytest.mark.parametrize(
    ("language", "sentence"),
    [(language, sentence) for language, sentences in SENTENCES["general"].items() for sentence in sentences],
)
def test_each_sentence_about_nobody_passes(detector: Detector, language: Language, sentence: str) -> None:
    assert [one for one in detector.detect(sentence, language) if one.kind in SPECIAL] == []


def test_a_pattern_that_names_no_list_is_refused(policy: Policy) -> None:
    rule = next(rule for rule in policy.pii if rule.words)
    with pytest.raises(ValueError, match="no list under `words` is called nowhere"):
        PiiRule.model_validate({**rule.model_dump(), "terms": {"fr": ["<nowhere>"]}})
