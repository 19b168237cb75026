"""梯队变动：上年在哪一档的，现在到了哪一档。"""

import pandas as pd

from etl.words import _
from metrics.answer import sums, tidy
from metrics.group_sum import TIER_STEP
from metrics.ladder_rule import OFFICIAL, last_year, status, tier_names
from metrics.period import shifted
from metrics.request import Request
from metrics.store import Store

COLUMNS = [
    "from_tier",
    "to_tier",
    "status",
    "from_period",
    "enterprises",
    "prior_10k_cny",
    "current_10k_cny",
    "direction",
    "reason",
]

ENTERED, LEFT, UNFILED, UNPLACED = _("新进"), _("退出"), _("未报"), _("无名录状态")
UP, DOWN, SAME = _("上升"), _("下降"), _("不变")
NO_YEAR = _("缺{0}年全年数")
NO_FOUR_QUARTERS = _("近四个季度的数不全")
NOT_THEN = _("上年没有全年数")
GONE = _("已退出，没有现在的数")

_FROM = {-1: ENTERED, 0: UNPLACED}
_TO = {-2: UNFILED, -1: LEFT, 0: UNPLACED}


def table(store: Store, request: Request) -> pd.DataFrame:
    """Firms from the tier of the last full year before the period to the tier now, each firm in its highest tier.

    A row's firms add up to those with a figure then, a column's to those with a figure now: 新进 had none then, 退出
    has left by the register, 未报 has not filed four quarters. Now is the year at a fourth quarter (年度), else the
    last four quarters (预计). Only pairs that occur are rows. Where nothing of the year before is in store,
    `from_tier` is empty. `reason` says why revenue then or now is null. Definition: rules §8.
    """
    frame = sums(store, request, "transitions", TIER_STEP)
    names = tier_names(store)
    frame["from_tier"] = [(_FROM | names)[int(sort)] for sort in frame["from_sort"]]
    frame["to_tier"] = [(_TO | names)[int(sort)] for sort in frame["to_sort"]]
    frame["status"] = frame["period"].map(status)
    frame["from_period"] = [last_year(shifted(at, -1)) for at in frame["period"]]
    frame["direction"] = [_direction(*pair) for pair in zip(frame["from_sort"], frame["to_sort"], strict=True)]
    frame["enterprises"] = frame["enterprises"].astype("Int64")
    has_base = pd.Series(frame.groupby("period")["prior_10k_cny"].transform("count")) > 0
    frame.loc[~has_base, ["from_tier", "direction"]] = ""
    ends = zip(frame["from_tier"], frame["to_tier"], frame["from_period"], frame["period"], strict=True)
    frame["reason"] = [_reason(*row) for row in ends]
    frame = frame.sort_values(["period", "basis", *request.group_columns, "from_sort", "to_sort"])
    return tidy(frame, request, COLUMNS)


def _direction(then: int, now: int) -> str:
    """上升, 下降 or 不变 between two tiers; '' where one end is no tier. Tiers count from the largest."""
    if then <= 0 or now <= 0:
        return ""
    return SAME if then == now else UP if now < then else DOWN


def _reason(then: str, now: str, before: str, period: str) -> str:
    """Why revenue then or now is unknown; '' where both are known. At least one always is."""
    if not then:
        return NO_YEAR.format(before[:4])
    if then == ENTERED:
        return NOT_THEN
    if now == LEFT:
        return GONE
    if now == UNFILED:
        return NO_YEAR.format(period[:4]) if status(period) == OFFICIAL else NO_FOUR_QUARTERS
    return ""
