"""稳健的离群分数：中位数和绝对偏差的中位数，不怕个别怪数把尺子拉长。"""

from collections.abc import Sequence
from statistics import median

import numpy as np

Numbers = float | np.ndarray

NORMAL_QUARTILE = 0.6745  # 正态分布下，绝对偏差的中位数约等于它乘标准差
NO_SPREAD = 1e-9  # 年年一样的增速算下来也差在第十几位小数上，那不是波动


def robust_z(value: Numbers, middle: Numbers, spread: Numbers) -> Numbers:
    """0.6745 × (value − median) ÷ MAD; 0 where the MAD is 0 or mere rounding (Iglewicz & Hoaglin 1993).

    Numbers or arrays alike; 0 where the MAD is unknown (NaN).
    """
    with np.errstate(divide="ignore", invalid="ignore"):
        scores = NORMAL_QUARTILE * np.subtract(value, middle) / spread
    answer = np.asarray(np.where(np.asarray(spread) > NO_SPREAD, scores, 0.0))
    return answer if answer.ndim else float(answer)


def robust_scores(values: Sequence[float]) -> list[float]:
    """The robust z of every value among all of them; [] for none."""
    if not values:
        return []
    middle = median(values)
    spread = median(abs(value - middle) for value in values)
    return [float(robust_z(value, middle, spread)) for value in values]
