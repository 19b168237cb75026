"""一张表理出来的结果。"""

from etl.rule import limit
from etl.tidy.outcome import TidySheet, what_is_not_listed


def test_a_row_set_aside_points_at_its_cell():
    """搁置的行指着那一格；说不到哪一列的，指着第一格。"""
    sheet = TidySheet("表", letters={"revenue_10k_cny": "C"}, headers={"revenue_10k_cny": "营业收入"})
    sheet.set_aside("number", "不是数", 5, "revenue_10k_cny", "三百")
    sheet.set_aside("total_row", "合计", 6)
    assert [(each.cell, each.column, each.value, each.severity) for row in (5, 6) for each in sheet.aside[row]] == [
        ("C5", "营业收入", "三百", "error"),
        ("A6", "", "", "note"),
    ]


def test_beyond_a_thousand_of_a_rule_rows_are_only_counted():
    """同一条规则一千处以后只记行、不逐条说，另说一共多少处；行一行也不少。"""
    shown = limit("more_of_a_rule", "shown")
    sheet = TidySheet("表")
    for row in range(shown + 5):
        sheet.set_aside("total_row", "合计", row)
    assert len(sheet.aside) == shown + 5
    assert sum(map(len, sheet.aside.values())) == shown
    [told] = what_is_not_listed([sheet])
    assert told.message == f"“合计或小计行”一共 {shown + 5} 处，这里只列出前 {shown} 处；请先改这些，整份再交一次。"
