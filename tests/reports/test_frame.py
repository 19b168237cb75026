"""reports/frame.py：图的版面。"""

import re
from xml.etree import ElementTree

from reports.frame import framed


def test_long_words_wrap_and_the_picture_grows_so_that_nothing_is_cut(figure_of):
    """口径再长也分行写全，底边在最后一行之下。"""
    definition = "一家企业属于几个集群、领域、产业链时，在每一组各计一次，合计只计一次。" * 12
    document = ElementTree.fromstring(framed(figure_of(definition=definition, title="长标题" * 40)))
    texts = [node for node in document if node.tag.endswith("text")]
    assert "".join(node.text or "" for node in texts).endswith("口径：" + definition)
    assert max(float(node.attrib["y"]) for node in texts) < float(document.attrib["height"]) - 8


def test_no_line_begins_with_a_closing_mark(figure_of):
    """句读不上行首。"""
    document = ElementTree.fromstring(framed(figure_of(definition="产业，集群。" * 60)))
    assert not [node.text for node in document if (node.text or "")[:1] in "，。" and node.text]


def test_the_chart_keeps_its_own_height_inside_the_frame(figure_of):
    """里层的图按原高放，不缩不裁。"""
    inner = re.search(
        r'<svg x="28" y="[\d.]+" .*?width="(\d+)" height="([\d.]+)" viewBox="0 0 (\d+) ([\d.]+)"', framed(figure_of())
    )
    assert inner is not None
    assert (inner[1], inner[2]) == (inner[3], inner[4]) == ("904", inner[2])


def test_only_demo_figures_wear_the_watermark(figure_of):
    """题下一行、图上一道，共两处。"""
    assert framed(figure_of(is_demo=True)).count("演示数据，非真实企业") == 2
    assert "演示数据" not in framed(figure_of())
