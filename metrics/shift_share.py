"""偏离份额：各地区可比增量的三个来源；地区在前、活动在后，只给地区就按行业算完再相加。"""

from dataclasses import replace

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import MONEY_PLACES, column, sums, tidy
from metrics.arithmetic.shift import parts, ratio
from metrics.contribution import OVERLAPPING
from metrics.dimension import DIMENSIONS, UNSTATED, Dimension
from metrics.group_sum import GROUP_AND_CELL_SUM
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE, NO_CURRENT
from metrics.period import shifted
from metrics.request import Request
from metrics.store import Store

DUNN = ["national_10k_cny", "mix_10k_cny", "regional_10k_cny", "total_10k_cny"]
ESTEBAN = ["own_regional_10k_cny", "allocation_10k_cny"]
DYNAMIC = [f"dynamic_{name}" for name in DUNN]
COLUMNS = ["from", "to", *DUNN, *ESTEBAN, "dynamic_from", *DYNAMIC, "reference", "activity", "enterprises", "reason"]

ACTIVITY = "industry"  # 只给地区时按哪个维度算
YEARS = 5  # 动态分量最多往前加几年：一个规划期

NO_AREA = _("无参照地区：只有整体，须有两个以上的地区、街道等可比")
NO_ACTIVITY = _("名录没有填{0}，分不出结构")
REFERENCE_BASE = _("参照的同业基数≤0")
NEGATIVE_BASE = _("本组基数为负，各分量照算")
NO_SPLIT = _("有活动的基数≤0，不作埃斯特班拆分")
SHORT = _("动态分量历史不足")
WHOLE = _("全部企业")

_COUNTS = ["enterprises", "without_base", "without_current"]
_MONEY = ["base_10k_cny", "now_10k_cny"]
_TOTALS = ["total_10k_cny", "dynamic_total_10k_cny"]  # 两个合计之差，是库里的钱；各分量不是


def table(store: Store, request: Request) -> pd.DataFrame:
    """Shift-share (Dunn 1960) of each area's comparable increase, 万元, against the whole scope as the reference.

    Base: last year as reported now, over firms with both figures, so the total is the comparable increase and
    national + mix + regional = total. The last `by` dimension is the activity; a single one is the area, its rows are
    added up over 行业. Without an area the parts are null (无参照地区).
    """
    areas, activity = sides(request)
    asked = replace(request, by=(*areas, activity)) if areas else request
    frame = _levels(store, asked)
    if areas:
        whole, own = _references(store, asked, frame, activity)
        frame = _decomposed(frame, areas, activity, whole, own)
        if asked.by != request.by:
            frame = _summed(frame, request.group_columns)
    else:
        frame = frame.assign(**dict.fromkeys([*DUNN[:3], *ESTEBAN], np.nan), note=NO_AREA)
        frame["total_10k_cny"] = frame["now_10k_cny"] - frame["base_10k_cny"]
    frame = _dynamic(frame, request.group_columns)
    if request.period is not None:
        frame = frame.loc[frame["period"] == request.period]
    frame = frame.assign(
        reference=reference(request),
        activity=activity.title if areas else "",
        to=frame["period"],
        **{"from": [shifted(period, -4) for period in frame["period"]]},
    )
    frame[_TOTALS] = frame[_TOTALS].round(MONEY_PLACES)
    frame["reason"] = _reasons(frame, request, bool(areas))
    return tidy(frame, request, COLUMNS)


def sides(request: Request) -> tuple[tuple[Dimension, ...], Dimension]:
    """The area dimensions and the activity: the last of several; 行业 where only the area is given; () without one."""
    if len(request.by) > 1:
        return request.by[:-1], request.by[-1]
    activity = DIMENSIONS[ACTIVITY]
    return tuple(area for area in request.by if area != activity), activity


def reference(request: Request) -> str:
    """The reference in words: all enterprises, or those the filters leave."""
    words = [f"{DIMENSIONS[name].title}={'、'.join(values)}" for name, values in request.where.items()]
    return _("筛选后的企业（{0}）").format("；".join(words)) if words else WHOLE


def _levels(store: Store, request: Request) -> pd.DataFrame:
    at = request.period
    window = [shifted(at, -4 * back) for back in range(YEARS)] if at else [""] * YEARS
    return sums(store, replace(request, period=None), "shift_share", GROUP_AND_CELL_SUM, params=[at or "", *window])


