"""页上的表：表头带单位，数按单位定小数，负数用真减号，首列固定，没有的写“—”。"""

import math
from collections.abc import Hashable, Mapping, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import pandas as pd
import streamlit as st
from pandas.api.types import is_bool_dtype, is_float_dtype, is_integer_dtype

from charts.words import MISSING, SUPPRESSED, number
from etl.words import _

if TYPE_CHECKING:  # 载入它要带上模板库，没有负数的表用不着
    from pandas.io.formats.style import Styler

_DECIMALS = {_("亿元"): 2, "%": 1, _("百分点"): 1, _("万元"): 2, _("家"): 0}
_ROW = 36  # 像素
_LINE = 20
_WRAPPED = 66  # 行高过 64 像素，格子里的字才折行
_MOST_ROWS = 12
_NARROW = 120  # 像素；手机上首列的宽，后面还看得到一两列数
_FITS = 7  # 个字；首列收窄后一行放得下这么多，不超过的不必收窄
_NARROW_ROWS = 8
_MOST_LINES = 8  # 收窄的首列最多折成几行
_MOST_STYLED = 100_000  # 格；再大的表逐格写字太慢，减号由网格写
_LATIN = 0x2E80  # 在这以前的字母、数字、标点占半个字


def show_table(
    frame: pd.DataFrame,
    key: str,
    *,
    rows: int = _MOST_ROWS,
    columns: Mapping[str, Any] | None = None,
    decimals: Mapping[str, int] | None = None,
    lines: int = 1,
    **more: Any,  # noqa: ANN401  # 原样交给 st.dataframe
) -> Any:  # noqa: ANN401  # st.dataframe 的回答：选了哪几行
    """A table of Chinese headers with units, its first column pinned; a click on a header sorts.

    `columns` overrides single columns, `decimals` the decimals of numbers whose header has no unit; `more` goes to
    `st.dataframe` (selection). At most `rows` rows are in sight; each is `lines` lines of text high, and long cells are
    wrapped into them. On a phone a wordy first column is narrow and wrapped, so that figures stay in sight beside it.
    """
    frame = pd.DataFrame(frame.apply(_readable))
    places = {str(name): (decimals or {}).get(str(name), _decimals(str(name))) for name in frame.columns}
    negative = _negative(frame)
    columns = {**_columns(frame, places, negative), **(columns or {})}
    if _is_narrow() and len(frame.columns) > 1 and _longest(frame) > _FITS:
        columns[str(frame.columns[0])] = st.column_config.Column(pinned=True, width=_NARROW)
        lines = max(lines, 2, min(math.ceil(_longest(frame) / _FITS), _MOST_LINES))
        rows = min(rows, _NARROW_ROWS)
    row = _ROW if lines == 1 else max(_WRAPPED, _ROW + _LINE * (lines - 1))
    return st.dataframe(
        _signed(frame, places, negative),
        hide_index=True,
        placeholder=MISSING,
        row_height=row,
        height=row * min(len(frame), rows) + _ROW + 2,
        column_config=columns,
        key=key,
        **more,
    )


def _is_narrow() -> bool:
    """Whether this browser said that its window is a phone's; the page's own script tells it before the first run."""
    return st.context.cookies.get("clusters_narrow") == "1"


def _longest(frame: pd.DataFrame) -> float:
    """How many Chinese characters' room the longest cell of the first column takes; numbers take none."""
    first = frame.iloc[:, 0]
    if is_float_dtype(first) or is_integer_dtype(first) or first.empty:
        return 0
    return max(sum(1 if ord(letter) > _LATIN else 0.5 for letter in str(cell)) for cell in first)


def _readable(cells: pd.Series) -> pd.Series:
    """A column in which some numbers are withheld, as text: a grid column holds one kind of thing."""
    if cells.dtype != object or not any(isinstance(cell, str) and cell == SUPPRESSED for cell in cells):
        return cells
    places = _decimals(str(cells.name))
    return cells.map(lambda cell: number(cell, places) if isinstance(cell, int | float) and cell == cell else cell)


def _is_number(cells: pd.Series) -> bool:
    return (is_float_dtype(cells) or is_integer_dtype(cells)) and not is_bool_dtype(cells)


def _negative(frame: pd.DataFrame) -> list[Hashable]:
    """The columns whose numbers are to be written here: the grid itself would put a hyphen before negative ones."""
    if frame.size > _MOST_STYLED:
        return []
    return [name for name, cells in frame.items() if _is_number(cells) and bool((cells < 0).any())]


def _signed(frame: pd.DataFrame, places: Mapping[str, int], negative: Sequence[Hashable]) -> "pd.DataFrame | Styler":
    """The same numbers, so that they sort and copy as numbers; those of the `negative` columns with a true minus."""
    if not negative:
        return frame
    shown = {name: partial(number, decimals=places[str(name)]) for name in negative}
    styled = frame.reset_index(drop=True).style
    styled.format(na_rep=MISSING).format(shown, list(negative), na_rep=MISSING)
    return styled


def show_behind(label: str, tables: Mapping[str, pd.DataFrame]) -> None:
    """Tables by key behind one click, sent only when asked for; empty ones are left out."""
    more = st.expander(label, key="_".join(tables), on_change="rerun")
    if more.open:
        with more:
            for key, frame in tables.items():
                if len(frame):
                    show_table(frame, key)


def _columns(frame: pd.DataFrame, places: Mapping[str, int], negative: Sequence[Hashable]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for place, (name, cells) in enumerate(frame.items()):
        is_pinned = place == 0 and len(frame.columns) > 1
        if _is_number(cells):  # 写了格式的列，不用样式给的字
            own = None if name in negative else f"%,.{places[str(name)]}f"
            found[str(name)] = st.column_config.NumberColumn(format=own, pinned=is_pinned)
        elif is_pinned:
            found[str(name)] = st.column_config.Column(pinned=True)
    return found


def _decimals(header: str) -> int:
    return next((places for unit, places in _DECIMALS.items() if header.endswith((f"（{unit}）", f"，{unit}）"))), 0)
