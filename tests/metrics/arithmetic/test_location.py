"""区位商与几种结构、集聚指数。"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic import location

cells = st.lists(st.lists(st.floats(min_value=0.01, max_value=1e6), min_size=3, max_size=3), min_size=2, max_size=6)


def test_the_published_quotients():
    """worked_examples lq-01 (REAT man/locq.Rd), lq-03 (jobads-dashboard golden test), lq-04 (Krumme's table)."""
    assert location.location_quotient(1714, 79006, 879213, 15593224) == pytest.approx(0.3847623, abs=1e-7)
    matrix = location.location_quotients(np.array([[80, 20], [20, 80]]))
    assert matrix == pytest.approx(np.array([[1.6, 0.4], [0.4, 1.6]]))
    found = location.quotients_from_shares(np.array([500, 100, 200, 200]), np.array([10, 20, 40, 30]))
    assert found.tolist() == pytest.approx([5, 0.5, 0.5, 2 / 3])


def test_the_published_structure_indices():
    """krug-01 and krug-03 (REAT man/krugman.spec.Rd, man/krugman.conc2.Rd): 2 and 0.8619."""
    assert location.krugman(np.array([20, 10, 70, 0, 0]), np.array([0, 0, 0, 60, 40])) == 2
    others = [
        [20000, 11000, 31000, 8000, 20000],
        [40000, 10000, 25000, 9000, 16000],
        [10000, 11000, 14000, 14000, 13000],
        [7000, 7500, 11000, 1500, 36000],
    ]
    found = location.krugman_among(np.array([4320, 7811, 3900, 2300, 47560]), np.array(others))
    assert found == pytest.approx(0.8619, abs=5e-5)


def test_the_published_concentration_in_space():
    """eg-01 (REAT man/ellison.a.Rd): ten firms in three places, γ = 0.05990628."""
    values = np.array([200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000])
    areas = ["Wien"] * 5 + ["Linz"] * 4 + ["Graz"]
    found = location.ellison_glaeser_of_enterprises(values, areas, np.array([500000, 400000, 100000]))
    assert found == pytest.approx(0.05990628, abs=1e-7)


def test_the_published_cluster_index():
    """litz-01 (REAT man/litzenberger.Rd): 21.87491."""
    assert location.litzenberger_sternberg(1743, 5740, 50, 576, 488, 4621, 35, 53) == pytest.approx(21.87491, abs=1e-4)


def test_what_cannot_be_known_is_not_a_number():
    """No area, no population, one firm, one place, nothing at all."""
    assert math.isnan(location.location_quotient(3, 0, 5, 9))
    assert math.isnan(location.litzenberger_sternberg(3, 5, float("nan"), 9, 1, 2, 3, 4))
    assert math.isnan(location.ellison_glaeser(np.array([3, 0]), np.array([5, 5]), 1.0))
    assert math.isnan(location.ellison_glaeser(np.array([3]), np.array([5]), 0.5))
    assert math.isnan(location.krugman(np.array([0, 0]), np.array([1, 1])))
    assert math.isnan(location.hachman(np.array([1, 1]), np.array([2, 0])))
    assert math.isnan(location.geographic_concentration(np.array([]), np.array([])))


@given(cells)
def test_quotients_weighted_by_the_reference_average_one(rows):
    """Σ (an activity's share of all) × LQ = 1 in every area; Hachman = 1 ÷ Σ share × LQ; doubling changes nothing."""
    matrix = np.array(rows)
    found = location.location_quotients(matrix)
    weights = matrix.sum(axis=0) / matrix.sum()
    assert (found @ weights).tolist() == pytest.approx([1] * len(rows))
    share = matrix[0] / matrix[0].sum()
    assert location.hachman(matrix[0], matrix.sum(axis=0)) == pytest.approx(1 / (share @ found[0]))
    assert location.location_quotients(matrix * 2) == pytest.approx(found)
    assert 0 <= location.krugman(matrix[0], matrix.sum(axis=0)) <= 2
