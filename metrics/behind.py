"""数背后的归档：算出一个数的那些填报，来自哪几份文件、各报了几家。"""

import pandas as pd

from metrics import records
from metrics.answer import sql_text
from metrics.period import shifted, split
from metrics.request import parse
from metrics.scope import compose
from metrics.store import Store
from metrics.working import Number

COLUMNS = ["period", "file", "source", "filing", "accepted_at", "enterprises"]
CELL_COLUMNS = ["period", "enterprise_id", "revenue_10k_cny", "revenue_cell", "prior_reported_10k_cny", "prior_cell"]
CELL_COLUMNS += ["unit", "sheet", "file", "filing", "is_current"]


def filings(store: Store, number: Number) -> pd.DataFrame:
    """The filings in force that fed a number: period, file, source, filing, when accepted, enterprises it brought.

    A single quarter also needs the quarter before, the rolling year last year's forms; growth also rests on what was
    stored a year ago. Newest period first; no rows where nobody filed. Raises request.RequestError.
    """
    wanted = _periods(number) if number.period else [None]
    found = [_of_period(store, number, period) for period in wanted]
    frame = pd.concat(found, ignore_index=True)
    return frame.sort_values(["period", "enterprises"], ascending=False, kind="stable").reset_index(drop=True)


def cells(store: Store, number: Number) -> pd.DataFrame:
    """The cells a number of named firms stands in, of every form it needs, newest period first; else no rows.

    A firm that filed a quarter twice has a row for each; `is_current` is the one that counts.
    """
    named = [name for dimension, names in number.where if dimension == "enterprise" for name in names]
    sql = "SELECT enterprise_id FROM enterprise WHERE enterprise_id = ? OR enterprise = ? ORDER BY enterprise_id"
    firms = [str(firm) for name in named for (firm,) in store.rows(sql, [name, name])]
    found = [records.enterprise_series(store, firm).assign(enterprise_id=firm) for firm in dict.fromkeys(firms)]
    if not found:
        return pd.DataFrame(columns=CELL_COLUMNS)
    frame = pd.concat(found, ignore_index=True)
    if number.period:
        frame = frame.loc[frame["period"].isin(_periods(number))]
    ordered = frame.sort_values("period", ascending=False, kind="stable", ignore_index=True)
    return pd.DataFrame(ordered[CELL_COLUMNS])


def _of_period(store: Store, number: Number, period: str | None) -> pd.DataFrame:
    request = parse(store, number.metric, period, (), dict(number.where))
    sql, params = compose(request, sql_text("records/behind"), "filed_once", sql_text("records/behind_base"))
    return pd.DataFrame(store.query(sql, params)[COLUMNS])


def _periods(number: Number) -> list[str]:
    """Every quarter whose forms the number is computed from, the year before included."""
    period = number.period or ""
    year, quarter = split(period)
    needed = {period}
    if number.basis == "single" and quarter > 1:
        needed.add(shifted(period, -1))
    if number.basis == "rolling4" and quarter < 4:
        needed |= {f"{year - 1}Q4", shifted(period, -4)}
    stored = {shifted(one, -4) for one in needed}
    return sorted(needed | stored, reverse=True)
