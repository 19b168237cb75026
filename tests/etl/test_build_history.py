"""由账本建库：撤了、删了、拷走、按哪一天看，都对得上。"""

import shutil
from datetime import date
from decimal import Decimal

from etl.build import build
from etl.paths import build_dir, ledger_dir
from etl.write.ledger import undo

REGISTER = ["统一社会信用代码", "企业名称", "所属领域", "所属街道", "纳统年月", "退统年月"]


def without_list(tables, known):
    """The tables without what tells of the filings themselves: list, version, what was said of other filings."""
    kept = {name: rows for name, rows in tables.items() if name not in ("filing", "meta", "issue")}
    said = [issue for issue in tables["issue"] if issue[0] in known]
    return {**kept, "issue": said, "meta": [(key, value) for key, value in tables["meta"] if key != "version"]}


def test_undo_gives_back_every_table(load, form, firms, data, tables_of):
    """收、撤回、建库：除了归档清单与数据版本，逐表与收之前相等；撤回撤回，与收之后相等。"""
    register = [REGISTER, [firms[0], "甲", "人工智能", "解放路", "2020年1月", None]]
    known = {load(register).filing, load([*form({0: (350, 300), 1: 20}), ["合计", None, 370]]).filing}
    before = tables_of(build(data))
    new = [REGISTER, [firms[0], "甲改名", None, "大明湖", None, None], [firms[2], "丙", "人工智能", None, None, None]]
    second = load(new).filing
    third = load(form({0: (360, 310), 2: 5, 3: "—"})).filing
    after = tables_of(build(data))
    undoings = [undo(data, name, "") for name in (third, second)]
    assert after["filed"] != before["filed"]
    assert without_list(tables_of(build(data)), known) == without_list(before, known)
    for undoing in reversed(undoings):
        undo(data, undoing, "")
    assert without_list(tables_of(build(data)), {*known, second, third}) == without_list(after, {*known, second, third})


def test_a_deleted_build_comes_back_equal(load, form, data, tables_of):
    """rm -r data/build：再建，同名，逐表相等，一张不少。"""
    load(form({0: (350, 300), 1: 20}))
    load(form({0: (100, 90)}, period="2026年1-6月"))
    first = build(data)
    before = tables_of(first)
    shutil.rmtree(build_dir(data))
    assert build(data) == first
    assert tables_of(first) == before
    assert set(before) == {
        "cell_sum",
        "enterprise",
        "fact",
        "firm_history",
        "group_sum",
        "filed",
        "filed_line",
        "filed_version",
        "filing",
        "grouping",
        "issue",
        "membership",
        "meta",
        "period_end",
        "pool_rule",
        "pool_step",
        "pool_step_sum",
        "published",
        "rank_sum",
        "roster",
        "roster_sum",
        "sheet_column",
        "tier",
        "tier_step",
        "tier_step_sum",
    }


def test_a_copied_ledger_gives_the_same_build(load, form, data, tmp_path, tables_of):
    """账本目录拷到别处，库同名同数：备份就是拷目录。"""
    load(form({0: (350, 300)}))
    shutil.copytree(ledger_dir(data), ledger_dir(tmp_path / "备份"))
    copy = build(tmp_path / "备份")
    assert copy.name == build(data).name
    assert tables_of(copy) == tables_of(build(data))


def test_a_build_as_of_a_day_gives_that_days_figures(load, form, ask):
    """昨天报 350，今天改成 360：按昨天看仍是 350，按今天看是 360，前天什么也没有。"""
    load(form({0: 350}), at="2026-10-15")
    load(form({0: 360}), at="2026-10-16")
    sql = "SELECT revenue_10k_cny FROM filed"
    assert ask(sql, date(2026, 10, 14)) == []
    assert ask(sql, date(2026, 10, 15)) == [(Decimal(350),)]
    assert ask(sql, date(2026, 10, 16)) == ask(sql) == [(Decimal(360),)]


def test_an_undo_counts_from_the_day_it_was_made(load, form, ask, data):
    """今天撤回，昨天看仍在。"""
    name = load(form({0: 350}), at="2026-10-15").filing
    undo(data, name, "", None)
    assert ask("SELECT count(*) FROM filed", date(2026, 10, 15)) == [(1,)]
    assert ask("SELECT count(*) FROM filed") == [(0,)]
