"""企业多的库把要逐家看的数也按组做好：从做好的接着加，与当场逐家算，得数一个样。"""

from datetime import date, datetime

import pandas as pd
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from etl.firm_sum import CELL_PAIRS, RANKED_DIMENSIONS, SUMMED_DIMENSIONS
from metrics import group_sum
from metrics.cell_sum import PAIRS
from metrics.dimension import DIMENSIONS
from metrics.group_sum import RANK_SUM, ROSTER
from metrics.outliers import flagged
from metrics.request import parse
from metrics.show import show

METRICS = ("coverage", "transitions", "pool", "concentration", "inequality", "resilience", "quality")
BY_CELLS = ("scale", "specialization", "strength", "shift_share", "peers")
MONEY = st.one_of(st.none(), st.integers(-2, 60_000).map(lambda value: value / 2))
BEFORE = st.sampled_from(["2025Q3", "2025Q4", "2026Q2"])
FIRMS = st.lists(
    st.tuples(MONEY, MONEY, MONEY, BEFORE, st.sampled_from([None, True, False])),
    min_size=1,
    max_size=9,
)
REQUESTS = [
    ((), {}),
    *(((name,), {}) for name in SUMMED_DIMENSIONS),
    ((), {"cluster": ["甲群"]}),
    (("cluster",), {"cluster": ["甲群"]}),
    ((), {"industry": ["软件"]}),
    ((), {"subdistrict": ["东街", "未归类"]}),
    (("industry",), {"industry": ["软件", "未归类"]}),
    (("industry", "cluster"), {}),
    ((), {"cluster": ["甲群", "乙群"]}),
]
CELLS = [
    *((pair, {}) for pair in CELL_PAIRS),
    (("industry", "subdistrict"), {}),
    (("cluster",), {}),
    (("subdistrict", "cluster"), {"subdistrict": ["东街"]}),
]


def make(make_store, rows, firms, *, is_large):
    """Firms with a figure in 2026Q3 and an earlier quarter; places, titles and register dates go by number."""
    tables = {name: [] for name in ("fact", "filed", "filed_version", "enterprise", "membership")}
    for number, (now, reported, stored, before, above) in enumerate(firms):
        key = f"企{number}"
        for period, value in (("2026Q3", now), (before, stored)):
            bases = ("ytd", "single", "year" if period.endswith("Q4") else "rolling4")
            above_then = above if period == "2026Q3" else None
            for basis in bases:
                one = rows.fact(key, value, reported, stored, period=period, basis=basis, above=above_then)
                tables["fact"].append(one)
            tables["filed"].append(rows.filed(key, period, value))
            tables["filed_version"].append(rows.filed(key, period, value) | {"filing": "一"})
        since = date(2025 + number % 2, 6, 1) if above is not None else None
        tables["enterprise"].append(
            {"enterprise_id": key, "enterprise": key, "has_scale_status": above is not None, "above_scale_from": since}
            | {"industry": [None, "软件", "机械"][number % 3], "subdistrict": [None, "东街", "西街"][number % 3]}
            | {"left_on": date(2026, 8, 1) if number % 4 == 3 else None}
        )
        for dimension, values in {"cluster": ("甲群", "乙群"), "field": ("智能",), "title": ("高企",)}.items():
            until = {"valid_to": date(2026, 7, 31)} if dimension == "title" and number % 2 else {}
            for value in values[: number % 3]:
                tables["membership"].append({"enterprise_id": key, "dimension": dimension, "value": value} | until)
    filing = {"filing": "一", "seq": 1, "accepted_at": datetime(2026, 10, 28), "is_active": True}
    return make_store(**tables, filing=[filing], is_large=is_large)


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],  # 一例要建两个库，不值得再一例一例地缩小
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(firms=FIRMS)
@pytest.mark.parametrize("metric", METRICS)
def test_sums_of_a_large_build_give_what_single_firms_give(make_store, rows, firms, metric):
    """逐个指标、维度、筛选与报告期：两种库的表逐格相等（不计双精度末位）。"""
    small, large = (make(make_store, rows, firms, is_large=is_large) for is_large in (False, True))
    stated = {value for one in small.rows("SELECT industry, subdistrict FROM enterprise") for value in one}
    stated |= {value for (value,) in small.rows("SELECT value FROM membership")} | {"未归类"}
    for by, where in [one for one in REQUESTS if all(set(values) <= stated for values in one[1].values())]:
        assert is_alike(small, large, metric, by, where)


