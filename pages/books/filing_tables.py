"""归档与问题两张表：给人看的列名、状态与时间。"""

import math
from collections.abc import Mapping
from typing import Any

import pandas as pd
import streamlit as st

from charts.label import width
from charts.twin import Column, twin
from charts.words import MISSING, period_label
from etl.ranked import LEVELS
from etl.words import _
from pages.ui.table import show_table

_MESSAGE = 550  # 像素，“问题与办法”一列的宽；各列合起来正好一屏
_WIDTHS = (190, 96, 64, 130, 160, 56, _MESSAGE)
_LETTER = 14  # 像素，一个字的宽
_EDGES = 20
_MOST_LINES = 3
_MOST_REASON = 480  # 像素
_RARE = ("proposed", "reason")  # 一份也没有的，整列不写


def filing_table(filings: pd.DataFrame, pages: Mapping[str, Mapping[str, Any]]) -> pd.DataFrame:
    """Filings under Chinese headers, newest first; rows in = kept + set aside.

    `pages` are the filings' own pages by name: who proposed them, and the reasons given.
    """
    rows = filings.assign(
        accepted=[f"{moment:%Y-%m-%d %H:%M}" for moment in filings["accepted_at"]],
        by=filings["accepted_by"].replace("", MISSING).fillna(MISSING),
        when=[_periods(period) for period in filings["period"]],
        state=[_state(row) for row in filings.to_dict("records")],
        figures=[_nature(row) for row in filings.to_dict("records")],
        proposed=[pages.get(name, {}).get("proposed_by") or MISSING for name in filings["filing"]],
        reason=[_reason(row, pages.get(row["filing"], {})) for row in filings.to_dict("records")],
    )
    columns = [
        Column("file", _("文件")),
        Column("source", _("种类")),
        Column("when", _("报告期")),
        Column("state", _("状态")),
        Column("reason", _("理由")),
        Column("rows_in", _("总行数")),
        Column("rows_kept", _("收下")),
        Column("rows_set_aside", _("搁置")),
        Column("figures", _("性质")),
        Column("accepted", _("收下时间")),
        Column("by", _("收表人")),
        Column("proposed", _("报审人")),
        Column("filing", _("归档号")),
    ]
    said = [column for column in columns if column.name not in _RARE or any(rows[column.name] != MISSING)]
    return twin(rows, said)


def show_filings(filings: pd.DataFrame, pages: Mapping[str, Mapping[str, Any]]) -> None:
    """All filings, every reason readable in full: its column as wide as the longest, up to a screen's third."""
    frame = filing_table(filings, pages)
    title = _("理由")
    columns = {}
    if title in frame:
        longest = max(width(reason) for reason in frame[title])
        columns[title] = st.column_config.Column(width=min(_EDGES + math.ceil(longest * _LETTER), _MOST_REASON))
    show_table(frame, "filings", columns=columns)


def issue_table(issues: pd.DataFrame) -> pd.DataFrame:
    """Findings under Chinese headers: where, what value, what is wrong and what to do."""
    rows = issues.assign(
        level=[LEVELS.get(severity, severity) for severity in issues["severity"]],
        place=[_place(row) for row in issues.to_dict("records")],
    )
    columns = [
        Column("file", _("文件")),
        Column("sheet", _("工作表")),
        Column("place", _("位置")),
        Column("column", _("列")),
        Column("value", _("值")),
        Column("level", _("级别")),
        Column("message", _("问题与办法")),
    ]
    return twin(rows, columns)


def show_issues(issues: pd.DataFrame) -> None:
    """The findings, every message readable in full on an office screen: the other columns narrow, long ones wrapped."""
    frame = issue_table(issues)
    longest = max(width(message) for message in issues["message"])
    lines = min(_MOST_LINES, math.ceil(longest * _LETTER / (_MESSAGE - _EDGES)))
    show_table(
        frame,
        "issues",
        rows=16 if lines == 1 else 9,
        lines=lines,
        columns={
            title: st.column_config.Column(width=pixels, pinned=title == frame.columns[0])
            for title, pixels in zip(frame.columns, _WIDTHS, strict=True)
        },
    )


def _periods(period: object) -> str:
    """`2026Q3` → 2026年1-9月; a filing of several quarters as a span; registers have none."""
    if not isinstance(period, str) or not period:
        return MISSING
    ends = period.split("—")
    basis = "year" if len(ends) > 1 and all(one.endswith("Q4") for one in ends) else "ytd"
    return "—".join(period_label(one, basis) for one in ends)


def _nature(row: dict) -> str:
    if row["kind"] == "undo":
        return MISSING
    return _("演示") if row["is_demo"] else _("正式")


def _state(row: dict) -> str:
    if row["kind"] == "undo":
        return _("撤回")
    return _("在用") if row["is_active"] else _("已撤回")


def _reason(row: dict, page: Mapping[str, Any]) -> str:
    """Why it was accepted despite what was said of it, or why and which filing is undone."""
    given = page.get("reason") or MISSING
    return _("{0}（撤回的是{1}）").format(given, row["undoes"]) if row["kind"] == "undo" else given


def _place(row: dict) -> str:
    if isinstance(row["cell"], str) and row["cell"]:
        return row["cell"]
    return _("第 {0} 行").format(int(row["row"])) if row["row"] == row["row"] and row["row"] is not None else MISSING
