"""收下之前与之后：动了的一行行写着差多少，没有动的写在一句里。"""

from charts.words import MISSING, amount_100m, count, percent
from pages.content.headlines import Headline, difference_table, unmoved_words


def side(revenue, growth, firms):
    """Revenue in 万元, growth in %, firms."""
    return [
        Headline("营业收入（亿元）", revenue, amount_100m(revenue), is_amount=True),
        Headline("同比增长", growth, percent(growth, is_signed=True), is_rate=True),
        Headline("填报企业（家）", firms, count(firms)),
    ]


def test_what_moves_says_by_how_much():
    """1,750,000.25 → 1,756,512.30 万元 is +6,512.05; 11.74 % → 11.65 % reads 11.7 → 11.7, and so it doesn't move."""
    before, after = side(1_750_000.25, 11.74, 286), side(1_756_512.30, 11.65, 285)
    table = difference_table(before, after, "2026Q3")
    assert table.to_numpy().tolist() == [
        ["营业收入（亿元）", "175.0", "175.7", "+6,512.05万元"],
        ["填报企业（家）", "286", "285", "−1"],
    ]
    assert unmoved_words(before, after, "2026Q3") == "2026年1-9月不变的：同比增长+11.7%。"


def test_a_sum_that_reads_the_same_still_says_what_came():
    """Five hundred yuan of 17.5 billion: both read 175.0."""
    table = difference_table(side(1_750_000, 1, 1), side(1_750_000.05, 1, 1), "2026Q3")
    assert table.to_numpy().tolist() == [["营业收入（亿元）", "175.0", "175.0", "+0.05万元"]]


def test_rates_differ_as_they_read():
    """11.74 and 11.86 read 11.7 and 11.9: two tenths of a point."""
    table = difference_table(side(1, 11.74, 1), side(1, 11.86, 1), "2026Q3")
    assert table.to_numpy().tolist() == [["同比增长", "+11.7%", "+11.9%", "+0.2个百分点"]]


def test_what_was_or_becomes_unknown_is_said_and_is_no_zero():
    """The first filing of a quarter; and the last one undone."""
    table = difference_table(side(None, None, 0), side(100, None, 1), "2026Q3")
    assert table.to_numpy().tolist() == [
        ["营业收入（亿元）", MISSING, "0.01", "原来没有"],
        ["填报企业（家）", "0", "1", "+1"],
    ]
    assert next(iter(difference_table(side(100, 1, 1), side(None, 1, 1), "2026Q3")["变化"])) == "变成没有"


def test_a_light_that_only_one_side_has_is_a_row():
    """A target that comes into judgement with the files."""
    after = [*side(1, 1, 1), Headline("在期目标● 达序（项）", 1, "1")]
    assert difference_table(side(1, 1, 1), after, "2026Q3").to_numpy().tolist() == [
        ["在期目标● 达序（项）", MISSING, "1", "原来没有"]
    ]


def test_where_nothing_moves_all_is_one_sentence():
    """And where everything does there is none."""
    same = side(1_750_000, 11.7, 286)
    assert difference_table(same, same, "2026Q3").empty
    words = "2026年1-9月不变的：营业收入（亿元）175.0，同比增长+11.7%，填报企业（家）286。"
    assert unmoved_words(same, same, "2026Q3") == words
    assert unmoved_words(side(1, 1, 1), side(2, 2, 2), "2026Q3") == ""
