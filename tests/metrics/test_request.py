"""一次取数的要求：不认得的词说清楚，给最接近的。"""

import pytest

from metrics.request import RequestError, parse


@pytest.fixture
def store(make_store):
    return make_store(
        enterprise=[{"enterprise_id": "91A", "enterprise": "甲公司", "subdistrict": "姚家街道"}],
        membership=[{"enterprise_id": "91A", "dimension": "cluster", "value": "数字创意"}],
        grouping=[{"dimension": "cluster", "value": "信创"}],
    )


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"metric": "growht"}, r"指标“growht”不认得；最接近的有：growth"),
        (
            {"metric": "scale", "asked_period": "2026年三季度"},
            r"报告期“2026年三季度”看不懂：应写作年份加季度，如 2026Q3",
        ),
        ({"metric": "scale", "by": ["clusters"]}, r"维度“clusters”不认得；最接近的有：cluster"),
        ({"metric": "scale", "by": ["集群"]}, r"维度“集群”在命令行里写作 cluster"),
        ({"metric": "scale", "where": {"subdistrict": ["火星"]}}, r"街道“火星”不认得；可用的有："),
        ({"metric": "scale", "by": ["field", "field"]}, r"维度不能重复，最多同时 3 个"),
        ({"metric": "scale", "by": ["field", "chain", "stage", "tier"]}, r"最多同时 3 个"),
        ({"metric": "scale", "where": {"subdistrict": ["姚家街"]}}, r"街道“姚家街”不认得；最接近的有：姚家街道"),
        ({"metric": "scale", "where": {"chain": ["医药"]}}, r"数据里还没有任何产业链。请先载入名录或季报"),
        ({"metric": "gap", "by": ["cluster"]}, r"目标差距不分组也不筛选"),
        ({"metric": "coverage", "where": {"tier": ["规上"]}}, r"填报覆盖不能按梯队"),
    ],
)
def test_a_word_nobody_knows_is_refused_with_what_would_be_right(store, asked, said):
    """Metric, period, dimension, value: each names the word, and the nearest or the rule."""
    with pytest.raises(RequestError, match=said):
        parse(store, **asked)


@pytest.mark.parametrize(
    "where",
    [
        {"subdistrict": ["姚家街道", "未归类"]},
        {"enterprise": ["甲公司"]},
        {"enterprise": ["91A"]},
        {"cluster": ["信创"]},
        {"cluster": ["数字创意"]},
        {"tier": ["规上"]},
    ],
)
def test_known_values_and_the_unstated_group_pass(store, where):
    """Enterprises by key or name; a listed cluster passes though nobody is in it yet."""
    assert dict(parse(store, "scale", None, [], where).where) == {name: tuple(values) for name, values in where.items()}


def test_grouping_by_enterprise_is_two_columns(store):
    """The key and the name."""
    request = parse(store, "scale", "2026Q3", ["subdistrict", "enterprise"])
    assert request.group_columns == ["subdistrict", "enterprise_id", "enterprise"]
