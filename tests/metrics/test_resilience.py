"""韧性：去掉最大的几家之后。"""

import pytest

from metrics.show import show


@pytest.fixture
def three(make_store, rows):
    """甲 120 (100), 乙 60 (66), 丙 30 (20): rules §2, as filed."""
    return make_store(fact=[rows.fact("甲", 120, 100), rows.fact("乙", 60, 66), rows.fact("丙", 30, 20)])


def test_every_headline_with_and_without_the_largest(three):
    """All: 210, 210/186 − 1 = 12.90 %. Without 甲: 90, 90/86 − 1 = 4.65 %, so 8.25 points less."""
    frame = show(three, "resilience").set_index("left_out")
    assert frame.index.tolist() == [0, 1, 3, 5]
    assert frame["revenue_10k_cny"].iloc[:2].tolist() == [210, 90]
    assert frame["comparable_pct"].iloc[:2].tolist() == pytest.approx([100 * 24 / 186, 100 * 4 / 86])
    assert frame["growth_change_pp"].iloc[:2].tolist() == pytest.approx([0, 100 * (4 / 86 - 24 / 186)])
    assert frame["enterprises"].iloc[:2].tolist() == [3, 2]


def test_nobody_left_is_said_and_is_not_zero(three):
    """Of three firms the third row and the fourth have nobody: null and the reason."""
    frame = show(three, "resilience").set_index("left_out").loc[[3, 5]]
    assert frame["reason"].tolist() == ["去掉后没有企业"] * 2
    assert frame[["enterprises", "revenue_10k_cny", "comparable_pct", "share_pct"]].isna().all(axis=None)


def test_the_share_is_of_a_whole_without_them_too(make_store, rows):
    """软件 80 + 10, 装备 30: 90 of 120 = 75 %; without its 80: 10 of 40 = 25 %."""
    store = make_store(
        enterprise=[
            {"enterprise_id": key, "industry": name}
            for key, name in zip("甲乙丙", ["软件", "软件", "装备"], strict=True)
        ],
        fact=[rows.fact("甲", 80, 70), rows.fact("乙", 10, 10), rows.fact("丙", 30, 30)],
    )
    frame = show(store, "resilience", by=["industry"]).set_index(["industry", "left_out"])
    assert frame.loc[("软件", 0), "share_pct"] == pytest.approx(75)
    assert frame.loc[("软件", 1), "share_pct"] == pytest.approx(25)


@pytest.mark.parametrize(
    ("firms", "reason"),
    [
        ([("甲", None, 5)], "缺本期"),
        ([("甲", 9, None), ("乙", 3, None)], "缺基期"),
        ([("甲", 9, 0), ("乙", 3, 0)], "基数≤0"),
        ([("甲", 9, -2), ("乙", 3, 1)], "基数≤0"),
        ([("甲", 9, 8), ("乙", -9, 7)], "合计≤0，没有份额"),
    ],
)
def test_each_row_of_the_edge_table(make_store, rows, firms, reason):
    """With everyone in: not filed, base missing, zero, negative, total not positive."""
    frame = show(make_store(fact=[rows.fact(*firm) for firm in firms]), "resilience")
    assert frame["reason"].iloc[0] == reason


def test_with_everyone_in_it_is_the_other_tables(three):
    """Left out 0: the revenue, growth and share are those of scale and growth."""
    first = show(three, "resilience").iloc[0]
    assert first["revenue_10k_cny"] == show(three, "scale")["revenue_10k_cny"].iloc[0]
    assert first["comparable_pct"] == pytest.approx(show(three, "growth")["comparable_pct"].iloc[0])
    assert show(three, "resilience", period="2027Q1").empty
