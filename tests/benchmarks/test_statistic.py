"""Median, 95th percentile and ratios, on tables small enough to check by hand."""

import pytest

from benchmarks.statistic import Summary, percentile, ratios, summarise


@pytest.mark.parametrize(
    ("values", "share", "expected"),
    [
        ([7], 0.95, 7),
        ([1, 2, 3], 0.5, 2),
        ([3, 1, 2], 0.0, 1),
        ([3, 1, 2], 1.0, 3),
        ([10, 20], 0.5, 15),
        (list(range(1, 22)), 0.95, 20),
        ([0, 100], 0.95, 95),
    ],
)
def test_percentile(values: list[float], share: float, expected: float) -> None:
    assert percentile(values, share) == pytest.approx(expected)


@pytest.mark.parametrize(("values", "share"), [([], 0.5), ([1], 1.5), ([1], -0.1)])
def test_a_percentile_of_nothing_is_an_error(values: list[float], share: float) -> None:
    with pytest.raises(ValueError, match="percentile"):
        percentile(values, share)


def test_summary_is_not_moved_by_one_slow_mail_in_the_middle() -> None:
    summary = summarise([1.0] * 20 + [1000.0])
    assert summary == Summary(median=1.0, p95=1.0)


def test_ratios_pair_mail_with_mail_and_round_with_round() -> None:
    ours = [[2.0, 20.0, 2.0], [3.0, 3.0, 30.0]]
    theirs = [[1.0, 10.0, 1.0], [6.0, 6.0, 60.0]]  # the machine was ten times slower twice; the ratios do not see it
    assert ratios(ours, theirs).median == pytest.approx((2.0 + 0.5) / 2)


def test_ratio_is_not_the_ratio_of_the_medians() -> None:
    ours = [[1.0], [9.0], [2.0]]
    theirs = [[1.0], [3.0], [4.0]]
    assert ratios(ours, theirs).median == pytest.approx(1.0)


@pytest.mark.parametrize("theirs", [[[1.0]], [[1.0], [1.0, 2.0]]])
def test_shapes_must_agree(theirs: list[list[float]]) -> None:
    with pytest.raises(ValueError, match="zip"):
        ratios([[1.0], [2.0]], theirs)
