"""基尼系数的算术。"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic import gini

sizes = st.lists(st.floats(min_value=0.01, max_value=1e8), min_size=1, max_size=30)


@pytest.mark.parametrize(
    ("values", "expected"),
    [
        ([20, 50, 20, 10], 0.3),
        ([0, 10, 10, 30, 50], 0.48),
        ([0, 0, 0, 0, 1], 0.8),
        ([0, 0, 0, 1, 1], 0.6),
        ([25, 25, 25, 25], 0),
        ([0, 0, 0, 100], 0.75),
    ],
)
def test_the_published_examples(values, expected):
    """worked_examples gini-01 (REAT man/gini.Rd), gini-04 and gini-05 (EconGeo R/Gini.r, PySAL)."""
    assert gini.gini(np.array(values)) == pytest.approx(expected, abs=1e-12)


def test_the_normalised_and_the_weighted_one():
    """gini-01: 0.4 of four; gini-02 (REAT man/gini.Rd): six incomes with their numbers of people, 0.5278."""
    assert gini.gini_normalised(np.array([20, 50, 20, 10])) == pytest.approx(0.4)
    values, weights = [500, 1500, 2500, 4000, 7500, 15000], [1000, 1200, 1600, 400, 200, 600]
    assert gini.gini_weighted(np.array(values), np.array(weights)) == pytest.approx(0.5278, abs=5e-5)


def test_against_a_reference():
    """giniconc-01 and ginispec-01 (REAT man/gini.conc.Rd, man/gini.spec.Rd): 0.4068966 and 0.6222222."""
    industry = np.array([500, 500, 1000, 7000, 1000])
    everything = np.array([20000, 15000, 20000, 40000, 5000])
    assert gini.gini_against(industry, everything) == pytest.approx(0.4068966, abs=1e-7)
    region, all_regions = np.array([700, 600, 500, 10000, 40000]), np.array([30000, 15000, 10000, 60000, 50000])
    assert gini.gini_against(region, all_regions) == pytest.approx(0.6222222, abs=1e-7)


@pytest.mark.parametrize("values", [[], [0, 0], [3, -1]])
def test_without_shares_there_is_no_coefficient(values):
    """Nobody, nothing or a negative one."""
    assert math.isnan(gini.gini(np.array(values)))


@given(sizes)
def test_order_and_size_do_not_matter_and_weights_are_repetition(values):
    """0 ≤ G ≤ 1 − 1/n; reversed and doubled it is the same; a weight of two is standing there twice."""
    held = np.array(values)
    found = gini.gini(held)
    assert -1e-12 <= found <= 1 - 1 / len(values) + 1e-9
    assert gini.gini(held[::-1] * 2) == pytest.approx(found, abs=1e-9)
    assert gini.gini_weighted(held, np.full(len(values), 2)) == pytest.approx(found, abs=1e-9)
