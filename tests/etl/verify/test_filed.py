"""账上已有的数。"""

import pyarrow as pa

from etl.verify.filed import filed, filers
from etl.write.ledger import read_ledger, undo


def known(data, firms, *numbers, period="2026Q3", is_demo=False):
    """What is on the books of these firms, None for nothing."""
    found = filed(read_ledger(data), period, pa.array([firms[n] for n in numbers]), is_demo=is_demo)
    return [None if value != value else value for value in found.tolist()]


def test_the_last_filed_figure_is_the_known_one(load, form, data, firms):
    """同一家同一期报了两次，以后一次为准；撤回后一次，又以前一次为准；没报过的未知。"""
    load(form({0: 1, 1: 5}), at="2026-10-15")
    second = load(form({0: 2}), at="2026-10-16")
    assert known(data, firms, 0, 1, 2) == [2, 5, None]
    assert second.filing
    undo(data, second.filing, "")
    assert known(data, firms, 0, 1, 2) == [1, 5, None]


def test_only_the_period_asked_for_is_known(load, data, firms):
    """别的期的数不算；几期在一份里的，各归各期。"""
    header = ["统一社会信用代码", "企业名称", "营业收入（万元）", "报告期"]
    load([header, *([firms[0], "甲", n, f"2026Q{n}"] for n in (1, 2, 3))])
    assert known(data, firms, 0) == [3]
    assert known(data, firms, 0, period="2026Q1") == [1]
    assert known(data, firms, 0, period="2025Q3") == [None]
    assert filers(read_ledger(data), "2026Q2", is_demo=False) == {firms[0]: 2}


def test_demonstration_and_real_figures_are_kept_apart(load, form, data, firms):
    """演示数与真数各比各的。"""
    load(form({0: 1}, title="演示数据 "))
    assert known(data, firms, 0) == [None]
    assert known(data, firms, 0, is_demo=True) == [1]
