"""由行推出的表：每家报过的数、企业、四种期别的数、各组合计、公布数，一步一段 SQL。"""

from collections.abc import Iterator

import duckdb
import pyarrow as pa

from etl.firm_sum import JOINED_DIMENSIONS, SUMMED_DIMENSIONS, is_large, offer_steps, sum_firms
from etl.record import RECORDS
from etl.step import sql
from etl.write.ledger import Filing

_FEW_FILINGS = 8
_ROWS_AT_ONCE = 1_000_000  # 行。报表再多，一次也只算这么多行所在的几年


def offer_rows(connection: duckdb.DuckDBPyConnection, record: str, filings: list[Filing]) -> None:
    """A temporary relation `<record>_row`: the rows of these filings, each with its filing's name, and `at`, its own.

    A few filings are read where they lie, by all threads; many small ones are copied once rather than opened each time.
    """
    known = RECORDS[record].filled(pa.table({}))
    if not filings:
        nothing = known.append_column("filing", pa.array([], pa.string())).append_column("at", pa.array([], pa.int64()))
        connection.register("nothing", nothing)
        connection.execute(f"CREATE TEMP TABLE {record}_row AS SELECT * FROM nothing")
        connection.unregister("nothing")
        return
    columns = ", ".join(f'"{name}"' for name in [*known.column_names, "filing"])  # 列名都是 record.py 里写定的
    columns += ", (file_index << 32) + file_row_number AS at"
    files = [str(filing.rows) for filing in filings]
    if len(filings) <= _FEW_FILINGS:
        rows = connection.read_parquet(files, union_by_name=True, file_row_number=True)
        connection.register(f"{record}_row", rows.project(columns))
        return
    # 一句话只打开每个文件一次；先建关系、再投影、再抄，上千个小文件要打开三遍
    read = "read_parquet(?, union_by_name = true, file_row_number = true)"
    connection.execute(f"CREATE TEMP TABLE {record}_row AS SELECT {columns} FROM {read}", [files])


def derive(connection: duckdb.DuckDBPyConnection) -> None:
    """Every derived table, from `<record>_row`, `filing`, `sheet_column` and `tier`."""
    for step in ("filed", "enterprise", "fact", "published", "period_end"):
        connection.execute(sql(step))
    spans = list(_spans(connection))
    for first, last in spans:
        connection.execute(sql("fact_years"), {"first": first, "last": last})
    placed = sum_groups(connection)
    offer_steps(connection)
    if is_large(connection):
        sum_firms(connection, spans, placed)
        # 页面只要几家的名称：二十万家的名录不必从头看到尾
        connection.execute("CREATE INDEX enterprise_key ON enterprise (enterprise_id)")


def sum_groups(connection: duckdb.DuckDBPyConnection) -> list[str]:
    """`group_sum`: sums per group of every dimension, and of all enterprises under the empty name, from `fact`.

    Gives the dimensions somebody is placed in.
    """
    connection.execute(sql("group_sum"))
    placed = sorted(str(name) for (name,) in connection.sql("SELECT DISTINCT dimension FROM placement").fetchall())
    for dimension in ("", *placed):
        connection.execute(sql("group_sum_of"), {"dimension": dimension})
    missing = [name for name in SUMMED_DIMENSIONS if name not in placed]
    missing += [f"{name}*" for name in missing if name in JOINED_DIMENSIONS]
    connection.execute(sql("group_sum_unplaced"), {"dimensions": missing})
    return placed


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
