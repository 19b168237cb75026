"""稳健的离群分数：中位数和绝对偏差的中位数，不怕个别怪数把尺子拉长。"""

from collections.abc import Sequence
from statistics import median

NORMAL_QUARTILE = 0.6745  # 正态分布下，绝对偏差的中位数约等于它乘标准差
NO_SPREAD = 1e-9  # 年年一样的增速算下来也差在第十几位小数上，那不是波动


def robust_z(value: float, middle: float, spread: float) -> float:
    """0.6745 × (value − median) ÷ MAD; 0 where the MAD is 0 or mere rounding (Iglewicz & Hoaglin 1993)."""
    return NORMAL_QUARTILE * (value - middle) / spread if spread > NO_SPREAD else 0.0


def robust_scores(values: Sequence[float]) -> list[float]:
    """The robust z of every value among all of them; [] for none."""
    if not values:
        return []
    middle = median(values)
    spread = median(abs(value - middle) for value in values)
    return [robust_z(value, middle, spread) for value in values]
