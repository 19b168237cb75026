"""例证：公布过的每个算例，用指标自己的函数再算一遍。"""

import json
from pathlib import Path

import pytest

from etl.paths import PROJECT
from metrics import catalog, proof

EXAMPLES = Path(__file__).resolve().parents[3] / "shared" / "checks" / "worked_examples.json"

# 这些算例不属于我们的任何一个指标，理由写在后面
NOT_OURS = {
    "sdc-01": "涉密判定，属于对外提供时的保密规则",
    "ts-02": "经典季节分解，我们的预测用指数平滑，不分解",
}


@pytest.mark.parametrize("example", proof.load(), ids=[each.id for each in proof.load()])
def test_a_published_example_is_reproduced(example):
    """Every answer of every example, with the functions the metric calls; the source is named in its entry."""
    outcomes = proof.run(example)
    assert outcomes
    assert [outcome.words() for outcome in outcomes if not outcome.agrees] == []
    assert proof.source_words(example)


def test_every_metric_named_by_an_example_is_in_the_catalog():
    """An example that proves nothing is a mistake in its file; ids are unique within a metric."""
    assert {each.metric for each in proof.load()} <= set(catalog.load())
    named = [(each.metric, each.id) for each in proof.load()]
    assert len(named) == len(set(named))


@pytest.mark.skipif(not EXAMPLES.exists(), reason="需要 ../shared/checks 里的公开算例")
def test_every_published_example_is_among_ours_or_is_said_not_to_be():
    """checks/worked_examples.json: forty-three entries, each either proven here or listed with its reason."""
    published = {each["id"] for each in json.loads(EXAMPLES.read_text(encoding="utf-8"))["examples"]}
    assert published - {each.id for each in proof.load()} == set(NOT_OURS)


@pytest.mark.parametrize("name", catalog.load())
def test_a_metric_without_a_published_example_says_so_and_names_a_test_that_exists(name):
    """Either the card shows an example computed now, or it says none was found and what is checked instead."""
    metric = catalog.load()[name]
    assert bool(proof.of(name)) != bool(metric.unproven)
    if metric.unproven:
        file, _colons, test = metric.unproven_test.partition("::")
        assert f"def {test}(" in (PROJECT / file).read_text(encoding="utf-8")
        assert metric.unproven in metric.without_example


def test_an_example_that_does_not_hold_says_so():
    """A wrong published figure gives 不一致, and both numbers are shown."""
    check = {"what": "增速", "function": "metrics.growth:growth_pct", "arguments": {"current": [3], "base": [2]}}
    wrong = proof.Proof("x", "growth", "例", {"title": "无"}, (proof.Check(**check, expected=[49]),))
    (outcome,) = proof.run(wrong)
    assert not outcome.agrees
    assert outcome.words() == "增速：算得 50，公布 49，不一致"


def test_a_negative_result_has_a_true_minus():
    """On the page a hyphen before a number reads as a dash between two."""
    told = proof.Outcome("增速", [-50.0, 0.0], [-50, 0], agrees=True).words()
    assert told == "增速：算得 −50、0，公布 −50、0，一致"


@pytest.mark.parametrize(
    ("computed", "published", "agrees"),
    [
        (None, "null", True),
        (float("nan"), "null", True),
        (0.0, "null", False),
        (None, 0, False),
        ([1.0, None], [1, "null"], True),
        ([1.0], [1, 2], False),
        (1.0 + 1e-12, 1, True),
        ("达序", "达序", True),
    ],
)
def test_an_unknown_agrees_with_nothing_but_an_unknown(computed, published, agrees):
    """Null is not zero, and a list is as long as the one published."""
    assert proof.agree(computed, published, 1e-9) is agrees
