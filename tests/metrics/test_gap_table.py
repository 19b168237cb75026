"""目标差距表：规划的每个目标，在基期、期中、期末各是什么样子。"""

from datetime import date

import pytest

from metrics import catalog
from metrics.show import show

SOFTWARE = "软件和信息技术服务"


def firms(rows, count, total_10k_cny, period, *, basis="year", dimension="field", value=SOFTWARE, above=True):
    """`count` equal 规上 firms of one group whose revenues add up to the total, as tables of rows."""
    keys = [f"企{n}" for n in range(count)]
    status = {"above_scale_from": date(2020, 1, 1), "has_scale_status": True} if above else {"has_scale_status": True}
    return {
        "enterprise": [{"enterprise_id": key, **status} for key in keys],
        "membership": [{"enterprise_id": key, "dimension": dimension, "value": value} for key in keys],
        "fact": [rows.fact(key, total_10k_cny / count, period=period, basis=basis, above=above) for key in keys],
    }


def target(store, code, period=None):
    return next(row for row in show(store, "gap", period).astype(object).to_dict("records") if row["target"] == code)


def is_null(value):
    return value is None or value != value


def test_at_its_base_the_it_plan_needs_32_34_percent_a_year_and_40_91(make_store, rows):
    """Acceptance 4: 36 firms with 49.27 亿元 at the end of 2020; five years to >200 亿元 and >=200 firms."""
    tables = firms(rows, 36, 492700, "2020Q4")
    tables["enterprise"].append({"enterprise_id": "规下", "has_scale_status": True})
    tables["membership"].append({"enterprise_id": "规下", "dimension": "field", "value": SOFTWARE})
    tables["fact"].append(rows.fact("规下", 9999, period="2020Q4", basis="year", above=False))
    store = make_store(**tables)
    amount, count = target(store, "000-029", "2020Q4"), target(store, "000-032", "2020Q4")
    assert amount["value"] == pytest.approx(49.27)
    assert round(amount["required_growth_pct"], 2) == 32.34
    assert round(amount["gap"], 2) == -150.73
    assert amount["completion_pct"] == pytest.approx(24.635)
    assert amount["incremental_completion_pct"] == pytest.approx(0, abs=1e-6)
    assert (amount["time_progress_pct"], amount["basis"]) == (0, "year")
    assert (count["value"], round(count["required_growth_pct"], 2)) == (36, 40.91)
    assert (count["verdict"], count["light"], count["rule"]) == ("规划期未开始", "○", "规划期未开始，不亮灯")


def test_at_the_base_the_plans_own_figure_stands_in_for_data_not_loaded(make_store):
    """Nothing loaded, asked for 2020Q4: the plan itself says 49.27 亿元, and the source says it is the plan's."""
    row = target(make_store(), "000-029", "2020Q4")
    assert (row["value"], row["value_source"]) == (49.27, "规划所写基期值")
    assert round(row["required_growth_pct"], 2) == 32.34


def test_under_way_the_figure_is_measured_against_the_path(make_store, rows):
    """End of 2023: 100 亿元 on a constant-growth path at 114.20 is 7.1 points of completion behind: amber."""
    row = target(make_store(**firms(rows, 40, 1000000, "2023Q4")), "000-029", "2023Q4")
    assert round(row["path_constant_growth"], 2) == 114.20
    assert round(row["path_linear"], 2) == 139.71
    assert round(row["behind_path_pp"], 1) == 7.1
    assert (row["light"], row["verdict"]) == ("▲", "略缓")
    assert row["time_progress_pct"] == pytest.approx(60)
    assert row["rule"].startswith("略缓：")
    assert round(row["required_growth_pct"], 2) == 41.42  # (200 ÷ 100)^(1 ÷ 2) − 1


def test_between_year_ends_the_last_four_quarters_count(make_store, rows):
    """At 2023Q3 the value is the rolling four quarters, never the nine months; 27 months are left."""
    tables = firms(rows, 40, 1000000, "2023Q3", basis="rolling4")
    tables["fact"].append(rows.fact("企0", 5, period="2023Q3", basis="ytd", above=True))
    row = target(make_store(**tables), "000-029", "2023Q3")
    assert (row["value"], row["basis"]) == (pytest.approx(100), "rolling4")
    assert row["time_progress_pct"] == pytest.approx(55)
    assert row["required_growth_pct"] == pytest.approx((2 ** (12 / 27) - 1) * 100)


