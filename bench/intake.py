"""收一张十万行、十四列的表：etl load 连同全部核对，对 pandas.read_excel（openpyxl）加写入 DuckDB。"""

import random
import shutil
import sys
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import xlsxwriter

from bench.stopwatch import Run, interleaved, timed
from bench.verdict import Verdict
from etl.demo.credit_code import credit_code

ROWS = 100_000
ROUNDS = 3
HEADERS = (
    "统一社会信用代码",
    "企业名称",
    "所属集群",
    "所属领域",
    "所属街道",
    "报告期",
    "营业收入本期累计",
    "营业收入上年同期累计",
    "利润总额本期累计",
    "研发费用本期累计",
    "从业人员期末人数（人）",
    "上缴税收本期累计",
    "利润总额上年同期累计",
    "备注",
)
_CLUSTERS = ("信息技术服务", "高端装备", "生物医药", "新材料", "现代物流")
_FIELDS = ("工业软件", "云计算", "智能终端", "医疗器械", "高分子材料", "冷链")
_STREETS = ("第一街道", "第二街道", "第三街道", "第四街道", "第五街道", "第六街道", "第七街道", "第八街道")
_PANDAS = """
import sys, duckdb, pandas
frame = pandas.read_excel(sys.argv[1], engine="openpyxl", header=3, skipfooter=2)
duckdb.connect(sys.argv[2]).execute("CREATE TABLE revenue AS SELECT * FROM frame")
"""


def write_workbook(file: Path, year: int, rows: int) -> None:
    """A quarterly form of `rows` invented firms: title, unit and header lines, a total and a note below.

    Six columns of words and dates, seven of figures, one of sparse notes. One code in two hundred has a wrong check
    character. The same year gives the same figures.
    """
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("季报")
        sheet.set_column(5, 5, 12, book.add_format({"num_format": "yyyy-mm-dd"}))
        sheet.write_column(0, 0, ["企业主要经济指标季报", f"报告期：{year}年1-9月", "计量单位：万元"])
        sheet.write_row(3, 0, HEADERS)
        total = 0.0
        for number, cells in enumerate(_firms(year, rows), start=1):
            sheet.write_row(3 + number, 0, cells)
            total += float(cells[6])
        sheet.write(4 + rows, 1, "合计")
        sheet.write(4 + rows, 6, round(total, 2))
        sheet.write(5 + rows, 0, "注：按年初至报告期末累计填报。")


def _firms(year: int, rows: int) -> Iterator[list[Any]]:
    chance = random.Random(year)
    for serial in range(rows):
        code = credit_code(serial)
        if serial % 200 == 7:
            code = code[:-1] + ("0" if code[-1] != "0" else "1")
        size = random.Random(serial).lognormvariate(7, 1.5)  # 同一家企业两年的规模相当
        revenue, prior = round(size * chance.uniform(0.9, 1.3), 2), round(size, 2)
        profit, research, tax, before = (round(revenue * chance.uniform(0, 0.1), 2) for _column in range(4))
        words = [code, f"虚构企业{serial:05d}号有限公司", *map(chance.choice, (_CLUSTERS, _FIELDS, _STREETS))]
        figures = [revenue, prior, profit, research, chance.randint(5, 900), tax, before]
        yield [*words, date(year, 9, 30), *figures, "新纳统" if chance.random() < 0.3 else None]


def measure(folder: Path) -> list[Verdict]:
    """Both, by turns, on the same file; then ours on a ledger that holds the year before, to check against it."""
    files = {year: folder / f"季报{ROWS}行_{year}年三季度.xlsx" for year in (2025, 2026)}
    for year, file in files.items():
        if not file.exists():
            write_workbook(file, year, ROWS)
    book = files[2026]
    ours, pandas = interleaved(lambda: _load(book, folder, None), lambda: _read_excel(book, folder), ROUNDS)
    before = folder / "上年"
    shutil.rmtree(before, ignore_errors=True)
    timed([sys.executable, "-m", "etl", "load", str(files[2025]), "--data", str(before)])
    after = [_load(book, folder, before) for _round in range(ROUNDS)]
    other = _seconds(pandas)
    return [
        Verdict("收十万行，空账本", _seconds(ours), other, 0.25, "秒"),
        Verdict("收十万行，账上已有上年同期十万行", _seconds(after), other, 0.25, "秒"),
        Verdict("内存峰值，空账本", [run.peak_mb for run in ours], [], 600, "MB"),
        Verdict("内存峰值，账上已有上年同期", [run.peak_mb for run in after], [], 600, "MB"),
    ]


def _load(file: Path, folder: Path, ledger: Path | None) -> Run:
    data = folder / "收取"
    shutil.rmtree(data, ignore_errors=True)
    if ledger is not None:
        shutil.copytree(ledger, data)
    return timed([sys.executable, "-m", "etl", "load", str(file), "--data", str(data)])


def _read_excel(file: Path, folder: Path) -> Run:
    database = folder / "pandas.duckdb"
    database.unlink(missing_ok=True)
    return timed([sys.executable, "-c", _PANDAS, str(file), str(database)])


def _seconds(runs: list[Run]) -> list[float]:
    return [run.seconds for run in runs]
