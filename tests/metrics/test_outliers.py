"""异常增速。"""

import pytest

from metrics.period import shifted
from metrics.show import show


def growths(rows, key, history, now):
    """Growth rates (%) quarter by quarter up to 2026Q3 on a base of 100."""
    periods = [shifted("2026Q3", -back) for back in range(len(history), -1, -1)]
    return [
        rows.fact(key, 100 + rate, 100, period=period, basis="single")
        for period, rate in zip(periods, [*history, now], strict=True)
        if rate is not None
    ]


def test_growth_is_measured_against_the_firm_s_own_history(make_store, rows):
    """History 1…9: median 5, MAD 2. Growth 20: 0.6745 × 15 ÷ 2 = 5.05875, an outlier; its own value is not in it."""
    (row,) = show(make_store(fact=growths(rows, "甲", range(1, 10), 20)), "outliers").to_dict("records")
    assert (row["period"], row["basis"], row["history"]) == ("2026Q3", "single", 9)
    assert (row["median_pct"], row["mad_pp"]) == (pytest.approx(5), pytest.approx(2))
    assert row["robust_z"] == pytest.approx(5.05875)
    assert row["is_outlier"] is True


def test_usual_growth_is_no_outlier_and_the_farthest_stands_first(make_store, rows):
    """6 % on a median of 5 % is usual; the other firm's −30 % comes first."""
    facts = growths(rows, "甲", range(1, 10), 6) + growths(rows, "乙", range(1, 10), -30)
    frame = show(make_store(fact=facts), "outliers")
    assert frame["enterprise"].tolist() == ["乙", "甲"]
    assert frame["is_outlier"].tolist() == [True, False]


def test_a_short_history_is_refused(make_store, rows):
    """Seven earlier values: no score, 历史不足8期."""
    (row,) = show(make_store(fact=growths(rows, "甲", range(7), 90)), "outliers").to_dict("records")
    assert (row["history"], row["reason"]) == (7, "历史不足8期")
    assert row["robust_z"] != row["robust_z"]


def test_a_history_that_never_moves_scores_zero_and_says_so(make_store, rows):
    """Always 10 %, now 40 %: MAD 0 gives 0 (ts-03), with the reason."""
    (row,) = show(make_store(fact=growths(rows, "甲", [10] * 9, 40)), "outliers").to_dict("records")
    assert (row["robust_z"], row["is_outlier"], row["reason"]) == (0, False, "历史没有波动，分数记零")


@pytest.mark.parametrize(("base", "reason"), [(0, "基数≤0"), (-3, "基数≤0"), (None, "缺基期")])
def test_without_a_usable_base_there_is_no_score(make_store, rows, base, reason):
    """Base zero, negative, missing."""
    facts = [*growths(rows, "甲", range(1, 10), None), rows.fact("甲", 50, base, basis="single")]
    (row,) = show(make_store(fact=facts), "outliers", "2026Q3").to_dict("records")
    assert row["reason"] == reason
    assert row["robust_z"] != row["robust_z"]


def test_no_data_and_a_future_period_have_no_rows(make_store, rows):
    """Nothing filed, nothing odd."""
    assert show(make_store(), "outliers").empty
    assert show(make_store(fact=growths(rows, "甲", range(9), 1)), "outliers", "2030Q1").empty


def test_two_clusters_give_the_firm_the_same_score_in_both(make_store, rows):
    """Grouped by cluster, a firm of two has a row in each, from the same history."""
    held = [{"enterprise_id": "甲", "dimension": "cluster", "value": value} for value in ("信创", "软件")]
    frame = show(make_store(fact=growths(rows, "甲", range(1, 10), 20), membership=held), "outliers", by=["cluster"])
    assert frame["robust_z"].tolist() == pytest.approx([5.05875, 5.05875])
    assert frame["history"].tolist() == [9, 9]
