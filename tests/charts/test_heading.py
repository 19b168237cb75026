"""格子上方的列名。"""

from charts.heading import Phone, headings

LONG = ["装备", "软件和信息技术服务"]


def test_a_name_is_on_one_line_where_the_columns_are_wide_enough():
    """Nine characters of 12 pixels and 8 between: two columns need 232 pixels, from there nothing is folded."""
    axis = headings("区位商（倍）", LONG, Phone(4, 9))
    assert axis["labelExpr"].startswith("(width >= 232) ? datum.label : ")
    assert axis["labelPadding"] == {"expr": "6 + 14 * ((width >= 232) ? 0 : (width < 480) ? 2 : 2)"}


def test_folded_names_stand_on_the_cells_together():
    """软件和、信息技术、服务 beside 装备: the short name has two blank lines above it."""
    said = headings("区位商（倍）", LONG, Phone(4, 9))["labelExpr"]
    assert '{"装备": ["", "", "装备"], "软件和信息技术服务": ["软件和", "信息技术", "服务"]}' in said


def test_a_phone_has_its_own_lines_and_size():
    """Three characters a line of 8 pixels there, four of 12 elsewhere."""
    axis = headings("得星（颗）", ["人工智能"], Phone(3, 8))
    assert '(width < 480) ? {"人工智能": ["人工", "智能"]} : {"人工智能": ["人工智能"]}' in axis["labelExpr"]
    assert axis["labelFontSize"] == {"expr": "width < 480 ? 8 : 12"}


def test_internet_is_not_broken_in_the_middle():
    """工业、互联网, not 工业互、联网."""
    assert '["工业", "互联网"]' in headings("区位商", ["工业互联网"], Phone(4, 9))["labelExpr"]


def test_no_columns_give_no_names():
    """Nothing to name, nothing to make room for."""
    assert headings("家", [], Phone(3, 12))["labelPadding"]["expr"].endswith("? 0 : 0)")
