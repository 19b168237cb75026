"""填报员本口企业自己的数：营业收入、上年同期、增量、拉动、贡献率，只由这些企业报过的数算，不问指标的门。"""

from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from etl.build import build
from tests.access.crawl_known import Cell

_OWN = """
WITH own AS (
    SELECT enterprise_id, enterprise, industry, period, basis,
        revenue_10k_cny AS revenue, prior_reported_10k_cny AS prior
    FROM fact JOIN enterprise USING (enterprise_id) WHERE list_contains($own, enterprise_id)
), comparable AS (
    SELECT *, revenue - prior AS increase FROM own WHERE revenue IS NOT NULL AND prior IS NOT NULL
), put AS (
    SELECT enterprise_id, period, basis, increase, 100 * increase / nullif(sum(prior) OVER whole, 0) AS pull,
        100 * increase / nullif(sum(increase) OVER whole, 0) AS part
    FROM comparable WINDOW whole AS (PARTITION BY period, basis)
)
SELECT enterprise_id, enterprise, if(count(*) OVER (PARTITION BY industry, period, basis) = 1, industry, NULL),
    period, basis, revenue, prior, increase, pull, part
FROM own LEFT JOIN put USING (enterprise_id, period, basis) ORDER BY ALL
"""
_COLUMNS = (("营业收入", True), ("上年同期", True), ("增量", True), ("拉动", False), ("贡献率", False))


def derived(data: Path, own: Collection[str]) -> Iterator[Cell]:
    """These firms' own figures (万元), and what follows from them: this period less the year before, that over sums.

    A firm's pull is its increase ÷ the sum of these firms' bases, its part ÷ the sum of their increases, both × 100.
    Each stands in a quarter's column in the row with the firm's code or name, or in the firm's own by quarter; in an
    industry's row where it is the only one of these firms in it.
    """
    with duckdb.connect(str(build(data)), read_only=True) as books:
        rows = books.execute(_OWN, {"own": sorted(own)}).fetchall()
    for code, name, industry, period, basis, *values in rows:
        for (title, is_money), value in zip(_COLUMNS, values, strict=True):
            if value is not None:
                label = f"本口企业 {code} 的{title}（{period}·{basis}，由本口自己的数算出）= {value:.6f}"
                column = f"{title}·{period}·{basis}"
                lines = [(column, frozenset({code})), (column, frozenset({name}))]
                lines += [(f"{column}·按行业", frozenset({industry}))] if industry else []
                lines += [(f"{title}·{code}·{basis}", frozenset({period}))]
                row = (f"{period}·{basis}", frozenset({code}))
                yield Cell(label, abs(float(value)), is_money, tuple(lines), row)
