"""一家企业的同比和自己往年比：往前二十个季度的中位数、绝对偏差的中位数。企业多时建库就做好。"""

import duckdb
import numpy as np
import pyarrow as pa

from etl.step import sql

WINDOW = 20  # 季，往前看五年；与 metrics/sql/outliers.sql 相同
_AT_ONCE = 100_000  # 行。一次排序这么多行，内存不随企业数长


def keep_history(connection: duckdb.DuckDBPyConnection) -> None:
    """Fill `firm_history` quarter by quarter; needs `numbered` and `fact`.

    The growth rates of the WINDOW quarters before stand in a ring, a row per enterprise and basis.
    """
    ring = np.full((2 * _enterprises(connection), WINDOW), np.nan)
    last = None
    for year, quarter in connection.sql("SELECT DISTINCT year, quarter FROM filed ORDER BY year, quarter").fetchall():
        now = year * 4 + quarter
        for missing in range(now - WINDOW if last is None else max(last + 1, now - WINDOW), now):
            ring[:, missing % WINDOW] = np.nan
        connection.execute(sql("rated_quarter"), {"year": year, "quarter": quarter})
        rows = connection.sql("SELECT place, growth_pct FROM rated_quarter").fetchnumpy()
        place, growth = np.asarray(rows["place"]), np.ma.filled(rows["growth_pct"], np.nan)
        connection.register("past", normal(ring, place))
        connection.execute(sql("firm_history_of"))
        connection.unregister("past")
        ring[:, now % WINDOW] = np.nan
        ring[place, now % WINDOW] = growth
        last = now
    connection.execute("DROP TABLE IF EXISTS rated_quarter")


def normal(ring: np.ndarray, place: np.ndarray) -> pa.Table:
    """What is normal for the rows of `ring` (%, NaN where unknown) at `place`: median, MAD and how many are known.

    Null where nothing is known. The median of an even number is the mean of the two in the middle.
    """
    parts = [_normal(ring[place[at : at + _AT_ONCE]]) for at in range(0, max(len(place), 1), _AT_ONCE)]
    middle, spread, known = (np.concatenate(some) for some in zip(*parts, strict=True))
    return pa.table(
        {
            "median_pct": pa.array(middle, mask=known == 0),
            "mad_pp": pa.array(spread, mask=known == 0),
            "history": pa.array(known),
        }
    )


def _normal(rates: np.ndarray) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    known = np.count_nonzero(~np.isnan(rates), axis=1)
    middle = _median(rates, known)
    return middle, _median(np.abs(rates - middle[:, None]), known), known


def _median(values: np.ndarray, known: np.ndarray) -> np.ndarray:
    """The median of the known ones in each row; sorted, the unknown stand last."""
    ordered = np.sort(values, axis=1)
    rows, last = np.arange(len(values)), values.shape[1] - 1
    low, high = np.maximum(known - 1, 0) // 2, np.minimum(known // 2, last)
    return ordered[rows, low] + (ordered[rows, high] - ordered[rows, low]) * 0.5


def _enterprises(connection: duckdb.DuckDBPyConnection) -> int:
    [(count,)] = connection.sql("SELECT count(*) FROM numbered").fetchall()
    return int(count)
