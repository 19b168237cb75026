"""结构页。"""

import pytest

from tests.pages.page_words import open_everything, open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_the_page_says_how_concentrated_the_district_is():
    """One sentence with the shares of the largest, and five figures below it."""
    at = open_page("structure")
    said = text(at)
    assert "家企业中，最大一家占" in said
    assert "家同样大小的企业。去掉最大一家，同比增速由" in said
    assert [metric.label for metric in at.metric] == [
        "最大一家占比",
        "前四家占比",
        "等效家数（家）",
        "基尼系数",
        "去掉最大五家（亿元）",
    ]


def test_every_chart_of_the_page_has_its_table():
    """Concentration, leaders, inequality, two of leaving out, quotients and stars: a table twin each."""
    at = open_everything(open_page("structure"))
    assert len(at.get("vega_lite_chart")) == 7
    headers = [set(frame.value.columns) for frame in at.dataframe]
    for header in ("前四家占比（%）", "基尼系数（指数）", "增速变动（百分点）", "区位商（倍）", "得星（颗）"):
        assert any(header in columns for columns in headers)


def test_the_reference_and_the_lines_are_written_out():
    """A quotient names its reference; the three lines of the stars stand in words."""
    said = text(open_page("structure"))
    assert "参照为范围内全部街道合计" in said
    assert "规模：占范围内同类营业收入10%及以上" in said


def test_a_kind_nobody_is_classified_by_is_not_offered():
    """The small data names no region and no carrier: 街道 is the one to choose, whatever the address says."""
    at = open_page("structure", area="region")
    assert at.selectbox(key="filter_area").options == ["街道"]
    assert "参照为范围内全部街道合计" in text(at)
