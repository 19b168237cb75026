"""指标目录：写了的列都给，给了的列都写。"""

import pytest

from metrics import card, catalog
from metrics.show import show

ISSUE = (  # noqa: SIM905  # 照单子抄的一行
    "scale growth bridge contribution shift_share concentration inequality specialization strength resilience tiers"
    " transitions movers near_threshold pool outliers gap pace forecast benchmark peers coverage quality"
).split()


def test_every_metric_of_the_list_is_there_in_its_order():
    """二十三个指标，一个不少，次序就是单子上的次序。"""
    assert list(catalog.load()) == ISSUE


@pytest.mark.parametrize("name", list(catalog.load()))
def test_the_columns_produced_are_the_columns_documented(make_store, rows, name):
    """Both ways and in order, with data and without."""
    documented = ["period", "basis", *[column.name for column in catalog.load()[name].columns]]
    assert list(show(make_store(), name).columns) == documented
    with_data = make_store(fact=[rows.fact("甲", 10, 9, 8)], filed=[rows.filed("甲", "2026Q3")])
    assert list(show(with_data, name).columns) == documented


@pytest.mark.parametrize("metric", list(catalog.load().values()), ids=list(catalog.load()))
def test_every_entry_says_what_it_is_how_and_from_where(metric):
    """名称, 口径, 公式, 来源 and a proof; numbers have a unit and decimals; words a reader sees are Chinese."""
    assert all([metric.title, metric.definition, metric.formula, metric.source, metric.proof])
    for column in metric.columns:
        assert column.title
        assert column.better in ("", "high", "low")
        if column.name.endswith(("_pct", "_pp", "_10k_cny")):
            assert column.unit
            assert column.decimals is not None


def test_the_card_prints_everything_in_the_entry():
    """describe growth: name, definition, formula, variant, source, proof and each column with its unit."""
    printed = card.text(catalog.load()["growth"])
    for words in (
        "增长（growth）",
        "口径：",
        "公式：",
        "变体：企业范围可比",
        "来源：国家统计局",
        "例证：",
        "comparable_pct",
        "%",
    ):
        assert words in printed
