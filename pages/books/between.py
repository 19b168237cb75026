"""两份账之间的差别：任选前后两份归档，哪些数变了、从多少到多少。"""

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any

import pandas as pd
import streamlit as st

from charts.words import MISSING, count, period_label
from etl.accept import head
from etl.difference import column_titles, difference
from etl.issue import Refused
from etl.words import _
from etl.write.ledger import read_ledger
from pages.ui.empty import nothing_here
from pages.ui.table import show_table
from pages.ui.text import md

_EMPTY = ""


def filed_pages(data: Path) -> dict[str, Mapping[str, Any]]:
    """Every filing's own page by its name: who proposed it, and the reasons given."""
    return {filing.name: filing.page for filing in read_ledger(data)}


@lru_cache(maxsize=4)
def _differing(data: Path, _head: str, earlier: str, later: str) -> pd.DataFrame:
    """Worked out once while nothing is filed: between far states of a ledger of years it takes seconds."""
    return difference(data, earlier, later).to_pandas()


def between(data: Path, filings: pd.DataFrame) -> None:
    """Two filings chosen, and every value that differs between the books after each; `filings` newest first."""
    names = {
        row["filing"]: f"{row['file']}（{row['accepted_at']:%Y-%m-%d %H:%M}）" for row in filings.to_dict("records")
    }
    order = list(names)
    left, right = st.columns(2)
    earlier = left.selectbox(
        _("从哪一份之后"),
        [*order[1:], _EMPTY],
        index=None,
        placeholder=_("请选择"),
        format_func=lambda name: names.get(name, _("空账")),
        key="difference_from",
    )
    later = right.selectbox(_("到哪一份之后"), order, format_func=names.__getitem__, key="difference_to")
    if earlier is None or later is None:
        return
    try:
        rows = _differing(data, head(data), earlier, later)
    except Refused as refusal:
        st.warning(md("；".join(issue.message for issue in refusal.issues)))
        return
    if rows.empty:
        nothing_here(_("这两份之间账上的数没有变。"), _("换一份再比。"))
        return
    st.markdown(md(_("共{0}处不同。").format(count(len(rows)))))
    titles = column_titles()
    table = pd.DataFrame(
        {
            _("企业或指标"): rows["enterprise"],
            _("报告期"): [period_label(one) if one else MISSING for one in rows["period"]],
            _("哪一项"): [titles.get(name, name) for name in rows["column"]],
            _("原来"): rows["old"],
            _("后来"): rows["new"],
            _("归档"): rows["filing"],
        }
    )
    show_table(table, "difference")
