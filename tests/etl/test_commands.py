"""命令行：退出码、打印的账、--json 的形状。"""

import json
import shutil
import subprocess
import sys

import pytest

from etl import printed
from etl.commands import main, sentence
from etl.issue import Issue
from etl.paths import PROJECT, build_dir, build_file, filing_names, ledger_dir


@pytest.fixture
def good(write_book, tmp_path, form):
    """A form of three firms, one of which filed nothing, with a total."""
    return write_book(tmp_path / "季报.xlsx", {"汇总": [*form({0: 350, 1: 20, 2: "—"}), ["合计", None, 370]]})


@pytest.fixture
def bad(write_book, tmp_path):
    return write_book(tmp_path / "签到.xlsx", {"签到": [["姓名"], ["张三"]]})


def test_load_prints_the_account_and_builds(run, good, data):
    """收下：打印一行账、一行未报的原因，库随即建成，退出码 0。"""
    code, out, err = run("load", good)
    [name] = filing_names(data)
    assert code == 0
    assert out == f"季报.xlsx：季度营收 2026Q3；4 行 = 收 2 + 搁置 2；已收 2 行，归档 {name}\n"
    assert err == "  季报.xlsx · 汇总 · C5 · 营业收入 · “—”：第2公司：没有填，按未报处理；报来后再收。\n"
    assert build_file(data).exists()


def test_load_tells_how_many_figures_it_changes(run, good, write_book, tmp_path, form):
    """改动了已报的数，账上说几个。"""
    run("load", good)
    out = run("load", write_book(tmp_path / "更正.xlsx", {"汇总": form({0: 360, 1: 20})}))[1]
    assert out.endswith("；改动已报过的 1 个数\n")


def test_load_refused_exits_with_one(run, bad, data):
    """拒收：退出码 1，原因在标准错误，库不建。"""
    code, out, err = run("load", bad)
    assert (code, out) == (1, "")
    assert err.splitlines()[0] == "签到.xlsx：拒收"
    assert not build_dir(data).exists()


def test_check_writes_nothing(run, good, bad, data):
    """看一看：说可以收几行，什么也不写；有收不了的，退出码 1。"""
    assert run("check", good)[:2] == (0, "季报.xlsx：季度营收 2026Q3；4 行 = 收 2 + 搁置 2；可以收 2 行\n")
    assert run("check", good, bad)[0] == 1
    assert not data.exists()


def test_json_has_the_agreed_shape(run, good, bad, data):
    """--json 打印一个对象，键与设计书相同；拒收的 filing 是 null，原因一条不少。"""
    code, out, err = run("load", good, bad, "--json")
    assert (code, err) == (1, "")
    [name] = filing_names(data)
    first, second = json.loads(out)["filings"]
    assert {key: value for key, value in first.items() if key != "issues"} == {
        "file": "季报.xlsx",
        "filing": name,
        "source": "季度营收",
        "period": "2026Q3",
        "rows_in": 4,
        "rows_kept": 2,
        "rows_set_aside": 2,
    }
    assert first["issues"][0] == {
        "sheet": "汇总",
        "cell": "C5",
        "row": 5,
        "column": "营业收入",
        "value": "—",
        "rule": "not_reported",
        "severity": "warning",
        "message": "第2公司：没有填，按未报处理；报来后再收。",
        "stake_10k_cny": None,
    }
    assert [issue["rule"] for issue in first["issues"]] == ["not_reported", "total_row"]
    assert (second["file"], second["filing"], second["rows_in"]) == ("签到.xlsx", None, 0)
    assert second["issues"][0]["rule"] == "unrecognised"


def test_history_lists_every_filing_in_order(run, good, data):
    """每份归档一行：号、北京时间、经手人、账；撤回的标出来。"""
    run("load", good, "--by", "李四")
    [name] = filing_names(data)
    run("undo", name, "--by", "王五")
    code, out, _err = run("history")
    first, second = out.splitlines()
    assert code == 0
    assert first.startswith(f"{name}  20")
    assert first.endswith("  李四  季报.xlsx（季度营收 2026Q3）：4 行 = 收 2 + 搁置 2〔已撤回〕")
    assert second.endswith(f"  王五  撤回 {name}（季报.xlsx）")
    assert run("history", "--as-of", "2020-01-01")[:2] == (0, "")


def test_undo_names_the_filing_that_undoes(run, good, data):
    """撤回：说出撤回记为哪一份；撤回两次、撤回没有的，退出码 1。"""
    run("load", good)
    [name] = filing_names(data)
    code, out, _err = run("undo", name)
    undoing = filing_names(data)[-1]
    assert (code, out) == (0, f"已撤回 {name}；这次撤回记为 {undoing}，可以再撤回。\n")
    assert run("undo", name) == (1, "", f"{name} 已经撤回过了；要恢复，撤回那次撤回。\n")
    assert run("undo", "没有")[0] == 1
    assert run("undo", undoing)[0] == 0


