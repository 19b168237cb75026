"""生成的账本：几家虚构企业、四十个季度，写成与收来的一样的归档，好让建库与指标在真的行数上量。"""

import shutil
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path

import numpy as np
import pyarrow as pa

from etl.paths import clusters_dir, ledger_dir
from etl.record import RECORDS
from etl.taxonomy import closed_list, load_taxonomies
from etl.write.filing import write_filing
from etl.write.ledger import writer

QUARTERS = [f"{year}Q{quarter}" for year in range(2016, 2026) for quarter in range(1, 5)]
_SEASONS = np.array([0.21, 0.24, 0.25, 0.30])
_LEAVING = 0.05  # 四十个季度里换了主人的席位，旧的退出，新的进来
_RESTATED = 0.03  # 上年同期与当时所报不同的
_STREETS = [f"第{number}街道" for number in "一二三四五六七八九"] + [
    "第十街道",
    "第十一街道",
    "第十二街道",
    "第十三街道",
]
_INDUSTRIES = [f"行业{number:02d}" for number in range(1, 61)]
_REGIONS = [f"地区{number:02d}" for number in range(1, 17)]
_EPOCH = np.datetime64("2005-01-01")


def write_ledger(data: Path, firms: int) -> None:
    """A ledger of `firms` × 40 rows of revenue and one register, in a data folder made anew; the same every time.

    In every quarter exactly `firms` enterprises report. One seat in twenty changes hands, so a few more enterprises
    are on the register. Codes have no check digits: only loading asks for them, building does not.
    """
    shutil.rmtree(data, ignore_errors=True)
    ledger_dir(data).mkdir(parents=True)
    chance = np.random.default_rng(firms)
    changes_at = np.where(chance.random(firms) < _LEAVING, chance.integers(4, 40, firms), 99)
    _file(data, "register", "", _register(data, chance, firms + int((changes_at < 99).sum())), 0)
    for number, table in enumerate(_quarters(chance, firms, changes_at)):
        _file(data, "revenue", QUARTERS[number], table, number + 1)


def _codes(serials: np.ndarray) -> pa.Array:
    return pa.array([f"91370102N{serial:08d}X" for serial in serials.tolist()])


def _names(serials: np.ndarray) -> pa.Array:
    return pa.array([f"虚构企业{serial:06d}号有限公司" for serial in serials.tolist()])


def _register(data: Path, chance: np.random.Generator, count: int) -> pa.Table:
    serials = np.arange(count)
    lists = load_taxonomies(clusters_dir(data))
    closed = {name: sorted(set(closed_list(lists, name).values())) for name in ("field", "cluster", "chain", "carrier")}
    since = _EPOCH + chance.integers(0, 7000, count)
    return pa.table(
        {
            "enterprise_id": _codes(serials),
            "enterprise": _names(serials),
            "subdistrict": _drawn(chance, _STREETS, count),
            "industry": _drawn(chance, _INDUSTRIES, count),
            "region": _drawn(chance, _REGIONS, count),
            "carrier": _drawn(chance, closed["carrier"], count, blank=0.5),
            "field": _drawn(chance, closed["field"], count, blank=0.05, second=0.05),
            "cluster": _drawn(chance, closed["cluster"], count, blank=0.2, second=0.1),
            "chain": _drawn(chance, closed["chain"], count, blank=0.7),
            "above_scale_from": pa.array(since, mask=chance.random(count) < 0.1),
        }
    )


def _drawn(
    chance: np.random.Generator, words: Sequence[str], count: int, *, blank: float = 0.0, second: float = 0.0
) -> pa.Array:
    """A word each, some blank, some with a second word that differs from the first."""
    first = chance.integers(0, len(words), count)
    shown, doubled = chance.random(count) >= blank, chance.random(count) < second
    return pa.array(
        [
            None if not is_shown else f"{words[at]}、{words[at - 1]}" if has_two and len(words) > 1 else words[at]
            for at, is_shown, has_two in zip(first.tolist(), shown.tolist(), doubled.tolist(), strict=True)
        ],
        pa.string(),
    )


def _quarters(chance: np.random.Generator, firms: int, changes_at: np.ndarray) -> Iterator[pa.Table]:
    """Cumulative revenue quarter by quarter; last year's figure beside it, here and there restated."""
    newcomers = firms - 1 + np.cumsum(changes_at < 99)
    size = chance.lognormal(8, 1.4, firms)
    before: list[np.ndarray] = []
    total = np.zeros(firms)
    for number, period in enumerate(QUARTERS):
        season = number % 4
        if season == 0:
            size = size * chance.normal(1.07, 0.12, firms).clip(0.5)
            total = np.zeros(firms)
        total = np.round(total + size * _SEASONS[season] * chance.uniform(0.9, 1.1, firms), 2)
        before.append(total)
        prior = before[number - 4] if number >= 4 else np.round(total / 1.07, 2)
        prior = np.where(chance.random(firms) < _RESTATED, np.round(prior * 1.02, 2), prior)
        serials = np.where(number >= changes_at, newcomers, np.arange(firms))
        is_unknown = (number >= changes_at) & (number < changes_at + 4)
        yield pa.table(
            {
                "enterprise_id": _codes(serials),
                "enterprise": _names(serials),
                "period": pa.repeat(period, firms),
                "revenue_10k_cny": _money(total),
                "prior_reported_10k_cny": _money(prior, is_unknown),
            }
        )


def _money(values: np.ndarray, mask: np.ndarray | None = None) -> pa.Array:
    return pa.array(values, mask=mask).cast(pa.decimal128(20, 6))


def _file(data: Path, record: str, period: str, rows: pa.Table, number: int) -> None:
    kind = RECORDS[record]
    sheets = {"sheet": pa.repeat(record, len(rows)), "row": pa.array(np.arange(len(rows), dtype=np.int32) + 2)}
    table = kind.filled(pa.table({**sheets, **{name: rows[name] for name in rows.column_names}}))
    letters = {name: chr(ord("A") + at) for at, name in enumerate(rows.column_names)}
    units = {name: "万元" for name in letters if name.endswith("_10k_cny")}
    sheet = {"name": record, "letters": letters, "headers": {name: name for name in letters}, "units": units}
    page = {
        "kind": "load",
        "file": f"{record}{period}",
        "source": record,
        "record": record,
        "period": period,
        "rows_in": len(rows),
        "rows_kept": len(rows),
        "rows_set_aside": 0,
        "restated": 0,
        "is_demo": False,
        "sheets": [{**sheet, "rows_in": len(rows)}],
        "accepted_by": "生成",
        "sha256": f"{date(2016, 1, 1)}-{number}",
    }
    moment = datetime(2016 + number // 12, number % 12 + 1, 1, tzinfo=UTC)
    with writer(data):
        write_filing(data, page, moment, rows=table)
