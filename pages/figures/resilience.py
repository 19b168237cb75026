"""去掉最大的几家：增速、总量还剩多少；哪一组最靠一家。"""

import pandas as pd

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import percent, points
from etl.words import _
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.figures.assemble import assembled
from pages.figures.withheld import among
from pages.ui import cached
from pages.ui.kept import kept

_EITHER_END = 6  # 组太多时两头各画几组；表里是全的
_HEADLINES = (
    Column("enterprises", _("余下企业数"), "count"),
    Column("revenue_10k_cny", _("营业收入"), "amount"),
    Column("comparable_pct", _("同比增速，可比口径"), "percent"),
    Column("growth_change_pp", _("增速变动"), "points"),
    Column("share_pct", _("占比"), "percent"),
    Column("reason", _("说明")),
)


def names(left_out: int) -> str:
    """`全部企业`, `去掉最大3家`"""
    return _("去掉最大{0}家").format(left_out) if left_out else _("全部企业")


@kept()
def left_out(origin: cached.Source, period: str, basis: str) -> Figure | None:
    """Comparable growth of all firms and without the largest 1, 3 and 5. None where no rate is known."""
    rows = cached.table(origin, "resilience", period)
    rows = rows.loc[rows["basis"] == basis]
    if not rows["comparable_pct"].notna().any():
        return None
    rows = rows.assign(who=[names(one) for one in rows["left_out"]])
    known = rows.loc[rows["comparable_pct"].notna()]
    first, last = known.iloc[0], known.iloc[-1]
    return assembled(
        origin,
        "resilience",
        name=_("去掉最大几家后的增速"),
        title=_("{0}同比{1}，{2}后{3}").format(
            first["who"],
            percent(first["comparable_pct"], is_signed=True),
            last["who"],
            percent(last["comparable_pct"], is_signed=True),
        ),
        subtitle=_("营业收入同比增速，%，可比口径；最大按本期营业收入排"),
        alt=_("横条图，全部企业与去掉最大几家后的增速"),
        table=twin(rows, [Column("who", _("范围")), *_HEADLINES]),
        spec=bars(rows, "who", "comparable_pct", "percent", _("同比增速"), is_signed=True),
        period=period,
        basis=basis,
    )


@kept()
def without_the_largest(origin: cached.Source, period: str, basis: str, by: str) -> Figure | None:
    """How each group's growth moves once its largest firm is left out. None where no rate is known."""
    rows = cached.table(origin, "resilience", period, (by,))
    rows = rows.loc[rows["basis"] == basis]
    rows = rows.assign(who=[names(one) for one in rows["left_out"]])
    one = rows.loc[rows["left_out"] == 1].sort_values("growth_change_pp", ascending=False)
    known = one.loc[one["growth_change_pp"].notna()]
    named = known.loc[known[by] != UNSTATED]
    if named.empty:
        return None
    most = named.loc[named["growth_change_pp"].abs().idxmax()]
    is_cut = len(known) > 2 * _EITHER_END
    drawn = pd.concat([known.head(_EITHER_END), known.tail(_EITHER_END)]) if is_cut else one
    cut = _("；只画两头各{0}组").format(_EITHER_END) if is_cut else ""
    title = DIMENSIONS[by].title
    return assembled(
        origin,
        "resilience",
        name=_("去掉最大一家后增速变动按{0}").format(title),
        title=among(one, "growth_change_pp", by)
        + _("{0}去掉最大一家，增速变动{1}，变动最大").format(
            most[by], points(most["growth_change_pp"], is_signed=True)
        ),
        subtitle=_("去掉各组最大一家后同比增速的变动，百分点；向左的增长靠这一家{0}").format(cut),
        alt=_("横条图，按增速变动排列"),
        table=twin(rows, [Column(by, title), Column("who", _("范围")), *_HEADLINES]),
        spec=bars(drawn, by, "growth_change_pp", "points", _("增速变动"), is_signed=True),
        period=period,
        basis=basis,
        by=(by,),
    )
