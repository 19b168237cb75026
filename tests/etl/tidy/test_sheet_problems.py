"""一张工作表有毛病时怎么说。"""

from decimal import Decimal

ERROR, UNCALCULATED = 5, 6
FIELDS = {"field": {"软件": "软件和信息技术服务", "人工智能": "人工智能"}}
HEADER = ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]


def test_a_unit_nobody_states_is_an_error_at_the_column(tidied, revenue, firms, said):
    """没写单位：不猜，指出是哪一列、怎么写。"""
    sheet = tidied(revenue, [HEADER, [firms[0], "甲公司", 350, 300]])
    assert said(sheet) == [("unit_missing", "C1", ""), ("unit_missing", "D1", "")]
    assert sheet.issues[0].message == (
        "“营业收入”没有写计量单位；请在表头写成“营业收入（万元）”，或在表上方写“计量单位：万元”。"
    )


def test_two_units_are_an_error(tidied, revenue, firms, said):
    """上方写了万元又写亿元，表头里也没有：不知道是哪个。"""
    sheet = tidied(revenue, [["单位：万元", "（金额单位：亿元）"], HEADER, [firms[0], "甲公司", 350, 300]])
    assert said(sheet) == [("unit_ambiguous", "C2", "万元、亿元"), ("unit_ambiguous", "D2", "万元、亿元")]
    assert sheet.issues[0].message == "“营业收入”同时写了 万元、亿元 几种单位；请只留一种。"


def test_a_missing_column_is_named_with_the_nearest_headers(tidied, revenue, firms):
    """缺营业收入列：说出表里相近的写法。"""
    rows = [["单位：万元"], ["统一社会信用代码", "企业名称", "营业总额"], [firms[0], "甲公司", 350]]
    sheet = tidied(revenue, rows)
    [missing] = [issue for issue in sheet.issues if issue.severity == "error"]
    assert (missing.rule, missing.sheet, missing.row, missing.column) == ("missing_column", "Sheet1", 2, "营业收入")
    assert missing.message == "缺少“营业收入”列；表里相近的有：营业总额。请补上，或把表头改成这个写法。"


def test_a_sheet_without_the_column_of_codes_gives_no_rows(tidied, revenue):
    """没有信用代码列：分不清哪行是企业，只说缺列，一行也不读。"""
    sheet = tidied(revenue, [["单位：万元"], ["企业名称", "营业收入"], ["甲公司", 350]])
    assert [(issue.rule, issue.column) for issue in sheet.issues] == [("missing_column", "统一社会信用代码")]
    assert sheet.table is None


def test_two_columns_for_one_are_an_error(tidied, revenue, firms, said):
    """两列都叫营业收入，不知道收哪一列。"""
    rows = [
        ["单位：万元"],
        ["统一社会信用代码", "企业名称", "营业收入", "营业收入累计"],
        [firms[0], "甲公司", 350, 360],
    ]
    sheet = tidied(revenue, rows)
    assert said(sheet) == [("ambiguous_header", "D2", "")]
    assert sheet.issues[0].message == "C2 和 D2 都像是“营业收入”；请只留一列，或改清表头。"


def test_a_mapped_column_that_is_all_empty_is_an_error(tidied, revenue, firms, said):
    """有“营业收入”列却一格没填，多半是公式丢了或贴错了列：整张不收。"""
    sheet = tidied(revenue, [["单位：万元"], HEADER, [firms[0], "甲公司", None, 300], [firms[1], "乙公司", None, 1]])
    assert ("empty_column", "C2", "") in said(sheet)
    assert sheet.issues[0].message == "表头“营业收入”下面一格也没有填；请补上，或去掉这一列再交。"


def test_every_problem_of_a_sheet_is_told_at_once(tidied, revenue, firms, said):
    """没单位、缺企业名称、代码错、数错：一次说完，不用交四回。"""
    sheet = tidied(
        revenue,
        [["统一社会信用代码", "营业收入"], [firms[0], 350], ["91370102MA0000001X", "三百五"], [firms[1], None]],
    )
    assert said(sheet) == [
        ("missing_column", "", ""),
        ("unit_missing", "B1", ""),
        ("code_check", "A3", "91370102MA0000001X"),
        ("number", "B3", "三百五"),
        ("not_reported", "B4", ""),
    ]


def test_a_row_that_lacks_what_must_be_there_is_set_aside(tidied, revenue, firms, kept, said):
    """没报营业收入按未报，不当零；没有名称要补上。"""
    sheet = tidied(
        revenue,
        [
            ["单位：万元"],
            HEADER,
            [firms[0], "甲公司", "—", 300],
            [firms[1], None, 5, 6],
            [firms[2], "丙公司", 0, 0],
        ],
    )
    assert kept(sheet) == [(5, Decimal(0), Decimal(0))]
    assert said(sheet) == [("not_reported", "C3", "—"), ("required", "B4", "")]
    assert sheet.aside[3][0].message == "甲公司：没有填，按未报处理；报来后再收。"


def test_error_cells_and_formulas_never_computed_are_set_aside(tidied, revenue, firms, kept, said):
    """#REF! 和没算过的公式不读成空、不读成零。"""
    sheet = tidied(
        revenue,
        [
            ["单位：万元"],
            HEADER,
            [firms[0], "甲公司", None, 1],
            [firms[1], "乙公司", None, 1],
            [firms[2], "丙公司", 1, 1],
        ],
        marks={(2, 2): (ERROR, "#REF!"), (3, 2): (UNCALCULATED, "=C1*2")},
    )
    assert kept(sheet) == [(5, Decimal(1), Decimal(1))]
    assert said(sheet) == [("error_cell", "C3", "#REF!"), ("formula_without_value", "C4", "=C1*2")]


def test_a_credit_code_stored_as_a_number_is_set_aside(tidied, revenue, said):
    """存成数字的信用代码丢了后三位，补不回来。"""
    sheet = tidied(revenue, [["单位：万元"], HEADER, [913701020000000100, "甲公司", 1, 1]])
    assert said(sheet) == [("code_as_number", "A3", "9.137010200000001e+17")]
    assert "存成了数字" in sheet.aside[3][0].message


def test_a_stranger_in_a_closed_list_is_set_aside_with_the_nearest(tidied, register, firms, said):
    """所属领域不在名单里：这一行搁置，说出相近的；别名换成正式名称。"""
    sheet = tidied(
        register,
        [
            ["统一社会信用代码", "企业名称", "所属领域"],
            [firms[0], "甲公司", "软件、人工智能"],
            [firms[1], "乙公司", "人工智障"],
            [firms[2], "丙公司", None],
        ],
        lists=FIELDS,
    )
    assert sheet.table.column("field").to_pylist() == ["软件和信息技术服务、人工智能", None, None]
    assert said(sheet) == [("member", "C3", "人工智障")]
    assert "相近的有：人工智能" in sheet.aside[3][0].message


def test_a_period_that_ends_no_quarter_is_an_error_at_its_cell(tidied, revenue, firms, said):
    """标题写 1-8 月：不改成三季度。"""
    sheet = tidied(revenue, [["2026年1-8月", "单位：万元"], HEADER, [firms[0], "甲公司", 1, 1]])
    assert said(sheet) == [("period_not_quarter", "A1", "2026年1-8月")]
    assert sheet.issues[0].message == (
        "报告期 2026年1-8月 不是年初至季度末；只收 1-3月、1-6月、1-9月、1-12月的累计数。"
    )
