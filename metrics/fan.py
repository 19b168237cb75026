"""扇面的宽窄：模拟走势只带着模型自己认的起伏，放宽到不窄于回测真正错过的幅度。只认数，不认库。"""

import math

import numpy as np

SEASON = 4
LEVEL_AND_TREND = 2  # 水平与趋势各占去一年的自由度
_NO_SPREAD = 1e-12


def widened(point: np.ndarray, paths: np.ndarray, ratio: float, history: int, rng: np.random.Generator) -> np.ndarray:
    """`paths` (simulations × quarters) spread out around `point` (quarters), both on the scale they were made on.

    Every path is stretched by `ratio` (never below 1) and by the chance factor that makes a normal spread Student's t
    with whole years of history − 2 degrees of freedom: a spread learnt from seven years is itself uncertain. Without
    both, 80 % intervals a year ahead held 70 % of published quarterly series (bench/interval.py). Source: Chatfield
    (1993), Calculating interval forecasts, on why the intervals of a fitted model are too narrow.
    """
    freedom = max(history / SEASON - LEVEL_AND_TREND, 1.0)
    stretch = ratio * np.sqrt(freedom / rng.chisquare(freedom, size=(len(paths), 1)))
    return point + (paths - point) * stretch


def growth_doubt(yearly_steps: np.ndarray, shape: tuple[int, int], rng: np.random.Generator) -> np.ndarray:
    """What not knowing the mean yearly change well does to `shape` (simulations × quarters): a straight drift a path.

    Its standard error counts whole years, since the yearly steps of neighbouring quarters overlap. A method that says
    nothing about growth, or lets it fade, is no surer of it: without this an interval four years ahead held 65 %.
    """
    error = yearly_steps.std(ddof=1) / math.sqrt(len(yearly_steps) / SEASON)
    simulations, quarters = shape
    return rng.normal(0.0, error, size=(simulations, 1)) * (np.arange(quarters) + 1) / SEASON


def missed_ratio(forecasts: np.ndarray, truths: np.ndarray, paths: np.ndarray) -> float:
    """How many times the simulated spread the back-tests really missed by, at least 1.

    `forecasts` and `truths` are origins × tested quarters, `paths` simulations × quarters ahead, all in the unit of
    the series and positive for logarithms to be compared, else compared as they are. Both spreads are of the sum over
    the last four quarters that both cover: root mean square of what was missed ÷ standard deviation of the paths. 1
    where the paths don't spread or a side is not finite.
    """
    end = min(forecasts.shape[1], paths.shape[1])
    last = slice(max(end - SEASON, 0), end)
    forecast, truth, path = (part[:, last].sum(axis=1) for part in (forecasts, truths, paths))
    if min(forecast.min(), truth.min(), path.min()) > 0:
        forecast, truth, path = np.log(forecast), np.log(truth), np.log(path)
    spread = float(path.std())
    missed = math.sqrt(float(np.square(forecast - truth).mean()))
    is_known = math.isfinite(spread) and math.isfinite(missed) and spread > _NO_SPREAD
    return max(1.0, missed / spread) if is_known else 1.0
