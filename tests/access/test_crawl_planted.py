"""种进去的泄露一个也不放过：受控的表里有一格换成一家企业凑整的数，说不出是什么；没有换的每一格都说得出。"""

import random
from decimal import Decimal

import pytest

from tests.access.crawl_grids import grids
from tests.access.crawl_known import Cell
from tests.access.crawl_named import named
from tests.access.crawl_search import Firm, Hit, Search, short, significant

GROUPS = [f"第{number}行业" for number in range(1, 41)]
QUARTERS = ["2025Q3", "2025Q4", "2026Q1", "2026Q2"]
COLUMNS = ["revenue_10k_cny", "increase_10k_cny", "share_pct", "gini"]
PLANTED = 200
DRAWN = random.Random(20261122)


def drawn(column):
    """A value of this column, in its own unit."""
    return {"share_pct": DRAWN.uniform(0.1, 30), "gini": DRAWN.uniform(0.1, 0.9)}.get(column, DRAWN.uniform(1e4, 3e6))


DOOR = {
    (group, quarter, column): drawn(column) for quarter in QUARTERS for group in GROUPS for column in COLUMNS
}  # 640 格，金额万元


def cells():
    """The door's one table, each cell in its quarter's column, its group's, and its row."""
    for (group, quarter, column), value in DOOR.items():
        whose = frozenset({group})
        lines = ((f"{column} {quarter}", whose), (f"{column} {group}", frozenset({quarter})))
        name = f"{group} {quarter} {column}"
        yield Cell(name, value, column.endswith("cny"), lines, (quarter, whose), whose)


def written(group, quarter, column):
    """A cell as a page writes it: money in 亿元 to the fourth place, else to the sixth."""
    value = DOOR[group, quarter, column]
    return f"{value / 10_000:.4f}" if column.endswith("cny") else f"{value:.6f}"


def separated(table):
    """A CSV as it is handed out."""
    return b"\xef\xbb\xbf" + "\r\n".join(",".join(row) for row in table).encode()


def by_group(quarter):
    """The page's table of one quarter: industries by columns."""
    return [["行业", *COLUMNS], *([group, *(written(group, quarter, one) for one in COLUMNS)] for group in GROUPS)]


def over_time(group):
    """The page's table of one industry, its name not in it: quarters by columns."""
    return [
        ["报告期", *COLUMNS],
        *([quarter, *(written(group, quarter, one) for one in COLUMNS)] for quarter in QUARTERS),
    ]


def tables():
    """Every table there is to plant in."""
    return [*(by_group(quarter) for quarter in QUARTERS), *(over_time(group) for group in GROUPS)]


@pytest.fixture(scope="module")
def planted():
    """PLANTED tables, by number, with one cell each that a firm's figure (万元) has replaced; and that figure, and how
    it is written there. Every second figure is one that rounds to what the door has somewhere else.
    """
    received, figures = {}, {}
    while len(received) < PLANTED:
        table = DRAWN.choice(tables())
        row, column = DRAWN.randrange(1, len(table)), DRAWN.randrange(1, len(COLUMNS) + 1)
        amount = Decimal(DRAWN.randrange(10**9, 10**12)) / 10**6  # 一千到一百万，万元
        if len(received) % 2:
            amount = Decimal(repr(DRAWN.choice([one for (*_where, kind), one in DOOR.items() if kind.endswith("cny")])))
        text = DRAWN.choice([f"{amount:.2f}", f"{amount / 10_000:.4f}"])
        if text != table[row][column] and significant(short(text.encode())) >= 5:
            table[row][column] = text
            figures[len(received)] = amount, short(text.encode())
            received[len(received)] = separated(table)
    return received, figures


def test_no_planted_leak_is_excused(planted):
    """Each is found, and none has a name: 0 of 200."""
    received, figures = planted
    found = {}
    for number, piece in received.items():
        amount, text = figures[number]
        hits = [hit for hit in Search([Firm(frozenset(), frozenset({amount}))]).hits(piece) if hit.figure == text]
        assert hits, number
        found |= {Hit(hit.what, hit.context + b"#%d" % number): str(number) for hit in hits}
    read = {str(number): grids(piece) for number, piece in received.items()}
    assert named(found, read, iter([list(cells())]), {}) == {}
    assert len(set(found.values())) == PLANTED


def test_every_number_that_was_not_planted_is_named():
    """The control, by the words of its row: in tables of one quarter and of one industry."""
    for table in (by_group("2026Q2"), over_time(GROUPS[7])):
        firms = [Firm(frozenset(), frozenset(Decimal(text) for row in table[1:] for text in row[1:]))]
        piece = separated(table)
        found = dict.fromkeys(Search(firms).hits(piece), "1")
        assert len(found) > len(QUARTERS)
        assert set(named(found, {"1": grids(piece)}, iter([list(cells())]), {})) == set(found)
