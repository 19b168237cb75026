"""一个目标：一行看清灯、实际与要求；点开看差距、路径、规则与条款原文。"""

from typing import Any

import pandas as pd
import streamlit as st

from charts.withheld import is_withheld
from charts.withheld import marked as with_marks
from charts.words import MISSING, number, percent, quarter_end_label
from etl.words import _
from metrics.verdict import QUALITATIVE
from metrics.working import Number
from pages.figures.actual import is_preliminary, marked, note, shown
from pages.figures.target_path import target_path
from pages.ui import cached, lights
from pages.ui.card import cards
from pages.ui.figure_block import figure_block
from pages.ui.kpi import Kpi, kpi_row
from pages.ui.target_outlook import target_outlook
from pages.ui.text import md


def target_card(origin: cached.Source, period: str, row: dict[Any, Any], plan_title: str, is_asked: bool) -> None:
    """The target as an expander; its inside is computed only when opened. `is_asked`: opened by the address."""
    card = st.expander(_label(row), expanded=is_asked, key=f"target_{row['target']}", on_change="rerun")
    if not card.open:
        return
    with card:
        kpi_row(_figures(row))
        only = (("target", row["target"]),)
        numbers = [Number(metric, period, only=only) for metric in ("gap", "forecast")]
        cards(origin, numbers, f"target_{row['target']}")
        told = (note(row), row["reason"], _ratio(row))
        said = [words for words in told if isinstance(words, str) and words]
        if said:
            st.caption(md("；".join(said)))
        target_outlook(origin, period, row["target"])
        if figure := target_path(origin, period, row["target"]):
            figure_block(figure, f"path_{row['target']}")
        rule = row["rule"] if isinstance(row["rule"], str) else _("灯依法不公布，规则也不说")
        st.markdown("**{}**　{}".format(_("亮灯规则"), md(rule)))
        _clause(row, plan_title)


def _label(row: dict[Any, Any]) -> str:
    value = _("实际{0}").format(marked(row)) if not pd.isna(row["value"]) else ""
    if is_withheld(row, "value"):
        value = _("实际依法不公布")
    asked = _("要求{0}").format(row["requirement"]) if row["requirement"] != QUALITATIVE else ""
    told = "，".join(part for part in (value, asked) if part)
    state = row["verdict"] if row["is_ended"] or row["light"] == "○" else ""
    if is_withheld(row, "light"):
        state = _("依法不公布")
    line = "　".join([lights.coloured(row["light"], state), f"**{md(row['indicator'])}**", md(told)])
    return f"{line}　:gray[:small[{md(note(row))}]]" if is_preliminary(row) else line


def _figures(row: dict[Any, Any]) -> list[Kpi]:
    row = with_marks(row)
    unit = row["unit"]
    deadline = quarter_end_label(row["deadline"]) if row["deadline"] else _("没有写明")
    target = MISSING if pd.isna(row["target_value"]) else shown(row["target_value"], unit)
    figures = [
        Kpi(_("实际（{0}）").format(unit) if unit else _("实际"), shown(row["value"], unit), "", _when(row)),
        Kpi(_("目标（{0}）").format(unit) if unit else _("目标"), target, "", _("期限{0}").format(deadline)),
        Kpi(_("差距，负为未达"), number(row["gap"], 2 if unit == _("亿元") else 0, is_signed=True), "", unit),
        Kpi(
            _("完成率"),
            percent(row["completion_pct"]),
            "",
            _("增量完成率{0}").format(percent(row["incremental_completion_pct"])),
        ),
        Kpi(_("时间进度"), percent(row["time_progress_pct"])),
    ]
    if not row["is_ended"]:
        figures.append(Kpi(_("所需年均增速"), percent(row["required_growth_pct"]), "", _("剩余期内")))
    return figures


def _ratio(row: dict[Any, Any]) -> str:
    if pd.isna(row["progress_ratio"]):
        return ""
    ratio = number(row["progress_ratio"], 2)
    return _("进度比{0}，{1}（基期以来年均增速÷所需年均增速）").format(ratio, row["progress_status"])


def _when(row: dict[Any, Any]) -> str:
    return quarter_end_label(row["value_period"]) if isinstance(row["value_period"], str) else ""


def _clause(row: dict[Any, Any], plan_title: str) -> None:
    st.markdown(f"> {md(row['quote'])}")
    st.caption(md(_("《{0}》 {1}，原文第{2}行").format(plan_title, row["clause"], row["line"])))
    if isinstance(row["note"], str) and row["note"]:
        st.caption(md(_("口径说明：{0}").format(row["note"])))
