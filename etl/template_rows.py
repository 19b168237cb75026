"""模板里先填好的：账上现有的企业和上年同期数，以及各栏可选的名单。"""

from collections.abc import Mapping
from datetime import date
from pathlib import Path
from types import MappingProxyType

import duckdb

from etl.build import build
from etl.paths import READ_ONLY, clusters_dir, filing_names
from etl.quarter import may_hold, quarter_after, year_before
from etl.record import REVENUE
from etl.scope import Own, firms_in, names_in
from etl.source import Column, Source
from etl.standing import Value, standing
from etl.taxonomy import load_taxonomies
from etl.tidy.period import period_words
from etl.words import _
from etl.write.ledger import counted, read_ledger

Row = dict[str, object]
PRIOR = "value_a_year_ago"  # 指标填报里没有这一栏，写成批注
_SQL = Path(__file__).parent / "sql" / "template"
_BASES = {"year": _("全年"), "ytd": _("累计"), "point": _("时点")}
_OFFERED = ("enterprise", "subdistrict", "region", "industry", "grouping", "indicator", "unit")


def filled_rows(source: Source, data: Path, period: str, own: Own) -> list[Row]:
    """The rows a template of this kind starts with, by our column; [] where nothing is on the books.

    Register: every firm that has not left, as it stands. Revenue: the firms that owe a form for `period` (规上 then,
    or filed in one of the four quarters before), with last year's figures as filed; without a period those that owe one
    for the quarter after the latest on the books, and no figures. Indicator: what was published for the same quarter a
    year before, the value left open. `own` (subdistrict|cluster → names) keeps that part's firms, {} all.
    """
    if not filing_names(data):
        return []
    with duckdb.connect(str(build(data)), read_only=True, config=READ_ONLY) as connection:
        if source.record.name == "register":
            return _of_part(data, own, _register(connection, source, data))
        if source.record.name == "revenue":
            rows = _of_part(data, own, _revenue(connection, period))
            return _with_prior(source, data, rows, year_before(period)) if period else rows
        return _indicators(connection, period) if period else []


def choices(source: Source, data: Path, own: Own = MappingProxyType({})) -> dict[str, list[str]]:
    """What each column may hold, where that is a list: closed lists of `data`, and names already on the books; of the
    firms only those of the part `own`, {} for all."""
    closed = {column.name: _closed(column, data) for column in source.columns}
    if filing_names(data):
        with duckdb.connect(str(build(data)), read_only=True, config=READ_ONLY) as connection:
            known = _known(connection)
        known["enterprise"] = names_in(data, own, known.get("enterprise", []))
        closed |= {c.name: known.get(c.name, []) for c in source.columns if c.name in _OFFERED and c.type == "text"}
    return {name: values for name, values in closed.items() if values}


def is_demo(data: Path) -> bool:
    """Whether what is on the books is demonstration data: a form filled from it is then one too."""
    if not filing_names(data):
        return False
    with duckdb.connect(str(build(data)), read_only=True, config=READ_ONLY) as connection:
        rows = connection.execute("SELECT value FROM meta WHERE key = 'is_demo'").fetchall()
    return rows == [("true",)]


def _closed(column: Column, data: Path) -> list[str]:
    if column.type == "basis":
        return list(_BASES.values())
    if column.type != "member":
        return []
    lists = load_taxonomies(clusters_dir(data))
    ours = [taxonomy for taxonomy in lists if taxonomy.use == "enterprises" and taxonomy.dimension == column.dimension]
    return list(dict.fromkeys(entry.value for taxonomy in ours for entry in taxonomy.entries))


def _of_part(data: Path, own: Own, rows: list[Row]) -> list[Row]:
    firms = firms_in(data, own)
    return [row for row in rows if row["enterprise_id"] in firms]


def _known(connection: duckdb.DuckDBPyConnection) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for name, value in connection.execute(_sql("known"), {"subdistrict": ""}).fetchall():
        found.setdefault(str(name), []).append(str(value))
    return found


def _register(connection: duckdb.DuckDBPyConnection, source: Source, data: Path) -> list[Row]:
    rows = _rows(connection, _sql("register"), {"subdistrict": ""})
    further = [column.name for column in source.columns if rows and column.name not in rows[0]]
    stated = _further(data, further) if further else {}
    return [{**row, **stated.get((row["filing"], row["sheet"], row["row"]), {})} for row in rows]


def _further(data: Path, columns: list[str]) -> dict[tuple[object, ...], Row]:
    """Columns the database does not keep, from the filed rows: (filing, sheet, row) → values."""
    import pyarrow.parquet as pq

    found: dict[tuple[object, ...], Row] = {}
    for filing in counted(read_ledger(data)):
        if filing.page["record"] == "register":
            held = [name for name in columns if name in pq.read_schema(filing.rows).names]
            for row in pq.read_table(filing.rows, columns=[*held, "sheet", "row"]).to_pylist() if held else []:
                found[filing.name, row["sheet"], row["row"]] = {name: row[name] for name in held}
    return found


def _revenue(connection: duckdb.DuckDBPyConnection, period: str) -> list[Row]:
    [(latest,)] = connection.execute("SELECT max(period) FROM filed").fetchall()
    if not (period or latest):
        return []
    asked = period or quarter_after(str(latest))
    return _rows(connection, _sql("revenue"), {**_quarter(asked), "subdistrict": "", "is_known": bool(period)})


def _with_prior(source: Source, data: Path, rows: list[Row], before: str) -> list[Row]:
    """The rows with further columns of last year, `profit_prior_…` from what `profit_…` was then, as filed."""
    names = {column.name for column in source.columns}
    pairs = {name: name.replace("_prior_", "_") for name in names if name.replace("_prior_", "_") in names - {name}}
    if not pairs:
        return rows
    keys = {(row["enterprise_id"], before) for row in rows}
    filed = [each for each in counted(read_ledger(data)) if each.page["record"] == "revenue"]
    held = standing(REVENUE, [each for each in filed if may_hold(each.page["period"], before)], keys)
    return [{**row, **_prior_of(held.get((row["enterprise_id"], before), {}), pairs)} for row in rows]


def _prior_of(held: Mapping[str, Value], pairs: Mapping[str, str]) -> Row:
    return {name: held[then].value for name, then in pairs.items() if then in held}


def _indicators(connection: duckdb.DuckDBPyConnection, period: str) -> list[Row]:
    rows = _rows(connection, _sql("indicators"), {"before": year_before(period)})
    return [{**row, "period": period_words(period), "basis": _BASES[str(row["basis"])]} for row in rows]


def _quarter(period: str) -> dict[str, object]:
    year, quarter = int(period[:4]), int(period[-1])
    last_day = date(year, quarter * 3, 31 if quarter in (1, 4) else 30)
    return {"at": year * 4 + quarter, "last_day": last_day}


def _rows(connection: duckdb.DuckDBPyConnection, sql: str, values: Row) -> list[Row]:
    found = connection.execute(sql, values)
    names = [str(column[0]) for column in found.description or []]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def _sql(name: str) -> str:
    return (_SQL / f"{name}.sql").read_text(encoding="utf-8")
