"""读一个文件的子进程：先给自己设上限，再读；结果写进私有的临时目录。

`python -m etl.read.child FOLDER`: FOLDER holds request.json, the marks come by standard input; the answer is
answer.json and three Arrow files per sheet.
"""

import gc
import json
import os
import resource
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import python_calamine as calamine

from etl.issue import Issue
from etl.read import limits
from etl.read.delimited import BrokenQuotes, decode, rows_of
from etl.read.findings import (
    NO_ROOM,
    broken_quotes,
    damaged,
    encrypted,
    no_sheets,
    too_many_cells,
    too_many_columns,
    too_many_rows,
    too_many_sheets,
)

_SCANNED = ("xlsx", "xlsm")  # 结构检查列出了其中每一张工作表
Merged = list[tuple[int, int, int, int]]


class _RawSheet(NamedTuple):
    name: str
    is_visible: bool
    merged: Merged
    rows: list[list]


class _Stop(Exception):
    def __init__(self, issue: Issue) -> None:
        super().__init__(issue.message)
        self.issue = issue


class _NoRoom(Exception):
    """The answer can't be written."""


def limit_myself(cpu_seconds: int) -> None:
    """Cap memory, processor time, written bytes and core dumps of this process, before any hostile byte is parsed."""
    for what, cap in (
        (resource.RLIMIT_AS, limits.CHILD_MEMORY_BYTES),
        (resource.RLIMIT_CPU, cpu_seconds),
        (resource.RLIMIT_FSIZE, limits.CHILD_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        hard = resource.getrlimit(what)[1]
        cap = cap if hard == resource.RLIM_INFINITY else min(cap, hard)
        resource.setrlimit(what, (cap, cap))


def answer(folder: Path, request: dict) -> dict:
    """Read what the request asks for; the JSON header of the answer, with issues in place of sheets where refused."""
    path = Path(request["path"])
    try:
        return {"sheets": _write_sheets(folder, path, request["container"])}
    except _Stop as stop:
        return {"issues": [stop.issue.as_dict()]}
    except BrokenQuotes as broken:
        return {"issues": [broken_quotes(path, broken.line).as_dict()]}
    except calamine.PasswordError:
        return {"issues": [encrypted(path).as_dict()]}
    except (calamine.CalamineError, ValueError, OSError):
        return {"issues": [damaged(path).as_dict()]}


def _write_sheets(folder: Path, path: Path, container: str) -> list[dict]:
    raw_sheets = _delimited_sheet(path) if container == "csv" else _workbook_sheets(path)
    sheets: list[dict] = []
    marks: dict = {}
    for raw in raw_sheets:
        if not sheets:
            marks = json.loads(sys.stdin.readline())  # 上面读第一张表时，父进程正在查结构
        if container in _SCANNED and raw.name not in marks:  # 读到的不是查过的那张表
            raise _Stop(damaged(path))
        size = _write_tables(folder, len(sheets), raw.rows, _marks(marks.get(raw.name, {})))
        merged = list(_within(raw.merged, *size))
        sheets.append({"name": raw.name, "is_visible": raw.is_visible, "merged": merged})
    if not sheets:
        raise _Stop(no_sheets(path))
    return sheets


def _marks(columns: dict) -> dict[int, dict[int, tuple[int, str]]]:
    return {
        int(column): {int(row): (kind, text) for row, (kind, text) in cells.items()}
        for column, cells in columns.items()
    }


def _write_tables(folder: Path, number: int, rows: list[list], marks: dict) -> tuple[int, int]:
    """Write the text, number and kind tables of one sheet; their number of rows and columns."""
    sys.modules["numpy"] = None  # type: ignore[assignment]  # pyarrow 用不着它；不载入，每个文件省 0.3 秒
    import pyarrow as pa

    from etl.read.table import tables

    text, figures, kind = tables(rows, marks)
    try:
        for name, table in (("text", text), ("number", figures), ("kind", kind)):
            with pa.OSFile(f"{folder}/{number}.{name}.arrow", "wb") as sink, pa.ipc.new_file(sink, table.schema) as out:
                out.write_table(table)
    except OSError as error:
        raise _NoRoom from error
    return text.num_rows, text.num_columns


def _within(merged: Merged, rows: int, columns: int) -> Iterator[tuple[int, int, int, int]]:
    """Merged ranges cut to the cells that exist; those wholly outside or of one cell are dropped."""
    for top, left, bottom, right in merged:
        bottom, right = min(bottom, rows - 1), min(right, columns - 1)
        if top <= bottom and left <= right and (top, left) != (bottom, right):
            yield top, left, bottom, right


def _workbook_sheets(path: Path) -> Iterator[_RawSheet]:
    with calamine.CalamineWorkbook.from_path(str(path)) as book:
        described = [each for each in book.sheets_metadata if each.typ == calamine.SheetTypeEnum.WorkSheet]
        if len(described) > limits.SHEETS:
            raise _Stop(too_many_sheets(path, len(described)))
        for each in described:
            sheet = book.get_sheet_by_name(each.name)
            _check_size(path, each.name, sheet.end)
            merged = [(*first, *last) for first, last in sheet.merged_cell_ranges or []]
            rows = sheet.to_python(skip_empty_area=False)
            is_visible = each.visible == calamine.SheetVisibleEnum.Visible
            yield _RawSheet(each.name, is_visible, merged, rows)


def _check_size(path: Path, sheet: str, end: tuple[int, int] | None) -> None:
    if end is None:
        return
    rows, columns = end[0] + 1, end[1] + 1
    if rows > limits.LAST_ROW or columns > limits.LAST_COLUMN:
        raise _Stop(damaged(path))  # 这样的地址在任何表格程序里都不存在
    if rows > limits.ROWS:
        raise _Stop(too_many_rows(path, sheet, rows - 1, columns - 1))
    if columns > limits.COLUMNS:
        raise _Stop(too_many_columns(path, sheet, rows - 1, columns - 1))
    if rows * columns > limits.CELLS:
        raise _Stop(too_many_cells(path, sheet, rows - 1, columns - 1))


def _delimited_sheet(path: Path) -> Iterator[_RawSheet]:
    text = decode(path.read_bytes())
    if text is None:
        raise _Stop(damaged(path))
    rows: list[list[object]] = []
    width = 0
    for row in rows_of(text):
        rows.append(list(row))
        width = max(width, len(row), 1)
        _check_size(path, path.stem, (len(rows) - 1, min(width, limits.COLUMNS + 1) - 1))
    yield _RawSheet(path.stem, True, [], [row + [""] * (width - len(row)) for row in rows])


def main(folder: Path) -> int:
    """Answer the request in `folder`; the header is written last, so its presence means a complete answer.

    Returns the exit code: NO_ROOM where the answer can't be written.
    """
    request = json.loads((folder / "request.json").read_text(encoding="utf-8"))
    limits.apply(request["limits"])
    path = Path(request["path"])
    limit_myself(limits.cpu_seconds(path.stat().st_size if path.exists() else 0))
    gc.disable()  # 进程读完一个文件就结束，回收只会白走几百万个单元格
    try:
        header = json.dumps(answer(folder, request), ensure_ascii=False)
        (folder / "answer.json").write_text(header, encoding="utf-8")
    except (OSError, _NoRoom):
        return NO_ROOM
    return 0


if __name__ == "__main__":
    os._exit(main(Path(sys.argv[1])))  # 几百万个单元格不必一个个归还：父进程在等
