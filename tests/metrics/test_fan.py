"""扇面：区间不窄于回测错过的幅度，历史越短越宽，原来没有起伏的还是一条线。"""

import math

import numpy as np
import pytest

from metrics.fan import growth_doubt, missed_ratio, widened

POINT = np.array([100.0, 200.0])


def paths(spread, count=40_000):
    return POINT + np.random.default_rng(5).normal(0, spread, size=(count, 1))


def fan(ratio, history, spread=1.0):
    return widened(POINT, paths(spread), ratio, history, np.random.default_rng(6))


def test_back_tests_that_missed_by_more_than_the_paths_spread_stretch_them():
    """Forecast 100 a quarter, came 110 or 90: the year is off by 10 %; paths that spread 5 % are stretched to it."""
    forecasts = np.full((2, 4), 100.0)
    truths = np.array([[110.0] * 4, [90.0] * 4])
    spread = np.exp(np.array([-0.05, 0.05]))[:, None] * np.full((1, 4), 100.0)
    missed = math.sqrt((math.log(1.1) ** 2 + math.log(0.9) ** 2) / 2)
    assert missed_ratio(forecasts, truths, spread) == pytest.approx(missed / 0.05)


def test_back_tests_that_missed_by_less_leave_the_paths_alone():
    """Never wrong in the back-tests: the model's own spread stays; paths without any spread stay a line."""
    right = np.full((3, 4), 100.0)
    wide = np.array([[80.0] * 4, [125.0] * 4])
    assert missed_ratio(right, right, wide) == 1.0
    assert missed_ratio(right, right + 5, np.full((2, 4), 100.0)) == 1.0


def test_only_quarters_that_both_cover_are_compared():
    """Tested over two years, five quarters ahead: the last four of the five, not the year the paths never reach."""
    forecasts = np.full((2, 8), 100.0)
    truths = np.array([[*[150.0], *[110.0] * 4, *[900.0] * 3], [*[150.0], *[90.0] * 4, *[900.0] * 3]])
    spread = np.exp(np.array([-0.05, 0.05]))[:, None] * np.full((1, 5), 100.0)
    missed = math.sqrt((math.log(1.1) ** 2 + math.log(0.9) ** 2) / 2)
    assert missed_ratio(forecasts, truths, spread) == pytest.approx(missed / 0.05)


def test_a_short_history_makes_a_wider_fan():
    """Six years leave 4 degrees of freedom, t's 97.5 % point 2.776; ten leave 8, 2.306; the middle stays put."""
    six, ten = fan(1, 24)[:, 0] - 100, fan(1, 40)[:, 0] - 100
    assert np.quantile(six, 0.975) == pytest.approx(2.776, rel=0.05)
    assert np.quantile(ten, 0.975) == pytest.approx(2.306, rel=0.05)
    assert np.median(six) == pytest.approx(0, abs=0.02)


def test_a_line_stays_a_line():
    """No spread, whatever the history: a series that never varied has no interval to widen."""
    assert np.ptp(fan(3, 24, spread=0.0), axis=0) == pytest.approx([0, 0])


def test_a_path_keeps_its_shape():
    """All quarters of a path are stretched alike: a good year stays good in all of them."""
    stretched = fan(2, 24) - POINT
    assert stretched[:, 0] == pytest.approx(stretched[:, 1])


def test_not_knowing_growth_opens_the_fan_year_by_year():
    """Seven years of steps, deviation s: the mean's error is s ÷ √7 a year ahead, four times that after four."""
    steps = np.resize([0.0, 0.2], 28)
    doubt = growth_doubt(steps, (40_000, 16), np.random.default_rng(7))
    error = steps.std(ddof=1) / math.sqrt(7)
    assert doubt[:, 3].std() == pytest.approx(error, rel=0.02)
    assert doubt[:, 15] == pytest.approx(doubt[:, 3] * 4)


def test_growth_that_never_varied_is_not_doubted():
    """Ten per cent every year, no deviation: nothing is added."""
    assert np.ptp(growth_doubt(np.full(20, 0.1), (100, 4), np.random.default_rng(7))) == pytest.approx(0, abs=1e-12)
