"""偏离份额的表：各地区、各活动的三份之和等于可比增量。"""

from pathlib import Path

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.build import build
from etl.load import load_files
from metrics.shift_share import DUNN, ESTEBAN
from metrics.show import show
from metrics.store import open_store

ASHARE = Path(__file__).resolve().parents[3] / "shared" / "data" / "ashare"
SHARES = DUNN[:3]


def firm(key, region, industry):
    """One row of the register."""
    return {"enterprise_id": key, "region": region, "industry": industry}


@pytest.fixture(scope="module")
def three_regions(make_store, rows):
    """ss-02: regions A, B, C by four industries, one firm a pair (Farhauer/Kröll 2013, cran/REAT man/shift.Rd)."""
    before = {"甲": [90, 20, 10, 60], "乙": [60, 30, 30, 40], "丙": [250, 100, 110, 300]}
    after = {"甲": [100, 40, 10, 55], "乙": [85, 55, 40, 35], "丙": [255, 115, 85, 390]}
    pairs = [(region, n) for region in before for n in range(4)]
    return make_store(
        enterprise=[firm(f"{region}{n}", region, f"行业{n}") for region, n in pairs],
        fact=[rows.fact(f"{region}{n}", after[region][n], before[region][n]) for region, n in pairs],
    )


def test_regions_alone_are_summed_over_industries(three_regions):
    """ss-02 and ss-03: A 27 + 1 − 3 = 25; Esteban −0.636 + −2.364 = −3; the reference and the activity are named."""
    frame = show(three_regions, "shift_share", by=["region"]).set_index("region")
    assert frame.loc["甲", DUNN].tolist() == pytest.approx([27, 1, -3, 25])
    assert frame.loc["乙", DUNN].tolist() == pytest.approx([24, -1, 32, 55])
    assert frame.loc["丙", DUNN].tolist() == pytest.approx([114, 0, -29, 85], abs=1e-9)
    assert frame.loc["甲", ESTEBAN].tolist() == pytest.approx([-0.636363636364, -2.363636363636], abs=1e-8)
    assert frame.loc["甲", ["from", "to", "reference", "activity"]].tolist() == ["2025Q3", "2026Q3", "全部企业", "行业"]


def test_area_first_and_activity_second_gives_a_row_a_pair(three_regions):
    """ss-02, A by industry: regional 1, 12, 1, −17; the reference stays the whole, not the region."""
    frame = show(three_regions, "shift_share", by=["region", "industry"])
    own = pd.DataFrame(frame[frame["region"] == "甲"]).sort_values("industry")
    assert own["regional_10k_cny"].tolist() == pytest.approx([1, 12, 1, -17])
    assert own["mix_10k_cny"].tolist() == pytest.approx([-4.5, 5, -2.5, 3])


def test_years_are_summed_one_by_one(make_store, rows):
    """ss-06, cran/REAT shiftd(): 39.96 + 0.16 + 4.87 = 45 over two years; the third year back is not there."""
    own = [[90, 20, 10, 60], [100, 40, 10, 55], [105, 45, 15, 60]]
    nation = [[400, 150, 150, 400], [440, 210, 135, 480], [460, 230, 155, 500]]
    rest = [[whole - part for whole, part in zip(*year, strict=True)] for year in zip(nation, own, strict=True)]
    facts = [
        rows.fact(f"{region}{n}", levels[at][n], levels[at - 1][n], period=f"{2024 + at}Q4")
        for region, levels in {"甲": own, "其余": rest}.items()
        for at in (1, 2)
        for n in range(4)
    ]
    register = [firm(f"{region}{n}", region, f"行业{n}") for region in ("甲", "其余") for n in range(4)]
    store = make_store(enterprise=register, fact=facts)
    frame = show(store, "shift_share", period="2026Q4", by=["region"]).set_index("region")
    dynamic = [f"dynamic_{name}" for name in DUNN]
    assert frame.loc["甲", dynamic].tolist() == pytest.approx([39.96442687747, 0.163699625656, 4.871873496873, 45])
    assert frame.loc["甲", "dynamic_from"] == "2024Q4"
    first = show(store, "shift_share", period="2025Q4", by=["region"]).set_index("region").loc["甲"]
    assert first["dynamic_total_10k_cny"] != first["dynamic_total_10k_cny"]
    assert "动态分量历史不足" in first["reason"]


