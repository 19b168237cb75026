"""一个文件 → 一个工作簿：每张表的文字与种类，地址与文件里的一一对应。"""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pyarrow as pa

from etl.issue import Issue, Refused
from etl.read.container import container_of, too_large
from etl.read.preflight import inspect, unpack
from etl.read.process import reading


@dataclass(frozen=True)
class Sheet:
    """One worksheet. Row i of both tables is spreadsheet row i + 1; columns are named "A", "B", …

    `text` holds strings, null = empty. `kind` (uint8): 0 empty, 1 text, 2 number, 3 date or time, 4 boolean,
    5 error cell (its text is the error), 6 formula never computed (its text is the formula).
    `merged` are 0-based (first row, first column, last row, last column), cut to the cells that exist.
    """

    name: str
    is_visible: bool
    merged: tuple[tuple[int, int, int, int], ...]
    text: pa.Table
    kind: pa.Table


@dataclass(frozen=True)
class Workbook:
    """All worksheets of one file, hidden ones too. `container` is what the content is: xlsx, xlsm, xls, ods or csv.

    `notes` are findings that do not stop the file, such as macros that were ignored.
    """

    container: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Issue, ...] = ()


def read_workbook(path: Path, meanwhile: Callable[[], None] | None = None) -> Workbook:
    """Read a spreadsheet by its content, never by its extension, in a child process with limits.

    Numbers come as text of 15 significant digits (`etl.read.number`), dates as `2026-10-08`, booleans as TRUE / FALSE.
    `meanwhile` is called once the structure is found sound and while the child still reads.
    A sheet without cells has tables of no columns. Raises Refused with every problem found in the file as a whole.
    """
    size_issue = too_large(path, path.stat().st_size)
    if size_issue:
        raise Refused([size_issue])
    data = path.read_bytes()
    container = container_of(path, data)
    if isinstance(container, Issue):
        raise Refused([container])
    archive = unpack(path, container, data)
    with reading(path, container) as finish:
        seen = inspect(path, container, data, archive)
        if meanwhile:
            meanwhile()
        headers, tables = finish(seen.marks)
    sheets = tuple(
        Sheet(header["name"], header["is_visible"], tuple(map(tuple, header["merged"])), text, kind)
        for header, (text, kind) in zip(headers, tables, strict=True)
    )
    return Workbook(container, sheets, seen.notes)
