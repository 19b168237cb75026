"""梯队：各档有几家，上一完整年度是定数，近四季度是预计。"""

from dataclasses import replace

import pandas as pd

from etl.words import _
from metrics.actual import NO_FOUR_QUARTERS
from metrics.answer import column, sums, tidy
from metrics.group_sum import GROUP_SUM
from metrics.ladder_rule import EXPECTED, INCOMPLETE, NO_STATUS, OFFICIAL, last_year
from metrics.request import Request
from metrics.scale import NO_SHARE, share_pct
from metrics.store import Store

COLUMNS = ["tier", "status", "value_period", "enterprises", "revenue_10k_cny", "share_pct", "reason"]

NO_YEAR = _("缺{0}年全年数")
SOME_WITHOUT_STATUS = _("{0}家没有纳统状态，不在规上规下")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Firms per tier, their revenue (万元) and its share (%) of the group's, per period: nested, ≥ a tier's floor.

    Two rows a tier: 年度, on the last full year known at the period (`value_period`), and, unless the period is a
    fourth quarter, 预计, on the last four quarters. 规上 and 规下 go by the register at the end of `value_period`. A
    tier nobody reaches is 0; a figure nobody knows is null with the reason. Definition: rules §8.
    """
    frame = sums(store, request, "tiers", GROUP_SUM)
    if request.period is not None and last_year(request.period) != request.period:
        year = sums(store, replace(request, period=last_year(request.period)), "tiers", GROUP_SUM)
        frame = pd.concat([frame, year.loc[year["basis"] == "year"]], ignore_index=True)
    if frame.empty:
        return tidy(frame.assign(status="", value_period="", share_pct=None, reason=""), request, COLUMNS)
    frame = _placed(frame, request)
    frame["reason"] = _reasons(frame)
    frame["share_pct"] = share_pct(column(frame, "revenue_10k_cny"), column(frame, "total_10k_cny"))
    return tidy(frame, request, COLUMNS)


def _placed(frame: pd.DataFrame, request: Request) -> pd.DataFrame:
    """One row per period asked for, group, status and tier, figures null where that quarter has none."""
    groups = request.group_columns
    ytd = frame.loc[frame["basis"] == "ytd"]
    asked = [request.period] if request.period else sorted(set(ytd["period"]))
    year = frame.loc[frame["basis"] == "year"].rename(columns={"period": "value_period"})
    whole = pd.concat([year.loc[year["value_period"] == last_year(at)].assign(period=at) for at in asked])
    running = frame.loc[(frame["basis"] == "rolling4") & ~frame["period"].str.endswith("Q4")]
    running = running.assign(value_period=running["period"])
    figures = pd.concat([whole.assign(status=OFFICIAL), running.assign(status=EXPECTED)])
    rungs = frame.loc[:, ["tier", "sort", "is_by_status"]].drop_duplicates()
    wanted = pd.concat([ytd, whole]).loc[:, ["period", *groups]].drop_duplicates().merge(rungs, how="cross")
    wanted = pd.concat([
        wanted.assign(status=OFFICIAL, basis="year", value_period=wanted["period"].map(last_year)),
        wanted.loc[~wanted["period"].str.endswith("Q4")].assign(
            status=EXPECTED, basis="rolling4", value_period=lambda rows: rows["period"]
        ),
    ])  # fmt: skip
    filed = ytd.loc[:, ["period", *groups, "tier", "known"]].rename(columns={"known": "filed"})
    found = ["enterprises", "revenue_10k_cny", "known", "with_status", "total_10k_cny"]
    keys = ["period", *groups, "tier", "status"]
    placed = wanted.merge(figures[[*keys, *found]], how="left", on=keys)
    placed = placed.merge(filed, how="left", on=["period", *groups, "tier"])
    order = ["period", "basis", *groups, "sort"]
    return placed.sort_values(order, key=lambda c: c.map({"year": 0, "rolling4": 1}) if c.name == "basis" else c)


def _reasons(frame: pd.DataFrame) -> pd.Series:
    """Why a count is missing or who is not in it; the counts nobody knows are emptied on the way."""
    is_unknown = ~(frame["known"] > 0)
    is_stateless = ~is_unknown & (frame["is_by_status"] == 1) & (frame["with_status"] == 0)
    frame["enterprises"] = frame["enterprises"].where(~(is_unknown | is_stateless)).astype("Int64")
    frame["revenue_10k_cny"] = frame["revenue_10k_cny"].where(frame["enterprises"].notna())
    is_empty = frame["enterprises"] == 0
    frame["revenue_10k_cny"] = frame["revenue_10k_cny"].mask(is_empty.fillna(False).astype(bool), 0)
    return pd.Series([_reason(row) for row in frame.to_dict("records")], index=frame.index, dtype=object)


def _reason(row: dict) -> str:
    if not row["known"] > 0:
        return NO_YEAR.format(row["value_period"][:4]) if row["status"] == OFFICIAL else NO_FOUR_QUARTERS
    if row["is_by_status"] and row["with_status"] == 0:
        return NO_STATUS
    said = []
    if row["status"] == EXPECTED and row["filed"] > row["known"]:
        said.append(INCOMPLETE.format(int(row["filed"] - row["known"])))
    if row["is_by_status"] and row["with_status"] < row["known"]:
        said.append(SOME_WITHOUT_STATUS.format(int(row["known"] - row["with_status"])))
    if row["total_10k_cny"] is not None and not row["total_10k_cny"] > 0:
        said.append(NO_SHARE)
    return "；".join(said)
