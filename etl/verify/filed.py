"""账上已有的数：某一期每家企业最后报的是多少。归档不会再变，读过一次就记住。"""

# pyright: reportAttributeAccessIssue=false
# pyarrow.compute 的函数是运行时生成的，静态检查看不见。

from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import pyarrow.parquet as pq

from etl.quarter import may_hold
from etl.write.ledger import Filing

Parts = tuple[tuple[Path, str], ...]
_Labels = tuple[Mapping[str, list[Filing]], Mapping[str, list[Filing]]]
_made: dict[str, tuple[Sequence[Filing], int, _Labels]] = {}
_COLUMNS = ["enterprise_id", "period", "revenue_10k_cny"]


def revenue_filings(ledger: Sequence[Filing], period: str, *, is_demo: bool) -> list[Filing]:
    """The active revenue filings that may hold figures of this period, in order; demonstration and real kept apart."""
    labels = _by_label(ledger)[is_demo]
    found = [each for label, filings in labels.items() if may_hold(label, period) for each in filings]
    return found if len({filing.page["period"] for filing in found}) < 2 else sorted(found, key=lambda each: each.name)


def _by_label(ledger: Sequence[Filing]) -> _Labels:
    """The active revenue filings by the period they are labelled with, real ones and demonstration.

    Made once for the ledger a batch is held to: forty forms with four questions each would go through it 160 times.
    """
    held = _made.get("last")
    if held is None or held[0] is not ledger or held[1] != len(ledger):
        found: tuple[dict[str, list[Filing]], dict[str, list[Filing]]] = ({}, {})
        for filing in ledger:
            if filing.is_active and filing.page.get("record") == "revenue":
                found[filing.page["is_demo"]].setdefault(str(filing.page["period"]), []).append(filing)
        held = _made["last"] = ledger, len(ledger), found  # 存着账本本身：别的账本不会有同样的身份
    return held[2]


def filed(ledger: Sequence[Filing], period: str, firms: pa.Array, *, is_demo: bool) -> np.ndarray:
    """万元 as last filed for this period by each of these firms, NaN where nothing was."""
    found = np.full(len(firms), np.nan)
    known, values = _last(_parts(ledger, [period], is_demo=is_demo))
    if len(known):
        place = pc.index_in(firms, value_set=known)
        is_known = place.is_valid().to_numpy(zero_copy_only=False)
        found[is_known] = values[place.drop_null().to_numpy()]
    return found


def filers(ledger: Sequence[Filing], *periods: str, is_demo: bool) -> Mapping[str, float]:
    """Firm → 万元 as last filed, for the last of these periods it filed."""
    return _filers(_parts(ledger, periods, is_demo=is_demo))


def _parts(ledger: Sequence[Filing], periods: Sequence[str], *, is_demo: bool) -> Parts:
    return tuple(
        (filing.rows, period) for period in periods for filing in revenue_filings(ledger, period, is_demo=is_demo)
    )


@lru_cache(maxsize=8)
def _filers(parts: Parts) -> Mapping[str, float]:
    known, values = _last(parts)
    return MappingProxyType(dict(zip(known.to_pylist(), values.tolist(), strict=True)))


@lru_cache(maxsize=8)  # 一季四十份、四十份新表都来问：合起来记一次，不是一份一份地翻
def _last(parts: Parts) -> tuple[pa.Array, np.ndarray]:
    """Each firm once and the last figure these filings give it, in their order."""
    if len(parts) == 1:
        return _figures(*parts[0])
    read = [_figures(rows, period) for rows, period in parts]
    firms = pa.chunked_array([known for known, _values in read], pa.string()).combine_chunks().dictionary_encode()
    last = np.full(len(firms.dictionary), np.nan)
    last[firms.indices.to_numpy()] = np.concatenate(
        [np.empty(0), *(values for _known, values in read)]
    )  # 后来的盖前面的
    return firms.dictionary, last


@lru_cache(maxsize=64)
def _figures(rows: Path, period: str) -> tuple[pa.Array, np.ndarray]:
    table = pq.read_table(rows, columns=_COLUMNS)
    table = table.filter(pc.equal(table["period"], period)).combine_chunks()
    values = table["revenue_10k_cny"].cast(pa.float64()).to_numpy()
    known = ~np.isnan(values)
    firms = table["enterprise_id"].combine_chunks()
    return firms.filter(pa.array(known)), values[known]
