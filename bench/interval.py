"""预测区间准不准：在公布的季度序列上逐期往前看，数一数实际落在区间里的有几成。

用法：python -m bench.interval
序列是统计库自带的美国宏观季度数（1959—2009 年，实际国内生产总值、消费、投资、政府支出、M1）：够长，公开，与本区无关。
"""

from dataclasses import dataclass

import numpy as np
import pandas as pd

from metrics.outlook import outlook

HISTORY = 31  # 与本区到 2026 年三季度的历史一样长
STEP = 6
COLUMNS = ("realgdp", "realcons", "realinv", "realgovt", "m1")
YEAR_AHEAD, FOUR_YEARS_AHEAD = 4, 17


@dataclass(frozen=True)
class Held:
    """How many forecasts were made of the year that ends `ahead` quarters on, and what share each interval held."""

    ahead: int
    forecasts: int
    held_80_pct: float
    held_95_pct: float


def held(series: list[np.ndarray], ahead: int) -> Held:
    """Forecast the whole year ending `ahead` quarters on from every STEP-th quarter of every series, and count."""
    hits = [
        _hits(values[end - HISTORY : end], values[end + ahead - 4 : end + ahead].sum(), ahead)
        for values in series
        for end in range(HISTORY, len(values) - ahead + 1, STEP)
    ]
    shares = np.mean(hits, axis=0) * 100
    return Held(ahead, len(hits), float(shares[0]), float(shares[1]))


def published() -> list[np.ndarray]:
    """The quarterly series the statistics library ships, by column."""
    from statsmodels.datasets import macrodata

    table = pd.DataFrame(macrodata.load_pandas().data)
    return [table[name].to_numpy(float) for name in COLUMNS]


def _hits(history: np.ndarray, truth: float, ahead: int) -> tuple[bool, bool]:
    seen = outlook(history, ahead)
    if seen is None:
        return False, False
    low_95, low, high, high_95 = np.quantile(seen.paths[:, -4:].sum(axis=1), [0.025, 0.1, 0.9, 0.975])
    return bool(low <= truth <= high), bool(low_95 <= truth <= high_95)


def main() -> int:
    """Print the shares; 0 always: it reports, the README says what is expected."""
    series = published()
    for ahead in (YEAR_AHEAD, FOUR_YEARS_AHEAD):
        result = held(series, ahead)
        print(
            f"往前{ahead}季的全年：{result.forecasts}次，80%区间套住{result.held_80_pct:.0f}%，"
            f"95%区间套住{result.held_95_pct:.0f}%"
        )
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
