"""两种构成有多像：重合度与余弦；只算数，不取数。"""

import numpy as np
from numpy.typing import ArrayLike, NDArray

Numbers = NDArray[np.float64]


def shares(levels: ArrayLike) -> Numbers:
    """Each row as shares of its own sum; NaN where the sum is not positive."""
    levels = np.atleast_2d(np.asarray(levels, dtype=np.float64))
    total = levels.sum(axis=1, keepdims=True)
    return np.divide(levels, total, out=np.full_like(levels, np.nan), where=total > 0)


def overlap(first: ArrayLike, second: ArrayLike) -> float:
    """Σ min of two lists of levels as shares = 1 − Krugman's index ÷ 2: 1 the same structure, 0 nothing in common."""
    return float(np.minimum(shares(first)[0], shares(second)[0]).sum())


def krugman(first: ArrayLike, second: ArrayLike) -> float:
    """Krugman (1991): Σ |share − share|, 0 the same structure, 2 nothing in common."""
    return 2 - 2 * overlap(first, second)


def overlaps(levels: ArrayLike) -> Numbers:
    """`overlap` of every row with every row."""
    rows = shares(levels)
    return np.array([np.minimum(row, rows).sum(axis=1) for row in rows]).reshape(len(rows), len(rows))


def cosines(levels: ArrayLike) -> Numbers:
    """Cosine of the angle between every row and every row; NaN for a row of zeros."""
    rows = np.atleast_2d(np.asarray(levels, dtype=np.float64))
    length = np.linalg.norm(rows, axis=1, keepdims=True)
    unit = np.divide(rows, length, out=np.full_like(rows, np.nan), where=length > 0)
    return unit @ unit.T
