"""上限是配置。"""

import pytest

from etl.issue import Refused
from etl.read import limits
from etl.read.workbook import read_workbook


@pytest.fixture(autouse=True)
def restored():
    before = limits.current()
    yield
    limits.apply(before)


def write(folder, text):
    (folder / "settings.toml").write_text(text, encoding="utf-8")
    return folder


def test_every_configured_limit_is_one_the_reader_knows():
    """limits.toml 里的每一条都有对应的常数。"""
    assert set(limits.current()) == {limits._constant(name) for name in limits._SHIPPED}
    assert all(value > 0 for value in limits.current().values())


def test_the_data_folder_may_change_a_limit_and_the_refusal_names_it(tmp_path, book):
    """[limits] rows = 1：两行的表拒收，话里有上限 1；换回没有设置的目录，照原样。"""
    limits.use(write(tmp_path, "[limits]\nrows = 1\nfile_mb = 2\n"))
    assert limits.FILE_BYTES == 2 * 1024 * 1024
    path = book('<row r="1"><c r="A1"><v>1</v></c></row><row r="2"><c r="A2"><v>1</v></c></row>')
    with pytest.raises(Refused) as caught:
        read_workbook(path)
    assert caught.value.issues[0].rule == "E_TOO_MANY_ROWS"
    assert "上限 1 行" in caught.value.issues[0].message
    (tmp_path / "settings.toml").unlink()
    limits.use(tmp_path)
    assert read_workbook(path).sheets[0].text.num_rows == 2


def test_wrong_limits_are_all_named_and_none_is_used(tmp_path):
    """名字写错、零、小数、真假：一次全说，一条也不用。"""
    before = limits.current()
    with pytest.raises(Refused) as caught:
        limits.use(write(tmp_path, "[limits]\nrow = 5\nrows = 0\nsheets = 1.5\ncells = true\ncolumns = 3\n"))
    assert [issue.rule for issue in caught.value.issues] == ["settings_damaged"] * 4
    assert limits.current() == before


@pytest.mark.parametrize("text", ["[limits", "limits = 3"])
def test_a_broken_settings_file_is_refused(tmp_path, text):
    """不是 TOML，或 limits 不是一节。"""
    with pytest.raises(Refused) as caught:
        limits.use(write(tmp_path, text))
    assert "settings.toml" in caught.value.issues[0].message