def test_firms_without_a_base_are_named_not_dropped(make_store, rows):
    """One firm has no prior figure, one has not filed: neither counts, both are said."""
    store = make_store(
        enterprise=[firm(key, "甲" if key < "c" else "乙", "软件") for key in "abcd"],
        fact=[
            rows.fact("a", 12, 10),
            rows.fact("b", 7, None),
            rows.fact("c", 22, 20),
            rows.fact("d", None, None, stored=5),
        ],
    )
    frame = show(store, "shift_share", by=["region"]).set_index("region")
    assert "另有1家缺基期，未计入" in frame.loc["甲", "reason"]
    assert "另有1家缺本期，未计入" in frame.loc["乙", "reason"]
    assert frame.loc["甲", "total_10k_cny"] == 2
    pair = show(store, "shift_share", by=["region", "enterprise"]).set_index("enterprise_id")
    assert (pair.loc["b", "reason"], pair.loc["d", "reason"]) == ("缺基期", "缺本期")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ([("甲", 5, 0), ("乙", 3, 0)], "基数≤0"),
        ([("甲", 5, -9), ("乙", 3, 2)], "基数≤0"),
        ([("甲", 5, None), ("乙", 3, None)], "缺基期"),
        ([("甲", 5, 4)], "无参照地区"),
    ],
)
def test_what_cannot_be_had_is_empty_and_says_why(make_store, rows, facts, reason):
    """Base zero, negative or missing, a single area: the parts are null, never 0, with the reason."""
    store = make_store(
        enterprise=[firm(region, region, "软件") for region, _now, _base in facts],
        fact=[rows.fact(region, now, base) for region, now, base in facts],
    )
    frame = show(store, "shift_share", by=["region"])
    assert frame[SHARES].isna().to_numpy().all()
    assert all(str(said).startswith(reason) for said in frame["reason"])


def test_without_an_area_there_is_no_reference(three_regions):
    """Ungrouped, or by the activity only, the whole is its own reference: the increase stands, its parts do not."""
    for by in ([], ["industry"]):
        frame = show(three_regions, "shift_share", by=by)
        assert sum(frame["total_10k_cny"]) == 165
        assert frame[SHARES].isna().to_numpy().all()
        assert all(str(said).startswith("无参照地区") for said in frame["reason"])


def test_without_industries_there_is_no_mix(make_store, rows):
    """Nobody's industry is stated: the national part stands, mix and regional can't be told apart."""
    store = make_store(
        enterprise=[firm(region, region, None) for region in ("甲", "乙")],
        fact=[rows.fact("甲", 12, 10), rows.fact("乙", 21, 20)],
    )
    row = show(store, "shift_share", by=["region"]).set_index("region").loc["甲"]
    assert row["national_10k_cny"] == pytest.approx(1)
    assert row["mix_10k_cny"] != row["mix_10k_cny"]
    assert row["reason"].startswith("名录没有填行业")


def test_a_firm_of_two_clusters_counts_once_in_the_reference(make_store, rows):
    """乙 is in both clusters; the whole grows 30 → 36, not 50 → 58, and the rows say that they overlap."""
    store = make_store(
        enterprise=[firm("甲", None, "软件"), firm("乙", None, "软件")],
        membership=[
            {"enterprise_id": key, "dimension": "cluster", "value": value}
            for key, value in (("甲", "软件"), ("乙", "软件"), ("乙", "信创"))
        ],
        fact=[rows.fact("甲", 14, 10), rows.fact("乙", 22, 20)],
    )
    frame = show(store, "shift_share", by=["cluster"]).set_index("cluster")
    assert frame.loc["信创", "national_10k_cny"] == pytest.approx(20 * (36 / 30 - 1))
    assert all(str(said).startswith("有交叉，不可加总") for said in frame["reason"])


