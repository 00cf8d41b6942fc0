"""What a rep sees while a brief is worked on."""

from collections.abc import Callable
from enum import StrEnum


class Step(StrEnum):
    """What is being done."""

    ADMISSION = "admission"
    READING = "reading"
    DRAFTING = "drafting"
    CHECKING = "checking"
    REPAIRING = "repairing"
    COMPOSING = "composing"
    STORING = "storing"


Progress = Callable[[Step], None]
"""Told of each step as it begins."""


def ignore(_step: Step) -> None:
    """Nobody watches."""
