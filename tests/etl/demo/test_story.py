"""故事的数据表与规划、名单对得上。"""

import pytest

from etl.demo.story import FIELDS, table
from etl.paths import PROJECT
from etl.taxonomy import closed_list, load_taxonomies


@pytest.fixture(scope="module")
def known():
    taxonomies = load_taxonomies(PROJECT / "data" / "clusters")
    return {
        dimension: closed_list(taxonomies, dimension) for dimension in ("field", "cluster", "chain", "stage", "carrier")
    }


def test_every_name_a_firm_can_carry_is_on_the_closed_lists(world, known):
    """六大领域、集群、产业链、环节、载体都是名单里的正式写法。"""
    used = {
        "field": {name for firm in world.firms for name in firm.fields},
        "cluster": {name for firm in world.firms for name in firm.clusters},
        "chain": {name for firm in world.firms for name in firm.chains},
        "stage": {name for firm in world.firms for name in firm.stages},
        "carrier": {firm.carrier for firm in world.firms if firm.carrier},
    }
    assert {dimension: {n for n in names if known[dimension].get(n) != n} for dimension, names in used.items()} == {
        dimension: set() for dimension in used
    }
    assert used["field"] == set(FIELDS)


def test_every_other_name_is_an_alias_of_what_it_stands_for(known):
    """名录里写的别名，名单认得，而且认作同一个东西。"""
    for name, alias in table("names")["also_called"].items():
        assert name in {accepted.get(alias) for accepted in known.values()}, alias


def test_the_district_has_its_thirteen_subdistricts():
    """历下区辖13个街道，名称不重。"""
    assert len({place["name"] for place in table("story")["subdistrict"]}) == 13


def test_the_seasons_of_a_kind_make_a_year():
    """各季比重合起来是1，一季度在13%—32%之间。"""
    for name, kind in table("story")["kinds"].items():
        assert sum(kind["quarters"]) == pytest.approx(1), name
        assert 0.13 <= kind["quarters"][0] <= 0.32, name
