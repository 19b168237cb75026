"""预测表。"""

import math

import pytest

from metrics.forecast_row import year_end
from metrics.period import shifted, split
from metrics.request import RequestError
from metrics.show import show

QUARTERS = [shifted("2026Q3", step) for step in range(-30, 1)]
SEASON = {1: 10.0, 2: 20.0, 3: 30.0, 4: 40.0}


def amount(period, rate=1.1):
    """10, 20, 30, 40 in 2019, a tenth more every year."""
    year, quarter = split(period)
    return round(SEASON[quarter] * rate ** (year - 2019), 6)


def so_far(period, rate=1.1):
    year, quarter = split(period)
    return sum(amount(f"{year}Q{step}", rate) for step in range(1, quarter + 1))


def growing(rows, key, quarters=QUARTERS, rate=1.1):
    return [
        row
        for period in quarters
        for row in (
            rows.fact(key, amount(period, rate), period=period, basis="single"),
            rows.fact(key, so_far(period, rate), period=period, basis="ytd"),
        )
    ]


def test_the_year_is_what_is_there_plus_what_is_to_come(make_store, rows):
    """Every year a tenth more: 2026 is 100 × 1.1⁷ = 194.87, of which 60 × 1.1⁷ has been filed; no error, no width."""
    store = make_store(fact=growing(rows, "甲"))
    frame = show(store, "forecast")
    year = frame.loc[(frame["basis"] == "year") & (frame["target"] == "")].iloc[0]
    assert (year["period"], year["target_period"]) == ("2026Q3", "2026Q4")
    assert year["value_10k_cny"] == pytest.approx(100 * 1.1**7, rel=1e-6)
    assert year["year_so_far_10k_cny"] == pytest.approx(60 * 1.1**7, rel=1e-6)
    assert year["low_10k_cny"] == pytest.approx(year["high_10k_cny"], rel=1e-3)
    assert year["backtest_error_pct"] == pytest.approx(0, abs=1e-4)
    assert (year["interval_pct"], year["backtests"], year["quarters"], year["reason"]) == (80, 12, 31, "")


def test_the_next_four_quarters_come_one_by_one(make_store, rows):
    """2026Q4 to 2027Q3, each a tenth above the year before."""
    frame = show(make_store(fact=growing(rows, "甲")), "forecast")
    single = frame.loc[frame["basis"] == "single"]
    assert single["target_period"].tolist() == ["2026Q4", "2027Q1", "2027Q2", "2027Q3"]
    assert single["value_10k_cny"].tolist() == pytest.approx(
        [40 * 1.1**7, 10 * 1.1**8, 20 * 1.1**8, 30 * 1.1**8], rel=1e-5
    )


def test_after_the_fourth_quarter_the_next_year_is_forecast(make_store, rows):
    """Seen from 2025Q4: the whole of 2026, nothing of it there yet."""
    frame = show(make_store(fact=growing(rows, "甲")), "forecast", "2025Q4")
    year = frame.loc[(frame["basis"] == "year") & (frame["target"] == "")].iloc[0]
    assert year["target_period"] == "2026Q4"
    assert year["year_so_far_10k_cny"] == 0
    assert year["value_10k_cny"] == pytest.approx(100 * 1.1**7, rel=1e-5)
    assert [year_end(period) for period in ("2026Q1", "2026Q3", "2026Q4")] == ["2026Q4", "2026Q4", "2027Q4"]


def test_no_group_is_dropped_and_each_says_why_it_has_no_forecast(make_store, rows):
    """甲 is long enough; 乙 has three quarters; 丙 stopped a year ago; the last one stands in no sub-district."""
    store = make_store(
        enterprise=[
            {"enterprise_id": key, "enterprise": key, "subdistrict": place, "has_scale_status": False}
            for key, place in (("甲", "甲街"), ("乙", "乙街"), ("丙", "丙街"), ("丁", None))
        ],
        fact=[
            *growing(rows, "甲"),
            *growing(rows, "乙", QUARTERS[-3:]),
            *growing(rows, "丙", QUARTERS[:-4]),
            *growing(rows, "丁", QUARTERS[-1:]),
        ],
    )
    frame = show(store, "forecast", by=["subdistrict"])
    year = frame.loc[frame["basis"] == "year"].set_index("subdistrict")
    assert year["reason"].to_dict() == {
        "甲街": "",
        "乙街": "历史不足：3个季度，需要至少24个",
        "丙街": "序列有缺：缺2025Q4、2026Q1、2026Q2",
        "未归类": "历史不足：1个季度，需要至少24个",
    }
    assert year["value_10k_cny"].notna().to_dict() == {"甲街": True, "乙街": False, "丙街": False, "未归类": False}
    assert set(frame.loc[frame["subdistrict"] != "甲街"]["basis"]) == {"year"}


