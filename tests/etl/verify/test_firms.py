"""一行说的是不是这家企业。"""

import pytest

NAMES = ["统一社会信用代码", "企业名称", "所属街道"]
HEADER = ["统一社会信用代码", "企业名称", "营业收入（万元）", "报告期"]


@pytest.fixture
def listed(load, firms):
    """A register of five firms: 甲 to 戊."""
    assert load(
        [NAMES, *([firms[n], f"{name}科技有限公司", "泉城路街道"] for n, name in enumerate("甲乙丙丁戊"))]
    ).filing


@pytest.fixture
def told(load, firms):
    """(rule, cell, message) of what is said of rows (firm or code, name), beside two firms as the register has them."""

    def run(*rows):
        given = [[firms[4], "戊科技有限公司"], [firms[3], "丁科技有限公司"], *rows]
        codes = [[firms[code] if isinstance(code, int) else code, name, 500, "2026Q3"] for code, name in given]
        issues = load([HEADER, *codes]).issues
        return [(issue.rule, issue.cell, issue.message) for issue in issues]

    return run


@pytest.mark.usefixtures("listed")
def test_a_code_under_another_name_is_told(told):
    """代码在名录里是别的名称：提醒，说出名录里的；简称不算。"""
    rows = [(0, "甲科技"), (1, "乙科技有限公司")]
    assert told(*rows) == []
    assert told(*rows, (2, "完全另一家公司")) == [
        (
            "name_differs",
            "B6",
            "完全另一家公司：这个代码在名录里是“丙科技有限公司”，这里写的是“完全另一家公司”；"
            "改了名的请先更新名录，否则请核对代码。",
        )
    ]


@pytest.mark.usefixtures("listed")
def test_a_name_under_another_code_is_told(told, firms):
    """名录里这个名称是另一个代码：提醒，说出名录里的代码。"""
    assert told((6, "甲科技有限公司")) == [
        (
            "code_differs",
            "A4",
            f"甲科技有限公司：名录里“甲科技有限公司”的代码是 {firms[0]}，这里写的是 {firms[6]}；请核对代码。",
        )
    ]


@pytest.mark.usefixtures("listed")
def test_a_firm_the_register_lacks_is_noted(told):
    """名录里没有的新企业：照收，提示一声。"""
    [(rule, cell, message)] = told((6, "新来的公司"))
    assert (rule, cell) == ("new_firm", "A4")
    assert message == "新来的公司：名录里没有这家企业；新增的企业请在名录里补上，否则归不到集群。"


@pytest.mark.usefixtures("listed")
def test_a_whole_form_of_other_names_is_told_once(told):
    """整张表写的都是别的叫法：只说一句，不逐家说。"""
    [(rule, _cell, message)] = told(*((n, f"{n}号店") for n in range(3)))
    assert rule == "names_of_another_kind"
    assert message.startswith("3 家企业的名称与名录不同")


@pytest.mark.usefixtures("listed")
def test_a_bad_code_comes_with_the_one_the_register_has(told, firms):
    """代码错一位，名称在名录里：说出名录里的代码。"""
    [(rule, cell, message)] = told((firms[0][:-1] + "X", "甲科技有限公司"))
    assert (rule, cell) == ("code_check", "A4")
    assert message.endswith(f"请对照营业执照核对。名录里这家企业的代码是 {firms[0]}。")


def test_one_name_with_two_codes_in_a_file_is_told_without_any_register(told, firms):
    """同一个名称两个代码：两行都提醒，说出两个代码。"""
    found = told((0, "甲公司"), (1, "甲公司"))
    assert [(rule, cell) for rule, cell, _message in found] == [
        ("name_with_two_codes", "B4"),
        ("name_with_two_codes", "B5"),
    ]
    assert f"表里“甲公司”有 2 个代码：{firms[0]}、{firms[1]}" in found[0][2]
