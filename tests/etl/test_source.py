"""来源说明读得对，写错了逐条说清。"""

from pathlib import Path

import pytest

from etl.issue import Refused
from etl.source import SOURCES, find_source, load_source, shipped_sources

OWN = Path(__file__).resolve().parents[1] / "sources"
GOOD = """
title = "园区快报"
record = "revenue"
ignore = ["序号"]

[columns.enterprise_id]
headers = ["信用代码", "企业代码"]
type = "identifier"
scheme = "uscc"

[columns.revenue_10k_cny]
headers = ["营收"]
type = "money"
unit = "千元"
"""


@pytest.fixture
def problems(tmp_path):
    """What is said against a source TOML, without the file name before each."""

    def run(text):
        path = tmp_path / "快报.toml"
        path.write_text(text, encoding="utf-8")
        with pytest.raises(Refused) as refusal:
            load_source(path)
        assert all(issue.message.startswith("快报.toml · ") for issue in refusal.value.issues)
        return [issue.message.removeprefix("快报.toml · ") for issue in refusal.value.issues]

    return run


def test_a_source_becomes_columns(tmp_path):
    """每列的表头、类型、单位照说明；没有它就没有这条记录的列一律必填。"""
    path = tmp_path / "快报.toml"
    path.write_text(GOOD, encoding="utf-8-sig")
    source = load_source(path)
    assert (source.title, source.record.name, source.ignored) == ("园区快报", "revenue", {"序号"})
    assert {header: column.name for header, column in source.by_header.items()} == {
        "信用代码": "enterprise_id",
        "企业代码": "enterprise_id",
        "营收": "revenue_10k_cny",
    }
    assert [(column.name, column.required, column.unit) for column in source.columns] == [
        ("enterprise_id", True, ""),
        ("revenue_10k_cny", True, "千元"),
    ]


def test_every_shipped_source_and_those_of_the_tests_are_sound():
    """随系统来的三种和测试用的两种都读得出来。"""
    assert [source.title for source in shipped_sources()] == ["企业名录", "季度营收", "指标填报"]
    assert [load_source(path).title for path in sorted(OWN.glob("上市*.toml"))] == ["上市公司名录", "上市公司营业收入"]


def test_a_source_is_found_by_title_or_path():
    """种类写名称，或写 TOML 的路径。"""
    assert find_source("季度营收").title == "季度营收"
    assert find_source(str(SOURCES / "指标填报.toml")).title == "指标填报"


def test_an_unknown_kind_is_told_with_those_there_are():
    """没有这种报表：说出现有的。"""
    with pytest.raises(Refused, match="没有叫“月报”的报表种类；现有：企业名录、季度营收、指标填报。"):
        find_source("月报")


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"title = = 1", "来源说明 快报.toml 不是合法的 TOML：第 1 行第 9 列写法不对"),
        (b"title = ", "来源说明 快报.toml 不是合法的 TOML：文件末尾写法不对"),
        ("title = '季报'".encode("gbk"), "来源说明 快报.toml 不是 UTF-8 编码；请另存为 UTF-8。"),
    ],
)
def test_what_is_no_toml_is_told_where(tmp_path, content, said):
    """不是 TOML：说第几行第几列，不带英文。"""
    path = tmp_path / "快报.toml"
    path.write_bytes(content)
    with pytest.raises(Refused, match=said):
        load_source(path)


def test_a_source_that_is_not_there(tmp_path):
    """路径写错了。"""
    with pytest.raises(Refused, match=r"找不到来源说明 .*没有\.toml；请核对路径。"):
        find_source(str(tmp_path / "没有.toml"))


