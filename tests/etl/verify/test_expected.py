"""应报的报了没有。"""

import pytest

NAMES = ["统一社会信用代码", "企业名称", "所属街道", "注销迁出日期"]
HEADER = ["统一社会信用代码", "企业名称", "所属街道", "营业收入（万元）", "报告期"]
PLACES = ["甲街道", "甲街道", "甲街道", "乙街道", "乙街道", "乙街道"]


@pytest.fixture
def told(load, firms):
    """What is said of a form of these firms for 2026Q3; all six of the register filed the quarter before, one left."""
    load(
        [NAMES, *([firms[n], f"第{n}公司", place, "2026-07-01" if n == 5 else None] for n, place in enumerate(PLACES))]
    )

    def file(numbers, period="2026Q3"):
        rows = [[firms[n], f"第{n}公司", PLACES[n], 100 * (n + 1), period] for n in numbers]
        issues = load([HEADER, *rows]).issues
        return [(issue.rule, issue.message, issue.stake_10k_cny) for issue in issues if not issue.cell]

    file(range(6), "2026Q2")
    return file


def test_firms_that_filed_before_and_are_missing_now_are_named(told):
    """五家应报（一家已迁出），报了四家：点名差的那家，说出牵涉多少钱。"""
    assert told([0, 1, 2, 3]) == [
        ("expected_missing", "还有 1 家上期报过的企业这次没有报：第4公司；请催报，或说明原因。", 500)
    ]


def test_a_form_of_one_subdistrict_answers_for_that_one(told):
    """只报甲街道的，只问甲街道的。"""
    [(rule, message, stake)] = told([0, 2])
    assert (rule, stake) == ("expected_missing", 200)
    assert message == "甲街道还有 1 家上期报过的企业这次没有报：第1公司；请催报，或说明原因。"


def test_what_other_files_hold_of_the_period_counts(told):
    """分两份报来的，第二份不再说第一份里的没有报。"""
    told([0, 1, 2])
    assert told([3, 4]) == []


def test_a_small_part_is_taken_for_a_later_addition(told):
    """应报五家只来一家：当作补报，提示一声。"""
    told([0, 3])
    [(rule, message, _stake)] = told([1])
    assert (rule, message) == (
        "partial_filing",
        "甲街道上期报过 3 家，这份文件里有 1 家，当作补报或分批报送；全部收齐后请看报送情况。",
    )
