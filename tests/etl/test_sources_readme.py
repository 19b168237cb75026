"""来源说明的手册：例子真的跑一遍，手册与程序对得上。"""

import json
import re
import shlex
from dataclasses import fields
from pathlib import Path

import pyarrow.parquet as pq
import pytest
import xlsxwriter

from etl.commands import main
from etl.paths import ledger_dir
from etl.record import RECORDS
from etl.rule import rules
from etl.source import Column
from etl.source_rules import TYPES
from etl.taxonomy import ENTERPRISE_DIMENSIONS
from etl.tidy.identifier import SCHEMES
from etl.tidy.unit import MONEY_UNITS

ETL = Path(__file__).parents[2] / "etl"
README = (ETL / "sources" / "README.md").read_text(encoding="utf-8")
EXAMPLE, MANUAL = README.split("## 每个键")
WORKBOOK = "青竹湾软件园2026年三季度.xlsx"
FILING = re.compile(r"\d{8}T\d{9}Z-[0-9a-f]{6}")


def blocks(language: str) -> list[str]:
    return re.findall(rf"```{language}\n(.*?)```", EXAMPLE, re.DOTALL)


def table_after(first_heading: str) -> list[list[str]]:
    """例子里以这个表头开始的表，不含表头。"""
    lines = EXAMPLE[EXAMPLE.index(f"| {first_heading} |") :].split("\n\n")[0].splitlines()[2:]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]


def write_workbook(file: Path, changed: dict[str, str]) -> None:
    """手册里的表写成工作簿：数字按数字，撇号开头的按文本，连同合并的格子和隐藏的表。"""
    with xlsxwriter.Workbook(str(file)) as book:
        sheet = book.add_worksheet("经营情况")
        for number, *cells in table_after(" | A | B"):
            for letter, written in zip("ABCDEFG", cells, strict=True):
                text = changed.get(f"{letter}{number}", written)
                value = float(text) if re.fullmatch(r"[0-9]+(\.[0-9]+)?", text) else text.removeprefix("'")
                if value != "":
                    sheet.write(f"{letter}{number}", value)
        [merged] = re.findall(r"([A-Z]\d+:[A-Z]\d+) 是合并", EXAMPLE)
        sheet.merge_range(merged, "主营收入")
        draft = book.add_worksheet("草稿")
        draft.write("A1", "不要读")
        draft.hide()


@pytest.fixture(name="desk")
def a_desk(tmp_path, monkeypatch):
    """经办人的文件夹：表和说明都照手册写好。"""
    monkeypatch.chdir(tmp_path)
    write_workbook(tmp_path / WORKBOOK, {})
    [toml] = blocks("toml")
    (tmp_path / "青竹湾园区快报.toml").write_text(toml, encoding="utf-8")
    return tmp_path


def said_by(command: str, capsys) -> str:
    """跑一条手册里的命令，返回它打印的话，归档号一律换掉。"""
    assert main(shlex.split(command)[3:]) == 0
    printed = capsys.readouterr()
    return FILING.sub("归档号", printed.out + printed.err)


def test_the_example_prints_what_the_readme_prints(desk, capsys):
    """看一看、收下、改了再收：三条命令打印的账与手册一字不差。"""
    commands, accounts = blocks("sh"), [FILING.sub("归档号", text) for text in blocks("text")]
    assert [said_by(command, capsys) for command in commands[:2]] == accounts[:2]
    changed = dict(re.findall(r"([A-Z]\d+) 改成 ([0-9A-Z.]+)", EXAMPLE))
    write_workbook(desk / WORKBOOK, changed)
    assert said_by(commands[2], capsys) == accounts[2]


@pytest.mark.usefixtures("desk")
def test_every_row_of_the_example_goes_where_the_readme_says(capsys):
    """表头以下的八行逐行有去向，搁置的原因与手册相同。"""
    assert main([*shlex.split(blocks("sh")[0])[3:], "--json"]) == 0
    [account] = json.loads(capsys.readouterr().out)["filings"]
    aside = {str(issue["row"]): issue["message"] for issue in account["issues"] if issue["row"] and issue["row"] > 4}
    told = table_after("行 | 去向")
    assert {row: why for row, fate, why in told if fate == "搁置"} == aside
    assert (len(told), len(told) - len(aside)) == (account["rows_in"], account["rows_kept"])


def test_the_stored_rows_are_those_the_readme_lists(desk, capsys):
    """入账的数一律是万元，未知的仍是未知。"""
    said_by(blocks("sh")[1], capsys)
    [filed] = (pq.read_table(file) for file in ledger_dir(desk / "试收").glob("*/rows.parquet"))
    told = table_after("row | enterprise_id")
    columns = ["row", "enterprise_id", "revenue_10k_cny", "prior_reported_10k_cny", "employees"]
    stored = [[row[name] for name in columns] for row in filed.select(columns).to_pylist()]
    plain = [["未知" if value is None else str(value).removesuffix(".000000") for value in row] for row in stored]
    assert plain == told


def test_a_forgotten_total_is_pointed_out(desk, capsys):
    """手册说忘了改合计会提醒，果真提醒。"""
    changed = dict(re.findall(r"(B9|D10) 改成 ([0-9A-Z.]+)", EXAMPLE))
    write_workbook(desk / WORKBOOK, changed)
    [warning] = re.findall(r"会提醒“(.+?)”", EXAMPLE)
    assert warning in said_by(blocks("sh")[1], capsys)


def test_the_manual_names_every_key_type_scheme_unit_and_dimension():
    """程序认的每个词，手册里都有。"""
    keys = {field.name for field in fields(Column)} - {"name"}
    words = keys | set(TYPES) | set(MONEY_UNITS) | set(RECORDS) | set(ENTERPRISE_DIMENSIONS)
    words |= {"digits:6" if scheme == "digits" else scheme for scheme in SCHEMES}
    assert {word for word in words if f"`{word}`" not in MANUAL} == set()


@pytest.mark.parametrize("record", RECORDS.values(), ids=RECORDS)
def test_the_manual_lists_exactly_the_columns_of_each_record(record):
    """“我们的列”与程序里的列一个不多、一个不少，必有的标了必有。"""
    section = MANUAL[MANUAL.index(f"\n`{record.name}` ") :]
    table = section[section.index("| 列名 |") :].split("\n\n")[0].splitlines()[2:]
    listed = {name: line for line in table for name in re.findall(r"`(\w+)`", line.split("|")[1])}
    assert listed.keys() == record.known.keys()
    assert {name for name, line in listed.items() if "必有" in line} == record.needed


def test_every_rule_in_the_manual_is_one_the_program_knows():
    """手册里的规则都还在程序里。"""
    told = re.findall(r"`([a-z_]+)`", MANUAL[MANUAL.index("**整个文件拒收**") :])
    words = {field.name for field in fields(Column)}
    assert len(told) > 20
    assert [rule for rule in told if rule not in rules() and rule not in words] == []
