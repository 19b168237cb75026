"""赫芬达尔指数与前几家占比的算术；公布的算例在 test_proof 里逐个再算。"""

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.arithmetic import hhi

sizes = st.lists(st.floats(min_value=0.01, max_value=1e8), min_size=1, max_size=30)


def test_the_textbook_firms():
    """worked_examples hhi-01 (REAT man/herf.Rd, Dörsam 2004): 20, 50, 20, 10 → 0.34, normalised 0.12, 1 ÷ 0.34."""
    found = hhi.of_values(np.array([20, 50, 20, 10]))
    assert found["hhi"] == pytest.approx(0.34, abs=1e-12)
    assert found["hhi_normalised"] == pytest.approx(0.12, abs=1e-12)
    assert found["equivalent_number"] == pytest.approx(1 / 0.34)


def test_three_merge_into_one():
    """hhi-07 (edustrings.com, seven burger shops): CR4 75 → 94, HHI 1702 → 4334."""
    shops = np.array([23, 22, 18, 12, 11, 8, 6])
    before, after = hhi.of_values(shops), hhi.of_merged(shops, 3)
    assert (before["cr4_pct"], after["cr4_pct"]) == pytest.approx((75, 94))
    assert (before["hhi_10000"], after["hhi_10000"]) == pytest.approx((1702, 4334))


def test_a_zero_is_a_firm_and_a_negative_has_no_share():
    """Two firms, one at zero: HHI 1, normalised 1, not a lone firm; a negative one or none is refused."""
    found = hhi.of_values(np.array([5, 0]))
    assert (found["hhi"], found["hhi_normalised"], found["cr1_pct"]) == (1, 1, 100)
    for values in ([], [3, -1]):
        with pytest.raises(ValueError, match="shares"):
            hhi.of_values(np.array(values))


def test_what_cannot_be_known_is_null():
    """A total of zero has no shares, one firm no normalised value."""
    assert hhi.from_sums(pd.Series([0.0]), pd.Series([0.0])).isna().all()
    assert hhi.normalised(pd.Series([1.0]), pd.Series([1])).isna().all()
    assert hhi.concentration_ratio_pct(pd.Series([3.0]), pd.Series([-1.0])).isna().all()


@given(sizes, st.floats(min_value=0.01, max_value=100))
def test_the_index_lies_between_its_ends_and_size_does_not_matter(values, factor):
    """1/n ≤ HHI ≤ 1; the ratios grow with k; multiplying every firm changes nothing."""
    found, scaled = hhi.of_values(np.array(values)), hhi.of_values(np.array(values) * factor)
    assert 1 / len(values) - 1e-9 <= found["hhi"] <= 1 + 1e-9
    ratios = [found[f"cr{k}_pct"] for k in (1, 3, 4, 8)]
    assert ratios == sorted(ratios)
    assert scaled["hhi"] == pytest.approx(found["hhi"], rel=1e-9)
