"""规划与亮灯规则读成记录；写错的地方一次说全。"""

from pathlib import Path

import pytest

from metrics.plans import Base, Group, Measure, PlanError, load_light_rule, load_plans

PLAN = """
code = "p1"
title = "某规划"
short = "某规划"
issuer = "某机关"
scope = "某区"
start = "2021Q1"
end = "2025Q4"
"""
AMOUNT = """
[[target]]
code = "t1"
indicator = "总规模"
type = "amount"
operator = ">"
value = 200
unit = "亿元"
deadline = "2025Q4"
period_type = "annual"
scope = "某区"
group = { dimension = "field", values = ["软件"] }
base = { period = "2020Q4", value = 49.27, unit = "亿元", quote = "49.27亿元", line = 3 }
measure = { from = "enterprises", what = "revenue", tier = "规上" }
clause = "发展目标"
line = 9
quote = "总规模超过200亿元"
"""
LIGHTS = """
path = "linear"
amber_within_pp = 7.5
approximate_tolerance_pct = 5
expectation_at_expiry = "red"
[rules]
green = "达序"
amber = "略缓：不超过{amber_within_pp}个百分点"
red = "滞后：超过{amber_within_pp}个百分点"
ended_met = "期末评估：达到目标"
ended_missed = "期末评估：没有达到目标"
none = "无法评判"
path = "按{path}推算"
approximate = "达到{approximate_share}%"
expectation = "期末亮{expectation_light}"
"""


def _write(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_plan_file_becomes_a_plan(tmp_path):
    """表头、目标、基期与实绩来源各成一条记录；没写的取默认。"""
    (plan,) = load_plans(_write(tmp_path, p=PLAN + AMOUNT))
    (target,) = plan.targets
    assert (plan.code, plan.start, plan.end, plan.document_no) == ("p1", "2021Q1", "2025Q4", "")
    assert (target.value, target.unit, target.mode, target.is_vision) == (200, "亿元", "total", False)
    assert target.group == Group("field", ("软件",))
    assert target.base == Base("2020Q4", 49.27, "亿元", "49.27亿元", 3)
    assert target.measure == Measure(source="enterprises", what="revenue", tier="规上")


def test_a_base_without_a_value_means_the_actual(tmp_path):
    """规划没印基期数，只写期，表示取那一期实绩。"""
    text = AMOUNT.replace(', value = 49.27, unit = "亿元", quote = "49.27亿元", line = 3', "")
    (plan,) = load_plans(_write(tmp_path, p=PLAN + text))
    assert plan.targets[0].base == Base("2020Q4")


def test_a_folder_without_plans_is_empty(tmp_path):
    """没有规划不是错；亮灯规则不当作规划读。"""
    assert load_plans(_write(tmp_path, lights=LIGHTS)) == []


def test_all_mistakes_of_all_files_are_told_at_once(tmp_path):
    """两个文件四处错，一次说全，没有一处只说一半。"""
    wrong = AMOUNT.replace('">"', '"<"').replace("line = 9", "line = 0").replace('"2025Q4"', '"2025年"')
    with pytest.raises(PlanError) as caught:
        load_plans(_write(tmp_path, p=PLAN + wrong, q="code = "))
    assert len(caught.value.problems) == 4
    assert all("请" in problem for problem in caught.value.problems)


def test_light_sentences_carry_the_settings_numbers(tmp_path):
    """改了设置，印出来的句子跟着变。"""
    rule = load_light_rule(_write(tmp_path, lights=LIGHTS))
    assert (rule.path, rule.amber_within_pp, rule.approximate_tolerance_pct) == ("linear", 7.5, 5)
    assert rule.rules["red"] == "滞后：超过7.5个百分点"
    assert rule.rules["path"] == "按每年等量增长推算"
    assert rule.rules["approximate"] == "达到95%"
    assert rule.rules["expectation"] == "期末亮滞后"


def test_a_missing_light_rule_is_said(tmp_path):
    """没有 lights.toml 就说缺什么、放到哪里。"""
    with pytest.raises(PlanError, match=r"没有亮灯规则；请放入 lights\.toml"):
        load_light_rule(tmp_path)


def test_an_unreadable_file_is_said(tmp_path):
    """不是 TOML 的文件说出名字与位置。"""
    with pytest.raises(PlanError, match=r"lights\.toml：不是能读的 TOML"):
        load_light_rule(_write(tmp_path, lights="path = "))
