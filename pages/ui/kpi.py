"""几个大数：数、单位、带口径的涨跌、灯号。"""

from collections.abc import Sequence
from dataclasses import dataclass

import streamlit as st

from charts.words import SUPPRESSED
from pages.ui.text import md

_LOWEST = 135  # 像素；再窄就换行，手机上两个一排


@dataclass(frozen=True)
class Kpi:
    """One figure: `value` in Markdown, its unit in the label, `change` with sign, `basis` against what, `help` 口径."""

    label: str
    value: str
    change: str = ""
    basis: str = ""
    help: str = ""


def kpi_row(figures: Sequence[Kpi]) -> None:
    """Four to six figures in one row; on a phone two a row. Colour stays for lights, so changes are grey."""
    with st.grid(len(figures), min_column_width=_LOWEST, gap="small"):
        for figure in figures:
            is_said = figure.change not in ("", SUPPRESSED)  # 涨跌也不公布的，那个数已经说了
            st.metric(
                md(figure.label),
                figure.value.replace(SUPPRESSED, f":small[{SUPPRESSED}]"),  # 话比数长，用小字
                figure.change if is_said else None,
                delta_color="off",
                delta_arrow="off",
                delta_description=figure.basis if is_said or not figure.change else None,
                help=figure.help or None,
            )
