"""页面取数的唯一入口：按数据目录、版本、指标、报告期、分组、筛选缓存成表。

缓存的键里从不放表格：大表的散列是抽样的，改一格可能取回旧答案。
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from etl.paths import build_key, data_dir, plans_dir
from etl.words import _
from metrics import records
from metrics.plans import LightRule, Plan, load_light_rule, load_plans
from metrics.show import show
from metrics.store import Store, StoreError, open_store


@dataclass(frozen=True)
class Source:
    """Where one page's numbers come from; two equal sources give equal numbers, so it is part of every cache key.

    `version` is fixed by the filings and taxonomies, `plans` by the plan files, `as_of` is an ISO day or "".
    """

    data: str
    version: str
    plans: str
    as_of: str = ""


def source() -> Source:
    """The source for this run: the server's data folder, as known on the day in the address (`?as_of=2026-04-30`)."""
    data, day = data_dir(), known_on()
    return Source(str(data), build_key(data, day), _plans_key(data), day.isoformat() if day else "")


def known_on() -> date | None:
    """The day in the address, or None where there is none or it is no date."""
    try:
        return date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return None


def _plans_key(data: Path) -> str:
    digest = hashlib.sha256()
    for file in sorted(plans_dir(data).glob("*.toml")):
        state = file.stat()
        digest.update(f"{file.name}|{state.st_mtime_ns}|{state.st_size}".encode())
    return digest.hexdigest()[:12]


@st.cache_resource(max_entries=6, show_spinner=_("正在打开数据…"))
def store(origin: Source) -> Store:
    """The open database of a source, built first where it is missing. Raises StoreError."""
    return open_store(Path(origin.data), date.fromisoformat(origin.as_of) if origin.as_of else None)


Where = tuple[tuple[str, tuple[str, ...]], ...]


def where(conditions: Mapping[str, Sequence[str]]) -> Where:
    """Filters as a hashable key; empty ones drop out."""
    return tuple((name, tuple(values)) for name, values in sorted(conditions.items()) if values)


@st.cache_data(max_entries=3000, show_spinner=False)
def table(
    origin: Source, metric: str, period: str | None = None, by: tuple[str, ...] = (), conditions: Where = ()
) -> pd.DataFrame:
    """A metric's tidy table, as `metrics.show` gives it."""
    return show(store(origin), metric, period, by, dict(conditions))


def row(origin: Source, metric: str, period: str, basis: str, conditions: Where = ()) -> dict[Any, Any]:
    """The one row of an ungrouped metric on a basis, or {} where there is none."""
    rows = table(origin, metric, period, (), conditions)
    rows = rows.loc[rows["basis"] == basis]
    return rows.iloc[0].to_dict() if len(rows) else {}


@st.cache_data(max_entries=1000, show_spinner=False)
def record(origin: Source, name: str, *arguments: str) -> pd.DataFrame:
    """A table of `metrics.records` by the function's name."""
    return getattr(records, name)(store(origin), *arguments)


def periods(origin: Source) -> list[str]:
    """Every quarter with filed figures, newest first."""
    return _periods(origin)[::-1]


@st.cache_data(max_entries=8, show_spinner=False)
def _periods(origin: Source) -> list[str]:
    return records.periods(store(origin))


@st.cache_data(max_entries=8, show_spinner=False)
def plans(origin: Source) -> list[Plan]:
    """Every plan with its targets. Raises PlanError."""
    return load_plans(plans_dir(Path(origin.data)))


@st.cache_data(max_entries=8, show_spinner=False)
def light_rule(origin: Source) -> LightRule:
    """The rule of the lights and its printed sentences. Raises PlanError."""
    return load_light_rule(plans_dir(Path(origin.data)))


def readiness() -> tuple[bool, str]:
    """Whether the data can be read now, and in words: its version, or why not."""
    data = data_dir()
    try:
        with open_store(data) as opened:
            return True, _("数据版本 {version}").format(version=opened.version)
    except StoreError as error:
        return False, str(error)
