"""data/plans 与五份规划原文、事实表逐条对得上。"""

import re
from pathlib import Path

import pytest

from etl.taxonomy import ENTERPRISE_DIMENSIONS, load_taxonomies
from metrics.plans import Plan, Target, load_light_rule, load_plans

DATA = Path(__file__).resolve().parents[2] / "data"
PLANS = load_plans(DATA / "plans")
TARGETS = {target.code: target for plan in PLANS for target in plan.targets}
PLAN_OF = {target.code: plan for plan in PLANS for target in plan.targets}


def _number(text: str) -> float | None:
    return float(text) if text else None


def _last_quarter(text: str) -> str:
    """“2025”“2018-2022”“2019-2021 每年”的最后一年；“未写明…”为空；“2022年后再经5-10年”取最晚一年。"""
    if text.startswith("未写"):
        return ""
    if text == "2022年后再经5-10年":
        return "2032Q4"
    return re.findall(r"\d{4}", text)[-1] + "Q4"


def _years(start: str, end: str) -> int:
    return int(end[:4]) - int(start[:4])


def _growth_pct(start: float, end: float, years: int) -> float:
    return ((end / start) ** (1 / years) - 1) * 100


def test_every_target_of_the_fact_table_is_here_and_no_other(facts):
    """事实表有 38 个目标；这里一个不多、一个不少。"""
    assert sorted(TARGETS) == sorted(row["fact_id"] for row in facts if row["kind"] == "target")
    assert len(TARGETS) == 38


def test_each_target_says_what_the_fact_table_says(facts):
    """比较符、数、单位、期限、口径期别、引文与行号逐项相等。"""
    for row in facts:
        if row["kind"] != "target":
            continue
        target = TARGETS[row["fact_id"]]
        value = target.ratio if target.type == "relative" else target.value
        here = (target.operator, value, target.unit, target.deadline, target.period_type, target.quote, target.line)
        there = (
            row["comparator"],
            _number(row["value"]),
            row["unit"],
            _last_quarter(row["period_or_deadline"]),
            row["period_type"],
            row["quote"],
            int(row["line_in_seed"]),
        )
        assert here == there, row["fact_id"]
        assert target.indicator == row["indicator_zh"]
        assert target.scope == row["scope"]


def test_a_range_carries_both_its_ends(facts):
    """“3-5个”存下限与上限，判定用下限。"""
    for row in facts:
        if row["kind"] == "target" and row["comparator"] == "range":
            target = TARGETS[row["fact_id"]]
            assert (target.value_low, target.value_high) == (float(row["value_low"]), float(row["value_high"]))


@pytest.mark.parametrize("code", sorted(TARGETS))
def test_the_quote_stands_in_the_plan_at_its_line(code, quoted_at):
    """引文去空白后从所记行号开始（003 先去粗体叠字）。"""
    target = TARGETS[code]
    assert quoted_at(code[:3], target.quote, target.line)


def test_a_printed_base_is_quoted_too(quoted_at):
    """规划给了基期数的三个目标：49.27 亿元、36 家、全国第三位，引文都在原处。"""
    bases = {code: t.base for code, t in TARGETS.items() if t.base and t.base.value is not None}
    assert {code: (b.period, b.value, b.unit) for code, b in bases.items()} == {
        "000-029": ("2020Q4", 49.27, "亿元"),
        "000-032": ("2020Q4", 36, "家"),
        "001-021": ("2017Q4", 3, "位"),
    }
    assert all(quoted_at(code[:3], base.quote, base.line) for code, base in bases.items())


def test_the_clause_is_a_heading_above_the_quote(plan_lines):
    """条款的每一级标题都在引文之前出现。"""
    for code, target in TARGETS.items():
        above = "".join(plan_lines(code[:3])[: target.line + 1])
        for heading in target.clause.split(" · "):
            assert re.sub(r"\s", "", heading) in above, (code, heading)


def test_groups_of_targets_exist():
    """目标所说的组都在企业名录用的名单里。"""
    known = {
        (taxonomy.dimension, entry.value)
        for taxonomy in load_taxonomies(DATA / "clusters")
        if taxonomy.dimension in ENTERPRISE_DIMENSIONS
        for entry in taxonomy.entries
    }
    groups = [target.group for target in TARGETS.values() if target.group]
    assert len(groups) == 9
    assert all((group.dimension, value) in known for group in groups for value in group.values)


