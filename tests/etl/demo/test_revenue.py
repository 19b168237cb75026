"""真实营业收入的路。"""

from datetime import date
from decimal import Decimal

import pytest

from etl.demo.firms import backbone
from etl.demo.quarters import Quarter
from etl.demo.revenue import true_revenue

YEAR_END_2020 = Quarter(2020, 4)


def _of(world, key, quarter):
    return Decimal(world.revenue[key, quarter]) / 10_000


def _above_scale_it(world, year):
    return [firm for firm in world.firms if firm.fields and firm.is_above_scale(date(year, 12, 31))]


def test_the_base_year_is_the_plans_to_the_cent(world):
    """规划原文：规上36家，年度主营业务收入49.27亿元，即492,700.00万元。"""
    firms = _above_scale_it(world, 2020)
    assert len(firms) == 36
    assert sum(_of(world, firm.key, YEAR_END_2020) for firm in firms) == Decimal("492700.00")


def test_the_plan_ends_half_met(world):
    """2025年：不到200亿元、规上168家；过十亿元6家（上年5家）、过亿元28家。"""
    revenue = {y: [_of(world, f.key, Quarter(y, 4)) for f in _above_scale_it(world, y)] for y in (2024, 2025)}
    assert len(revenue[2025]) == 168
    assert 1_950_000 < sum(revenue[2025]) < 2_000_000
    assert [sum(value >= 100_000 for value in revenue[y]) for y in (2024, 2025)] == [5, 6]
    assert sum(value >= 10_000 for value in revenue[2025]) == 28


def test_two_of_three_clusters_reach_five_billion(world):
    """2025年软件、信创两个集群过50亿元，数字创意没有。"""
    totals = {
        name: sum(_of(world, f.key, Quarter(2025, 4)) for f in _above_scale_it(world, 2025) if name in f.clusters)
        for name in ("软件和信息技术服务", "信创", "数字创意")
    }
    assert [value >= 500_000 for value in totals.values()] == [True, True, False]


def test_the_zone_is_on_its_way(world):
    """2025年两大主导产业40—60亿元，三个未来产业2—4.5亿元。"""
    end = Quarter(2025, 4)
    here = [firm for firm in world.firms if (firm.key, end) in world.revenue]
    leading = sum(_of(world, f.key, end) for f in here if {"现代医药", "电子信息"} & set(f.chains))
    future = sum(_of(world, f.key, end) for f in here if {"脑机接口", "智能机器人", "生成式人工智能"} & set(f.chains))
    assert 400_000 < leading < 600_000
    assert 20_000 < future < 45_000


def test_one_firm_dominates_a_field(world):
    """2025年链鹊砥石占区块链领域六成以上。"""
    end = Quarter(2025, 4)
    field = sum(_of(world, f.key, end) for f in world.firms if "区块链" in f.fields and (f.key, end) in world.revenue)
    assert _of(world, "链鹊砥石", end) / field > Decimal("0.6")


@pytest.mark.parametrize(("key", "about"), [("岱溪微码", 1990), ("历溪云栈", 9700), ("历衡沧舟", 98000)])
def test_three_firms_stand_just_below_a_threshold(world, key, about):
    """2025年离2000万元、1亿元、10亿元都只差一点。"""
    value = _of(world, key, Quarter(2025, 4))
    assert abs(value - about) <= Decimal("0.002") * about


def test_cumulatives_never_fall_but_once(world):
    """年内累计只增不减；唯一的冲减是工衡织联2024年三季度。"""
    falls = [
        (key, str(quarter))
        for (key, quarter), value in world.revenue.items()
        if quarter.quarter > 1 and value < world.revenue.get((key, Quarter(quarter.year, quarter.quarter - 1)), 0)
    ]
    assert falls == [("工衡织联", "2024Q3")]


def test_amounts_have_two_decimals_in_ten_thousand_yuan(world):
    """都是100元的整倍数，任何单位都写得下。"""
    assert all(value > 0 and value % 100 == 0 for value in world.revenue.values())


def test_two_firms_shrink_year_by_year(world):
    """趵流宏算、墨舟映画2020年以后年年下降。"""
    for key in ("趵流宏算", "墨舟映画"):
        years = [world.revenue[key, Quarter(year, 4)] for year in range(2020, 2026)]
        assert years == sorted(years, reverse=True)


def test_a_story_that_misses_the_base_is_refused():
    """规上家数凑不成36家，就说差多少，不硬校。"""
    with pytest.raises(ValueError, match="规上应为 36 家，故事里有 23 家"):
        true_revenue(backbone())
