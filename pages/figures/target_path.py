"""一个目标的走势：实际对着参考路径、目标线与期限。"""

from typing import Any

import pandas as pd

from charts.figure import Figure
from charts.path import path
from charts.twin import Column, twin
from charts.words import points
from etl.words import _
from metrics.period import shifted
from metrics.published_value import in_unit
from pages.figures.actual import marked, shown
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_FORECAST = ["value_10k_cny", "low_10k_cny", "high_10k_cny"]
_YEARS_BACK = 3  # 没有基期的目标，往前看三年


@kept()
def target_path(origin: cached.Source, period: str, code: str) -> Figure | None:
    """Actual values of target `code` up to `period` (its deadline, once past) against both paths; None without any."""
    now = _row(origin, period, code)
    if now is None or pd.isna(now["value"]) or not now["deadline"]:
        return None
    last = min(period, now["deadline"])
    is_yearly = now["basis"] == "year"
    every = _quarters(now["base_period"] or shifted(last, -4 * _YEARS_BACK), last)
    rows = [_row(origin, one, code) for one in every if not is_yearly or one.endswith("Q4")]
    table = pd.DataFrame([row for row in rows if row is not None])
    table["basis"] = now["basis"]
    table["reading"] = [shown(value, now["unit"]) for value in table["value"]]
    known = table.loc[table["value"].notna()]
    if known.empty:
        return None
    ahead = _ahead(origin, period, now)
    forecast = _("；期限处空心点为预测，竖条为80%区间") if ahead else ""
    goal = None if pd.isna(now["target_value"]) else float(now["target_value"])
    columns = [
        Column("period", _("报告期"), "period"),
        Column("value", _("实际（{0}）").format(now["unit"])),
        Column("path_constant_growth", _("等速增长路径（{0}）").format(now["unit"])),
        Column("path_linear", _("匀速增量路径（{0}）").format(now["unit"])),
        Column("behind_path_pp", _("落后参考路径"), "points"),
    ]
    return assembled(
        origin,
        "gap",
        name=_("{0}路径").format(now["indicator"]),
        title=_title(now),
        subtitle=_("{0}，{1}{2}").format(now["indicator"], now["unit"], forecast),
        alt=_("折线图，实际与参考路径"),
        table=twin(table, columns),
        spec=path(
            known,
            now["indicator"],
            now["unit"],
            deadline=now["deadline"],
            target=goal,
            target_text=now["requirement"],
            base_period=now["base_period"] or None,
            base=None if pd.isna(now["base_value"]) else float(now["base_value"]),
            basis=now["basis"],
            ahead=ahead,
        ),
        period=last,
        basis=now["basis"],
        source=now["value_source"] or _("规划文本、企业季报与指标填报"),
        only=(("target", code),),
    )


def _ahead(origin: cached.Source, period: str, now: dict[Any, Any]) -> tuple[float, float, float] | None:
    """Forecast at the deadline with the ends of its interval, in the target's unit; None where there is none."""
    rows = cached.table(origin, "forecast", period)
    rows = rows.loc[(rows["target"] == now["target"]) & rows["value_10k_cny"].notna()]
    if now["is_ended"] or rows.empty:
        return None
    cells = [in_unit(float(rows[name].iloc[0]), _("万元"), now["unit"]) for name in _FORECAST]
    value, low, high = cells
    return None if value is None or low is None or high is None else (value, low, high)


def _title(now: dict[Any, Any]) -> str:
    words = _("{0}{1}，要求{2}").format(now["indicator"], marked(now), now["requirement"])
    behind = now["behind_path_pp"]
    if now["is_ended"] or pd.isna(behind):
        return words
    if abs(behind) < 0.05:
        return words + _("，与参考路径持平")
    side = _("落后") if behind > 0 else _("快于")
    return words + _("，{0}参考路径{1}").format(side, points(abs(behind)))


def _row(origin: cached.Source, period: str, code: str) -> dict[Any, Any] | None:
    rows = cached.table(origin, "gap", period)
    rows = rows.loc[rows["target"] == code]
    return rows.iloc[0].to_dict() if len(rows) else None


def _quarters(first: str, last: str) -> list[str]:
    result = [first]
    while result[-1] < last:
        result.append(shifted(result[-1], 1))
    return result
