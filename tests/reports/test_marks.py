"""reports/marks.py：随身说明。"""

import io

import openpyxl

from reports.figure import csv, svg, xlsx
from reports.marks import marks


def test_every_export_can_say_what_it_is(figure_of):
    """七件事，一件不少。"""
    assert list(marks(figure_of())) == ["图题", "指标与单位", "数据来源", "截至期", "数据版本", "口径", "数据性质"]


def test_who_took_it_and_when_stands_in_every_format(figure_of):
    """In the picture, in each row of the table, on the workbook's second sheet."""
    taken = "张三（研究者） 2026-11-21 16:40"
    figure = figure_of()
    assert marks(figure, taken)["取走"] == taken
    assert taken in svg(figure, taken).decode()
    assert taken in csv(figure, taken).decode("utf-8-sig")
    about = openpyxl.load_workbook(io.BytesIO(xlsx(figure, taken)))["说明"]
    assert taken in [row[1] for row in about.iter_rows(values_only=True)]
