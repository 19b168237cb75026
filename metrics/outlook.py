"""季度序列往前看：三种方法，滚动回测选误差最小的一种，模拟出区间。只认数，不认库。"""

import math
import os
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from importlib import import_module
from typing import TYPE_CHECKING, cast

import numpy as np

from etl.words import _
from metrics.fan import SEASON, growth_doubt, missed_ratio, widened

if TYPE_CHECKING:
    from statsmodels.tsa.exponential_smoothing.ets import ETSResults

MIN_TRAINING = 16  # 四年：平滑法定季节的起点就要三年半
NEAR, FAR = 4, 8  # 预测一年以内，回测往前看一年；更远的看两年
MIN_BACKTESTS = 5  # 再少，误差没有得比
SIMULATIONS = 2000
SEED = 20260101  # 固定：同样的数，同样的区间
_KEPT = 64  # 记得几个序列往前看的结果；一个约四十万字节
_FITS_KEPT = 1024  # 记得几段历史的平滑法预测，每段几个数；回测看一年与看两年，拟合的是同样几段

NAIVE, DRIFT, DAMPED = _("季节朴素"), _("季节漂移"), _("阻尼趋势指数平滑")


@dataclass(frozen=True)
class Outlook:
    """The chosen method, its back-test error (%), the number of back-tests, and what it says of the quarters ahead.

    `point` has one value a quarter ahead; `paths` is SIMULATIONS × quarters, simulated, in the unit of the series.
    """

    method: str
    error_pct: float
    backtests: int
    point: np.ndarray
    paths: np.ndarray


def outlook(values: np.ndarray, horizon: int) -> Outlook | None:
    """Look `horizon` quarters past the end of `values` (one a quarter, no gaps, at least `min_history(horizon)`).

    The method with the smallest back-test error is taken; the simpler one where two are equal. None where no method
    can be tested (a series of zeros). Positive series are forecast as logarithms, so growth is a rate. The paths are
    never narrower than what the back-tests of the method missed (metrics.fan). The same values give the same answer,
    so the last ones are remembered, by the values themselves; its arrays can't be written to.
    """
    return _looked(tuple(values.tolist()), horizon)


@lru_cache(maxsize=_KEPT)
def _looked(series: tuple[float, ...], horizon: int) -> Outlook | None:
    values = np.array(series)
    tested = test_quarters(horizon)
    tests = {name: backtests(values, method, tested) for name, method in METHODS.items()}
    errors = {name: error_pct(*test) for name, test in tests.items()}
    known = {name: error for name, error in errors.items() if not math.isnan(error)}
    if not known:
        return None
    best = min(known, key=lambda name: known[name])
    scaled, unscaled = _scale(values)
    rng = np.random.default_rng(SEED)
    point = METHODS[best](scaled, horizon)
    paths = _SIMULATORS[best](scaled, horizon, rng)
    if best != DRIFT:  # 漂移的走势自己带着增速的误差
        paths = paths + growth_doubt(_yearly_steps(scaled), paths.shape, rng)
    ratio = missed_ratio(*tests[best], unscaled(paths))
    paths = widened(point, paths, ratio, len(values), rng)
    seen = Outlook(best, known[best], len(tests[best][0]), unscaled(point), unscaled(paths))
    for kept in (seen.point, seen.paths):
        kept.setflags(write=False)
    return seen


def test_quarters(horizon: int) -> int:
    """How far a back-test looks: NEAR for a horizon within a year, FAR beyond."""
    return NEAR if horizon <= NEAR else FAR


def min_history(horizon: int) -> int:
    """Quarters of history needed to look `horizon` quarters ahead: as many as ahead, and enough for the back-tests."""
    return max(MIN_TRAINING + test_quarters(horizon) + MIN_BACKTESTS - 1, horizon)


def origins(length: int, tested: int) -> range:
    """How much of the series each back-test may see: from MIN_TRAINING quarters to all but the last `tested`."""
    return range(MIN_TRAINING, length - tested + 1)


def backtests(
    values: np.ndarray, method: Callable[[np.ndarray, int], np.ndarray], tested: int = NEAR
) -> tuple[np.ndarray, np.ndarray]:
    """Forecasts and what came of them, origins × the next `tested` single quarters, in the unit of the series."""
    scaled, unscaled = _scale(values)
    starts = origins(len(values), tested)
    forecasts = np.array([unscaled(method(scaled[:origin], tested)) for origin in starts])
    return forecasts, np.array([values[origin : origin + tested] for origin in starts])


def error_pct(forecasts: np.ndarray, truths: np.ndarray) -> float:
    """Σ|forecast − actual| ÷ Σ|actual| × 100 over every back-test and quarter (WAPE).

    Weighted, so that a quarter near zero does not decide; NaN where a forecast failed or all actuals are zero.
    """
    actual = float(np.abs(truths).sum())
    return float(np.abs(forecasts - truths).sum()) / actual * 100 if actual > 0 else math.nan


