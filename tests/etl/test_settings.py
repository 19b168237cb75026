"""设置：没有就按默认；写错了说出文件、键、值和该怎么写。"""

import pytest

from etl.issue import Refused
from etl.settings import Settings, read_settings


def test_without_a_file_one_person_accepts(tmp_path):
    """没有设置文件：一人收。"""
    assert read_settings(tmp_path) == Settings(persons=1)


@pytest.mark.parametrize(
    ("text", "persons"), [("", 1), ("[approval]\npersons = 2", 2), ("\ufeff[approval]\n[limits]\nrows = 5", 1)]
)
def test_the_number_of_persons_is_read(tmp_path, text, persons):
    """写了两人就是两人；别的节不归这里管；记事本存的也读得出。"""
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    assert read_settings(tmp_path).persons == persons


@pytest.mark.parametrize(
    "text", ["persons", "approval = 2", "[approval]\npersons = 3", "[approval]\npersons = true", "[approval]\nx = 1"]
)
def test_a_mistake_is_refused_with_its_place(tmp_path, text):
    """写错的设置：不猜，说出是哪个文件、哪一项。"""
    (tmp_path / "settings.toml").write_text(text, encoding="utf-8")
    with pytest.raises(Refused) as caught:
        read_settings(tmp_path)
    [issue] = caught.value.issues
    assert issue.rule == "settings_damaged"
    assert "settings.toml" in issue.message
