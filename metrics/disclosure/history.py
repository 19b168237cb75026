"""受控的角色看到的预测：由给得出去的单季数算，不由真数算，所以预测说不出比它们更多的事。"""

from collections.abc import Mapping, Sequence

import pandas as pd

from metrics.disclosure.build import Build, quarter
from metrics.disclosure.figure import BASE, Figure
from metrics.disclosure.offer import fineness
from metrics.disclosure.place import scope
from metrics.disclosure.reader import Reader, Verdict
from metrics.disclosure.roll import Cell, cell
from metrics.forecast_row import looked, quarter_rows, year_end, year_row
from metrics.forecast_series import REVENUE, totals
from metrics.outlook import SEASON
from metrics.period import shifted
from metrics.quarterly import quarterly
from metrics.request import Request


def may_foretell(reader: Reader, own: Cell, period: str) -> Verdict:
    """Whether a cell's forecast may leave: each of its single quarters may, if only rounded, the year so far, last
    year's same period and the growth between them, if only rounded.
    """
    past = sorted(one for one in reader.periods if one <= period)
    asked = [reader.rounded(own, Figure(one, "single")) for one in past]
    asked += [reader.exact(own, Figure(one, "ytd")) for one in (period, shifted(period, -4))]
    asked.append(reader.rounded(own, Figure(period, "ytd", BASE)))
    return Verdict(next((one.reason for one in asked if one.reason), ""))


def foretold(reader: Reader, request: Request, table: pd.DataFrame) -> pd.DataFrame:
    """The forecast table with every group's rows made from its single quarters as they may be given out.

    How much has filed comes from what is given out too: this year's total ÷ (1 + the growth given) ÷ last year's. Rows
    of plan targets, and of groups that may not be told, stay.
    """
    around = scope(request)
    period = str(table["period"].iloc[0])
    columns = request.group_columns
    every = totals(reader.store, request)
    out = table.copy()
    groups = pd.Series(_keys(table, columns), index=table.index)
    for group in dict.fromkeys(groups):
        own = None if around is None else cell(dict(around) | dict(zip(columns, map(str, group), strict=True)))
        if own is None or may_foretell(reader, own, period).reason:
            continue
        mine = every.loc[[key == group for key in _keys(every, columns)]]
        single = {
            str(at): _given(float(amount), reader.rounded(own, Figure(str(at), "single")))
            for at, basis, amount in zip(mine["period"], mine["basis"], mine[REVENUE], strict=True)
            if basis == "single" and str(at) <= period
        }
        is_ytd = mine["basis"] == "ytd"
        ytd = dict(zip(mine.loc[is_ytd, "period"].map(str), mine.loc[is_ytd, REVENUE].astype(float), strict=True))
        series = quarterly(period, single, ytd, _filed_pct(reader, own, period, ytd))
        seen, reason = looked(series, shifted(period, SEASON))
        rows = [*(quarter_rows(series, seen) if seen else []), year_row(series, seen, year_end(period), reason)]
        at = [place for place in table.index[groups == group] if not table.at[place, "plan"]]
        for place, row in zip(at, rows, strict=True):
            for name, value in row.items():
                out.at[place, name] = value
    return out


def _filed_pct(reader: Reader, own: Cell, period: str, ytd: Mapping[str, float]) -> float | None:
    """How much of last year's same-period amount has filed, %; None where there was none."""
    panels = quarter(Build(reader.store), period, reader.policy.tables).totals
    now, base = panels["ytd", BASE].get(own, (0.0, 0.0))
    before = ytd.get(shifted(period, -4), 0.0)
    if not (now > 0 and base > 0 and before > 0 and period in ytd):
        return None
    decimals = reader.rounded(own, Figure(period, "ytd", BASE)).decimals
    growth = (now / base - 1) * 100
    told = growth if decimals is None else round(growth, decimals)
    return min(100.0, ytd[period] / (1 + told / 100) / before * 100)


def _given(amount: float, verdict: Verdict) -> float:
    if verdict.decimals is None or amount != amount:
        return amount
    unit = fineness(amount, verdict.decimals)
    return round(amount / unit) * unit


def _keys(frame: pd.DataFrame, columns: Sequence[str]) -> list[tuple[object, ...]]:
    return list(frame[list(columns)].itertuples(index=False, name=None)) if columns else [()] * len(frame)