def _references(
    store: Store, request: Request, frame: pd.DataFrame, activity: Dimension
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Levels of the whole scope and of each activity in it, every enterprise once however many groups it is in."""
    if any(dimension.has_overlap for dimension in request.by):
        at = replace(request, by=())
        return _levels(store, at), _levels(store, replace(at, by=(activity,)))
    keys = ["period", "basis"]
    own = [*keys, *activity.columns]
    return _added(frame, keys), _added(frame, own)


def _added(frame: pd.DataFrame, keys: list[str]) -> pd.DataFrame:
    return pd.DataFrame(frame.groupby(keys, as_index=False)[_MONEY].sum())


def _decomposed(
    frame: pd.DataFrame, areas: tuple[Dimension, ...], activity: Dimension, whole: pd.DataFrame, own: pd.DataFrame
) -> pd.DataFrame:
    """Components of every area and activity, and in `note` why some are missing."""
    keys = ["period", "basis"]
    names = [*keys, *activity.columns]
    frame = frame.merge(whole[[*keys, *_MONEY]], how="left", on=keys, suffixes=("", "_whole"))
    frame = frame.merge(own[[*names, *_MONEY]], how="left", on=names, suffixes=("", "_own"))
    base, now = column(frame, "base_10k_cny").to_numpy(float), column(frame, "now_10k_cny").to_numpy(float)
    overall = ratio(frame["now_10k_cny_whole"], frame["base_10k_cny_whole"])
    growth = ratio(frame["now_10k_cny_own"], frame["base_10k_cny_own"])
    stated = frame[activity.columns[0]] != UNSTATED
    has_activity = stated.groupby([frame[key] for key in keys]).transform("any").to_numpy()
    growth = np.where(has_activity, growth, np.nan)
    area = [*keys, *(name for one in areas for name in one.columns)]
    total = frame.groupby(area)["base_10k_cny"].transform("sum").to_numpy(float)
    is_alone = _areas_known(frame, area) < 2
    growth, overall = np.where(is_alone, np.nan, growth), np.where(is_alone, np.nan, overall)
    share = ratio(frame["base_10k_cny_own"], frame["base_10k_cny_whole"])
    shift = parts(base, now, growth, overall, total * share)
    values = [shift.national, shift.mix, shift.regional, shift.total, shift.own_regional, shift.allocation]
    if activity.has_overlap:
        values[4:] = [np.full(len(frame), np.nan)] * 2
    known = ~np.isnan(base)
    note = np.select(
        [
            ~known,
            is_alone,
            np.isnan(overall),
            ~has_activity,
            np.isnan(growth),
        ],
        ["", NO_AREA, BASE_NOT_POSITIVE, NO_ACTIVITY.format(activity.title), REFERENCE_BASE],
        np.where(base < 0, NEGATIVE_BASE, ""),
    )
    return frame.assign(**dict(zip([*DUNN, *ESTEBAN], values, strict=True)), note=note)


def _areas_known(frame: pd.DataFrame, area: list[str]) -> np.ndarray:
    """How many areas of the row's period and basis have a base."""
    known = frame.loc[frame["base_10k_cny"].notna(), area].drop_duplicates()
    number = known.groupby(["period", "basis"]).size().rename("areas").reset_index()
    merged = frame[["period", "basis"]].merge(number, how="left", on=["period", "basis"])
    return merged["areas"].fillna(0).to_numpy(float)


def _summed(frame: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """Rows of one area added up over its activities; a part unknown for one activity is unknown for the area."""
    keys = ["period", "basis", *groups]
    values = [*DUNN, *ESTEBAN]
    known = column(frame, "base_10k_cny").notna()
    unknown = pd.DataFrame(frame[values].isna().mul(known, axis=0))
    broken = pd.DataFrame(unknown.groupby([frame[key] for key in keys], sort=False).any())
    by_area = frame.groupby(keys, sort=False)
    total = pd.DataFrame(by_area[[*values, *_MONEY]].sum(min_count=1))
    total[values] = total[values].mask(broken)
    answer = pd.concat([total, pd.DataFrame(by_area[_COUNTS].sum())], axis=1).reset_index()
    said: dict[tuple[object, ...], list[str]] = {}
    for *key, note in frame.loc[frame["note"] != "", [*keys, "note"]].drop_duplicates().itertuples(index=False):
        said.setdefault(tuple(key), []).append(str(note))
    answer["note"] = ["；".join(said.get(key, [])) for key in answer[keys].itertuples(index=False, name=None)]
    return answer


def _dynamic(frame: pd.DataFrame, groups: list[str]) -> pd.DataFrame:
    """Year-by-year components summed back from each period, as far as every year is known, at most YEARS years."""
    keys = ["basis", *groups]
    sources = frame[["period", *keys, *DUNN]]
    running = frame[DUNN].to_numpy(float)
    alive = ~np.isnan(running).any(axis=1).reshape(-1)
    years = alive.astype(int)
    for back in range(1, YEARS):
        before = [shifted(period, -4 * back) for period in frame["period"]]
        at = frame[keys].assign(period=pd.Series(before, index=frame.index, dtype=object))
        earlier = at.merge(sources, how="left", on=["period", *keys])[DUNN].to_numpy(float)
        alive &= ~np.isnan(earlier).any(axis=1)
        running = running + np.where(alive[:, None], earlier, 0.0)
        years += alive
    running = np.where((years > 1)[:, None], running, np.nan)
    start = [
        shifted(period, -4 * count) if count > 1 else None for period, count in zip(frame["period"], years, strict=True)
    ]
    return frame.assign(**dict(zip(DYNAMIC, running.T, strict=True)), dynamic_from=start)


def _reasons(frame: pd.DataFrame, request: Request, has_area: bool) -> list[str]:
    overlap = OVERLAPPING if any(dimension.has_overlap for dimension in request.by) else ""
    words = []
    for row in frame.to_dict("records"):
        is_known = row["total_10k_cny"] == row["total_10k_cny"]
        missing = NO_BASE if row["without_base"] else NO_CURRENT
        has_split = row["allocation_10k_cny"] == row["allocation_10k_cny"]
        is_whole = row["national_10k_cny"] == row["national_10k_cny"] and row["mix_10k_cny"] == row["mix_10k_cny"]
        said = [row["note"], overlap] if is_known else [missing, overlap]
        said += [NO_SPLIT] if is_whole and not has_split and not overlap else []
        said += [left_out(row["without_base"], row["without_current"])] if is_known else []
        said += [SHORT] if is_whole and has_area and row["dynamic_from"] is None else []
        words.append("；".join(word for word in said if word))
    return words


def left_out(without_base: int, without_current: int) -> str:
    """`另有2家缺基期、1家缺本期，未计入`; empty where nobody was left out."""
    groups = [(without_base, NO_BASE), (without_current, NO_CURRENT)]
    named = [_("{0}家{1}").format(int(number), why) for number, why in groups if number]
    return _("另有{0}，未计入").format("、".join(named)) if named else ""
