"""指标填报：企业数加不出来、目标又要用的几个数，也是编的。"""

import csv
from datetime import date
from pathlib import Path

from etl.demo.form_book import new_book
from etl.demo.story import HERE

_HEADERS = {
    "指标名称": "indicator",
    "地区": "region",
    "产业": "grouping",
    "报告期": "period",
    "期别": "basis",
    "数值": "value",
    "计量单位": "unit",
    "公布增速（%）": "",
    "比较符": "",
    "状态": "status",
    "脚注": "footnote",
    "来源": "",
}
_SOURCE = "演示数据，不是真实数字"


def indicator_days() -> list[date]:
    """The days on which an indicator workbook was handed in, in order."""
    return sorted({date.fromisoformat(row["handed_in"]) for row in _rows()})


def write_indicators(path: Path, day: date) -> None:
    """Write the indicators handed in on that day."""
    rows = [row for row in _rows() if date.fromisoformat(row["handed_in"]) == day]
    with new_book(path, day) as book:
        sheet = book.add_worksheet("指标")
        sheet.write_string(0, 0, "历下区产业指标填报表（演示数据）")
        for at, header in enumerate(_HEADERS):
            sheet.set_column(at, at, 18)
            sheet.write_string(1, at, header)
        for line, row in enumerate(rows, start=2):
            for at, (header, name) in enumerate(_HEADERS.items()):
                if header == "数值":
                    sheet.write_number(line, at, float(row[name]))
                else:
                    sheet.write_string(line, at, row[name] if name else _SOURCE if header == "来源" else "")


def _rows() -> list[dict[str, str]]:
    with (HERE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
