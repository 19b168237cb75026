"""基尼系数：各家之间的，加权的，与对着参照的（专业化、地区集中）。"""

from typing import Any

import numpy as np
import pandas as pd


def from_sums(placed: pd.Series, total: pd.Series, enterprises: pd.Series) -> pd.Series:
    """(n + 1)/n − 2 Σ place·x ÷ (n Σx), the largest at place 1; 0 all equal, 1 − 1/n one has all.

    Zeros count as members. Null where the total is not positive. Definition: Gini (1912), no small-sample factor.
    """
    return _coefficient(placed, total, enterprises.astype(float)).where(total > 0).clip(lower=0)


def _coefficient(placed: Any, total: Any, n: Any) -> Any:  # noqa: ANN401  # 数与列一样算
    return (n + 1) / n - 2 * placed / (n * total)


def normalised(gini: pd.Series, enterprises: pd.Series) -> pd.Series:
    """G · n ÷ (n − 1), so that one having all is 1; null for fewer than two."""
    n = enterprises.where(enterprises > 1).astype(float)
    return gini * n / (n - 1)


def gini(values: np.ndarray) -> float:
    """The coefficient of plain values; NaN for none, a negative one, or a total of zero."""
    held = np.sort(np.asarray(values, dtype=float))[::-1]
    if held.size == 0 or held[-1] < 0:
        return float("nan")
    total = held.sum()
    placed = np.dot(np.arange(1, held.size + 1), held)
    return max(0.0, float(_coefficient(placed, total, held.size))) if total > 0 else float("nan")


def gini_normalised(values: np.ndarray) -> float:
    """The coefficient of plain values times n ÷ (n − 1)."""
    return float(normalised(pd.Series([gini(values)]), pd.Series([len(values)])).iloc[0])


def gini_weighted(values: np.ndarray, weights: np.ndarray) -> float:
    """The coefficient of values that stand for `weights` members each: twice the area above the Lorenz curve."""
    order = np.argsort(values, kind="stable")
    value, weight = np.asarray(values, dtype=float)[order], np.asarray(weights, dtype=float)[order]
    people, held = weight / weight.sum(), value * weight / np.dot(value, weight)
    curve = np.cumsum(held)
    return float(1 - np.dot(people, 2 * curve - held))


def gini_against(part: np.ndarray, reference: np.ndarray) -> float:
    """Gini of part ÷ reference, unweighted: 0 same everywhere, 1 − 1/n all in one place.

    An activity's `part` by area against the areas' totals is its concentration in space; an area's `part` by activity
    against the activities' totals is its specialisation. Definition: Farhauer & Kröll (2013), as in REAT gini.conc and
    gini.spec.
    """
    return gini(np.asarray(part, dtype=float) / np.asarray(reference, dtype=float))
