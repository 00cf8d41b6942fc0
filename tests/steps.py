"""Work counted in steps, so that linear time is proven without a clock.

A step is a line of Python that ran, or a call into C. Patterns run in RE2, which is linear by construction (a test
reads the imports to prove that no other pattern engine is used on texts).
"""

import sys
from collections.abc import Callable
from types import FrameType


def steps(work: Callable[[], object]) -> int:
    """How many lines and calls into C a piece of work takes, in this thread."""
    count = 0

    def line(_frame: FrameType, event: str, _argument: object) -> object:
        nonlocal count
        count += event == "line"
        return line

    def call(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event == "c_call"

    sys.settrace(line)
    sys.setprofile(call)
    try:
        work()
    finally:
        sys.settrace(None)
        sys.setprofile(None)
    return count


def assert_linear(work: Callable[[int], object], size: int) -> None:
    """Four times the size takes about four times the steps; a quadratic step would take sixteen."""
    work(size)
    small, large = steps(lambda: work(size)), steps(lambda: work(4 * size))
    assert large < 6 * small + 1_000, f"{small} steps became {large}"
