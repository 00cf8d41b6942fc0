"""Packs: what is wrong, on which line, and what a company may change."""

from pathlib import Path

import pytest

from guardrails.errors import PackError
from guardrails.packs.loader import load_packs, parse_pack, read_pack, shipped_packs
from guardrails.packs.policy import Policy

COMPANY = """\
pack: acme
version: 2
kind: company
title: {fr: Acme, en: Acme}
"""
RULE = """\
pressure:
  - id: pressure.house_word
    severity: low
    action: hold
    patterns: ['\\bsensationnel\\b']
    message: {fr: Mot à éviter, en: A word to avoid}
    citations: [{ref: Charte Acme, basis: policy}]
"""


def test_every_shipped_pack_is_valid_and_says_it_is_not_legal_advice_when_it_holds_law():
    packs = shipped_packs()
    assert {pack.pack for pack in packs} >= {"fr", "eu", "world", "pressure", "claims", "injection", "pii"}
    for pack in packs:
        if pack.contact_table:
            assert pack.notice is not None, pack.pack
            assert "juridique" in pack.notice.fr
            assert "legal advice" in pack.notice.en


@pytest.mark.parametrize(
    ("source", "line", "words"),
    [
        (COMPANY + "presure: []\n", 5, "did you mean `pressure`?"),
        (COMPANY + RULE.replace("severity", "severty"), 7, "did you mean `severity`?"),
        (COMPANY + RULE.replace("severity: low", "severity: enormous"), 7, "'low', 'medium', 'high' or 'critical'"),
        (COMPANY.replace("version: 2", "version: two"), 2, "integer"),
        (COMPANY.replace("kind: company\n", ""), 1, "`kind` is missing"),
        ("pack: [", 1, "not valid YAML"),
        ("- a\n- b\n", 1, "a pack is a mapping"),
        ("", 1, "a pack is a mapping"),
        (COMPANY + "pack: twice\n", 5, "duplicate"),
    ],
)
def test_what_is_wrong_is_named_with_its_line(source, line, words):
    with pytest.raises(PackError) as caught:
        parse_pack(source, "acme.yaml")
    assert f"acme.yaml:{line}:" in str(caught.value)
    assert words in str(caught.value)


def test_files_that_cannot_be_read(tmp_path: Path):
    with pytest.raises(PackError, match="cannot be read"):
        read_pack(tmp_path / "none.yaml")
    (tmp_path / "latin.yaml").write_bytes(b"pack: caf\xe9")
    with pytest.raises(PackError, match="UTF-8"):
        read_pack(tmp_path / "latin.yaml")
    with pytest.raises(PackError, match="no pack is called 'fra'"):
        load_packs(["fra"])


def test_a_company_pack_adds_rules(tmp_path: Path):
    path = tmp_path / "acme.yaml"
    path.write_text(COMPANY + RULE, encoding="utf-8")
    policy = Policy.of(load_packs(["fr", path]))
    assert policy.labels[-1] == "acme@2"
    assert any(rule.id == "pressure.house_word" for rule in policy.pressure)


def adjust(rule: str, action: str) -> str:
    return COMPANY + f"adjust: [{{rule: {rule}, action: {action}, reason: because}}]\n"


def test_a_company_pack_loosens_house_policy_only(tmp_path: Path):
    path = tmp_path / "acme.yaml"
    path.write_text(adjust("pii.nir", "allow"), encoding="utf-8")
    with pytest.raises(PackError, match="may be tightened, not loosened"):
        Policy.of(load_packs([path]))
    path.write_text(adjust("pii.nir", "block"), encoding="utf-8")
    assert Policy.of(load_packs([path])).adjustments[0].rule == "pii.nir"
    path.write_text(adjust("pii.nothing", "block"), encoding="utf-8")
    with pytest.raises(PackError, match="no rule is called so"):
        Policy.of(load_packs([path]))


def test_two_packs_of_one_name_are_refused(tmp_path: Path):
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(COMPANY, encoding="utf-8")
    with pytest.raises(PackError, match="two packs are called acme"):
        load_packs([tmp_path / "a.yaml", tmp_path / "b.yaml"])
