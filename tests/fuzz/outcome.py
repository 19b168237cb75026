"""一份文件交进去，结果对不对：拒收要说得出理由，收下的行个个要有数。"""

import math
import re
import time
from datetime import date
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from etl.issue import Issue, Refused
from etl.judge import judge, understand
from etl.read.workbook import read_workbook

TODAY = date(2026, 11, 21)
SLOW_SECONDS = 5
_CHINESE = re.compile(r"[一-鿿]")
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")
_NEEDED = {"revenue": ("enterprise_id", "period", "revenue_10k_cny"), "register": ("enterprise_id",)}


def outcome(path: Path, data: Path, source: str) -> tuple[str, list[str]]:
    """("收" or the code of the refusal, what is wrong with the answer). An exception other than Refused is wrong."""
    began = time.monotonic()
    try:
        book = read_workbook(path)
        kind, tidy = understand(book, path, data, source or None, None)
        found = judge(path, kind, tidy, [], TODAY)
        word, wrong = "收", _wrong_rows(found.rows, kind.record.name)
        account = found.account
        issues = account.issues
        if account.rows_in != account.rows_kept + account.rows_set_aside or account.rows_kept != len(found.rows):
            wrong.append("行数对不上")
    except Refused as refusal:
        issues = refusal.issues
        word = next((issue.rule for issue in issues if issue.severity == "error"), "没有理由的拒收")
        wrong = [] if any(issue.severity == "error" for issue in issues) else ["拒收而没有理由"]
    except Exception as error:  # 正是要找的：没有接住的异常
        return "异常", [f"{type(error).__name__}：{error}"[:300]]
    seconds = time.monotonic() - began
    wrong += [f"{seconds:.1f} 秒才有答案"] if seconds > SLOW_SECONDS else []
    return word, wrong + [text for issue in issues for text in _wrong_issue(issue)]


def _wrong_rows(rows: pa.Table, record: str) -> list[str]:
    wrong = [f"收下的行缺 {name}" for name in _NEEDED.get(record, ()) if rows.column(name).null_count]
    for name in rows.column_names:
        kind = rows.schema.field(name).type
        if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
            values = [value for value in rows.column(name).to_pylist() if value is not None]
            if not all(_is_finite(value) for value in values):
                wrong.append(f"收下的行里 {name} 不是有限的数")
    return wrong


def _is_finite(value: Decimal | float) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)


def _wrong_issue(issue: Issue) -> list[str]:
    wrong = [] if _CHINESE.search(issue.message) else [f"{issue.rule} 的话不是中文"]
    if issue.cell and not _CELL.fullmatch(issue.cell.partition(":")[0]):
        wrong.append(f"{issue.rule} 的地址是 {issue.cell!r}")
    return wrong