def seasonal_naive(series: np.ndarray, horizon: int) -> np.ndarray:
    """The same quarter a year before, again and again (Hyndman & Athanasopoulos, FPP3 §5.2)."""
    return np.resize(series[-SEASON:], horizon)


def seasonal_drift(series: np.ndarray, horizon: int) -> np.ndarray:
    """The same quarter a year before, plus the mean yearly change so far for every year ahead (FPP3 §5.2, seasonal)."""
    years_ahead = np.arange(horizon) // SEASON + 1
    return seasonal_naive(series, horizon) + _yearly_steps(series).mean() * years_ahead


def damped_trend(series: np.ndarray, horizon: int) -> np.ndarray:
    """ETS(A,Ad,A): level, damped trend and additive season by exponential smoothing (FPP3 §8.4), from statsmodels."""
    return _damped(tuple(series.tolist()), max(horizon, FAR))[:horizon].copy()


@lru_cache(maxsize=_FITS_KEPT)
def _damped(series: tuple[float, ...], horizon: int) -> np.ndarray:
    try:
        return np.asarray(_fitted(series).forecast(horizon))
    except (ValueError, np.linalg.LinAlgError):
        return np.full(horizon, math.nan)


METHODS: dict[str, Callable[[np.ndarray, int], np.ndarray]] = {
    NAIVE: seasonal_naive,
    DRIFT: seasonal_drift,
    DAMPED: damped_trend,
}


def _scale(values: np.ndarray) -> tuple[np.ndarray, Callable[[np.ndarray], np.ndarray]]:
    if (values > 0).all():
        return np.log(values), np.exp
    return values, lambda series: series


def _yearly_steps(series: np.ndarray) -> np.ndarray:
    return series[SEASON:] - series[:-SEASON]


def load_library() -> None:
    """Load the statistics library now, so that the first forecast need not wait for it (nearly a second)."""
    # 几十个数的线性代数分给几个线程，等线程比算数久十倍：载入前就说只用一个
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    import_module("statsmodels.tsa.exponential_smoothing.ets")


@lru_cache(maxsize=4)  # 点与走势接着要的是同一个拟合
def _fitted(series: tuple[float, ...]) -> "ETSResults":
    load_library()  # 只在这里载入：别的命令不必等
    from statsmodels.tsa.exponential_smoothing.ets import ETSModel

    model = ETSModel(
        np.array(series),
        error="add",
        trend="add",
        damped_trend=True,
        seasonal="add",
        seasonal_periods=SEASON,
        initialization_method="heuristic",
    )
    with warnings.catch_warnings(), np.errstate(all="ignore"):
        warnings.simplefilter("ignore")  # 不收敛的方法回测误差大，自然落选
        return cast("ETSResults", model.fit(disp=False))


def _naive_paths(series: np.ndarray, horizon: int, rng: np.random.Generator) -> np.ndarray:
    shocks = _blocks(_yearly_steps(series), horizon, rng)
    signs = rng.choice([-1.0, 1.0], size=(SIMULATIONS, shocks.shape[1], 1))  # 方法说不增不减，两边一样可能
    return _walked(series, shocks * signs, horizon)


def _drift_paths(series: np.ndarray, horizon: int, rng: np.random.Generator) -> np.ndarray:
    """The drift itself is uncertain too: its standard error counts whole years, not overlapping quarters."""
    steps = _yearly_steps(series)
    drift = rng.normal(steps.mean(), steps.std(ddof=1) / math.sqrt(len(steps) / SEASON), size=(SIMULATIONS, 1, 1))
    return _walked(series, _blocks(steps - steps.mean(), horizon, rng) + drift, horizon)


def _damped_paths(series: np.ndarray, horizon: int, rng: np.random.Generator) -> np.ndarray:
    fitted = _fitted(tuple(series.tolist()))
    return np.asarray(fitted.simulate(horizon, anchor="end", repetitions=SIMULATIONS, rng=rng)).T


_SIMULATORS: dict[str, Callable[[np.ndarray, int, np.random.Generator], np.ndarray]] = {
    NAIVE: _naive_paths,
    DRIFT: _drift_paths,
    DAMPED: _damped_paths,
}


def _blocks(steps: np.ndarray, horizon: int, rng: np.random.Generator) -> np.ndarray:
    """Four past changes in a row for each year ahead: a good year is good in all its quarters; they stay together."""
    years = math.ceil(horizon / SEASON)
    starts = rng.integers(0, len(steps) - SEASON + 1, size=(SIMULATIONS, years, 1))
    return steps[starts + np.arange(SEASON)]


def _walked(series: np.ndarray, changes: np.ndarray, horizon: int) -> np.ndarray:
    levels = series[-SEASON:] + np.cumsum(changes, axis=1)
    return levels.reshape(SIMULATIONS, -1)[:, :horizon]
