"""The detector and the guard load once; nothing in the tests changes them."""

import pytest

from guardrails.packs.loader import shipped_packs
from guardrails.packs.policy import Policy
from guardrails.pii.detect import Detector
from guardrails.pii.guard import PiiGuard


@pytest.fixture(scope="session")
def policy() -> Policy:
    return Policy.of([pack for pack in shipped_packs() if pack.pii])


@pytest.fixture(scope="session")
def detector(policy: Policy) -> Detector:
    detector = Detector(policy.pii)
    detector.load()
    return detector


@pytest.fixture(scope="session")
def guard(policy: Policy, detector: Detector) -> PiiGuard:
    return PiiGuard(policy, detector)
