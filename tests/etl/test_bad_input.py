"""坏的文件：每一种都拒收，话里有文件、表、单元格、值、规则和办法；什么也不收一半，原来的都在。"""

import hashlib

import pytest

from etl.commands import main
from etl.paths import ledger_dir

CODE_A, CODE_B, CODE_C = "91370102MA0000001W", "91370102MA00000020", "91370102MA00000033"
CODES = [CODE_A, CODE_B, CODE_C, "91370102MA00000046", "91370102MA00000059"]
HEADER = ["统一社会信用代码", "企业名称", "营业收入", "上年同期"]
TITLE = ["2026年1-9月", None, "单位：万元"]


@pytest.fixture
def books(tmp_path):
    """Every file of the ledger with its digest: what was there stays."""

    def listing():
        folder = ledger_dir(tmp_path / "data")
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(folder.rglob("*"))
            if path.is_file() and path.name != ".lock"
        }

    return listing


@pytest.fixture
def answer(tmp_path, write_book, capsys):
    """Load sheets as `name`; returns the exit code and the lines said on stderr."""

    def run(sheets, *, name="季报.xlsx", hidden=(), extra=()):
        path = write_book(tmp_path / name, sheets, hidden=hidden)
        code = main(["load", str(path), "--data", str(tmp_path / "data"), *extra])
        return code, capsys.readouterr().err.splitlines()

    return run


@pytest.fixture
def loaded_before(load):
    """Five firms filed a year ago, so that there is something to keep."""
    rows = [[code, f"{n}公司", 100 + n, None] for n, code in enumerate(CODES, 1)]
    account = load([["2025年1-9月", None, "单位：万元"], HEADER, *rows], at="2025-10-15")
    assert account.filing


