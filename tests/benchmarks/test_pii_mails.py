"""Mails that are drawn: the same seed gives the same ones, spans stand where they should, check digits are right."""

import re
from collections.abc import Callable
from random import Random

import pytest
from stdnum import iban, luhn
from stdnum.be import nn as be_nn
from stdnum.be import vat as be_vat
from stdnum.ch import ssn as ch_ssn
from stdnum.de import vat as de_vat
from stdnum.es import dni, nie
from stdnum.es import nif as es_nif
from stdnum.fr import nir, siren, siret, tva
from stdnum.gb import vat as gb_vat
from stdnum.ie import pps
from stdnum.it import codicefiscale
from stdnum.pl import pesel
from stdnum.pt import nif as pt_nif
from stdnum.us import rtn, ssn

from benchmarks.pii_mails.__main__ import main
from benchmarks.pii_mails.generate import LANGUAGES, check, choose, generate, load
from benchmarks.pii_mails.numbers import NUMBERS
from benchmarks.pii_mails.shapes import name_words
from benchmarks.pii_mails.templates import TemplateError, parse
from benchmarks.pii_rows import Row

BOTH = pytest.mark.parametrize("language", LANGUAGES)
VALID: dict[tuple[str, str], Callable[[str], bool]] = {
    ("nir", "fr"): lambda value: len(value) == 13 or nir.is_valid(value),  # some are written without their key
    ("siret", "fr"): siret.is_valid,
    ("siren", "fr"): siren.is_valid,
    **{("vat", who): one.is_valid for who, one in {"fr": tva, "gb": gb_vat, "be": be_vat, "de": de_vat}.items()},
    ("vat", "es"): es_nif.is_valid,
    **{("iban", who): iban.is_valid for who in NUMBERS["iban"]},
    **{("card", who): luhn.is_valid for who in NUMBERS["card"]},
    ("bank_account", "us"): lambda value: rtn.is_valid(value[:9]),
    ("ssn", "us"): ssn.is_valid,
    ("national_id", "es"): lambda value: dni.is_valid(value) or nie.is_valid(value),
    **{
        ("national_id", who): one.is_valid
        for who, one in {"it": codicefiscale, "be": be_nn, "ie": pps, "ch": ch_ssn, "pt": pt_nif, "pl": pesel}.items()
    },
}
"""Numbers whose check digits python-stdnum knows."""


def drawn(language: str, seed: int, count: int) -> list[dict[str, object]]:
    templates, names = load(language)
    return list(generate(language, seed, count, templates, names))


@BOTH
def test_the_same_seed_draws_the_same_rows_and_another_seed_others(language: str) -> None:
    first, again, other = (drawn(language, seed, 30) for seed in (1, 1, 2))
    assert first == again
    assert [one["id"] for one in first] == [one["id"] for one in other]
    assert not {one["text"] for one in first} & {one["text"] for one in other}


@BOTH
def test_every_template_can_be_drawn_and_every_row_be_measured(language: str) -> None:
    templates, _ = load(language)
    rows = drawn(language, 3, 3 * len(templates))
    for one in rows:
        check(one)
        Row.model_validate(one)
        assert not re.search(r"\[\[|\]\]|\{(?!at\})", str(one["text"]))
    assert len({one["id"] for one in rows}) == len(rows)


@BOTH
def test_names_stand_nowhere_but_in_their_spans(language: str) -> None:
    for one in map(Row.model_validate, drawn(language, 4, 75)):
        names = {one.text[span.start : span.end] for span in one.spans if span.rule == "pii.person"}
        places = [*one.spans, *one.negatives]
        hidden = {at for span in places for at in range(span.start, span.end)}
        for word in re.finditer(r"[^\W\d_]{4,}", one.text):
            if word[0] in {part for name in names for part in re.findall(r"[^\W\d_]{4,}", name)} and word[0].istitle():
                assert hidden.issuperset(range(*word.span())), f"{one.id}: {word[0]} is not marked"


@BOTH
def test_look_alikes_share_no_word_with_the_people(language: str) -> None:
    for one in map(Row.model_validate, drawn(language, 5, 75)):
        people = {one.text[span.start : span.end] for span in one.spans if span.rule == "pii.person"}
        companies = [one.text[span.start : span.end] for span in one.negatives if span.kind == "company"]
        assert not name_words(" ".join(companies)) & name_words(" ".join(people))


@pytest.mark.parametrize(("kind", "who"), VALID, ids="-".join)
def test_check_digits_are_right(kind: str, who: str) -> None:
    rng = Random(f"{kind}/{who}")
    for _ in range(60):
        value = NUMBERS[kind][who](rng).text
        compact = re.sub(r"[\s./-]", "", value).upper()
        assert VALID[kind, who](compact), value


@BOTH
def test_the_parts_share_no_template_and_draw_what_the_whole_draws(language: str) -> None:
    templates, names = load(language)
    dev, held = choose(templates, part="dev"), choose(templates, part="held")
    assert {one.id for one in dev}.isdisjoint(one.id for one in held)
    assert len(dev) + len(held) == len(templates)
    whole = list(generate(language, 40, len(templates), templates, names))
    assert all(one in whole for one in generate(language, 40, len(held), held, names))


@pytest.mark.parametrize(
    "text", ["{A.ful}", "{id:number}", "{no:orders}", "{", "[[pii.helth|x]]", "[[!a|[[!b|x]]]]", "[[!a|x"]
)
def test_a_template_that_cannot_be_read_is_named(text: str) -> None:
    with pytest.raises(TemplateError, match="fr-some-mail"):
        parse("fr-some-mail", text)


def test_a_prefix_that_no_template_has_ends_with_2(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["fr", "--only", "no-such-mail"]) == 2
    assert "no-such-mail" in capsys.readouterr().err
