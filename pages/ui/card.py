"""口径卡：一个数是什么、怎样算、代入当时的数、哪一种算法、出处、公布过的算例，以及背后的填报。点开才算。"""

from collections.abc import Sequence
from dataclasses import replace

import pandas as pd
import streamlit as st

from charts.formula import sentence
from charts.words import period_label
from etl.words import _
from metrics import catalog, proof
from metrics.working import Number
from pages.ui import cached
from pages.ui.kept import kept
from pages.ui.table import show_table
from pages.ui.text import md

_FEW = 6  # 算式不多就一行行写出来，多了列成表
_ROWS = 8
_ANSWERS = 3


def cards(origin: cached.Source, numbers: Sequence[Number], key: str) -> None:
    """The cards of the figures in a row, a tab a metric, behind one click; nothing is computed before it."""
    label = "{}　:gray[:small[{}]]".format(_("口径卡"), _("以上各数怎样算出来、凭什么、来自哪些填报"))
    more = st.expander(label, key=f"{key}_card", on_change="rerun")
    if not more.open:
        return
    with more:
        titles = [catalog.load()[number.metric].title for number in numbers]
        tabs = st.tabs(titles, key=f"{key}_tabs", on_change="rerun")
        for place, number in zip(tabs, numbers, strict=True):
            if place.open:
                with place:
                    card(origin, number, f"{key}_{number.metric}")


def card(origin: cached.Source, number: Number, key: str) -> None:
    """The whole card of one metric at one place; `key` is unique on the page."""
    metric = catalog.load()[number.metric]
    parts = {
        _("口径"): metric.definition,
        _("公式"): metric.formula,
        _("变体"): metric.variant,
    }
    st.markdown("\n\n".join(_said(name, text) for name, text in parts.items() if text))
    _working(origin, number, key)
    proofs = _proofs(metric.name) or [_said(_("例证"), metric.proof), md(metric.unproven)]
    st.markdown("\n\n".join([_said(_("来源"), metric.source), *proofs]))
    _filings(origin, number, key)


def _said(name: str, text: str) -> str:
    return f"**{name}**　{md(text)}"


def _working(origin: cached.Source, number: Number, key: str) -> None:
    rows = _lines(origin, number)
    if rows.empty:
        return
    varied = [str(name) for name in rows.columns if len(set(rows[name])) > 1]
    if len(rows) <= _FEW and not {_("组"), _("报告期")} & set(varied):
        st.markdown("**{}**\n\n{}".format(_("算式"), "\n".join("- " + md(told) for told in rows[_("算式")])))
        return
    st.markdown("**{}**".format(_("算式")))
    show_table(pd.DataFrame(rows[varied]), f"{key}_working", rows=_ROWS, columns={_("算式"): _wide()})


def _wide() -> object:
    return st.column_config.TextColumn(width="large")


@kept(100)
def _lines(origin: cached.Source, number: Number) -> pd.DataFrame:
    """报告期, 组, 算式: newest first; no rows for a metric that names no sums."""
    found = cached.lines(origin, replace(number, only=()))  # 每个目标一张卡，全表只算一次
    kept_lines = [line for line in found if all(line.values.get(name) == word for name, word in number.only)]
    rows = [(line.period, line.basis, line.place, sentence(line)) for line in kept_lines]
    frame = pd.DataFrame(rows, columns=["period", "basis", _("组"), _("算式")])
    frame = frame.sort_values("period", ascending=False, kind="stable", ignore_index=True)
    when = [period_label(*pair) for pair in zip(frame["period"], frame["basis"], strict=True)]
    frame.insert(0, _("报告期"), when)
    return frame.drop(columns=["period", "basis"])


@kept(100)
def _proofs(metric: str) -> list[str]:
    """The published examples, each computed once per server with the very functions the metric calls."""
    said = [f"- {md(proof.words(example, _ANSWERS))}" for example in proof.of(metric)]
    return ["**{}**\n\n{}".format(_("公布过的算例，用同样的程序又算了一遍"), "\n".join(said))] if said else []


def _filings(origin: cached.Source, number: Number, key: str) -> None:
    rows = _behind(origin, replace(number, by=(), only=()))
    if rows.empty:
        return
    st.markdown("**{}**".format(_("背后的填报")))
    show_table(rows, f"{key}_filings", rows=_ROWS)


@kept(100)
def _behind(origin: cached.Source, number: Number) -> pd.DataFrame:
    rows = cached.filings_behind(origin, number)
    return pd.DataFrame(
        {
            _("报告期"): [period_label(period) for period in rows["period"]],
            _("文件"): rows["file"],
            _("企业（家）"): rows["enterprises"],
            _("收下时间"): [f"{moment:%Y-%m-%d %H:%M}" for moment in rows["accepted_at"]],
            _("归档"): rows["filing"],
        }
    )
