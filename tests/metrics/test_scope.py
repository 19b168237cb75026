"""要求变成 SQL：片段固定，值只作参数。"""

import pytest

from metrics.dimension import DIMENSIONS
from metrics.request import Request
from metrics.scope import compose
from metrics.show import show


def test_no_value_ever_reaches_the_text_of_the_statement():
    """A value with a quote in it is a parameter; there are as many marks as parameters."""
    evil = "'; DROP TABLE fact; --"
    request = Request(
        "scale",
        "2026Q3",
        tuple(DIMENSIONS[n] for n in ("cluster", "tier")),
        dict.fromkeys(DIMENSIONS, (evil, "未归类")),
    )
    sql, params = compose(request, "SELECT * FROM grouped")
    assert evil not in sql
    assert sql.count("?") == len(params)
    assert params.count(evil) == len(DIMENSIONS) + 3  # 企业比两列，集群与梯队分组后再比一次


@pytest.mark.parametrize("name", list(DIMENSIONS))
def test_every_dimension_groups_and_filters(make_store, rows, name):
    """Each of the eleven gives its columns, and its unstated group can be asked for."""
    store = make_store(fact=[rows.fact("甲", 10, 9, 8)])
    frame = show(store, "scale", by=[name])
    assert list(frame.columns[2:-5]) == list(DIMENSIONS[name].columns)
    assert frame["revenue_10k_cny"].tolist() == [10]
    if name != "enterprise":
        assert frame[name].tolist() == ["未归类"]
        assert show(store, "scale", where={name: ["未归类"]})["revenue_10k_cny"].tolist() == [10]


def test_three_dimensions_cross(make_store, rows):
    """Sub-district × field × enterprise: one row per combination that occurs."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲", "enterprise": "甲公司", "subdistrict": "姚家"}],
        fact=[rows.fact("甲", 10)],
        membership=[{"enterprise_id": "甲", "dimension": "field", "value": value} for value in ("人工智能", "区块链")],
    )
    frame = show(store, "scale", by=["subdistrict", "field", "enterprise"])
    assert frame[["subdistrict", "field", "enterprise_id", "enterprise"]].to_numpy().tolist() == [
        ["姚家", "人工智能", "甲", "甲公司"],
        ["姚家", "区块链", "甲", "甲公司"],
    ]
