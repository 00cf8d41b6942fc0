"""The form of a draft: nothing may reach a reader that no guard saw."""

import pytest

from guardrails import Context, Draft, Gate
from guardrails.draft import Span
from guardrails.form import form_findings
from guardrails.markup import problem, render
from guardrails.verdict import Decision
from tests.guardrails.guards import WordGuard

BAD = "<p>Marc</p>"


@pytest.mark.parametrize(
    "source",
    [
        f"<!-->{BAD}<!-- -->",
        f"<!-- a --!>{BAD}<!-- -->",
        f"<b x'>{BAD}<i y'>",
        f"</p '>{BAD}<i y'>",
        f"<head>{BAD}</head>",
        f"<textarea><!--{BAD}--></textarea>",
        f"<xmp>{BAD}</xmp>",
        f"<noscript>{BAD}</noscript>",
        "<script>x</script>",
        '<img src="https://x.example/p.gif?m=marc" alt="Marc">',
        '<a href="javascript:x()">lien</a>',
        '<a href="&#106;avascript:x()">a</a>',
        "<iframe src=x></iframe>",
        '<p onclick="x()">a</p>',
        '<p style="background:url(https://x.example)">a</p>',
        '<form action="x"><p>a</p></form>',
        '<meta http-equiv="refresh" content="0">',
        '<p title="Marc">a</p>',
        "<p",
        "<!DOCTYPE html>",
        "<style>p{color:red}</style>",
        '<base href="https://x.example/">',
        "<svg><p>a</p></svg>",
        '<p class="' + "a" * 3_000 + '">a</p>',
    ],
)
def test_markup_that_may_show_something_else_is_held(source):
    assert problem(source) is not None


@pytest.mark.parametrize(
    "source",
    [
        "<p>Bonjour <b>Claire</b>,</p>",
        "prix < 3 € et 5 > 2",
        '<a href="https://www.exemple.example/?a=1&amp;b=2">le site</a>',
        '<a href="mailto:contact@exemple.example">écrire</a>',
        "<ul><li>un</li><li class=x>deux</li></ul>",
        "<br/>",
        '<p style="margin:0;color:#333">a</p>',
        "a <3 b",
        "AT&amp;T",
        '<TABLE width="100%"><TR><TD align=left>a</TD></TR></TABLE>',
    ],
)
def test_plain_markup_passes(source):
    assert problem(source) is None


def test_guards_read_where_a_link_leads():
    source = '<p>Voir <a href="mailto:marc@exemple.example?body=4111">ici</a> Paul</p>'
    text = render(source).text
    assert "mailto:marc@exemple.example?body=4111" in text
    gate = Gate.from_packs(guards=[WordGuard("marc@exemple.example")])
    assert gate.inspect(Draft(text=source, format="html"), Context()).decision is Decision.HOLD


@pytest.mark.parametrize(
    ("draft", "rules"),
    [
        (Draft(text="Bonjour."), []),
        (Draft(text="Bonjour\r\n\tClaire", subject="Votre demande"), []),
        (Draft(text=" \n"), ["form.empty"]),
        (Draft(text="Bonjour", subject="a\r\nBcc: x@y.example"), ["form.control_characters"]),
        (Draft(text="\u202e002 1\u202c €"), ["form.control_characters"]),
        (Draft(text="a\x00b"), ["form.control_characters"]),
        (Draft(text="Bonjour \ud800"), ["form.control_characters"]),
        (Draft(text="> Marc", quoted=(Span(start=0, end=6),)), ["form.quotation"]),
        (Draft(text="> Marc\nOui.", quoted=(Span(start=0, end=6),)), []),
        (Draft(text="", kind="incoming"), []),
    ],
)
def test_what_a_draft_may_look_like(draft, rules):
    assert [one.rule for one in form_findings(draft, Context())] == rules
