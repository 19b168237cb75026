"""要求写成规划的话。"""

from etl.paths import PROJECT
from metrics.plans import load_plans
from metrics.verdict import requirement


def test_requirements_read_as_the_plans_do():
    """超过, 不低于, 约, 区间, 前几位, 相对与定性, from the plans themselves."""
    words = {
        target.code: requirement(target) for plan in load_plans(PROJECT / "data" / "plans") for target in plan.targets
    }
    assert words["000-029"] == "超过200亿元"
    assert words["000-032"] == "不低于200家"
    assert words["001-027"] == "约10个"
    assert words["001-023"] == "3—5个"
    assert words["001-021"] == "前3位"
    assert words["002-023"] == "2030年实绩的2倍"
    assert words["002-025"] == "定性"
