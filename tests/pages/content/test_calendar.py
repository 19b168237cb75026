"""填报日历里的话和表。"""

from dataclasses import replace

import pytest

from pages.content import calendar
from pages.ui import cached
from tests.pages.small_data import credit_code, enterprise


@pytest.fixture
def origin(demo):
    """The small demonstration data, seen four weeks after the third quarter's deadline."""
    return replace(cached.source(), data=str(demo), today="2026-11-22")


def test_the_sentence_says_how_far_and_how_late(origin):
    """八家应报、报了七家；按上年同期金额 86100÷106800；过了截止日 28 天。"""
    said = calendar.calendar_words(origin, "2026Q3")
    assert said.startswith(
        "2026年1-9月，2026年10月25日截止，已过28天：应报8家，已报7家，填报率87.5%；按上年同期金额已报80.6%；"
    )
    assert "还差1家，在1个街道" in said


def test_before_the_deadline_it_counts_down(origin):
    """还没到期的说还有几天，当天说就是今天。"""
    assert "2027年1月25日截止，还有64天：应报8家，已报0家" in calendar.calendar_words(origin, "2026Q4")
    on_the_day = replace(origin, today="2027-01-25")
    assert "2027年1月25日截止，就是今天：" in calendar.calendar_words(on_the_day, "2026Q4")


def test_a_complete_quarter_is_said_to_be_complete(origin):
    """报齐了就说报齐，不数过了几天。"""
    said = calendar.calendar_words(origin, "2026Q2")
    assert said.startswith("2026年1-6月，2026年7月25日截止：应报8家，已报8家，填报率100.0%；")
    assert "全部报齐" in said
    assert calendar.earlier_words(origin, "2026Q3") == ""
    assert calendar.earlier_words(origin, "2026Q4") == "更早的也还没有补齐：2026年1-9月差1家。"


def test_overdue_subdistricts_come_first(origin):
    """逾期的街道在前，写明差几家、差多少金额；报齐的在后。"""
    table = calendar.subdistrict_table(origin, "2026Q3")
    assert table.iloc[0, :4].tolist() == ["千佛山街道", "■ 逾期1家", 3, 2]
    assert [round(each, 2) for each in table.iloc[0, 4:7]] == [66.67, 52.08, 2.07]  # (2700+4800)÷14400
    assert table["状态"].tolist()[1:] == ["● 报齐", "● 报齐"]
    assert "○ 未到期3家" in set(calendar.subdistrict_table(origin, "2026Q4")["状态"])


def test_each_quarter_shows_filed_of_expected(origin):
    """近八个季度，各街道已报/应报。"""
    table = calendar.quarters_table(origin, "2026Q3").set_index("街道")
    assert table.loc["千佛山街道"].tolist() == ["2/3", *["3/3"] * 7]
    assert list(table.columns)[:2] == ["2026年1-9月", "2026年1-6月"]


def test_the_missing_firm_is_named_with_how_late_it_is(origin):
    """没报的企业：街道、逾期天数、上年同期、最近一次填报；没到期的不写天数。"""
    [row] = calendar.missing_table(origin, "2026Q3").to_numpy().tolist()
    assert row == [enterprise(7), "千佛山街道", 28, 2.07, "2026年1-6月", credit_code(7)]
    assert calendar.missing_table(origin, "2026Q3", "智远街道").empty
    assert set(calendar.missing_table(origin, "2026Q4")["逾期（天）"].isna()) == {True}


def test_every_firm_has_a_mark_for_each_quarter(origin):
    """逐家八个季度都有标记，没报的在最前。"""
    table = calendar.firm_table(origin, "2026Q3", "千佛山街道")
    assert table["企业"].tolist() == [enterprise(7), enterprise(4), enterprise(1)]
    assert next(iter(table["2026年1-9月"])) == "■ 逾期"
    assert set(table["2026年1-6月"]) <= {"✓ 已报", "迟报", "补录"}


def test_the_reminder_is_ready_to_send(origin):
    """催报名单：街道、期限、企业、代码、最近报到哪一期；都报齐了就没有。"""
    assert calendar.reminder(origin, "2026Q3") == (
        "千佛山街道：2026年1-9月季度营收还差1家（2026年10月25日截止，已过28天）\n"
        f"1. {enterprise(7)}（{credit_code(7)}），最近报到2026年1-6月"
    )
    assert calendar.reminder(origin, "2026Q2") == ""


@pytest.mark.usefixtures("empty")
def test_nobody_expected_is_said(empty):
    """没有名录也没有报表：说不知道谁该报，而不是“全部报齐”。"""
    origin = replace(cached.source(), data=str(empty), today="2026-11-22")
    assert calendar.calendar_words(origin, "2026Q3").startswith("2026年1-9月没有应报的企业")
    assert calendar.subdistricts(origin, "2026Q3") == []


def test_whoever_sees_one_subdistrict_gets_its_firms_only(origin):
    """只管一个街道的，日历里只有这个街道；什么企业都看不到的，一家也没有，也不说成没有名录。"""
    own = replace(origin, role="clerk", sees="own", own=(("subdistrict", ("智远街道",)),))
    assert calendar.subdistricts(own, "2026Q3") == ["智远街道"]
    assert calendar.missing_table(own, "2026Q3").empty
    assert calendar.reminder(own, "2026Q4").count("\n") == 2
    none = replace(origin, role="researcher", sees="none")
    assert calendar.calendar_words(none, "2026Q3") == "2026年1-9月，您看得到的企业里没有应报的。"
    assert calendar.firm_table(none, "2026Q3").empty
