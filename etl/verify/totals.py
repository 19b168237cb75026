"""表里的合计、小计行拿来核对：各行加起来对不上，就是少了行、多了行或改过数。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from etl.issue import Issue
from etl.rule import issue, limit
from etl.source import Source
from etl.tidy.number import parse_number
from etl.tidy.outcome import TidySheet
from etl.tidy.unit import MONEY_UNITS
from etl.words import _

_GRAND_TOTAL = re.compile(r"(?:合计|总计|共计)[:：]?")
_PART_TOTAL = re.compile(r".{0,20}(?:小计|合计|总计)[:：]?")


def check_totals(sheet: TidySheet, source: Source) -> list[Issue]:
    """A warning for each money column of a total row that differs from what the sheet's own rows add up to.

    A grand total is compared with all rows; a subtotal with the rows between it and the total above, or below it, as
    forms have it either way.
    """
    if sheet.table is None or not sheet.totals:
        return []
    names = [column.name for column in source.columns if column.type == "money"]
    return [found for row in sheet.totals for name in names if (found := _difference(sheet, row, name)) is not None]


def _difference(sheet: TidySheet, row: int, name: str) -> Issue | None:
    written = sheet.totals[row]
    line, is_grand = _line(written)
    stated = _stated(written.get(name, ""))
    if not line or stated is None or sheet.table is None:
        return None
    unit = sheet.units[name]
    sums = [
        (which, len(values), (pc.sum(values).as_py() or Decimal(0)) / MONEY_UNITS[unit])
        for which, values in _parts(sheet, sheet.table, row, name, is_grand=is_grand)
    ]
    rounding = Decimal(str(limit("total_mismatch", "rounding")))  # 合计行按显示的位数写，末位四舍五入不算错
    if not sums or any(abs(total - stated) <= rounding * max(1, count) for _which, count, total in sums):
        return None
    which, _count, total = sums[0]
    words: dict[str, Any] = {"line": line, "which": which, "unit": unit}
    words |= {"stated": f"{stated:,}", "total": f"{total.normalize():,f}"}
    place: dict[str, Any] = {"sheet": sheet.name, "cell": f"{sheet.letters[name]}{row}", "row": row}
    stake = abs(total - stated) * MONEY_UNITS[unit]
    return issue("total_mismatch", **place, column=sheet.headers[name], value=str(stated), stake=stake, **words)


def _line(written: dict[str, str]) -> tuple[str, bool]:
    """The words of a total row and whether it is of the whole sheet; "" where it is neither total nor subtotal."""
    texts = [re.sub(r"[\s\u3000]+", "", text) for text in written.values()]
    for pattern, is_grand in ((_GRAND_TOTAL, True), (_PART_TOTAL, False)):
        for text in texts:
            if pattern.fullmatch(text):
                return text.rstrip(":："), is_grand
    return "", False


def _stated(text: str) -> Decimal | None:
    try:
        return parse_number(text) if text else None
    except ValueError:
        return None


def _parts(
    sheet: TidySheet, table: pa.Table, row: int, name: str, *, is_grand: bool
) -> Iterator[tuple[str, pa.ChunkedArray]]:
    """The rows a total may be of, in words and in figures."""
    values = table.column(name)
    if is_grand:
        yield _("各行"), values
        return
    rows = table.column("row").to_numpy()
    above = max((other for other in sheet.totals if other < row), default=0)
    below = min((other for other in sheet.totals if other > row), default=int(rows.max(initial=row)) + 1)
    for which, first, last in ((_("上面各行"), above, row), (_("下面各行"), row, below)):
        inside = np.flatnonzero((rows > first) & (rows < last))
        if len(inside):
            yield which, values.take(pa.array(inside))
