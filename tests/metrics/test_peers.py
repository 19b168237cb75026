"""结构相近：最像谁，像在哪里，没有可比的就说为什么。"""

import pytest

from metrics.dimension import UNSTATED
from metrics.request import RequestError
from metrics.show import show


def town(make_store, rows, figures):
    """A store from {(subdistrict, industry): revenue}."""
    pairs = list(figures)
    return make_store(
        enterprise=[
            {"enterprise_id": f"企{n}", "subdistrict": area, "industry": industry}
            for n, (area, industry) in enumerate(pairs)
        ],
        fact=[rows.fact(f"企{n}", figures[pair]) for n, pair in enumerate(pairs)],
    )


@pytest.fixture(scope="module")
def three(make_store, rows):
    """智远 half software half pharma, 姚家 three quarters software, 龙洞 all pharma."""
    figures = {
        ("智远", "软件"): 50,
        ("智远", "医药"): 50,
        ("姚家", "软件"): 75,
        ("姚家", "装备"): 25,
        ("龙洞", "医药"): 8,
    }
    return town(make_store, rows, figures)


def test_the_nearest_stands_first_with_what_they_share(three):
    """智远: 50 % with 姚家 (software) and 50 % with 龙洞 (pharma); the cosine decides: 1 ÷ √2 against 0.75 ÷ √1.25."""
    frame = show(three, "peers", by=["subdistrict"])
    own = [row for row in frame.to_dict("records") if row["subdistrict"] == "智远"]
    assert [(row["rank"], row["peer"], row["similarity_pct"]) for row in own] == [(1, "龙洞", 50), (2, "姚家", 50)]
    assert own[0]["cosine"] == pytest.approx(0.7071067811865475)
    assert [row["shared"] for row in own] == ["医药", "软件"]
    assert own[0]["activity"] == "行业"


def test_what_they_share_most_stands_first(make_store, rows):
    """甲 60 % pharma, 40 % software, 乙 70 % and 30 %: pharma (60 in common) before software (30)."""
    figures = {("甲", "软件"): 40, ("甲", "医药"): 60, ("乙", "软件"): 30, ("乙", "医药"): 70}
    (row, _other) = show(town(make_store, rows, figures), "peers", by=["subdistrict"]).to_dict("records")
    assert (row["similarity_pct"], row["shared"]) == (pytest.approx(90), "医药、软件")


def test_by_area_and_activity_the_common_shares_add_up(three):
    """A row an industry; their common shares sum to the similarity."""
    frame = show(three, "peers", by=["subdistrict", "industry"])
    pair = frame[(frame["subdistrict"] == "智远") & (frame["peer"] == "姚家")]
    common = dict(zip(pair["industry"], pair["common_pct"], strict=True))
    assert common == {"软件": 50, "医药": 0, "装备": 0}
    assert set(pair["similarity_pct"]) == {50}


@pytest.mark.parametrize(
    ("figures", "reason"),
    [
        ({("智远", "软件"): 5}, "只有一组，没有可比的对象"),
        ({("智远", "软件"): 5, ("姚家", "医药"): 5}, "与各组没有共同的行业"),
        ({("智远", "软件"): 0, ("姚家", "医药"): 5}, "营业收入≤0或未报，没有结构"),
        ({("智远", "软件"): -3, ("姚家", "医药"): 5}, "营业收入≤0或未报，没有结构"),
        ({("智远", None): 5, ("姚家", "医药"): 5}, "名录没有填行业，分不出结构"),
    ],
)
def test_a_group_without_peers_says_why(make_store, rows, figures, reason):
    """One group, nothing shared, zero or negative revenue, no industry: no number and the reason."""
    row = show(town(make_store, rows, figures), "peers", by=["subdistrict"]).set_index("subdistrict").loc["智远"]
    assert row["reason"] == reason
    assert row["similarity_pct"] != row["similarity_pct"]
    assert row["peer"] is None


def test_the_unstated_group_is_shown_but_never_a_peer(make_store, rows):
    """Firms without a sub-district stand in a row of their own and are nobody's peer."""
    store = town(make_store, rows, {("智远", "软件"): 5, ("姚家", "软件"): 5, (None, "软件"): 5})
    frame = show(store, "peers", by=["subdistrict"])
    assert frame[frame["subdistrict"] == UNSTATED]["reason"].tolist() == ["未归类，不参与比较"]
    assert UNSTATED not in set(frame["peer"])


def test_equal_structures_are_alike_in_full(make_store, rows):
    """All equal: 100 % and cosine 1."""
    store = town(make_store, rows, {("智远", "软件"): 5, ("姚家", "软件"): 50})
    frame = show(store, "peers", by=["subdistrict"])
    assert frame["similarity_pct"].tolist() == pytest.approx([100, 100])
    assert frame["cosine"].tolist() == pytest.approx([1, 1])


def test_without_an_area_there_is_nothing_to_compare(three):
    """Ungrouped, or by the industry alone: null and 无参照地区."""
    for by in ([], ["industry"]):
        frame = show(three, "peers", by=by)
        assert frame["similarity_pct"].isna().tolist() == [True] * len(frame)
        assert all(str(reason).startswith("无参照地区") for reason in frame["reason"])


def test_enterprises_are_refused(three):
    """A firm has one industry: comparing firms by it says nothing."""
    with pytest.raises(RequestError, match="不能按企业"):
        show(three, "peers", by=["enterprise"])


def test_a_future_period_gives_no_rows(three):
    """An empty table with the columns."""
    frame = show(three, "peers", period="2030Q1", by=["subdistrict"])
    assert frame.empty
    assert list(frame.columns[:5]) == ["period", "basis", "subdistrict", "rank", "peer"]
