"""由账本建库：库里有什么，每个数从哪里来，什么时候建、什么时候不建。"""

import os
import shutil
from datetime import date
from decimal import Decimal

import duckdb
import openpyxl
import pytest

from etl import build as building
from etl.build import build, rebuild
from etl.issue import Refused
from etl.paths import PROJECT, build_dir, build_file, ledger_dir
from etl.write.ledger import read_ledger, undo

REGISTER = ["统一社会信用代码", "企业名称", "所属领域", "所属街道", "纳统年月", "退统年月"]


def test_every_figure_names_the_cell_it_came_from(load, form, ask, data):
    """库里的每个数都指回归档、表、格子；打开原件，格子里就是这个数。"""
    load({"甲街道": form({0: (350, 300)}, unit="千元"), "乙街道": [[], *form({1: 20}, unit="千元")]})
    rows = ask(
        "SELECT filing, sheet, revenue_cell, prior_cell, revenue_header, unit, revenue_10k_cny FROM filed ORDER BY 2"
    )
    assert [(sheet, cell, prior) for _f, sheet, cell, prior, *_rest in rows] == [
        ("乙街道", "C4", None),
        ("甲街道", "C3", "D3"),
    ]
    for filing, sheet, cell, _prior, header, unit, value in rows:
        book = openpyxl.load_workbook(ledger_dir(data) / filing / "original.xlsx")
        assert (header, unit) == ("营业收入", "千元")
        written = {place.coordinate: place.value for row in book[sheet].iter_rows() for place in row}
        assert Decimal(str(written[cell])) / 10 == value
        book.close()


def test_every_version_is_kept_and_the_last_is_current(load, form, ask):
    """一个数报过三次，三次都在，最后一次算数。"""
    for value in (1, 2, 3):
        load(form({0: value}))
    versions = ask("SELECT seq, revenue_10k_cny, is_current FROM filed_version ORDER BY seq")
    assert versions == [(1, Decimal(1), False), (2, Decimal(2), False), (3, Decimal(3), True)]


def test_a_later_register_changes_only_the_columns_it_has(load, firms, ask):
    """后报的名录没有街道列，街道照旧；有领域列而空着，就是现在没有。"""
    load([REGISTER, [firms[0], "甲", "人工智能", "解放路", "2020年1月", None]])
    load([["统一社会信用代码", "企业名称", "所属领域", "所属行业"], [firms[0], "甲新名", None, "软件"]])
    assert ask("SELECT enterprise, subdistrict, industry FROM enterprise") == [("甲新名", "解放路", "软件")]
    assert ask("SELECT count(*) FROM membership") == [(0,)]


def test_a_firm_in_two_fields_is_one_firm(load, firms, ask):
    """所属领域两个：企业一行，归属两行。"""
    load([REGISTER, [firms[0], "甲", "人工智能、数字创意", None, None, None]])
    assert ask("SELECT count(*) FROM enterprise") == [(1,)]
    assert ask("SELECT dimension, value FROM membership ORDER BY value") == [
        ("field", "人工智能"),
        ("field", "数字创意"),
    ]


def test_a_firm_known_only_from_forms_is_there(load, form, ask):
    """名录里没有、报表里有的企业，照报表上写的。"""
    load(form({0: 350}))
    assert ask("SELECT enterprise, industry FROM enterprise") == [("第0公司", None)]


def test_of_several_quarters_in_one_form_the_latest_names_the_firm(load, firms, ask):
    """一份表里写了三期、名称各不同：以最近一期的为准，与行的先后无关。"""
    head = [["单位：万元"], ["统一社会信用代码", "企业名称", "报告期", "营业收入"]]
    years = [(2025, "中间的名"), (2026, "最近的名"), (2024, "最早的名")]
    load([*head, *([firms[0], name, f"{year}年1-3月", 100] for year, name in years)])
    assert ask("SELECT enterprise FROM enterprise") == [("最近的名",)]


def test_a_firm_on_two_sheets_of_one_filing_counts_once(load, form, ask):
    """两张表写了同一家的同一个数：收一行，也就算一个数。"""
    load({"甲表": form({0: 100, 1: 5}), "乙表": form({0: 100, 2: 7})})
    assert ask("SELECT count(*), sum(revenue_10k_cny), bool_and(is_current) FROM filed_version") == [(3, 112, True)]


def test_real_figures_make_the_demonstration_leave_and_return(load, form, firms, ask, data):
    """收下一份真的，演示数据全部退出；撤回真的，演示数据又回来。"""
    load(form({0: 1}, title="演示数据 "))
    load([["企业名录（演示数据）"], REGISTER, [firms[1], "演示企业", None, None, None, None]])
    figures = "SELECT enterprise_id, revenue_10k_cny FROM filed"
    is_demo = "SELECT value FROM meta WHERE key = 'is_demo'"
    assert (ask(figures), ask(is_demo)) == ([(firms[0], Decimal(1))], [("true",)])
    real = load(form({2: 9})).filing
    assert (ask(figures), ask(is_demo)) == ([(firms[2], Decimal(9))], [("false",)])
    assert ask("SELECT enterprise_id FROM enterprise") == [(firms[2],)]
    undo(data, real, "")
    assert (ask(figures), ask(is_demo)) == ([(firms[0], Decimal(1))], [("true",)])


