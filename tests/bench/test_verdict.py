"""一项对照的结论。"""

from bench.verdict import Verdict, markdown


def test_the_bar_limits_the_ratio_of_medians():
    """3 ÷ 2 = 1.5，正好够；一次跑得特别慢，不影响中位数。"""
    assert Verdict("甲", [3, 3, 90], [2, 2, 2], 1.5, "秒").is_met
    assert not Verdict("甲", [4, 3.1, 3], [2, 2, 2], 1.5, "秒").is_met


def test_without_another_the_bar_limits_our_own_figure():
    """内存只看自己：中位 400 MB，不超过 600 MB。"""
    memory = Verdict("内存", [390, 400, 700], [], 600, "MB")
    assert (memory.value, memory.is_met) == (400, True)


def test_the_table_shows_both_sides_the_ratio_and_the_bar():
    """一项一行；不够的加粗，一眼看得见。"""
    table = markdown([Verdict("收表", [1.2, 1.0], [4, 5], 0.25, "秒"), Verdict("内存", [700], [], 600, "MB")])
    assert table.splitlines()[2:] == [
        "| 收表 | 1.10 秒（最小 1.00） | 4.50 秒（最小 4.00） | 0.24 | 0.25 | 0.25 | 够 |",
        "| 内存 | 700 MB（最小 700） | — | — | — | 600 MB | **不够** |",
    ]
