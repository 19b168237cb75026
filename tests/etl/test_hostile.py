"""恶意和凌乱的工作簿：清单里的每一份都照清单作答，一份不漏。"""

import io
import json
import os
import subprocess
import sys
import unicodedata
from decimal import Decimal
from pathlib import Path

import openpyxl
import pyarrow.parquet as pq
import pytest

from etl.giveback import annotated
from etl.inbox import receive, waiting
from etl.issue import Refused
from etl.load import check_file, load_files
from etl.paths import PROJECT, filing_names, inbox_dir, ledger_dir
from etl.read import limits
from etl.read.container import container_of
from etl.read.preflight import inspect, unpack
from etl.rule import rules

MAKER = Path(__file__).resolve().parents[3] / "shared" / "hostile" / "make_hostile.py"
SOURCE = str(Path(__file__).parents[1] / "sources" / "恶意样本.toml")
MB = 1024 * 1024

# 清单里的代号 → 我们的规则。E_ 开头的读取代号两边同名，不必写。
OURS = {
    "E_NO_ROWS": {"nothing_kept"},
    "E_NO_HEADER": {"no_table"},
    "E_MISSING_COLUMN": {"missing_column"},
    "E_UNIT": {"unit_unexpected"},
    "E_TOTAL_ROW": {"total_row"},
    "E_AMBIGUOUS_SHEET": {"sheet_ambiguous"},
    "E_CELL_ERROR": {"error_cell"},
    "E_NOT_FINITE": {"number", "not_reported"},
    "E_NOT_NUMBER": {"number", "unit_in_cell"},
    "E_OUT_OF_RANGE": {"number_too_large", "count"},
    "E_BLANK_REQUIRED": {"not_reported"},
    "E_NOT_INTEGER": {"count"},
    "E_USCC_FORMAT": {"code_scientific", "code_old"},
    "E_USCC_CHECK": {"code_check"},
    "E_DUPLICATE_ROW": {"duplicate_row"},
    "E_DUPLICATE_CONFLICT": {"duplicate_key"},
    "E_UNKNOWN_DOMAIN": {"member"},
    "E_PERIOD": {"period_mixed"},
    "E_TEXT_TOO_LONG": {"text_too_long", "E_TEXT_TOO_LONG"},
    "W_STRAY_CELL": {"stray_cell"},
    "W_HIDDEN_SHEET": {"hidden_sheet"},
    "W_FORMULA": {"formula"},
    "W_OUTLIER": {"unit_slip", "outlier"},
    "W_NORMALISED": {"code_cleaned", "odd_text"},
    "W_ODD_TEXT": {"odd_text"},
    "W_MISSING": {"not_reported"},
}
# 样本里这份 .ods 是空壳；真的 .ods 我们照内容读，不看扩展名，所以说的是“损坏”。
ALSO_RIGHT = {"ods_named_xlsx": {"E_DAMAGED"}}


@pytest.fixture(scope="module")
def corpus(tmp_path_factory):
    """The folder of all hostile workbooks."""
    if not MAKER.is_file():
        pytest.skip("需要 ../shared/hostile/make_hostile.py")
    folder = tmp_path_factory.mktemp("hostile")
    subprocess.run([sys.executable, str(MAKER), str(folder)], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="module")
def manifest(corpus):
    """What the corpus says of itself."""
    return json.loads((corpus / "manifest.json").read_text(encoding="utf-8"))


def _is_chinese(text):
    return any("一" <= character <= "鿿" for character in text)


def _faults(case, account, data):
    """Every way in which the answer is not the manifest's."""
    name = case["file"].split("_", 1)[1].rpartition(".")[0]
    codes = {issue.rule for issue in account.issues}
    wanted = {ours for code in case["code"] for ours in OURS.get(code, {code})} | ALSO_RIGHT.get(name, set())
    refused = account.filing is None
    if account.rows_in != account.rows_kept + account.rows_set_aside:
        yield "读到的行不等于收下的加搁置的"
    if not all(_is_chinese(issue.message) for issue in account.issues):
        yield "有话不是中文"
    if not codes <= rules().keys():
        yield f"不在规则目录里：{codes - rules().keys()}"
    if refused:
        may_refuse = case["verdict"] == "REJECT_FILE" or any(code.startswith("E_") for code in case["code"])
        if not may_refuse or not codes & wanted:
            yield f"拒收的理由 {codes} 不在 {wanted} 里"
        if filing_names(data):
            yield "拒收了却写了账"
        return
    if case["verdict"] == "REJECT_FILE":
        yield "该拒收的收了"
    if case["verdict"] in ("REJECT_ROWS", "WARN") and not codes & wanted:
        yield f"说的是 {codes}，没有 {wanted} 里的任何一条"
    if (account.rows_kept, account.rows_set_aside) != (case["good_rows"], case["bad_rows"]):
        yield f"收 {account.rows_kept} 搁置 {account.rows_set_aside}，应为 {case['good_rows']} 和 {case['bad_rows']}"
    yield from _wrong_values(case["facts"], ledger_dir(data) / account.filing / "rows.parquet")


