"""往前看：三种方法、回测、区间。数都是手算得出的。"""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.paths import PROJECT
from metrics.outlook import (
    DAMPED,
    DRIFT,
    METHODS,
    NAIVE,
    SIMULATIONS,
    _fitted,
    _looked,
    backtests,
    damped_trend,
    error_pct,
    min_history,
    origins,
    outlook,
    seasonal_drift,
    seasonal_naive,
)

YEAR = [10.0, 20.0, 30.0, 40.0]


def growing(years, rate=1.1):
    return np.array([value * rate**year for year in range(years) for value in YEAR])


def test_seasonal_naive_repeats_the_last_year():
    """Six quarters ahead of 10, 20, 30, 40: the four again, then the first two."""
    assert seasonal_naive(np.array(YEAR), 6).tolist() == [10, 20, 30, 40, 10, 20]


def test_seasonal_drift_adds_the_mean_yearly_change_once_a_year():
    """Two years, each quarter up by 2: the next year is up 2, the one after 4."""
    series = np.array([*YEAR, *(value + 2 for value in YEAR)])
    assert seasonal_drift(series, 5).tolist() == [14, 24, 34, 44, 16]


def test_a_year_that_repeats_is_forecast_without_error_by_the_simplest_method():
    """Seven equal years: seasonal naive is never wrong, so nothing more complicated is taken; the band is a line."""
    seen = outlook(np.array(YEAR * 7), 4)
    assert seen is not None
    assert seen.method == NAIVE
    assert seen.error_pct == pytest.approx(0, abs=1e-12)
    assert seen.point == pytest.approx(YEAR)
    assert seen.paths.shape == (SIMULATIONS, 4)
    assert np.ptp(seen.paths, axis=0) == pytest.approx(0, abs=1e-9)


def test_a_year_that_grows_by_a_tenth_goes_on_growing_by_a_tenth():
    """Ten per cent every year: drift on logarithms is exact, 10 × 1.1⁷ comes next, 10 × 1.1⁸ a year later."""
    seen = outlook(growing(7), 8)
    assert seen is not None
    assert seen.error_pct == pytest.approx(0, abs=1e-9)
    assert seen.point[[0, 4]] == pytest.approx([10 * 1.1**7, 10 * 1.1**8])


def test_the_back_test_error_is_what_a_hand_gets():
    """Seasonal naive, 1.1 growth: each origin's next four are low by a part of themselves, (1.1 − 1) ÷ 1.1 = 9.09 %."""
    assert error_pct(*backtests(growing(6), seasonal_naive)) == pytest.approx(0.1 / 1.1 * 100)


def test_every_origin_sees_only_its_past():
    """24 quarters: the first test sees 16 and is checked on 17–20, the last sees 20; the future never leaks back."""
    assert list(origins(24, 4)) == [16, 17, 18, 19, 20]
    seen = []
    backtests(growing(6), lambda past, ahead: seen.append(len(past)) or np.zeros(ahead))
    assert seen == [16, 17, 18, 19, 20]


def test_the_history_needed_grows_with_the_horizon():
    """Five tests of four quarters from sixteen: 24; of eight, beyond a year: 28; never less than the horizon itself."""
    assert [min_history(horizon) for horizon in (1, 4, 5, 17, 37)] == [24, 24, 28, 28, 37]


def test_seasonal_methods_agree_with_the_state_space_form_of_the_same_model():
    """An independent computation: statsmodels' SARIMAX(0,0,0)(0,1,0)₄ without and with a constant."""
    from statsmodels.tsa.statespace.sarimax import SARIMAX

    series = np.log(growing(7) * np.linspace(1, 1.3, 28) ** 2)
    model = SARIMAX(series, order=(0, 0, 0), seasonal_order=(0, 1, 0, 4))
    assert seasonal_naive(series, 8) == pytest.approx(np.asarray(model.filter([1.0]).forecast(8)), abs=1e-9)
    drift = (series[4:] - series[:-4]).mean()
    moving = SARIMAX(series, order=(0, 0, 0), seasonal_order=(0, 1, 0, 4), trend="c")
    assert seasonal_drift(series, 8) == pytest.approx(np.asarray(moving.filter([drift, 1.0]).forecast(8)), abs=1e-9)


