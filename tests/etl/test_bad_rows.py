"""坏的行：每一种都搁置，其余照收，话里有文件、表、单元格、值、规则和办法。"""

import pytest

from etl.commands import main

CODE_A, CODE_B = "91370102MA0000001W", "91370102MA00000020"
HEADER = ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]
TITLE = ["2026年1-9月", None, "单位：万元"]
ONE = [CODE_A, "甲公司", 350, 300]
REGISTER = ["统一社会信用代码", "企业名称", "所属集群", "所属领域"]
FORM = [TITLE, [*HEADER, "报告期"], [*ONE, "2026Q3"]]
LIST = [REGISTER, [CODE_A, "甲公司", None, "人工智能"]]
SET_ASIDE = {
    "集群不在名单": (
        [*LIST, [CODE_B, "乙公司", "软件产业集郡", None]],
        " · 汇总 · C3 · 所属集群 · “软件产业集郡”：乙公司：“软件产业集郡”不在名单里；",
    ),
    "领域不在名单": (
        [*LIST, [CODE_B, "乙公司", None, "人工智障"]],
        " · 汇总 · D3 · 所属领域 · “人工智障”：乙公司：“人工智障”不在名单里；相近的有：人工智能。"
        "请改成名单里的写法，或先在名单里补上。",
    ),
    "代码存成数字": (
        [*FORM, [913701020000000100, "乙公司", 1, 1, None]],
        " · 汇总 · A4 · 统一社会信用代码 · “9.137010200000001e+17”："
        "乙公司：统一社会信用代码存成了数字，后几位已经丢失；请把该列设为“文本”后重新录入。",
    ),
    "代码错一位": (
        [*FORM, ["91370102MA0000002X", "乙公司", 1, 1, None]],
        " · 汇总 · A4 · 统一社会信用代码 · “91370102MA0000002X”："
        "乙公司：统一社会信用代码的校验位不符（末位应为 0）；请对照营业执照核对。",
    ),
    "不是数": (
        [*FORM, [CODE_B, "乙公司", "12万元", 1, None]],
        " · 汇总 · C4 · 营业收入 · “12万元”：乙公司：“12万元”不是数；请填数字，没有数的留空或填“—”。",
    ),
    "错误值": (
        [*FORM, [CODE_B, "乙公司", "#REF!", 1, None]],
        " · 汇总 · C4 · 营业收入 · “#REF!”：乙公司：单元格是错误值 #REF!；请改正公式或直接填数。",
    ),
    "公式没有算过": (
        [*FORM, [CODE_B, "乙公司", "=D4*2", 1, None]],
        " · 汇总 · C4 · 营业收入 · “=D4*2”：乙公司：单元格是公式但没有保存计算结果；请用 Excel 打开、重新计算并保存。",
    ),
    "没有报": (
        [*FORM, [CODE_B, "乙公司", "未报", 1, None]],
        " · 汇总 · C4 · 营业收入 · “未报”：乙公司：没有填，按未报处理；报来后再收。",
    ),
    "这一行是别的期": (
        [*FORM, [CODE_B, "乙公司", 1, 1, "2026年1-6月"]],
        " · 汇总 · E4 · 报告期 · “2026年1-6月”：这一行的报告期是 2026年1-6月，与全表的 2026年1-9月 不一致；请核对。",
    ),
    "报告期不在季度末": (
        [*FORM, [CODE_B, "乙公司", 1, 1, "1-8月"]],
        " · 汇总 · E4 · 报告期 · “1-8月”：乙公司：“1-8月”不是一个季度末的报告期；请写成 2026年1-9月 或 2026Q3 的样子。",
    ),
}


@pytest.mark.parametrize(("rows", "said"), SET_ASIDE.values(), ids=SET_ASIDE)
def test_a_wrong_row_is_set_aside_and_told_why(tmp_path, write_book, capsys, rows, said):
    """一行不对：这一行搁置，其余照收，话里有表、单元格、值、规则和办法。"""
    path = write_book(tmp_path / "报表.xlsx", {"汇总": rows})
    assert main(["load", str(path), "--data", str(tmp_path / "data")]) == 0
    printed = capsys.readouterr()
    assert "2 行 = 收 1 + 搁置 1" in printed.out
    [line] = printed.err.splitlines()
    assert line.startswith(f"  报表.xlsx{said}")


def test_two_figures_for_one_firm_are_both_set_aside(tmp_path, write_book, capsys):
    """同一家同一期两个数：都不收，互相指出在哪一行、各是多少。"""
    rows = [TITLE, HEADER[:3], ONE[:3], [CODE_B, "乙公司", 1], [CODE_B, "乙公司", 2]]
    path = write_book(tmp_path / "报表.xlsx", {"汇总": rows})
    assert main(["load", str(path), "--data", str(tmp_path / "data")]) == 0
    printed = capsys.readouterr()
    assert "3 行 = 收 1 + 搁置 2" in printed.out
    assert printed.err.splitlines() == [
        f"  报表.xlsx · 汇总 · A{row} · 统一社会信用代码 · “{CODE_B}”：乙公司：与 汇总 第 {other} 行 是同一家同一期，"
        "却不一样：“营业收入”有 1 万元、2 万元。都没有收；请只留正确的一行。"
        for row, other in ((5, 4), (4, 5))  # 钱多的在前
    ]
