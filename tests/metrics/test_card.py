"""口径卡：命令行上印出来的一张。"""

import pytest

from metrics import card, catalog, proof


@pytest.mark.parametrize("metric", list(catalog.load().values()), ids=list(catalog.load()))
def test_the_card_shows_each_published_example_and_that_it_passes(metric):
    """Computed while printing: 算得 x，公布 y，一致; none says 不一致."""
    printed = card.text(metric)
    for example in proof.of(metric.name):
        assert example.title in printed
    assert printed.count("，一致") >= len(proof.of(metric.name))
    assert "不一致" not in printed


def test_a_card_has_every_part():
    """definition, formula, variant, source, example and columns, each under its name."""
    printed = card.text(catalog.load()["growth"])
    starts = ["增长（growth）", "口径：", "公式：", "变体：", "来源：", "例证：", "公布过的算例", "列："]
    assert [start for start in starts if not any(line.startswith(start) for line in printed.splitlines())] == []


def test_the_leading_columns_and_the_ways_to_group_are_told():
    """What ytd and rolling4 mean; the dimensions a metric refuses, and one that takes none, are not offered."""
    printed = card.text(catalog.load()["scale"])
    assert "  period  报告期" in printed
    assert "ytd 年初累计" in printed
    assert "subdistrict 街道" in printed
    assert "tier 梯队" not in card.text(catalog.load()["tiers"])
    assert "--by" not in card.text(catalog.load()["gap"])
