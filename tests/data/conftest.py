"""规划原文与事实表在项目旁的 ../shared 里；不在就说明原因跳过。"""

import csv
import re
from collections.abc import Callable
from pathlib import Path

import pytest

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
# 003 的粗体逐字叠印，至少两对相同字才算；首页 30 行是另一份报告
DOUBLED = re.compile(r"(?:(\S)\1){2,}")
FOREIGN_LINES = 30

DOCUMENTS = {
    "历下区新一代信息技术产业规划文本（2021—2025）": "000",
    "山东省新一代信息技术产业专项规划（2018-2022年）": "001",
    "山东历下经济开发区产业发展规划（2025-2035年）": "002",
    "加快济南数字产业集群高质量发展的调研报告": "003",
    "山东省新一代信息技术创新能力提升行动计划（2019-2021年）": "004",
}


def squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


@pytest.fixture(scope="session")
def plan_lines() -> Callable[[str], list[str]]:
    """编号或书名 → 规划各行，去空白、去叠字，第一行在下标 1。"""
    if not (SHARED / "plans").is_dir():
        pytest.skip("需要 ../shared/plans 里的规划原文")

    def lines(document: str) -> list[str]:
        number = DOCUMENTS.get(document, document)
        file = next((SHARED / "plans").glob(f"{number}_*.txt"))
        rows = file.read_text(encoding="utf-8").split("\n")
        if number == "003":
            rows = ["" if i < FOREIGN_LINES else DOUBLED.sub(lambda m: m[0][::2], row) for i, row in enumerate(rows)]
        return ["", *map(squeezed, rows)]

    return lines


@pytest.fixture(scope="session")
def facts() -> list[dict[str, str]]:
    """plan_facts.csv 的每一行。"""
    return _rows("plan_facts.csv")


@pytest.fixture(scope="session")
def derived() -> dict[str, str]:
    """derived_checks.csv：编号 → 结果。"""
    return {row["id"]: row["value"] for row in _rows("derived_checks.csv")}


def _rows(name: str) -> list[dict[str, str]]:
    file = SHARED / "domain" / name
    if not file.is_file():
        pytest.skip(f"需要 ../shared/domain/{name}")
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="session")
def quoted_at(plan_lines) -> Callable[[str, str, int], bool]:
    """引文去空白后，是否从该书的该行开始出现。"""

    def starts(document: str, quote: str, line: int) -> bool:
        rows = plan_lines(document)
        text = "".join(rows[line : line + 20])
        place = text.find(squeezed(quote))
        return 0 <= place < max(len(rows[line]), 1)

    return starts