def test_a_period_without_data_gives_no_rows_but_the_columns(three_regions):
    """A future period: an empty table with the documented columns."""
    frame = show(three_regions, "shift_share", period="2030Q1", by=["region"])
    assert frame.empty
    assert list(frame.columns[:9]) == ["period", "basis", "region", "from", "to", *DUNN]


money = st.integers(min_value=-(10**6), max_value=10**9) | st.none()
placed = st.tuples(st.sampled_from("甲乙丙"), st.sampled_from(["软件", "装备", None]), money, money)


@settings(max_examples=40, deadline=None)
@given(st.lists(placed, min_size=1, max_size=12))
def test_the_parts_sum_to_the_increase_of_every_pair_and_area(make_store, rows, firms):
    """Whatever is known of whom: where the parts stand, they add up to the total, and pairs add up to their area."""
    register = [firm(f"企{n}", region, industry) for n, (region, industry, _now, _base) in enumerate(firms)]
    facts = [rows.fact(f"企{n}", now, base, 1) for n, (_region, _industry, now, base) in enumerate(firms)]
    with make_store(enterprise=register, fact=facts) as store:
        pairs, areas = (show(store, "shift_share", by=by) for by in (["region", "industry"], ["region"]))
    for frame in (pairs, areas):
        known = frame.dropna(subset=DUNN)
        near = max(known[DUNN].abs().to_numpy().max(initial=1.0), 1.0) * 1e-9
        assert known[SHARES].sum(axis=1).to_numpy() == pytest.approx(known["total_10k_cny"].to_numpy(), abs=near)
        assert (frame.loc[frame[DUNN].isna().any(axis=1), "reason"] != "").all()
    together = pd.Series(pairs.groupby("region")["total_10k_cny"].sum(min_count=1)).to_dict()
    alone = dict(zip(areas["region"], areas["total_10k_cny"], strict=True))
    assert together == pytest.approx(alone, nan_ok=True)


def test_the_parts_sum_to_the_total_for_every_pair_of_the_listed_companies(tmp_path):
    """Real figures: region × industry in the third quarter of 2015; every pair with a base, to the cent."""
    if not ASHARE.is_dir():
        pytest.skip("需要 ../shared/data/ashare 里的真实工作簿")
    sources = Path(__file__).resolve().parents[1] / "sources"
    load_files([ASHARE / "企业名录.xlsx"], tmp_path, source=str(sources / "上市公司名录.toml"))
    load_files([ASHARE / "2015Q3_营业收入.xlsx"], tmp_path, source=str(sources / "上市公司营收.toml"))
    build(tmp_path)
    with open_store(tmp_path, None) as store:
        pairs = show(store, "shift_share", period="2015Q3", by=["region", "industry"])
        areas = show(store, "shift_share", period="2015Q3", by=["region"])
        growth = show(store, "contribution", period="2015Q3", by=["region"])
    pairs, areas, growth = (pd.DataFrame(frame[frame["basis"] == "ytd"]) for frame in (pairs, areas, growth))
    known = pairs.dropna(subset=["total_10k_cny"])
    assert len(known) > 900
    assert known[SHARES].sum(axis=1).to_numpy() == pytest.approx(known["total_10k_cny"].to_numpy(), abs=0.005)
    assert areas[SHARES].sum(axis=1).to_numpy() == pytest.approx(areas["total_10k_cny"].to_numpy(), abs=0.005)
    assert areas[["mix_10k_cny", "regional_10k_cny"]].sum().to_numpy() == pytest.approx(0, abs=0.05)
    increase = dict(zip(growth["region"], growth["increase_10k_cny"], strict=True))
    assert dict(zip(areas["region"], areas["total_10k_cny"], strict=True)) == pytest.approx(increase, abs=0.005)
