"""一列单元格怎样变成一列值。"""

from datetime import date
from decimal import Decimal

import numpy as np
import pyarrow as pa
import pytest

from etl.tidy.cells import convert

EMPTY, TEXT, NUMBER, DATE, BOOLEAN, ERROR, UNCALCULATED = range(7)
KIND_OF = {str: TEXT, float: NUMBER, int: NUMBER, type(None): EMPTY}
LISTS = {"软件": "软件和信息技术服务", "软件和信息技术服务": "软件和信息技术服务", "人工智能": "人工智能"}


def column(kind, cells, **options):
    """(values, position → rule) of a column; a cell is a value as it stands, or (kind, text)."""
    plain = [cell if isinstance(cell, tuple) else (KIND_OF[type(cell)], cell) for cell in cells]
    texts = pa.array([None if text is None else str(text) for _kind, text in plain], pa.string())
    found = convert(kind, texts, _numbers(plain), np.array([kind for kind, _text in plain]), options)
    return found.values.to_pylist(), {position: rule for position, (rule, _reason) in found.wrong.items()}


def reason(kind, cell, **options):
    """What is said against one cell."""
    kinds = np.array([cell[0]])
    return convert(kind, pa.array([cell[1]], pa.string()), _numbers([cell]), kinds, options).wrong[0][1]


def _numbers(cells):
    return pa.array([float(text) if kind == NUMBER else None for kind, text in cells], pa.float64())


@pytest.mark.parametrize(
    ("unit", "stored"),
    [
        ("元", "0.0350"),
        ("千元", "35"),
        ("万元", "350"),
        ("百万元", "35000"),
        ("千万元", "350000"),
        ("亿元", "3500000"),
    ],
)
def test_money_is_stored_in_ten_thousand_yuan(unit, stored):
    """350 元、千元、万元……都换成万元，一分不差；文本与数字一样。"""
    values, wrong = column("money", [350, "350", "３５０", "350.00"], unit=unit)
    assert values == [Decimal(stored)] * 4
    assert wrong == {}


def test_money_is_exact_where_binary_numbers_are_not():
    """0.1+0.2 之类的二进制误差不会进账：795.9621 亿元就是 7959621 万元。"""
    assert column("money", ["795.9621", 795.9621], unit="亿元")[0] == [Decimal("7959621")] * 2
    assert column("money", [0.07], unit="元")[0] == [Decimal("0.000007")]


def test_a_blank_and_a_dash_are_unknown_and_a_zero_is_zero():
    """空着、“—”“/”“未报”是未知；0 是零。"""
    assert column("money", [None, "—", "/", "未报", " ", 0, "0.00"], unit="万元") == (
        [None, None, None, None, None, Decimal(0), Decimal(0)],
        {},
    )


def test_a_bracketed_figure_is_negative():
    """会计写法（350）是 -350。"""
    assert column("money", ["（350）", "(1,350.5)", -350], unit="万元")[0] == [
        Decimal(-350),
        Decimal("-1350.5"),
        Decimal(-350),
    ]


def test_what_is_no_figure_is_unknown_with_its_reason():
    """带单位的、布尔值、日期、错误值、没算过的公式、大得离谱的，都不收，各有原因。"""
    cells = ["12万元", (BOOLEAN, "TRUE"), (DATE, "2026-01-01"), (ERROR, "#REF!"), (UNCALCULATED, "=A1"), 9.2e17, 1e308]
    values, wrong = column("money", [*cells, "9200000000"], unit="亿元")
    assert values == [None] * 8
    assert wrong == {
        0: "unit_in_cell",
        1: "number",
        2: "number",
        3: "error_cell",
        4: "formula_without_value",
        5: "number_too_large",
        6: "number_too_large",
        7: "number",
    }


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ((TEXT, "12万元"), "“12万元”不是数；请填数字，没有数的留空或填“—”。"),
        ((ERROR, "#DIV/0!"), "单元格是错误值 #DIV/0!；请改正公式或直接填数。"),
        ((UNCALCULATED, "=A1"), "单元格是公式但没有保存计算结果；请用 Excel 打开、重新计算并保存。"),
        ((NUMBER, "9.2e+17"), "数值大得不像真的；请核对数值和单位。"),
    ],
)
def test_the_reason_says_what_to_do(cell, said):
    """每条原因都带办法。"""
    assert reason("money", cell, unit="万元") == said


