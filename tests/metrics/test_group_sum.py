"""组合计：从按组加好的行接着加，与从逐家的行加起，得数一个样。"""

from datetime import date
from unittest.mock import patch

import pandas as pd
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.derived import SUMMED_DIMENSIONS
from metrics import group_sum
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.request import known_values, parse
from metrics.show import show

METRICS = ("scale", "growth", "contribution", "bridge", "tiers", "quality")
MONEY = st.one_of(st.none(), st.integers(-5, 2000).map(lambda value: value / 4))
FIRMS = st.lists(
    st.tuples(
        MONEY, MONEY, MONEY, st.sampled_from(["2025Q3", "2026Q2", "2026Q3"]), st.sampled_from([None, True, False])
    ),
    min_size=1,
    max_size=8,
)
PLACES = {"cluster": ("甲群", "乙群"), "field": ("人工智能",), "chain": ("链一", "链二"), "title": ("小巨人",)}
REQUESTS = [
    ((), {}),
    *(((name,), {}) for name in (*SUMMED_DIMENSIONS, "tier")),
    (("cluster", "tier"), {}),
    (("tier", "subdistrict"), {}),
    ((), {"cluster": ["甲群"]}),
    ((), {"cluster": ["未归类"]}),
    ((), {"cluster": ["甲群", "乙群"]}),
    (("cluster",), {"cluster": ["乙群", "未归类", "甲群"]}),
    (("tier",), {"chain": ["链一", "链二"]}),
    (("cluster",), {"cluster": ["甲群"]}),
    ((), {"subdistrict": ["东街", "未归类"]}),
    ((), {"subdistrict": ["东街", "西街"], "tier": ["规上"]}),
    ((), {"tier": ["规上", "未归类"]}),
    (("tier",), {"tier": ["规上", "亿元以上"]}),
    (("industry",), {"tier": ["规上"]}),
    (("cluster", "tier"), {"cluster": ["乙群"]}),
]
UNREADY = [(("enterprise",), {}), (("cluster", "field"), {}), (("field",), {"cluster": ["甲群"]})]


def build_store(make_store, rows, firms):
    facts, enterprises, members = [], [], []
    for number, (now, reported, stored, period, above) in enumerate(firms):
        key = f"企{number}"
        tier = [None, "规上", "亿元以上"][number % 3]
        for basis in ("ytd", "single"):
            facts.append(rows.fact(key, now, reported, stored, period=period, basis=basis, above=above, tier=tier))
        street = [None, "东街", "西街"][number % 3]
        since = date(2025, 12, 1) if number % 2 else None
        enterprises.append(
            {
                "enterprise_id": key,
                "enterprise": key,
                "subdistrict": street,
                "has_scale_status": above is not None,
                "above_scale_from": since,
                "left_on": date(2026, 8, 1) if number % 4 == 3 else None,
            }
        )
        for dimension, values in PLACES.items():
            for value in values[: number % 3]:
                member = {"enterprise_id": key, "dimension": dimension, "value": value}
                members.append(
                    member | ({"valid_to": date(2026, 6, 30)} if dimension == "title" and number % 2 else {})
                )
    return make_store(fact=facts, enterprise=enterprises, membership=members)


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(firms=FIRMS, metric=st.sampled_from(METRICS), period=st.sampled_from([None, "2026Q3"]))
def test_ready_sums_give_what_single_firms_give(make_store, rows, firms, metric, period):
    """Every metric that only adds up, every dimension, filter and period: the two tables are equal, cell by cell."""
    store = build_store(make_store, rows, firms)
    for by, where in REQUESTS:
        if metric == "tiers" and "tier" in {*by, *where}:  # 已经按档列出，不能再按梯队
            continue
        if all(set(values) <= known_values(store, DIMENSIONS[name]) | {UNSTATED} for name, values in where.items()):
            assert group_sum.is_ready(store, parse(store, metric, period, by, where))
            ready = show(store, metric, period, by, where)
            with patch("metrics.group_sum.is_ready", return_value=False):
                single = show(store, metric, period, by, where)
            pd.testing.assert_frame_equal(ready, single, check_exact=True)


@pytest.mark.parametrize(("by", "where"), UNREADY)
def test_what_ready_sums_cannot_answer_goes_to_single_firms(make_store, rows, by, where):
    """By firm, by two dimensions, or by one within another: from `fact`."""
    store = build_store(make_store, rows, [(1, 1, 1, "2026Q3", True)] * 3)
    request = parse(store, "scale", None, by, where)
    assert not group_sum.is_ready(store, request)
    assert "group_sum" not in group_sum.compose_sums(store, request, "SELECT * FROM grouped")[0]


def test_no_value_reaches_the_text_and_every_mark_has_its_parameter(make_store, rows):
    """A value with a quote in it is a parameter."""
    store = build_store(make_store, rows, [(1, 1, 1, "2026Q3", True)] * 3)
    for by, where in REQUESTS:
        request = parse(store, "scale", "2026Q3", by, where)
        sql, params = group_sum.compose_sums(store, request, "SELECT * FROM grouped")
        assert sql.count("?") == len(params)
        assert "甲群" not in sql


def test_every_dimension_but_firm_and_tier_is_summed_by_the_build():
    """A dimension added later must be added to the build's list, else it would answer with no rows."""
    assert set(SUMMED_DIMENSIONS) == set(DIMENSIONS) - {"enterprise", "tier"}