def test_doubling_all_revenue_doubles_the_forecast(make_store, rows):
    """The unit and the size change nothing but the size."""
    noise = {period: 1 + 0.1 * math.sin(index * 1.7) for index, period in enumerate(QUARTERS)}

    def value(times):
        facts = [rows.fact("甲", amount(at) * noise[at] * times, period=at, basis="single") for at in QUARTERS]
        frame = show(make_store(fact=facts), "forecast")
        return frame.loc[frame["target"] == ""].iloc[-1][["value_10k_cny", "low_10k_cny", "high_10k_cny"]]

    assert (value(2) / 2).tolist() == pytest.approx(value(1).tolist(), rel=1e-3)


def test_a_target_under_way_has_its_probability_and_others_their_reason(make_store, rows, tmp_path):
    """A goal far below a steady path is sure (100 %), one far above is out of reach (0 %); a count is not forecast."""
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "lights.toml").write_text(LIGHTS, encoding="utf-8")
    (plans / "计划.toml").write_text(PLAN, encoding="utf-8")
    store = make_store(
        data=tmp_path,
        fact=growing(rows, "甲"),
        membership=[{"enterprise_id": "甲", "dimension": "cluster", "value": "软件"}],
    )
    frame = show(store, "forecast").set_index("target")
    assert frame.loc["低", "probability_pct"] == 100
    assert frame.loc["高", "probability_pct"] == 0
    assert frame.loc["低", "goal_10k_cny"] == 100
    assert frame.loc["低", "target_period"] == "2027Q4"
    assert frame.loc["低", "value_10k_cny"] == pytest.approx(100 * 1.1**8, rel=1e-5)
    assert frame.loc["家数", "reason"] == "家数类目标，一家过线与否不由合计推出"
    assert frame.loc["翻番", "reason"] == "待2027年实绩，尚无目标数"
    assert frame.loc[["家数", "翻番"], "probability_pct"].isna().all()
    assert "已到期" not in frame.index
    assert "愿景" not in frame.index


def test_targets_are_forecast_only_for_the_whole(make_store, rows):
    """Grouped or filtered, the table holds the groups alone."""
    frame = show(make_store(fact=growing(rows, "甲")), "forecast", by=["subdistrict"])
    assert set(frame["target"]) == {""}


def test_no_data_gives_no_rows(make_store):
    """Columns, and nothing else."""
    assert show(make_store(), "forecast").empty


def test_a_future_quarter_is_refused_with_what_is_missing(make_store, rows):
    """Asked from 2027Q1 while the data ends with 2026Q3."""
    frame = show(make_store(fact=growing(rows, "甲")), "forecast", "2027Q1")
    assert frame.iloc[0]["reason"] == "序列有缺：缺2026Q4、2027Q1"
    assert math.isnan(frame.iloc[0]["value_10k_cny"])


@pytest.mark.parametrize("by", ["tier", "enterprise"])
def test_tiers_and_single_firms_are_refused(make_store, rows, by):
    """A tier changes its members every year; one firm is not a total."""
    with pytest.raises(RequestError, match="预测不能按梯队或单个企业"):
        show(make_store(fact=growing(rows, "甲", QUARTERS[-1:])), "forecast", by=[by])


LIGHTS = """
path = "constant_growth"
amber_within_pp = 10
approximate_tolerance_pct = 5
expectation_at_expiry = "amber"
[rules]
green = "达序"
amber = "略缓{amber_within_pp}"
red = "滞后{amber_within_pp}"
ended_met = "达到"
ended_missed = "未达到"
none = "无法评判"
path = "路径{path}"
approximate = "约数{approximate_share}%"
expectation = "预期{expectation_light}"
"""

_TARGET = """
[[target]]
code = "{code}"
indicator = "营业收入{code}"
type = "{type}"
operator = ">="
period_type = "annual"
scope = "全区"
unit = "{unit}"
clause = "目标"
line = 1
quote = "引文"
group = {{ dimension = "cluster", values = ["软件"] }}
{more}
"""
_AMOUNT = 'value = {value}\ndeadline = "{deadline}"\nmeasure = {{ from = "enterprises", what = "revenue" }}'
PLAN = "\n".join(
    [
        'code = "p"\ntitle = "计划"\nshort = "计划"\nissuer = "区"\nscope = "全区"\nstart = "2021Q1"\nend = "2030Q4"',
        *(
            _TARGET.format(code=code, type="amount", unit="万元", more=_AMOUNT.format(value=value, deadline=deadline))
            for code, value, deadline in (("低", 100, "2027Q4"), ("高", 1000, "2027Q4"), ("已到期", 1, "2025Q4"))
        ),
        _TARGET.format(
            code="家数",
            type="count",
            unit="家",
            more='value = 5\ndeadline = "2027Q4"\nmeasure = { from = "enterprises", what = "above_scale" }',
        ),
        _TARGET.format(
            code="翻番",
            type="relative",
            unit="倍",
            more='ratio = 2\nbase_period = "2027Q4"\ndeadline = "2030Q4"\n'
            'measure = { from = "enterprises", what = "revenue" }',
        ),
    ]
)
