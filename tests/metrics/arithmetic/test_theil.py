"""泰尔指数T与L、熵、组内组间分解。"""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic import theil

members = st.lists(
    st.tuples(st.floats(min_value=0, max_value=1e6), st.sampled_from("甲乙丙")), min_size=1, max_size=25
).filter(lambda pairs: sum(value for value, _ in pairs) > 1)


def test_three_have_nothing_and_three_have_all():
    """worked_examples theil-01 (PySAL inequality tests/test_theil.py): T = ln 2, all of it between the groups."""
    found = theil.decomposed(np.array([0, 0, 0, 10, 10, 10]), np.array([0, 0, 0, 1, 1, 1]))
    assert found == pytest.approx({"total": math.log(2), "within": 0, "between": math.log(2)}, abs=1e-12)


def test_two_numbers_are_called_theil():
    """theil-02: REAT man/theil.Rd prints L = 0.2326302, PySAL T = 0.250201211769 of 10, 10, 10, 20, 50."""
    values = np.array([10, 10, 10, 20, 50])
    assert theil.theil_l(values) == pytest.approx(0.2326302, abs=1e-7)
    assert theil.theil_t(values) == pytest.approx(0.250201211769, abs=1e-11)


def test_a_zero_leaves_t_and_takes_l_away():
    """0 and 10: T = ln 2; L has no value, and is not that of the one firm that remains."""
    assert theil.theil_t(np.array([0, 10])) == pytest.approx(math.log(2))
    assert math.isnan(theil.theil_l(np.array([0, 10])))


@pytest.mark.parametrize("values", [[], [0, 0], [3, -1]])
def test_without_shares_there_is_nothing(values):
    """None of the three has a value."""
    assert all(math.isnan(index(np.array(values))) for index in (theil.theil_t, theil.theil_l, theil.entropy))


@given(members)
def test_within_and_between_add_up_and_entropy_is_the_rest(pairs):
    """T = within + between; T + entropy = ln n; all equal gives 0."""
    values, groups = np.array([value for value, _ in pairs]), np.array([group for _, group in pairs])
    found = theil.decomposed(values, groups)
    assert found["within"] + found["between"] == pytest.approx(found["total"], abs=1e-9)
    assert found["total"] + theil.entropy(values) == pytest.approx(math.log(len(pairs)), abs=1e-9)
    assert theil.theil_t(np.full(len(pairs), 3.0)) == pytest.approx(0, abs=1e-12)
