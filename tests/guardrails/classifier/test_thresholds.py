"""A company pack may tighten what the classifiers' word counts for, and loosen nothing."""

from pathlib import Path

import pytest

from guardrails.errors import PackError
from guardrails.packs.loader import load_packs
from guardrails.packs.policy import Policy

SHIPPED = Policy.of(load_packs([]))
PRESSURE = (
    "{low: %s, medium: %s, high: %s, critical: %s, beside_found: %s, needs_fact: %s, ask_from: %s,"
    " beside_pattern: %s, beside_another: %s}"
)
INJECTION = "{visible: %s, hidden: %s, grants_pattern: %s}"


def policy(tmp_path: Path, section: str) -> Policy:
    path = tmp_path / "pack.yaml"
    path.write_text(f"pack: ours\nversion: 1\nkind: company\ntitle: {{fr: x, en: x}}\n{section}\n", "utf-8")
    return Policy.of(load_packs([path]))


def test_lower_thresholds_hold_more(tmp_path: Path) -> None:
    mine = policy(tmp_path, "pressure_classifier: " + PRESSURE % (0.2, 0.2, 0.2, 0.2, 0.15, 0.2, 0.1, 2.5, 0.9))
    assert mine.pressure_classifier
    assert mine.pressure_classifier.high == mine.pressure_classifier.low == 0.2
    assert (mine.pressure_classifier.beside_pattern, mine.pressure_classifier.beside_another) == (2.5, 0.9)
    mine = policy(tmp_path, "injection_classifier: " + INJECTION % (0.2, 0.2, 0.1))
    assert mine.injection_classifier
    assert mine.injection_classifier.visible == 0.2


def test_higher_thresholds_change_nothing(tmp_path: Path) -> None:
    lax = policy(tmp_path, "pressure_classifier: " + PRESSURE % (1, 1, 1, 1, 1, 1, 1, 0, 0))
    assert lax.pressure_classifier == SHIPPED.pressure_classifier
    lax = policy(tmp_path, "injection_classifier: " + INJECTION % (1, 1, 1))
    assert lax.injection_classifier == SHIPPED.injection_classifier


@pytest.mark.parametrize("missing", ["low", "beside_pattern"])
def test_all_of_them_are_stated(tmp_path: Path, missing: str) -> None:
    section = PRESSURE % (0.2, 0.2, 0.2, 0.2, 0.15, 0.2, 0.1, 2.5, 0.9)
    with pytest.raises(PackError, match=missing):
        policy(tmp_path, "pressure_classifier: " + section.replace(f"{missing}:", "beside:"))