def is_alike(small, large, metric, by, where):
    """Whether both builds answer a request alike; a cell that differs is named."""
    live, ready = (show(store, metric, None, by, where) for store in (small, large))
    pd.testing.assert_frame_equal(ready, live, check_exact=False, rtol=1e-9, atol=1e-9)
    return len(ready) == len(live)


@settings(
    max_examples=3,
    deadline=None,
    phases=[Phase.generate],
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(firms=FIRMS)
@pytest.mark.parametrize("metric", BY_CELLS)
def test_cells_of_a_large_build_give_what_single_firms_give(make_store, rows, firms, metric):
    """两个维度的每一对，前后对调、加筛选、只给一个维度，两种库的表都逐格相等。"""
    small, large = (make(make_store, rows, firms, is_large=is_large) for is_large in (False, True))
    for by, where in CELLS:
        if not where or len(small.rows("SELECT 1 FROM enterprise WHERE subdistrict = '东街'")):
            assert is_alike(small, large, metric, by, where)


def test_what_is_normal_for_a_firm_is_kept_as_it_would_be_worked_out(make_store, rows):
    """十二个季度、几家缺几期：每一期每一家的中位数、绝对偏差、期数与分数，两种库逐格相等。"""
    facts = [
        rows.fact(
            f"企{firm}",
            100 + (7 * firm + 13 * at * at) % 41,
            90 + at,
            period=f"{2023 + at // 4}Q{at % 4 + 1}",
            basis=basis,
        )
        for firm in range(4)
        for at in range(12)
        for basis in ("ytd", "single")
        if (firm + at) % 7
    ]
    filed = [rows.filed(one["enterprise_id"], one["period"], 1) for one in facts if one["basis"] == "ytd"]
    firms = [{"enterprise_id": f"企{firm}", "enterprise": f"企{firm}"} for firm in range(4)]
    small, large = (
        make_store(fact=facts, filed=filed, enterprise=firms, is_large=is_large) for is_large in (False, True)
    )
    for period in sorted({one["period"] for one in facts}):
        live, ready = (show(store, "outliers", period) for store in (small, large))
        pd.testing.assert_frame_equal(ready, live, check_exact=False, rtol=1e-9, atol=1e-9)
        found = [flagged(store, period) for store in (small, large)]
        assert list(found[1].rows["enterprise_id"]) == list(found[0].rows["enterprise_id"])
        assert {key: count for key, count in found[1].unjudged.items() if count} == found[0].unjudged
    assert len(show(large, "outliers", "2025Q4")["robust_z"].dropna()) > 0


def test_a_large_build_answers_from_its_sums_and_a_small_one_does_not(make_store, rows):
    """排位只按页面要的几个维度做；地区、两个维度、几个组合在一起的，逐家算。"""
    firms = [(100, 90, 80, "2025Q3", True)] * 3
    small, large = (make(make_store, rows, firms, is_large=is_large) for is_large in (False, True))
    whole = parse(large, "concentration", None, ("cluster",))
    assert group_sum.is_ready(large, whole, RANK_SUM)
    assert not group_sum.is_ready(small, whole, RANK_SUM)
    assert not group_sum.is_ready(large, parse(large, "concentration", None, ("region",)), RANK_SUM)
    assert group_sum.is_ready(large, parse(large, "coverage", None, ("region",)), ROSTER)
    assert not group_sum.is_ready(large, parse(large, "coverage", None, ("region", "cluster")), ROSTER)
    both = {"industry": ["软件", "机械"]}
    assert not group_sum.is_ready(large, parse(large, "concentration", None, (), both), RANK_SUM)
    assert group_sum.is_ready(large, parse(large, "coverage", None, (), both), ROSTER)


def test_the_dimensions_are_those_the_build_sums_by():
    """建库按哪几个维度做，指标就在哪几个维度上认：两处各写一遍，由这里看着。"""
    assert set(RANK_SUM.dimensions) == set(RANKED_DIMENSIONS)
    assert set(PAIRS) == set(CELL_PAIRS)
    assert set(ROSTER.dimensions) == set(SUMMED_DIMENSIONS) == set(DIMENSIONS) - {"enterprise", "tier"}


@pytest.mark.parametrize(
    "name", ["roster_sum", "tier_step_sum", "pool_step_sum", "rank_sum", "cell_sum", "firm_history"]
)
def test_a_small_build_leaves_the_sums_empty(make_store, rows, name):
    """企业不多时不做：收一张报表不必多花工夫。"""
    store = make(make_store, rows, [(100, 90, 80, "2025Q3", True)], is_large=False)
    assert store.rows(f"SELECT * FROM {name}") == []
