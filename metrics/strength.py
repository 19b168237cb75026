"""集群强度：规模、专业化、增长，各凭一条线得一颗星；评不了的星说明为什么。"""

import pandas as pd

from etl.words import _
from metrics import specialization
from metrics.answer import column, sums, tidy
from metrics.dimension import UNSTATED
from metrics.group_sum import GROUP_AND_CELL_SUM
from metrics.growth import BASE_NOT_POSITIVE, NO_BASE, NO_CURRENT, growth_pct
from metrics.request import Request
from metrics.scale import share_pct
from metrics.star_rule import stars
from metrics.store import Store

COLUMNS = [
    "size_pct",
    "size_star",
    "location_quotient",
    "specialization_star",
    "comparable_pct",
    "growth_lead_pp",
    "growth_star",
    "stars",
    "judged",
    "reason",
]

UNCLASSIFIED = _("未归类与合计行不评星")
NOTHING_TO_COMPARE = _("无参照地区：整个范围没有可比的对象，不评星")
UNJUDGED = _("{0}未评：{1}")


def table(store: Store, request: Request) -> pd.DataFrame:
    """The 0–3 stars of each group: size (%), location quotient, growth lead over the whole scope (points).

    `judged` of the three could be judged, `stars` of those were earned; null where none was and one
    could not be judged. With an area and an activity the size is the area's share of that activity, else the group's
    share of the scope. Lines: star_rule.
    """
    frame = sums(store, request, "strength", GROUP_AND_CELL_SUM)
    revenue = column(frame, "revenue_10k_cny")
    frame["size_pct"] = share_pct(revenue, _whole(frame, request))
    keys = ["period", "basis", *request.group_columns]
    if specialization.is_apart(request):  # 格子的营收已在手里，不必再取一遍
        quotients = specialization.judged(frame.assign(revenue=revenue, distinct_revenue=revenue), request)
    else:
        quotients = specialization.quotients(store, request)
    quotients = quotients.assign(no_quotient=quotients["reason"])[[*keys, "location_quotient", "no_quotient"]]
    frame = frame.merge(quotients, on=keys, how="left", validate="one_to_one")
    frame["comparable_pct"] = growth_pct(
        column(frame, "comparable_current_10k_cny"), column(frame, "comparable_prior_10k_cny")
    )
    total = growth_pct(column(frame, "total_current_10k_cny"), column(frame, "total_prior_10k_cny"))
    frame["growth_lead_pp"] = frame["comparable_pct"] - total
    is_judged = _is_judged(frame, request)
    for star in stars():
        frame[star.column] = star.earned(column(frame, star.measure).astype(float)).where(is_judged)
    earned = pd.DataFrame(frame[[star.column for star in stars()]])
    frame["judged"] = earned.notna().sum(axis=1).astype("Int64")
    counted = earned.sum(axis=1, min_count=1).astype("Int64")
    frame["stars"] = counted.mask((counted == 0) & (frame["judged"] < len(stars())))  # 没得星又有没评的：不知道，不是零
    frame["reason"] = _reasons(frame).where(is_judged, UNCLASSIFIED if request.by else NOTHING_TO_COMPARE)
    return tidy(frame, request, COLUMNS)


def _whole(frame: pd.DataFrame, request: Request) -> pd.Series:
    """What a group's size is a share of: its activity across all areas, or all of the scope."""
    roles = specialization.sides(request)
    if roles is None:
        return column(frame, "total_10k_cny")
    area, activity = roles
    counted = column(frame, "revenue_10k_cny").where(~column(frame, area).isin(specialization.TOTALS))
    keys = [frame["period"], frame["basis"], frame[activity]]
    return pd.Series(counted.groupby(keys).transform("sum", min_count=1))


def _is_judged(frame: pd.DataFrame, request: Request) -> pd.Series:
    """A named group; the whole scope has nothing beside it to be compared with."""
    others = frame[request.group_columns].isin([UNSTATED, *specialization.TOTALS])
    return ~pd.Series(others.any(axis=1)) if request.by else pd.Series(False, index=frame.index)


def _reasons(frame: pd.DataFrame) -> pd.Series:
    """Which stars could not be judged and why, joined; "" where all three were."""
    prior = frame["comparable_prior_10k_cny"]
    grown = pd.Series(NO_BASE, index=frame.index, dtype=object).mask(prior <= 0, BASE_NOT_POSITIVE)
    sized = pd.Series(specialization.NOT_POSITIVE, index=frame.index, dtype=object)
    why = {"size": sized, "specialization": column(frame, "no_quotient"), "growth": grown}
    lacking = [
        [UNJUDGED.format(star.title, reason) if is_missing else "" for reason, is_missing in pairs]
        for star in stars()
        for pairs in [zip(why[star.name], column(frame, star.column).isna(), strict=True)]
    ]
    told = ["；".join(filter(None, words)) for words in zip(*lacking, strict=True)]
    return pd.Series(told, index=frame.index, dtype=object).mask(frame["enterprises"] == 0, NO_CURRENT)
