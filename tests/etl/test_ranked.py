"""问题怎么数、怎么排、涉及多少钱：一份文件一套话。"""

from decimal import Decimal

from etl.issue import Issue
from etl.ranked import ranked, refused_rows, refused_words, stake


def found(rule, severity, row=None, money=None, sheet="表"):
    return Issue(rule, rule, severity, sheet, f"A{row}" if row else "", row, stake_10k_cny=money and Decimal(money))


def test_the_gravest_and_the_largest_come_first_and_what_every_sheet_has_is_left_out():
    """拒收在提醒前，提醒在提示前，同级的钱多在前；合计行、说明、重复的表头不是问题。"""
    issues = [
        found("total_row", "note", 9),
        found("a", "note", 1),
        found("b", "warning", 2, 5),
        found("c", "warning", 3, 50),
        found("d", "error", 4),
        found("note_row", "note", 10),
    ]
    assert [issue.rule for issue in ranked(issues)] == ["d", "c", "b", "a"]


def test_a_row_with_several_findings_counts_once():
    """第 3 行两条问题取大的 50；第 4 行 7；应报未报不在哪一行，另计 100；提示不算：共 157。"""
    issues = [
        found("unit_slip", "warning", 3, 50),
        found("cumulative_fall", "warning", 3, 20),
        found("code_check", "error", 4, 7),
        found("expected_missing", "warning", None, 100, sheet=""),
        found("new_firm", "note", 5, 1000),
    ]
    assert stake(issues) == Decimal(157)


def test_the_same_row_of_two_sheets_is_two_rows():
    """两张表的第 3 行是两行：5 + 7。"""
    issues = [found("x", "warning", 3, 5), found("x", "warning", 3, 7, sheet="另一张")]
    assert stake(issues) == Decimal(12)


def test_unknown_money_is_not_nought():
    """没有一条知道牵涉多少钱：不知道，不是 0。"""
    assert stake([found("d", "error", 4), found("new_firm", "note", 5, 9)]) is None


def test_what_becomes_of_a_refused_row_is_said_exactly():
    """有行可收：那几行不收、其余照收；一行也收不了：整份不收；没有拒收的，不说。"""
    issues = [found("code_check", "error", 4), found("code_length", "error", 4), found("x", "error", 5)]
    assert refused_words(issues, 20).startswith("拒收的2行这次不收，其余20行照收；")
    assert refused_words(issues, 20, "（红色）").startswith("拒收（红色）的2行这次不收")
    assert refused_words(issues, 0) == "拒收的不改好，这一份一行也不收；请改好后整份再交。"
    assert refused_words([found("b", "warning", 2)], 3) == ""


def test_only_mistakes_make_a_row_refused():
    """合计、没有填的只是提示，不算拒收的行；一行两处错是一行。"""
    issues = [found("x", "error", 4), found("y", "error", 4), found("total_row", "note", 9), found("z", "warning", 5)]
    assert refused_rows(issues) == 1
