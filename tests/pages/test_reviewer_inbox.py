"""审核员的收件箱：填报员交来的列在这里，看过、签了字再收。"""

import pytest

from etl.inbox import receive, waiting
from tests.pages.conftest import signed_in
from tests.pages.dropping import HEADERS, LINES, late_row, opened, press
from tests.pages.page_words import english, open_everything, text
from tests.pages.small_data import SUBDISTRICTS, workbook


@pytest.fixture
def reviewing(data, monkeypatch):
    """王敏 reviews."""
    monkeypatch.setattr("pages.ui.viewer.current_user", lambda *_asked: signed_in("reviewer"))
    return data


def hand_in(data, tmp_path):
    """What 李四, in charge of 千佛山街道, drops."""
    file = workbook(tmp_path / "dropped.xlsx", LINES, [HEADERS, late_row()])
    scope = {"subdistrict": (SUBDISTRICTS[1],)}
    return receive(data, "补报.xlsx", file.read_bytes(), SUBDISTRICTS[1], by="李四", scope=scope)[0]


@pytest.mark.usefixtures("reviewing")
def test_an_empty_inbox_says_what_will_stand_here():
    """One sentence; nowhere to drop a file, nothing to accept."""
    at = open_everything(opened())
    assert "收件箱是空的：填报员交来的表列在这里，看过再收。" in text(at)
    assert not at.get("file_uploader")
    assert not [button for button in at.button if button.label.startswith("收下")]
    assert english(at) == []


def test_what_a_clerk_dropped_is_listed_with_its_sender(reviewing, tmp_path):
    """File, state and street in the list; the firm it adds, and no word that is not Chinese."""
    hand_in(reviewing, tmp_path)
    at = open_everything(opened())
    table = next(frame.value for frame in at.dataframe if "报送单位" in frame.value)
    assert table[["文件", "报送单位"]].to_numpy().tolist() == [["补报.xlsx", SUBDISTRICTS[1]]]
    assert "收件箱里有1份文件：1份可以收。" in text(at)
    assert "没有查出问题。" in text(at)
    assert english(at) == []


def test_what_is_accepted_leaves_the_inbox(reviewing, tmp_path):
    """Taken in under the reviewer's own name: the sentence of the empty inbox stands there again."""
    hand_in(reviewing, tmp_path)
    at = press(opened(), "收下")
    assert waiting(reviewing) == []
    assert "收件箱是空的：填报员交来的表列在这里，看过再收。" in text(at)
    assert english(at) == []
