"""排法一层盖一层。"""

from etl.demo.layout import areas, late_layout, layout_of
from etl.demo.quarters import Quarter, quarters
from etl.demo.story import table

ALL = [layout_of(quarter) for quarter in quarters(Quarter(2019, 1), Quarter(2026, 3))]


def test_a_layout_holds_until_the_next_one():
    """2020年起用两层表头，2022年起按片分表，2023年又合成一张。"""
    assert layout_of(Quarter(2019, 4)).header_rows == 1
    assert layout_of(Quarter(2020, 1)).header_rows == 2
    assert layout_of(Quarter(2022, 4)).sheets == "areas"
    assert layout_of(Quarter(2023, 4)).sheets == "one"


def test_one_quarter_may_differ():
    """只有2022年上半年用亿元、2023年前三季度用千元，前后都是万元。"""
    units = {str(q): layout_of(q).unit for q in quarters(Quarter(2019, 1), Quarter(2026, 3))}
    assert {period: unit for period, unit in units.items() if unit != "万元"} == {"2022Q2": "亿元", "2023Q3": "千元"}


def test_every_habit_of_a_bureau_occurs():
    """单双层表头、分表、分文件、文本数字、写“—”、公式、隐藏底稿、单位写在表头，各处都有。"""
    assert {layout.header_rows for layout in ALL} == {1, 2}
    assert {layout.sheets for layout in ALL} == {"one", "areas", "files"}
    assert {layout.numbers for layout in ALL} == {"number", "text"}
    assert {layout.absent for layout in ALL} == {"leave_out", "dash"}
    assert {layout.growth for layout in ALL} == {"value", "formula"}
    assert {layout.unit_at for layout in ALL} == {"line", "header"}
    assert {layout.period_as for layout in ALL} == {"months", "words"}
    assert {layout.hidden_sheet for layout in ALL} == {"", "计算底稿"}


def test_a_late_form_is_small_and_says_what_it_is():
    """补报表只有七列，单位万元，不随那一季的单位变。"""
    layout = late_layout(Quarter(2022, 2), "补报表")
    assert layout.title == "历下区产业集群企业季报补报表（演示数据）"
    assert (layout.unit, len(layout.columns)) == ("万元", 7)


def test_every_title_says_that_it_is_a_demonstration():
    """标题一律写明演示数据。"""
    assert all("（演示数据）" in layout.title for layout in [*ALL, late_layout(Quarter(2020, 4), "更正表")])


def test_areas_cover_each_subdistrict_once():
    """三片合起来正好是十三个街道。"""
    listed = [name for names in areas().values() for name in names]
    assert sorted(listed) == sorted(place["name"] for place in table("story")["subdistrict"])