@pytest.mark.parametrize(("count", "verdict", "light"), [(5, "期末评估：未达到", "■"), (6, "期末评估：达到", "●")])
def test_more_than_five_is_met_by_six_and_not_by_five(make_store, rows, count, verdict, light):
    """超过5家 firms over 10 亿元; those over 1 亿元 include them (nested)."""
    store = make_store(**firms(rows, count, 100000 * count, "2025Q4"))
    row = target(store, "000-030", "2026Q3")
    assert (row["value"], row["verdict"], row["light"]) == (count, verdict, light)
    assert target(store, "000-031", "2026Q3")["value"] == count


def test_an_ended_plan_is_judged_at_its_deadline_and_asks_for_nothing_more(make_store, rows):
    """Seen from 2026Q3 the 2025 figure counts, not the latest; no required growth, time is up."""
    tables = firms(rows, 10, 2100000, "2025Q4")
    tables["fact"] += firms(rows, 10, 500000, "2026Q3", basis="rolling4")["fact"]
    row = target(make_store(**tables), "000-029", "2026Q3")
    assert (row["period"], row["value"], row["value_period"]) == ("2026Q3", pytest.approx(210), "2025Q4")
    assert row["verdict"] == "期末评估：达到"
    assert is_null(row["required_growth_pct"])
    assert row["time_progress_pct"] == 100
    assert "规划已到期" in row["reason"]


def test_200_itself_is_not_more_than_200(make_store, rows):
    """超过200亿元: exactly 200 at the deadline is missed; >=200 firms would be met by 200."""
    store = make_store(**firms(rows, 200, 2000000, "2025Q4"))
    assert target(store, "000-029", "2025Q4")["verdict"] == "期末评估：未达到"
    assert target(store, "000-032", "2025Q4")["verdict"] == "期末评估：达到"


def test_a_doubling_waits_for_the_year_it_doubles(make_store, rows):
    """Zone plan 2035 = 2 × 2030: 待2030年实绩 until 2030 is loaded, then twice its actual, 14.87 % a year."""
    tables = firms(rows, 4, 800000, "2026Q3", basis="rolling4", dimension="chain", value="现代医药")
    before = target(make_store(**tables), "002-023", "2026Q3")
    assert before["verdict"] == "待2030年实绩"
    assert is_null(before["target_value"])
    assert before["light"] == "○"
    tables = firms(rows, 4, 1200000, "2030Q4", dimension="chain", value="现代医药")
    after = target(make_store(as_of=date(2031, 2, 1), **tables), "002-023", "2030Q4")
    assert (after["target_value"], after["unit"]) == (240, "亿元")
    assert round(after["required_growth_pct"], 2) == 14.87


def test_a_base_that_is_an_actual_is_taken_from_the_data(make_store, rows):
    """The zone plan prints no base: 2025's actual is it. Before it is loaded, there is no light and it says why."""
    without = firms(rows, 4, 500000, "2026Q3", basis="rolling4", dimension="chain", value="电子信息")
    row = target(make_store(**without), "002-021", "2026Q3")
    assert (row["light"], row["reason"]) == ("○", "尚无2025年实绩作基期")
    tables = {
        **without,
        "fact": without["fact"] + [{**fact, "period": "2025Q4", "basis": "year"} for fact in without["fact"]],
    }
    row = target(make_store(**tables), "002-021", "2026Q3")
    assert (row["base_value"], row["incremental_completion_pct"]) == (50, 0)
    assert row["light"] == "▲"
    assert row["path_constant_growth"] == pytest.approx(50 * 2 ** (9 / 60))


def test_clusters_over_a_threshold_are_counted_one_by_one(make_store, rows):
    """50亿级 clusters: a firm in two of them counts in each; only 规上 revenue; two of three reach 50 亿元."""
    tables = firms(rows, 2, 1000000, "2025Q4", dimension="cluster", value=SOFTWARE)
    tables["membership"] += [
        {"enterprise_id": "企0", "dimension": "cluster", "value": "数字创意"},
        {"enterprise_id": "企1", "dimension": "cluster", "value": "别处的集群"},
    ]
    row = target(make_store(**tables), "000-033", "2025Q4")
    assert (row["value"], row["verdict"]) == (2, "期末评估：达到")


def test_a_qualitative_target_is_neither_green_nor_red(make_store):
    """定性: no number anywhere, light ○, and the reason is the plan's."""
    row = target(make_store(), "002-025", "2026Q3")
    assert (row["verdict"], row["light"]) == ("定性", "○")
    assert all(is_null(row[name]) for name in ("target_value", "value", "gap", "completion_pct", "required_growth_pct"))
    assert "定性" in row["reason"]


