"""攻击者知道的写成一个线性系统，与原来的同解，只是小些。

上市公司四期四张表是三十七万行、近一千万个数：份额、拉动的每一行都带着全体企业。合计分文不差地知道，就把它代进去，那一行只剩
自己一格的几家；成比例的几行是同一句话，界取交集。
"""

from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
from scipy import sparse

from bench.knowledge import Knowledge, Variable

Matrix: TypeAlias = Any  # scipy 的稀疏阵：它自己的类型标注不全
_LONG = 100  # 多少个数的行值得代
_MOST = 300


@dataclass(frozen=True)
class System:
    """All that is known as one system over the variables' distances from the truth: low <= rows · distance <= high."""

    variables: tuple[Variable, ...]
    rows: Matrix
    low: np.ndarray
    high: np.ndarray

    @property
    def floor(self) -> np.ndarray:
        """A figure is not negative unless it truly is."""
        true = np.array([one[3] for one in self.variables])
        return np.minimum(-true, 2 * true)

    def off(self, moved: np.ndarray) -> float:
        """By how much distances are beyond what is known (万元): what a solver leaves over."""
        sums = self.rows @ moved
        return float(max(np.max(one, initial=0.0) for one in (self.low - sums, sums - self.high, self.floor - moved)))

    def part(self, columns: np.ndarray) -> "System":
        """The system where every other figure is what it is: whatever is possible here is possible in the whole."""
        rows = sparse.csr_array(self.rows[:, columns])
        kept = np.flatnonzero(np.diff(rows.indptr) > 0)
        rows, low, high = _merged(rows[kept], self.low[kept], self.high[kept])
        return System(tuple(self.variables[one] for one in columns), rows, low, high)


def system(known: Knowledge) -> System:
    """The knowledge as a system.

    A sum is taken to be known to 1e-12 of the amounts in it, which is what adding them up is good for; coarser, small
    firms would be hidden among large ones that are not. Raises ValueError where the truth is not what was said.
    """
    variables = tuple(dict.fromkeys([*(one for row in known.rows for one in row), *sorted(known.seen)]))
    place = {variable: number for number, variable in enumerate(variables)}
    lengths = [len(row) for row in known.rows]
    columns = np.array([place[one] for row in known.rows for one in row], dtype=int)
    values = np.array([value for row in known.rows for value in row.values()], dtype=float)
    starts = np.concatenate([[0], np.cumsum(lengths)]).astype(int)
    rows = sparse.csr_array((values, columns, starts), shape=(len(known.rows), len(variables)))
    size = np.abs([one[3] for one in variables])
    true = rows @ np.array([one[3] for one in variables]) if len(variables) else np.zeros(0)
    slack = _slack(rows, size)
    low, high = np.array(known.low) - true, np.array(known.high) - true
    wrong = np.flatnonzero((low > slack) | (high < -slack)).tolist()
    if wrong:
        raise ValueError(f"写错了的等式：{known.rows[wrong[0]]}，{known.low[wrong[0]]}–{known.high[wrong[0]]}")
    rows = _substituted(rows, np.array(known.low) == np.array(known.high))
    slack = _slack(rows, size)
    rows, low, high = _merged(rows, np.minimum(low, 0) - slack, np.maximum(high, 0) + slack)
    return System(variables, rows, low, high)


def _slack(rows: Matrix, size: np.ndarray) -> np.ndarray:
    return np.maximum(1e-7, 1e-12 * (abs(rows) @ size)) if len(size) else np.zeros(rows.shape[0])


def _substituted(rows: Matrix, is_exact: np.ndarray) -> Matrix:
    """Long rows less a multiple of a known sum where that leaves them short. What is known to the cent is no distance
    from the truth, so the bounds stay.
    """
    lengths = np.diff(rows.indptr)
    long = sorted(np.flatnonzero(lengths > _LONG).tolist(), key=lambda one: (-lengths[one], one))
    own = {one: slice(rows.indptr[one], rows.indptr[one + 1]) for one in long}
    plain = [one for one in long if is_exact[one] and np.ptp(np.abs(rows.data[own[one]])) == 0]
    sums = [(rows.indices[own[one]], rows.data[own[one]]) for one in plain[:_MOST]]
    changed: list[tuple[int, np.ndarray, np.ndarray]] = []
    for one in sorted(set(long) - set(plain)):
        row = np.zeros(rows.shape[1])
        row[rows.indices[own[one]]] = rows.data[own[one]]
        taken = [_less(row, *known) for known in sums]
        if any(taken):
            places = np.flatnonzero(row)
            changed.append((one, places, row[places]))
    if not changed:
        return rows
    numbers, places, values = zip(*changed, strict=True)
    starts = np.concatenate([[0], np.cumsum([len(one) for one in places])])
    short = sparse.csr_array(
        (np.concatenate(values), np.concatenate(places), starts), shape=(len(numbers), rows.shape[1])
    )
    order = np.arange(rows.shape[0])
    order[list(numbers)] = rows.shape[0] + np.arange(len(numbers))
    return sparse.csr_array(sparse.vstack([rows, short]).tocsr()[order])


def _less(row: np.ndarray, places: np.ndarray, values: np.ndarray) -> bool:
    """Take a known sum out of a row, the multiple most of its firms have; whether that made it shorter."""
    few = row[places[:: max(1, len(places) // 16)]]
    if np.count_nonzero(few) * 2 < len(few):
        return False
    times = row[places] / values
    usual = np.median(times)
    if not usual or np.count_nonzero(times == usual) * 2 <= len(places):
        return False
    row[places] = np.where(times == usual, 0.0, row[places] - usual * values)
    return True


def _merged(rows: Matrix, low: np.ndarray, high: np.ndarray) -> tuple[Matrix, np.ndarray, np.ndarray]:
    """Rows that are multiples of one another said once, within all their bounds; a row of nothing says nothing."""
    rows.eliminate_zeros()
    rows.sort_indices()
    kept = np.flatnonzero(np.diff(rows.indptr) > 0)
    rows, low, high = rows[kept], low[kept], high[kept]
    starts, lengths = rows.indptr[:-1], np.diff(rows.indptr)
    first = rows.data[starts]
    scaled = rows.data / np.repeat(first, lengths)
    digits = np.floor(np.log10(np.abs(scaled)))
    words = np.column_stack([rows.indices.astype(float), digits, np.round(scaled / 10.0**digits, 10)])
    places: dict[bytes, int] = {}
    same = np.array(
        [
            places.setdefault(words[start : start + length].tobytes(), len(places))
            for start, length in zip(starts.tolist(), lengths.tolist(), strict=True)
        ],
        dtype=int,
    )
    lows, highs = np.full(len(places), -np.inf), np.full(len(places), np.inf)
    np.maximum.at(lows, same, np.where(first > 0, low, high) / first)
    np.minimum.at(highs, same, np.where(first > 0, high, low) / first)
    _same, once = np.unique(same, return_index=True)
    times = first[once]
    return rows[once], np.where(times > 0, lows, highs) * times, np.where(times > 0, highs, lows) * times
