"""说明书不说假话：写着的每条命令都能跑，写着的来源说明真能收表。"""

import os
import re
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from etl.demo.credit_code import credit_code
from etl.load import load_files
from etl.source import load_source

PROJECT = Path(__file__).resolve().parents[1]
README = (PROJECT / "README.md").read_text(encoding="utf-8")
BLOCKS = re.findall(r"```sh\n(.*?)```", README, re.DOTALL)
LINES = [line.split(" #")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]
MODULES = [line for line in LINES if re.match(r"\.venv/bin/python -m (etl|metrics) ", line)]


def run(line: str, folder: Path, data: Path) -> subprocess.CompletedProcess[str]:
    """One README line in the project's folder, with this interpreter and a data folder of its own."""
    command = line.replace(".venv/bin/python", sys.executable).replace("收上来的/", f"{folder}/收上来的/")
    command = command.replace("-o 季度营收模板.xlsx", f"-o {folder}/季度营收模板.xlsx")
    environment = {**os.environ, "CLUSTERS_DATA": str(data)}
    return subprocess.run(
        ["sh", "-c", command], cwd=PROJECT, env=environment, capture_output=True, text=True, check=False
    )


def fill(template: Path, file: Path) -> None:
    """What a clerk does with the template: write the period and one firm under the right headers."""
    book = openpyxl.load_workbook(template)
    sheet = book.active
    assert sheet is not None
    sheet["A2"] = "报告期：2026年1-9月"
    at = {
        str(cell.value).rstrip("*"): (cell.row, cell.column)
        for row in sheet.iter_rows()
        for cell in row
        if cell.value is not None
    }
    for header, value in {"统一社会信用代码": credit_code(1), "企业名称": "甲公司", "营业收入": 1234.56}.items():
        row, column = at[header]
        sheet.cell(row + 1, column, value)
    file.parent.mkdir()
    book.save(file)


def test_every_command_of_ours_in_the_readme_runs_in_its_order(tmp_path):
    """模板发下去、填好、看、收、查账、撤回、核对、取数：按说明书的顺序一条条跑，都办得成。"""
    data = tmp_path / "data"
    assert [line.split()[3] for line in MODULES] == [
        "template",
        "check",
        "load",
        "history",
        "undo",
        "verify",
        "show",
        "card",
        "prepare",
    ]
    for line in MODULES:
        if "归档号" in line:
            (filing,) = [entry.name for entry in (data / "ledger").iterdir() if not entry.name.startswith(".")]
            line = line.replace("归档号", filing)
        done = run(line, tmp_path, data)
        assert done.returncode == 0, f"{line}\n{done.stdout}{done.stderr}"
        if "template" in line:
            fill(tmp_path / "季度营收模板.xlsx", tmp_path / "收上来的" / "一街道.xlsx")


@pytest.mark.parametrize("target", ["run", "test", "test-cluster", "screenshots"])
def test_every_make_target_in_the_readme_exists(target):
    """说明书提到的 make 目标，Makefile 里都有。"""
    assert f"make {target}" in README
    done = subprocess.run(["make", "-n", target], cwd=PROJECT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr


def test_files_the_readme_points_to_exist():
    """每个链接和每张图都指到真有的文件。"""
    links = re.findall(r"\]\(([^)#][^)]*)\)", README)
    missing = [link for link in links if "://" not in link and not (PROJECT / link).exists()]
    assert links
    assert not missing


def test_the_source_toml_in_the_readme_reads_a_workbook(tmp_path):
    """说明书里的来源说明照抄下来就能用：两行数据收两行，亿元换成万元。"""
    (text,) = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    toml = tmp_path / "我的.toml"
    toml.write_text(text, encoding="utf-8")
    assert load_source(toml).title == "园区月度快报"
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["2026年1-9月快报"])
    sheet.append(["信用代码", "营业收入（亿元）", "所属领域"])
    sheet.append([credit_code(1), 1.5, "人工智能"])
    sheet.append([credit_code(2), 2, None])
    book.save(tmp_path / "快报.xlsx")
    (account,) = load_files([tmp_path / "快报.xlsx"], tmp_path / "data", source=str(toml))
    assert (account.rows_in, account.rows_kept, account.period) == (2, 2, "2026Q3"), account.issues
