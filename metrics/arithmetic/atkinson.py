"""阿特金森指数与胡佛指数：多大一块要挪动，等于丢掉了多少。"""

import numpy as np


def atkinson(values: np.ndarray, epsilon: float) -> float:
    """1 − the equally distributed equivalent ÷ the mean; 0 all equal. With ε ≥ 1 any zero makes it 1.

    Definition: Atkinson (1970). NaN for no value, a negative one, or a mean of zero.
    """
    held = np.asarray(values, dtype=float)
    if held.size == 0 or held.min() < 0 or held.mean() <= 0:
        return float("nan")
    return float(1 - equivalent(held, epsilon) / held.mean())


def equivalent(values: np.ndarray, epsilon: float) -> float:
    """The value that, given to all alike, is worth as much: the geometric mean at ε = 1. No value: NaN."""
    held = np.asarray(values, dtype=float)
    if held.size == 0:
        return float("nan")
    if epsilon >= 1 and held.min() == 0:
        return 0.0
    if epsilon == 1:
        return float(np.exp(np.log(held).mean()))
    return float(np.mean(held ** (1 - epsilon)) ** (1 / (1 - epsilon)))


def hoover(values: np.ndarray, reference: np.ndarray | None = None) -> float:
    """½ Σ |share − reference share|: the part that would have to move; without a reference, against equal shares.

    The same against equal shares is also called Schutz or Pietra. NaN where a total is not positive.
    """
    held = np.asarray(values, dtype=float)
    other = np.ones_like(held) if reference is None else np.asarray(reference, dtype=float)
    if held.size == 0 or held.sum() <= 0 or other.sum() <= 0:
        return float("nan")
    return float(np.abs(held / held.sum() - other / other.sum()).sum() / 2)
