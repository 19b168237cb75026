"""要一家一家看的数：应报名单、梯队变动、培育库、排位。企业多时建库就按组做好，不多时由视图现算。"""

from collections.abc import Sequence

import duckdb

from etl.firm_history import keep_history
from etl.step import sql

SUMMED_DIMENSIONS = ("industry", "region", "subdistrict", "carrier", "cluster", "field", "chain", "stage", "title")
JOINED_DIMENSIONS = ("cluster", "field", "chain", "stage")  # 一家可以同属几组的
FEWEST_ROWS = 500_000  # 报过的数不到这么多，现算也在几百毫秒以内，建库不必多花工夫
_STEPS = ("tier_step", "pool_step")
_SUMS = ("roster_sum", "tier_step_sum", "pool_step_sum")
RANKED_DIMENSIONS = ("industry", "cluster", "field", "chain")  # 逐家排位最费工夫，只排页面按它看集中程度的
# 页面按两个维度看的：哪里更专、集群几颗星，与偏离份额、结构相近的行业
CELL_PAIRS = (
    *((area, activity) for area in ("region", "subdistrict", "carrier") for activity in RANKED_DIMENSIONS),
    ("cluster", "industry"),
    ("field", "industry"),
)


def is_large(connection: duckdb.DuckDBPyConnection) -> bool:
    """Whether so much is filed that what takes a look at every firm is worked out by the build."""
    [(rows,)] = connection.sql("SELECT count(*) FROM filed").fetchall()
    return rows >= FEWEST_ROWS


def offer_steps(connection: duckdb.DuckDBPyConnection) -> None:
    """The relations of one row a firm and quarter, worked out when asked for, and the tables of sums, empty.

    `roster` who was expected to file, `tier_step` from which tier to which, `pool_step` in or out of the pool.
    """
    for name in ("roster", *_STEPS):
        connection.execute(f"CREATE VIEW {name} AS {sql(name)}")  # 名字都是本文件里写定的
    connection.execute(sql("firm_sum"))


def sum_firms(connection: duckdb.DuckDBPyConnection, spans: Sequence[tuple[int, int]], placed: Sequence[str]) -> None:
    """Fill the tables of sums, a stretch of years at a time, and keep the roster as a table.

    `spans` are first and last years, `placed` the dimensions somebody is placed in; needs `placement`.
    """
    connection.execute("DROP VIEW roster")
    connection.execute(sql("numbered"))
    for number, (first, last) in enumerate(spans):
        connection.execute(f"SET VARIABLE first = {first:d}; SET VARIABLE last = {last:d}")
        how = "INSERT INTO roster" if number else "CREATE TABLE roster AS"
        connection.execute(f"{how} SELECT * FROM ({sql('roster')}) ORDER BY year, quarter, enterprise_id")
        connection.execute(sql("firm_span"))
        for dimension in ("", *placed):
            ranked = ("rank_sum",) if dimension in ("", *RANKED_DIMENSIONS) else ()
            for name in (*_SUMS, *ranked):
                connection.execute(sql(f"{name}_of"), {"dimension": dimension})
        for dimension in JOINED_DIMENSIONS:
            if dimension in placed:
                connection.execute(sql("roster_sum_of"), {"dimension": f"{dimension}*"})
        for one, other in CELL_PAIRS:
            connection.execute(sql("cell_sum_of"), {"first": one, "second": other})
    connection.execute("RESET VARIABLE first; RESET VARIABLE last")
    keep_history(connection)
    joined = tuple(f"{name}*" for name in JOINED_DIMENSIONS if name not in placed)
    _sum_unplaced(connection, "roster_sum", joined)
    for table in _SUMS:
        _sum_unplaced(connection, table, [name for name in SUMMED_DIMENSIONS if name not in placed])
    _sum_unplaced(connection, "rank_sum", [name for name in RANKED_DIMENSIONS if name not in placed])


def _sum_unplaced(connection: duckdb.DuckDBPyConnection, table: str, dimensions: Sequence[str]) -> None:
    unplaced = sql("firm_sum_unplaced").format(table=table)
    connection.execute(f"INSERT INTO {table} {unplaced}", {"dimensions": list(dimensions)})
