"""每一页都要守的规矩：单独能开，框架里能开，空目录会说话，没有英文与空值。"""

import pytest

from etl.paths import build_key
from tests.pages.page_words import NAMES, english, open_everything, open_page, text


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("in_frame", [False, True])
def test_the_page_opens_and_speaks_only_chinese(name, in_frame):
    """Alone and inside the frame, with everything opened, no page breaks or shows English, None or nan."""
    assert english(open_everything(open_page(name, in_frame=in_frame))) == []


@pytest.mark.usefixtures("empty")
@pytest.mark.parametrize("name", NAMES)
def test_an_empty_data_folder_says_why_and_what_to_do(name):
    """Without a single filing every page says that nothing was filed and gives the command that loads."""
    said = text(open_page(name, in_frame=True))
    assert "还没有收到任何报表" in said
    assert "python -m etl load" in said
    assert english(open_page(name)) == []


@pytest.mark.usefixtures("demo")
@pytest.mark.parametrize("name", NAMES)
def test_every_page_says_that_the_data_are_invented(name):
    """The mark 演示数据 stands on every page while demonstration figures are shown."""
    assert "演示数据" in text(open_page(name, in_frame=True))


@pytest.mark.usefixtures("real")
@pytest.mark.parametrize("name", NAMES)
def test_real_data_carry_no_demonstration_mark(name):
    """As soon as real figures are loaded the mark is gone, from the pages and from the files' labels."""
    assert "演示" not in text(open_page(name, in_frame=True))


@pytest.mark.parametrize("name", NAMES)
def test_the_data_version_stands_on_every_page(demo, name):
    """The twelve digits that name the build are printed, so that any screenshot can be traced."""
    assert build_key(demo) in text(open_page(name))


@pytest.mark.usefixtures("demo")
def test_what_cannot_be_read_as_a_day_is_said_and_ignored():
    """?as_of=yesterday shows today's figures and says how a day is written."""
    said = text(open_page("overview", in_frame=True, as_of="昨天"))
    assert "日期应写作 2026-04-30" in said
    assert "14.7亿元" in said


@pytest.mark.usefixtures("demo")
def test_a_page_can_be_drawn_as_known_on_a_day():
    """Before the first filing was accepted nothing was known, and the page says on which day it stands."""
    said = text(open_page("overview", in_frame=True, as_of="2020-01-01"))
    assert "按 2020年1月1日 当天已收到的报表计算" in said
    assert "还没有收到任何报表" not in said
    assert "到2020年1月1日为止，一份报表也没有收过；最早的一份是" in said
    assert "选那天或以后的日子才有数" in said
