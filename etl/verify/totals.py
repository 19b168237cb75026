"""表里的合计行拿来核对：各行加起来对不上，就是少了行、多了行或改过数。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

import re
from decimal import Decimal

import pyarrow.compute as pc

from etl.issue import Issue
from etl.source import Source
from etl.tidy.number import parse_number
from etl.tidy.sheet import TidySheet
from etl.tidy.unit import MONEY_UNITS
from etl.words import _

_GRAND_TOTAL = re.compile(r"^(?:合计|总计|共计)[:：]?$")
_TOLERANCE = Decimal("0.01")  # 合计行按显示的位数写，末位四舍五入不算错


def check_totals(sheet: TidySheet, source: Source) -> list[Issue]:
    """A warning for each money column whose grand total row differs from the sum of the sheet's own rows."""
    found: list[Issue] = []
    if sheet.table is None:
        return found
    for row, written in sheet.totals.items():
        if not any(_GRAND_TOTAL.match(re.sub(r"[\s\u3000]+", "", text)) for text in written.values()):
            continue
        for column in source.columns:
            if column.type != "money" or not written.get(column.name):
                continue
            try:
                stated = parse_number(written[column.name])
            except ValueError:
                continue
            if stated is None:
                continue
            unit = sheet.units[column.name]
            total = (pc.sum(sheet.table.column(column.name)).as_py() or Decimal(0)) / MONEY_UNITS[unit]
            if abs(total - stated) > _TOLERANCE * max(1, len(sheet.table)):
                message = _("合计行写 {0} {2}，各行相加是 {1} {2}；请核对是否漏行、重行或改过数。").format(
                    f"{stated:,}", f"{total.normalize():,f}", unit
                )
                cell = f"{sheet.letters[column.name]}{row}"
                found.append(
                    Issue(
                        "total_mismatch",
                        message,
                        "warning",
                        sheet.name,
                        cell,
                        row,
                        sheet.headers[column.name],
                        str(stated),
                    )
                )
    return found
