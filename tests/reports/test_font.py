"""reports/font.py：中文字形自检。"""

import pytest

from reports.font import font_problem, use_own_fonts


def test_this_machine_can_draw_chinese():
    """导出测试的前提：没有中文字体时，下面的图都是空的。"""
    assert font_problem() is None


def test_a_font_that_is_not_there_is_noticed_and_the_remedy_named():
    """单一字体缺失时 vl-convert 不报错，文字整个消失；自检要看得出来，并说装什么。"""
    problem = font_problem("没有这种字体")
    assert problem is not None
    assert "fonts-noto-cjk" in problem
    assert "CLUSTER_FONT_DIR" in problem


def test_a_font_folder_of_ones_own_may_be_named(tmp_path, monkeypatch: pytest.MonkeyPatch):
    """CLUSTER_FONT_DIR 指到空文件夹也不出错。"""
    monkeypatch.setenv("CLUSTER_FONT_DIR", str(tmp_path))
    use_own_fonts.cache_clear()
    use_own_fonts()
    assert font_problem() is None
