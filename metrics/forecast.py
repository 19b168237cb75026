"""预测：今年全年、往后四个单季，以及各在期目标到期限时多少，误差、区间与达标概率一并给出。"""

import pandas as pd

from metrics.forecast_row import COLUMNS, looked, quarter_rows, year_end, year_row
from metrics.forecast_series import series, totals
from metrics.outlook import SEASON
from metrics.period import shifted
from metrics.quarterly import Quarterly
from metrics.request import Request
from metrics.store import Store
from metrics.target_forecast import target_rows

_WHOLE = ["backtests", "interval_pct", "quarters"]
_WORDS = ["target_period", "method", "reason", "plan", "target"]


def table(store: Store, request: Request) -> pd.DataFrame:
    """Per group at one quarter (the latest by default): the next four single quarters and the year they end.

    basis `single`: a row a quarter; `year`: the year's total, what is there already plus the quarters to come (after a
    fourth quarter, the next year's). Asked without groups and filters, a `year` row for each target under way follows,
    with its goal and the probability of meeting it. 万元; null with a reason where history is too short, broken or the
    quarter not filed well enough. No data gives no rows. Raises plans.PlanError.
    """
    every = totals(store, request)
    columns = ["period", "basis", *request.group_columns, *COLUMNS]
    period = request.period or max(every["period"], default="")
    if every.empty or not period:
        return pd.DataFrame(columns=columns)
    rows: list[dict[str, object]] = []
    for group, found in series(store, request, period, every).items():
        named = dict(zip(request.group_columns, group, strict=True))
        rows += [{**named, **row} for row in _rows(found)]
    if not request.by and not request.where:
        rows += target_rows(store, period)
    return _typed(pd.DataFrame([{"period": period, **row} for row in rows], columns=columns))


def _rows(found: Quarterly) -> list[dict[str, object]]:
    end = year_end(found.period)
    seen, reason = looked(found, shifted(found.period, SEASON))
    return [*(quarter_rows(found, seen) if seen else []), year_row(found, seen, end, reason)]


def _typed(frame: pd.DataFrame) -> pd.DataFrame:
    for name in _WHOLE:
        frame[name] = frame[name].astype("Int64")
    for name in _WORDS:
        frame[name] = frame[name].astype(object).where(frame[name].notna(), "")
    for name in set(COLUMNS) - {*_WHOLE, *_WORDS}:
        frame[name] = frame[name].astype(float)
    return frame
