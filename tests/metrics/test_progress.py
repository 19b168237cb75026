"""年内进度的算术。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from metrics.progress import progress


def test_the_year_is_compared_with_last_years_rhythm():
    """Last year 400, of it 250 by the third quarter; now 270 of 440: 61.4 % done against 62.5 %, 1.1 points behind;
    170 to go over last year's 150, that is +13.3 %."""
    found = progress(270, 250, 400, 440)
    assert found.same_period_share_pct == 62.5
    assert found.completed_pct == pytest.approx(270 / 440 * 100)
    assert found.ahead_pp == pytest.approx(270 / 4.4 - 62.5)
    assert (found.remaining_10k_cny, found.prior_rest_10k_cny) == (170, 150)
    assert found.required_growth_pct == pytest.approx(20 / 150 * 100)
    assert found.reason == ""


def test_a_base_of_zero_or_below_gives_no_share():
    """Last year's total 0 and −5: null with its reason, never 0 %; of a target of 0 nothing is completed."""
    assert progress(10, 0, 0, 0).same_period_share_pct is None
    assert progress(10, 0, 0, 0).reason == "基数≤0"
    assert progress(10, 0, 0, 0).remaining_10k_cny is None
    assert progress(10, -2, -5, -5).completed_pct is None


@pytest.mark.parametrize(
    ("parts", "reason"),
    [
        ((None, 250, 400, 440), "缺本期"),
        ((270, None, None, None), "缺基期"),
        ((270, 250, None, None), "缺上年全年"),
        ((270, None, 400, 440), "缺上年同期"),
        ((270, 250, 400, None), "缺全年目标"),
        ((500, 250, 400, 440), "已完成全年目标"),
        ((270, 400, 400, 440), "上年剩余期≤0，不能计算所需同比"),
    ],
)
def test_what_is_missing_is_said_and_never_zero(parts, reason):
    """No required growth in any of these, and the reason names the part."""
    found = progress(*parts)
    assert found.required_growth_pct is None
    assert found.reason == reason


def test_after_the_fourth_quarter_nothing_is_left():
    """The year is over: no rate for a rest that is not there."""
    found = progress(430, 400, 400, 440, is_over=True)
    assert found.required_growth_pct is None
    assert found.reason == "全年已结束，没有剩余期"


@given(st.floats(1, 1e6), st.floats(0.01, 0.99), st.floats(0.5, 2), st.floats(0.01, 100))
def test_doubling_all_revenue_changes_no_rate(year, share, growth, factor):
    """Shares and rates are free of the unit; and growing by the required rate hits the target exactly."""
    parts = (year * share * 0.9, year * share, year, year * growth)
    one, other = progress(*parts), progress(*(part * factor for part in parts))
    assert other.completed_pct == pytest.approx(one.completed_pct)
    assert other.ahead_pp == pytest.approx(one.ahead_pp, abs=1e-6)
    if one.required_growth_pct is not None and one.prior_rest_10k_cny is not None:
        rest = one.prior_rest_10k_cny * (1 + one.required_growth_pct / 100)
        assert parts[0] + rest == pytest.approx(parts[3])
