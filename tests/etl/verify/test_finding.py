"""对收得下的行说一句话。"""

import numpy as np
import pytest

from etl.rule import Rule, rules
from etl.verify.finding import plain, row_findings


@pytest.fixture
def two_at_most(monkeypatch):
    """The catalog with two findings of a rule listed at most."""
    entries = dict(rules())
    old = entries["more_of_a_rule"]
    entries["more_of_a_rule"] = Rule(old.level, old.scope, old.title, old.message, old.remedy, {"shown": 2})
    monkeypatch.setattr("etl.rule.rules", lambda: entries)


@pytest.mark.usefixtures("two_at_most")
def test_beyond_the_cap_the_heaviest_are_listed_and_the_rest_counted(rows, sheets):
    """同一条规则处数太多：只列钱最多的几处，仍按行的次序，另说一共多少处。"""
    found = row_findings("negative", rows([-1, -9, -3, -8]), sheets, "revenue_10k_cny", np.arange(4), lambda _at: {})
    assert [issue.row for issue in found] == [3, 5, None]
    assert found[-1].message == "“负数”一共 4 处，这里只列出前 2 处；请先改这些，整份再交一次。"


def test_a_finding_about_a_column_the_sheet_lacks_stands_at_its_first(rows, sheets):
    """表里没有那一列，就指着第一列。"""
    [issue] = row_findings("new_firm", rows([1]), sheets, "subdistrict", np.array([0]), lambda _at: {})
    assert issue.cell == "A2"


@pytest.mark.parametrize(("number", "text"), [(1234.5, "1,234.5"), (100.0, "100"), (0.126, "0.13"), (-3.0, "-3")])
def test_a_figure_is_written_plainly(number, text):
    """两位小数，千分位，不留零。"""
    assert plain(number) == text
