"""一年一份的名录。"""

from datetime import date

import pytest
import python_calamine as calamine

from etl.demo.register import Snapshot, listed, snapshots


@pytest.fixture(scope="module")
def read(batches, demo_folder):
    assert batches

    def rows(name):
        book = calamine.CalamineWorkbook.from_path(str(demo_folder / f"企业名录_{name}.xlsx"))
        lines = book.get_sheet_by_index(0).to_python()
        return {line[1]: dict(zip(lines[1], line, strict=True)) for line in lines[2:]}

    return rows


def test_a_register_each_year_and_an_update():
    """2019—2026年每年三月一份，2026年九月一份更新。"""
    names = [snapshot.file_name for snapshot in snapshots()]
    assert names == [f"企业名录_{year}年.xlsx" for year in range(2019, 2027)] + ["企业名录_2026年更新.xlsx"]


def test_chain_columns_come_with_the_zone_plan(read, world):
    """产业链两列2025年才有；一家企业可以属于几个领域。"""
    leader = "91370102MAX000015X"
    assert "所属产业链" not in read("2024年")[leader]
    assert read("2025年")[world.by_key["历衡沧舟"].code]["所属产业链"] == "电子信息"
    assert read("2026年")[leader]["所属领域"].count("、") == 1


def test_nobody_knows_the_future(read, world):
    """2023年3月的名录不知道8月的迁出；次年写上，再次年不列。"""
    code = world.by_key["泉磐天守"].code
    assert read("2023年")[code]["退统年月"] == ""
    assert read("2024年")[code]["注销迁出日期"] in (date(2023, 8, 21), "2023-08-21")
    assert code not in read("2025年")


def test_the_name_is_the_one_of_the_day(read):
    """2022年3月还是旧名，2023年是新名，代码没变。"""
    assert read("2022年")["91370102MAX000023Q"]["企业名称"] == "济南泉云星枢系统集成有限公司"
    assert read("2023年")["91370102MAX000023Q"]["企业名称"] == "山东泉云星枢信息技术有限公司"


def test_an_update_carries_only_what_changed(world):
    """更新部分只有三月以后纳统、退统、更名、离开的。"""
    update = Snapshot(date(2026, 9, 24), since=date(2026, 3, 12))
    firms = listed(world.firms, update)
    assert 0 < len(firms) < 20
    assert all(
        date(2026, 3, 12) < max(m for m in (f.above_from, f.above_to, f.left_on, f.renamed_on) if m and m <= update.day)
        for f in firms
    )


def test_one_cluster_is_not_on_the_list(read, world):
    """2023年名录里有一个名单外的集群“数字文旅”，次年改成数字创意。"""
    code = world.by_key["蓉街绘刻"].code
    assert read("2023年")[code]["所属集群"] == "数字文旅"
    assert read("2024年")[code]["所属集群"].startswith("数字创意")


def test_every_firm_is_on_some_register(read, world):
    """历年名录合起来，318家一家不少；年月写法有三种。"""
    seen = {code for name in [*(f"{y}年" for y in range(2019, 2027)), "2026年更新"] for code in read(name)}
    assert seen == {firm.code for firm in world.firms}
    written = {name: read(name)["91370102MAX000015X"]["纳统年月"] for name in ("2019年", "2020年", "2021年")}
    assert written == {"2019年": "2012年1月", "2020年": "2012-01", "2021年": "201201"}
