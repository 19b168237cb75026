"""一个小数据目录：十家虚构企业、八个季度、两条公布数，经正式的收表程序载入。

营业收入好心算：第 n 家（从 0 数起）2025 年每季 2000+700n 万元，每年增长 10%。最后一期第 7 家没有报。
"""

from collections.abc import Sequence
from pathlib import Path

import xlsxwriter

from etl.build import build
from etl.load import load_files
from metrics.disclosure.prepare import prepare
from metrics.store import open_store

PERIODS = ["2024Q4", "2025Q1", "2025Q2", "2025Q3", "2025Q4", "2026Q1", "2026Q2", "2026Q3"]
LATE = 7
FIELDS = ["软件和信息技术服务", "数字创意", "人工智能"]
CLUSTERS = ["软件和信息技术服务", "数字创意"]
CHAINS = ["现代医药", "电子信息"]
SUBDISTRICTS = ["泉城路街道", "千佛山街道", "智远街道"]
NAMES = ["甲云", "乙码", "丙图", "丁智", "戊链", "己网", "庚芯", "辛视", "壬安", "癸数"]
ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def credit_code(number: int) -> str:
    """A valid synthetic code: 91, 历下, a nine-sign organisation part, and the check sign of GB 32100."""
    body = f"91370102{number:08d}X"
    total = sum(ALPHABET.index(sign) * pow(3, place, 31) for place, sign in enumerate(body))
    return body + ALPHABET[-total % 31]


def enterprise(number: int) -> str:
    return f"济南{NAMES[number]}科技有限公司"


def revenue(number: int, period: str) -> float:
    """Cumulative 万元."""
    year, quarter = int(period[:4]), int(period[5])
    return round((2000 + 700 * number) * quarter * 1.1 ** (year - 2025), 2)


def write_data(
    folder: Path, *, is_demo: bool = True, periods: Sequence[str] = PERIODS, is_prepared: bool = True
) -> Path:
    """Workbooks written, loaded, built, and what controlled roles may see worked out; answers the data folder."""
    books = folder / "books"
    books.mkdir(parents=True)
    mark = "（演示数据）" if is_demo else ""
    forms = [_form(books, mark, period) for period in periods]
    accounts = load_files([_register(books, mark), *forms, _published(books, mark)], folder, by="测试")
    refused = [f"{one.file}：{[issue.message for issue in one.issues]}" for one in accounts if not one.filing]
    if refused:
        raise ValueError("\n".join(refused))
    build(folder)
    if is_prepared:
        with open_store(folder) as store:
            prepare(store)  # 服务器也这样先算好
    return folder


def workbook(path: Path, lines: Sequence[str], rows: Sequence[Sequence[object]]) -> Path:
    """One sheet: title lines in column A, then the rows."""
    with xlsxwriter.Workbook(str(path)) as book:
        sheet = book.add_worksheet("表")
        for place, line in enumerate(lines):
            sheet.write(place, 0, line)
        for place, row in enumerate(rows, start=len(lines)):
            sheet.write_row(place, 0, row)
    return path


def _register(books: Path, mark: str) -> Path:
    headers = ["统一社会信用代码", "企业名称", "所属街道", "所属行业", "所属领域", "所属集群", "所属产业链", "纳统年月"]
    rows = [
        [
            credit_code(number),
            enterprise(number),
            SUBDISTRICTS[number % 3],
            "软件和信息技术服务业",
            "、".join(FIELDS[: 1 + number % 3]) if number < 9 else "",
            CLUSTERS[number % 2] if number < 8 else "",
            CHAINS[number % 2] if number < 4 else "",
            "2020年1月" if number < 8 else "",
        ]
        for number in range(10)
    ]
    return workbook(books / "企业名录.xlsx", [f"历下区企业名录{mark}"], [headers, *rows])


def _form(books: Path, mark: str, period: str) -> Path:
    headers = ["统一社会信用代码", "企业名称", "所属街道", "营业收入本期累计", "营业收入上年同期累计"]
    prior = f"{int(period[:4]) - 1}{period[4:]}"
    rows = [
        [credit_code(n), enterprise(n), SUBDISTRICTS[n % 3], revenue(n, period), revenue(n, prior)]
        for n in range(10)
        if not (period == PERIODS[-1] and n == LATE)
    ]
    lines = [f"季报{mark}", f"报告期：{period[:4]}年1-{int(period[5]) * 3}月", "计量单位：万元"]
    return workbook(books / f"季报{period}.xlsx", lines, [headers, *rows])


def _published(books: Path, mark: str) -> Path:
    headers = ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位", "公布增速（%）", "脚注", "来源"]
    rows = [
        ["营业收入", "济南市", "集成电路", "2022年", "全年", 100.0, "亿元", 36.0, "链群有交叉", "调研报告"],
        ["营业收入", "济南市", "集成电路", "2023年", "全年", 120.0, "亿元", 15.4, "", "调研报告"],
        ["营业收入", "济南市", "集成电路", "2023年1-3月", "累计", 38.1, "亿元", 89.0, "", "调研报告"],
    ]
    return workbook(books / "公布数.xlsx", [f"公布数{mark}"], [headers, *rows])