def test_a_published_figure_of_the_deadlines_year_is_judged(make_store):
    """001-021: 第2 of 全国前三 in 2022 is reached; a figure of 2020 is too old to judge 2022 by."""
    indicator = {"indicator": "信息技术产业规模全国位次", "region": "山东省", "basis": "year", "unit": "位"}
    fresh = make_store(published=[{**indicator, "period": "2022Q4", "value": 2, "source": "省统计公报"}])
    row = target(fresh, "001-021", "2026Q3")
    assert (row["value"], row["gap"], row["verdict"]) == (2, 1, "期末评估：达到")
    assert (row["value_source"], row["basis"]) == ("省统计公报", "year")
    stale = make_store(published=[{**indicator, "period": "2020Q4", "value": 2}])
    assert target(stale, "001-021", "2026Q3")["verdict"] == "期末评估：缺数据"


def test_with_no_data_every_target_is_still_listed(make_store):
    """Acceptance: an empty folder shows all 38 targets of the five plans, at the last quarter that has ended."""
    table = show(make_store(as_of=date(2026, 11, 21)), "gap").to_dict("records")
    assert len(table) == 38
    ended = [row for row in table if row["deadline"] and row["deadline"] < "2026"]
    assert len(ended) > 20
    assert all(is_null(row["required_growth_pct"]) and row["verdict"].startswith("期末评估：") for row in ended)
    assert all(row["period"] == "2026Q3" and row["light"] == "○" and row["reason"] for row in table)


def test_a_quarter_that_has_not_ended_is_not_due(make_store, rows):
    """Asked for 2027Q4 on 2026-11-21: no value is made up from the register."""
    row = target(make_store(as_of=date(2026, 11, 21), **firms(rows, 4, 1, "2026Q3")), "002-021", "2027Q4")
    assert is_null(row["value"])
    assert row["reason"].startswith("未到期")


def test_the_table_has_the_columns_of_the_catalog_in_order(make_store):
    """What the catalog documents is what comes out."""
    columns = [column.name for column in catalog.load()["gap"].columns]
    assert list(show(make_store(), "gap").columns) == ["period", "basis", *columns]


def test_more_than_five_is_measured_against_six(make_store, rows):
    """超过5家、现有5家：差1家，完成 5/6，不是差0、完成100%；数目小，说还需几家，不给年均增速。"""
    row = target(make_store(**firms(rows, 5, 500000, "2024Q4")), "000-030", "2024Q4")
    assert (row["target_value"], row["value"], row["gap"]) == (5, 5, -1)
    assert row["completion_pct"] == pytest.approx(500 / 6)
    assert is_null(row["required_growth_pct"])
    assert "还需1家" in row["reason"]


def test_a_published_figure_older_than_the_plan_judges_nothing(make_store):
    """2017年全国第3位是规划的起点；2020年没有新数，不能拿它亮绿灯。"""
    indicator = {"indicator": "信息技术产业规模全国位次", "region": "山东省", "basis": "year", "unit": "位"}
    row = target(make_store(published=[{**indicator, "period": "2017Q4", "value": 3}]), "001-021", "2020Q4")
    assert is_null(row["value"])
    assert (row["light"], row["verdict"]) == ("○", "缺数据")
    assert "2017年" in row["reason"]


def test_a_published_figure_is_compared_with_the_pace_of_its_own_day(make_store):
    """省级产业园区4个、2022年底2个：那时时间过了40%，完成50%，绿灯；到2023年三季度还没有新数，也不因此变黄。"""
    indicator = {"indicator": "省级产业园区数", "region": "济南市历下区", "basis": "point", "unit": "个"}
    row = target(make_store(published=[{**indicator, "period": "2022Q4", "value": 2}]), "000-035", "2023Q3")
    assert (row["value_period"], row["completion_pct"], row["light"]) == ("2022Q4", 50, "●")


def test_time_runs_from_the_base_where_a_target_has_one(make_store):
    """经开区2030年目标以2025年末为基期：2026年9月末过了60个月里的9个月，15%，与路径同一个起点。"""
    assert target(make_store(), "002-021", "2026Q3")["time_progress_pct"] == pytest.approx(15)


def test_the_growth_so_far_is_set_against_the_growth_needed(make_store, rows):
    """gap-03's columns in the table: from 49.27 in 2020 with a value of 100 亿元 in 2023 the ratio is 0.8229, 进展中等;
    a target without a base has none."""
    amount = rows.fact("甲", 1_000_000, period="2023Q4", basis="year", above=True)
    store = make_store(fact=[amount], membership=[{"enterprise_id": "甲", "dimension": "field", "value": "人工智能"}])
    frame = show(store, "gap", "2023Q4").set_index("target")
    assert frame.loc["000-029", "progress_ratio"] == pytest.approx(0.822873080321)
    assert frame.loc["000-029", "progress_status"] == "进展中等"
    assert frame.loc["000-030"].isna()["progress_ratio"]
    assert frame.loc["000-030", "progress_status"] == ""
