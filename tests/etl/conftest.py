"""手写几行就是一张表、一个工作簿、一份季报：收表各步的测试共用。"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import duckdb
import openpyxl
import pytest
from hypothesis import settings

from etl.account import FileAccount
from etl.build import build
from etl.commands import main
from etl.load import load_files
from etl.paths import BEIJING
from etl.read.table import tables
from etl.read.workbook import Sheet, Workbook
from etl.tidy.sheet import TidySheet, tidy_sheet

settings.register_profile("etl", deadline=None)  # 共用的机器有快有慢，快慢不归测试管
settings.load_profile("etl")

Rows = Sequence[Sequence[Any]]
# 虚构的统一社会信用代码，校验位按 GB 32100—2015 手算
FIRMS = (
    "91370102MA0000001W",
    "91370102MA00000020",
    "91370102MA00000033",
    "91370102MA00000046",
    "91370102MA00000059",
    "91370102MA0000006C",
    "91370102MA0000007F",
    "91370102MA0000008J",
)
TITLE = ["报告期：2026年1-9月", None, "计量单位：万元"]
HEADER = ["统一社会信用代码", "企业名称", "营业收入", "上年同期累计"]


@pytest.fixture(scope="session")
def firms() -> tuple[str, ...]:
    """Eight valid credit codes."""
    return FIRMS


@pytest.fixture
def data(tmp_path) -> Path:
    """The data folder of one test, not there yet."""
    return tmp_path / "data"


@pytest.fixture
def run(data, capsys) -> Callable[..., tuple[int, str, str]]:
    """Exit code, stdout and stderr of one command."""

    def command(*arguments: object) -> tuple[int, str, str]:
        code = main([*map(str, arguments), "--data", str(data)])
        printed = capsys.readouterr()
        return code, printed.out, printed.err

    return command


@pytest.fixture
def ask(data) -> Callable[..., list[tuple]]:
    """Rows of a query on today's build, or on that of a day."""

    def rows(sql: str, as_of: date | None = None) -> list[tuple]:
        with duckdb.connect(str(build(data, as_of)), read_only=True) as connection:
            return connection.sql(sql).fetchall()

    return rows


@pytest.fixture(scope="session")
def make_sheet() -> Callable[..., Sheet]:
    """A sheet out of literal rows, as the reader gives it. `marks`: (row, column) from 0 → (kind, text) of odd ones."""

    def make(
        rows: Rows,
        *,
        name: str = "Sheet1",
        merged: Iterable[tuple[int, int, int, int]] = (),
        is_visible: bool = True,
        marks: Mapping[tuple[int, int], tuple[int, str]] | None = None,
    ) -> Sheet:
        width = max((len(row) for row in rows), default=0)
        padded = [[_as_read(cell) for cell in row] + [""] * (width - len(row)) for row in rows]
        by_column: dict[int, dict[int, tuple[int, str]]] = {}
        for (row, column), mark in (marks or {}).items():
            by_column.setdefault(column, {})[row] = mark
        return Sheet(name, is_visible, tuple(merged), *tables(padded, by_column))

    return make


def _as_read(cell: Any) -> Any:
    if cell is None:
        return ""
    return float(cell) if isinstance(cell, int) and not isinstance(cell, bool) else cell


@pytest.fixture(scope="session")
def tidied(make_sheet) -> Callable[..., TidySheet]:
    """Literal rows tidied by a source; `lists` are the closed lists by dimension."""

    def tidy(source, rows: Rows, *, lists: Mapping[str, Mapping[str, str]] | None = None, **how: Any) -> TidySheet:
        return tidy_sheet(make_sheet(rows, **how), source, lists or {})

    return tidy


@pytest.fixture(scope="session")
def make_book() -> Callable[..., Workbook]:
    """A workbook of sheets."""
    return lambda *sheets: Workbook("xlsx", tuple(sheets))


@pytest.fixture(scope="session")
def write_book() -> Callable[..., Path]:
    """Write an .xlsx out of literal rows by sheet name; returns its path. `merged`: ranges by sheet name."""

    def write(
        path: Path, sheets: Mapping[str, Rows], *, hidden: Sequence[str] = (), merged: Mapping[str, Sequence[str]] = {}
    ) -> Path:
        book = openpyxl.Workbook()
        for name, rows in sheets.items():
            sheet = book.create_sheet(name)
            for row in rows:
                sheet.append(list(row))
            for place in merged.get(name, ()):
                sheet.merge_cells(place)
            if name in hidden:
                sheet.sheet_state = "hidden"
        book.remove(book.worksheets[0])
        book.save(path)
        book.close()
        return path

    return write


@pytest.fixture(scope="session")
def form() -> Callable[..., list[list[Any]]]:
    """The rows of a small quarterly form: firm number → 营业收入 (and 上年同期), in 万元 unless told otherwise."""

    def rows(figures: Mapping[int, Any], *, period: str = "2026年1-9月", unit: str = "万元", title: str = "") -> list:
        body = []
        for number, figure in figures.items():
            now, prior = figure if isinstance(figure, tuple) else (figure, None)
            body.append([FIRMS[number], f"第{number}公司", now, prior])
        return [[f"{title}报告期：{period}", None, f"计量单位：{unit}"], HEADER, *body]

    return rows


@pytest.fixture
def load(tmp_path, write_book) -> Callable[..., FileAccount]:
    """Write rows (or sheets by name) as a workbook and load it into tmp_path/data; returns the account.

    `at` is the day of acceptance, month and day of 2026 or an ISO day, at nine in the morning.
    """
    loaded = 0

    def put(rows: Any, *, name: str = "", at: str = "", source: str | None = None, period: str | None = None):
        nonlocal loaded
        loaded += 1
        sheets = rows if isinstance(rows, Mapping) else {"Sheet1": rows}
        path = write_book(tmp_path / (name or f"报表{loaded}.xlsx"), sheets)
        now = datetime.fromisoformat(f"{at}T09:00:00").replace(tzinfo=BEIJING) if at else None
        [account] = load_files([path], tmp_path / "data", source=source, period=period, by="李四", now=now)
        return account

    return put


@pytest.fixture(scope="session")
def tables_of() -> Callable[[Path], dict[str, list[tuple]]]:
    """Every table of a database as sorted rows."""

    def read(database: Path) -> dict[str, list[tuple]]:
        with duckdb.connect(str(database), read_only=True) as connection:
            names = [name for (name,) in connection.sql("SHOW TABLES").fetchall()]
            rows = {name: connection.sql(f'SELECT * FROM "{name}"').fetchall() for name in names}
        return {name: sorted(found, key=repr) for name, found in rows.items()}

    return read
