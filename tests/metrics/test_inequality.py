"""企业间不平等：表里的数与算术一致，分解合得上。"""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.arithmetic import atkinson, theil
from metrics.arithmetic.gini import gini, gini_normalised
from metrics.show import show

INDICES = ["gini", "theil_t", "theil_l", "entropy", "hoover", "atkinson_05", "atkinson_1"]


def only(store):
    """The one row of the whole scope."""
    (row,) = show(store, "inequality").to_dict("records")
    return row


def test_the_published_firms(make_store, rows):
    """worked_examples theil-02 (REAT, PySAL), atk-01 and hoover-02 (PySAL), through the table."""
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate([10, 10, 10, 20, 50])]))
    assert row["theil_l"] == pytest.approx(0.2326302, abs=1e-7)
    assert row["theil_t"] == pytest.approx(0.250201211769, abs=1e-11)
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate([10, 20, 30, 40, 50])]))
    assert (row["atkinson_05"], row["atkinson_1"]) == pytest.approx((0.06315, 0.1316096), abs=1e-5)
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate([1000, 2000, 1500, 3000, 2500])]))
    assert row["hoover"] == pytest.approx(0.15)


@pytest.mark.parametrize(
    ("values", "known", "reason"),
    [
        ([None], [], "缺本期"),
        ([7], INDICES, "只有一家，标准化值无定义"),
        ([5, 5, 5], INDICES, ""),
        ([5, 0], [name for name in INDICES if name != "theil_l"], "有零营收，泰尔指数L无定义"),
        ([0, 0], [], "合计≤0，没有份额"),
        ([5, -2], [], "有负营收，份额没有意义；总体有负营收或合计≤0，不作分解"),
    ],
)
def test_each_row_of_the_edge_table(make_store, rows, values, known, reason):
    """Nobody, one, all equal (every index 0), one at zero (L has none), all at zero, one negative."""
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate(values)]))
    assert [name for name in INDICES if row[name] == row[name]] == known
    assert row["reason"].startswith(reason.split("；")[0])
    if values == [5, 5, 5]:
        assert [row[name] for name in INDICES if name != "entropy"] == pytest.approx([0] * 6, abs=1e-9)
        assert row["entropy"] == pytest.approx(math.log(3))


def test_overlapping_groups_have_no_parts(make_store, rows):
    """A firm in two clusters would count twice, so neither cluster has a part of the whole."""
    store = make_store(
        fact=[rows.fact("甲", 9), rows.fact("乙", 3)],
        membership=[{"enterprise_id": "甲", "dimension": "cluster", "value": one} for one in ("软件", "信创")],
    )
    frame = show(store, "inequality", by=["cluster"])
    assert bool(frame["within_theil_t"].isna().all())
    assert all("有交叉，不可加总" in reason for reason in frame["reason"])


sizes = st.lists(
    st.tuples(st.sampled_from(["软件", "装备", "医药"]), st.decimals(min_value=0, max_value=10**7, places=2)),
    min_size=2,
    max_size=12,
).filter(lambda pairs: any(value for _, value in pairs))


@settings(max_examples=30, deadline=None)
@given(sizes)
def test_the_table_agrees_with_the_plain_arithmetic_and_the_parts_add_up(make_store, rows, firms):
    """Every index as the functions give it on the firms; Σ (within + between) over industries is the whole's T."""
    values = np.array([value for _, value in firms], dtype=float)
    with make_store(
        enterprise=[{"enterprise_id": f"企{n}", "industry": name} for n, (name, _) in enumerate(firms)],
        fact=[rows.fact(f"企{n}", value) for n, (_, value) in enumerate(firms)],
    ) as store:
        row, parts = only(store), show(store, "inequality", by=["industry"])
    expected = {
        "gini": gini(values),
        "gini_normalised": gini_normalised(values),
        "theil_t": theil.theil_t(values),
        "theil_l": theil.theil_l(values),
        "entropy": theil.entropy(values),
        "hoover": atkinson.hoover(values),
        "atkinson_05": atkinson.atkinson(values, 0.5),
        "atkinson_1": atkinson.atkinson(values, 1),
    }
    for name, value in expected.items():
        assert row[name] == pytest.approx(value, rel=1e-6, abs=1e-9, nan_ok=True)
    assert sum(parts["within_theil_t"]) + sum(parts["between_theil_t"]) == pytest.approx(row["theil_t"], abs=1e-9)


def test_a_loss_in_another_group_leaves_no_decomposition(make_store, rows):
    """甲's street has no loss and its own indices; with 乙's −2 in the scope no share of it has a meaning."""
    store = make_store(
        enterprise=[{"enterprise_id": key, "subdistrict": street} for key, street in ("甲东", "丙东", "乙西")],
        fact=[rows.fact("甲", 5), rows.fact("丙", 15), rows.fact("乙", -2)],
    )
    east = show(store, "inequality", by=["subdistrict"]).set_index("subdistrict").loc["东"]
    assert east["theil_t"] == pytest.approx(0.25 * math.log(0.5) + 0.75 * math.log(1.5))
    assert math.isnan(east["within_theil_t"])
    assert math.isnan(east["between_theil_t"])
    assert east["reason"] == "总体有负营收或合计≤0，不作分解"
