"""填报员本口企业自己的数：营业收入、上年同期、增量、拉动、贡献率，只由这些企业报过的数算，不问指标的门。"""

from collections.abc import Collection, Iterator
from pathlib import Path

import duckdb

from etl.build import build
from tests.access.crawl_known import Cell

_OWN = """
WITH own AS (
    SELECT enterprise_id, period, basis, revenue_10k_cny AS revenue, prior_reported_10k_cny AS prior
    FROM fact WHERE list_contains($own, enterprise_id)
), comparable AS (
    SELECT *, revenue - prior AS increase FROM own WHERE revenue IS NOT NULL AND prior IS NOT NULL
), put AS (
    SELECT enterprise_id, period, basis, increase, 100 * increase / nullif(sum(prior) OVER whole, 0) AS pull,
        100 * increase / nullif(sum(increase) OVER whole, 0) AS part
    FROM comparable WINDOW whole AS (PARTITION BY period, basis)
)
SELECT enterprise_id, period, basis, revenue, prior, increase, pull, part
FROM own LEFT JOIN put USING (enterprise_id, period, basis) ORDER BY ALL
"""
_COLUMNS = (("营业收入", True), ("上年同期", True), ("增量", True), ("拉动", False), ("贡献率", False))


def derived(data: Path, own: Collection[str]) -> Iterator[Cell]:
    """These firms' own figures (万元), and what follows from them: this period less the year before, that over sums.

    A firm's pull is its increase ÷ the sum of these firms' bases, its part ÷ the sum of their increases, both × 100.
    A series is a column of one quarter and basis, or one firm's over time. Nothing without firms.
    """
    with duckdb.connect(str(build(data)), read_only=True) as books:
        rows = books.execute(_OWN, {"own": sorted(own)}).fetchall()
    for code, period, basis, *values in rows:
        for (title, is_money), value in zip(_COLUMNS, values, strict=True):
            if value is not None:
                name = f"本口企业 {code} 的{title}（{period}·{basis}，由本口自己的数算出）= {value:.6f}"
                series = (f"{title}·{period}·{basis}", f"{title}·{code}")
                yield Cell(name, abs(float(value)), is_money, series)
