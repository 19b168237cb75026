"""账上有哪些企业：代码、名称、报过的每一个金额；填报员分管谁，网址里问的是谁。"""

from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow.parquet

from access.role import SCOPES
from etl.build import build
from etl.write.ledger import read_ledger
from tests.access.crawl_known import Cell
from tests.access.crawl_search import Firm, fits

_FIGURES = """
SELECT enterprise_id, unnest([revenue_10k_cny, prior_reported_10k_cny, prior_stored_10k_cny]) AS amount FROM fact
"""
_PLACES = """
SELECT '街道' AS kind, subdistrict AS place, list(enterprise_id) AS firms FROM enterprise
WHERE subdistrict IS NOT NULL GROUP BY ALL
UNION ALL SELECT '集群', value, list(DISTINCT enterprise_id) FROM membership WHERE dimension = 'cluster'
GROUP BY ALL ORDER BY kind DESC, len(firms) DESC, place LIMIT 1
"""

_GROUPS = """
SELECT enterprise_id, list(DISTINCT value) AS words FROM (
    SELECT enterprise_id, unnest([subdistrict, region, industry, carrier]) AS value FROM enterprise
    UNION ALL SELECT enterprise_id, value FROM membership
    UNION ALL SELECT enterprise_id, tier FROM fact
) WHERE value IS NOT NULL GROUP BY enterprise_id
"""


def firms_of(data: Path) -> dict[str, Firm]:
    """Every firm on the books by its code: code, name, every amount it ever filed, and its figures in any basis."""
    with duckdb.connect(str(build(data)), read_only=True) as books:
        names = dict(books.execute("SELECT enterprise_id, enterprise FROM enterprise").fetchall())
        rows = books.execute(_FIGURES).fetchall()
    figures: dict[str, set[Decimal]] = {code: set() for code in names}
    for code, amount in [*rows, *_filed(data)]:
        if amount:
            figures.setdefault(code, set()).add(amount)
    known = {code: frozenset({code.encode(), name.encode()}) for code, name in names.items() if name}
    return {code: Firm(words, frozenset(figures[code])) for code, words in known.items()}


def held_of(data: Path) -> Callable[[Cell, str, float], bool]:
    """Whether a firm of the very group of a cell, at any time in it, has as one of its figures what is written.

    Then the group's total gives the firm away, however many firms it has: that number is no chance.
    """
    with duckdb.connect(str(build(data)), read_only=True) as books:
        groups = {code: frozenset(words) for code, words in books.execute(_GROUPS).fetchall()}
    amounts = {code: [abs(float(one)) for one in firm.figures] for code, firm in firms_of(data).items()}

    def held(cell: Cell, text: str, scale: float) -> bool:
        if cell.group is None or not cell.is_money:
            return False
        inside = (amounts[code] for code in amounts if cell.group <= groups.get(code, frozenset()))
        return any(fits(text, amount * scale) for several in inside for amount in several)

    return held


def _filed(data: Path) -> Iterator[tuple[str, Decimal | None]]:
    """Every money cell of every filing, profit and research spending too, withdrawn or corrected since or not."""
    for filing in read_ledger(data):
        if filing.page["kind"] == "load" and filing.page["record"] == "revenue":
            rows = pyarrow.parquet.read_table(filing.rows)
            codes = rows.column("enterprise_id").to_pylist()
            for column in {column for sheet in filing.page["sheets"] for column in sheet["units"]}:
                yield from zip(codes, rows.column(column).to_pylist(), strict=True)


def scope_of(data: Path) -> tuple[set[str], dict[str, tuple[str, ...]]]:
    """The firms of the sub-district with most of them, else of the cluster, and the clerk's scope that names it."""
    with duckdb.connect(str(build(data)), read_only=True) as books:
        kind, place, firms = books.execute(_PLACES).fetchone() or ("街道", "没有这个街道", [])
    return set(firms), {SCOPES[kind]: (place,)}


def asked_of(data: Path) -> str:
    """The firm the addresses ask for: the first that isn't the clerk's own."""
    own, _scope = scope_of(data)
    with duckdb.connect(str(build(data)), read_only=True) as books:
        codes = [code for (code,) in books.execute("SELECT enterprise_id FROM enterprise").fetchall()]
    return min(set(codes) - own)
