"""集群强度：三颗星各凭一条线。"""

import pytest

from metrics import catalog, star_rule
from metrics.show import show


@pytest.fixture
def two_streets(make_store, rows):
    """甲街: 软件 80 (60), 装备 20 (20); 乙街: 软件 20 (20), 装备 80 (90)."""
    cells = [("甲街", "软件", 80, 60), ("甲街", "装备", 20, 20), ("乙街", "软件", 20, 20), ("乙街", "装备", 80, 90)]
    return make_store(
        enterprise=[
            {"enterprise_id": f"企{n}", "subdistrict": street, "industry": name}
            for n, (street, name, _, _) in enumerate(cells)
        ],
        fact=[rows.fact(f"企{n}", now, prior) for n, (_, _, now, prior) in enumerate(cells)],
    )


def test_three_stars_by_hand(two_streets):
    """甲街软件: 80 of 100 = 80 %; LQ (80/100) ÷ (100/200) = 1.6; +33.3 % against 200/190 − 1 = 5.3 %: 28.1 ahead."""
    row = show(two_streets, "strength", by=["subdistrict", "industry"]).set_index(["subdistrict", "industry"])
    best = row.loc[("甲街", "软件")]
    assert best["size_pct"] == pytest.approx(80)
    assert best["location_quotient"] == pytest.approx(1.6)
    assert best["growth_lead_pp"] == pytest.approx(100 * (80 / 60 - 200 / 190))
    assert (best["stars"], best["judged"], best["reason"]) == (3, 3, "")
    assert row["stars"].to_dict() == {
        ("甲街", "软件"): 3,
        ("甲街", "装备"): 1,
        ("乙街", "软件"): 1,
        ("乙街", "装备"): 2,
    }


def test_a_star_nobody_can_judge_is_null_and_says_why(two_streets):
    """By industry alone there is no reference area: two of three are judged, and the third is not a miss."""
    row = show(two_streets, "strength", by=["industry"]).set_index("industry").loc["软件"]
    assert row["judged"] == 2
    assert row["specialization_star"] is not row["stars"]
    assert row.isna()["specialization_star"]
    assert row["reason"].startswith("专业化未评：无参照地区")


@pytest.mark.parametrize(
    ("now", "prior", "said"),
    [(80, None, "增长未评：缺基期"), (80, 0, "增长未评：基数≤0"), (None, 60, "缺本期"), (80, -5, "增长未评：基数≤0")],
)
def test_each_row_of_the_edge_table(make_store, rows, now, prior, said):
    """Base missing, zero, negative, nothing filed."""
    store = make_store(
        enterprise=[{"enterprise_id": one, "industry": one} for one in "甲乙"],
        fact=[rows.fact("甲", now, prior), rows.fact("乙", 20, 20)],
    )
    row = show(store, "strength", by=["industry"]).set_index("industry").loc["甲"]
    assert said in row["reason"]
    assert row.isna()["growth_star"]


def test_no_star_earned_while_one_could_not_be_judged_is_not_nought(make_store, rows):
    """甲 has 1 of 101 and no base: no star for size, growth and specialisation unjudged — unknown, not 0 stars."""
    store = make_store(
        enterprise=[{"enterprise_id": one, "industry": one} for one in "甲乙"],
        fact=[rows.fact("甲", 1, None), rows.fact("乙", 100, 100)],
    )
    row = show(store, "strength", by=["industry"]).set_index("industry").loc["甲"]
    assert (row["size_star"], row["judged"]) == (0, 1)
    assert row.isna()["stars"]


def test_the_whole_and_the_unclassified_get_no_star(make_store, rows):
    """Nothing stands beside the whole, and 未归类 is no group."""
    store = make_store(fact=[rows.fact("甲", 9, 8)])
    for by in ((), ("industry",)):
        row = show(store, "strength", by=by).iloc[0]
        assert row.isna()["stars"]
        assert row["judged"] == 0
        assert row["reason"]
    assert show(store, "strength", period="2027Q1").empty


def test_the_lines_are_data_and_printed_in_words():
    """Each line of star_criteria.toml stands in the definition with its number."""
    assert [star.title for star in star_rule.stars()] == ["规模", "专业化", "增长"]
    definition = catalog.load()["strength"].definition
    assert all(star.said() in definition for star in star_rule.stars())
    assert star_rule.criteria().startswith("规模：占范围内同类营业收入10%及以上")


def test_a_line_at_nought_is_said_as_people_say_it():
    """快于范围整体, not 超过0个百分点; any other line is said with its number."""
    for star in star_rule.stars():
        line = star.at_least if star.at_least is not None else star.above
        assert ("{0}" in star.words) == bool(line)
    assert star_rule.criteria().endswith("增长：可比增速快于范围整体")
