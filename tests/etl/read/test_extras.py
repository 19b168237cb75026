"""宏与外部链接。"""

from pathlib import Path

from etl.read.extras import disguised_macros, notes

MACROS = ["xl/workbook.xml", "xl/vbaProject.bin"]


def test_macros_under_the_name_of_a_workbook_without_are_refused():
    """Excel 自己也不肯打开这样的文件。"""
    assert [issue.rule for issue in disguised_macros(Path("季报.XLSX"), MACROS)] == ["E_MACRO"]
    assert disguised_macros(Path("季报.xlsm"), MACROS) == []
    assert disguised_macros(Path("季报.xlsx"), ["xl/workbook.xml"]) == []


def test_macros_and_links_are_noted():
    """读了值，没有运行宏，没有打开链接。"""
    found = notes(Path("季报.xlsm"), [*MACROS, "xl/externalLinks/externalLink1.xml"])
    assert [(issue.rule, issue.severity) for issue in found] == [("W_MACRO", "note"), ("W_EXTERNAL_LINK", "warning")]
    assert notes(Path("季报.xlsx"), ["xl/workbook.xml"]) == []
