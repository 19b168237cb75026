"""临界企业：谁快够到 2000 万、1 亿、10 亿元，谁刚过线、可能回落。"""

from collections.abc import Mapping, Sequence

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import MONEY_PLACES, sums
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
PASSED = _("已过线，不计所需增长，不排由近到远")
ENROLLED = _("已在统，不排由近到远")
_UNPLACED = {QUALIFIED: PASSED, JUST_OVER: PASSED, BELOW_ENTRY: ENROLLED}
# 次序同取用时的编号：处境在最里，再是有没有所需增长，最外是名录有没有写在不在统
_REASONS = [
    "；".join(filter(None, (rate, _UNPLACED.get(state, ""), status)))
    for status in ("", NO_STATUS)
    for rate in ("", NOT_POSITIVE)
    for state in ORDER
]


def table(store: Store, request: Request) -> pd.DataFrame:
    """Firms near a line (data/tiers.toml) by annual revenue, 万元: the year at a fourth quarter, else rolling four.

    `state`: 临近 (below, within the band), 刚过线 (above, within the risk band), and at the line of entry 够线未纳统
    and 在统而低于起点. `distance_10k_cny` = line − revenue; `growth_needed_pct` = (line ÷ revenue − 1) × 100, null
    where the line is passed. `place` counts those still below from the nearest, out of the register. `targets`: the
    plan targets whose smallest closing set the firm is in (closing_set); firms farther off are listed only for that.
    `reason` says why a figure is null. Without a period the latest. Nobody near gives no rows.
    """
    request = at_latest(store, request)
    sets = closing_sets(store, request.period or "")
    found = [_at_line(store, request, line, targets_helped(sets, line)) for line in lines(store)]
    frame = pd.concat(found, ignore_index=True) if found else no_rows(store, request)
    return firm_rows(frame, request, COLUMNS)


def no_rows(store: Store, request: Request) -> pd.DataFrame:
    """The empty table of a data folder that states no line."""
    return _at_line(store, request, Line("", 0.0, 0.0, 0.0), {}).head(0)


def targets_helped(sets: pd.DataFrame, line: Line) -> dict[str, str]:
    """The targets by firm that its closing of the line would help."""
    chosen = sets.loc[(sets["floor_10k_cny"] == line.floor_10k_cny) & sets["firm_id"].notna()]
    wanted: dict[str, str] = {}
    for firm, target in zip(chosen["firm_id"], chosen["target"], strict=True):
        wanted[firm] = f"{wanted[firm]}、{target}" if firm in wanted else target
    return wanted


def _at_line(store: Store, request: Request, line: Line, wanted: Mapping[str, str]) -> pd.DataFrame:
    return described(near_firms(store, request, line, list(wanted)), request, line, wanted)


def described(frame: pd.DataFrame, request: Request, line: Line, wanted: Mapping[str, str]) -> pd.DataFrame:
    """Firms with their revenue, described against the line and put in order; `wanted` are the targets by firm."""
    distance = (line.floor_10k_cny - frame["revenue_10k_cny"]).round(MONEY_PLACES)
    frame = frame.assign(order=_order(frame, line), distance_10k_cny=distance, nearness=distance.abs())
    firm = FIRM[0] if FIRM[0] in frame else "firm_id"
    frame = in_order(frame, request, ["order", "nearness"])
    revenue, order = frame["revenue_10k_cny"].to_numpy(float), frame["order"].to_numpy(int)
    is_below = revenue < line.floor_10k_cny
    frame["line"] = _words(frame, [line.line])
    frame["status"] = _words(frame, [status(request.period or "")])
    frame["floor_10k_cny"] = line.floor_10k_cny
    frame["distance_10k_cny"] = (line.floor_10k_cny - revenue).round(MONEY_PLACES)
    growth = np.full(len(frame), np.nan)
    np.divide(line.floor_10k_cny, revenue, out=growth, where=is_below & (revenue > 0))
    frame["growth_needed_pct"] = (growth - 1) * 100
    frame["state"] = _words(frame, ORDER, order)
    climbing = pd.Series(revenue, frame.index).where(np.isin(order, [ORDER.index(NEAR), ORDER.index(FARTHER)]))
    ranked = climbing.groupby([frame[name] for name in request.group_columns]) if request.by else climbing
    frame["place"] = pd.Series(ranked.rank(method="min", ascending=False)).astype("Int64")
    frame["targets"] = [wanted.get(key, "") for key in frame[firm]] if wanted else _words(frame, [""])
    is_stateless = _statuses(frame)[1] if line.is_entry else np.zeros(len(frame), dtype=bool)
    has_no_rate = is_below & (revenue <= 0)
    frame["reason"] = _words(frame, _REASONS, order + len(ORDER) * (has_no_rate + 2 * is_stateless))
    return frame


def near_firms(store: Store, request: Request, line: Line, wanted: Sequence[str] = ()) -> pd.DataFrame:
    """The firms near a line, a row each with `firm_id`, `firm` and annual revenue, and those `wanted` besides."""
    also = "、".join(wanted)
    return sums(store, request, "near_threshold", params=[*bounds(line), also, also])


def bounds(line: Line) -> list[object]:
    """What sql/near_threshold.sql asks of a line: the band, and twice whether it is the line of entry and where."""
    return [line.low_10k_cny, line.high_10k_cny, *[int(line.is_entry), line.floor_10k_cny] * 2]


def _order(frame: pd.DataFrame, line: Line) -> np.ndarray:
    """The place in ORDER of what it means to stand where each firm stands."""
    revenue = frame["revenue_10k_cny"].to_numpy(float)
    is_over = revenue >= line.floor_10k_cny
    order = np.where(is_over, ORDER.index(JUST_OVER), ORDER.index(FARTHER))
    order[~is_over & (revenue >= line.low_10k_cny)] = ORDER.index(NEAR)
    if line.is_entry:
        is_in, is_unknown = _statuses(frame)
        order[is_over & ~is_in & ~is_unknown] = ORDER.index(QUALIFIED)
        order[~is_over & is_in] = ORDER.index(BELOW_ENTRY)
    return order


def _statuses(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Who is in the register, and of whom it doesn't say: neither in nor out."""
    status = frame["is_above_scale"]
    is_unknown = status.isna().to_numpy()
    return status.mask(is_unknown, False).to_numpy(bool), is_unknown


def _words(frame: pd.DataFrame, words: list[str], at: np.ndarray | int = 0) -> pd.Series:
    """A column of a few words, by their places; as plain objects, which a large table takes up at once."""
    cells = np.array(words, dtype=object)[np.broadcast_to(at, len(frame))]
    return pd.Series(cells, frame.index, dtype=object)
