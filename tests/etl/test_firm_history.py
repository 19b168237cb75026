"""往期的常态：一行一家，中位数、绝对偏差的中位数、有几期；没有的空着。"""

import numpy as np

from etl.firm_history import normal

UNKNOWN = np.nan


def told(*rates):
    """The norms of rows of rates, as lists."""
    ring = np.array(rates, dtype=float)
    return normal(ring, np.arange(len(ring))).to_pydict()


def test_the_median_and_its_deviation_are_those_of_the_known_rates():
    """1、2、4、9 里未知的不算：奇数取中间，偶数取中间两个的平均；偏差是 1、0、2 与 2、1、1、6。"""
    assert told([4, UNKNOWN, 1, 2], [9, 1, 2, 4]) == {"median_pct": [2, 3], "mad_pp": [1, 1.5], "history": [3, 4]}


def test_a_firm_without_history_has_no_norm():
    """一期也没有：空，不是零；只有一期：它自己，偏差是知道的零。"""
    assert told([UNKNOWN, UNKNOWN], [5, UNKNOWN]) == {"median_pct": [None, 5], "mad_pp": [None, 0], "history": [0, 1]}


def test_only_the_rows_asked_for_are_answered_in_the_order_asked():
    """位置写几就取第几行；一个也不要，就是空表。"""
    ring = np.array([[1.0], [2.0], [3.0]])
    assert normal(ring, np.array([2, 0])).to_pydict()["median_pct"] == [3, 1]
    assert normal(ring, np.array([], dtype=int)).num_rows == 0
