"""表头接列：定下的写进说明，照说明再读一遍一模一样；不认得的按相像排；交表人上次定的记得。"""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.mapping import adapted, compared, remembered, suggestions
from etl.source import find_source, parse_source
from etl.write.ledger import Filing


@pytest.fixture(scope="module")
def form_source():
    return find_source("季度营收")


def columns_of(source):
    return {header: column.name for header, column in source.by_header.items()}


def test_a_chosen_header_is_taken_for_its_column(form_source):
    """选定的表头接到选的列，别的照旧；说明的文字再读一遍，就是同一份说明。"""
    made = adapted(form_source, compared({"营业额 （万元）": "revenue_10k_cny"}))
    assert columns_of(made) == {**columns_of(form_source), "营业额": "revenue_10k_cny"}
    assert parse_source(made.text, "x") == made


def test_a_header_moves_from_the_column_it_had(form_source):
    """原来认作一列的，选了另一列，就不再是原来那列。"""
    made = adapted(form_source, {"从业人员": "note"})
    assert columns_of(made)["从业人员"] == "note"


def test_a_header_left_out_is_ignored(form_source):
    """选了不取：认得的也不取，不认得的不再提。"""
    made = adapted(form_source, {"利润总额": "", "法人代表": ""})
    assert {"利润总额", "法人代表"} <= made.ignored
    assert "利润总额" not in columns_of(made)


def test_an_ignored_header_can_be_taken(form_source):
    """本来不取的列，选了就取。"""
    made = adapted(form_source, {"联系人": "note"})
    assert (columns_of(made)["联系人"], "联系人" in made.ignored) == ("note", False)


def test_nothing_new_leaves_the_source_as_it_is(form_source):
    """都已经认得，或选的列这种报表没有：说明一字不改。"""
    same = adapted(form_source, {"营业收入": "revenue_10k_cny", "序号": "", "甲": "没有这列"})
    assert same is form_source


def test_a_unit_is_written_into_every_amount(form_source):
    """指定单位：每个金额列都按它，不看表上怎么写；人数不受影响。"""
    made = adapted(form_source, {}, unit="元", is_certain=True)
    raw = tomllib.loads(made.text)["columns"]
    assert {name for name, column in raw.items() if column.get("unit_is_certain")} == {
        name for name, column in raw.items() if column["type"] == "money"
    }
    assert all(column.unit == "元" for column in made.columns if column.type == "money")


@given(st.text(min_size=1, max_size=30).filter(lambda text: compared({text: ""}).keys() != {""}))
def test_any_header_survives_being_written_down(header):
    """无论表头里有什么字符，写进说明再读回来，都还是它。"""
    source = find_source("季度营收")
    try:
        made = adapted(source, compared({header: "note"}))
    except UnicodeEncodeError:
        return
    [text] = compared({header: ""})
    assert made.by_header[text].name == "note"


@pytest.mark.parametrize(
    ("header", "first"),
    [
        ("营业收 入", "revenue_10k_cny"),
        ("本期营业收入累计数", "revenue_10k_cny"),
        ("统一社会信用编码", "enterprise_id"),
        ("企业名稱", "enterprise"),
        ("利润总额（千元）本年", "profit_10k_cny"),
        ("上年同期数", "prior_reported_10k_cny"),
        ("期末从业人数", "employees"),
        ("ＲＥＶＥＮＵＥ", None),
    ],
)
def test_suggestions_begin_with_the_most_alike(form_source, header, first):
    """像哪一列，最像的在最前；一点不像的，一个也不提。"""
    found = suggestions(header, form_source)
    assert (found[0].column if found else None) == first
    assert [each.score for each in found] == sorted((each.score for each in found), reverse=True)
    assert all(0 <= each.score <= 100 for each in found)


def test_a_long_text_is_no_header(form_source):
    """一大段话不是表头：不比，也就拖不慢。"""
    assert suggestions("营业收入" * 8_000, form_source) == ()


def test_headers_of_other_kinds_are_weighed_too(form_source):
    """名录里叫“注册名称”的也是企业名称：季报里遇到，也想得到。"""
    other = parse_source(form_source.text.replace('"企业全称"', '"注册字号"'), "别种")
    assert "enterprise" not in [each.column for each in suggestions("注册字号", form_source)]
    assert suggestions("注册字号", form_source, [other])[0].column == "enterprise"


def filing(name, sender, mapping, *, is_active=True, source="季度营收"):
    page = {"sender": sender, "source": source, "mapping": mapping}
    return Filing(name, None, page, is_active)  # type: ignore[arg-type]


def test_what_a_sender_settled_is_remembered_until_undone():
    """同一家、同一种报表收过的才记得；后定的盖过先定的；撤回了就忘了；没有名字的不记。"""
    ledger = [
        filing("1", "甲街道", {"营业额": "revenue_10k_cny", "电话": "note"}),
        filing("2", "甲街道", {"电话": ""}),
        filing("3", "甲街道", {"营业额": "profit_10k_cny"}, is_active=False),
        filing("4", "乙街道", {"营业额": "tax_10k_cny"}),
        filing("5", "甲街道", {"营业额": "note"}, source="企业名录"),
        filing("6", "", {"营业额": "note"}),
    ]
    assert remembered(ledger, "甲街道", "季度营收") == {"营业额": "revenue_10k_cny", "电话": ""}
    assert remembered(ledger, "", "季度营收") == {}
