"""临界企业：谁快够到 2000 万、1 亿、10 亿元，谁刚过线、可能回落。"""

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
    wanted = sets.dropna(subset=["firm_id"]).groupby("firm_id")["target"].agg("、".join)
    params = [line.low_10k_cny, line.floor_10k_cny, line.high_10k_cny, int(line.is_entry), "、".join(wanted.index)]
    frame = sums(store, request, "near_threshold", params=params)
    frame["line"] = line.line
    frame["status"] = frame["period"].map(status)
    frame["floor_10k_cny"] = line.floor_10k_cny
    revenue = pd.Series(frame["revenue_10k_cny"])
    frame["distance_10k_cny"] = line.floor_10k_cny - revenue
    is_below = revenue < line.floor_10k_cny
    frame["growth_needed_pct"] = ((line.floor_10k_cny / revenue - 1) * 100).where(is_below & (revenue > 0))
    frame["state"] = _states(line, revenue, pd.Series(frame["is_above_scale"]))
    keys = [frame["period"], frame["basis"], *[frame[name] for name in request.group_columns]]
    climbing = revenue.where(frame["state"].isin([NEAR, FARTHER]))
    frame["place"] = climbing.groupby(keys).rank(method="min", ascending=False).astype("Int64")
    firm = FIRM[0] if FIRM[0] in frame else "firm_id"
    named = wanted.to_dict()  # 几万家逐家查：查字典，不查序列
    frame["targets"] = [named.get(key, "") for key in frame[firm]]
    stateless = line.is_entry & frame["is_above_scale"].isna()
    frame["reason"] = pd.Series("", index=frame.index, dtype=object).mask(stateless, NO_STATUS)
    frame["order"] = [ORDER.index(state) for state in frame["state"]]
    frame["nearness"] = pd.Series(frame["distance_10k_cny"]).abs()
    return in_order(frame, request, ["order", "nearness", firm])


def _states(line: Line, revenue: pd.Series, is_above_scale: pd.Series) -> pd.Series:
    """What it means to stand where a firm stands; a status the register doesn't state is neither in nor out."""
    status = is_above_scale.astype("boolean")
    is_in, is_out = status.fillna(False).astype(bool), (~status).fillna(False).astype(bool)
    is_over = revenue >= line.floor_10k_cny
    state = pd.Series(FARTHER, index=revenue.index, dtype=object).mask(revenue >= line.low_10k_cny, NEAR)
    state = state.mask(line.is_entry & is_in & ~is_over, BELOW_ENTRY)
    return state.mask(is_over, JUST_OVER).mask(line.is_entry & is_out & is_over, QUALIFIED)
