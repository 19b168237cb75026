"""归档的表：理由写得全，撤回的说得出撤了哪一份，一份也没有的列不占地方。"""

import pandas as pd

from pages.books.filing_tables import filing_table

LOADED = {
    "filing": "20261021T023000000Z-8af7e8",
    "file": "季度营收.xlsx",
    "kind": "load",
    "source": "季度营收",
    "period": "2026Q3",
    "undoes": None,
    "rows_in": 310,
    "rows_kept": 286,
    "rows_set_aside": 24,
    "is_active": False,
    "is_demo": False,
    "accepted_at": pd.Timestamp("2026-10-21 10:30"),
    "accepted_by": "王敏",
}
UNDONE = LOADED | {
    "filing": "20261022T023000000Z-000001",
    "kind": "undo",
    "source": None,
    "period": "",
    "undoes": LOADED["filing"],
}


def test_an_undo_says_why_and_which():
    """The state is one word; the reason names the filing that is taken back."""
    table = filing_table(pd.DataFrame([UNDONE, LOADED]), {UNDONE["filing"]: {"reason": "街道来电，要重报"}})
    assert list(table["状态"]) == ["撤回", "已撤回"]
    assert list(table["理由"]) == [f"街道来电，要重报（撤回的是{LOADED['filing']}）", "—"]
    assert "报审人" not in table


def test_a_column_that_says_nothing_of_any_filing_is_left_out():
    """Neither a reason nor a proposer; both come back with the first."""
    assert not {"理由", "报审人"} & set(filing_table(pd.DataFrame([LOADED]), {}))
    page = {"reason": "街道已核实", "proposed_by": "李工"}
    table = filing_table(pd.DataFrame([LOADED]), {LOADED["filing"]: page})
    assert list(table[["理由", "报审人"]].iloc[0]) == ["街道已核实", "李工"]
