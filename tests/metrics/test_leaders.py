"""领军企业与位次：与逐家的规模、增长表同样的数，只是不取每一家。"""

import math

import pytest

from metrics.leaders import leaders, standing
from metrics.show import show


@pytest.fixture
def store(make_store, rows):
    """甲与乙并列第一，丙第三，丁没有报。"""
    figures = {"甲": (500, 400), "乙": (500, None), "丙": (250, 0), "丁": (None, 90)}
    return make_store(fact=[rows.fact(name, *pair) for name, pair in figures.items()])


def test_the_largest_are_ranked_as_in_the_table_of_all(store):
    """甲、乙并列第1，占40%；甲比上年400增25%，乙缺基期、丙基数为零，增速空；没报的不在内。"""
    table = leaders(store, "2026Q3", "ytd", {})
    assert list(table["enterprise"]) == ["乙", "甲", "丙"]
    assert list(table["rank"]) == [1, 1, 3]
    assert list(table["share_pct"]) == [40, 40, 20]
    growth = dict(zip(table["enterprise"], table["comparable_pct"], strict=True))
    assert growth["甲"] == pytest.approx(25)
    assert math.isnan(growth["乙"])
    assert math.isnan(growth["丙"])


def test_only_ten_are_given_and_none_where_nobody_filed(make_store, rows):
    """十二家只给最大的十家，占比仍按十二家的合计：12 ÷ 78；那一期没有人报，一行也没有。"""
    store = make_store(fact=[rows.fact(f"企{number:02d}", number, 1) for number in range(1, 13)])
    table = leaders(store, "2026Q3", "ytd", {})
    assert list(table["revenue_10k_cny"]) == list(range(12, 2, -1))
    assert table["share_pct"].iloc[0] == pytest.approx(12 / 78 * 100)
    assert leaders(store, "2026Q2", "ytd", {}).empty


def test_of_those_equal_to_the_tenth_the_first_by_code_are_taken(make_store, rows):
    """第一家20，其后十一家都是5：取代码在前的九家；九家都并列第2，占5 ÷ 75。"""
    fact = [rows.fact("企99", 20)] + [rows.fact(f"企{number:02d}", 5) for number in range(11, 0, -1)]
    table = leaders(make_store(fact=fact), "2026Q3", "ytd", {})
    assert list(table["enterprise"]) == ["企99", *(f"企{number:02d}" for number in range(1, 10))]
    assert list(table["rank"]) == [1] + [2] * 9
    assert table["share_pct"].iloc[9] == pytest.approx(5 / 75 * 100)


def test_where_all_lost_money_they_are_still_ranked(make_store, rows):
    """甲 −1、乙 −3 万元：由大到小，合计不是正数，没有占比。"""
    table = leaders(make_store(fact=[rows.fact("乙", -3), rows.fact("甲", -1)]), "2026Q3", "ytd", {})
    assert list(table["enterprise"]) == ["甲", "乙"]
    assert list(table["share_pct"].isna()) == [True, True]


def test_one_enterprise_has_its_place_among_all(store):
    """丙第3、占20%，与逐家的规模表一致；没有报的没有位次。"""
    every = show(store, "scale", "2026Q3", ("enterprise",)).set_index("enterprise")
    assert standing(store, "2026Q3", "ytd", "丙") == (every["rank"]["丙"], every["share_pct"]["丙"]) == (3, 20)
    assert standing(store, "2026Q3", "ytd", "丁") is None


def test_whoever_may_not_see_single_firms_gets_no_place(store):
    """公众看不到任何一家：名单空着，位次没有。"""
    assert leaders(store, "2026Q3", "ytd", {}, "public").empty
    assert standing(store, "2026Q3", "ytd", "甲", "public") is None
