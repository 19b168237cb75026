"""收下会怎样：新来的、改了的、没有来的；真收一遍的是另一个目录，账本一动不动。"""

from decimal import Decimal
from pathlib import Path

import duckdb
import pytest

from etl.accept import accept, head
from etl.inbox import receive, waiting
from etl.issue import Refused
from etl.look import look
from etl.paths import build_file, filing_names
from etl.preview import preview, what_if


@pytest.fixture
def drop(data, tmp_path, write_book):
    """Drop rows as a workbook."""

    def put(rows, name="季报.xlsx"):
        receive(data, name, write_book(tmp_path / name, {"表": rows}).read_bytes(), "甲街道")

    return put


def firms_of(table):
    return [(row["enterprise"], row["period"], row["revenue_10k_cny"]) for row in table.to_pylist()]


def revenue(database):
    with duckdb.connect(str(database), read_only=True) as connection:
        return connection.sql("SELECT sum(revenue_10k_cny) FROM filed").fetchall()[0][0]


def files(folder):
    return {path: path.stat().st_mtime_ns for path in folder.rglob("*")}


def test_the_first_file_of_all_is_all_new(data, drop, form):
    """空账本：都是新来的，没有改的，没有不来的。"""
    drop(form({0: 100, 1: 200}))
    found = preview(data, look(data, waiting(data)))
    assert firms_of(found.new) == [("第0公司", "2026Q3", Decimal(100)), ("第1公司", "2026Q3", Decimal(200))]
    assert found.reported.equals(found.new)
    assert (found.changed.num_rows, found.vanished.num_rows, found.already.num_rows, found.seen) == (0, 0, 0, "")


def test_nothing_to_accept_changes_nothing(data, drop):
    """收不了的文件：几张表都是空的。"""
    drop([["姓名"], ["张三"]])
    found = preview(data, look(data, waiting(data)))
    assert [table.num_rows for table in (found.new, found.changed, found.vanished, found.already)] == [0, 0, 0, 0]


def test_new_and_vanished_are_against_the_quarters_before(load, data, drop, form):
    """二季度报过 0、1、2，去年四季度报过 3；三季度报来 0、1、3、4：4 是新来的，3 是又来的，2 没有来。"""
    load(form({3: 9}, period="2025年1-12月"))
    load(form({0: 10, 1: 20, 2: 30}, period="2026年1-6月"))
    drop(form({0: 15, 1: 25, 3: 12, 4: 5}))
    found = preview(data, look(data, waiting(data)))
    assert firms_of(found.new) == [("第4公司", "2026Q3", Decimal(5))]
    assert firms_of(found.vanished) == [("第2公司", "2026Q3", Decimal(30))]
    assert found.reported.num_rows == 4
    assert found.seen == head(data)


def test_a_firm_of_another_subdistrict_has_not_vanished(load, data, drop, form):
    """别的街道还没交，不算没有来：上期三家里这批只来了一家。"""
    load(form({0: 10, 1: 20, 2: 30}, period="2026年1-6月"))
    drop(form({0: 15}))
    assert preview(data, look(data, waiting(data))).vanished.num_rows == 0


def test_each_changed_figure_is_shown_old_and_new(load, data, drop, form):
    """更正：本期改一个，上年同期补一个、丢一个；没改的一家在“已有”里。说出旧数在哪份归档。"""
    first = load(form({0: (100, 90), 1: (200, None), 2: (300, 250)}))
    drop(form({0: (110, None), 1: (200, 180), 2: (300, 250)}))
    found = preview(data, look(data, waiting(data)))
    assert [tuple(row.values())[2:] for row in found.changed.to_pylist()] == [
        ("第0公司", "revenue_10k_cny", Decimal(100), Decimal(110), first.filing),
        ("第0公司", "prior_reported_10k_cny", Decimal(90), None, first.filing),
        ("第1公司", "prior_reported_10k_cny", None, Decimal(180), first.filing),
    ]
    assert firms_of(found.already) == [("第2公司", "2026Q3", Decimal(300))]
    assert (found.new.num_rows, found.reported.num_rows, found.vanished.num_rows) == (0, 0, 0)


