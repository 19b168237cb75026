"""偏离份额：各地区的增量里，剔除随总体与结构，自己多增或少增多少。"""

import pandas as pd

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import amount_100m
from etl.words import _
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_MOST = 14
_SEEN_10K_CNY = 50  # 不到它，写成亿元就是 0.00


@kept()
def shift(origin: cached.Source, period: str, basis: str, by: str) -> Figure | None:
    """The regional part of each area, largest first; of many, those that differ most. None where it isn't known."""
    rows = cached.table(origin, "shift_share", period, (by,))
    rows = rows.loc[rows["basis"] == basis].sort_values("regional_10k_cny", ascending=False)
    known = rows.loc[rows["regional_10k_cny"].notna() & (rows[by] != UNSTATED)]
    if known.empty:
        return None
    drawn = known.loc[known["regional_10k_cny"].abs().sort_values(ascending=False).index[:_MOST]]
    cut = _("；只画相差最大的{0}个").format(_MOST) if len(known) > _MOST else ""
    columns = [
        Column(by, DIMENSIONS[by].title),
        Column("total_10k_cny", _("可比增量"), "amount"),
        Column("national_10k_cny", _("随总体"), "amount"),
        Column("mix_10k_cny", _("结构"), "amount"),
        Column("regional_10k_cny", _("自身"), "amount"),
        Column("own_regional_10k_cny", _("其中纯竞争"), "amount"),
        Column("allocation_10k_cny", _("其中专业化配置"), "amount"),
        Column("dynamic_from", _("动态自何期起"), "text"),
        Column("dynamic_regional_10k_cny", _("动态自身"), "amount"),
        Column("reason", _("说明")),
    ]
    overlap = _("；各{0}有交叉，不可相加").format(DIMENSIONS[by].title) if DIMENSIONS[by].has_overlap else ""
    return assembled(
        origin,
        "shift_share",
        name=_("偏离份额按{0}").format(DIMENSIONS[by].title),
        title=_title(known, by),
        subtitle=_("自身份额：可比增量减去随总体与行业结构应有的增量，亿元{0}{1}").format(cut, overlap),
        alt=_("横条图，按自身份额排列"),
        table=twin(rows, columns),
        spec=bars(drawn, by, "regional_10k_cny", "amount", _("自身份额"), is_signed=True),
        period=period,
        basis=basis,
        by=(by,),
    )


def _title(known: pd.DataFrame, by: str) -> str:
    best, worst = known.iloc[0], known.iloc[-1]
    told = []
    if best["regional_10k_cny"] >= _SEEN_10K_CNY:
        told.append(_("{0}自身多增{1}亿元，最多").format(best[by], amount_100m(best["regional_10k_cny"])))
    if worst["regional_10k_cny"] <= -_SEEN_10K_CNY:
        told.append(_("{0}少增{1}亿元，最多").format(worst[by], amount_100m(-worst["regional_10k_cny"])))
    return "；".join(told) or _("各{0}的增量与总体、结构应有的一样").format(DIMENSIONS[by].title)