def test_the_it_plan_asks_for_32_percent_a_year(derived):
    """49.27→200 亿元须年均 32.34%，36→200 家须年均 40.91%，差额 -150.73 亿元，起步完成率 24.64%。"""
    scale, firms = TARGETS["000-029"], TARGETS["000-032"]
    assert _required(scale) == "32.34%" == derived["D01"]
    assert f"required CAGR {_required(firms)}" in derived["D05"]
    assert f"{_base(scale) - _value(scale):.2f} 亿元" == derived["D02"]
    assert f"{_base(scale) / _value(scale) * 100:.2f}%" == derived["D03"]


def test_tiers_explain_75_of_the_200(derived):
    """超过 5 家即至少 6 家、超过 20 家即至少 21 家（嵌套）：6×10+15×1=75 亿元；两个 50 亿级集群共 100 亿元。"""
    ten, one, clusters = TARGETS["000-030"], TARGETS["000-031"], TARGETS["000-033"]
    least_ten, least_one = _value(ten) + 1, _value(one) + 1
    floor = least_ten * _threshold(ten) + (least_one - least_ten) * _threshold(one)
    assert f"{floor:.0f} 亿元" == derived["D07"]
    assert f"{_value(clusters) * _threshold(clusters):.0f} 亿元" == derived["D08"]


def test_doubling_after_2030_is_14_87_percent_a_year(derived):
    """翻一番：2035 年为 2030 年实绩的 2 倍，年均 14.87%。"""
    target = TARGETS["002-023"]
    assert target.ratio == 2
    assert target.base_period == "2030Q4"
    assert f"{_growth_pct(1, target.ratio, _years(target.base_period, target.deadline)):.2f}%" == derived["D09"]


def test_only_the_zone_plan_still_runs():
    """2026 年 11 月：四份规划的期限已过或没有期限，经开区规划在期。"""
    running = {plan.code for plan in PLANS if plan.end > "2026Q3"}
    assert running == {"lixia-zone-2025"}
    assert {plan.code for plan in PLANS if not plan.end} == {"jinan-clusters-2024"}


def test_ambiguous_readings_are_data():
    """“两大产业规模破百亿”默认合计，也可读作各自；未来产业还可读作出现单个企业。"""
    assert (TARGETS["002-021"].mode, TARGETS["002-021"].other_modes) == ("total", ("each",))
    assert TARGETS["002-022"].other_modes == ("each", "any_enterprise")
    assert all("默认" in TARGETS[code].note for code in ("002-021", "002-022"))


def test_slogans_and_visions_are_not_judged():
    """“千亩百亿”与万亿级是口号与愿景，没有期限，不评判并写明原因。"""
    visions = [target for target in TARGETS.values() if target.is_vision]
    assert sorted(target.code for target in visions) == ["002-019", "002-020", "003-058"]
    assert all(target.measure.source == "none" and target.measure.why for target in visions)


def test_expectations_are_marked():
    """“争取”“力争”统领的目标是预期性的。"""
    marked = sorted(target.code for target in TARGETS.values() if target.is_expectation)
    assert marked == ["002-024", "004-001", "004-002", "004-003", "004-004"]


def test_the_light_rule_prints_its_own_numbers():
    """规则句子里的数与设置是同一个。"""
    rule = load_light_rule(DATA / "plans")
    assert (rule.path, rule.amber_within_pp) == ("constant_growth", 10)
    assert rule.rules["amber"] == "略缓：完成率低于参考路径，相差不超过10个百分点"
    assert "等速增长" in rule.rules["path"]
    assert not [sentence for sentence in rule.rules.values() if "{" in sentence]


def test_each_plan_names_issuer_scope_and_title(plan_lines):
    """书名在原文里（000 的书名是推定，除外），印发日期与文号亦然。"""
    by_number = {PLAN_OF[code].code: code[:3] for code in TARGETS}
    for plan in PLANS:
        text = "".join(plan_lines(by_number[plan.code]))
        if plan.code != "lixia-it-2021":
            assert re.sub(r"\s", "", plan.title) in text
        assert re.sub(r"\s", "", plan.document_no) in text
        assert _printed_date(plan) in text


def _printed_date(plan: Plan) -> str:
    if not plan.issued_on:
        return ""
    year, month, day = (int(part) for part in plan.issued_on.split("-"))
    return f"{year}年{month}月{day}日"


def _value(target: Target) -> float:
    assert target.value is not None
    return target.value


def _base(target: Target) -> float:
    assert target.base is not None
    assert target.base.value is not None
    return target.base.value


def _threshold(target: Target) -> float:
    """亿元。"""
    assert target.threshold_10k_cny is not None
    return target.threshold_10k_cny / 10_000


def _required(target: Target) -> str:
    assert target.base is not None
    return f"{_growth_pct(_base(target), _value(target), _years(target.base.period, target.deadline)):.2f}%"
