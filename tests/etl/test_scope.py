"""分管一口的人交来的表：别口的企业不收，也不拿它和账上对照。"""

import shutil

import pytest

from etl.accept import accept
from etl.inbox import receive, waiting
from etl.look import look
from etl.paths import filing_names
from tests.pages.small_data import CLUSTERS, SUBDISTRICTS, credit_code, enterprise, revenue, workbook, write_data

HEADERS = ["统一社会信用代码", "企业名称", "营业收入本期累计", "营业收入上年同期累计"]
LINES = ["企业营业收入（演示数据）", "报告期：2026年1-9月", "计量单位：万元"]
MINE = {"subdistrict": (SUBDISTRICTS[1],)}  # 第 1、4、7 家


@pytest.fixture(scope="module")
def books(tmp_path_factory):
    return write_data(tmp_path_factory.mktemp("books"))


@pytest.fixture
def data(books, tmp_path):
    return shutil.copytree(books, tmp_path / "data")


@pytest.fixture
def seen(data, tmp_path):
    """The look at rows dropped by somebody in charge of a part."""

    def of(rows, scope=None, headers=HEADERS, lines=LINES):
        file = workbook(tmp_path / "dropped.xlsx", lines, [headers, *rows])
        receive(
            data, "补报.xlsx", file.read_bytes(), SUBDISTRICTS[1], by="张三", scope=MINE if scope is None else scope
        )
        [found] = look(data, waiting(data))
        return found

    return of


def row(number, amount=20000.0, name=None):
    return [credit_code(number), enterprise(number) if name is None else name, amount, 20700]


def said(found):
    return "\n".join(f"{one.message}{one.value}" for one in found.account.issues)


def test_rows_of_ones_own_part_are_taken(seen, data):
    """千佛山街道 has the firm 7: nothing to refuse, and it can be accepted."""
    found = seen([row(7)])
    assert "outside_scope" not in {one.rule for one in found.account.issues}
    [account] = accept(data, [found.waiting.key], "李工", {found.waiting.key: "已核实"})
    assert account.filing


def test_a_row_of_another_part_refuses_the_file_and_names_its_cell(seen, data):
    """The firm 2 is in 智远街道; its row is the sixth of the sheet."""
    before = filing_names(data)
    found = seen([row(7), row(2)])
    [wrong] = [one for one in found.account.issues if one.rule == "outside_scope"]
    assert (wrong.cell, wrong.row, wrong.severity, wrong.value) == ("A6", 6, "error", credit_code(2))
    assert wrong.message.startswith("第 6 行的企业在智远街道，不在您负责的千佛山街道；")
    assert found.examined is None
    [account] = accept(data, [found.waiting.key], "李工", {})
    assert account.filing is None
    assert filing_names(data) == before


def test_what_the_books_know_of_the_others_firm_is_not_said(seen):
    """A figure a thousand times too large, last year's figure off by one: no finding tells what was filed."""
    found = seen([[credit_code(2), "某某公司", 9e9, 1]])
    assert {one.rule for one in found.account.issues} == {"outside_scope"}
    assert enterprise(2) not in said(found)
    assert f"{revenue(2, '2026Q2'):,.2f}" not in said(found)
    assert f"{revenue(2, '2025Q3'):,.2f}" not in said(found)


def test_a_name_is_enough_to_be_anothers(seen):
    """Its code left out or wrong: the books would have told the right one."""
    found = seen([["", enterprise(2), 100, 100], ["91370102000000000A", enterprise(5), 100, 100], row(7)])
    assert [one.row for one in found.account.issues if one.rule == "outside_scope"] == [5, 6]
    assert credit_code(2) not in said(found)
    assert credit_code(5) not in said(found)


def test_missing_firms_of_other_parts_are_not_named(seen):
    """Only an unheard-of firm, so that nobody can tell which part has come: the others' names stay hidden."""
    found = seen([[credit_code(77), "济南新来科技有限公司", 100, 90]])
    assert [number for number in range(10) if number % 3 != 1 and enterprise(number) in said(found)] == []


def test_a_register_moves_nobody_from_or_to_another_part(seen):
    """One of mine given away, and one of theirs claimed."""
    headers = ["统一社会信用代码", "企业名称", "所属街道", "所属行业"]
    rows = [
        [credit_code(7), enterprise(7), SUBDISTRICTS[2], "x"],
        [credit_code(2), enterprise(2), SUBDISTRICTS[1], "x"],
    ]
    found = seen(rows, headers=headers, lines=["历下区企业名录（演示数据）"])
    assert [one.row for one in found.account.issues if one.rule == "outside_scope"] == [3, 4]


def test_a_cluster_is_a_part_as_well(seen):
    """数字创意 has the odd firms up to 7: the even one is refused."""
    found = seen([row(7), row(6)], scope={"cluster": (CLUSTERS[1],)})
    assert [one.row for one in found.account.issues if one.rule == "outside_scope"] == [6]


def test_published_indicators_are_nobodys_part(seen):
    """They have no firms; whoever is in charge of a part does not file them."""
    headers = ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位", "来源"]
    rows = [["营业收入", "济南市", "集成电路", "2024年", "全年", 100.0, "亿元", "调研报告"]]
    found = seen(rows, headers=headers, lines=["公布数（演示数据）"])
    assert [one.rule for one in found.account.issues] == ["outside_scope_kind"]


def test_the_part_is_kept_with_the_file_and_none_means_all(data, tmp_path):
    """A restart forgets nothing; a file that nobody's part limits is taken with all its rows."""
    file = workbook(tmp_path / "a.xlsx", LINES, [HEADERS, row(7), row(2)])
    receive(data, "全区.xlsx", file.read_bytes(), "")
    [found] = look(data, waiting(data))
    assert (found.waiting.by, found.waiting.scope) == ("", {})
    assert found.examined is not None
    other = workbook(tmp_path / "b.xlsx", LINES, [HEADERS, row(7)])
    receive(data, "本口.xlsx", other.read_bytes(), "", by="张三", scope=MINE)
    [mine] = [item for item in waiting(data) if item.by == "张三"]
    assert mine.scope == MINE
