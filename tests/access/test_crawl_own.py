"""填报员那一列里的数说得出是本口哪一家的：只由本口自己的数算；别口一家的增量说不出，就算不该有的。"""

from decimal import Decimal

import duckdb
import pytest

from etl.build import build
from tests.access.crawl_grids import Grid
from tests.access.crawl_named import named
from tests.access.crawl_own import derived
from tests.access.crawl_search import Hit
from tests.pages.small_data import credit_code, write_data

OWN = (0, 3, 6, 9)


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    """Ten firms, 2024Q1 to 2025Q4, of which a clerk looks after four."""
    periods = [f"{year}Q{quarter}" for year in (2024, 2025) for quarter in (1, 2, 3, 4)]
    return write_data(tmp_path_factory.mktemp("own") / "data", is_demo=False, periods=periods, is_prepared=False)


def figures(data, numbers):
    """Revenue and its base of some firms in 2025Q4, cumulative, by firm."""
    with duckdb.connect(str(build(data)), read_only=True) as books:
        rows = books.execute(
            "SELECT enterprise_id, revenue_10k_cny, prior_reported_10k_cny FROM fact "
            "WHERE period = '2025Q4' AND basis = 'ytd'"
        ).fetchall()
    codes = {credit_code(number) for number in numbers}
    return {code: (revenue, prior) for code, revenue, prior in rows if code in codes}


def test_an_increase_a_pull_and_a_part_are_worked_out_from_their_own_figures(data):
    """Own now less own a year before; over the sum of the four bases; over the sum of the four increases."""
    known = figures(data, OWN)
    bases = sum(prior for _revenue, prior in known.values())
    increases = sum(revenue - prior for revenue, prior in known.values())
    revenue, prior = known[credit_code(3)]
    cells = {
        cell.name.partition("的")[2].partition("（")[0]: cell
        for cell in derived(data, {credit_code(number) for number in OWN})
        if cell.row == ("2025Q4·ytd", frozenset({credit_code(3)}))
    }
    assert cells["营业收入"].value == float(revenue)
    assert cells["增量"].value == pytest.approx(float(abs(revenue - prior)))
    assert cells["拉动"].value == pytest.approx(float(abs(100 * (revenue - prior) / bases)))
    assert cells["贡献率"].value == pytest.approx(float(abs(100 * (revenue - prior) / increases)))
    assert [title for title, cell in cells.items() if cell.is_money] == ["营业收入", "上年同期", "增量"]


def test_only_the_firms_asked_for_are_told(data):
    """No cell is of another firm; of no firms there is none."""
    own = {credit_code(number) for number in OWN}
    assert {code for cell in derived(data, own) for code in cell.row[1]} == own
    assert list(derived(data, ())) == []


def test_a_foreign_firms_increase_among_ones_own_has_no_name(data):
    """In the row of an own firm its own increase is named; the foreign one in the same place stays without: a leak."""
    own = figures(data, OWN)
    foreign = figures(data, [1])[credit_code(1)]
    increases = {code: f"{(revenue - prior) / 10_000:.6f}" for code, (revenue, prior) in own.items()}
    leaked = f"{(foreign[0] - foreign[1]) / 10_000 + Decimal('0.000007'):.6f}"
    mine, theirs = Hit(increases[credit_code(3)]), Hit(leaked)
    true = Grid((("企业", "增量（亿元）"), *increases.items()))
    false = Grid((("企业", "增量（亿元）"), *(increases | {credit_code(3): leaked}).items()))
    cells = list(derived(data, {credit_code(number) for number in OWN}))
    assert list(named({mine: "1", theirs: "2"}, {"1": [true], "2": [false]}, iter([cells]), {})) == [mine]
