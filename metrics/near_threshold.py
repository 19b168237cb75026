"""临界企业：谁快够到 2000 万、1 亿、10 亿元，谁刚过线、可能回落。"""

from collections.abc import Sequence

import pandas as pd

from etl.words import _
from metrics.answer import sums
from metrics.closing_set import closing_sets
from metrics.firm_rows import FIRM, at_latest, firm_rows, in_order
from metrics.ladder_rule import Line, lines, status
from metrics.request import Request
from metrics.store import Store

COLUMNS = [
    "line",
    *FIRM,
    "state",
    "status",
    "revenue_10k_cny",
    "floor_10k_cny",
    "distance_10k_cny",
    "growth_needed_pct",
    "place",
    "targets",
    "reason",
]

NEAR, JUST_OVER = _("临近"), _("刚过线")
QUALIFIED, BELOW_ENTRY = _("够线未纳统"), _("在统而低于起点")
FARTHER = _("较远，补足目标要用")
ORDER = [NEAR, QUALIFIED, JUST_OVER, BELOW_ENTRY, FARTHER]
NO_STATUS = _("名录没有纳统状态")
NOT_POSITIVE = _("年营业收入≤0，不计所需增长")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Firms near a line (data/tiers.toml) by annual revenue, 万元: the year at a fourth quarter, else rolling four.

    `state`: 临近 (below, within the band), 刚过线 (above, within the risk band), and at the line of entry 够线未纳统
    and 在统而低于起点. `distance_10k_cny` = line − revenue; `growth_needed_pct` = (line ÷ revenue − 1) × 100, null
    where the line is passed. `place` counts those still below from the nearest. `targets`: the plan targets whose
    smallest closing set the firm is in (closing_set); firms farther off are listed only for that. Without a period the
    latest. Nobody near gives no rows.
    """
    request = at_latest(store, request)
    sets = closing_sets(store, request.period or "")
    found = [
        _at_line(store, request, line, sets.loc[sets["floor_10k_cny"] == line.floor_10k_cny]) for line in lines(store)
    ]
    frame = pd.concat(found, ignore_index=True) if found else _no_rows(store, request)
    return firm_rows(frame, request, COLUMNS)


def _no_rows(store: Store, request: Request) -> pd.DataFrame:
    """The empty table of a data folder that states no line."""
    return _at_line(store, request, Line("", 0.0, 0.0, 0.0), closing_sets(store, "")).head(0)


def _at_line(store: Store, request: Request, line: Line, sets: pd.DataFrame) -> pd.DataFrame:
    wanted = pd.Series(sets.dropna(subset=["firm_id"]).groupby("firm_id")["target"].agg("、".join))
    frame = near_firms(store, request, line, list(wanted.index))
    frame["line"] = line.line
    periods = pd.Series(frame["period"])
    frame["status"] = periods.map({one: status(one) for one in periods.unique()})
    frame["floor_10k_cny"] = line.floor_10k_cny
    revenue = pd.Series(frame["revenue_10k_cny"])
    frame["distance_10k_cny"] = line.floor_10k_cny - revenue
    is_below = revenue < line.floor_10k_cny
    frame["growth_needed_pct"] = ((line.floor_10k_cny / revenue - 1) * 100).where(is_below & (revenue > 0))
    frame["state"] = _states(line, revenue, pd.Series(frame["is_above_scale"]))
    climbing = revenue.where(frame["state"].isin([NEAR, FARTHER]))
    frame["place"] = _places(frame, climbing, request).astype("Int64")
    firm = FIRM[0] if FIRM[0] in frame else "firm_id"
    frame["targets"] = pd.Series(frame[firm]).map(wanted.to_dict()).fillna("") if len(wanted) else ""
    stateless = line.is_entry & frame["is_above_scale"].isna()
    frame["reason"] = pd.Series("", index=frame.index, dtype=object).mask(stateless, NO_STATUS)
    rateless = is_below & (revenue <= 0)
    joined = NOT_POSITIVE + pd.Series("；" + frame["reason"]).where(frame["reason"] != "", "")
    frame["reason"] = pd.Series(frame["reason"]).mask(rateless, joined)
    frame["order"] = pd.Series(frame["state"]).map({state: place for place, state in enumerate(ORDER)})
    frame["nearness"] = pd.Series(frame["distance_10k_cny"]).abs()
    return in_order(frame, request, ["order", "nearness", firm])


def near_firms(store: Store, request: Request, line: Line, wanted: Sequence[str] = ()) -> pd.DataFrame:
    """The firms near a line, a row each with `firm_id`, `firm` and annual revenue, and those `wanted` besides."""
    entry, also = [int(line.is_entry), line.floor_10k_cny], "、".join(wanted)
    params = [line.low_10k_cny, line.high_10k_cny, *entry, *entry, also, also]
    return sums(store, request, "near_threshold", params=params)


def _places(frame: pd.DataFrame, climbing: pd.Series, request: Request) -> pd.Series:
    """The place of each among those climbing, the largest first, within its period, basis and group."""
    heads = [frame[name] for name in ("period", "basis", *request.group_columns)]
    keys = [cells for cells in heads if len(pd.Series(cells).unique()) > 1]
    ranked = climbing.groupby(keys) if keys else climbing
    return pd.Series(ranked.rank(method="min", ascending=False))


def _states(line: Line, revenue: pd.Series, is_above_scale: pd.Series) -> pd.Series:
    """What it means to stand where a firm stands; a status the register doesn't state is neither in nor out."""
    status = is_above_scale.astype("boolean")
    is_in, is_out = status.fillna(False).astype(bool), (~status).fillna(False).astype(bool)
    is_over = revenue >= line.floor_10k_cny
    state = pd.Series(FARTHER, index=revenue.index, dtype=object).mask(revenue >= line.low_10k_cny, NEAR)
    state = state.mask(line.is_entry & is_in & ~is_over, BELOW_ENTRY)
    return state.mask(is_over, JUST_OVER).mask(line.is_entry & is_out & is_over, QUALIFIED)
