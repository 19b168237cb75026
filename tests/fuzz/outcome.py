"""一份文件交进去，结果对不对：拒收要说得出理由，收下的行个个要有数。"""

import hashlib
import math
import re
import time
from dataclasses import replace
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import pyarrow as pa

from etl.giveback import annotated
from etl.issue import Issue
from etl.look import Look, ground, looks_on
from etl.paths import BEIJING
from etl.source import find_source
from etl.waiting import Waiting

NOW = datetime(2026, 11, 21, 9, tzinfo=BEIJING)
SLOW_SECONDS = 5
_CHINESE = re.compile(r"[一-鿿]")
_CELL = re.compile(r"[A-Z]{1,3}[1-9]\d*")
_NEEDED = {"revenue": ("enterprise_id", "period", "revenue_10k_cny"), "register": ("enterprise_id",)}


def outcome(path: Path, data: Path, source: str, *, is_given_back: bool = False) -> tuple[str, list[str]]:
    """("收", "问" or the code of the refusal, what is wrong with the answer). An exception of any kind is wrong.

    `is_given_back`: the annotated workbook is made too, which takes a second or more.
    """
    began = time.monotonic()
    try:
        base = ground(data, now=NOW)
        base = replace(base, kinds=(find_source(source),)) if source else base
        sha256 = hashlib.sha256(path.read_bytes()).hexdigest()
        [found] = looks_on(base, [Waiting(sha256[:16], path.name, "甲街道", NOW, sha256, path)])
        seconds = time.monotonic() - began
        given = annotated(path, path.name, found.account.issues) if is_given_back else b"PK"
    except Exception as error:  # 正是要找的：没有接住的异常
        return "异常", [f"{type(error).__name__}：{error}"[:300]]
    wrong = [] if given.startswith(b"PK") else ["退回件不是工作簿"]
    wrong += [f"{seconds:.1f} 秒才有答案"] if seconds > SLOW_SECONDS else []
    return _word(found), wrong + _wrong_rows(found) + [text for each in found.account.issues for text in _wrong(each)]


def _word(found: Look) -> str:
    if found.is_ready:
        return "收"
    return "问" if found.questions else next((each.rule for each in _errors(found)), "没有理由的拒收")


def _errors(found: Look) -> list[Issue]:
    return [issue for issue in found.account.issues if issue.severity == "error"]


def _wrong_rows(found: Look) -> list[str]:
    """What is wrong with the rows that would be accepted, or with a refusal of all of them."""
    if found.examined is None:
        return [] if found.questions or _errors(found) else ["拒收而没有理由"]
    rows, record, account = found.examined.rows, found.examined.source.record.name, found.account
    wrong = [f"收下的行缺 {name}" for name in _NEEDED.get(record, ()) if rows.column(name).null_count]
    for name in rows.column_names:
        kind = rows.schema.field(name).type
        if pa.types.is_decimal(kind) or pa.types.is_floating(kind):
            values = [value for value in rows.column(name).to_pylist() if value is not None]
            if not all(_is_finite(value) for value in values):
                wrong.append(f"收下的行里 {name} 不是有限的数")
    if account.rows_in != account.rows_kept + account.rows_set_aside or account.rows_kept != len(rows):
        wrong.append("行数对不上")
    return wrong


def _is_finite(value: Decimal | float) -> bool:
    return value.is_finite() if isinstance(value, Decimal) else math.isfinite(value)


def _wrong(issue: Issue) -> list[str]:
    wrong = [] if _CHINESE.search(issue.message) else [f"{issue.rule} 的话不是中文"]
    if issue.cell and not _CELL.fullmatch(issue.cell.partition(":")[0]):
        wrong.append(f"{issue.rule} 的地址是 {issue.cell!r}")
    return wrong
