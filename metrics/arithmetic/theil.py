"""泰尔指数两种、熵与组内组间分解：T 与 L 各叫各的名字。"""

import numpy as np


def theil_t(values: np.ndarray) -> float:
    """Theil T: Σ s ln(s n), s the share of each; a zero adds nothing. 0 all equal, ln n one has all.

    NaN for no value, a negative one, or a total of zero. Definition: Theil (1967).
    """
    share = _shares(values)
    held = share[share > 0]
    return float(np.sum(held * np.log(held * share.size))) if share.size else float("nan")


def theil_l(values: np.ndarray) -> float:
    """Theil L, the mean log deviation: ln(mean) − mean(ln x). NaN where any value is zero: it has no logarithm.

    Leaving the zeros out would describe another, smaller population. Some programs call this one just "theil".
    """
    share = _shares(values)
    if share.size == 0 or share.min() == 0:
        return float("nan")
    return float(-np.mean(np.log(share * share.size)))


def entropy(values: np.ndarray) -> float:
    """Shannon entropy in nats, −Σ s ln s: ln n all equal, 0 one has all; Theil T = ln n − entropy."""
    share = _shares(values)
    held = share[share > 0]
    return float(-np.sum(held * np.log(held))) if share.size else float("nan")


def decomposed(values: np.ndarray, groups: np.ndarray) -> dict[str, float]:
    """Theil T of all as `within` + `between` groups that don't overlap: Σ s_g T_g and Σ s_g ln(s_g ÷ (n_g ÷ n))."""
    share, groups = _shares(values), np.asarray(groups)
    within = between = 0.0
    for group in dict.fromkeys(groups.tolist()):
        own = share[groups == group]
        held = own.sum()
        if held > 0:
            within += held * theil_t(own)
            between += float(held * np.log(held * share.size / own.size))
    return {"total": theil_t(values), "within": float(within), "between": between}


def _shares(values: np.ndarray) -> np.ndarray:
    held = np.asarray(values, dtype=float)
    if held.size == 0 or held.min() < 0 or held.sum() <= 0:
        return np.array([])
    return held / held.sum()