def test_the_damped_method_gives_up_quietly_on_too_few_quarters():
    """Twelve quarters are fewer than its start needs: not a number, never an exception."""
    assert np.isnan(damped_trend(np.log(growing(3)), 4)).all()


def test_a_series_of_zeros_has_no_error_to_choose_by():
    """0 ÷ 0: no method is taken."""
    assert outlook(np.zeros(24), 4) is None


def test_a_negative_quarter_is_forecast_without_logarithms():
    """Corrections can make a quarter negative: levels are used and every number is finite."""
    series = np.array([-1.0, 3.0, 4.0, 6.0] * 7)
    seen = outlook(series, 4)
    assert seen is not None
    assert seen.point == pytest.approx([-1, 3, 4, 6])


def test_a_positive_series_never_turns_negative():
    """As logarithms even the widest path stays above zero."""
    noisy = growing(8) * np.random.default_rng(3).uniform(0.5, 1.5, 32)
    seen = outlook(noisy, 12)
    assert seen is not None
    assert seen.paths.min() > 0


def test_the_same_numbers_give_the_same_interval():
    """The seed is fixed."""
    noisy = growing(7) * np.random.default_rng(1).uniform(0.9, 1.1, 28)
    first = outlook(noisy, 4)
    _looked.cache_clear()
    second = outlook(noisy, 4)
    assert first is not None
    assert second is not None
    assert (first.paths == second.paths).all()


def test_a_remembered_outlook_is_found_by_the_numbers_alone_and_nobody_can_change_it():
    """同样的数再问，是记得的那一个；差一分钱就重算；记得的走势写不进去，改自己的数也不会改到它。"""
    noisy = growing(7) * np.random.default_rng(2).uniform(0.9, 1.1, 28)
    first = outlook(noisy, 4)
    assert first is not None
    assert outlook(noisy.copy(), 4) is first
    point = first.point.copy()
    noisy[-1] += 0.01
    other = outlook(noisy, 4)
    assert other is not None
    assert (other.point != point).any()
    assert (first.point == point).all()
    with pytest.raises(ValueError, match="read-only"):
        first.paths[0, 0] = 0


def test_looking_less_far_reads_the_same_forecast_s_beginning():
    """平滑法往前看四季，就是往前看八季的前四季，一位不差：回测看一年与看两年用同一次拟合。"""
    series = np.log(growing(7) * np.random.default_rng(3).uniform(0.9, 1.1, 28))
    fitted = _fitted(tuple(series.tolist()))
    assert (np.asarray(fitted.forecast(4)) == METHODS[DAMPED](series, 8)[:4]).all()


@settings(max_examples=12, deadline=None)
@given(st.integers(0, 10_000), st.floats(0.01, 1000))
def test_a_change_of_unit_changes_nothing_but_the_unit(seed, factor):
    """万元 or 亿元: the same error for the simple methods, forecasts in proportion."""
    series = growing(6) * np.random.default_rng(seed).uniform(0.8, 1.2, 24)
    for method in (METHODS[NAIVE], METHODS[DRIFT]):
        assert error_pct(*backtests(series * factor, method)) == pytest.approx(error_pct(*backtests(series, method)))


def test_the_chosen_method_has_the_smallest_error():
    """Whatever is taken, no other method did better in the back-tests."""
    noisy = growing(8, 1.05) * np.random.default_rng(7).uniform(0.9, 1.1, 32)
    seen = outlook(noisy, 4)
    assert seen is not None
    assert seen.error_pct == min(error_pct(*backtests(noisy, METHODS[name])) for name in (NAIVE, DRIFT, DAMPED))


def test_other_commands_do_not_wait_for_the_statistics_library():
    """Importing the module, and everything `metrics show` imports, leaves statsmodels alone: it takes near a second."""
    code = "import sys, metrics.forecast, metrics.__main__; sys.exit('statsmodels' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], cwd=PROJECT, check=False).returncode == 0
