"""企业各数的若干合计：每行一个，连同外人知道它到什么地步（分文不差，或舍入到哪一段）。"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from metrics.disclosure.movement import Rows

Row = tuple[tuple[int, float], ...]  # 位次与系数，按位次排


def row(amounts: Mapping[int, float]) -> Row:
    """A sum in one order, without what cancels out."""
    return tuple(sorted((place, one) for place, one in amounts.items() if one))


def of_firms(firms: Sequence[int]) -> Row:
    """The sum of a set of firms."""
    return tuple((firm, 1.0) for firm in firms)


@dataclass(frozen=True)
class Sums:
    """Sums over the places of a roll; a sum may move from the true value by `low` (not positive) to `high`, 万元."""

    rows: tuple[Row, ...] = ()
    low: tuple[float, ...] = ()
    high: tuple[float, ...] = ()

    def __add__(self, other: "Sums") -> "Sums":
        return Sums(self.rows + other.rows, self.low + other.low, self.high + other.high)

    def only(self, wanted: Sequence[bool]) -> "Sums":
        """Some of them."""
        kept = [number for number, one in enumerate(wanted) if one]
        return Sums(
            tuple(self.rows[one] for one in kept),
            tuple(self.low[one] for one in kept),
            tuple(self.high[one] for one in kept),
        )


def exact(rows: Sequence[Row]) -> Sums:
    """Sums shown to the cent."""
    return Sums(tuple(rows), (0.0,) * len(rows), (0.0,) * len(rows))


def matrix(rows: Sequence[Row], size: int) -> Rows:
    """One line per sum, one column per place."""
    lengths = [len(one) for one in rows]
    places = [place for one in rows for place, _amount in one]
    amounts = [amount for one in rows for _place, amount in one]
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    return sparse.csr_array((np.array(amounts, dtype=float), np.array(places, dtype=int), starts), (len(rows), size))
