"""一行说的是哪一格、哪一期的哪个合计；多数指标看分组列，目标差距与对标看自己的范围。"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from etl.paths import plans_dir
from metrics.dimension import DIMENSIONS
from metrics.disclosure.figure import Figure
from metrics.disclosure.roll import WHOLE, Cell, cell
from metrics.period import is_period
from metrics.plans import Target, load_plans
from metrics.request import Request, known_values
from metrics.shift_share import ACTIVITY
from metrics.store import Store

Row = Mapping[str, Any]
_BY_ACTIVITY = {"shift_share", "peers"}


@dataclass(frozen=True)
class Place:
    """A row's own cell and figure; `cell` None where no open cell is what the row is about.

    `is_public`: the row's figures come from what others published, not from enterprises. `also`: further figures of
    the cell that the row's numbers are made of. `across`: the table whose cells were worked out first and then added
    up to this row. `is_derived`: the target itself is a multiple of an actual.
    """

    cell: Cell | None
    figure: Figure
    is_public: bool = False
    also: tuple[Figure, ...] = ()
    across: tuple[str, ...] = ()
    is_derived: bool = False


def places(store: Store, request: Request) -> Callable[[Row], Place]:
    """The reader of rows for a request's metric."""
    if request.metric == "gap":
        return _of_targets(store)
    if request.metric == "benchmark":
        return _of_published(store)
    return _of_groups(request)


def scope(request: Request) -> Cell | None:
    """The cell all rows stand in; None where a filter is more than one value, which is no cell of any table."""
    if any(len(values) != 1 for values in request.where.values()):
        return None
    return cell({name: values[0] for name, values in request.where.items()})


def _of_groups(request: Request) -> Callable[[Row], Place]:
    around = scope(request)
    across = _across(request)

    def place(row: Row) -> Place:
        own = None if around is None else dict(around) | {one.name: str(row[one.name]) for one in request.by}
        # 筛选与分组是同一维度而值不同，就没有这样的格子
        is_apart = own is not None and any(own[name] != value for name, value in around or ())
        figure = Figure(str(row["period"]), str(row["basis"]))
        return Place(None if own is None or is_apart else cell(own), figure, across=across)

    return place


def _across(request: Request) -> tuple[str, ...]:
    """The table behind a metric that is worked out by activity and added up where only the area is asked for."""
    if request.metric not in _BY_ACTIVITY or len(request.by) != 1:
        return ()
    return tuple(sorted({request.by[0].name, ACTIVITY}))


def _of_targets(store: Store) -> Callable[[Row], Place]:
    known = {(plan.code, target.code): target for plan in load_plans(plans_dir(store.data)) for target in plan.targets}

    def place(row: Row) -> Place:
        target = known[str(row["plan_code"]), str(row["target"])]
        figure = Figure(str(row["period"]), str(row["basis"]))
        is_revenue = target.measure.source == "enterprises" and target.measure.what != "above_scale"
        also = [_of_year(row[name]) for name in ("value_period", "base_period") if is_period(str(row[name]))]
        cell = _of_target(target)
        is_derived = target.type == "relative"
        return Place(cell, also[0] if also else figure, not is_revenue, tuple(also[1:]), is_derived=is_derived)

    return place


def _of_year(period: object) -> Figure:
    """A target's amount stands on the year at its end, else on the last four quarters."""
    return Figure(str(period), "year" if str(period).endswith("Q4") else "rolling4")


def _of_target(target: Target) -> Cell | None:
    """A target on the whole revenue of one group; one on counts, on 规上 firms or on several groups has no cell."""
    if target.measure.what != "revenue" or target.mode != "total" or target.measure.tier:
        return None
    if target.group is None:
        return WHOLE
    return cell({target.group.dimension: target.group.values[0]}) if len(target.group.values) == 1 else None


def _of_published(store: Store) -> Callable[[Row], Place]:
    from metrics.benchmark import OWN_DIMENSIONS, PUBLISHED_OWN  # 它取 show，show 取这里

    known = {name: known_values(store, DIMENSIONS[name]) for name in OWN_DIMENSIONS}
    published = {PUBLISHED_OWN, *(str(source) for (source,) in store.rows("SELECT DISTINCT source FROM published"))}

    def place(row: Row) -> Place:
        name = row["grouping"]
        dimension = next((one for one in OWN_DIMENSIONS if name in known[one]), None)
        own: Cell | None = WHOLE
        if isinstance(name, str) and name:
            own = cell({dimension: name}) if dimension else None
        at = str(row["own_period"])
        if not is_period(at):  # 本区没有这个数，也就没有可隐的
            return Place(None, Figure(str(row["period"]), str(row["basis"])), is_public=True)
        return Place(own, Figure(at, str(row["basis"])), is_public=row["own_source"] in published)

    return place
