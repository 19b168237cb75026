"""系统怎么读的：他们的表头 → 我们的列、头几行、要人回答的事；读得不对就改。"""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from charts.words import MISSING, period_label
from etl.heading import HeaderMatch, SheetLook
from etl.inbox import choose
from etl.issue import Refused
from etl.look import Look
from etl.question import Question
from etl.source import find_source, shipped_titles
from etl.tidy.unit import MONEY_UNITS
from etl.waiting import Choices
from etl.words import _
from pages.books.inbox import look_next, tell
from pages.ui.table import show_table
from pages.ui.text import md

_HOW = {
    "exact": _("认得"),
    "remembered": _("上次定的"),
    "chosen": _("这次选的"),
    "ignored": _("不取"),
    "unknown": _("不认得，没有取"),
    "ambiguous": _("与别的列重了"),
}
_ABREAST = 3  # 改表头时一排放几个
_KINDS = {"source": _("是哪种报表"), "period": _("是哪一期"), "unit": _("金额的单位")}


def questions(data: Path, found: Look, looks: Sequence[Look]) -> None:
    """What only a person can answer, each with the likeliest answers first; nothing is assumed.

    Other files of the same kind in which the same is asked can be answered alike by the same click.
    """
    if not found.questions:
        return
    with st.form(f"questions_{found.waiting.key}"):
        st.markdown("**{}**".format(_("先回答{0}个问题").format(len(found.questions))))
        given = {place: _ask(found, question, place) for place, question in enumerate(found.questions)}
        alike = [each for each in looks if each is not found and _asks_the_same(each, found)]
        names = "、".join(each.waiting.name for each in alike)
        is_for_all = bool(alike) and st.checkbox(
            _("另外{0}份里问的一样，也这样答").format(len(alike)), help=md(names), key=f"alike_{found.waiting.key}"
        )
        is_sent = st.form_submit_button(_("按这样读"), type="primary")
    if is_sent and not any(value is not None for value in given.values()):
        st.warning(_("还没有选；请先选好再按。"))
    elif is_sent:
        answers = [(found.questions[place], value) for place, value in given.items() if value is not None]
        answered = [found, *(alike if is_for_all else [])]
        look_next(looks, answered)
        _keep(data, answered, answers)


def _asks_the_same(other: Look, found: Look) -> bool:
    """Whether the very same is asked of a file of the same kind: same sentences, same headers, same answers offered."""
    asked, ours = (
        [(each.kind, each.message, each.options, each.header) for each in look.questions] for look in (other, found)
    )
    return other.source == found.source and asked == ours


def _ask(found: Look, question: Question, place: int) -> str | None:
    labels = _labels(found)
    options = list(question.options)
    if question.kind == "source":
        options = options or list(shipped_titles())
    names = {"period": _period, "header": lambda column: labels.get(column, column) if column else _("不取这一列")}
    return st.selectbox(
        md(question.message),
        options,
        index=None,
        placeholder=_("请选择"),
        format_func=names.get(question.kind, str),
        key=f"ask_{found.waiting.key}_{place}",
    )


def correction(data: Path, found: Look, periods: Sequence[str]) -> None:
    """Another kind, period, unit or column than was understood, all in one place behind a click."""
    more = st.expander(_("读得不对？改种类、报告期、单位或表头"), key=f"amend_{found.waiting.key}", on_change="rerun")
    if not more.open:
        return
    choices = found.waiting.choices
    with more, st.form(f"amend_form_{found.waiting.key}", border=False):
        left, middle, right = st.columns(3)
        source = left.selectbox(_KINDS["source"], list(shipped_titles()), **_held(found.source, shipped_titles()))
        period = middle.selectbox(_KINDS["period"], list(periods), format_func=_period, **_held(found.period, periods))
        unit = right.selectbox(_KINDS["unit"], list(MONEY_UNITS), **_held(found.unit, list(MONEY_UNITS)))
        mapping = dict(choices.mapping)
        matches = [match for sheet in found.sheets for match in sheet.matches if found.source]
        columns = st.columns(_ABREAST)
        for place, match in enumerate(matches):
            with columns[place % _ABREAST]:
                mapping |= _remap(found, match)
        if st.form_submit_button(_("按这样读")):
            wanted = Choices(
                source=source if source and source != found.source else choices.source,
                period=period if period and period != found.period else choices.period,
                unit=unit if unit and unit != found.unit else choices.unit,
                mapping=mapping,
            )
            _chosen(data, found, wanted)
            st.rerun()


