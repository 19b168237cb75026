"""算式：填进公式的数，就是算出答案的那几个数。"""

import re

import pytest

from metrics import catalog
from metrics.request import parse
from metrics.show import show
from metrics.working import Number, inputs, lines

NAMED = re.compile(r"{(\w+)}")


@pytest.fixture(scope="module")
def store(make_store, rows):
    return make_store(
        fact=[
            rows.fact("甲", 120, 100, 100),
            rows.fact("乙", 60, 66, 65),
            rows.fact("丙", 30, 20, None),
            rows.fact("丁", None, None, 15),
        ],
        filed=[rows.filed("甲", "2026Q3", 120)],
    )


def test_the_inputs_of_growth_are_the_sums_it_was_computed_from(store):
    """domain/rules.md §2: 210 ÷ 186, 210 ÷ 180, 180 ÷ 165."""
    three = lines(store, Number("growth", "2026Q3", "ytd"))
    three = [line for line in three if line.column.name in ("comparable_pct", "nominal_pct", "matched_pct")]
    assert [[line.values[name] for name in line.names] for line in three] == [[210, 186], [210, 180], [180, 165]]


def test_a_group_has_its_own_working(store):
    """By enterprise: one line a firm and column, told by the firm's name, not its key."""
    by_firm = lines(store, Number("scale", "2026Q3", "ytd", ("enterprise",)))
    assert {line.place for line in by_firm} == {"甲", "乙", "丙", "丁"}


@pytest.mark.parametrize("name", list(catalog.load()))
def test_keeping_the_inputs_changes_no_number(store, name):
    """The table with inputs begins with the very table that is shown: nothing is computed twice."""
    shown = show(store, name, "2026Q3")
    kept = inputs(store, Number(name, "2026Q3"))
    assert kept[list(shown.columns)].equals(shown)


@pytest.mark.parametrize("name", list(catalog.load()))
def test_every_formula_names_sums_that_are_there(store, name):
    """A name in braces that no table has would break the card of that metric."""
    metric = catalog.load()[name]
    kept = set(inputs(store, Number(name, "2026Q3")).columns)
    named = {word for formula in metric.worked.values() for word in NAMED.findall(formula)}
    assert named <= kept
    assert set(metric.worked) <= {column.name for column in metric.columns}
    assert set(metric.keys) <= {column.name for column in metric.columns}


def test_a_request_without_inputs_gives_the_documented_columns_only(store):
    """The flag is off unless asked for."""
    assert parse(store, "growth").keeps_inputs is False
    assert "current_10k_cny" not in show(store, "growth").columns