def test_profit_head_counts_and_names_are_shown_old_and_new(load, data, drop, firms):
    """利润 5 → 6、人数 30 → 31、名称改了；新表没有写的研发费用照旧，不算改成没有。"""
    head = ["统一社会信用代码", "企业名称", "营业收入", "利润总额", "从业人员"]
    title = ["报告期：2026年1-9月", "计量单位：万元"]
    first = load([title, [*head, "研发费用"], [firms[0], "甲公司", 100, 5, 30, 7]])
    drop([title, head, [firms[0], "甲改名公司", 100, 6, 31]])
    found = preview(data, look(data, waiting(data)))
    assert [tuple(row.values())[3:] for row in found.changed.to_pylist()] == [
        ("profit_10k_cny", Decimal(5), Decimal(6), first.filing)
    ]
    assert [tuple(row.values())[3:] for row in found.reworded.to_pylist()] == [
        ("enterprise", "甲公司", "甲改名公司", first.filing),
        ("employees", "30", "31", first.filing),
    ]


def test_a_register_shows_what_it_would_change(load, data, drop, firms):
    """名录把一家的街道改了，新添一家：改的一格列出来，新添的不算改。"""
    head = ["统一社会信用代码", "企业名称", "所属街道"]
    first = load([head, [firms[0], "甲公司", "东关街道"]])
    drop([head, [firms[0], "甲公司", "智远街道"], [firms[1], "乙公司", "东关街道"]])
    found = preview(data, look(data, waiting(data)))
    assert [tuple(row.values())[1:] for row in found.reworded.to_pylist()] == [
        (firms[0], "甲公司", "subdistrict", "东关街道", "智远街道", first.filing)
    ]


def test_of_two_files_the_later_counts(data, drop, form):
    """一批里两份报了同一家的不同数：后一份算数，与收下之后一样；两个数都列出来。"""
    drop(form({0: 100}), "甲.xlsx")
    drop(form({0: 120}), "乙.xlsx")
    found = preview(data, look(data, waiting(data)))
    assert firms_of(found.new) == [("第0公司", "2026Q3", Decimal(120))]
    [both] = found.doubled.to_pylist()
    assert list(both.values())[2:] == ["第0公司", "甲.xlsx", Decimal(100), "乙.xlsx", Decimal(120)]


def test_what_if_is_what_acceptance_gives(load, data, drop, form):
    """先算的与收下之后的一样；算的时候账本、库、收件箱一个字节也没有动，算完临时目录不在了。"""
    load(form({0: 100, 1: 200}))
    drop(form({0: 110}))
    looks = look(data, waiting(data))
    before = files(data)
    with what_if(data, looks) as other:
        foretold = revenue(build_file(other))
    assert (foretold, files(data), other.exists()) == (Decimal(310), before, False)
    key = looks[0].waiting.key
    accept(data, [key], "李四", {key: "企业来函更正"})
    assert revenue(build_file(data)) == foretold


def test_what_if_of_an_empty_ledger(data, drop, form):
    """账本还没有：也算得出来，也不会因此有了账本。"""
    drop(form({0: 100}))
    with what_if(data, look(data, waiting(data))) as other:
        assert revenue(build_file(other)) == Decimal(100)
    assert filing_names(data) == []


def test_what_if_of_a_folder_named_relatively(load, data, drop, form, monkeypatch):
    """数据目录用相对路径给的：一样算得出。"""
    load(form({0: 100}))
    drop(form({1: 50}))
    monkeypatch.chdir(data.parent)
    relative = Path(data.name)
    with what_if(relative, look(relative, waiting(relative))) as other:
        assert revenue(build_file(other)) == Decimal(150)


def test_without_room_nothing_is_worked_out(data, drop, form, monkeypatch):
    """临时目录写不下：说没有算，账本没有动。"""
    drop(form({0: 100}))
    looks = look(data, waiting(data))

    def full(**_how):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("etl.preview.tempfile.TemporaryDirectory", full)
    with pytest.raises(Refused) as caught, what_if(data, looks):
        pass
    assert [issue.rule for issue in caught.value.issues] == ["no_room"]
