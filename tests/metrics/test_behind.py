"""数背后的归档：哪几份文件，各报了几家。"""

from datetime import datetime

import pytest

from metrics.behind import filings
from metrics.working import Number

WHEN = datetime(2026, 10, 21)


@pytest.fixture(scope="module")
def store(make_store, rows):
    quarters = {"2025Q2": "丙档", "2025Q3": "乙档", "2025Q4": "丁档", "2026Q2": "戊档", "2026Q3": "甲档"}
    return make_store(
        filing=[
            {"filing": name, "file": f"{period}.xlsx", "source": "季度营收", "accepted_at": WHEN, "is_active": True}
            for period, name in quarters.items()
        ],
        filed=[
            {**rows.filed(firm, period), "filing": name}
            for period, name in quarters.items()
            for firm in ("企甲", "企乙")
        ],
        enterprise=[
            {"enterprise_id": "企甲", "enterprise": "企甲", "region": "山东"},
            {"enterprise_id": "企乙", "enterprise": "企乙", "region": "河南"},
        ],
    )


@pytest.mark.parametrize(
    ("basis", "needed"),
    [
        ("ytd", ["2026Q3", "2025Q3"]),
        ("single", ["2026Q3", "2026Q2", "2025Q3", "2025Q2"]),
        ("rolling4", ["2026Q3", "2025Q4", "2025Q3"]),
    ],
)
def test_a_number_rests_on_the_forms_it_is_made_of(store, basis, needed):
    """A quarter alone needs the one before; a rolling year last year's; growth what was stored a year ago."""
    found = filings(store, Number("growth", "2026Q3", basis))
    assert list(found["period"]) == needed
    assert set(found["enterprises"]) == {2}


def test_a_filter_counts_only_its_own_firms(store):
    """山东 has one of the two firms: the same files, one firm each."""
    found = filings(store, Number("scale", "2026Q3", "ytd", (), (("region", ("山东",)),)))
    assert list(found["enterprises"]) == [1, 1]
    assert found.loc[0, "file"] == "2026Q3.xlsx"


def test_nobody_filed_gives_no_rows(store):
    """A quarter without forms: an empty table with its columns, no exception."""
    assert filings(store, Number("scale", "2031Q1", "ytd")).empty
