"""文件到了哪一步：页面与命令行一个说法。"""

import pytest

from etl.commands import main
from etl.inbox import choose, receive, waiting
from etl.load import load_files
from etl.look import look
from etl.stage import ASKING, HELD, READY, REFUSED, WARNED, stage
from etl.waiting import Choices
from pages.books.state import waiting_table


def stages(data):
    return [stage(found) for found in look(data, waiting(data))]


@pytest.fixture
def drop(data, tmp_path, write_book):
    """Drop rows as a workbook; its path."""

    def put(rows):
        path = write_book(tmp_path / "季报.xlsx", {"表": rows})
        receive(data, path.name, path.read_bytes(), "甲街道")
        return path

    return put


@pytest.mark.parametrize(
    ("below", "unit", "expected"),
    [([], "万元", READY), ([["合计", None, 999]], "万元", WARNED), ([], None, ASKING)],
)
def test_the_command_says_the_words_of_the_page(drop, data, form, capsys, below, unit, expected):
    """能收的、要写理由的、要回答的：命令行那一行里的词，就是页面“状态”一列的词。"""
    rows = form({0: 350})
    rows[0][2] = unit and f"计量单位：{unit}"
    drop([*rows, *below])
    assert stages(data) == [expected]
    main(["inbox", "--data", str(data)])
    line = capsys.readouterr().out.splitlines()[0]
    assert list(waiting_table(look(data, waiting(data)))["状态"]) == [expected]
    assert line.split("  ")[-1].partition("：")[0] == expected


def test_what_cannot_be_read_is_refused_and_what_is_filed_is_held(drop, data, form):
    """签到表指定为季报：拒收；收过的一份：已收过。"""
    drop([["姓名"], ["张三"]])
    choose(data, waiting(data)[0].key, Choices(source="季度营收"))
    assert stages(data)[0] in (REFUSED, ASKING)
    load_files([drop(form({0: 350}))], data, by="李四")
    assert HELD in stages(data)
