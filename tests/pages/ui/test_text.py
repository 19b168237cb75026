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


@pytest.mark.parametrize("name", [":red[甲]", ":material/home:", "http://x", "a@b", "www.x"])
def test_what_turns_into_links_and_icons_by_itself_is_broken_up(name):
    """Colour directives, icons, bare addresses and mail are split by a sign nobody sees."""
    assert JOINER in md(name)
    assert md(name).replace(JOINER, "").replace("\\", "") == name
