"""reports/inert.py：文字不变成公式。"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.inert import inert

# ../shared/hostile/make_hostile.py 的十六种写法（CSVI）
PAYLOADS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "@SUM(1,1)",
    "+1+1",
    "-1+1",
    '=HYPERLINK("http://127.0.0.1:9/?"&A1,"点")',
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "＋1",
    "－1",
    "＠SUM(1)",
    '"=1+1',
    "a\n=1+1",
    ";=1+1",
    " =1+1",
]


@pytest.mark.parametrize("text", PAYLOADS)
def test_no_cell_begins_with_a_formula_nor_any_line_of_it(text):
    """每一行去掉空白之后，都不以触发公式的字符开头。"""
    lines = inert(text).replace("\r", "\n").split("\n")
    assert all(line.lstrip(" \t\u3000")[:1] not in set("=+-@＝＋－＠\t") for line in lines)
    assert inert(text)[0] in "'a"


@pytest.mark.parametrize(
    "text", ["示例软件有限公司", "−4.2", "—（依法不公布）", "A-B科技", "2026年1-9月", "-5.2", "", "增长 -1"]
)
def test_ordinary_text_and_plain_negative_numbers_are_left_alone(text):
    """只动危险的；写成文字的 -5.2 仍是 -5.2。"""
    assert inert(text) == text


@given(st.text(max_size=30))
def test_whatever_comes_the_result_is_one_line_and_harmless(text):
    """任意文字：结果在一行里，首字符不触发公式（纯数字的负号除外）。"""
    safe = inert(text)
    assert "\n" not in safe
    assert "\r" not in safe
    assert safe[:1] not in set("=+@＝＋－＠\t")
    assert not safe.startswith("-") or float(safe) <= 0
