"""专业化：参照写明，没有参照就不算，合计行不当地区。"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.arithmetic import location
from metrics.show import show


@pytest.fixture(scope="module")
def make_areas(make_store, rows):
    """A function that makes a store of (region, industry, revenue), one enterprise each."""

    def make(*cells):
        return make_store(
            enterprise=[
                {"enterprise_id": f"企{n}", "region": region, "industry": industry}
                for n, (region, industry, _) in enumerate(cells)
            ],
            fact=[rows.fact(f"企{n}", value) for n, (_, _, value) in enumerate(cells)],
        )

    return make


def table(store, *by, **more):
    """The quotients by area and activity."""
    return show(store, "specialization", by=by or ("region", "industry"), **more).set_index(
        list(by or ("region", "industry"))
    )


TWO_BY_TWO = [("甲", "软件", 80), ("甲", "装备", 20), ("乙", "软件", 20), ("乙", "装备", 80)]


def test_the_published_matrix(make_areas):
    """worked_examples lq-03 (jobads-dashboard golden test): 80, 20, 20, 80 → 1.6 and 0.4, against all areas."""
    frame = table(make_areas(*TWO_BY_TWO))
    assert frame["location_quotient"].tolist() == pytest.approx([1.6, 0.4, 0.4, 1.6])
    assert set(frame["reference"]) == {"范围内全部地区合计"}
    assert set(frame["reason"]) == {""}


def test_the_indices_of_the_same_matrix_by_hand(make_areas):
    """Shares 0.8, 0.2 against 0.5, 0.5: Krugman 0.6; Hachman 1 ÷ (1.28 + 0.08) = 0.7353; one firm a cell:
    H = 0.68, G = 0.18, γ = (0.36 − 0.68) ÷ 0.32 = −1."""
    row = table(make_areas(*TWO_BY_TWO)).iloc[0]
    assert row["area_krugman"] == pytest.approx(0.6)
    assert row["area_hachman"] == pytest.approx(1 / 1.36)
    assert row["activity_ellison_glaeser"] == pytest.approx(-1)
    assert row["index_reason"] == "利岑伯格—施特恩贝格指数缺面积与人口"


def test_ellison_and_glaeser_through_the_table(make_areas):
    """eg-01 (REAT man/ellison.a.Rd): ten firms, the rest of the three places in another industry: γ = 0.05990628."""
    values = [200, 650, 12000, 100, 50, 16000, 13000, 1500, 1500, 25000]
    places = ["维也纳"] * 5 + ["林茨"] * 4 + ["格拉茨"]
    rest = [("维也纳", "其他", 487000), ("林茨", "其他", 368000), ("格拉茨", "其他", 75000)]
    frame = table(make_areas(*zip(places, ["机械"] * 10, values, strict=True), *rest))
    assert frame.loc[("林茨", "机械"), "activity_ellison_glaeser"] == pytest.approx(0.05990628, abs=1e-7)


def test_a_row_of_totals_is_never_an_area(make_areas):
    """With 全国 beside them the quotients stay 1.6 and 0.4; counted as an area it would halve every reference."""
    frame = table(make_areas(*TWO_BY_TWO, ("全国", "软件", 100), ("全国", "装备", 100)))
    assert frame.loc["甲", "location_quotient"].to_dict() == pytest.approx({"软件": 1.6, "装备": 0.4})
    assert frame.loc["全国", "location_quotient"].isna().all()
    assert set(frame.loc["全国", "reason"]) == {"合计行不是地区"}


@pytest.mark.parametrize(
    "by", [(), ("region",), ("industry",), ("industry", "cluster"), ("region", "industry", "tier")]
)
def test_without_an_area_and_an_activity_there_is_no_quotient(make_areas, by):
    """One dimension, two of a kind or three: null and 无参照地区, and no row is lost."""
    frame = show(make_areas(*TWO_BY_TWO), "specialization", by=by)
    assert len(frame)
    assert bool(frame["location_quotient"].isna().all())
    assert all(reason.startswith("无参照地区") for reason in frame["reason"])


@pytest.mark.parametrize(
    ("cells", "value", "reason"),
    [
        ([("甲", "软件", 5), ("甲", "装备", 3)], None, "无参照地区：范围里只有一个地区"),
        ([("甲", "软件", 5), (None, "装备", 3)], None, "无参照地区：范围里只有一个地区"),
        ([("甲", "软件", None), ("乙", "软件", 3)], None, "缺本期"),
        ([("甲", "软件", 0), ("甲", "装备", 3), ("乙", "软件", 3)], 0, ""),
        ([("甲", "软件", 0), ("乙", "软件", 3)], None, "合计≤0，没有结构"),
        ([("甲", "软件", -1), ("甲", "装备", 3), ("乙", "软件", 3)], None, "有负营收，结构没有意义"),
        ([("甲", "软件", 4), ("乙", "软件", 4)], 1, ""),
    ],
)
def test_each_row_of_the_edge_table(make_areas, cells, value, reason):
    """One area, only the unclassified beside it, not filed, zero, an area of nothing, negative, all equal."""
    row = table(make_areas(*cells)).loc["甲"].loc["软件"]
    assert row["reason"] == reason
    assert (
        row["location_quotient"] == value if value is not None else row["location_quotient"] != row["location_quotient"]
    )


def test_the_unclassified_count_in_the_reference_and_have_no_quotient(make_areas):
    """甲: 软件 8 of 10; all with the unclassified: 软件 10 of 40, so 0.8 ÷ 0.25 = 3.2."""
    frame = table(
        make_areas(("甲", "软件", 8), ("甲", "装备", 2), ("乙", "软件", 2), ("乙", "装备", 18), (None, "装备", 10))
    )
    assert frame.loc[("甲", "软件"), "location_quotient"] == pytest.approx(3.2)
    assert frame.loc[("未归类", "装备"), "reason"] == "未归类不作地区或活动"


def test_a_firm_of_two_fields_counts_once_in_its_area(make_store, rows):
    """甲's firm of 10 stands in both fields; 甲 is 10 and not 20, all is 40: AI 10/10 ÷ (20/40) = 2."""
    fields = [("一", "人工智能"), ("一", "区块链"), ("二", "人工智能"), ("三", "区块链")]
    store = make_store(
        enterprise=[{"enterprise_id": one, "subdistrict": "甲" if one == "一" else "乙"} for one in "一二三"],
        fact=[rows.fact("一", 10), rows.fact("二", 10), rows.fact("三", 20)],
        membership=[{"enterprise_id": one, "dimension": "field", "value": value} for one, value in fields],
    )
    frame = table(store, "subdistrict", "field")
    assert frame.loc[("甲", "人工智能"), "location_quotient"] == pytest.approx(2)
    assert frame.loc[("乙", "人工智能"), "location_quotient"] == pytest.approx((10 / 30) / (20 / 40))


def test_a_narrowed_scope_is_named_in_the_reference(make_areas):
    """The reference is what was asked for, in words."""
    frame = table(make_areas(*TWO_BY_TWO), where={"industry": ["软件"]})
    assert set(frame["reference"]) == {"范围内全部地区合计（行业：软件）"}


cells = st.lists(
    st.lists(st.decimals(min_value=1, max_value=10**7, places=2), min_size=3, max_size=3), min_size=2, max_size=4
)


@settings(max_examples=20, deadline=None)
@given(cells)
def test_the_table_agrees_with_the_matrix_and_doubling_changes_nothing(make_areas, matrix):
    """Every cell as the plain function gives it, also when all revenue doubles."""
    named = [(f"地{i}", f"业{j}", value) for i, row in enumerate(matrix) for j, value in enumerate(row)]
    expected = location.location_quotients(np.array(matrix, dtype=float)).ravel()
    for factor in (1, 2):
        with make_areas(*[(area, activity, value * factor) for area, activity, value in named]) as store:
            assert table(store)["location_quotient"].to_numpy() == pytest.approx(expected)
