"""上报页测试共用：拖进来一份、按一个钮、收下。"""

from etl.inbox import receive
from tests.pages.page_words import open_page
from tests.pages.small_data import credit_code, enterprise, workbook

HEADERS = ["统一社会信用代码", "企业名称", "营业收入本期累计", "营业收入上年同期累计"]
LINES = ["企业营业收入（演示数据）", "报告期：2026年1-9月", "计量单位：万元"]
MESSAGE = "问题与办法"


def drop(data, tmp_path, rows, *, name="补报.xlsx", headers=HEADERS, lines=LINES):
    """One dropped workbook."""
    file = workbook(tmp_path / "dropped.xlsx", lines, [headers, *rows])
    return receive(data, name, file.read_bytes(), "智远街道")[0]


def late_row(revenue=20000.0):
    """The seventh firm: 2025Q3 was (2000 + 700 × 7) × 3 = 20,700 万元."""
    return [credit_code(7), enterprise(7), revenue, 20700]


def opened(**asked):
    return open_page("upload", collect="2026Q3", **asked)


def press(at, label):
    next(button for button in at.button if button.label.startswith(label)).click()
    at.run()
    assert not at.exception
    return at


def accepted(at, reason="已电话核实"):
    """Signed, with a reason wherever one is asked for, and accepted."""
    at.text_input(key="signed_by").set_value("王敏")
    for box in at.text_input:
        if "为什么可以收" in box.label:
            box.set_value(reason)
    return press(at.run(), "收下")
