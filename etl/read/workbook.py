"""一个文件 → 一个工作簿：每张表的文字与种类，地址与文件里的一一对应。"""

import tempfile
from collections.abc import Callable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from etl.issue import Issue, Refused
from etl.read.container import container_of, too_large
from etl.read.findings import damaged, no_room
from etl.read.mend import recoded, without_rows_below
from etl.read.number import number_text
from etl.read.preflight import inspect, unpack
from etl.read.process import reading
from etl.rule import issue

if TYPE_CHECKING:
    import pyarrow as pa  # 用到才载入：先让子进程读起来


_TOP = 40  # 行


@dataclass(frozen=True)
class Sheet:
    """One worksheet. Row i of all tables is spreadsheet row i + 1; columns are named "A", "B", …

    `written` holds strings, null = empty or a number, whose value is in `number`. `kind` (uint8): 0 empty, 1 text,
    2 number, 3 date or time, 4 boolean, 5 error cell (its text is the error), 6 formula never computed (its text is the
    formula).
    `merged` are 0-based (first row, first column, last row, last column), cut to the cells that exist. `formulas` maps
    a 0-based column to the rows whose value a formula gave, `hidden_rows` are those nobody sees; known of .xlsx only.
    """

    name: str
    is_visible: bool
    merged: tuple[tuple[int, int, int, int], ...]
    written: "pa.Table"
    number: "pa.Table"
    kind: "pa.Table"
    formulas: Mapping[int, Sequence[int]] = field(default_factory=dict)
    hidden_rows: Sequence[int] = ()

    @cached_property
    def top(self) -> tuple[tuple[str, ...], ...]:
        """The strings of the first rows, among which the header is looked for; "" = empty."""
        pairs = zip(self.written.slice(0, _TOP).columns, self.number.slice(0, _TOP).columns, strict=True)
        columns = [
            [_shown(text, number) or "" for text, number in zip(texts.to_pylist(), numbers.to_pylist(), strict=True)]
            for texts, numbers in pairs
        ]
        return tuple(zip(*columns, strict=True))

    @cached_property
    def text(self) -> "pa.Table":
        """Everything as strings, null = empty. Costly on a large sheet: ask for `texts` or `cells` there."""
        import pyarrow as pa

        columns = [self.texts(at) for at in range(self.written.num_columns)]
        return pa.table(columns, names=self.written.column_names)

    def texts(self, column: int, rows: "pa.Array | None" = None) -> "pa.Array":
        """The strings of one column, at `rows` (from 0) or all of them."""
        import pyarrow as pa

        written, numbers = self.written.column(column), self.number.column(column)
        has_numbers = numbers.null_count < len(numbers)
        if rows is not None:
            written, numbers = written.take(rows), numbers.take(rows) if has_numbers else numbers
        if not has_numbers:
            return written.combine_chunks()
        pairs = zip(written.to_pylist(), numbers.to_pylist(), strict=True)
        return pa.array([_shown(text, number) for text, number in pairs], pa.string())

    def cell(self, row: int, column: int) -> str:
        """The string of one cell, both from 0; "" = empty."""
        return _shown(self.written.column(column)[row].as_py(), self.number.column(column)[row].as_py()) or ""

    def cells(self, row: int) -> list[str]:
        """The strings of one row."""
        return [self.cell(row, column) for column in range(self.written.num_columns)]


@dataclass(frozen=True)
class Workbook:
    """All worksheets of one file, hidden ones too. `container` is what the content is: xlsx, xlsm, xls, ods or csv.

    `notes` are findings that do not stop the file, such as macros that were ignored.
    """

    container: str
    sheets: tuple[Sheet, ...]
    notes: tuple[Issue, ...] = ()


def _shown(text: str | None, number: float | None) -> str | None:
    """A number without text as it is shown; an int has its text, as a float may not hold all its digits."""
    return number_text(number) if text is None and number is not None else text


def read_workbook(path: Path, meanwhile: Callable[[], None] | None = None) -> Workbook:
    """Read a spreadsheet by its content, never by its extension, in a child process with limits.

    Numbers keep their value and are shown with 15 significant digits (`etl.read.number`); dates are text such as
    `2026-10-08`, booleans TRUE / FALSE.
    `meanwhile` is called once the structure is found sound and while the child still reads.
    A sheet without cells has tables of no columns. Raises Refused with every problem found in the file as a whole.
    """
    return _read(path, meanwhile, is_mended=False)


def _read(path: Path, meanwhile: Callable[[], None] | None, *, is_mended: bool) -> Workbook:
    size_issue = too_large(path, path.stat().st_size)
    if size_issue:
        raise Refused([size_issue])
    data = path.read_bytes()
    container = container_of(path, data)
    if isinstance(container, Issue):
        raise Refused([container])
    archive = unpack(path, container, data)
    plain = recoded(archive) if archive and not is_mended else None
    if plain is not None:
        return _read_copy(path, plain, meanwhile)
    with reading(path, container) as finish:
        seen = inspect(path, container, data, archive)
        if meanwhile:
            meanwhile()
        read = None if seen.strays else finish(seen.marks)
    if read is None and archive is not None:
        mended = None if is_mended else without_rows_below(archive, {part for _sheet, part in seen.strays})
        if mended is None:  # 去掉了还在，或者去不掉
            raise Refused([damaged(path)])
        book = _read_copy(path, mended, None)
        told = tuple(issue("stray_cell", sheet=sheet, cell=cell) for (sheet, _part), cell in seen.strays.items())
        return replace(book, notes=(*told, *book.notes))
    sheets = tuple(
        Sheet(
            header["name"],
            header["is_visible"],
            tuple(map(tuple, header["merged"])),
            *tables_of_sheet,
            seen.formulas.get(header["name"], {}),
            seen.hidden_rows.get(header["name"], ()),
        )
        for header, tables_of_sheet in zip(*(read or ((), ())), strict=True)
    )
    return Workbook(container, sheets, seen.notes)


def _read_copy(path: Path, content: bytes, meanwhile: Callable[[], None] | None) -> Workbook:
    """Read what a workbook became once mended, under its own name."""
    with ExitStack() as stack:
        try:
            copy = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="etl-mend-"))) / path.name
            copy.write_bytes(content)
        except OSError as error:
            raise Refused([no_room(path)]) from error
        return _read(copy, meanwhile, is_mended=True)
