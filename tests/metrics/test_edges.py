"""边界逐行：基期为零、为负、缺失，一家、零家、全部相等，有合计行、缺期、空值、未来期；每个指标都问一遍。"""

import math
from typing import Any

import pytest

from metrics import catalog
from metrics.dimension import UNSTATED
from metrics.show import show

AT = "2026Q3"
PLACES = {"甲": ("东街", "软件"), "乙": ("西街", "软件"), "丙": ("东街", "装备"), "丁": ("西街", "装备")}
# 每种处境：问哪一期，各家的（本期，表内上年同期，上年入库）
CASES: dict[str, tuple[str, dict[str, tuple]]] = {
    "基期为零": (AT, {"甲": (5, 0, 0), "乙": (7, 0, 0)}),
    "基期为负": (AT, {"甲": (5, -3, -3), "乙": (7, -1, -1)}),
    "缺基期": (AT, {"甲": (5, None, None), "乙": (7, None, None)}),
    "一家": (AT, {"甲": (120, 100, 100)}),
    "零家": (AT, {}),
    "全部相等": (AT, dict.fromkeys(PLACES, (1000, 1000, 1000))),
    "有合计行": (AT, {"甲": (60, 50, 50), "乙": (40, 50, 50), "合计": (100, 100, 100)}),
    "缺期": ("2026Q2", dict.fromkeys(PLACES, (10, 9, 9))),
    "空值": (AT, {"甲": (None, None, 100), "乙": (None, None, 80)}),
    "未来期": ("2031Q1", dict.fromkeys(PLACES, (10, 9, 9))),
}
GROUPS = [(), ("industry",), ("region", "industry"), ("enterprise",)]
NO_FIGURE = ("缺期", "未来期", "零家")


@pytest.fixture(scope="module")
def stores(make_store, rows):
    """One store a case: the year to date, the quarter alone and the year, each with the same three figures."""

    def made(figures: dict[str, tuple]) -> Any:
        facts = [
            rows.fact(firm, *three, period=AT, basis=basis)
            for firm, three in figures.items()
            for basis in ("ytd", "single", "rolling4")
        ]
        firms = [
            {
                "enterprise_id": firm,
                "enterprise": firm,
                "region": PLACES.get(firm, ("合计", ""))[0],
                "industry": PLACES.get(firm, ("", "软件"))[1],
                "has_scale_status": False,
            }
            for firm in figures
        ]
        filed = [rows.filed(firm, AT, three[0]) for firm, three in figures.items()]
        return make_store(enterprise=firms, fact=facts, filed=filed, meta={"latest_period": AT} if figures else {})

    return {name: made(figures) for name, (_period, figures) in CASES.items()}


def asked(name: str) -> list[tuple[str, ...]]:
    """The groupings a metric accepts."""
    metric = catalog.load()[name]
    return [()] if metric.is_ungrouped else [by for by in GROUPS if not set(by) & set(metric.refuses)]


def unknown(value: object) -> bool:
    return value is None or value != value or str(value) == "<NA>"


@pytest.mark.parametrize("case", CASES)
@pytest.mark.parametrize("name", list(catalog.load()))
def test_no_edge_breaks_a_metric_and_every_null_has_its_reason(stores, case, name):
    """No exception, no infinity, the documented columns; a row with an unknown figure says why in one of its words."""
    numbers = [column.name for column in catalog.load()[name].columns if column.decimals is not None]
    reasons = [column.name for column in catalog.load()[name].columns if column.name.endswith("reason")]
    for by in asked(name):
        frame = show(stores[case], name, CASES[case][0], by)
        assert list(frame.columns[:2]) == ["period", "basis"]
        for row in frame.to_dict("records"):
            cells = [row[column] for column in numbers]
            assert not any(isinstance(cell, float) and math.isinf(cell) for cell in cells), row
            if reasons and any(unknown(cell) for cell in cells):
                assert any(row[column] for column in reasons if not unknown(row[column])), (by, row)


# 知道是零的零：没有人报时，名单上的人数、离开的、走到期末的，没有企业的一档，本来就是零
KNOWN_ZERO = {("bridge", "空值"), ("tiers", "缺基期"), ("pool", "空值"), ("tiers", "空值"), ("transitions", "空值")}
# 时间进度不看填报；填报率、搁置率、迟报是知道的零
KNOWN_RATES = ("time_progress_pct", "filed_pct", "set_aside_pct", "value_coverage_pct")
RATES = ("%", "百分点", "个百分点")


