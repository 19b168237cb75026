"""梯队变动的方格表。"""

import pandas as pd

from charts.matrix import matrix

PAIRS = pd.DataFrame(
    [["规上", "亿元以上", 3, "上升"], ["亿元以上", "规上", 1, "下降"], ["规上", "未报", 2, ""]],
    columns=["from_tier", "to_tier", "enterprises", "direction"],
)


def test_a_cell_a_pair_with_its_number_and_its_way():
    """Three pairs, three cells; up and down are tinted apart, and what is no move is plain."""
    spec = matrix(PAIRS, ["亿元以上", "规上"], ["亿元以上", "规上", "未报"], "2024年", "2025年")
    cells = spec["data"]["values"]
    assert [cell["text"] for cell in cells] == ["3", "1", "2"]
    assert len({cell["colour"] for cell in cells}) == 3
    assert cells[0]["told"] == "规上 → 亿元以上"


def test_names_wrap_so_that_seven_columns_fit_a_phone():
    """Three signs a line: 亿元以上 stands on two."""
    columns = matrix(PAIRS, ["规上"], ["亿元以上", "未报"], "上年", "现在")["layer"][0]["encoding"]["x"]
    assert columns["scale"]["domain"] == ["亿元以上", "未报"]
    assert '(width < 480) ? {"亿元以上": ["亿元", "以上"], "未报": ["", "未报"]}' in columns["axis"]["labelExpr"]


def test_no_pairs_give_an_empty_plot():
    """Nothing moved, nothing is drawn."""
    assert matrix(PAIRS.head(0), [], [], "上年", "现在")["data"]["values"] == []
