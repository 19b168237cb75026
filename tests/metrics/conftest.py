"""手写几行就有一个库：表与建库所给的一样，行由测试逐字写出。"""

from collections.abc import Callable, Iterator
from datetime import date
from itertools import groupby
from pathlib import Path

import duckdb
import pytest

from etl.build import _pool_rows
from etl.derived import sum_groups
from etl.firm_sum import offer_steps, sum_firms
from etl.step import sql
from metrics.store import Store

TABLES = """
CREATE TABLE meta (key VARCHAR, value VARCHAR);
CREATE TABLE filing (
    filing VARCHAR, seq INTEGER, kind VARCHAR, undoes VARCHAR, is_active BOOLEAN, source VARCHAR, record VARCHAR,
    period VARCHAR, file VARCHAR, sha256 VARCHAR, accepted_at TIMESTAMP, accepted_by VARCHAR, rows_in INTEGER,
    rows_kept INTEGER, rows_set_aside INTEGER, is_demo BOOLEAN
);
CREATE TABLE issue (
    filing VARCHAR, sheet VARCHAR, cell VARCHAR, "row" INTEGER, "column" VARCHAR, value VARCHAR, rule VARCHAR,
    severity VARCHAR, message VARCHAR
);
CREATE TABLE enterprise (
    enterprise_id VARCHAR, enterprise VARCHAR, industry VARCHAR, region VARCHAR, subdistrict VARCHAR, carrier VARCHAR,
    address VARCHAR, above_scale_from DATE, above_scale_to DATE, has_scale_status BOOLEAN, founded DATE, left_on DATE,
    filing VARCHAR, sheet VARCHAR, "row" INTEGER
);
CREATE TABLE membership (
    enterprise_id VARCHAR, dimension VARCHAR, value VARCHAR, valid_from DATE, valid_to DATE
);
CREATE TABLE filed (
    enterprise_id VARCHAR, period VARCHAR, year INTEGER, quarter INTEGER, revenue_10k_cny DECIMAL(20, 6),
    prior_reported_10k_cny DECIMAL(20, 6), filing VARCHAR, sheet VARCHAR, "row" INTEGER, revenue_cell VARCHAR,
    prior_cell VARCHAR, revenue_header VARCHAR, unit VARCHAR
);
CREATE TABLE filed_version AS SELECT *, 1 AS seq, TRUE AS is_current FROM filed;
CREATE TABLE fact (
    enterprise_id VARCHAR, period VARCHAR, year INTEGER, quarter INTEGER, basis VARCHAR,
    revenue_10k_cny DECIMAL(20, 6), prior_reported_10k_cny DECIMAL(20, 6), prior_stored_10k_cny DECIMAL(20, 6),
    is_above_scale BOOLEAN, tier VARCHAR
);
CREATE TABLE grouping (
    dimension VARCHAR, value VARCHAR, label VARCHAR, colour VARCHAR, class VARCHAR, scope VARCHAR, taxonomy VARCHAR,
    "use" VARCHAR, sort INTEGER
);
CREATE TABLE published (
    indicator VARCHAR, region VARCHAR, grouping VARCHAR, period VARCHAR, basis VARCHAR, value DECIMAL(28, 6),
    unit VARCHAR, growth_published_pct DOUBLE, operator VARCHAR, status VARCHAR, footnote VARCHAR, source VARCHAR,
    filing VARCHAR, sheet VARCHAR, "row" INTEGER, cell VARCHAR
);
CREATE TABLE pool_rule (title VARCHAR, reach_10k_cny DECIMAL(20, 6));
CREATE TABLE tier (tier VARCHAR, sort INTEGER, floor_10k_cny DECIMAL(20, 6), is_above_scale BOOLEAN);
ALTER TABLE fact ADD COLUMN quarter_before_10k_cny DECIMAL(20, 6);
ALTER TABLE fact ADD COLUMN has_joined BOOLEAN;
ALTER TABLE fact ADD COLUMN has_left BOOLEAN;
ALTER TABLE fact ADD COLUMN is_dated BOOLEAN;
ALTER TABLE fact ADD COLUMN rung VARCHAR;
INSERT INTO tier VALUES
    ('百亿元以上', 1, 1000000, NULL), ('十亿元以上', 2, 100000, NULL), ('亿元以上', 3, 10000, NULL),
    ('规上', 4, NULL, TRUE), ('规下', 5, NULL, FALSE);
"""