@pytest.mark.parametrize("case", ["空值", "缺基期"])
@pytest.mark.parametrize("name", list(catalog.load()))
def test_an_unknown_is_never_zero(stores, case, name):
    """Nobody filed, or nobody has a base: no amount, rate or index of it reads 0; only counts of firms may."""
    if (name, case) in KNOWN_ZERO:
        assert "家" in [column.unit for column in catalog.load()[name].columns] or name == "bridge"
        return
    columns = [
        column.name
        for column in catalog.load()[name].columns
        if column.unit in (*(RATES if case == "缺基期" else (*RATES, "万元")),) and column.name not in KNOWN_RATES
    ]
    for by in asked(name):
        for row in show(stores[case], name, CASES[case][0], by).to_dict("records"):
            assert [column for column in columns if not unknown(row[column]) and row[column] == 0] == [], (by, row)


@pytest.mark.parametrize("case", NO_FIGURE)
@pytest.mark.parametrize("name", list(catalog.load()))
def test_a_period_without_figures_gives_no_rows_or_rows_that_say_why(stores, case, name):
    """A missing quarter, one of the future, an empty store: nothing is carried over from another quarter unsaid."""
    reasons = [column.name for column in catalog.load()[name].columns if column.name.endswith("reason")]
    for by in asked(name):
        rows = show(stores[case], name, CASES[case][0], by).to_dict("records")
        assert all(any(row[column] for column in reasons if not unknown(row[column])) for row in rows)


@pytest.mark.parametrize("name", ["specialization", "strength"])
def test_a_total_row_does_not_halve_the_location_quotients(stores, make_store, rows, name):
    """东街 60 and 西街 40 with a row 合计 100 beside them: the same quotients as without it, and 合计 has none."""
    by = ("region", "industry") if name == "specialization" else ("region",)
    with_total = show(stores["有合计行"], name, AT, by).set_index(["basis", *by])
    firms = [{"enterprise_id": f, "enterprise": f, "region": PLACES[f][0], "industry": "软件"} for f in "甲乙"]
    facts = [
        rows.fact(firm, *CASES["有合计行"][1][firm], period=AT, basis=basis)
        for firm in "甲乙"
        for basis in ("ytd", "single", "rolling4")
    ]
    without = show(make_store(enterprise=firms, fact=facts), name, AT, by).set_index(["basis", *by])
    same = with_total.loc[without.index, "location_quotient"].to_numpy(dtype=float)
    assert same == pytest.approx(without["location_quotient"].to_numpy(dtype=float), nan_ok=True)
    totals = with_total.loc[with_total.index.get_level_values("region") == "合计"]
    assert totals["location_quotient"].isna().all()
    assert (totals["reason"] != "").all()


@pytest.mark.parametrize(
    ("name", "column", "expected"),
    [
        ("growth", "comparable_pct", None),
        ("contribution", "pull_pp", None),
        ("scale", "share_pct", 100.0),
        ("concentration", "hhi", 1.0),
        ("concentration", "hhi_normalised", None),
        ("inequality", "gini", 0.0),
    ],
)
def test_one_firm_with_a_zero_base_has_a_size_and_no_growth(make_store, rows, name, column, expected):
    """5 on a base of 0: share 100 %, HHI 1, Gini 0; growth, pull, normalised HHI unknown, each with a reason."""
    store = make_store(fact=[rows.fact("甲", 5, 0, 0, period=AT)])
    (row,) = show(store, name, AT).to_dict("records")
    assert unknown(row[column]) if expected is None else row[column] == pytest.approx(expected)
    assert expected is not None or row["reason"]


def test_the_unstated_group_is_shown_and_never_ranked(make_store, rows):
    """A firm without an industry stands under 未归类, with its share, without a rank."""
    store = make_store(fact=[rows.fact("甲", 5, 4, 4, period=AT)])
    (row,) = show(store, "scale", AT, ["industry"]).to_dict("records")
    assert row["industry"] == UNSTATED
    assert row["share_pct"] == 100
    assert unknown(row["rank"])
