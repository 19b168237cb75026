"""另存时公式的计算结果会丢；照原件补回去，手机上预览、别的程序读取都还看得见数。"""

import re
import shutil
import zipfile
from collections.abc import Container, Sequence
from datetime import date, time, timedelta
from functools import partial
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
from openpyxl.cell.read_only import EmptyCell
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet._read_only import ReadOnlyWorksheet

_FORMULA = re.compile(rb'<c r="([A-Z]+[0-9]+)"([^>]*)>(<f[^>]*>[^<]*</f>|<f[^>]*/>)<v ?/?>(?:</v>)?</c>')
_KINDS = {"s": ' t="str"', "str": ' t="str"', "b": ' t="b"', "e": ' t="e"'}
Values = dict[str, tuple[str, str]]


def restore_values(original: Path, saved: Path, names: Sequence[str]) -> None:
    """Put into `saved`, in place, the results of its formulas as they stand in `original`: nothing else changes.

    `names` are the worksheets of `saved` in their order, as openpyxl numbers them. A formula the original holds no
    result for stays without one.
    """
    sheets = {name: f"xl/worksheets/sheet{number}.xml" for number, name in enumerate(names, 1)}
    if not any(b"<f" in _part(saved, part) for part in sheets.values()):
        return
    known = _results(original, sheets)
    scratch = saved.with_name("with-values")
    with zipfile.ZipFile(saved) as old, zipfile.ZipFile(scratch, "w", zipfile.ZIP_DEFLATED) as new:
        named = {part: name for name, part in sheets.items()}
        for entry in old.infolist():
            content = old.read(entry)
            values = known.get(named.get(entry.filename, ""), {})
            new.writestr(entry, _FORMULA.sub(partial(_with_value, values), content) if values else content)
    shutil.move(scratch, saved)


def _with_value(values: Values, match: "re.Match[bytes]") -> bytes:
    cell, attributes, formula = match.groups()
    if cell.decode() not in values:
        return match.group()
    kind, text = values[cell.decode()]
    return b'<c r="%b"%b%b>%b<v>%b</v></c>' % (cell, attributes, kind.encode(), formula, escape(text).encode())


def _results(original: Path, sheets: Container[str]) -> dict[str, Values]:
    """Sheet → cell → (type attribute, text) of everything the original shows, read as a stream."""
    found: dict[str, Values] = {}
    with original.open("rb") as content:  # 给路径的话，openpyxl 还要看扩展名
        book = openpyxl.load_workbook(content, read_only=True, data_only=True)
        for sheet in book.worksheets:
            if sheet.title in sheets and isinstance(sheet, ReadOnlyWorksheet):
                sheet.reset_dimensions()  # 文件自称的范围不可信
                cells = (cell for row in sheet.iter_rows() for cell in row if not isinstance(cell, EmptyCell))
                found[sheet.title] = {
                    f"{cell.column_letter}{cell.row}": (_KINDS.get(cell.data_type, ""), _text(cell.value))
                    for cell in cells
                    if cell.value is not None
                }
    return found


def _text(value: object) -> str:
    if isinstance(value, bool):
        return str(int(value))
    if isinstance(value, date | time | timedelta):
        return str(to_excel(value))
    return repr(value) if isinstance(value, float) else str(value)


def _part(file: Path, part: str) -> bytes:
    with zipfile.ZipFile(file) as archive:
        return archive.read(part)
