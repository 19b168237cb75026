"""结构相近：哪两个地区的行业构成最像，像在哪里。"""

import pandas as pd

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import percent
from etl.words import _
from metrics.dimension import DIMENSIONS
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept


@kept()
def peers(origin: cached.Source, period: str, basis: str, by: str) -> Figure | None:
    """Each area's nearest peer by overlap of its industries' shares. None where nobody has one."""
    rows = cached.table(origin, "peers", period, (by,))
    rows = rows.loc[rows["basis"] == basis]
    known = rows.loc[rows["similarity_pct"].notna()]
    if known.empty:
        return None
    first = known.loc[known["rank"] == 1].sort_values("similarity_pct", ascending=False)
    first = first.assign(pair=[f"{own}—{peer}" for own, peer in zip(first[by], first["peer"], strict=True)])
    top = first.iloc[0]
    is_first_told = ~pd.Series([frozenset(two) for two in zip(first[by], first["peer"], strict=True)]).duplicated()
    drawn = first.loc[is_first_told.to_numpy()]  # 互为最近的，只画一条
    columns = [
        Column(by, DIMENSIONS[by].title),
        Column("rank", _("名次"), "text"),
        Column("peer", _("相近的{0}").format(DIMENSIONS[by].title)),
        Column("similarity_pct", _("相似度"), "percent"),
        Column("shared", _("共有的主要行业")),
        Column("reason", _("说明")),
    ]
    return assembled(
        origin,
        "peers",
        name=_("结构相近按{0}").format(DIMENSIONS[by].title),
        title=_("{0}与{1}的行业构成最像，{2}相同").format(top[by], top["peer"], percent(top["similarity_pct"])),
        subtitle=_("各{0}与最相近的一个：行业构成的重合度，%；互为最近的只画一条").format(DIMENSIONS[by].title),
        alt=_("横条图，按相似度排列"),
        table=twin(rows, columns),
        spec=bars(drawn, "pair", "similarity_pct", "percent", _("相似度")),
        period=period,
        basis=basis,
        by=(by,),
    )
