"""指标填报的演示值，只给规划里要靠公布数评判的目标。"""

import csv
import tomllib
from datetime import date

import python_calamine as calamine

from etl.demo.indicators import indicator_days, write_indicators
from etl.demo.story import HERE
from etl.paths import PROJECT


def test_every_published_target_of_the_district_has_a_value():
    """历下区、经开区规划中 measure.from = published 的目标，指标名和地区都一字不差；没有多余的。"""
    plans = [PROJECT / "data" / "plans" / f"{name}.toml" for name in ("lixia_it_2021", "lixia_zone_2025")]
    targets = [target for plan in plans for target in tomllib.loads(plan.read_text(encoding="utf-8"))["target"]]
    measures = [target["measure"] for target in targets if target["measure"]["from"] == "published"]
    with (HERE / "indicators.csv").open(encoding="utf-8", newline="") as file:
        given = {(row["indicator"], row["region"]) for row in csv.DictReader(file)}
    assert given == {(measure["indicator"], measure["region"]) for measure in measures}


def test_the_workbook_says_that_it_is_invented(tmp_path):
    """标题有演示数据，来源写着不是真实数字；2025年省级园区3个。"""
    path = tmp_path / "指标.xlsx"
    write_indicators(path, date(2026, 2, 10))
    lines = calamine.CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python()
    assert "（演示数据）" in str(lines[0][0])
    parks = next(line for line in lines if line[0] == "省级产业园区数" and line[3] == "2025年")
    assert (parks[5], parks[6], parks[11]) == (3.0, "个", "演示数据，不是真实数字")


def test_they_were_handed_in_on_two_days():
    """年初一批，年中一批。"""
    assert indicator_days() == [date(2026, 2, 10), date(2026, 7, 21)]
