"""命令行里的收件箱：放、答、收、报审、批准、移出；说的与页面、与 check 一模一样。"""

import json

import pytest

from etl.inbox import receive, waiting
from etl.look import look
from etl.paths import filing_names, inbox_dir
from etl.write.ledger import read_ledger


@pytest.fixture
def good(write_book, tmp_path, form):
    return write_book(tmp_path / "季报.xlsx", {"汇总": form({0: 350, 1: 20})})


@pytest.fixture
def messy(write_book, tmp_path, form):
    """Two-row header in 万元, a wrong credit code, a firm that filed nothing, a total that doesn't add up."""
    rows = form({0: 350, 1: "—", 2: 30})
    rows[2][0] = rows[2][0][:-1] + "0"
    rows[1] = ["统一社会信用代码", "企业名称", "营业收入", "营业收入"]
    rows.insert(2, [None, None, "本期累计", "上年同期"])
    return write_book(tmp_path / "乱.xlsx", {"汇总": [*rows, ["合计", None, 999, None]]})


def test_dropped_files_are_listed_with_their_state(run, good, data):
    """放进去：一行一份，编号、名字、谁报的、认成什么、几行、能不能收。"""
    code, out, err = run("inbox", good, "--sender", "甲街道")
    [item] = waiting(data)
    assert (code, err) == (0, "")
    assert out == f"{item.key}  季报.xlsx  甲街道  季度营收 2026Q3 万元  2 行 = 收 2 + 搁置 0  可以收\n"
    assert run("inbox")[1] == out


def test_an_empty_inbox_says_so(run):
    """没有等着的：说是空的。"""
    assert run("inbox") == (0, "收件箱是空的。\n", "")


def test_a_file_that_cannot_be_opened_is_told(run, tmp_path):
    """没有的文件：说找不到，退出码 1。"""
    code, _out, err = run("inbox", tmp_path / "没有.xlsx")
    assert (code, "找不到文件" in err) == (1, True)


def test_accepting_by_key(run, good, data):
    """凭编号收下：打印一行账，收件箱空了。"""
    run("inbox", good)
    [item] = waiting(data)
    code, out, _err = run("accept", item.key, "--by", "李四")
    [name] = filing_names(data)
    assert (code, out) == (0, f"季报.xlsx：季度营收 2026Q3；2 行 = 收 2 + 搁置 0；已收 2 行，归档 {name}\n")
    assert waiting(data) == []


def test_a_reason_is_given_by_key_or_alone(run, messy, data):
    """提醒要理由：没有不收；只有一份时可以只写理由。"""
    run("inbox", messy)
    [item] = waiting(data)
    code, _out, err = run("accept", item.key, "--by", "李四")
    assert (code, "要写明为什么可以收" in err) == (1, True)
    assert run("accept", item.key, "--by", "李四", "--reason", f"{item.key}=已核实")[0] == 0
    assert read_ledger(data)[0].page["reason"] == "已核实"
    assert "；理由：已核实" in run("history")[1]


def test_two_persons_on_the_command_line(run, good, data):
    """报审、批准：同一个人批不了，另一个人可以；账上两个名字。"""
    run("inbox", good)
    [item] = waiting(data)
    assert run("propose", item.key, "--by", "李四")[0] == 0
    assert run("inbox")[1].endswith("李四 已报审\n")
    assert run("approve", item.key, "--by", "李四")[0] == 1
    assert run("approve", item.key, "--by", "王五")[0] == 0
    assert "  李四 报审，王五 批准  " in run("history")[1]


def test_a_question_is_answered(run, data, write_book, tmp_path, form):
    """单位没写：列出来问；答了就可以收。"""
    rows = form({0: 3_500_000})
    rows[0][2] = None
    run("inbox", write_book(tmp_path / "季报.xlsx", {"汇总": rows}))
    [item] = waiting(data)
    assert "要回答：1个问题\n  问：" in run("inbox")[1]
    assert "季度营收 2026Q3 元  1 行 = 收 1 + 搁置 0  可以收" in run("choose", item.key, "--unit", "元")[1]


def test_discarding_keeps_the_file(run, good, data):
    """移出：不再等着，文件还在。"""
    run("inbox", good)
    [item] = waiting(data)
    assert run("discard", item.key)[0] == 0
    assert waiting(data) == []
    assert len(list((inbox_dir(data) / "discarded").glob("*/original.xlsx"))) == 1


def test_check_says_what_the_page_says(run, good, messy, data, tmp_path, write_book):
    """同一份文件，etl check --json 与页面看到的一字不差：好的、乱的、不是表的都一样。"""
    other = write_book(tmp_path / "签到.xlsx", {"签到": [["姓名"], ["张三"]]})
    text = tmp_path / "季报.csv"
    text.write_text("统一社会信用代码,企业名称,营业收入（元）\n91370102MA0000001W,甲公司,5\n", encoding="gbk")
    files = [good, messy, other, text]
    for file in files:
        receive(data, file.name, file.read_bytes(), "")
    seen = {found.waiting.name: found.account.as_dict() for found in look(data, waiting(data))}
    checked = json.loads(run("check", *files, "--json")[1])["filings"]
    assert checked == [json.loads(json.dumps(seen[file.name])) for file in files]
    assert [len(account["issues"]) > 0 for account in checked] == [False, True, True, True]
    assert {issue["rule"] for issue in checked[1]["issues"]} >= {"not_reported", "total_mismatch"}


def test_undo_on_the_command_line_keeps_its_reason(run, good, data):
    """撤回时写的理由，账上看得到。"""
    run("load", good)
    [name] = filing_names(data)
    run("undo", name, "--by", "王五", "--reason", "报错了")
    assert run("history")[1].splitlines()[1].endswith("；理由：报错了")


def test_two_persons_are_asked_for_by_load_too(run, good, data):
    """设置要两个人：load 一个人也收不了，请先报审。"""
    data.mkdir()
    (data / "settings.toml").write_text("[approval]\npersons = 2\n", encoding="utf-8")
    code, _out, err = run("load", good, "--by", "李四")
    assert (code, "请先放进收件箱报审" in err, filing_names(data)) == (1, True, [])
