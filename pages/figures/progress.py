"""目标进度：每个能算完成率的目标一条，走到哪里、当前应到哪里、亮什么灯。"""

from charts.bullet import bullet
from charts.figure import Figure
from charts.twin import Column, twin
from charts.withheld import count_withheld
from etl.words import _
from pages.figures.actual import marked, note
from pages.figures.assemble import assembled
from pages.ui import cached, lights
from pages.ui.kept import kept


@kept()
def progress(origin: cached.Source, period: str, plan: str = "", *, is_ended: bool = False) -> Figure | None:
    """Targets with a completion rate, of one plan (its short name) or all; under way, or ended. None without any."""
    rows = cached.table(origin, "gap", period)
    rows = rows.loc[rows["is_ended"].astype(bool) == is_ended]
    rows = rows.loc[rows["plan"] == plan] if plan else rows
    hidden = count_withheld(rows, "completion_pct")
    rows = rows.loc[rows["completion_pct"].notna()]
    if rows.empty:
        return None
    rows = rows.assign(
        path_pct=rows["completion_pct"] + rows["behind_path_pp"],
        caption=[_caption(row) for row in rows.to_dict("records")],
        told=[note(row) for row in rows.to_dict("records")],
        state=[lights.LABELS[glyph] for glyph in rows["light"]],
    )
    columns = [
        Column("plan", _("规划")),
        Column("indicator", _("目标")),
        Column("requirement", _("要求")),
        Column("caption", _("实际")),
        Column("told", _("实际值附注")),
        Column("completion_pct", _("完成率"), "percent"),
        Column("path_pct", _("当前应达"), "percent"),
        Column("state", _("亮灯")),
        Column("verdict", _("结论")),
    ]
    return assembled(
        origin,
        "gap",
        name=_("{0}目标进度").format(plan),
        title=_("能算完成率的{0}项目标：{1}").format(
            len(rows), lights.verdict_words(rows) if is_ended else lights.words(rows)
        )
        + (_("；另有{0}项依法不公布").format(hidden) if hidden else ""),
        subtitle=_("完成率，%；实际与目标之比"),
        alt=_("进度条，每个目标一条"),
        table=twin(rows, columns),
        spec=bullet(rows),
        period=period,
        source=_("规划文本、企业名录、季度营收与指标填报"),
        only=(("plan", plan),) if plan else (),
    )


def _caption(row: dict) -> str:
    return _("实际{0}，要求{1}").format(marked(row), row["requirement"])
