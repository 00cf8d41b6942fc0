"""Repairs: edits, and offsets that lead back."""

from hypothesis import given
from hypothesis import strategies as st

from guardrails.repairs import Edit, Origin, RepairedText


def test_edits_are_applied_in_order():
    text = RepairedText("Bonjour Claire, à mardi").apply(
        [Edit(8, 14, "<P_1>", Origin.REDACTED), Edit(23, 23, ".", Origin.REWRITTEN)]
    )
    assert text.text == "Bonjour <P_1>, à mardi."
    assert text.to_original(8, 13) == (8, 14)
    assert text.to_original(17, 22) == (18, 23)
    assert text.to_original(22, 23) == (23, 23)
    assert text.wrote(8, 13, Origin.REDACTED)
    assert not text.wrote(8, 14, Origin.REDACTED)


def test_repairs_of_repairs_still_lead_back():
    first = RepairedText("abcdef").apply([Edit(1, 3, "XYZ", Origin.REWRITTEN)])
    second = first.apply([Edit(2, 5, "!", Origin.REWRITTEN)])
    assert second.text == "aX!ef"
    assert second.to_original(0, 1) == (0, 1)
    assert second.to_original(1, 2) == (1, 3)
    assert second.to_original(3, 5) == (4, 6)
    assert second.to_current(4, 6) == (3, 5)


@given(st.text(min_size=1, max_size=30), st.data())
def test_kept_text_leads_back_to_itself(original, data):
    text = RepairedText(original)
    for _ in range(data.draw(st.integers(1, 3))):
        length = len(text.text)
        start = data.draw(st.integers(0, length))
        end = data.draw(st.integers(start, length))
        text = text.apply([Edit(start, end, data.draw(st.text(max_size=4)), Origin.REWRITTEN)])
    for at in range(len(text.text)):
        start, end = text.to_original(at, at + 1)
        assert 0 <= start <= end <= len(original)
        if not text.wrote(at, at + 1, Origin.REWRITTEN):
            assert original[start:end] == text.text[at]
