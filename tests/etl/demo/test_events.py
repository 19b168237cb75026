"""迟报、没报、漏报、重述。"""

from datetime import date

from etl.demo import events
from etl.demo.quarters import Quarter, quarters

FIRST, LAST = Quarter(2019, 1), Quarter(2026, 3)


def test_latecomers_are_on_the_list_and_come_weeks_later(world):
    """迟报的都是该报的企业，补报日在交表日之后，点名的在内。"""
    assert [str(late.period) for late in world.late] == ["2020Q4", "2021Q4", "2024Q2", "2025Q4"]
    for late in world.late:
        assert all(events.reports(world.by_key[key], late.period) for key in late.keys)
        assert (late.day - late.period.filing_day).days >= 20
    assert "舜衡千帆" in world.late[0].keys


def test_some_have_not_filed_the_last_quarter_yet(world):
    """2026年三季度还有19家没交，泉检明析在内。"""
    quarter, keys = world.unfiled
    assert (quarter, len(keys)) == (LAST, 19)
    assert "泉检明析" in keys


def test_no_firm_above_scale_misses_a_year_end(world):
    """规上企业可能漏一季，但不漏年报。"""
    missed = [
        (f, q) for f in world.firms for q in quarters(FIRST, LAST) if events.reports(f, q) and events.is_missed(f, q)
    ]
    assert all(q.quarter != 4 for f, q in missed if f.is_above_scale(q.last_day))
    assert sum(f.is_above_scale(q.last_day) for f, q in missed) >= 10
    assert len(missed) > 60


def test_the_named_hole_is_there(world):
    """趵流宏算没报2022年上半年。"""
    firm = world.by_key["趵流宏算"]
    assert events.is_missed(firm, Quarter(2022, 2))
    assert not events.is_missed(firm, Quarter(2022, 3))


def test_restatements_are_named_or_rare(world):
    """泉云星枢2022年把上年数调低7%；每年总有几家重述，但不超过十分之一。"""
    assert events.restatement(world.by_key["泉云星枢"], 2022) == 0.93
    assert events.restatement(world.by_key["泉云星枢"], 2023) == 1.0
    for year in range(2020, 2027):
        restated = [firm for firm in world.firms if events.restatement(firm, year) != 1.0]
        assert 0 < len(restated) < 32


def test_a_firm_reports_from_its_first_form_until_it_leaves(world):
    """2023年8月迁出：二季度还报，三季度不报。2022年迁入：2021年不报。"""
    assert events.reports(world.by_key["泉磐天守"], Quarter(2023, 2))
    assert not events.reports(world.by_key["泉磐天守"], Quarter(2023, 3))
    assert not events.reports(world.by_key["鹊桥澜智"], Quarter(2021, 4))
    assert events.reports(world.by_key["鹊桥澜智"], Quarter(2022, 1))
    assert date(2022, 1, 1) == world.by_key["鹊桥澜智"].above_from


def test_a_few_prior_cells_are_left_blank(world):
    """上年同期忘填的有，但很少。"""
    asked = [(f, q) for f in world.firms for q in quarters(FIRST, LAST) if events.reports(f, q)]
    blank = [pair for pair in asked if events.is_prior_blank(*pair)]
    assert 0 < len(blank) < len(asked) / 50
