"""一家企业的小报表，交进收件箱：各种意外的测试共用。"""

import subprocess
import sys
from decimal import Decimal

import duckdb
import pytest
import xlsxwriter

from etl.build import build
from etl.demo.credit_code import credit_code
from etl.inbox import receive
from etl.paths import PROJECT


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def workbook(tmp_path):
    """The bytes of a form of some firms, each with this figure; `notes` long texts make it as large as one likes."""

    def write(figure, firms=1, notes=0):
        path = tmp_path / f"{figure}-{firms}.xlsx"
        with xlsxwriter.Workbook(path) as book:
            sheet = book.add_worksheet("表")
            sheet.write_row(0, 0, ["2026年1-9月", "单位：万元"])
            sheet.write_row(1, 0, ["统一社会信用代码", "企业名称", "营业收入"])
            for firm in range(firms):
                sheet.write_row(2 + firm, 0, [credit_code(firm), f"虚构企业{firm}", figure])
            other = book.add_worksheet("说明")
            other.write_column(0, 0, [f"{number * 7919 % 1_000_003:07d}" * 8 for number in range(notes)])
        return path.read_bytes()

    return write


@pytest.fixture
def drop(data, workbook):
    """Put a form into the inbox; gives its key."""

    def put(figure, **size):
        [item] = receive(data, f"{figure}.xlsx", workbook(figure, **size), "甲街道")
        return item.key

    return put


@pytest.fixture
def python(data):
    """Start a fresh process on these lines of Python, in which `data` is the data folder."""

    def start(code, *, before=()):
        lines = f"from pathlib import Path\ndata = Path({str(data)!r})\n{code}"
        return subprocess.Popen(
            [*before, sys.executable, "-c", lines],
            cwd=PROJECT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
        )

    return start


@pytest.fixture
def said(python):
    """What such a process said by its end, and its exit code."""

    def run(code, *, before=()):
        with python(code, before=before) as process:
            words = process.communicate(timeout=60)[0]
        return process.returncode, words

    return run


@pytest.fixture
def figures(data):
    """The figures as built from the ledger now."""

    def built():
        with duckdb.connect(str(build(data)), read_only=True) as connection:
            found = connection.sql("SELECT revenue_10k_cny FROM filed ORDER BY enterprise_id").fetchall()
        return [Decimal(value) for (value,) in found]

    return built
