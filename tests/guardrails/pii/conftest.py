"""The detector and the guard load once; nothing in the tests changes them."""

from importlib import resources

import pytest

from guardrails.packs.loader import parse_pack
from guardrails.packs.policy import Policy
from guardrails.pii.detect import Detector
from guardrails.pii.guard import PiiGuard


@pytest.fixture(scope="session")
def policy() -> Policy:
    source = resources.files("guardrails.packs").joinpath("pii.yaml").read_text(encoding="utf-8")
    return Policy.of([parse_pack(source, "pii.yaml")])


@pytest.fixture(scope="session")
def detector(policy: Policy) -> Detector:
    detector = Detector(policy.pii)
    detector.load()
    return detector


@pytest.fixture(scope="session")
def guard(policy: Policy, detector: Detector) -> PiiGuard:
    return PiiGuard(policy, detector)
