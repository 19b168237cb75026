"""收下的一份里的表拆得开：页面发来的、CSV、工作簿，一格一格都在，头一行是列名。"""

import io

import openpyxl
import pyarrow

from tests.access.crawl_files import unpacked
from tests.access.crawl_grids import Grid, grids

ROWS = (("行业", "营业收入（亿元）"), ("纺织", "147.33"), ("食品", "1.5"))


def test_a_table_sent_to_a_page_is_taken_apart():
    """Between other bytes; a machine's number as the digits it stands for, an empty cell empty."""
    sink = io.BytesIO()
    table = pyarrow.table({"行业": ["纺织", "食品", None], "营业收入（亿元）": [147.33, 1.5, None]})
    with pyarrow.ipc.new_stream(sink, table.schema) as stream:
        stream.write_table(table)
    [grid] = grids(b"\x12\xff\xff\xff\xffabc" + sink.getvalue() + b"\x1a\x08after")
    assert grid.rows == (*ROWS, ("", ""))
    assert grid.numbers == {(1, 1): "147.33", (2, 1): "1.5"}


def test_a_csv_and_a_workbook_are_taken_apart():
    """The same rows from either, with commas inside quotes and without the workbook's other parts."""
    separated = b"\xef\xbb\xbf" + '行业,营业收入（亿元）\r\n纺织,147.33\r\n"食品",1.5\r\n'.encode()
    book, packed = openpyxl.Workbook(), io.BytesIO()
    for texts in (ROWS[0], ("纺织", 147.33), ("食品", 1.5)):
        book.worksheets[0].append(texts)
    book.save(packed)
    assert [grid.rows for grid in grids(separated)] == [ROWS]
    assert [grid.rows for grid in grids(unpacked(packed.getvalue()))] == [ROWS]
    assert grids(b"no table, 1,2,3") == []


def test_only_a_cell_that_is_a_number_and_no_more_counts_as_one():
    """Sign, commas and a unit may be with it; a sentence that has numbers is a sentence."""
    [grid] = grids('\ufeff甲,+18.20%,"1,473.30",−5.50,前四家占81.83%，共5.00家,2015Q3,—'.encode())
    assert grid.numbers == {(0, 1): "18.2", (0, 2): "1473.3", (0, 3): "5.5"}
    assert grid.turned.rows[1] == ("+18.20%",)


def test_a_number_of_two_cells_end_to_end_is_told_from_one_of_a_cell():
    """100.0 and 80% are sent as 100.080%: no cell has 100.08; where one has it, it stays a find."""
    texts = ("区间72.3—100.0", "80%区间60.8")
    assert Grid((("说明",), *((one,) for one in texts))).is_across("100.08", "72.3—100.080%区间".encode())
    whole = Grid((("说明",), ("72.3—100.080%区间",)))
    assert not whole.is_across("100.08", "72.3—100.080%区间".encode())
    assert not Grid((("说明",), ("100.0",), ("80",), ("100.08",))).is_across("100.08", b"100.080100.08")
    assert not Grid((("说明",), ("别的",))).is_across("100.08", "72.3—100.080%区间".encode())
