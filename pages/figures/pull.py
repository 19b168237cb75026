"""谁拉动、谁下拉：各组对总增速的拉动点数。"""

from charts import palette
from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from etl.words import _
from metrics.dimension import DIMENSIONS
from pages.figures.assemble import assembled, colours
from pages.figures.withheld import among
from pages.ui import cached, sentences
from pages.ui.kept import kept

_MOST = 12  # 再多就看不清；表里是全的


@kept()
def pull(
    origin: cached.Source, period: str, basis: str, by: str, conditions: cached.Where = (), scope: str = ""
) -> Figure | None:
    """Pull in points by `by`, largest first; of many, those that move the total most. None without a base."""
    rows = cached.table(origin, "contribution", period, (by,), conditions)
    every = rows.loc[rows["basis"] == basis]
    rows = every.loc[every["pull_pp"].notna()]
    if rows.empty:
        return None
    shown = rows.loc[rows["pull_pp"].abs().sort_values(ascending=False).index[:_MOST]]
    own = colours(origin, by)
    title = DIMENSIONS[by].title
    columns = [
        Column(by, title),
        Column("increase_10k_cny", _("增量"), "amount"),
        Column("pull_pp", _("拉动"), "points"),
        Column("contribution_pct", _("贡献率"), "percent"),
        Column("reason", _("说明")),
    ]
    overlap = ""
    if DIMENSIONS[by].has_overlap:
        total = cached.row(origin, "growth", period, basis, conditions).get("comparable_pct")
        is_more = sentences.exceeds(list(rows["pull_pp"]), total)
        words = _("；各{0}有交叉，各项之和大于总增速") if is_more else _("；各{0}有交叉，不可相加")
        overlap = words.format(title)
    return assembled(
        origin,
        "contribution",
        name=_("{scope}增长拉动按{by}").format(scope=scope, by=title),
        title=among(every, "pull_pp", by)
        + sentences.pull_title(list(zip(rows[by], rows["pull_pp"], strict=True)), most=1 if by == "enterprise" else 2),
        subtitle=_("对营业收入同比增速的拉动，百分点，可比口径{0}").format(overlap),
        alt=_("横条图，按拉动点数排列"),
        table=twin(every.sort_values("pull_pp", ascending=False), columns),
        spec=bars(
            shown,
            by,
            "pull_pp",
            "points",
            _("拉动"),
            colours=palette.colours(list(shown[by]), own) if own else None,
            is_signed=True,
        ),
        period=period,
        basis=basis,
        by=(by,),
        conditions=conditions,
    )
