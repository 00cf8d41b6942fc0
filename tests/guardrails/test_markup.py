"""HTML as a person reads it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from guardrails.markup import render


@pytest.mark.parametrize(
    ("source", "text"),
    [
        ("<p>Bonjour</p><p>Au revoir</p>", "Bonjour\nAu revoir"),
        ("a<br>b", "a\nb"),
        ("Tom &amp; Anne &eacute;t&#233; &#xe9;", "Tom & Anne été é"),
        ("<!-- caché -->vu", "vu"),
        ("<style>p{}</style><script>if (a<b) x()</script>vu", "vu"),
        ("prix < 3 € et > 2", "prix < 3 € et > 2"),
        ('<a title="a > b" href=x>lien</a>', "lien"),
        ("<b>Ma</b>dame", "Madame"),
        ("vu<!-- jamais fermé", "vu"),
        ("<SCRIPT>x</SCRIPT >vu", "vu"),
        ("", ""),
    ],
)
def test_text_of_a_page(source, text):
    assert render(source).text == text


def test_runs_leave_tags_out():
    source = "<b>Ma</b>dame &amp; co"
    rendered = render(source)
    assert [source[a:b] for a, b in rendered.runs(0, 6)] == ["Ma", "dame"]
    at = rendered.text.index("&")
    assert [source[a:b] for a, b in rendered.runs(at, at + 1)] == ["&amp;"]


@given(st.text(alphabet="<>/!-&; \"'abp=é\n", max_size=80))
def test_any_source_renders_and_leads_back(source):
    rendered = render(source)
    assert len(rendered.text) == len(rendered.starts) == len(rendered.ends)
    for at in range(len(rendered.text)):
        (start, end), *_ = rendered.runs(at, at + 1)
        assert 0 <= start <= end <= len(source)


@pytest.mark.parametrize("piece", ["<", "<!--", "<a ", "&", "<script>", "<!", "</", '<a "'])
def test_hostile_sources_stay_linear(piece):
    """Work is counted in characters looked at, by comparing how the result grows, not by a clock."""
    small, large = render(piece * 1_000), render(piece * 4_000)
    assert len(large.text) <= 4 * len(small.text) + 16
