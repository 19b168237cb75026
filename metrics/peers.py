"""结构相近：哪几个地区的行业结构与它最像，像在哪里。"""

from collections.abc import Iterator
from dataclasses import replace

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import sums, tidy
from metrics.arithmetic.similarity import cosines, overlaps, shares
from metrics.contribution import OVERLAPPING
from metrics.dimension import UNSTATED, Dimension
from metrics.group_sum import CELL_SUM
from metrics.request import Request
from metrics.shift_share import NO_ACTIVITY, sides
from metrics.store import Store

COLUMNS = ["rank", "peer", "similarity_pct", "cosine", "common_pct", "shared", "activity", "reason"]

NEAREST = 3  # 每组给几个最近的
NAMED = 3  # 共有的活动点名几个
JOINT = "、"

ONE_GROUP = _("只有一组，没有可比的对象")
NO_AREA = _("无参照地区：须按地区、街道等分组")
NOT_RANKED = _("未归类，不参与比较")
NO_REVENUE = _("营业收入≤0或未报，没有结构")
NOTHING_SHARED = _("与各组没有共同的{0}")
UNSTATED_LEFT_OUT = _("{0}未归类的企业未计入")


def table(store: Store, request: Request) -> pd.DataFrame:
    """The groups whose structure of revenue is nearest, at most NEAREST each, by overlap of shares (%).

    Areas first, the activity last; a single dimension is the area, its activity 行业. `similarity_pct` = Σ min of the
    two shares = 100 × (1 − Krugman ÷ 2); by area and activity a row an activity, whose `common_pct` add up to it.
    A single group, an unstated one, or one without revenue gets a row with the reason instead.
    """
    areas, activity = sides(request)
    if not areas:
        frame = sums(store, request, "peers", CELL_SUM).assign(activity="", reason=NO_AREA)
        return tidy(_filled(frame), request, COLUMNS)
    frame = sums(store, replace(request, by=(*areas, activity)), "peers", CELL_SUM)
    found = [
        {"period": rows["period"].iloc[0], "basis": rows["basis"].iloc[0], **row}
        for _key, rows in frame.groupby(["period", "basis"], sort=False)
        for row in _neighbours(rows, areas, activity, has_pairs=activity in request.by)
    ]
    answer = pd.DataFrame(found, columns=list(dict.fromkeys(["period", "basis", *request.group_columns, *COLUMNS])))
    return tidy(_filled(answer), request, COLUMNS)


def _filled(frame: pd.DataFrame) -> pd.DataFrame:
    missing = {name: np.nan for name in COLUMNS if name not in frame.columns}
    frame = frame.assign(**missing)
    frame["rank"] = frame["rank"].astype("Int64")
    for name in ("peer", "shared"):
        frame[name] = frame[name].astype(object).where(frame[name].notna(), None)
    return frame


def _neighbours(
    rows: pd.DataFrame, areas: tuple[Dimension, ...], activity: Dimension, *, has_pairs: bool
) -> Iterator[dict[str, object]]:
    """The answer's rows for one period and basis."""
    keys = [name for area in areas for name in area.columns]
    by = activity.columns[-1]
    known = rows.loc[(rows[by] != UNSTATED) & (rows["revenue_10k_cny"] > 0)]
    groups = list(rows[keys].drop_duplicates().itertuples(index=False, name=None))
    names = sorted({str(name) for name in known[by]})
    place = {name: at for at, name in enumerate(names)}
    levels = {group: np.zeros(len(names)) for group in groups}
    for record in known.to_dict("records"):
        levels[tuple(record[key] for key in keys)][place[str(record[by])]] += record["revenue_10k_cny"]
    ranked = [group for group in groups if UNSTATED not in group and levels[group].any()]
    matrix = np.array([levels[group] for group in ranked]).reshape(len(ranked), len(names))
    alike, angle, share = overlaps(matrix), cosines(matrix), shares(matrix)
    notes = _notes(rows, keys, by, activity, areas)
    for group in groups:
        head = {**dict(zip(keys, group, strict=True)), "activity": activity.title}
        own = ranked.index(group) if group in ranked else -1
        others = [at for at in range(len(ranked)) if at != own and own >= 0 and alike[own, at] > 0]
        nearest = sorted(others, key=lambda at, own=own: (-alike[own, at], -angle[own, at], ranked[at]))[:NEAREST]
        if not nearest:
            why = _why(group, rows, keys, by, activity, own >= 0, len(ranked))
            yield {**head, **({activity.columns[0]: None, by: None} if has_pairs else {}), "reason": why}
        for rank, at in enumerate(nearest, start=1):
            common = np.minimum(share[own], share[at]) * 100
            shared = [names[n] for n in np.argsort(-common, kind="stable")[:NAMED] if common[n] > 0]
            row = {
                **head,
                "rank": rank,
                "peer": JOINT.join(map(str, ranked[at])),
                "similarity_pct": float(alike[own, at] * 100),
                "cosine": float(angle[own, at]),
                "common_pct": float(common.sum()),
                "shared": JOINT.join(shared),
                "reason": notes[group],
            }
            if not has_pairs:
                yield row
                continue
            for n in np.flatnonzero((share[own] > 0) | (share[at] > 0)):
                yield {**row, by: names[n], "common_pct": float(common[n])}


def _notes(
    rows: pd.DataFrame, keys: list[str], by: str, activity: Dimension, areas: tuple[Dimension, ...]
) -> dict[tuple[object, ...], str]:
    """What to know about a group that is ranked: overlap, and enterprises whose activity nobody stated."""
    overlap = [OVERLAPPING] if any(one.has_overlap for one in (*areas, activity)) else []
    unstated = rows.loc[(rows[by] == UNSTATED) & (rows["enterprises"] > 0), keys]
    without = set(unstated.itertuples(index=False, name=None))
    left_out = UNSTATED_LEFT_OUT.format(activity.title)
    return {
        group: "；".join([*overlap, *([left_out] if group in without else [])])
        for group in rows[keys].drop_duplicates().itertuples(index=False, name=None)
    }


def _why(
    group: tuple[object, ...],
    rows: pd.DataFrame,
    keys: list[str],
    by: str,
    activity: Dimension,
    is_ranked: bool,
    ranked: int,
) -> str:
    if UNSTATED in group:
        return NOT_RANKED
    if not is_ranked:
        own = rows.loc[(rows[keys] == list(group)).all(axis=1)]
        is_stated = ((own[by] != UNSTATED) & (own["enterprises"] > 0)).any()
        has_firms = (own["enterprises"] > 0).any()
        return NO_ACTIVITY.format(activity.title) if has_firms and not is_stated else NO_REVENUE
    return ONE_GROUP if ranked < 2 else NOTHING_SHARED.format(activity.title)
