"""集中度：边界表逐行，真实数据另算一遍。"""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.arithmetic import hhi
from metrics.arithmetic.gini import gini
from metrics.show import show

RATIOS = ["cr1_pct", "cr3_pct", "cr4_pct", "cr8_pct"]


def only(store, **more):
    """The one row of the whole scope."""
    (row,) = show(store, "concentration", **more).to_dict("records")
    return row


def test_the_textbook_firms(make_store, rows):
    """worked_examples hhi-01 and gini-01 (REAT man/herf.Rd, man/gini.Rd): 20, 50, 20, 10 → 0.34, 0.12, 2.94; 0.3."""
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate([20, 50, 20, 10])]))
    assert row["hhi"] == pytest.approx(0.34)
    assert row["hhi_10000"] == pytest.approx(3400)
    assert row["hhi_normalised"] == pytest.approx(0.12)
    assert row["equivalent_number"] == pytest.approx(1 / 0.34)
    assert row["gini"] == pytest.approx(0.3)
    assert [row[name] for name in RATIOS] == pytest.approx([50, 90, 100, 100])
    assert row["reason"] == ""


@pytest.mark.parametrize(
    ("values", "ratio", "index"),
    [
        ([30, 30, 20, 20], 100, 2600),
        ([10, 9, 12, 15, 12, 11, 15, 16], 58, 1296),
        ([19, 19, 19, 19, 14, 2, 2, 2, 2, 2], 76, 1660),
        ([23, 22, 18, 12, 11, 8, 6], 75, 1702),
        ([27, 26, 21, 12, 8, 4, 2], 86, 2074),
    ],
)
def test_the_published_markets(make_store, rows, values, ratio, index):
    """hhi-03 (US DoJ), hhi-04 (Investopedia), hhi-06 (profmeter), hhi-07, hhi-09 (burger shops) in the table."""
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate(values)]))
    assert (row["cr4_pct"], row["hhi_10000"]) == pytest.approx((ratio, index))


@pytest.mark.parametrize(
    ("values", "enterprises", "hhi_", "normalised", "reason"),
    [
        ([None, None], 0, None, None, "缺本期"),
        ([7], 1, 1, None, "只有一家，标准化值无定义"),
        ([5, 5, 5, 5], 4, 0.25, 0, ""),
        ([5, 0], 2, 1, 1, ""),
        ([0, 0], 2, None, None, "合计≤0，没有份额"),
        ([5, -2], 2, None, None, "有负营收，份额没有意义"),
        ([5, None], 1, 1, None, "只有一家，标准化值无定义"),
    ],
)
def test_each_row_of_the_edge_table(make_store, rows, values, enterprises, hhi_, normalised, reason):
    """Nobody, one, all equal, one at zero, all at zero, one negative, one not filed: a number or its reason."""
    row = only(make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate(values)]))
    assert (row["enterprises"], row["reason"]) == (enterprises, reason)
    for name, expected in (("hhi", hhi_), ("hhi_normalised", normalised)):
        assert row[name] == pytest.approx(expected) if expected is not None else row[name] != row[name]


def test_a_period_nobody_filed_has_no_row_and_a_group_nobody_filed_keeps_its_own(make_store, rows):
    """A future or missing quarter is no row; a group whose firms are all silent stays with its reason."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲", "industry": "软件"}, {"enterprise_id": "乙", "industry": "装备"}],
        fact=[rows.fact("甲", 5), rows.fact("乙", None)],
    )
    assert show(store, "concentration", period="2027Q1").empty
    found = show(store, "concentration", by=["industry"]).set_index("industry")["reason"].to_dict()
    assert found == {"软件": "只有一家，标准化值无定义", "装备": "缺本期"}


@settings(max_examples=30, deadline=None)
@given(st.lists(st.decimals(min_value=0, max_value=10**8, places=2), min_size=2, max_size=12).filter(any))
def test_the_table_agrees_with_the_plain_arithmetic_and_doubling_changes_nothing(make_store, rows, values):
    """What SQL adds up is what the functions give on the firms themselves; doubled revenue leaves every index."""
    with make_store(fact=[rows.fact(f"企{n}", value) for n, value in enumerate(values)]) as store:
        row = only(store)
    with make_store(fact=[rows.fact(f"企{n}", value * 2) for n, value in enumerate(values)]) as store:
        doubled = only(store)
    plain = hhi.of_values(np.array(values, dtype=float))
    for name, value in plain.items():
        assert row[name] == pytest.approx(value, rel=1e-9)
        assert doubled[name] == pytest.approx(value, rel=1e-9)
    assert row["gini"] == pytest.approx(gini(np.array(values, dtype=float)), abs=1e-9)
