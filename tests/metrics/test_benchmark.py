"""对标：期别、口径、单位都一样才比，增速只比百分点。"""

import pytest

from metrics.benchmark import Own, compared
from metrics.request import RequestError
from metrics.show import show

DISTRICT = {"dimension": "field", "value": "人工智能", "scope": "济南市历下区", "use": "enterprises", "sort": 1}


def figure(region, value, **more):
    """One published figure: revenue of 人工智能 in 2025, 亿元, unless told otherwise."""
    usual = {"indicator": "营业收入", "grouping": "人工智能", "period": "2025Q4", "basis": "year", "unit": "亿元"}
    return {"region": region, "value": value, **usual, **more}


@pytest.fixture(scope="module")
def make(make_store, rows):
    """A store whose one enterprise of 人工智能 has 20,000 万元 in 2025, up 10 %, and figures others publish."""

    def made(*published):
        return make_store(
            meta={"latest_period": "2026Q3"},
            grouping=[DISTRICT],
            membership=[{"enterprise_id": "甲", "dimension": "field", "value": "人工智能"}],
            fact=[
                rows.fact("甲", 22000, 20000, period="2025Q4", basis="year"),
                rows.fact("甲", 15000, 14000),
            ],
            published=list(published),
        )

    return made


def test_the_same_quarter_basis_and_unit_give_a_ratio(make):
    """By hand: 2.2 of 110 亿元 is 2 %; +10 % against +36 % is 26 points slower."""
    (row,) = show(make(figure("济南市", 110, growth_published_pct=36.0)), "benchmark", "2026Q3").to_dict("records")
    assert row["ratio_pct"] == pytest.approx(2)
    assert row["growth_difference_pp"] == pytest.approx(-26)
    assert (row["own_value"], row["own_unit"], row["own_period"]) == (pytest.approx(2.2), "亿元", "2025Q4")
    assert (row["own_source"], row["reason"]) == ("企业季报合计，1家已报", "")
    assert (row["period"], row["value_period"]) == ("2026Q3", "2025Q4")


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"period": "2024Q4"}, "期别不同"),
        ({"indicator": "产业规模"}, "口径不同：本区没有同一产业的这项指标"),
        ({"grouping": "电子信息"}, "口径不同：本区没有同一产业的这项指标"),
        ({"basis": "single"}, "口径不同：本区没有同一产业的这项指标"),
        ({"unit": "亿美元"}, "口径不同：计量单位不同"),
        ({"operator": "超过"}, "口径不同：公布值写作“超过”，不是准数"),
        ({"value": 0}, "基数≤0"),
        ({"value": None}, "缺数据"),
    ],
)
def test_nothing_is_divided_across_different_bases(make, more, reason):
    """Another quarter, indicator, industry, basis or unit, a bound instead of a figure: no ratio, and why."""
    (row,) = show(make({**figure("杭州市", 110), **more}), "benchmark", "2026Q3").to_dict("records")
    assert row["ratio_pct"] != row["ratio_pct"] or row["ratio_pct"] is None
    assert row["reason"] == reason


def test_what_is_published_of_the_district_itself_is_its_own_side(make):
    """规模以上企业数 is no revenue: the district's own published 36 stands beside the city's 1271, and is no row."""
    count = {"indicator": "规模以上企业数", "unit": "家", "basis": "point"}
    store = make(figure("苏州市", 1271, **count), figure("济南市历下区", 36, **count, source="规划"))
    (row,) = show(store, "benchmark").to_dict("records")
    assert (row["region"], row["own_value"], row["own_source"]) == ("苏州市", 36, "规划")
    assert row["ratio_pct"] == pytest.approx(36 / 1271 * 100)


def test_with_a_period_each_figure_stands_once_with_its_newest(make):
    """2024 and 2025 published: asked for 2026Q3 only 2025, without a period both; nothing from the future."""
    store = make(figure("济南市", 100, period="2024Q4"), figure("济南市", 110))
    assert show(store, "benchmark", "2026Q3")["value_period"].tolist() == ["2025Q4"]
    assert show(store, "benchmark", "2025Q1")["value_period"].tolist() == ["2024Q4"]
    assert show(store, "benchmark")["period"].tolist() == ["2024Q4", "2025Q4"]
    assert show(store, "benchmark", "2020Q1").empty


def test_an_estimate_is_marked(make):
    """Status 预计 goes along with the ratio."""
    (row,) = show(make(figure("济南市", 110, status="预计")), "benchmark", "2026Q3").to_dict("records")
    assert (row["ratio_pct"], row["reason"]) == (pytest.approx(2), "预计")


def test_it_takes_no_grouping(make):
    """Every published figure brings its own region and industry."""
    with pytest.raises(RequestError, match="不分组"):
        show(make(), "benchmark", by=["region"])


def test_rates_and_ranks_are_not_divided():
    """19 % against 40 % is no 47.5 %."""
    own = Own("历下区", "2025Q4", 19.0, "%", None, "", "")
    assert compared(40.0, "%", "", own, is_same_period=True) == (None, "比率不相除")