def test_published_figures_are_kept_by_indicator_region_period_and_basis(load, ask):
    """全年与一季度分得开；同一个数再报一次，以后一次为准；每个数指回格子。"""
    header = ["指标名称", "地区", "产业", "报告期", "期别", "数值", "计量单位", "公布增速（%）", "来源"]
    load(
        [
            header,
            ["营业收入", "全市", "软件", "2022年", "全年", 4000, "亿元", 14.9, "规划"],
            ["营业收入", "全市", "软件", "2023年1-3月", "累计", 900, "亿元", None, "规划"],
        ]
    )
    load([header, ["营业收入", "全市", "软件", "2022年", "全年", 4001, "亿元", 14.9, "年鉴"]])
    rows = ask("SELECT period, basis, value, growth_published_pct, source, cell FROM published ORDER BY period")
    assert rows == [
        ("2022Q4", "year", Decimal(4001), 14.9, "年鉴", "F2"),
        ("2023Q1", "ytd", Decimal(900), None, "规划", "F3"),
    ]


def test_no_filing_still_gives_a_database(ask):
    """账本空着，也有库，只是没有数。"""
    assert ask("SELECT count(*) FROM fact") == [(0,)]
    assert ask("SELECT value FROM meta WHERE key = 'latest_period'") == [("",)]


def test_new_taxonomies_or_tiers_make_a_new_database(load, form, data):
    """名单或分档改了，数据版本就变，不会拿旧库充数。"""
    load(form({0: 1}))
    versions = [build(data).name]
    shutil.copy(PROJECT / "data" / "tiers.toml", data / "tiers.toml")
    (data / "tiers.toml").write_text((data / "tiers.toml").read_text(encoding="utf-8") + "\n", encoding="utf-8")
    versions.append(build(data).name)
    shutil.copytree(PROJECT / "data" / "clusters", data / "clusters")
    (data / "clusters" / "benchmark_cities.toml").unlink()
    versions.append(build(data).name)
    assert len(set(versions)) == 3


def test_a_damaged_page_stops_the_build_and_the_old_database_stays(load, form, data, tables_of):
    """账页坏了不建库；原来的库还能用。"""
    name = load(form({0: 1})).filing
    file = build(data)
    before = tables_of(file)
    (ledger_dir(data) / name / "filing.json").write_text("{", encoding="utf-8")
    with pytest.raises(Refused, match=f"账页 {name} 读不出来"):
        rebuild(data)
    assert tables_of(file) == before
    assert [path.name for path in build_dir(data).iterdir()] == [file.name]


def test_a_damaged_taxonomy_stops_the_build_and_says_so(load, form, data):
    """名单写坏了：说是哪个文件，不是一串英文。"""
    load(form({0: 1}))
    (data / "clusters").mkdir()
    (data / "clusters" / "坏.toml").write_text("title = ", encoding="utf-8")
    with pytest.raises(Refused, match=r"坏\.toml"):
        build(data)


def test_a_filing_that_arrives_meanwhile_waits_for_the_next_database(load, form, data, monkeypatch, ask):
    """建库读账的当口又收下一份：库名与内容仍然相符。"""
    load(form({0: 1}))
    before = build_file(data)
    read = building.read_ledger
    arrived = []

    def slow_read(*arguments):
        if not arrived:
            arrived.append(load(form({1: 2})).filing)
        return read(*arguments)

    monkeypatch.setattr(building, "read_ledger", slow_read)
    assert build(data) == build_file(data) != before
    assert not before.exists()
    assert ask("SELECT count(*) FROM filed") == [(2,)]


def test_a_reader_keeps_its_database_while_a_new_one_is_built(load, form, data):
    """有人正开着旧库看，新库照建；旧连接看到的不变。"""
    load(form({0: 1}))
    with duckdb.connect(str(build(data)), read_only=True) as old:
        load(form({0: 2}))
        rebuild(data)
        assert old.sql("SELECT revenue_10k_cny FROM filed").fetchall() == [(Decimal(1),)]


def test_what_a_killed_build_left_goes_after_an_hour(load, form, data):
    """建库时断电留下的半成品，一小时后下次建库时清掉；刚写的可能别人还在写，不动。"""
    load(form({0: 1}))
    build_dir(data).mkdir()
    old, fresh = build_dir(data) / ".旧的.duckdb", build_dir(data) / ".新的.duckdb"
    for file in (old, fresh):
        file.write_bytes(b"half")
    os.utime(old, (0, 0))
    build(data)
    assert (old.exists(), fresh.exists()) == (False, True)


def test_only_the_last_few_databases_are_kept(load, form, data, ask):
    """旧库只留最近几个；问起那一天，再建就是。"""
    for day in range(10, 20):
        load(form({0: day}), at=f"2026-10-{day}")
        build(data)
    assert len(list(build_dir(data).glob("*.duckdb"))) == 8
    assert ask("SELECT revenue_10k_cny FROM filed", date(2026, 10, 10)) == [(Decimal(10),)]


def test_a_build_that_cannot_be_written_says_so_and_harms_nothing(load, form, data):
    """写不进 build 目录（这里它是个文件）：说清楚，账本没有动。"""
    name = load(form({0: 1})).filing
    build_dir(data).write_text("", encoding="utf-8")
    with pytest.raises(Refused, match="数据库没有建成；账本没有动。"):
        build(data)
    assert [filing.name for filing in read_ledger(data)] == [name]
