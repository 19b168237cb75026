""".xls 里的错误值。"""

import struct

import pytest

from etl.read import limits
from etl.read.biff import biff_marks, has_password
from etl.read.cell_kind import ERROR


@pytest.fixture
def error_cell(record):
    return lambda row, column, code: record(0x205, struct.pack("<HHHBB", row, column, 0, code, 1))


def test_error_cells_and_failed_formulas_are_marked(record, old_stream, compound, error_cell):
    """错误单元格和算出错误的公式是两种记录；布尔单元格与错误单元格只差一个字节。"""
    failed = struct.pack("<HHH", 2, 1, 0) + bytes([2, 0, 0x07, 0, 0, 0, 0xFF, 0xFF]) + struct.pack("<HIH", 0, 0, 0)
    worked = struct.pack("<HHHd", 3, 1, 0, 5.0) + struct.pack("<HIH", 0, 0, 0)
    is_true = record(0x205, struct.pack("<HHHBB", 4, 1, 0, 1, 0))
    cells = error_cell(1, 0, 0x17) + record(0x06, failed) + record(0x06, worked) + is_true
    marks = biff_marks(compound("Workbook", old_stream(cells)))
    assert marks == {"营收": {0: {1: (ERROR, "#REF!")}, 1: {2: (ERROR, "#DIV/0!")}}}


def test_a_password_is_seen_in_the_first_records(record, old_stream, compound):
    """FILEPASS stands among the globals."""
    assert has_password(compound("Workbook", old_stream(b"", before=record(0x2F, b"\0" * 6))))
    assert not has_password(compound("Workbook", old_stream(record(0x2F, b""))))


def test_too_many_errors_are_refused(old_stream, compound, error_cell, monkeypatch):
    """The sheet is named."""
    monkeypatch.setattr(limits, "MARKS", 1)
    with pytest.raises(ValueError, match="营收"):
        biff_marks(compound("Workbook", old_stream(error_cell(1, 0, 0x17) + error_cell(2, 0, 0x17))))


def test_a_damaged_stream_has_no_marks(compound):
    """The reader will say that it is damaged."""
    assert biff_marks(b"") == {}
    assert biff_marks(compound("Workbook", b"\xff" * 5000)) == {}
