"""Several texts at once: each has the entities that it has alone, whatever their lengths."""

from guardrails.pii.detect import Detector

MAIL = "Bonjour,\n\nVous pouvez joindre Nadia Haddad au 06 98 76 54 32.\n\nBien cordialement,\nHugo Blin\n"


def test_each_text_has_its_own_entities(detector: Detector) -> None:
    texts = ["Rendez-vous avec Claire Martin", "", MAIL, "Rien à signaler.", MAIL * 120, "Paul Roche", " "]
    found = detector.detect_all(texts, "fr")
    assert found == [detector.detect(text, "fr") for text in texts]
    assert [len(one) for one in found] == [1, 0, 3, 0, 360, 1, 0]
    assert all(text[one.start : one.end] == one.text for text, its in zip(texts, found, strict=True) for one in its)


def test_no_text_has_no_entities(detector: Detector) -> None:
    assert detector.detect_all([], "fr") == []
