"""点名的骨干企业。"""

from dataclasses import replace
from datetime import date

from etl.demo.firms import backbone, month


def _named(key):
    return next(firm for firm in backbone() if firm.key == key)


def test_above_scale_begins_with_its_month_and_ends_before_the_month_it_leaves():
    """纳统当月起算规上，退统当月起不算；泉磐天守2017年1月纳统、2023年8月退统。"""
    firm = _named("泉磐天守")
    assert not firm.is_above_scale(date(2016, 12, 31))
    assert firm.is_above_scale(date(2017, 1, 1))
    assert firm.is_above_scale(date(2023, 7, 31))
    assert not firm.is_above_scale(date(2023, 8, 1))


def test_a_firm_that_was_never_taken_in_is_never_above_scale():
    """纳统年月空着就是规下。"""
    assert not _named("岱溪微码").is_above_scale(date(2026, 9, 30))


def test_a_firm_is_gone_from_the_day_it_left():
    """2021年5月12日注销，当天起就不在了。"""
    firm = _named("旧荷软航")
    assert firm.is_here(date(2021, 5, 11))
    assert not firm.is_here(date(2021, 5, 12))


def test_a_renamed_firm_keeps_its_code():
    """更名前后两个名称，同一个代码。"""
    firm = _named("泉云星枢")
    assert firm.name_on(date(2022, 5, 17)) == "济南泉云星枢系统集成有限公司"
    assert firm.name_on(date(2022, 5, 18)) == "山东泉云星枢信息技术有限公司"
    assert firm.code == "91370102MAX000023Q"


def test_one_firm_stands_in_several_groups():
    """历衡沧舟在两个领域、一个集群、一条链里。"""
    firm = _named("历衡沧舟")
    assert firm.fields == ("软件和信息技术服务", "工业互联网")
    assert (firm.clusters, firm.chains, firm.stages) == (("软件和信息技术服务",), ("电子信息",), ("高端软件",))


def test_no_address_is_a_real_one(world):
    """地址一律在“示例路”。"""
    assert all("示例路" in firm.address for firm in world.firms)


def test_an_empty_month_is_no_month():
    """空着的年月是不知道，不是某一天。"""
    assert month("") is None
    assert month("2020-01") == date(2020, 1, 1)
    assert replace(_named("岱溪微码"), above_from=month("")).above_from is None
