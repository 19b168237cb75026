"""由别的格子加总、由各家分布得出的数：推得出藏着的，一并不给；推不出的照给。"""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from metrics.show import show

FIRMS = [
    ("东", "甲", 50.0), ("东", "甲", 45.0), ("东", "甲", 40.0), ("东", "甲", 35.0), ("东", "乙", 30.0),
    ("西", "甲", 44.0), ("西", "乙", 42.0), ("西", "乙", 38.0), ("西", "乙", 36.0), ("西", "乙", 33.0),
]  # fmt: skip


def district(make_store, rows, data: Path, firms=FIRMS, column="subdistrict"):
    """Two areas that may both be shown; one firm alone is 东 in 乙, one alone 西 in 甲."""
    (data / "disclosure.secret.toml").write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
    (data / "disclosure.secret.toml").chmod(0o600)
    enterprise = [
        {"enterprise_id": f"QY{n:03}", "enterprise": f"企业{n:03}", column: area, "industry": industry,
         "has_scale_status": False}
        for n, (area, industry, _amount) in enumerate(firms)
    ]  # fmt: skip
    fact = [
        rows.fact(f"QY{n:03}", amount, 0.8 * amount, 0.8 * amount, period="2026Q1")
        for n, (_area, _industry, amount) in enumerate(firms)
    ]
    made = make_store(data=data, enterprise=enterprise, fact=fact, meta={"latest_period": "2026Q1"})
    return replace(made, path=Path(f"{data.name}-{column}.duckdb"))


def known(table, column) -> list[bool]:
    """Which cells of a column have a number."""
    return table[column].notna().tolist()


@pytest.mark.parametrize(("metric", "column"), [("peers", "similarity_pct"), ("shift_share", "mix_10k_cny")])
def test_sums_over_cells_that_are_not_open_stay_in(make_store, rows, tmp_path, metric, column):
    """街道 × 行业没有开放：两个街道的合计都公布，可按行业算完再加总的数说出了各格，一家的也在里面。"""
    store = district(make_store, rows, tmp_path)
    assert all(known(show(store, "scale", by=["subdistrict"], role="researcher"), "revenue_10k_cny"))
    assert all(known(show(store, metric, by=["subdistrict"]), column))
    assert not any(known(show(store, metric, by=["subdistrict"], role="researcher"), column))


@pytest.mark.parametrize(("metric", "column"), [("peers", "similarity_pct"), ("shift_share", "mix_10k_cny")])
def test_sums_over_hidden_cells_stay_in(make_store, rows, tmp_path, metric, column):
    """地区 × 行业开放，可有一家独占的格子藏着：加总出来的也不给。"""
    store = district(make_store, rows, tmp_path, column="region")
    assert not all(known(show(store, "scale", by=["region", "industry"], role="researcher"), "revenue_10k_cny"))
    assert not any(known(show(store, metric, by=["region"], role="researcher"), column))


def test_sums_over_cells_that_are_all_shown_are_given(make_store, rows, tmp_path):
    """四格都公布：结构相近照给。"""
    firms = [(area, industry, 40.0 + n) for area in "东西" for industry in "甲乙" for n in range(5)]
    store = district(make_store, rows, tmp_path, firms, "region")
    assert all(known(show(store, "peers", by=["region"], role="researcher"), "similarity_pct"))


def test_the_badge_does_not_tell_how_large_the_largest_is(make_store, rows, tmp_path):
    """最大一家占三成一，领导看到“中”；研究者的徽标只按看得到的几条线评，占比过没过线都一样。"""
    grades = {}
    for largest in (29.0, 40.0):
        folder = tmp_path / str(largest)
        folder.mkdir()
        firms = [("东", "甲", 1000 * largest)] + [("东", "甲", 8000.0 + 100 * n) for n in range(10)]
        store = district(make_store, rows, folder, firms)
        open_, told = (show(store, "quality", role=role).iloc[0] for role in ("", "researcher"))
        assert told["enterprises"] == 11
        grades[largest] = open_["largest_pct"], open_["grade"], told["grade"]
    assert [30 < grades[one][0] < 50 for one in (29.0, 40.0)] == [False, True]
    assert grades[29.0][1] != grades[40.0][1]
    assert grades[29.0][2] == grades[40.0][2]


def test_a_goal_that_doubles_a_hidden_actual_and_its_light_stay_in(make_store, rows, tmp_path):
    """两家的集群不公布：翻一番的目标数是它的两倍，亮灯的规则说出它过没过线，都不给；写明的目标数照给。"""
    plans = tmp_path / "plans"
    plans.mkdir()
    (plans / "lights.toml").write_text(LIGHTS, encoding="utf-8")
    (plans / "计划.toml").write_text(PLAN, encoding="utf-8")
    store = make_store(
        data=tmp_path,
        fact=[
            rows.fact(firm, 80.0 + int(at[3]), period=at, basis=basis)
            for firm in ("甲", "乙")
            for at in ("2025Q4", "2026Q4")
            for basis in ("ytd", "year")
        ],
        membership=[{"enterprise_id": firm, "dimension": "cluster", "value": "软件"} for firm in ("甲", "乙")],
        meta={"latest_period": "2026Q4"},
        as_of=date(2027, 2, 1),
    )
    open_, told = (show(store, "gap", "2026Q4", role=role).set_index("target") for role in ("", "researcher"))
    assert open_.loc["翻番", "target_value"] == 0.034  # 亿元：两家各 85 万元的两倍
    assert not any(known(told, "value") + known(told, "rule"))
    assert told["target_value"].to_dict() == {"写明": 200, "翻番": pytest.approx(float("nan"), nan_ok=True)}


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
operator = ">="
period_type = "annual"
scope = "全区"
clause = "目标"
line = 1
quote = "引文"
deadline = "2030Q4"
group = {{ dimension = "cluster", values = ["软件"] }}
measure = {{ from = "enterprises", what = "revenue" }}
{more}
"""
PLAN = "\n".join(
    [
        'code = "p"\ntitle = "计划"\nshort = "计划"\nissuer = "区"\nscope = "全区"\nstart = "2021Q1"\nend = "2030Q4"',
        _TARGET.format(code="写明", more='type = "amount"\nunit = "万元"\nvalue = 200'),
        _TARGET.format(code="翻番", more='type = "relative"\nunit = "倍"\nratio = 2\nbase_period = "2025Q4"'),
    ]
)
