"""目标差距页。"""

import pytest

from etl.paths import PROJECT
from metrics.plans import load_plans
from tests.pages.page_words import open_everything, open_page, text

pytestmark = pytest.mark.usefixtures("demo")


def test_every_target_of_every_plan_has_its_line():
    """As many expanders as targets in the plan files."""
    targets = [target.code for plan in load_plans(PROJECT / "data" / "plans") for target in plan.targets]
    keys = {box.proto.id.split("-", 2)[2] for box in open_page("gaps").get("expander")}
    assert {f"target_{code}" for code in targets} <= keys


def test_an_ended_plan_is_assessed_and_asks_for_no_growth():
    """The IT plan ended in 2025: its targets read 期末评估 and nowhere 所需年均增速."""
    said = text(open_everything(open_page("gaps", plan="历下IT规划2021—2025")))
    assert "期末评估：未达到" in said
    assert "滞后" not in said.split("能算完成率的")[1].splitlines()[0]
    assert "规划已到期，不再计算所需增速" in said
    assert "所需年均增速" not in {metric.label for metric in open_page("gaps", target="000-029").metric}


def test_a_target_opens_by_its_code_with_clause_and_rule():
    """The address opens one target: its clause word for word with the line, and the rule of its light."""
    said = text(open_page("gaps", target="000-029"))
    assert "到2025年，新一代信息技术产业总规模超过200亿元" in said
    assert "原文第425行" in said
    assert "亮灯规则" in said


def test_the_relative_target_waits_for_its_base():
    """2035 is to be twice 2030, which has not come."""
    assert "待2030年实绩" in text(open_page("gaps", plan="历下经开区规划2025—2035"))


def test_a_qualitative_target_is_listed_and_not_calculated():
    """It has no number to ask for and no chart."""
    at = open_page("gaps", plan="历下IT规划2021—2025", target="000-037")
    assert "全省领先水平的产业体系" in text(at)
    assert "要求定性" not in text(at)


def test_a_plan_that_has_not_begun_is_not_under_way():
    """In 2024 the zone's plan of 2025—2035 has not begun, its targets without figures included; the IT plan runs."""
    said = text(open_page("gaps", period="2024Q4", plan="历下经开区规划2025—2035"))
    assert "规划期未开始7项，不亮灯。" in said
    assert "在期目标" not in said


def test_a_plan_is_over_only_from_its_last_quarter_on():
    """The IT plan ends with 2025: the third quarter of 2025 does not call it over, the fourth does."""
    plan = "历下IT规划2021—2025"
    assert "规划期已满" not in text(open_page("gaps", period="2025Q3", plan=plan))
    assert "规划期已满，按期末评估" in text(open_page("gaps", period="2025Q4", plan=plan))


def test_a_target_that_is_not_forecast_says_why():
    """算力 is a published figure without quarters; an ended target says nothing about the future."""
    assert "不作预测：公布数没有逐季的序列" in text(open_page("gaps", target="002-024"))
    ended = text(open_page("gaps", target="000-029"))
    assert "不作预测" not in ended
    assert "达标概率" not in ended
