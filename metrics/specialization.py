"""专业化：一个地区的一类活动，比整个范围多还是少；地区、活动两头的结构指数随行给出。"""

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.arithmetic import location
from metrics.cell_sum import has_cells
from metrics.dimension import DIMENSIONS, UNSTATED
from metrics.group_sum import CELL_SUM
from metrics.growth import NO_CURRENT
from metrics.request import Request
from metrics.store import Store
from metrics.structure import INDICES, fill_indices, total_of

COLUMNS = [
    "location_quotient",
    "reference",
    "reason",
    *INDICES,
    "index_reason",
]
SUMS = ["area_total", "activity_total", "scope_total"]  # 口径卡的算式用
AREAS = ("region", "subdistrict", "carrier")
ACTIVITIES = ("industry", "field", "cluster", "chain")
TOTALS = tuple(_("合计、总计、小计、全国、全省、全市、全区、全部、总体").split("、"))

NO_REFERENCE = _("无参照地区")
TWO_DIMENSIONS = _("无参照地区：区位商要一个地区类分组和一个活动类分组")
ONE_AREA = _("无参照地区：范围里只有一个地区")
IS_TOTAL = _("合计行不是地区")
IS_UNSTATED = _("未归类不作地区或活动")
NEGATIVE = _("有负营收，结构没有意义")
NOT_POSITIVE = _("合计≤0，没有结构")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Location quotient of every area × activity against all of the scope, and the indices of each side.

    Needs one area dimension and one activity dimension in `by`; anything else gives null and 无参照地区. A row of
    totals is never an area and never counted; 未归类 counts in the reference and has no quotient of its own. An area
    without the activity has no row (its quotient would be 0).
    """
    frame = quotients(store, request)
    roles = sides(request)
    if roles is not None:
        area, activity = roles
        is_named = ~frame[[area, activity]].isin([UNSTATED]).any(axis=1) & ~frame[area].isin(TOTALS)
        for _key, rows in frame.loc[is_named].groupby(["period", "basis"], sort=False):
            fill_indices(frame, rows, area, activity)
    return tidy(frame, request, COLUMNS)


def quotients(store: Store, request: Request) -> pd.DataFrame:
    """The quotients alone, with the sums they were computed from; the indices of both sides stay null."""
    if is_apart(request) or has_cells(store, request):
        return judged(sums(store, request, "specialization_cells", CELL_SUM), request)
    return judged(sums(store, request, "specialization"), request)


def is_apart(request: Request) -> bool:
    """Whether no enterprise is in two of the groups, so that a cell's revenue is also its distinct revenue."""
    return not any(dimension.has_overlap for dimension in request.by)


def judged(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    """The quotients from the sums of each cell: `revenue`, and `distinct_revenue`, that of its firms' shares in it."""
    for name in COLUMNS:
        frame[name] = pd.Series(np.nan, index=frame.index) if name not in _WORDS else ""
    frame[SUMS] = np.nan
    roles = sides(request)
    if roles is None:
        frame["reason"] = TWO_DIMENSIONS
        frame["index_reason"] = NO_REFERENCE
        return frame
    area, activity = roles
    is_area = ~frame[area].isin(TOTALS)
    for _key, rows in frame.loc[is_area].groupby(["period", "basis"], sort=False):
        _judge(frame, rows, area, activity)
    frame["reference"] = frame["reference"].mask(is_area, _reference(request, area))
    frame["reason"] = frame["reason"].mask(~is_area, IS_TOTAL)
    frame["index_reason"] = frame["index_reason"].mask(~is_area, IS_TOTAL)
    return frame


_WORDS = ("reference", "reason", "index_reason")


def sides(request: Request) -> tuple[str, str] | None:
    """The area column and the activity column asked for, in whichever order; None unless there is one of each."""
    names = [dimension.name for dimension in request.by]
    areas, activities = [name for name in names if name in AREAS], [name for name in names if name in ACTIVITIES]
    return (areas[0], activities[0]) if len(names) == 2 and areas and activities else None


def _reference(request: Request, area: str) -> str:
    """Against what: all areas of the scope, and how the scope was narrowed."""
    words = _("范围内全部{0}合计").format(DIMENSIONS[area].title)
    kept = [DIMENSIONS[name].title + "：" + "、".join(values) for name, values in request.where.items()]
    return _("{0}（{1}）").format(words, "；".join(kept)) if kept else words


def _judge(frame: pd.DataFrame, rows: pd.DataFrame, area: str, activity: str) -> None:
    """Fill one period and basis: the quotients row by row, who is unstated has none."""
    distinct = column(rows, "distinct_revenue")
    revenue = column(rows, "revenue")
    own_area = total_of(distinct, column(rows, area))
    own_activity = total_of(revenue, column(rows, activity))
    whole = distinct.sum()
    for name, held in zip(SUMS, (own_area, own_activity, whole), strict=True):
        frame.loc[rows.index, name] = held
    quotient = location.location_quotient(
        revenue.to_numpy(float), own_area.to_numpy(float), own_activity.to_numpy(float), whole
    )
    reason = pd.Series("", index=rows.index, dtype=object)
    reason = reason.mask(~((own_area > 0) & (own_activity > 0)) | bool(whole <= 0), NOT_POSITIVE)
    # 一个负数就让份额没有意义；零是知道的，区位商就是0
    reason = reason.mask(revenue < 0, NEGATIVE)
    if len(set(rows[area]) - {UNSTATED}) < 2:
        reason[:] = ONE_AREA
    reason = reason.mask(revenue.isna(), NO_CURRENT)
    is_unstated = pd.Series((rows[area] == UNSTATED) | (rows[activity] == UNSTATED))
    reason = reason.mask(is_unstated, IS_UNSTATED)
    frame.loc[rows.index, "reason"] = reason
    frame.loc[rows.index, "location_quotient"] = pd.Series(np.asarray(quotient), index=rows.index).where(reason == "")
    frame.loc[is_unstated.index[is_unstated.to_numpy(bool)], "index_reason"] = IS_UNSTATED