def test_rebuild_leaves_one_database_equal_to_the_one_before(run, good, data, tables_of):
    """重建：只留当前一个库，内容与原来相等；按某一天另建一个。"""
    run("load", good)
    before = tables_of(build_file(data))
    (build_dir(data) / "000000000000.duckdb").write_bytes(b"old")
    code, out, _err = run("rebuild")
    assert (code, out) == (0, f"{build_file(data)}\n")
    assert [file.name for file in build_dir(data).iterdir()] == [build_file(data).name]
    assert tables_of(build_file(data)) == before
    run("rebuild", "--as-of", "2020-01-01")
    assert len(list(build_dir(data).iterdir())) == 2


def test_the_next_command_brings_a_deleted_build_back(run, good, data, tables_of):
    """rm -r data/build 之后，下一条命令把库建回来，逐表相等。"""
    run("load", good)
    before = tables_of(build_file(data))
    shutil.rmtree(build_dir(data))
    assert run("load", good)[0] == 0
    assert tables_of(build_file(data)) == before


def test_verify_tells_a_sound_ledger_from_a_changed_one(run, good, data):
    """查账：完好退出 0；改过一个文件退出 1，说是哪一份的哪个文件。"""
    run("load", good)
    assert run("verify") == (0, "账本完好：1 份归档首尾相连，文件都没有被改动。\n", "")
    [name] = filing_names(data)
    with (ledger_dir(data) / name / "original.xlsx").open("ab") as file:
        file.write(b"x")
    assert run("verify") == (1, "", f"{name}：文件 original.xlsx 在收下之后被改动过。\n")


@pytest.mark.parametrize(
    "arguments",
    [
        [],
        ["读"],
        ["load"],
        ["load", "a.xlsx", "--period", "2026年"],
        ["load", "a.xlsx", "--period", "2026Q5"],
        ["undo"],
        ["rebuild", "--as-of", "昨天"],
        ["template", "季度营收"],
        ["history", "--colour"],
    ],
)
def test_a_wrong_call_exits_with_two(arguments, capsys):
    """命令本身不对：退出码 2，说怎么用。"""
    with pytest.raises(SystemExit) as stop:
        main(arguments)
    assert stop.value.code == 2
    assert "python -m etl" in capsys.readouterr().err


def test_many_findings_are_cut_and_that_is_said(write_book, tmp_path, form, run, monkeypatch):
    """问题太多只打印前几十条，说还有几条、怎么看全。"""
    monkeypatch.setattr(printed, "_SHOWN_ISSUES", 2)
    path = write_book(tmp_path / "季报.xlsx", {"汇总": form({0: 1, 1: "—", 2: "—", 3: "—", 4: "—"})})
    lines = run("load", path)[2].splitlines()
    assert len(lines) == 3
    assert lines[-1] == "  ……还有 2 条；加 --json 看全部。"


@pytest.mark.parametrize(
    ("issue", "said"),
    [
        (
            Issue("r", "没有写。", sheet="表", cell="A1", row=1, column="代码", value="x"),
            "甲.xlsx · 表 · A1 · 代码 · “x”：没有写。",
        ),
        (Issue("r", "没有写。", sheet="表", row=3), "甲.xlsx · 表 · 第 3 行：没有写。"),
        (Issue("r", "没有写。"), "甲.xlsx：没有写。"),
    ],
)
def test_a_finding_is_one_line(issue, said):
    """文件 · 表 · 单元格 · 列 · 值：规则与办法；没有的不留空位。"""
    assert sentence("甲.xlsx", issue) == said


def test_the_data_folder_may_come_from_the_environment(monkeypatch, tmp_path, capsys):
    """没写 --data，就用 $CLUSTERS_DATA。"""
    monkeypatch.setenv("CLUSTERS_DATA", str(tmp_path / "别处"))
    assert main(["verify"]) == 1  # 那里还没有账本，不能说“完好”
    assert main(["rebuild"]) == 0
    assert str(tmp_path / "别处") in capsys.readouterr().out


def test_nothing_heavy_is_loaded_before_the_file_is_being_read():
    """命令行一启动就让子进程读表：pyarrow、duckdb 这些等它读的时候再载入。"""
    code = "import sys, etl.commands; print({'pyarrow', 'numpy', 'duckdb', 'rapidfuzz', 'pandas'} & sys.modules.keys())"
    done = subprocess.run([sys.executable, "-c", code], cwd=PROJECT, capture_output=True, text=True, check=True)
    assert done.stdout == "set()\n"