def _wrong_values(facts, file):
    table = pq.read_table(file)
    revenue = table.column("revenue_10k_cny").to_pylist()
    if not all(value is not None and value.is_finite() for value in revenue):
        yield "收下的行里有不是有限数的"
    if "sum_revenue" in facts and sum(revenue) != Decimal(str(facts["sum_revenue"])):
        yield f"合计 {sum(revenue)}，应为 {facts['sum_revenue']}"
    stored = dict(zip(table.column("row").to_pylist(), revenue, strict=True))
    for fact, value in facts.items():
        if fact.startswith("row") and stored.get(int(fact[3:].split("_")[0])) != Decimal(str(value)):
            yield f"{fact} 是 {stored.get(int(fact[3:].split('_')[0]))}，应为 {value}"


def test_every_hostile_workbook_gets_the_answer_of_the_manifest(corpus, manifest, tmp_path, capsys):
    """逐份收：行数、数值、拒收的理由都与清单相同；拒收的一页账也不写，看一看与真收下说的一样。"""
    wrong = {}
    for number, case in enumerate(manifest["cases"]):
        data = tmp_path / str(number)
        seen = check_file(corpus / case["file"], data, SOURCE, None)
        [account] = load_files([corpus / case["file"]], data, source=SOURCE)
        faults = list(_faults(case, account, data))
        if seen.issues != account.issues:
            faults.append("看一看与真收下说的不一样")
        if faults:
            wrong[case["file"]] = faults
    count = len(manifest["cases"])
    with capsys.disabled():
        print(f"\n{count - len(wrong)} / {count} 份恶意样本照清单作答")
    assert (count, wrong) == (76, {})


def test_a_control_is_taken_without_a_word(corpus, manifest, tmp_path):
    """四份干净的样本：收下，没有话说；五千家的那份，数是编的，只有二十三家人均超过 5000 万元。"""
    controls = [case["file"] for case in manifest["cases"] if case["category"] == "control"]
    accounts = load_files([corpus / name for name in controls], tmp_path, source=SOURCE)
    assert [account.rows_kept for account in accounts] == [20, 20, 20, 5000]
    assert [issue for account in accounts[:3] for issue in account.issues] == []
    assert [issue.rule for issue in accounts[3].issues] == ["revenue_per_head"] * 23


def test_reading_any_of_them_stays_within_the_bounds(corpus, manifest, tmp_path):
    """过了结构检查的样本，读它的进程最多 300 MB、5 秒处理器时间。"""
    used = {}
    for number, case in enumerate(manifest["cases"]):
        path = corpus / case["file"]
        try:
            marks, container = _marks(path)
        except Refused:
            continue
        used[case["file"]] = _child_usage(path, container, marks, tmp_path / str(number))
    assert len(used) > 40
    assert {name: size for name, (size, _seconds) in used.items() if size > 300 * MB} == {}
    assert {name: seconds for name, (_size, seconds) in used.items() if seconds > 5} == {}


def _marks(path):
    data = path.read_bytes()
    container = container_of(path, data)
    if not isinstance(container, str):
        raise Refused([container])
    seen = inspect(path, container, data, unpack(path, container, data))
    if seen.strays:
        raise Refused([])  # 先去掉远处的空格子，再读的是副本
    return seen.marks, container


def _child_usage(path, container, marks, folder):
    """Most memory in bytes and processor seconds of the process that reads this file."""
    folder.mkdir()
    request = {"path": str(path), "container": container, "limits": limits.current()}
    (folder / "request.json").write_text(json.dumps(request), encoding="utf-8")
    # ru_maxrss 会把父进程分身那一刻的内存也算进来，所以由子进程自己报 VmHWM
    run = "import sys; from pathlib import Path; from etl.read.child import main; main(Path(sys.argv[1])); "
    run += "print([line for line in open('/proc/self/status') if line.startswith('VmHWM')][0].split()[1])"
    child = subprocess.Popen(
        [sys.executable, "-c", run, str(folder)], cwd=PROJECT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=-3
    )
    assert child.stdin
    assert child.stdout
    child.stdin.write(json.dumps(marks).encode())
    child.stdin.close()
    peak = child.stdout.read()
    child.stdout.close()
    _pid, status, usage = os.wait4(child.pid, 0)
    child.returncode = os.waitstatus_to_exitcode(status)
    return int(peak or 0) * 1024, usage.ru_utime + usage.ru_stime


def test_hostile_upload_names_are_nothing_but_text(corpus, manifest, tmp_path):
    """清单里的文件名（路径、网页标记、公式、改变书写方向的、空字符、三百字）：只当文字，不出收件箱，不成公式。"""
    clean = (corpus / manifest["cases"][0]["file"]).read_bytes()
    for number, name in enumerate(manifest["upload_names"]):
        data = tmp_path / str(number)
        receive(data, name, clean, "经办人")
        [item] = waiting(data)
        assert [path for path in data.rglob("*") if path.is_file() and inbox_dir(data) not in path.parents] == []
        assert not any(unicodedata.category(character) in ("Cc", "Cf") for character in item.name)
        given = openpyxl.load_workbook(io.BytesIO(annotated(item.path, item.name, [])))
        kinds = {cell.data_type for sheet in given for row in sheet.iter_rows() for cell in row if cell.value}
        given.close()
        assert "f" not in kinds, name
    assert [path.name for path in tmp_path.parent.iterdir() if path.name == "passwd.xlsx"] == []
