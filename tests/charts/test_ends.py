"""charts/ends.py：末端标签。"""

from charts import ends


def test_two_line_labels_on_a_phone_get_twice_the_room():
    """手机上名称折成两行，间距也要够两行。"""
    rows = [{"drawn": 10.0, "wide": "甲 10", "narrow": "甲甲\n乙乙"}, {"drawn": 10.0, "wide": "乙 10", "narrow": "乙"}]
    ends.place(rows, "drawn", 0, 100, 100)
    assert abs(rows[0]["wide_y"] - rows[1]["wide_y"]) == 17
    assert abs(rows[0]["narrow_y"] - rows[1]["narrow_y"]) == 30


def test_a_name_for_a_phone_is_two_lines_of_six():
    """过长的以省略号收尾，全名在提示与表里。"""
    assert ends.short("软件和信息技术服务") == "软件和信息\n技术服务"
