"""不用我们的指标，分析的人自己怎样做：一句 SQL；预测是一句 SQL 取出序列，再直接调用统计库。"""

import warnings
from pathlib import Path
from typing import TYPE_CHECKING, cast

import numpy as np
import pandas as pd

from metrics.store import Store

if TYPE_CHECKING:
    from statsmodels.tsa.exponential_smoothing.ets import ETSResults

_FLOOR = Path(__file__).resolve().parent / "floor"
_SEASON, _TRAINING = 4, 16
_DEADLINES = {"": "2025Q4", "000-029": "2025Q4", "002-021": "2030Q4", "002-022": "2030Q4"}
NAIVE, DRIFT, DAMPED = "季节朴素", "季节漂移", "阻尼趋势指数平滑"


def table(store: Store, name: str, period: str | None) -> pd.DataFrame:
    """The hand-written table `name` at `period`."""
    sql = (_FLOOR / f"{name}.sql").read_text(encoding="utf-8")
    found = store.query(sql.replace("$period", "?"), [period] * sql.count("$period"))
    return _forecast(found, period or "") if name == "forecast" else found


def _forecast(sums: pd.DataFrame, period: str) -> pd.DataFrame:
    """The year's total at each deadline: the same three methods, chosen by the same back-tests; no intervals."""
    rows = []
    for target, some in sums.groupby("target"):
        share = some["coverage"].iloc[0]
        values = some.loc[some["basis"] == "single", "revenue"].to_numpy(float, copy=True)
        values[-1] /= share
        deadline = _DEADLINES[str(target)]
        ahead = (int(deadline[:4]) * 4 + int(deadline[5])) - (int(period[:4]) * 4 + int(period[5]))
        horizon = max(ahead, _SEASON) if target == "" else ahead
        method, error, point = _chosen(values, horizon)
        known = some.loc[some["basis"] == "ytd", "revenue"].iloc[0] / share if ahead < _SEASON else 0.0
        total = point[max(ahead - _SEASON, 0) : ahead].sum() + known
        rows.append(("year", deadline, target, method, total, error))
        if target == "":
            rows += [("single", _after(period, step + 1), "", method, point[step], error) for step in range(_SEASON)]
    columns = ["basis", "target_period", "target", "method", "value_10k_cny", "backtest_error_pct"]
    return pd.DataFrame(rows, columns=columns)


def _chosen(values: np.ndarray, horizon: int) -> tuple[str, float, np.ndarray]:
    tested = 4 if horizon <= _SEASON else 8
    errors = {}
    for name, method in _METHODS.items():
        missed = actual = 0.0
        for origin in range(_TRAINING, len(values) - tested + 1):
            truth = values[origin : origin + tested]
            missed += float(np.abs(np.exp(method(np.log(values[:origin]), tested)) - truth).sum())
            actual += float(np.abs(truth).sum())
        errors[name] = missed / actual * 100
    best = min(errors, key=lambda name: errors[name])
    return best, errors[best], np.exp(_METHODS[best](np.log(values), horizon))


def _naive(series: np.ndarray, horizon: int) -> np.ndarray:
    return np.resize(series[-_SEASON:], horizon)


def _drift(series: np.ndarray, horizon: int) -> np.ndarray:
    step = (series[_SEASON:] - series[:-_SEASON]).mean()
    return _naive(series, horizon) + step * (np.arange(horizon) // _SEASON + 1)


def _damped(series: np.ndarray, horizon: int) -> np.ndarray:
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    model = ETSModel(series, trend="add", damped_trend=True, seasonal="add", seasonal_periods=_SEASON,
                     initialization_method="heuristic")  # fmt: skip
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")
        fitted = cast("ETSResults", model.fit(disp=False))
    return np.asarray(fitted.forecast(horizon))


_METHODS = {NAIVE: _naive, DRIFT: _drift, DAMPED: _damped}


def _after(period: str, quarters: int) -> str:
    at = int(period[:4]) * 4 + int(period[5]) - 1 + quarters
    return f"{at // 4}Q{at % 4 + 1}"
