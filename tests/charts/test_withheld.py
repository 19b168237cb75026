"""依法不公布的格子：认得出来，说得出凭哪条规则，念出来不是缺数。"""

import pandas as pd

from charts.bars import bars
from charts.heat import heat
from charts.trend import trend
from charts.withheld import count_withheld, is_withheld, marked, rule_of, why_empty
from charts.words import (
    WITHHELD,
    amount_100m,
    change,
    count,
    missing,
    missing_in_short,
    number,
    percent,
    points,
    pull,
)

RULE = "依法不公布（企业不足）"
TABLE = pd.DataFrame(
    {
        "period": ["2026Q1", "2026Q2", "2026Q3"],
        "cluster": ["甲", "乙", "丙"],
        "revenue_10k_cny": [120_000.0, None, None],
        "reason": ["", RULE, "没有企业填报"],
        "suppressed": ["", RULE, ""],
        "suppressed_columns": ["", "enterprises revenue_10k_cny", ""],
    }
)


def test_every_way_of_wording_a_withheld_number_says_so():
    """Never —, 0 or blank alone, and no unit behind it."""
    for word in (number, count, percent, points, amount_100m):
        assert word(WITHHELD) == "—（依法不公布）"
    assert change(WITHHELD) == "同比—（依法不公布）"
    assert pull(WITHHELD) == "拉动—（依法不公布）"
    assert number(None) == percent(float("nan")) == "—"


def test_a_reason_is_told_in_full_or_in_short():
    """The rule in its own brackets would stand in a bracket; where there is little room the rule is left off."""
    assert missing(RULE) == "—（依法不公布：企业不足）"
    assert missing_in_short(RULE) == "—（依法不公布）"
    assert missing("没有企业填报") == missing_in_short("没有企业填报") == "—（没有企业填报）"


def test_only_the_withheld_cell_is_marked():
    """The second row's revenue; the third is only missing."""
    rows = TABLE.to_dict("records")
    assert [is_withheld(row, "revenue_10k_cny") for row in rows] == [False, True, False]
    assert [why_empty(row, "revenue_10k_cny") for row in rows] == ["", RULE, "没有企业填报"]
    assert amount_100m(marked(rows[1])["revenue_10k_cny"]) == "—（依法不公布）"
    assert amount_100m(marked(rows[2])["revenue_10k_cny"]) == "—"
    assert count_withheld(TABLE, "revenue_10k_cny") == 1
    assert rule_of(TABLE) == RULE


def test_nothing_is_withheld_in_a_table_for_a_role_without_control():
    """Neither column is there."""
    free = TABLE.drop(columns=["suppressed", "suppressed_columns"])
    assert count_withheld(free, "revenue_10k_cny") == 0
    assert rule_of(free) == ""
    assert marked(free.to_dict("records")[0])["revenue_10k_cny"] == 120_000.0


def test_a_bar_says_it_is_withheld_and_on_hover_by_which_rule():
    """The bar of 乙."""
    rows = bars(TABLE, "cluster", "revenue_10k_cny", "amount", "营业收入")["data"]["values"]
    told = {row["name"]: (row["text"], row["told"]) for row in rows}
    assert told["乙"] == ("—（依法不公布）", "—（依法不公布：企业不足）")
    assert told["丙"] == ("—（没有企业填报）", "—（没有企业填报）")


def test_a_quarter_that_is_withheld_is_no_gap_in_the_data():
    """On the floor of the plot: 不公布, a line a sign; 缺 only where the figure is missing."""
    rows = trend(TABLE, "revenue_10k_cny", "amount", "营业收入")["data"]["values"]
    assert [row["hole"] for row in rows] == [None, "不\n公\n布", "缺"]


def test_a_withheld_cell_is_not_blank():
    """The cell of 乙 says 不公布; the one without a figure has a dash."""
    table = TABLE.assign(area="区", text=["12", "", ""])
    side = ("area", ["区"]), ("cluster", ["甲", "乙", "丙"])
    cells = heat(table, *side, "revenue_10k_cny", "text", ("地区", "集群", "亿元"), (1, 2, 3))["data"]["values"]
    assert [cell["text"] for cell in cells] == ["12", "不公布", "—"]
    assert cells[1]["told"] == "—（依法不公布：企业不足）"