ONE = [CODE_A, "甲公司", 350, 300]
REFUSED = {
    "没人写单位": (
        {"汇总": [["2026年1-9月"], HEADER, ONE]},
        [
            " · 汇总 · C2 · 营业收入：“营业收入”没有写计量单位；"
            "请在表头写成“营业收入（万元）”，或在表上方写“计量单位：万元”。",
            " · 汇总 · D2 · 上年同期：“上年同期”没有写计量单位；"
            "请在表头写成“上年同期（万元）”，或在表上方写“计量单位：万元”。",
        ],
    ),
    "写了两种单位": (
        {"汇总": [[*TITLE, "（单位：亿元）"], HEADER[:3], ONE[:3]]},
        [" · 汇总 · C2 · 营业收入 · “万元、亿元”：“营业收入”同时写了 万元、亿元 几种单位；请只留一种。"],
    ),
    "缺一列": (
        {"汇总": [TITLE, ["统一社会信用代码", "单位", "营业收入", "上年同期", "利润总额"], [*ONE, 1]]},
        [
            " · 汇总 · 第 2 行 · 企业名称：缺少“企业名称”列；请补上，或把表头改成这个写法。",
            " · 汇总 · D3 · 上年同期 · “300”：填的上年同期是 300 万元，去年报的是 101 万元，差 197.0%；"
            "若是口径调整请写明原因，否则请核对。",
        ],
    ),
    "没有代码列": (
        {"汇总": [TITLE, HEADER[1:], ONE[1:]]},
        [" · 汇总 · 第 2 行 · 统一社会信用代码：缺少“统一社会信用代码”列；请补上，或把表头改成这个写法。"],
    ),
    "两列一个名": (
        {"汇总": [TITLE, ["统一社会信用代码", "企业名称", "营业收入", "营业收入累计"], ONE]},
        [" · 汇总 · D2 · 营业收入累计：C2 和 D2 都像是“营业收入”；请只留一列，或改清表头。"],
    ),
    "整列没填": (
        {"汇总": [TITLE, HEADER, [CODE_A, "甲公司", None, 300]]},
        [
            " · 汇总 · C2 · 营业收入：表头“营业收入”下面一格也没有填；请补上，或去掉这一列再交。",
            " · 汇总 · C3 · 营业收入：甲公司：没有填，按未报处理；报来后再收。",
        ],
    ),
    "没写报告期": (
        {"汇总": [["单位：万元"], HEADER, ONE]},
        ["：没有写报告期；请在标题写“报告期：2026年1-9月”，或指定是哪一期（页面上选，命令行用 --period）。"],
    ),
    "报告期与表名矛盾": (
        {"2026年1-6月": [TITLE, HEADER, ONE]},
        [
            " · 2026年1-6月 · A1 · “2026年1-6月、2026年1-9月”：报告期前后矛盾：2026年1-6月（工作表名“2026年1-6月”）；"
            "2026年1-9月（表“2026年1-6月”的 A1）；请改成一致后再交；"
            "两期的表放在一个文件里的，删掉不该收的那张，或分成两个文件。"
        ],
    ),
    "报告期不在季度末": (
        {"汇总": [["2026年1-8月", None, "单位：万元"], HEADER, ONE]},
        [
            " · 汇总 · A1 · “2026年1-8月”：报告期 2026年1-8月 不是年初至季度末；"
            "只收 1-3月、1-6月、1-9月、1-12月的累计数。"
        ],
    ),
    "单季冒充累计": (
        {"汇总": [["2026年7-9月", None, "单位：万元"], HEADER, ONE]},
        [
            " · 汇总 · A1 · “2026年7-9月”：报告期 2026年7-9月 不是年初至季度末；"
            "只收 1-3月、1-6月、1-9月、1-12月的累计数。"
        ],
    ),
    "：认不出来": (
        {"签到": [["姓名", "电话"], ["张三", "139"]]},
        [
            "：认不出是哪种报表（现有：企业名录、季度营收、指标填报）；"
            "请指定种类（页面上选，命令行用 --source），或为它写一份来源说明。"
        ],
    ),
    "：表头下面没有数": (
        {"汇总": [TITLE, HEADER]},
        ["：表头下面没有一行数据；请填好再交。"],
    ),
    "：没有一行收得下": (
        {"汇总": [TITLE, HEADER, ["91370102MA0000001X", "甲公司", 350, 300]]},
        [
            "：没有一行可以收下：1 行全部搁置，原因见各行。",
            " · 汇总 · A3 · 统一社会信用代码 · “91370102MA0000001X”："
            "甲公司：统一社会信用代码的校验位不符（末位应为 W）；请对照营业执照核对。",
        ],
    ),
    "单位像是写错了": (
        {"汇总": [["2026年1-9月", None, "单位：亿元"], HEADER[:3], *([c, f"{c}公司", 100] for c in CODES)]},
        [
            " · 汇总 · C5 · 营业收入 · “1,000,000”："
            "多数企业的营业收入约为以前所报的 10000 倍，疑似计量单位写错；请核对表上的单位。"
        ],
    ),
    "像两种报表": (
        {"汇总": [["统一社会信用代码", "企业名称", "营收额（万元）"], [CODE_A, "甲公司", 350]]},
        [
            "：分不清是“企业名录”还是“季度营收”（但缺“营业收入”列）；"
            "请指定是哪一种（页面上选，命令行用 --source），或把表头改成该种报表的写法。",
        ],
    ),
}


@pytest.mark.usefixtures("loaded_before")
@pytest.mark.parametrize(("sheets", "said"), REFUSED.values(), ids=REFUSED)
def test_a_wrong_file_is_refused_and_told_why(answer, books, sheets, said):
    """整个文件拒收：每句话都说在哪里、是什么、怎么办，账本一个字节也没有变。"""
    before = books()
    code, lines = answer(sheets)
    assert (code, lines[0]) == (1, "季报.xlsx：拒收")
    assert lines[1:] == [f"  季报.xlsx{line}" for line in said]
    assert books() == before


