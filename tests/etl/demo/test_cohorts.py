"""一批批的普通企业。"""

import json
from datetime import date
from pathlib import Path

import pytest

from etl.demo.cohorts import ordinary
from etl.demo.story import table

TAXONOMY = Path(__file__).parents[4] / "shared" / "domain" / "taxonomy.json"


def test_each_year_end_has_the_planned_number_above_scale(world):
    """每组企业每年末的规上家数，与故事里写的一家不差。"""
    for group, plan in table("story")["groups"].items():
        firms = [firm for firm in world.firms if firm.group == group]
        counted = {y: sum(firm.is_above_scale(date(int(y), 12, 31)) for firm in firms) for y in plan["above"]}
        assert counted == plan["above"], group


def test_about_320_firms_with_their_own_codes_and_names(world):
    """318家，代码、名称都不重；十三个街道都有企业。"""
    assert len(world.firms) == 318
    assert len({firm.code for firm in world.firms}) == 318
    assert len({firm.name for firm in world.firms}) == 318
    assert len({firm.subdistrict for firm in world.firms}) == 13


def test_the_cohorts_are_the_same_every_time():
    """再造一遍，一模一样。"""
    assert ordinary() == ordinary()


def test_some_were_filed_below_scale_first_and_some_are_new(world):
    """先在规下报过几年再纳统的、一来就纳统的、当年新办的，都有。"""
    taken_in = [firm for firm in world.firms if firm.above_from and firm.above_from.year >= 2021]
    assert any(firm.reports_from.first_day.year < firm.above_from.year for firm in taken_in)
    assert any(firm.reports_from.first_day.year == firm.above_from.year for firm in taken_in)
    assert any(firm.founded.year == firm.reports_from.year for firm in taken_in)


def test_zone_firms_stand_in_the_zone(world):
    """只属于经开区产业链的普通企业都在智远、龙洞两个街道。"""
    zone = [firm for firm in world.firms if firm.group in ("pharma", "electronics", "future")]
    assert {firm.subdistrict for firm in zone} == {"智远街道", "龙洞街道"}


@pytest.mark.skipif(not TAXONOMY.exists(), reason="需要 ../shared 里的企业名单")
def test_no_name_is_that_of_a_real_firm(world):
    """规划点过名的企业，没有一家的名字出现在虚构名称里。"""
    real = {entry["name"] for entry in json.loads(TAXONOMY.read_text(encoding="utf-8"))["enterprises"]}
    assert [(firm.name, name) for firm in world.firms for name in real if name in firm.name] == []
