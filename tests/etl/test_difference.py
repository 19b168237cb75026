"""两份账之间的差别：从多少变到多少，是哪一份改的；撤回照算。"""

import json

import pytest

from etl.commands import main
from etl.difference import column_titles, difference
from etl.issue import Refused
from etl.paths import filing_names
from etl.write.ledger import undo


def rows(data, earlier, later):
    """The difference as tuples."""
    return [tuple(row.values()) for row in difference(data, earlier, later).to_pylist()]


@pytest.fixture
def filings(load, form):
    """A form of two firms, then one that corrects the first and adds a third."""
    return load(form({0: (350, 300), 1: 20})).filing, load(form({0: (360.5, 300), 2: 7})).filing


def test_a_changed_value_and_a_new_firm(data, filings, firms):
    """改了的数写从多少到多少，新来的从无到有，没动的不提。"""
    first, second = filings
    assert rows(data, first, second) == [
        ("2026Q3", firms[0], "第0公司", "revenue_10k_cny", "350", "360.5", second),
        ("2026Q3", firms[2], "第2公司", "enterprise", None, "第2公司", second),
        ("2026Q3", firms[2], "第2公司", "revenue_10k_cny", None, "7", second),
    ]


def test_backwards_it_is_the_other_way_round(data, filings, firms):
    """反过来比，就是从新到旧；没有了的数，写它原来在哪一份。"""
    first, second = filings
    assert rows(data, second, first)[:2] == [
        ("2026Q3", firms[0], "第0公司", "revenue_10k_cny", "360.5", "350", first),
        ("2026Q3", firms[2], "第2公司", "enterprise", "第2公司", None, second),
    ]


def test_everything_differs_from_nothing(data, filings, firms):
    """与空账比，就是账上有的每一个数。"""
    first, _second = filings
    assert [row[1:5] for row in rows(data, "", first)] == [
        (firms[0], "第0公司", "enterprise", None),
        (firms[0], "第0公司", "revenue_10k_cny", None),
        (firms[0], "第0公司", "prior_reported_10k_cny", None),
        (firms[1], "第1公司", "enterprise", None),
        (firms[1], "第1公司", "revenue_10k_cny", None),
    ]
    assert rows(data, "", "") == rows(data, first, first) == []


def test_a_load_and_its_undo_cancel_out(data, filings):
    """收下又撤回，与没收过一样；撤回前后比，正是那一份。"""
    first, second = filings
    name = undo(data, second, "李四")
    assert rows(data, first, name) == []
    assert rows(data, second, name) == rows(data, second, first)


def test_a_register_changes_only_the_columns_it_states(data, load, firms):
    """后一份名录没有街道这一栏：街道不算变；写了而空着的才算没有了。"""
    head = ["统一社会信用代码", "企业名称", "所属街道", "行业代码"]
    first = load([head, [firms[0], "甲", "解放路", "6510"], [firms[1], "乙", "东关", "6520"]]).filing
    later = load([[*head[:2], "行业代码"], [firms[0], "甲改名", "6510"], [firms[1], "乙", None]]).filing
    assert rows(data, first, later) == [
        ("", firms[0], "甲改名", "enterprise", "甲", "甲改名", later),
        ("", firms[1], "乙", "industry_code", "6520", None, first),
    ]


def test_a_column_a_correction_leaves_out_is_not_gone(data, load, form, firms):
    """更正表只有营业收入：原来报的利润不算变；上年同期随整行换掉，与建库一样。"""
    head, *rest = form({0: (350, 300)})
    wide = [head, [*rest[0], "利润总额"], [*rest[1], 12]]
    first, second = load(wide).filing, load(form({0: 360})).filing
    assert [row[3:6] for row in rows(data, first, second)] == [
        ("revenue_10k_cny", "350", "360"),
        ("prior_reported_10k_cny", "300", None),
    ]
    assert rows(data, first, second)[0][1] == firms[0]


def test_an_indicator_is_named_by_itself_and_its_region(data, load):
    """公布数改了：写指标和地区。"""
    head = ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位"]
    row = ["软件业务收入", "济南市", "软件", "2025年1-12月", "全年"]
    first, second = (load([head, [*row, value, "亿元"]]).filing for value in (12, 12.5))
    assert rows(data, first, second) == [
        ("2025Q4", None, "软件业务收入 · 济南市 · 软件", "value", "12", "12.5", second)
    ]


def test_demonstration_figures_leave_with_the_first_real_ones(data, load, form, firms):
    """真数一来，演示的数都不算了，差别里看得见。"""
    demo = load(form({0: 350}, title="演示数据 ")).filing
    real = load(form({1: 20})).filing
    assert [row[1:5] for row in rows(data, demo, real)] == [
        (firms[0], "第0公司", "enterprise", "第0公司"),
        (firms[0], "第0公司", "revenue_10k_cny", "350"),
        (firms[1], "第1公司", "enterprise", None),
        (firms[1], "第1公司", "revenue_10k_cny", None),
    ]


def test_an_unknown_filing_is_refused(data, filings):
    """账上没有的归档号：说清楚。"""
    with pytest.raises(Refused, match="账上没有 没有"):
        difference(data, filings[0], "没有")


def test_columns_are_told_by_their_headers():
    """列名换成经办认得的表头。"""
    assert column_titles()["revenue_10k_cny"] == "营业收入"
    assert column_titles()["subdistrict"] == "所属街道"


def test_the_command_prints_a_line_a_change(data, filings, capsys):
    """命令行一行一个变动；不写后一份就是现在；--json 给同样的行。"""
    first, second = filings
    assert main(["diff", first, "--data", str(data)]) == 0
    assert capsys.readouterr().out.splitlines() == [
        f"2026Q3 · 第0公司 · 营业收入：350 → 360.5（{second}）",
        f"2026Q3 · 第2公司 · 企业名称：无 → 第2公司（{second}）",
        f"2026Q3 · 第2公司 · 营业收入：无 → 7（{second}）",
        "共 3 处不同。",
    ]
    assert main(["diff", first, second, "--json", "--data", str(data)]) == 0
    assert json.loads(capsys.readouterr().out)[0] == {
        "period": "2026Q3",
        "enterprise_id": "91370102MA0000001W",
        "enterprise": "第0公司",
        "column": "revenue_10k_cny",
        "old": "350",
        "new": "360.5",
        "filing": second,
    }
    assert main(["diff", "没有", "--data", str(data)]) == 1
    assert filing_names(data) == [first, second]
