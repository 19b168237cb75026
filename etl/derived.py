"""由行推出的表：每家报过的数、企业、四种期别的数、各组合计、公布数，一步一段 SQL。"""

from collections.abc import Iterator
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.record import RECORDS
from etl.write.ledger import Filing

SUMMED_DIMENSIONS = ("industry", "region", "subdistrict", "carrier", "cluster", "field", "chain", "stage", "title")
_SQL = Path(__file__).parent / "sql"
_ROWS_AT_ONCE = 1_000_000  # 行。报表再多，一次也只算这么多行所在的几年


def offer_rows(connection: duckdb.DuckDBPyConnection, record: str, filings: list[Filing]) -> None:
    """A temporary table `<record>_row`: the rows of these filings, each with its filing's name."""
    known = RECORDS[record].filled(pa.table({}))
    if not filings:
        connection.register("nothing", known.append_column("filing", pa.array([], pa.string())))
        connection.execute(f"CREATE TEMP TABLE {record}_row AS SELECT * FROM nothing")
        connection.unregister("nothing")
        return
    columns = ", ".join(f'"{name}"' for name in [*known.column_names, "filing"])
    connection.read_parquet([str(filing.rows) for filing in filings], union_by_name=True).create_view(
        f"{record}_parquet"
    )
    connection.execute(f"CREATE TEMP TABLE {record}_row AS SELECT {columns} FROM {record}_parquet")
    connection.execute(f"DROP VIEW {record}_parquet")


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Every derived table, from `<record>_row`, `filing`, `sheet_column` and `tier`."""
    for step in ("filed", "enterprise", "fact", "published"):
        connection.execute(_sql(step))
    for first, last in _spans(connection):
        connection.execute(_sql("fact_years"), {"first": first, "last": last})
    sum_groups(connection)


def sum_groups(connection: duckdb.DuckDBPyConnection) -> None:
    """`group_sum`: sums per group of every dimension, and of all enterprises under the empty name, from `fact`."""
    connection.execute(_sql("group_sum"))
    placed = {str(name) for (name,) in connection.sql("SELECT DISTINCT dimension FROM placement").fetchall()}
    for dimension in ("", *sorted(placed)):
        connection.execute(_sql("group_sum_of"), {"dimension": dimension})
    missing = [name for name in SUMMED_DIMENSIONS if name not in placed]
    connection.execute(_sql("group_sum_unplaced"), {"dimensions": missing})


def _sql(step: str) -> str:
    return (_SQL / f"{step}.sql").read_text(encoding="utf-8")


def _spans(connection: duckdb.DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """First and last year of each stretch that is worked out at once, oldest first."""
    held: list[int] = []
    rows = 0
    for year, count in connection.sql("SELECT year, count(*) FROM filed GROUP BY year ORDER BY year").fetchall():
        if held and rows + count > _ROWS_AT_ONCE:
            yield held[0], held[-1]
            held, rows = [], 0
        held.append(year)
        rows += count
    if held:
        yield held[0], held[-1]
