"""披露控制的门：同一张表，不受控的角色照看，受控的看到的每一格都问过；没有哪一格写成零。"""

from dataclasses import replace
from pathlib import Path

import pandas as pd
import pytest

from bench.attacker import bounds
from bench.knowledge import Knowledge
from bench.listener import learn
from metrics import catalog
from metrics.disclosure.guard import columns, is_withheld
from metrics.request import RequestError
from metrics.show import show
from metrics.store import StoreError

# 街道、行业、累计；甲街的丙业只有一家
FIRMS = [
    ("东", "甲", 50.0), ("东", "甲", 45.0), ("东", "甲", 40.0), ("东", "甲", 35.0),
    ("东", "乙", 30.0), ("东", "乙", 28.0), ("东", "乙", 26.0), ("东", "乙", 24.0),
    ("西", "甲", 44.0), ("西", "甲", 42.0), ("西", "甲", 38.0), ("西", "甲", 36.0),
    ("西", "乙", 33.0), ("西", "乙", 31.0), ("西", "乙", 29.0), ("西", "乙", 27.0), ("西", "丙", 90.0),
]  # fmt: skip
SECRET = "disclosure.secret.toml"


def district(make_store, rows, data: Path, firms=FIRMS, late=()):
    """A build of one quarter; `late` firms stand at the end of the list and filed only in this version."""
    every = [*firms, *late]
    enterprise = [
        {"enterprise_id": f"QY{n:03}", "enterprise": f"企业{n:03}", "subdistrict": street, "industry": industry,
         "has_scale_status": False}
        for n, (street, industry, _amount) in enumerate(every)
    ]  # fmt: skip
    fact = [rows.fact(f"QY{n:03}", amount, period="2026Q1") for n, (_s, _i, amount) in enumerate(every)]
    fact += [{**one, "basis": "single"} for one in fact]
    if not (data / SECRET).exists():
        (data / SECRET).write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
        (data / SECRET).chmod(0o600)
    made = make_store(data=data, enterprise=enterprise, fact=fact, meta={"latest_period": "2026Q1"})
    return replace(made, path=Path(f"{data.name}-{len(every)}.duckdb"))


@pytest.fixture
def store(make_store, rows, tmp_path):
    return district(make_store, rows, tmp_path)


def of(table, **cell):
    for name, value in cell.items():
        table = table.loc[table[name] == value]
    return table.iloc[0]


def test_a_role_without_control_sees_the_table_as_it_is(store):
    """领导、审核员：与不写角色的一张表相同。"""
    open_table = show(store, "scale", by=["industry"])
    assert all(show(store, "scale", by=["industry"], role=role).equals(open_table) for role in ("leader", "reviewer"))


def test_a_cell_of_one_firm_is_empty_and_says_by_which_rule(store):
    """丙业只有一家：家数、金额、占比、位次都空着，不是零，旁边写依法不公布与规则。"""
    row = of(show(store, "scale", by=["industry"], role="researcher"), industry="丙", basis="ytd")
    assert row[["enterprises", "revenue_10k_cny", "share_pct", "rank"]].isna().all()
    assert row["suppressed"] == "依法不公布（企业不足）"
    assert row["suppressed_columns"] == "enterprises revenue_10k_cny share_pct rank"


def test_another_cell_is_hidden_so_that_a_total_less_the_rest_gives_nothing(store):
    """总计照给，所以另有一个行业陪着隐去；藏着的两个之和够家数。"""
    table = show(store, "scale", by=["industry"], role="researcher")
    table = table.loc[table["basis"] == "ytd"]
    assert sum(table["revenue_10k_cny"].isna()) == 2
    assert bool(show(store, "scale", role="researcher")["revenue_10k_cny"].notna().all())


def test_places_are_counted_among_shown_cells_only(make_store, rows, tmp_path):
    """位次跳过一个号，就知道藏着的格子夹在哪两格之间：所以只在公布的格子之间排，从1数到底。"""
    firms = [(street, "甲", amount + at) for at, street in enumerate(("东", "西", "南", "北", "中"))
             for amount in (50.0, 45.0, 40.0, 35.0)] + [("孤", "乙", 300.0)]  # fmt: skip
    table = show(district(make_store, rows, tmp_path, firms), "scale", by=["subdistrict"], role="researcher")
    ranks = table.loc[table["basis"] == "ytd", "rank"].dropna().astype(int)
    assert sorted(ranks) == list(range(1, len(ranks) + 1))


@pytest.mark.parametrize("metric", sorted(catalog.load()))
def test_no_metric_gives_a_controlled_role_a_firm(store, metric):
    """每个指标，不分组与按街道分组：研究者拿不到一个企业的代码、名称。"""
    for by in ([], ["subdistrict"]):
        try:
            text = show(store, metric, by=by, role="researcher").to_csv()
        except RequestError:
            continue
        assert "QY0" not in text
        assert "企业0" not in text


