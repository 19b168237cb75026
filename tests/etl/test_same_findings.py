"""命令行 `etl check --json` 与页面看到的是同一批问题，一条不多、一条不少、一个字不差。"""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etl.commands import main
from etl.inbox import receive
from etl.look import look

MAKER = Path(__file__).resolve().parents[3] / "shared" / "hostile" / "make_hostile.py"
KEYS = ("rule", "severity", "sheet", "cell", "row", "column", "value", "message")


def as_told(issues):
    return sorted(tuple(str(issue[key]) for key in KEYS) for issue in issues)


def told_and_seen(files, data, capsys):
    """File by file: what the command says of it, and what the page would show of it once dropped."""
    main(["check", *map(str, files), "--json", "--data", str(data)])
    told = {each["file"]: each["issues"] for each in json.loads(capsys.readouterr().out)["filings"]}
    seen = {}
    for file in files:
        [item] = receive(data, file.name, file.read_bytes(), "")
        [found] = look(data, [item], expected_period="2026Q3")
        seen[file.name] = as_told(issue.as_dict() for issue in found.account.issues)
    return {name: as_told(issues) for name, issues in told.items()}, seen


def test_ten_messy_forms_get_the_same_findings(load, form, firms, write_book, tmp_path, capsys):
    """错期、错单位、两张表、合并表头、生表头、错代码、重复、合计不符、空行、好表各一份，账上已有上年。"""
    everybody = dict.fromkeys(range(len(firms)))
    assert load(form(dict.fromkeys(everybody, 350), period="2025年1-9月")).filing
    good = form({number: 360 + number for number in everybody})
    wrong = [[*row] for row in good]
    wrong[2][0] = firms[0][:-1] + ("1" if firms[0][-1] != "1" else "2")
    merged = [
        good[0],
        ["统一社会信用代码", "企业名称", "营业收入", None],
        [None, None, "本期累计", "上年同期"],
        *good[2:],
    ]
    books = {
        "好表": {"表": good},
        "错期": {"表": form({0: 360}, period="2026年1-6月")},
        "错单位": {"表": form(dict.fromkeys(everybody, 3_600_000))},
        "两张表": {"今年": good, "去年": form({0: 350}, period="2025年1-9月")},
        "合并表头": {"表": merged},
        "生表头": {"表": [good[0], ["统一社会信用代码", "企业名称", "营收总数", "备查"], *good[2:]]},
        "错代码": {"表": wrong},
        "重复": {"表": [*good, [firms[0], "第0公司", 1, None]]},
        "合计不符": {"表": [*good, ["合计", None, 1, None]]},
        "空行": {"表": [*good, [None] * 4, [None, "没有代码的", 5, None]]},
    }
    files = [write_book(tmp_path / f"{name}.xlsx", sheets) for name, sheets in books.items()]
    told, seen = told_and_seen(files, tmp_path / "data", capsys)
    assert told == seen
    assert len(seen) == 10


@pytest.mark.skipif(not MAKER.exists(), reason="需要 ../shared/hostile/make_hostile.py")
def test_hostile_files_get_the_same_findings(tmp_path, capsys):
    """做出来的每一份恶意与混乱的表都一样。"""
    folder = tmp_path / "hostile"
    subprocess.run([sys.executable, str(MAKER), str(folder)], check=True, capture_output=True)
    files = sorted(file for file in folder.iterdir() if not file.name.startswith("manifest"))
    told, seen = told_and_seen(files, tmp_path / "data", capsys)
    assert told == seen
