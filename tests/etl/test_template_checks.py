"""录入时的校验：错的当场拦住，没见过的问一声，提示都是中文。"""

import pytest

from etl.source import Column
from etl.template_checks import check_of


def check(kind, *, choices="", scheme="", name="x"):
    """The rule of one column of this type in column A, rows 4 to 9."""
    rule = check_of(Column(name, ("某栏",), kind, scheme=scheme), "A", 4, 9, choices)
    assert rule is not None
    return rule


def test_a_credit_code_has_18_characters_and_stands_alone():
    """代码要 18 位、不与别的行重复；全是数字的代码也逐位比。"""
    rule = check("identifier", scheme="uscc")
    assert rule["value"] == "=AND(LEN(A4)=18,SUMPRODUCT(--($A$4:$A$9=A4))=1)"
    assert (rule["error_type"], rule["error_message"]) == ("stop", "应为 18 位，且不能与别的行重复。")
    assert check("identifier", scheme="digits:6")["value"] == "=AND(LEN(A4)=6,SUMPRODUCT(--($A$4:$A$9=A4))=1)"
    assert check("identifier", scheme="text")["error_message"] == "不能与别的行重复。"


def test_revenue_is_not_below_nought_unless_somebody_says_so():
    """营业收入不小于 0，冲减成负数的核对后可以继续；利润本来就可以是负的，只要是数。"""
    profit = check("money", name="profit_10k_cny")
    assert (profit["criteria"], profit["minimum"], profit["error_type"]) == ("between", -1e15, "stop")
    rule = check("money", name="revenue_10k_cny")
    assert (rule["validate"], rule["criteria"], rule["value"], rule["error_type"]) == ("decimal", ">=", 0, "warning")
    assert rule["input_message"] == "万元，保留两位小数；没有数的留空，不要填 0。"


@pytest.mark.parametrize(("kind", "strict"), [("basis", "stop"), ("member", "information"), ("text", "warning")])
def test_a_list_is_as_strict_as_its_column(kind, strict):
    """期别只能选；一格可填几个的名单只提示；账上没有的企业、街道问一声。"""
    rule = check(kind, choices="_list_x")
    assert (rule["validate"], rule["source"], rule["error_type"]) == ("list", "=_list_x", strict)


def test_dates_months_and_shares_are_checked_too():
    """日期、年月、百分数、数各有各的校验。"""
    assert check("date")["error_message"] == "应为日期，如 2020-01-31。"
    assert check("month")["error_message"] == "应为年月，如 2020-01。"
    assert (check("percent")["minimum"], check("number")["error_type"]) == (-100, "stop")


def test_a_hint_alone_checks_nothing_and_free_text_has_none():
    """只有提示的栏目不拦；普通文字栏什么也不加。"""
    assert check("title")["validate"] == "any"
    assert check_of(Column("note", ("备注",), "text"), "A", 4, 9, "") is None


def test_messages_fit_what_excel_allows():
    """Excel 的标题最多 32 字、提示最多 255 字，表头再长也写得进。"""
    rule = check_of(Column("x", ("很长的表头" * 20,), "money"), "A", 4, 9, "")
    assert rule is not None
    assert {len(str(rule[key])) for key in ("input_title", "error_title")} == {32}
    assert len(str(rule["input_message"])) <= 255
