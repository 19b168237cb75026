"""把一张图配齐：口径取自指标目录，版本与演示标记取自数据，名称里带上截至期。"""

from typing import Any

import pandas as pd

from charts.figure import Figure
from charts.words import period_label
from etl.words import _
from metrics import catalog
from metrics.working import Number
from pages.ui import cached

GROUPED = ("cluster", "field", "chain", "stage")


def assembled(
    origin: cached.Source,
    metric: str,
    *,
    name: str,
    title: str,
    subtitle: str,
    alt: str,
    table: pd.DataFrame,
    spec: dict[str, Any],
    period: str,
    basis: str = "ytd",
    source: str = "",
    definition: str = "",
    by: tuple[str, ...] = (),
    conditions: cached.Where = (),
    is_series: bool = False,
    only: tuple[tuple[str, str], ...] = (),
) -> Figure:
    """A Figure with everything that must travel with it. `name` is completed by the period, `alt` by the title.

    `by`, `conditions`, `only` and `is_series` (every period) say which numbers it draws, so that its card can show
    their working; a figure with a `definition` of its own draws published numbers, which have none.
    """
    opened = cached.store(origin)
    when = period_label(period, basis)
    known = catalog.load()[metric]
    return Figure(
        name=f"{name}_{when}",
        title=title,
        subtitle=subtitle,
        alt=_("{alt}：{title}").format(alt=alt, title=title),
        table=table,
        spec=spec,
        definition=definition or "".join([known.definition, _("计算："), known.formula]),
        source=source or _("企业名录、季度营收填报"),
        version=opened.version,
        period=when,
        is_demo=opened.is_demo,
        number=None
        if definition
        else Number(metric, None if is_series else period, "" if known.is_ungrouped else basis, by, conditions, only),
    )


def colours(origin: cached.Source, dimension: str) -> dict[str, str]:
    """Each group's own colour from its taxonomy, the same on every page and export; {} where there is none."""
    if dimension not in GROUPED:
        return {}
    rows = cached.record(origin, "groupings", dimension)
    return {value: colour for value, colour in zip(rows["value"], rows["colour"], strict=True) if colour}
