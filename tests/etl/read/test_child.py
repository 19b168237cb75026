"""子进程里的读法。"""

import io

import pytest

from etl.read import child, limits


@pytest.fixture
def answer(tmp_path, monkeypatch):
    """The child's answer, computed in this process."""
    monkeypatch.setitem(child.sys.modules, "numpy", child.sys.modules.get("numpy"))  # 子进程会把它挡在外面

    def ask(path, container):
        monkeypatch.setattr("sys.stdin", io.StringIO("{}"))
        return child.answer(tmp_path, {"path": str(path), "container": container})

    return ask


@pytest.mark.parametrize(
    ("limit", "rule"), [("ROWS", "E_TOO_MANY_ROWS"), ("COLUMNS", "E_TOO_MANY_COLS"), ("CELLS", "E_TOO_MANY_CELLS")]
)
def test_sheets_beyond_the_limits_are_refused_before_they_are_copied(answer, book, monkeypatch, limit, rule):
    """结构检查看不见的大小（.xls、.csv、.ods），在这里再量一次。"""
    monkeypatch.setattr(limits, limit, 1)
    path = book('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="B2"><v>1</v></c></row>')
    (issue,) = answer(path, "xlsx")["issues"]
    assert (issue["rule"], issue["sheet"], issue["cell"]) == (rule, "营收", "B2")


def test_too_many_sheets_are_refused(answer, book, monkeypatch):
    """旧式工作簿的表数在这里才知道。"""
    monkeypatch.setattr(limits, "SHEETS", 0)
    assert answer(book(""), "xlsx")["issues"][0]["rule"] == "E_TOO_MANY_SHEETS"


def test_text_is_counted_while_it_is_read(answer, tmp_path, monkeypatch):
    """读到超限的那一行就停。"""
    monkeypatch.setattr(limits, "ROWS", 2)
    path = tmp_path / "季报.csv"
    path.write_text("a\nb\nc\nd")
    (issue,) = answer(path, "csv")["issues"]
    assert (issue["rule"], issue["row"]) == ("E_TOO_MANY_ROWS", 3)


def test_blank_lines_and_endless_rows_name_a_cell(answer, tmp_path, monkeypatch):
    """只有空行、一行几千万格，地址也说得清。"""
    path = tmp_path / "季报.csv"
    monkeypatch.setattr(limits, "ROWS", 2)
    path.write_text("\n\n\n\n")
    assert answer(path, "csv")["issues"][0]["cell"] == "A3"
    path.write_text("," * 100_000)
    assert answer(path, "csv")["issues"][0]["cell"] == "IW1"


def test_a_workbook_without_worksheets_is_refused(answer, tmp_path, compound):
    """目录里一张表也没有。"""
    path = tmp_path / "季报.xls"
    path.write_bytes(compound("Workbook", b"\0" * 5000))
    assert answer(path, "xls")["issues"][0]["rule"] == "E_NO_SHEETS"


def test_broken_quotes_name_their_line(answer, tmp_path):
    """哪一行起分不清格子。"""
    path = tmp_path / "季报.csv"
    path.write_text('a,b\n"c,d\n')
    (issue,) = answer(path, "csv")["issues"]
    assert (issue["rule"], issue["row"]) == ("E_CSV_QUOTES", 2)


def test_a_damaged_old_workbook_is_refused(answer, tmp_path, compound):
    """读取程序不认得的流。"""
    path = tmp_path / "季报.xls"
    path.write_bytes(compound("Workbook", b"\xff" * 5000))
    assert answer(path, "xls")["issues"][0]["rule"] == "E_DAMAGED"
