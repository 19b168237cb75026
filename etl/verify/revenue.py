"""一份季报收得下的行逐条查过：每行说不说得通、与账上的数和名录对不对得上、应报的报了没有。"""

from collections.abc import Mapping, Sequence

import pyarrow as pa

from etl.issue import Issue
from etl.tidy.outcome import TidySheet
from etl.verify.expected import check_expected
from etl.verify.firms import firm_findings
from etl.verify.history import Past, falls, prior_gaps, row_slips
from etl.verify.plausible import growths, heads, negatives
from etl.verify.register import Register
from etl.write.ledger import Filing


def revenue_findings(
    kept: pa.Table,
    past: Past,
    sheets: Mapping[str, TidySheet],
    register: Register,
    ledger: Sequence[Filing],
    *,
    is_demo: bool,
) -> list[Issue]:
    """Everything to be said of the rows that can be taken; none of it keeps them from being taken."""
    found = [
        *negatives(kept, sheets),
        *heads(kept, sheets),
        *growths(kept, sheets),
        *row_slips(kept, past, sheets),
        *falls(kept, past, sheets),
        *prior_gaps(kept, past, sheets),
        *firm_findings(kept, register, sheets),
    ]
    periods = kept.column("period").unique().to_pylist()
    if len(periods) == 1 and ledger:
        here, places = _said(sheets)
        missing = check_expected(periods[0], here, places, register, ledger, is_demo=is_demo)
        found += [missing] if missing else []
    return found


def _said(sheets: Mapping[str, TidySheet]) -> tuple[set[str], set[str]]:
    """Firms and sub-districts that occur in the file, in rows taken or set aside."""
    tables = [sheet.table for sheet in sheets.values() if sheet.table is not None]
    firms = {firm for table in tables for firm in table.column("enterprise_id").to_pylist()}
    with_places = [table for table in tables if "subdistrict" in table.column_names]
    return firms, {
        place for table in with_places for place in table.column("subdistrict").unique().to_pylist() if place
    }
