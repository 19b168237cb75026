"""页面取数的唯一入口：按数据目录、版本、指标、报告期、分组、筛选，算过一次就记住。"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from access.current import User
from access.role import DEMO
from charts.withheld import marked
from etl.paths import BEIJING, build_key, clusters_dir, data_dir, filing_names, plans_dir, tiers_file
from etl.words import _
from metrics import door
from metrics.plans import Plan, load_plans
from metrics.show import show
from metrics.store import Store, StoreError, open_store
from metrics.working import Line, Number
from pages.ui import prepared
from pages.ui.kept import kept
from pages.ui.viewer import viewer

_IN_USE = "source_in_use"


@dataclass(frozen=True)
class Source:
    """Where one page's numbers come from; two equal sources give equal numbers, so it is part of every cache key.

    `version` is fixed by the filings and taxonomies, `plans` by the plan files, `as_of` is an ISO day or "", `today`
    the day of the view: what is due and what has ended depends on it. `role` is who it is for ("" = no control),
    `sees` which firms' rows they may see (all, own, none), `own` their own sub-districts or clusters, `rules` the
    disclosure rules of a controlled role: one role's results, or those of older rules, are never another's.
    """

    data: str
    version: str
    plans: str
    as_of: str
    today: str
    role: str = ""
    sees: str = door.ALL
    own: tuple[tuple[str, tuple[str, ...]], ...] = ()
    rules: str = ""

    @property
    def is_open(self) -> bool:
        """Whether every firm's rows may be seen."""
        return self.sees == door.ALL


def source() -> Source:
    """The source for this run: the server's data folder, as known on the day in the address (`?as_of=2026-04-30`)."""
    data, day = data_dir(), known_on()
    today = day or datetime.now(BEIJING).date()
    as_of = day.isoformat() if day else ""
    return Source(str(data), _version(data, day), _plans_key(data), as_of, today.isoformat(), *_sight(viewer(), data))


def in_use() -> Source:
    """The source this run's page is made from (`use`): what belongs to a figure on it comes from there too."""
    found = st.session_state.get(_IN_USE)
    return found if isinstance(found, Source) else source()


def use(origin: Source) -> Source:
    """Have the rest of this run come from `origin`."""
    st.session_state[_IN_USE] = origin
    return origin


def _sight(user: User, data: Path) -> tuple[str, str, tuple[tuple[str, tuple[str, ...]], ...], str]:
    """Role, firms, own part and rules, as they stand in every cache key."""
    own = tuple(sorted((name, tuple(values)) for name, values in user.scope.items()))
    role = "" if user.role == DEMO else user.role
    return role, user.rights.enterprises, own, prepared.rules_key(data) if prepared.is_controlled(role) else ""


def folder(origin: Source) -> Path:
    """The data folder of a source."""
    return Path(origin.data)


def known_on() -> date | None:
    """The day in the address, or None where there is none, it is no date or has not come yet."""
    try:
        day = date.fromisoformat(st.query_params.get("as_of", ""))
    except ValueError:
        return None
    return day if day <= datetime.now(BEIJING).date() else None


def _plans_key(data: Path) -> str:
    return hashlib.sha256(repr(_states(plans_dir(data))).encode()).hexdigest()[:12]


def _version(data: Path, day: date | None) -> str:
    return _build_key(data, day, tuple(filing_names(data, day)), _states(clusters_dir(data)), _state(tiers_file(data)))


@kept(12)
def _build_key(data: Path, day: date | None, _filings: object, _taxonomies: object, _tiers: object) -> str:
    """The build's key, worked out anew only when a filing, a taxonomy or the tiers have changed."""
    return build_key(data, day)


def _states(folder: Path) -> tuple[tuple[str, int, int], ...]:
    """Name, time and size of every TOML: cheaper to ask for on each run than its content."""
    return tuple(sorted(_state(one) for one in folder.glob("*.toml")))


def _state(file: Path) -> tuple[str, int, int]:
    stat = file.stat()
    return file.name, stat.st_mtime_ns, stat.st_size


class ChangedError(Exception):
    """A filing came in since this run began: run again, so that no page is of two versions."""


