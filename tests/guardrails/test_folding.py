"""Folding: one plain alphabet for patterns, and the way back."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.folding import Folded, fold


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Dernière CHANCE", "derniere chance"),
        ("Cœur à l’œuvre", "coeur a l'oeuvre"),
        ("« Prix »", '" prix "'),
        ("−20\u202f% – dès à présent…", "-20 % - des a present..."),
        ("𝓛𝓪𝓼𝓽 ｃｈａｎｃｅ", "last chance"),
        ("оffеr", "offer"),
        ("pay\u200bpal\u00ad", "paypal"),
        ("e\u0301te\u0301", "ete"),
        ("Straße", "strasse"),
        ("a\r\nb\tc", "a\nb\tc"),
        ("ЦЕНА", "цeha"),
    ],
)
def test_variants_fold_to_plain_letters(text, folded):
    assert fold(text) == folded


@pytest.mark.parametrize(
    ("text", "word", "found"),
    [
        ("Bonjour, dernière chance !", "derniere chance", "dernière chance"),
        ("le cœur du sujet", "coeur", "cœur"),
        ("un pay\u200bpal ici", "paypal", "pay\u200bpal"),
        ("fin", "fin", "fin"),
        ("pay\u200b\u200bpal… fin", "fin", "fin"),  # as long when folded: two characters went, two were added
    ],
)
def test_spans_lead_back_to_the_original(text, word, found):
    folded = Folded(text)
    at = folded.text.index(word)
    start, end = folded.span(at, at + len(word))
    assert text[start:end] == found


@given(st.text(max_size=60))
def test_every_span_lies_within_the_original(text):
    folded = Folded(text)
    for at in range(len(folded.text) + 1):
        start, end = folded.span(at, min(at + 1, len(folded.text)))
        assert 0 <= start <= end <= len(text)