def test_every_problem_of_a_file_is_told_at_once(answer, books):
    """没单位、报告期矛盾、代码错、数错、重复：交一次，全知道；说整份的在前，再是牵涉钱多的。"""
    rows = [
        ["2026年1-9月"],
        HEADER,
        [CODE_A, "甲公司", 350, 300],
        ["91370102MA0000002X", "乙公司", "三百", 1],
        [CODE_C, "丙公司", 1, 1],
        [CODE_C, "丙公司", 2, 1],
    ]
    code, lines = answer({"汇总": rows}, name="2026年1-6月.xlsx")
    assert code == 1
    assert [line.split("：")[0] for line in lines[1:]] == [
        "  2026年1-6月.xlsx · 汇总 · A1 · “2026年1-6月、2026年1-9月”",
        "  2026年1-6月.xlsx · 汇总 · A6 · 统一社会信用代码 · “91370102MA00000033”",
        "  2026年1-6月.xlsx · 汇总 · A5 · 统一社会信用代码 · “91370102MA00000033”",
        "  2026年1-6月.xlsx · 汇总 · C2 · 营业收入",
        "  2026年1-6月.xlsx · 汇总 · D2 · 上年同期",
        "  2026年1-6月.xlsx · 汇总 · A4 · 统一社会信用代码 · “91370102MA0000002X”",
        "  2026年1-6月.xlsx · 汇总 · C4 · 营业收入 · “三百”",
    ]
    assert books() == {}


def test_one_wrong_file_does_not_stop_the_others(tmp_path, write_book, capsys):
    """三个文件里一个坏的：另两个照收，退出码仍是 1。"""
    good = {"汇总": [TITLE, HEADER[:3], ONE[:3]]}
    files = [
        write_book(tmp_path / f"{n}.xlsx", good if n != "坏" else {"汇总": [["姓名"]]}) for n in ("甲", "坏", "乙")
    ]
    assert main(["load", *map(str, files), "--data", str(tmp_path / "data")]) == 1
    said = capsys.readouterr()
    assert [line.split("：")[0] for line in said.out.splitlines()] == ["甲.xlsx", "乙.xlsx", "共 3 个文件"]
    assert said.err.startswith("坏.xlsx：拒收")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("没有.xlsx", None, "找不到文件"),
        ("目录.xlsx", "folder", "它是文件夹，或没有读的权限；请核对。"),
        ("空的.xlsx", b"", "空的"),
        ("网页.xls", "<html><table><tr><td>营业收入</td></tr></table></html>".encode(), "网页"),
        ("半截.xlsx", b"PK\x03\x04 half", "另存为"),
    ],
)
def test_what_is_no_spreadsheet_is_refused(tmp_path, capsys, books, name, content, said):
    """没有的、是文件夹的、空的、其实是网页的、只剩半截的：拒收，说是哪个文件、怎么办。"""
    path = tmp_path / name
    if content == "folder":
        path.mkdir()
    elif content is not None:
        path.write_bytes(content)
    assert main(["load", str(path), "--data", str(tmp_path / "data")]) == 1
    lines = capsys.readouterr().err.splitlines()
    assert lines[0] == f"{name}：拒收"
    assert name in lines[1]
    assert said in lines[1]
    assert books() == {}


def test_an_unknown_kind_or_a_wrong_source_is_told(answer, books, tmp_path):
    """--source 写错：说出有哪些种类，或说明错在哪里。"""
    good = {"汇总": [TITLE, HEADER[:3], ONE[:3]]}
    assert answer(good, extra=["--source", "月报"])[1][1:] == [
        "  季报.xlsx：没有叫“月报”的报表种类；现有：企业名录、季度营收、指标填报。也可以给出 TOML 文件的路径。"
    ]
    toml = tmp_path / "月报.toml"
    toml.write_text('title = "月报"\nrecord = "revenue"\n[columns.x]\ntype = "text"', encoding="utf-8")
    assert [line.split("：")[1] for line in answer(good, extra=["--source", str(toml)])[1][1:]] == [
        "月报.toml · columns.x",
        "月报.toml · 这类报表必须有 enterprise_id 列；请补上 [columns.enterprise_id]。",
        "月报.toml · 这类报表必须有 revenue_10k_cny 列；请补上 [columns.revenue_10k_cny]。",
    ]
    assert books() == {}