@kept(6)
def store(origin: Source) -> Store:
    """The open database of a source, built first where it is missing.

    Raises StoreError, and ChangedError where by now there is another version: under this source's name it would be
    remembered, shown and exported as what it is not.
    """
    with st.spinner(_("正在打开数据…")):
        found = open_store(Path(origin.data), date.fromisoformat(origin.as_of) if origin.as_of else None)
    if found.path.stem != origin.version:
        found.close()
        raise ChangedError
    return found


def opened(origin: Source) -> Store | None:
    """The open database, or None where it cannot be opened: the page itself says why."""
    try:
        return store(origin)
    except StoreError:
        return None


ABOVE_SCALE = _("规上")  # 梯队名，写在 data/tiers.toml
Where = tuple[tuple[str, tuple[str, ...]], ...]


def where(conditions: Mapping[str, Sequence[str]]) -> Where:
    """Filters as a hashable key; empty ones drop out."""
    return tuple((name, tuple(values)) for name, values in sorted(conditions.items()) if values)


def table(
    origin: Source, metric: str, period: str | None = None, by: tuple[str, ...] = (), conditions: Where = ()
) -> pd.DataFrame:
    """A metric's tidy table, as `metrics.show` gives it. Raises NotPreparedError where that is yet to be worked out."""
    return _table(origin, metric, period, by, conditions).copy(deep=False)


@kept(3000)
def _table(origin: Source, metric: str, period: str | None, by: tuple[str, ...], conditions: Where) -> pd.DataFrame:
    own = dict(origin.own)
    is_own = any(set(values) <= set(own.get(name, ())) for name, values in conditions)
    if not is_own and not is_prepared(origin):
        raise prepared.NotPreparedError
    return show(store(origin), metric, period, by, dict(conditions), origin.role, own)


def is_prepared(origin: Source) -> bool:
    """Whether what this viewer may see has been worked out: pages never do it themselves. Raises StoreError."""
    return not prepared.is_controlled(origin.role) or prepared.is_prepared(store(origin))


def row(origin: Source, metric: str, period: str, basis: str, conditions: Where = ()) -> dict[Any, Any]:
    """The one row of an ungrouped metric on a basis, withheld cells marked; {} where there is none."""
    rows = table(origin, metric, period, (), conditions)
    rows = rows.loc[rows["basis"] == basis]
    return marked(rows.iloc[0].to_dict()) if len(rows) else {}


def above_scale(origin: Source, period: str, basis: str, conditions: Where = ()) -> object:
    """How many of the firms with revenue are 规上; None where none is or the register states no status."""
    return row(origin, "scale", period, basis, where({**dict(conditions), "tier": [ABOVE_SCALE]})).get("enterprises")


def record(origin: Source, name: str, *arguments: str) -> pd.DataFrame:
    """A table of `metrics.records` by the function's name."""
    return _record(origin, name, arguments).copy(deep=False)


@kept()
def _record(origin: Source, name: str, arguments: tuple[str, ...]) -> pd.DataFrame:
    return door.record(store(origin), name, arguments, origin.sees, dict(origin.own))


@kept(100)
def lines(origin: Source, number: Number) -> list[Line]:
    """The live sums put into a number's formula, as far as they may be seen."""
    return door.lines(store(origin), number, origin.sees)


@kept(100)
def filings_behind(origin: Source, number: Number) -> pd.DataFrame:
    """The filings behind a number, as far as they may be seen."""
    return door.filings(store(origin), number, origin.sees)


@kept()
def periods(origin: Source) -> tuple[str, ...]:
    """Every quarter with filed figures that may be seen, newest first."""
    return tuple(door.periods(store(origin), origin.role))[::-1]


@kept()
def plans(origin: Source) -> tuple[Plan, ...]:
    """Every plan with its targets. Raises PlanError."""
    return tuple(load_plans(plans_dir(Path(origin.data))))


@kept()
def not_begun(origin: Source, period: str) -> frozenset[str]:
    """Short names of the plans whose first quarter comes after `period`. Raises PlanError."""
    return frozenset(plan.short for plan in plans(origin) if plan.start > period)


def readiness() -> tuple[bool, str]:
    """Whether the data can be read now, and in words: its version, or why not."""
    data = data_dir()
    try:
        with open_store(data) as opened:
            return True, _("数据版本 {version}").format(version=opened.version)
    except StoreError as error:
        return False, str(error)