FIRM, MONEY = "columns.enterprise_id：", "columns.revenue_10k_cny："
TYPES = "identifier、text、period、basis、member、title、date、month、money、number、count、percent"
MISTAKES = {
    "空的": (GOOD, "", "缺少 title；请补上。"),
    "记录": ('"revenue"', '"income"', "record = income 不存在；只能是 register、revenue、indicator。"),
    "多余的键": (
        "title =",
        "name = 1\ntitle =",
        "不认识的键 name；只能有 about、columns、ignore、publisher、record、title。",
    ),
    "不是列表": ('["营收"]', '"营收"', MONEY + 'headers = 营收 的写法不对；要写成 ["甲", "乙"] 的样子。'),
    "没有表头": ('["营收"]', "[]", MONEY + "headers 至少写一个表头。"),
    "空的表头": ('["营收"]', '[" "]', MONEY + """headers = [' '] 的写法不对；要写成 ["甲", "乙"] 的样子。"""),
    "两列一个表头": (
        '["营收"]',
        '["信用 代码"]',
        "表头“信用 代码”同时写在 enterprise_id 和 revenue_10k_cny；一个表头只能指一列。",
    ),
    "没有位数": ('"uscc"', '"digits"', FIRM + "scheme = digits 不存在；只能是 uscc、digits:6、text。"),
    "位数不是数": ('"uscc"', '"digits:六"', FIRM + "scheme = digits:六 不存在；只能是 uscc、digits:6、text。"),
    "单位": ('"千元"', '"美元"', MONEY + "unit = 美元 不认识；只能是 元、千元、万元、百万元、千万元、亿元。"),
    "类型存不进": ('"money"', '"text"', MONEY + "type = text 存不进这一列；只能是 money。"),
    "没有的类型": ('"money"', '"cash"', MONEY + f"type = cash 不存在；只能是 {TYPES}。"),
    "是非": ("scheme", "required = 1\nscheme", FIRM + "required = 1 的写法不对；要写成 true 或 false。"),
    "列里多余的键": (
        "scheme",
        "colour = 'red'\nscheme",
        FIRM
        + "不认识的键 colour；只能有 choices、dimension、headers、may_be_empty、only_checked、required、scheme、type、"
        "unit、unit_is_certain、units。",
    ),
    "约定的单位不认识": (
        '"千元"',
        '"千元"\nunits = ["万元", "美元"]',
        MONEY + "unit = 美元 不认识；只能是 元、千元、万元、百万元、千万元、亿元。",
    ),
    "又必填又只核对": (
        "scheme",
        "required = true\nonly_checked = true\nscheme",
        FIRM + "required 和 only_checked 不能都是 true；只拿来核对的列，没有也收。",
    ),
    "少了必有的列": (
        "[columns.revenue_10k_cny]",
        "[columns.tax_10k_cny]",
        "这类报表必须有 revenue_10k_cny 列；请补上 [columns.revenue_10k_cny]。",
    ),
    "金额的列名": (
        "[columns.revenue",
        '[columns.tax]\nheaders = ["税"]\ntype = "money"\n[columns.revenue',
        "columns.tax：金额一律存成万元，列名要以 _10k_cny 结尾。",
    ),
    "名单": (
        "[columns.revenue",
        '[columns.area]\nheaders = ["片区"]\ntype = "member"\ndimension = "area"\n[columns.revenue',
        "columns.area：dimension = area 没有名单；只能是 cluster、field、chain、stage、carrier。",
    ),
    "系统自己的列": (
        "[columns.revenue",
        '[columns.row]\nheaders = ["行"]\ntype = "text"\n[columns.revenue',
        "columns.row：列名不能用；只用小写字母、数字、下划线，且不能是 filing、row、sheet。",
    ),
    "中文列名": (
        "[columns.revenue",
        '[columns."税额"]\nheaders = ["税"]\ntype = "text"\n[columns.revenue',
        "columns.税额：列名不能用；只用小写字母、数字、下划线，且不能是 filing、row、sheet。",
    ),
    "列不是一段": (
        "[columns.enterprise_id]",
        "[columns]\nx = 3\n[columns.enterprise_id]",
        "columns.x：要写成 一段 [columns.列名]。",
    ),
    "全不是列": (
        GOOD,
        'title = "甲"\nrecord = "register"\ncolumns = 3',
        "columns = 3 的写法不对；要写成 一段 [columns.列名]。",
    ),
}


@pytest.mark.parametrize(("old", "new", "said"), MISTAKES.values(), ids=MISTAKES)
def test_each_mistake_is_told_by_key_value_and_remedy(problems, old, new, said):
    """哪个键、什么值、该怎么改。"""
    assert problems(GOOD.replace(old, new))[0] == said


def test_every_mistake_is_told_at_once(problems):
    """一次说全，不用改一处试一次。"""
    text = GOOD.replace('"uscc"', '"身份证"').replace('"千元"', '"美元"').replace('["营收"]', "[]")
    assert len(problems(text)) == 3
