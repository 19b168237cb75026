"""各页共用的三个筛选：报告期、期别、按什么看。"""

import streamlit as st

from charts.words import period_label
from etl.words import _
from metrics.dimension import DIMENSIONS, UNSTATED
from pages.ui import cached, filters
from pages.ui.kept import kept

BASES = {
    "ytd": _("累计"),
    "single": _("单季"),
    "rolling4": _("近四季度"),
    "year": _("全年"),
}


def period(origin: cached.Source) -> str:
    """The report period, newest first, `2026Q3`; the latest by default. There must be at least one."""
    labels = _labels(origin)
    return filters.single(_("报告期"), "period", list(labels), words=labels.__getitem__)


@kept()
def _labels(origin: cached.Source) -> dict[str, str]:
    return {one: period_label(one) for one in cached.periods(origin)}


def basis(chosen: str) -> str:
    """累计 by default; 全年 only where the period is a fourth quarter."""
    offered = [name for name in BASES if name != "year" or chosen.endswith("Q4")]
    return filters.single(
        _("期别"),
        "basis",
        offered,
        words=lambda name: BASES[name],
        control=st.segmented_control,
        required=True,
        help=_("累计：一月至报告期末；单季：本季累计减上季累计；近四季度：最近四个单季之和。"),
    )


def dimension(
    origin: cached.Source, chosen: str, offered: tuple[str, ...], name: str = "by", label: str = _("按什么看")
) -> str:
    """What to break the figures down by: those of `offered` by which somebody is classified, the first by default."""
    useful = _classified(origin, chosen, offered) or offered[:1]
    return filters.single(label, name, useful, words=lambda value: DIMENSIONS[value].title)


@kept()
def _classified(origin: cached.Source, chosen: str, offered: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(by for by in offered if set(cached.table(origin, "scale", chosen, (by,))[by]) - {UNSTATED})


STATES = {"all": _("全部"), "above": _("规上"), "below": _("规下或未定")}
