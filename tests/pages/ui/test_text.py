"""转义。"""

import pytest

from pages.ui.text import md

JOINER = "\u2060"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("济南甲云科技有限公司", "济南甲云科技有限公司"),
        ("![x](http", r"\!\[x\]\(http"),
        ("*甲*_乙_`丙`", r"\*甲\*\_乙\_\`丙\`"),
        ("$E=mc^2$", r"\$E\=mc\^2\$"),
        ("<style>", r"\<style\>"),
        ("甲\n# 乙", r"甲 \# 乙"),
    ],
)
def test_marks_of_markdown_become_literal(name, expected):
    """Every sign that Markdown reads is escaped, and a name stays on one line."""
    assert md(name) == expected


@pytest.mark.parametrize(
    "name",
    [
        "智远街道_1甲_2026年三季度季报.xlsx有4条提醒，为什么可以收",
        "账上最近一次：2026-10-21 17:00 王敏收下3份（26行）",
        "2026年1-9月增长12.5%，6/7家",
    ],
)
def test_ordinary_words_stay_as_they_are(name):
    """文件名、时刻、报告期：读屏软件念的、复制走的就是原样，没有斜杠也没有看不见的字。"""
    assert md(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "_甲_",
        "甲_（乙）_丙",
        "- 甲",
        "1. 甲",
        "1) 甲",
        "甲 -- 乙",
        "甲->乙",
        "17:00:05",
        "甲:red",
        "a:b",
        "甲__",
    ],
)
def test_what_only_looks_ordinary_is_escaped(name):
    """列表、强调、箭头、表情的写法里都是平常的字，也要转义。"""
    assert md(name) != name
    assert md(name).replace(JOINER, "").replace("\\", "") == name


@pytest.mark.parametrize("name", [":red[甲]", ":material/home:", "http://x", "a@b", "www.x"])
def test_what_turns_into_links_and_icons_by_itself_is_broken_up(name):
    """Colour directives, icons, bare addresses and mail are split by a sign nobody sees."""
    assert JOINER in md(name)
    assert md(name).replace(JOINER, "").replace("\\", "") == name