def test_text_is_trimmed_and_nothing_said_is_null():
    """首尾的全角空格、零宽空格去掉；空白和“—”“无”不是名字。"""
    assert column("text", [" 甲\u3000", "\u200b乙", "  ", "—", "无", None, 6520]) == (
        ["甲", "乙", None, None, None, None, "6520"],
        {},
    )


def test_a_text_beyond_all_measure_is_set_aside():
    """几千字的“企业名称”多半是贴错了。"""
    assert column("text", ["甲" * 2000, "甲" * 2001])[1] == {1: "text_too_long"}


@pytest.mark.parametrize(
    "written",
    [
        "2020-01-31",
        "2020/1/31",
        "2020.1.31",
        "2020年1月31日",
        "20200131",
        "２０２０－０１－３１",
        "2020-01-31 09:30:00",
    ],
)
def test_a_day_however_it_is_written(written):
    """日期的各种写法。"""
    assert column("date", [written])[0] == [date(2020, 1, 31)]


@pytest.mark.parametrize("written", ["2020年1月", "2020-01", "202001", "2020/1", "2020年01月", "2020-01-15"])
def test_a_month_is_stored_as_its_first_day(written):
    """纳统年月的各种写法都存成当月一日。"""
    assert column("month", [written])[0] == [date(2020, 1, 1)]


@pytest.mark.parametrize("cell", ["2020-13", "43831", 43831, "2020", "去年", "2020-02-30", (BOOLEAN, "TRUE")])
def test_what_is_no_day_is_told(cell):
    """序列号 43831 不是 4383 年 1 月；没有的日子不收。"""
    assert column("date", [cell]) == ([None], {0: "date"})


def test_a_month_typed_as_a_number_is_not_guessed():
    """2020.1 可能是 1 月，也可能是 2020.10 丢了零：不猜。"""
    assert column("month", [2020.1])[1] == {0: "month_as_number"}
    assert column("month", ["2020.1", 202001]) == ([date(2020, 1, 1)] * 2, {})


def test_a_blank_date_is_no_mistake():
    """没有退统的企业，退统年月空着或写“—”。"""
    assert column("month", [None, "—", "无"]) == ([None] * 3, {})


def test_percentages():
    """公布增速写成数或带百分号。"""
    assert column("percent", [12.5, "12.5%", "—", "两成"]) == ([12.5, 12.5, None, None], {3: "percent"})


def test_periods():
    """报告期列的写法；1-8 月与没有年份的不收。"""
    cells = ["2026年1-9月", "2022年", 2022, (DATE, "2026-09-30"), "1-9月", "2026年1-8月", None]
    values, wrong = column("period", cells)
    assert values == ["2026Q3", "2022Q4", "2022Q4", "2026Q3", None, None, None]
    assert wrong == {4: "period", 5: "period"}


def test_bases():
    """期别只认全年、累计、时点。"""
    assert column("basis", ["全年", "累计", "时点", "年度", "单季"]) == (
        ["year", "ytd", "point", "year", None],
        {4: "basis"},
    )


def test_members_become_canonical_names():
    """别名换成正式名称，几个用“、；,”隔开，重复的只留一个，空着就是没有。"""
    cells = ["软件", "软件、人工智能", "人工智能；软件", "软件,软件和信息技术服务", " 软 件 ", None, "—", "/", "无"]
    assert column("member", cells, closed=LISTS) == (
        [
            "软件和信息技术服务",
            "软件和信息技术服务、人工智能",
            "人工智能、软件和信息技术服务",
            "软件和信息技术服务",
            "软件和信息技术服务",
            None,
            None,
            None,
            None,
        ],
        {},
    )


def test_a_stranger_among_members_is_set_aside_with_the_nearest_names():
    """名单里没有的不收，说出相近的。"""
    assert column("member", ["人工智障"], closed=LISTS) == ([None], {0: "member"})
    said = reason("member", (TEXT, "软件、人工智障"), closed=LISTS)
    assert said == "“人工智障”不在名单里；相近的有：人工智能。请改成名单里的写法，或先在名单里补上。"


def test_codes_are_checked_by_their_scheme():
    """信用代码存成数字就收不了；六位数字码存成数字补零。"""
    assert column("identifier", ["91370102MA0000001W", 913701020000001000.0], scheme="uscc")[1] == {1: "code_as_number"}
    assert column("identifier", [1, "０００００２"], scheme="digits:6") == (["000001", "000002"], {})
