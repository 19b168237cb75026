"""data/tiers.toml：分档与起点标准。"""

import tomllib
from pathlib import Path

RAW = tomllib.loads((Path(__file__).resolve().parents[2] / "data" / "tiers.toml").read_text(encoding="utf-8"))


def test_tiers_run_from_large_to_small():
    """百亿、十亿、亿元、规上、规下；1 亿元 = 10,000 万元。"""
    tiers = [(tier["tier"], tier.get("floor_10k_cny")) for tier in sorted(RAW["tier"], key=lambda t: t["sort"])]
    assert tiers == [
        ("百亿元以上", 1_000_000),
        ("十亿元以上", 100_000),
        ("亿元以上", 10_000),
        ("规上", None),
        ("规下", None),
    ]


def test_above_scale_is_a_status_not_a_sum():
    """规上、规下看名录状态，其余看金额，没有两样都看的。"""
    by_status = {tier["tier"]: tier["is_above_scale"] for tier in RAW["tier"] if "is_above_scale" in tier}
    assert by_status == {"规上": True, "规下": False}
    assert all(("floor_10k_cny" in tier) != ("is_above_scale" in tier) for tier in RAW["tier"])


def test_thresholds_by_industry():
    """软件和信息技术服务业 2000 万元、科学研究和技术服务业 1000 万元、文化体育娱乐业 500 万元、工业 2000 万元。"""
    floor = {division: row["floor_10k_cny"] for row in RAW["threshold"] for division in row["divisions"]}
    assert [floor[division] for division in ("65", "73", "87", "39", "27", "72")] == [2000, 1000, 500, 2000, 2000, 1000]


def test_no_division_has_two_thresholds_and_each_has_a_source():
    """一个大类只有一个起点，每条都写来源。"""
    divisions = [division for row in RAW["threshold"] for division in row["divisions"]]
    assert len(divisions) == len(set(divisions))
    assert all(row["source"] and row["measure"] for row in RAW["threshold"])
