"""data/published/指标填报_规划文本.csv：规划里的公布数，照原文，不修正。"""

import csv
import re
from pathlib import Path

import pytest

FILE = Path(__file__).resolve().parents[2] / "data" / "published" / "指标填报_规划文本.csv"
KEY = ["指标名称", "地区", "产业", "报告期", "期别"]
HEADER = [*KEY, "数值", "计量单位", "公布增速（%）", "比较符", "状态", "脚注", "来源"]
CHAINS = ["软件和信息技术服务业", "集成电路", "工业互联网", "人工智能", "信息技术应用创新", "新一代信息技术装备"]
SOURCE = re.compile(r"《(.+)》第(\d+)行")


def _rows() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


ROWS = _rows()


def _value(grouping: str, period: str, indicator: str = "营业收入", region: str = "济南市") -> dict[str, str]:
    found = [
        row
        for row in ROWS
        if (row["指标名称"], row["地区"], row["产业"], row["报告期"]) == (indicator, region, grouping, period)
    ]
    assert len(found) == 1
    return found[0]


def test_it_is_a_spreadsheet_excel_opens_as_it_stands():
    """UTF-8 带 BOM，第一行就是表头。"""
    assert FILE.read_bytes()[:3] == b"\xef\xbb\xbf"
    assert list(ROWS[0]) == HEADER


def test_no_figure_is_filed_twice():
    """指标、地区、产业、报告期、期别合起来不重复。"""
    keys = [tuple(row[name] for name in KEY) for row in ROWS]
    assert len(set(keys)) == len(keys) == 51


def test_year_and_first_quarter_are_two_periods():
    """六个链群各有 2022 年全年与 2023 年 1-3 月累计，期别不同。"""
    for chain in CHAINS:
        assert _value(chain, "2022年")["期别"] == "全年"
        assert _value(chain, "2023年1-3月")["期别"] == "累计"


def test_the_fall_keeps_its_footnote():
    """装备一季度公布下降 45.8%，原文的说明随数保存。"""
    row = _value("新一代信息技术装备", "2023年1-3月")
    assert (row["数值"], row["公布增速（%）"]) == ("106", "-45.8")
    assert row["脚注"].startswith("受浪潮集团被列入美国实体清单影响")


def test_published_growth_is_kept_beside_a_ratio_that_differs(derived):
    """软件 2023 年公布 14.9%，与 2022 年直接相除是 21.29%：两个都不改。"""
    row = _value("软件和信息技术服务业", "2023年")
    before = float(_value("软件和信息技术服务业", "2022年")["数值"])
    assert row["公布增速（%）"] == "14.9"
    assert f"{(float(row['数值']) / before - 1) * 100:.2f}%" == derived["D11"]
    assert f"{float(row['数值']) / 1.149:.1f} 亿元" == derived["D12"]


def test_design_growth_is_not_the_growth_of_integrated_circuits(derived):
    """集成电路 200 亿元以上没有公布增速；15.4% 属于设计业，且是预计数。"""
    whole, design = _value("集成电路", "2023年"), _value("集成电路设计业", "2023年")
    assert (whole["比较符"], whole["公布增速（%）"]) == ("以上", "")
    assert (design["状态"], design["公布增速（%）"]) == ("预计", "15.4")
    assert f"{float(design['数值']) / 1.154:.1f} 亿元" == derived["D15"]


@pytest.mark.parametrize("chain", CHAINS)
def test_first_quarter_share_of_the_year(chain, derived):
    """一季度占 2022 全年比重与推算一致（12.9%—32.1%），所以不可乘 4。"""
    year, quarter = (_value(chain, period) for period in ("2022年", "2023年1-3月"))
    implied_year = float(year["数值"]) / (1 + float(year["公布增速（%）"]) / 100)
    implied_quarter = float(quarter["数值"]) / (1 + float(quarter["公布增速（%）"]) / 100)
    share = float(quarter["数值"]) / float(year["数值"]) * 100
    assert f"{implied_year:.1f} | {implied_quarter:.1f} | {share:.1f}%" == derived[f"D16-{chain}"]


def test_six_chains_overlap(derived):
    """六链合计 7074.3 亿元，大于次年核心产业的 6000 亿元，每行都写不可加总。"""
    total = sum(float(_value(chain, "2022年")["数值"]) for chain in CHAINS)
    assert f"{total:.1f} 亿元" == derived["D17"]
    assert all("不可加总" in _value(chain, "2022年")["脚注"] for chain in CHAINS)


def test_benchmark_cities_keep_their_own_year_and_scope():
    """苏州 1.2 万亿元、杭州 1.6 万亿元换算成亿元，原单位与口径写在脚注里。"""
    suzhou = _value("电子信息产业", "2022年", "产业规模", "苏州市")
    hangzhou = _value("数字经济核心产业", "2022年", "产业规模", "杭州市")
    assert (suzhou["数值"], hangzhou["数值"]) == ("12000", "16000")
    assert "原文1.2万亿元" in suzhou["脚注"]
    assert "原文1.6万亿元" in hangzhou["脚注"]
    assert "数据核心产业" in hangzhou["脚注"]


def test_every_figure_is_one_of_the_fact_table(facts):
    """每个数都在事实表里（换算后的），并且在所记的行上下。"""
    known: dict[str, set[tuple[float, str]]] = {}
    for fact in facts:
        for value, unit in ((fact["value"], fact["unit"]), (fact["norm_value"], fact["norm_unit"])):
            if value:
                known.setdefault(fact["scope"], set()).add((float(value), unit))
    for row in ROWS:
        assert (float(row["数值"]), row["计量单位"]) in known[row["地区"]], row


def test_published_growth_is_in_the_fact_table(facts):
    """每个公布增速都在事实表里。"""
    rates = {(fact["scope"], float(fact["value"])) for fact in facts if fact["unit"] == "%" and fact["value"]}
    for row in ROWS:
        if row["公布增速（%）"]:
            assert (row["地区"], float(row["公布增速（%）"])) in rates


def test_every_source_names_document_and_line(plan_lines):
    """来源写明哪份文件第几行，该行附近有这个数的原样数字。"""
    for row in ROWS:
        found = SOURCE.match(row["来源"])
        assert found, row
        line = int(found[2])
        near = "".join(plan_lines(found[1])[line : line + 4])
        printed = re.search(r"原文(?:写作)?([\d.]+)万", row["脚注"])
        figure = printed[1] if printed else row["数值"]
        assert figure in near or (figure == "3" and "第三位" in near), row
