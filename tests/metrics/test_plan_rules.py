"""规划文件的每一种错各有一句话：文件 · 目标 · 键 · 值：规则；怎么办。"""

import tomllib

import pytest

from metrics.plan_rules import light_mistakes, plan_mistakes, repeated_codes

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
measure = { from = "enterprises", what = "revenue" }
clause = "发展目标"
line = 9
quote = "总规模超过200亿元"
"""
RELATIVE = AMOUNT.replace('"amount"', '"relative"').replace("value = 200", "ratio = 2")
RANGE = AMOUNT.replace('"amount"', '"range"').replace('">"', '"range"')
PUBLISHED = AMOUNT.replace('from = "enterprises", what = "revenue"', 'from = "published", indicator = "园区数"')
LIGHTS = """
path = "linear"
amber_within_pp = 10
approximate_tolerance_pct = 5
expectation_at_expiry = "red"
[rules]
green = "达序"
amber = "略缓"
red = "滞后"
ended_met = "期末评估：达到目标"
ended_missed = "期末评估：没有达到目标"
none = "无法评判"
path = "路径"
approximate = "约数"
expectation = "预期"
"""


def _found(text: str) -> list[str]:
    return list(plan_mistakes("p.toml", tomllib.loads(text)))


def test_a_right_plan_has_no_mistakes():
    """对照：改错之前的样子是对的。"""
    assert _found(PLAN + AMOUNT) == []


@pytest.mark.parametrize(
    ("wrong", "where", "rule"),
    [
        (AMOUNT + 'colour = "红"', "colour · 红", "没有这个键"),
        (AMOUNT.replace('quote = "总规模超过200亿元"', ""), "quote · （空）", "必填"),
        (AMOUNT.replace('"总规模超过200亿元"', '""'), "quote · （空）", "必填"),
        (AMOUNT.replace('clause = "发展目标"', ""), "clause · （空）", "必填"),
        (AMOUNT.replace("value = 200", 'value = "200"'), "value · 200", "值的类型不对"),
        (AMOUNT.replace("line = 9", "line = 0"), "line · 0", "行号从 1 起"),
        (AMOUNT.replace('"amount"', '"money"'), "type · money", "只能是 amount、"),
        (AMOUNT.replace('"annual"', '"yearly"'), "period_type · yearly", "只能是 annual、"),
        (AMOUNT.replace('operator = ">"', 'operator = "<"'), "operator · <", "这类目标只用 >、>=、=、~"),
        (AMOUNT.replace("value = 200", ""), "value · （空）", "必须有这个数"),
        (AMOUNT + "value_low = 3", "value_low · 3", "不写这个数"),
        (AMOUNT.replace('unit = "亿元"\n', ""), "unit · （空）", "有数就要有计量单位"),
        (AMOUNT.replace('"2025Q4"', '"2025"'), "deadline · 2025", "期要写成 2025Q4 的样子"),
        (AMOUNT.replace('deadline = "2025Q4"', ""), "deadline · （空）", "有期限的写 deadline"),
        (AMOUNT + "is_vision = true", "deadline · 2025Q4", "二者必居其一"),
        (AMOUNT + "threshold_10k_cny = 1", "threshold_10k_cny · 1", "只有它写门槛"),
        (AMOUNT.replace('"amount"', '"count_above"'), "threshold_10k_cny · （空）", "过线家数必须写"),
        (AMOUNT + 'mode = "sum"', "mode · sum", "只能是 total、each"),
        (AMOUNT + 'other_modes = ["sum"]', "other_modes · sum", "只能是 total、each"),
        (AMOUNT.replace('dimension = "field"', 'dimension = "street"'), "group.dimension · street", "只能是 cluster"),
        (AMOUNT.replace('group = { dimension = "field", values = ["软件"] }', ""), "group · （空）", "写清是哪些组"),
        (AMOUNT.replace("2020Q4", "2020"), "base.period · 2020", "期要写成"),
        (AMOUNT.replace(', quote = "49.27亿元"', ""), "base · 49.27", "单位、原文引文与行号"),
        (AMOUNT.replace('period = "2020Q4", ', ""), "base.period · ", "期要写成"),
        (AMOUNT.replace('"enterprises"', '"guess"'), "measure.from · guess", "只能是 enterprises、published、none"),
        (AMOUNT.replace('from = "enterprises", ', ""), "measure.from · （空）", "只能是"),
        (AMOUNT.replace('"revenue"', '"profit"'), "measure.what · profit", "只能是 revenue"),
        (AMOUNT.replace('what = "revenue"', 'who = "revenue"'), "measure.who · revenue", "没有这个键"),
        (AMOUNT.replace('"enterprises", what = "revenue"', '"none"'), "measure.why · （空）", "来源为 none 时必填"),
        (PUBLISHED, "measure.region · （空）", "来源为 published 时必填"),
        (PUBLISHED, "measure.basis · （空）", "来源为 published 时必填"),
        (RELATIVE, "base_period · （空）", "相对哪一期"),
        (RELATIVE.replace("ratio = 2", ""), "ratio · （空）", "必须有这个数"),
        (RANGE.replace("value = 200", "value_low = 5\nvalue_high = 3"), "value_low · 5", "应小于 value_high（3）"),
        (RANGE.replace("value = 200", "value_low = 3"), "value_high · （空）", "必须有这个数"),
        (AMOUNT.replace('"amount"', '"qualitative"'), "value · 200", "不写这个数"),
    ],
)
def test_each_mistake_of_a_target_is_named_with_its_remedy(wrong, where, rule):
    """说出哪个目标的哪个键、现在的值、规则与办法。"""
    start = f"p.toml · 第1个目标「t1 总规模」 · {where}："
    said = [problem for problem in _found(PLAN + wrong) if problem.startswith(start)]
    assert any(rule in problem and "请" in problem for problem in said), _found(PLAN + wrong)


@pytest.mark.parametrize(
    ("wrong", "message"),
    [
        (PLAN, "p.toml · 表头 · target · （空）：必填"),
        (PLAN.replace('scope = "某区"', "") + AMOUNT, "p.toml · 表头 · scope · （空）：必填"),
        ("issuer_name = 1\n" + PLAN + AMOUNT, "p.toml · 表头 · issuer_name · 1：没有这个键"),
        (PLAN.replace("2021Q1", "2021") + AMOUNT, "p.toml · 表头 · start · 2021：期要写成"),
        (PLAN.replace("2025Q4", "2019Q4") + AMOUNT, "p.toml · 表头 · end · 2019Q4：应不早于 start"),
        (PLAN + 'target = ["总规模"]', "p.toml · 表头 · target · 总规模：应为 [[target]] 段"),
    ],
)
def test_each_mistake_of_a_head_is_named(wrong, message):
    """表头的错也说出键、值与办法。"""
    assert [problem for problem in _found(wrong) if problem.startswith(message)], _found(wrong)


def test_codes_are_used_once():
    """规划简码与目标编号在所有文件里各只用一次。"""
    raw = tomllib.loads(PLAN + AMOUNT)
    assert list(repeated_codes({"a.toml": raw, "b.toml": raw})) == [
        "b.toml · 表头 · code · p1：a.toml · 表头 已用；请换一个",
        "b.toml · 第1个目标「t1 总规模」 · code · t1：a.toml · 第1个目标「t1 总规模」 已用；请换一个",
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('path = "linear"', 'path = "curve"', "path · curve：只能是 constant_growth、linear"),
        ("amber_within_pp = 10", "", "amber_within_pp · （空）：必填"),
        ("amber_within_pp = 10", 'amber_within_pp = "10"', "amber_within_pp · 10：值的类型不对"),
        ("amber_within_pp = 10", "amber_within_pp = -1", "amber_within_pp · -1：应在 0 到 100 之间"),
        ('green = "达序"', "", "rules.green · （空）：每种灯都要有一句"),
        ('green = "达序"', 'green = "达序"\nblue = "蓝"', "rules.blue · 蓝：没有这个键"),
    ],
)
def test_each_mistake_of_the_light_rule_is_named(old, new, message):
    """亮灯规则的错同样说法。"""
    problems = list(light_mistakes("lights.toml", tomllib.loads(LIGHTS.replace(old, new, 1))))
    assert any(problem.startswith(f"lights.toml · 亮灯规则 · {message}") for problem in problems), problems


def test_a_right_light_rule_has_no_mistakes():
    """对照。"""
    assert list(light_mistakes("lights.toml", tomllib.loads(LIGHTS))) == []
