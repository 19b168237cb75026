"""一份数据目录的副本，每家报过的每个金额都带上随机的尾数，直到分：哪怕很小的一家，整个数也不会碰巧再有。

改的是收下的工作簿里的那一格，再照原来的先后、日子、来源收一遍：账本、建好的库、发还的原件说的都是同一个数。
"""

import hashlib
import shutil
import tempfile
from collections.abc import Iterator, Mapping
from datetime import datetime
from decimal import ROUND_DOWN, Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pyarrow.parquet

from etl.load import load_files
from etl.tidy.unit import MONEY_UNITS
from etl.write.ledger import Filing, read_ledger, undo

_FOLDERS = ("ledger", "build", "access", "released*", "inbox", "demo")  # 登录另设；披露的记录说的是原来的数
_KEPT = Decimal("0.01")  # 万元：报表写到这一位，后面四位是添的
_TAIL = Decimal("0.000001")  # 万元，就是一分钱
_PRIOR = "prior"


def distinct_copy(source: Path, target: Path) -> None:
    """Load every filing of `source` anew into `target`, figures of firms in 万元 with random digits to the sixth place.

    The tail depends on firm, quarter and amount alone, so a figure told twice stays the same and a restated one
    differs as before; zero stays zero. Raises RuntimeError where a workbook isn't .xlsx or isn't accepted again.
    """
    shutil.copytree(source, target, ignore=shutil.ignore_patterns(*_FOLDERS))
    names: dict[str, str] = {}
    with tempfile.TemporaryDirectory() as folder:
        for number, filing in enumerate(read_ledger(source)):
            moment = datetime.fromisoformat(filing.page["accepted_at"])
            if filing.page["kind"] == "undo":
                names[filing.name] = undo(target, names[filing.page["undoes"]], filing.page["accepted_by"], moment)
                continue
            place = Path(folder) / str(number)
            place.mkdir()
            names[filing.name] = _loaded(_rewritten(filing, place), filing, target, moment)


def tailed(firm: str, period: str, column: str, amount: Decimal) -> Decimal:
    """The amount (万元) with four more digits that nothing else has; the last isn't 0, so it is six decimals long."""
    said = f"{firm}:{period}:{column}:{amount.normalize():f}"
    drawn = int.from_bytes(hashlib.blake2b(said.encode(), digest_size=8).digest(), "big")
    tail = (drawn % 1000 * 10 + drawn // 1000 % 9 + 1) * _TAIL
    return (abs(amount).quantize(_KEPT, ROUND_DOWN) + tail).copy_sign(amount)


def _loaded(path: Path, filing: Filing, target: Path, moment: datetime) -> str:
    page = filing.page
    rules = path.with_name(f"{page['source']}.toml")
    shutil.copyfile(filing.folder / "source.toml", rules)
    [account] = load_files(
        [path],
        target,
        source=str(rules),
        period=page["period"] if page["record"] == "revenue" and "," not in page["period"] else None,
        by=page["accepted_by"],
        now=moment,
    )
    if account.filing is None:
        raise RuntimeError(f"{page['file']} 没有收下：{[issue.message for issue in account.issues][:3]}")
    return account.filing


def _rewritten(filing: Filing, folder: Path) -> Path:
    """The workbook as it was handed in, under its own name, its firms' money cells rewritten."""
    [original] = filing.folder.glob("original.*")
    path = folder / filing.page["file"]
    shutil.copyfile(original, path)
    if filing.page["record"] == "revenue":
        if path.suffix.lower() != ".xlsx":
            raise RuntimeError(f"{path.name}：只会改 .xlsx")
        book = openpyxl.load_workbook(path)
        sheets = {sheet["name"]: sheet for sheet in filing.page["sheets"]}
        for row in pyarrow.parquet.read_table(filing.rows).to_pylist():
            for letter, value in _cells(row, sheets[row["sheet"]]):
                book[row["sheet"]][f"{letter}{row['row']}"].value = value
        book.save(path)
    return path


def _cells(row: Mapping[str, Any], sheet: Mapping[str, Any]) -> Iterator[tuple[str, float]]:
    """Each money cell of a firm's row: its letter and the new figure in the sheet's own unit."""
    for column, unit in sheet["units"].items():
        amount = row.get(column)
        if amount:
            period = _year_before(row["period"]) if _PRIOR in column else row["period"]
            new = tailed(row["enterprise_id"], period, _same(column), Decimal(str(amount)))
            yield sheet["letters"][column], float(new / MONEY_UNITS[unit])


def _same(column: str) -> str:
    """One name for a column and for its 上年同期: revenue_10k_cny for prior_reported_10k_cny."""
    return {"prior_reported_10k_cny": "revenue_10k_cny"}.get(column, column.replace("_prior", ""))


def _year_before(period: str) -> str:
    year, _q, quarter = period.partition("Q")
    return f"{int(year) - 1}Q{quarter}"
