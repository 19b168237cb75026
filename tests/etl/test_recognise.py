"""一个工作簿是哪种报表。"""

import pytest

from etl.issue import Refused
from etl.recognise import recognise

REGISTER = ["统一社会信用代码", "企业名称", "所属行业", "所属领域", "纳统年月"]
REVENUE = ["统一社会信用代码", "企业名称", "营业收入", "上年同期", "利润总额"]
INDICATOR = ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位"]


@pytest.fixture
def kind(make_book, make_sheet):
    """The title of the kind that sheets with these headers are."""

    def run(*headers, hidden=()):
        sheets = [
            make_sheet([["标题"], header, ["甲"] * len(header)], name=str(n), is_visible=n not in hidden)
            for n, header in enumerate(headers)
        ]
        return recognise(make_book(*sheets)).title

    return run


@pytest.mark.parametrize(("header", "title"), [(REGISTER, "企业名录"), (REVENUE, "季度营收"), (INDICATOR, "指标填报")])
def test_each_shipped_kind_is_known_by_its_headers(kind, header, title):
    """三种报表各认各的，不看文件名。"""
    assert kind(header) == title


def test_the_best_sheet_decides(kind):
    """封面、附表在前，真正的表在后，照样认。"""
    assert kind(["说明"], ["企业名称"], REVENUE) == "季度营收"


def test_a_hidden_sheet_does_not_decide(kind):
    """藏着的季报不算，看得见的是名录。"""
    assert kind(REVENUE, REGISTER, hidden=[0]) == "企业名录"


def test_a_bare_register_is_a_register(kind):
    """只有代码和名称，没有不认识的列，就是名录。"""
    assert kind(["统一社会信用代码", "企业名称"]) == "企业名录"


def test_a_revenue_form_that_lacks_its_figure_is_not_taken_for_a_register(kind):
    """营业收入的表头写错了：仍是季报（随后因缺列拒收），不能当成名录收下。"""
    assert kind(["统一社会信用代码", "企业名称", "营收额（万元）", "上年同期", "利润总额"]) == "季度营收"


def test_what_may_be_either_is_left_to_the_clerk(kind):
    """代码、名称和一列不认识的：像名录，也像写错表头的季报，请人指定。"""
    with pytest.raises(Refused) as refusal:
        kind(["统一社会信用代码", "企业名称", "营收额（万元）"])
    [issue] = refusal.value.issues
    assert issue.message == (
        "分不清是“企业名录”还是“季度营收”（但缺“营业收入”列）；"
        "请指定是哪一种（页面上选，命令行用 --source），或把表头改成该种报表的写法。"
    )


@pytest.mark.parametrize("headers", [[["姓名", "电话"]], [["备注", "地区"]], [[]]])
def test_what_is_none_of_them_is_refused(kind, headers):
    """哪一种也不像。"""
    with pytest.raises(Refused, match="认不出是哪种报表（现有：企业名录、季度营收、指标填报）"):
        kind(*headers)
