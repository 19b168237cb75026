"""reports/marks.py：随身说明。"""

from reports.marks import marks


def test_every_export_can_say_what_it_is(figure_of):
    """七件事，一件不少。"""
    assert list(marks(figure_of())) == ["图题", "指标与单位", "数据来源", "截至期", "数据版本", "口径", "数据性质"]