def test_asking_for_single_firms_gives_no_row(store):
    """按企业分组、按一家企业筛选：没有行。"""
    assert show(store, "scale", by=["enterprise"], role="researcher").empty
    assert show(store, "scale", where={"enterprise": ["QY016"]}, role="public").empty


def test_an_administrator_alone_sees_no_figure(store):
    """管理员单凭这个角色：没有行。"""
    assert show(store, "scale", role="admin").empty


def test_a_combination_that_is_not_open_is_refused_with_its_reason(store):
    """行业 × 街道没有开放，两个行业合在一起也不是哪张表里的格子：都空着，写明未开放的组合。"""
    pair = show(store, "scale", by=["industry", "subdistrict"], role="researcher")
    both = show(store, "scale", where={"industry": ["甲", "乙"]}, role="researcher")
    for table in (pair, both):
        assert bool(table["revenue_10k_cny"].isna().all())
        assert set(table["suppressed"]) == {"依法不公布（未开放的组合）"}


def test_a_clerk_sees_what_he_is_in_charge_of_and_the_rest_under_control(store):
    """东街的填报员：东街的照看；别的街道与研究者一样。"""
    own = {"subdistrict": ["东"]}
    inside = show(store, "scale", by=["industry"], where={"subdistrict": ["东"]}, role="clerk", own=own)
    outside = show(store, "scale", by=["industry"], role="clerk", own=own)
    assert bool(inside["revenue_10k_cny"].notna().all())
    assert bool(outside["revenue_10k_cny"].isna().any())


def test_the_largest_firms_share_is_never_given(store):
    """最大一家占比乘合计就是那一家的数：受控的角色总是空的。"""
    table = show(store, "concentration", role="researcher")
    assert bool(table["cr1_pct"].isna().all())
    assert bool(table["cr3_pct"].isna().all())
    assert bool(table["enterprises"].notna().any())


def test_two_versions_together_do_not_give_the_late_firm(make_store, rows, tmp_path):
    """先给过一版，后来补报一家：攻击者拿着两版的每一张表，推不出补报的那一家；先给过的那一版还是原样。"""
    asked = [((), {}), (("industry",), {}), (("subdistrict",), {})]
    first = district(make_store, rows, tmp_path)
    known = Knowledge()
    learn(known, first, asked, ["2026Q1"])
    before = show(first, "scale", by=["industry"], role="researcher")
    second = district(make_store, rows, tmp_path, late=[("东", "甲", 60.0)])
    learn(known, second, asked, ["2026Q1"])
    (found,) = bounds(known, [("y", "QY017", "2026Q1", 60.0)])
    assert not found.is_close()
    pd.testing.assert_frame_equal(show(first, "scale", by=["industry"], role="researcher"), before)


def test_no_firm_is_bounded_from_all_open_tables(store):
    """总计、行业、街道三张表，四个指标：没有一家被推到 ±10% 以内。"""
    known = Knowledge()
    learn(known, store, [((), {}), (("industry",), {}), (("subdistrict",), {})], ["2026Q1"])
    assert [one for one in bounds(known, sorted(known.seen)) if one.is_close()] == []


def test_what_was_given_out_is_written_down_for_its_owner_only(store):
    """给过的记在 data/released 里，只许属主读；再问一遍不添新的记录。"""
    show(store, "scale", role="researcher")
    files = sorted((store.data / "released" / "2026Q1").iterdir())
    show(store, "scale", by=["industry"], role="public")
    assert [file.name for file in files] == ["000001.json.gz"]
    assert files[0].stat().st_mode & 0o077 == 0
    assert sorted((store.data / "released" / "2026Q1").iterdir()) == files


def test_a_parameter_file_others_can_read_is_refused(store):
    """参数是秘密：别人读得到的文件不用，说怎么改，不说里面写了什么。"""
    (store.data / SECRET).chmod(0o644)
    with pytest.raises(StoreError, match="chmod 600") as told:
        show(store, "scale", role="researcher")
    assert "12" not in str(told.value)


def test_a_role_nobody_knows_is_refused(store):
    """写错的角色不当作不受控。"""
    with pytest.raises(RequestError, match="reseacher"):
        show(store, "scale", role="reseacher")


def test_withheld_cells_can_be_told_from_unknown_ones(store):
    """页面要分得清隐去与未知。"""
    table = show(store, "scale", by=["industry"], role="researcher")
    assert list(is_withheld(table, "revenue_10k_cny")) == list(table["revenue_10k_cny"].isna())
    assert not is_withheld(show(store, "scale"), "revenue_10k_cny").any()


def test_every_column_that_is_asked_for_exists():
    """columns.toml 里写的指标与列，目录里都有：写错一个字就等于没给。"""
    known = catalog.load()
    wrong = [
        f"{metric}.{name}"
        for metric, needs in columns().items()
        for name in needs
        if name not in {column.name for column in known[metric].columns}
    ]
    assert wrong == []
