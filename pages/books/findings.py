"""查出的问题：重的在前、钱多的在前；点一条看它在表里的样子；连同批注退回给填报的人。"""

from pathlib import Path

import pandas as pd
import streamlit as st

from etl.giveback import annotated, given_name
from etl.issue import Issue, Refused
from etl.look import Look
from etl.ranked import LEVELS, refused_words
from etl.read.address import column_letters
from etl.read.workbook import Sheet, read_workbook
from etl.words import _
from pages.books.state import finding_table, findings, place
from pages.ui.empty import nothing_here
from pages.ui.table import show_table
from pages.ui.text import md

_AROUND = 2  # 出问题的那一行，上下各看几行
_MESSAGE = 520  # 像素
_MARKED = "background-color: #FDE7C7"


def show_findings(found: Look) -> None:
    """The findings of one file, each with its cell in sight on a click; and the marked workbook to send back."""
    key = found.waiting.key
    counts = {level: len(findings(found, [level])) for level in LEVELS}
    if not any(counts.values()):
        nothing_here(_("没有查出问题。"), _("可以收下。"))
        return
    offered = [level for level, number in counts.items() if number]
    loud = [level for level in offered if level != "note"] or offered
    chosen = st.pills(
        _("看哪些"),
        offered,
        selection_mode="multi",
        default=loud,
        format_func=lambda level: _("{0}{1}条").format(LEVELS[level], counts[level]),
        key=f"levels_{key}",
    )
    shown = findings(found, chosen)
    if shown:
        frame = finding_table(shown)
        event = show_table(
            frame,
            f"findings_{key}_{'_'.join(chosen)}",
            rows=6,
            lines=2,
            columns={
                _("级别"): st.column_config.Column(width=64, pinned=True),
                _("问题与办法"): st.column_config.Column(width=_MESSAGE),
            },
            selection_mode="single-row",
            on_select="rerun",
        )
        picked = event["selection"]["rows"]
        if picked and picked[0] < len(shown):
            _show_cell(found, shown[picked[0]])
        else:
            st.caption(_("点表里的一行，看它在原表里的位置。"))
    _give_back(found)


def _show_cell(found: Look, issue: Issue) -> None:
    """The finding in full, and the rows around it as they stand in the file, its row marked."""
    st.markdown(md(issue.message))
    if not issue.row:
        st.caption(md(_("这一条说的是{0}。").format(place(issue))))
        return
    try:
        book = read_workbook(found.waiting.path)
    except Refused:
        return
    sheet = next((one for one in book.sheets if issue.sheet in (one.name, Path(found.waiting.name).stem)), None)
    if sheet is None or issue.row > sheet.kind.num_rows:
        return
    st.caption(md(_("原表{0}附近：").format(place(issue))))
    st.dataframe(_excerpt(sheet, issue.row, issue.cell), height="content")


def _excerpt(sheet: Sheet, row: int, cell: str) -> object:
    first, last = max(1, row - _AROUND), min(sheet.kind.num_rows, row + _AROUND)
    letters = [column_letters(at) for at in range(sheet.kind.num_columns)]
    rows = {str(number): sheet.cells(number - 1) for number in range(first, last + 1)}
    frame = pd.DataFrame.from_dict(rows, orient="index", columns=pd.Index(letters))
    letter = cell.rstrip("0123456789")

    def mark(line: pd.Series) -> list[str]:
        is_row = line.name == str(row)
        return [_MARKED if is_row and letter in ("", at) else "" for at in line.index]

    return frame.style.apply(mark, axis=1)


def _give_back(found: Look) -> None:
    """The sender's own workbook with the cells marked; made when asked for."""
    item = found.waiting
    issues, kept = list(found.account.issues), found.account.rows_kept
    if told := refused_words(issues, kept if found.examined else 0):
        st.caption(told)
    st.download_button(
        _("下载标注好的表，退给填报的人"),
        data=lambda: annotated(item.path, item.name, issues, kept),
        file_name=given_name(item.name, item.path.read_bytes()),
        key=f"giveback_{item.key}",
        on_click="ignore",
        help=_("原表照旧，出问题的格子涂色并写上批注，第一张是问题清单。"),
    )
