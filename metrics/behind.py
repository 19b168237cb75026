"""数背后的归档：算出一个数的那些填报，来自哪几份文件、各报了几家。"""

import pandas as pd

from metrics.answer import sql_text
from metrics.period import shifted, split
from metrics.request import parse
from metrics.scope import compose
from metrics.store import Store
from metrics.working import Number

COLUMNS = ["period", "file", "source", "filing", "accepted_at", "enterprises"]


def filings(store: Store, number: Number) -> pd.DataFrame:
    """The filings in force that fed a number: period, file, source, filing, when accepted, enterprises it brought.

    A single quarter also needs the quarter before, the rolling year last year's forms; growth also rests on what was
    stored a year ago. Newest period first; no rows where nobody filed. Raises request.RequestError.
    """
    wanted = _periods(number) if number.period else [None]
    found = [_of_period(store, number, period) for period in wanted]
    frame = pd.concat(found, ignore_index=True)
    return frame.sort_values(["period", "enterprises"], ascending=False, kind="stable").reset_index(drop=True)


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
