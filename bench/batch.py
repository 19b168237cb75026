"""四十份五百行的表：认、验、预览，对 calamine 只读这些文件；十万行一份的第一批问题，对 openpyxl 只读一遍。"""

import random
import resource
import shutil
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import python_calamine
import xlsxwriter

from bench import intake
from bench.verdict import Verdict
from etl.build import build
from etl.demo.credit_code import credit_code
from etl.inbox import receive, waiting
from etl.load import load_files
from etl.look import look
from etl.preview import preview, what_if

FILES, FIRMS, ROUNDS = 40, 500, 5
ALLOWED_SECONDS = 3  # 在 calamine 单读时间的两倍之外
_UPPER = ("序号", "统一社会信用代码", "企业名称", "所属街道", "营业收入", "", "利润总额", "", "从业人员", "备注")
_LOWER = ("", "", "", "", "本期累计", "上年同期累计", "本期累计", "上年同期累计", "", "")
_MB = 1024  # ru_maxrss 以 KB 计


def measure(folder: Path) -> list[Verdict]:
    """Both by turns in a warm process, as the server is; the ledger holds the year before, to be compared with."""
    books = forms(folder, 2026)
    data = folder / "四十份的账"
    shutil.rmtree(data, ignore_errors=True)
    load_files(forms(folder, 2025), data)
    build(data)
    for file in books:
        receive(data, file.name, file.read_bytes(), file.stem.partition("_")[0])
    before = _peak_mb()
    ours, calamine = _by_turns(lambda: _previewed(data), lambda: _read_by_calamine(books))
    grown = _peak_mb() - before
    large = folder / "十万行的账"
    shutil.rmtree(large, ignore_errors=True)
    book = folder / f"季报{intake.ROWS}行_2026年三季度.xlsx"
    if not book.exists():
        intake.write_workbook(book, 2026, intake.ROWS)
    receive(large, book.name, book.read_bytes(), "")
    first, openpyxl_alone = _by_turns(lambda: _first_findings(large), lambda: _read_by_openpyxl(book), rounds=2)
    over = [mine - 2 * theirs for mine, theirs in zip(ours, calamine, strict=True)]
    return [
        Verdict("四十份各五百行，看完连预览，减去 calamine 的两倍", over, [], ALLOWED_SECONDS, "秒"),
        Verdict("同上，连预览一共", ours, calamine, 2 + ALLOWED_SECONDS / min(calamine), "秒"),
        Verdict("四十份一起看，本进程内存峰值的增长", [grown], [], 400, "MB"),
        Verdict("十万行一份，看完出第一批问题", first, openpyxl_alone, 1 / 3, "秒"),
    ]


def _by_turns(
    ours: Callable[[], None], other: Callable[[], None], rounds: int = ROUNDS
) -> tuple[list[float], list[float]]:
    mine, theirs = [], []
    for each in range(rounds + 1):
        seconds = _seconds(ours), _seconds(other)
        if each:  # 头一轮只是热身
            mine.append(seconds[0])
            theirs.append(seconds[1])
    return mine, theirs


def _seconds(work: Callable[[], None]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def _previewed(data: Path) -> None:
    looks = look(data, waiting(data), expected_period="2026Q3", progress=lambda *_news: None)
    if not all(found.is_ready for found in looks):
        raise RuntimeError("bench: a form could not be taken")
    preview(data, looks)
    with what_if(data, looks):
        pass


def _first_findings(data: Path) -> None:
    [found] = look(data, waiting(data), progress=lambda *_news: None)
    if not found.account.issues:
        raise RuntimeError("bench: nothing was found")


def _read_by_calamine(files: list[Path]) -> None:
    for file in files:
        with python_calamine.CalamineWorkbook.from_path(str(file)) as book:
            book.get_sheet_by_index(0).to_python()


def _read_by_openpyxl(file: Path) -> None:
    book = openpyxl.load_workbook(file, read_only=True)
    for _row in book.worksheets[0].iter_rows(values_only=True):
        pass
    book.close()


def _peak_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _MB


def forms(folder: Path, year: int) -> list[Path]:
    """Forty sub-districts' forms of one year's third quarter; the same firms and alike sizes every year."""
    place = folder / f"四十份_{year}"
    place.mkdir(parents=True, exist_ok=True)
    files = [place / f"第{number + 1:02d}街道_{year}年1-9月.xlsx" for number in range(FILES)]
    for number, file in enumerate(files):
        if not file.exists():
            _write(file, year, number)
    return files


def _write(file: Path, year: int, number: int) -> None:
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("季报")
        sheet.write_column(0, 0, ["企业主要经济指标季报", f"报告期：{year}年1-9月", "计量单位：万元"])
        for row, headers in ((3, _UPPER), (4, _LOWER)):
            sheet.write_row(row, 0, headers)
        sheet.merge_range(3, 4, 3, 5, "营业收入")
        sheet.merge_range(3, 6, 3, 7, "利润总额")
        total = 0.0
        for place, cells in enumerate(_firms(year, number)):
            sheet.write_row(5 + place, 0, [place + 1, *cells])
            total += cells[3]
        sheet.write(5 + FIRMS, 1, "合计")
        sheet.write(5 + FIRMS, 4, round(total, 2))


def _firms(year: int, number: int) -> Iterator[list[Any]]:
    """One row in fifty gives another figure for the year before than was filed then."""
    for serial in range(number * FIRMS, (number + 1) * FIRMS):
        revenue, prior = (round(_size(serial, each), 2) for each in (year, year - 1))
        if serial % 50 == 7:
            prior = round(prior * 1.3, 2)
        words = [credit_code(serial), f"虚构企业{serial:05d}号有限公司", f"第{number + 1:02d}街道"]
        heads = 5 + round(revenue / 80)
        yield [*words, revenue, prior, round(revenue * 0.05, 2), round(prior * 0.05, 2), heads, ""]


def _size(serial: int, year: int) -> float:
    chance = random.Random(year * 1_000_000 + serial)
    return random.Random(serial).lognormvariate(7, 1.5) * chance.uniform(0.95, 1.2)
