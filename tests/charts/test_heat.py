"""charts/heat.py：格子图。"""

import pandas as pd

from charts.heat import TINTS, heat

ROWS = pd.DataFrame(
    [
        {"街": "甲", "业": "软件和信息技术服务", "数": 1.6, "字": "1.6", "reason": ""},
        {"街": "甲", "业": "装备", "数": 0.4, "字": "0.4", "reason": ""},
        {"街": "乙", "业": "装备", "数": None, "字": "", "reason": "无参照地区"},
    ]
)


def drawn():
    return heat(
        ROWS,
        ("街", ["乙", "甲"]),
        ("业", ["装备", "软件和信息技术服务"]),
        "数",
        "字",
        ("街道", "领域", "区位商（倍）"),
        (0.75, 1, 1.5),
    )


def test_a_cell_is_as_dark_as_the_lines_it_reaches():
    """1.6 reaches all three lines, 0.4 none; the darkest cell has white words."""
    cells = drawn()["data"]["values"]
    assert [cell["colour"] for cell in cells[:2]] == [TINTS[3], TINTS[0]]
    assert cells[0]["word_colour"] == "#FFFFFF"


def test_an_unknown_cell_says_why_and_a_missing_pair_stays_blank():
    """Three cells of four are drawn; the unknown one is a dash whose reason shows on hover, and is never 0."""
    cells = drawn()["data"]["values"]
    assert len(cells) == 3
    assert (cells[2]["text"], cells[2]["told"]) == ("—", "—（无参照地区）")


def test_rows_and_columns_stand_in_the_order_given():
    """Not in the order of the alphabet, nor of the table."""
    encoding = drawn()["layer"][0]["encoding"]
    assert encoding["y"]["scale"]["domain"] == ["乙", "甲"]
    assert encoding["x"]["scale"]["domain"] == ["装备", "软件和信息技术服务"]
    assert [row["title"] for row in encoding["tooltip"]] == ["街道", "领域", "区位商（倍）"]