# 一行事实里由别的行、由名录来的几列，照定义各算一遍
STEPS = """
UPDATE fact SET quarter_before_10k_cny = (
    SELECT any_value(q.revenue_10k_cny) FROM fact q
    WHERE q.enterprise_id = fact.enterprise_id AND q.basis = 'single'
        AND q.year * 4 + q.quarter = fact.year * 4 + fact.quarter - 1
) WHERE basis = 'single';
UPDATE fact SET rung = (SELECT arg_max(tier, floor_10k_cny) FROM tier WHERE floor_10k_cny <= fact.revenue_10k_cny)
WHERE basis IN ('year', 'rolling4');
UPDATE fact SET
    has_joined = coalesce(
        above_scale_from <= last_day(make_date(fact.year, fact.quarter * 3, 1))
        AND above_scale_from > last_day(make_date(fact.year - 1, fact.quarter * 3, 1)), FALSE),
    has_left = coalesce(above_scale_to <= last_day(make_date(fact.year, fact.quarter * 3, 1)), FALSE)
        OR coalesce(left_on <= last_day(make_date(fact.year, fact.quarter * 3, 1)), FALSE),
    is_dated = has_scale_status OR left_on IS NOT NULL
FROM enterprise
WHERE enterprise.enterprise_id = fact.enterprise_id;
"""


def fill(connection: duckdb.DuckDBPyConnection, tables: dict[str, list[dict]], *, is_large: bool = False) -> None:
    """Create the build's tables and put the given rows in; a column nobody names stays null.

    `is_large`: with the sums over single firms that only a large build has.
    """
    connection.execute(TABLES)
    for table, rows in tables.items():
        for columns, alike in groupby(rows, key=tuple):  # 一列名单一句：逐行插要慢十倍
            many = [list(row.values()) for row in alike]
            names = ", ".join(f'"{name}"' for name in columns)
            marks = ", ".join(["({})".format(", ".join("?" * len(columns)))] * len(many))
            connection.execute(f"INSERT INTO {table} ({names}) VALUES {marks}", [cell for row in many for cell in row])
    connection.execute(STEPS)
    connection.execute(sql("period_end"))
    placed = sum_groups(connection)  # 组合计、逐家的几步与建库所用的是同一段
    offer_steps(connection)
    if is_large:
        sum_firms(connection, [(1900, 2025), (2026, 9999)], placed)


def fact(
    enterprise_id: str,
    now: object,
    reported: object = None,
    stored: object = None,
    *,
    period: str = "2026Q3",
    basis: str = "ytd",
    above: bool | None = None,
    tier: str | None = None,
) -> dict:
    """One row of `fact`: this year's figure, last year's as reported now, last year's as stored then."""
    year, quarter = period.split("Q")
    return {
        "enterprise_id": enterprise_id,
        "period": period,
        "year": int(year),
        "quarter": int(quarter),
        "basis": basis,
        "revenue_10k_cny": now,
        "prior_reported_10k_cny": reported,
        "prior_stored_10k_cny": stored,
        "is_above_scale": above,
        "tier": tier,
    }


def filed(enterprise_id: str, period: str, now: object = 1) -> dict:
    """One row of `filed`."""
    year, quarter = period.split("Q")
    place = {"year": int(year), "quarter": int(quarter)}
    return {"enterprise_id": enterprise_id, "period": period, **place, "revenue_10k_cny": now}


class Rows:
    """The row builders, handed to tests as one fixture."""

    fact = staticmethod(fact)
    filed = staticmethod(filed)


@pytest.fixture(scope="session")
def rows() -> type[Rows]:
    return Rows


@pytest.fixture(scope="module")
def make_store(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Callable[..., Store]]:
    """A function that makes a store in memory out of rows by table; enterprises named only in facts are added."""
    made: list[Store] = []

    def make(
        *,
        data: Path | None = None,
        as_of: date | None = None,
        meta: dict[str, str] | None = None,
        is_large: bool = False,
        **tables: list[dict],
    ) -> Store:
        connection = duckdb.connect(config={"threads": 1})
        data = data or tmp_path_factory.mktemp("数据")
        known = {row["enterprise_id"] for row in tables.get("enterprise", [])}
        named = {row["enterprise_id"] for table in ("fact", "filed") for row in tables.get(table, [])}
        tables["enterprise"] = tables.get("enterprise", []) + [
            {"enterprise_id": key, "enterprise": key, "has_scale_status": False} for key in sorted(named - known)
        ]
        tables["pool_rule"] = list(_pool_rows(data))
        tables["meta"] = [{"key": key, "value": value} for key, value in (meta or {}).items()]
        meta = {**(meta or {}), **({"has_firm_sums": "true"} if is_large else {})}
        fill(connection, tables, is_large=is_large)
        made.append(Store(data, as_of, Path("手写.duckdb"), meta, connection))
        return made[-1]

    yield make
    for store in made:
        store.close()


@pytest.fixture
def build_at() -> Callable[[Path], None]:
    """A function that writes an empty build to a path, as the rebuild command would."""

    def write(path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        with duckdb.connect(str(path)) as connection:
            fill(connection, {"meta": [{"key": "version", "value": "abc"}, {"key": "is_demo", "value": "true"}]})

    return write