def _remap(found: Look, match: HeaderMatch) -> dict[str, str]:
    labels = _labels(found)
    options = ["", *labels]
    chosen = st.selectbox(
        md(_("{0} 列“{1}”").format(match.letter, match.header)),
        options,
        index=options.index(match.column) if match.column in options else 0,
        format_func=lambda column: labels[column] if column else _("不取这一列"),
        key=f"map_{found.waiting.key}_{match.sheet}_{match.letter}",
    )
    return {match.header: chosen} if chosen != match.column else {}


def show_reading(found: Look) -> None:
    """Every sheet: where its header is, what each column was taken for, and its first rows."""
    for sheet in found.sheets:
        if sheet.is_used or not any(one.is_used for one in found.sheets):
            _show_sheet(found, sheet)
    skipped = [f"“{sheet.name}”：{sheet.why_skipped}" for sheet in found.sheets if sheet.why_skipped]
    if skipped:
        st.caption(md(_("没有取的表：{0}").format("；".join(skipped))))


def _show_sheet(found: Look, sheet: SheetLook) -> None:
    where = _("工作表“{0}”，表头在第{1}行").format(sheet.name, sheet.header_row)
    st.caption(md(where if sheet.header_row else _("工作表“{0}”，没有找到表头").format(sheet.name)))
    key = f"{found.waiting.key}_{sheet.name}"
    if sheet.matches:
        show_table(
            pd.DataFrame(
                {
                    _("他们的表头"): [match.header for match in sheet.matches],
                    _("我们的列"): [match.label or MISSING for match in sheet.matches],
                    _("怎么认得的"): [_HOW[match.how] for match in sheet.matches],
                    _("位置"): [_("{0} 列").format(match.letter) for match in sheet.matches],
                }
            ),
            f"columns_{key}",
            rows=8,
        )
    if sheet.first_rows:
        headers = {match.letter: match.header for match in sheet.matches}
        width = max(len(row) for row in sheet.first_rows)
        letters = [_letter(place) for place in range(width)]
        frame = pd.DataFrame(list(sheet.first_rows), columns=[f"{at} {headers.get(at, '')}".strip() for at in letters])
        st.caption(_("头几行"))
        show_table(frame, f"rows_{key}", rows=5)


def _letter(place: int) -> str:
    from etl.read.address import column_letters

    return column_letters(place)


def _labels(found: Look) -> dict[str, str]:
    """Our columns of this kind and what they are called."""
    if not found.source:
        return {}
    return {column.name: column.headers[0] for column in find_source(found.source).columns}


def _period(period: str) -> str:
    return period_label(period)


def _held(value: str, options: Sequence[str]) -> dict[str, Any]:
    return {"index": list(options).index(value) if value in options else None, "placeholder": _("请选择")}


def _keep(data: Path, answered: Sequence[Look], answers: Sequence[tuple[Question, str]]) -> None:
    for found in answered:
        choices = found.waiting.choices
        for question, value in answers:
            if question.kind == "header":
                choices = replace(choices, mapping={**choices.mapping, question.header: value})
            else:
                choices = replace(choices, **{question.kind: value})
        _chosen(data, found, choices)
    st.rerun()


def _chosen(data: Path, found: Look, choices: Choices) -> None:
    try:
        choose(data, found.waiting.key, choices)
    except Refused as refusal:
        tell([issue.message for issue in refusal.issues])
