"""收下会怎样：每一期各看各的；金额之外改了的名称、人数、街道也列出来。"""

from etl.inbox import choose, waiting
from etl.waiting import Choices
from tests.pages.dropping import LINES, drop, late_row, opened
from tests.pages.page_words import open_everything, text
from tests.pages.small_data import SUBDISTRICTS, credit_code, enterprise, revenue

NOW, THEN = "2026年1-9月", "2026年1-6月"


def tables(at, column):
    return [frame.value for frame in at.dataframe if column in frame.value]


def test_each_quarter_in_the_batch_has_its_own_headlines(data, tmp_path):
    """一份是三季度的，一份经确认是二季度的：两期的总量各有一张，收前收后都在。"""
    drop(data, tmp_path, [late_row()])
    item = drop(
        data,
        tmp_path,
        [[credit_code(7), enterprise(7), revenue(7, "2026Q2") + 5000, 13800]],
        name="上半年.xlsx",
        lines=[LINES[0], f"报告期：{THEN}", LINES[2]],
    )
    choose(data, item.key, Choices(period="2026Q2"))
    found = tables(opened(), "收下之后")
    assert [frame.columns[0] for frame in found] == [NOW, THEN]
    assert next(iter(found[1]["变化"])) == "+5,000.00万元"


def test_a_changed_name_and_amount_stand_old_and_new(data, tmp_path):
    """第 1 家改报、改名：金额一张表，名称一张表，都从什么到什么。"""
    drop(data, tmp_path, [[credit_code(1), "济南改名科技有限公司", 9999, 8100]], name="更正.xlsx")
    at = open_everything(opened())
    assert "改动已报过的1个数" in text(at)
    assert "改动名称、人数等别的内容1处" in text(at)
    [amounts] = tables(at, "收下之后（万元）")
    row = amounts[amounts["哪一项"] == "营业收入"].iloc[0]
    assert (row["原来（万元）"], row["收下之后（万元）"]) == (revenue(1, "2026Q3"), 9999)
    names = next(frame for frame in tables(at, "收下之后") if "哪一项" in frame)
    assert list(names.iloc[0][["哪一项", "原来", "收下之后"]]) == ["企业名称", enterprise(1), "济南改名科技有限公司"]


def test_a_register_alone_shows_what_it_changes(data, tmp_path):
    """只交一份名录：街道从哪里改到哪里看得到，不再只说“没有新的营业收入”。"""
    headers = ["统一社会信用代码", "企业名称", "所属街道"]
    old = SUBDISTRICTS[1 % len(SUBDISTRICTS)]
    new = next(name for name in SUBDISTRICTS if name != old)
    drop(data, tmp_path, [[credit_code(1), enterprise(1), new]], headers=headers, lines=["企业名录（演示数据）"])
    at = open_everything(opened())
    assert waiting(data)
    [table] = [frame for frame in tables(at, "收下之后") if "哪一项" in frame]
    assert list(table.iloc[0][["企业", "哪一项", "原来", "收下之后"]]) == [enterprise(1), "所属街道", old, new]
