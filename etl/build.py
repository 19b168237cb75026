"""由账本建库：同样的归档总是建出同样的库；新库写好、改名，才轮到它。"""

import json
import uuid
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.build_files import databases, discard, forget_old
from etl.derived import derive, offer_rows
from etl.issue import Issue, Refused
from etl.paths import BEIJING, build_dir, build_file, clusters_dir, tiers_file
from etl.record import RECORDS
from etl.rule_file import RuleFileError
from etl.soundness import check_filings
from etl.taxonomy import load_taxonomies
from etl.tier_rules import load_tier_rules
from etl.words import _
from etl.write.ledger import Filing, counted, read_ledger

_MEMORY = "2GB"  # 连接、聚合、排序用的；再多就摊到盘上，一台办公机器也建得成
_ROW_GROUP = 20_480  # 行。一组归一个线程；默认的 122,880 行让一个地区的数全归了一个线程


def build(data: Path, as_of: date | None = None, *, again: bool = False) -> Path:
    """The database for the ledger as known on that day; built if it isn't there, or in any case with `again`.

    Same filings, same taxonomies → same tables. Readers of the previous file keep it until they close it. Raises
    Refused where the ledger or a taxonomy is damaged.
    """
    file, filings = _state(data, as_of, again=again)
    if filings is None:
        return file
    check_filings(filings)
    folder = build_dir(data)
    scratch = folder / f".{uuid.uuid4().hex}.duckdb"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with _new_database(scratch) as connection:
            _fill(connection, data, filings, version=file.stem)
            connection.execute("COMMIT")
        scratch.rename(file)
    except RuleFileError as error:
        raise Refused([Issue("taxonomy", problem) for problem in error.problems]) from error
    except (OSError, duckdb.IOException, duckdb.TransactionException, duckdb.OutOfMemoryException) as error:
        message = _("写不进 {0}，数据库没有建成；账本没有动。请检查磁盘空间和目录权限后再运行 rebuild。").format(folder)
        raise Refused([Issue("build_failed", message)]) from error
    finally:
        for left in (scratch, scratch.with_name(f"{scratch.name}.wal"), _spill(scratch)):
            discard(left)
    forget_old(folder, file)
    return file


def rebuild(data: Path, as_of: date | None = None) -> Path:
    """Build again from the ledger alone; without `as_of`, forget the other databases: they come back when asked for."""
    current = build(data, as_of, again=True)
    if as_of is None:
        for file in databases(build_dir(data)):
            if file != current:
                file.unlink(missing_ok=True)
    return current


def _state(data: Path, as_of: date | None, *, again: bool) -> tuple[Path, list[Filing] | None]:
    """The database's place and the filings that belong in it; None where it stands already.

    A filing that arrives in between must not get into a database named for the time before it. Filings are only ever
    added, so the same name before and after reading means that those read are just the ones it stands for.
    """
    while True:
        file = build_file(data, as_of)
        if file.exists() and not again:
            return file, None
        filings = read_ledger(data, as_of)
        if build_file(data, as_of) == file:
            return file, filings


def _new_database(file: Path) -> duckdb.DuckDBPyConnection:
    """An empty database at `file`, in one transaction: nothing is written twice, by way of a log."""
    connection = duckdb.connect()
    connection.execute("SET memory_limit = ?", [_MEMORY])
    connection.execute("SET temp_directory = ?", [str(_spill(file))])
    place = str(file).replace("'", "''")
    connection.execute(f"ATTACH '{place}' AS built (ROW_GROUP_SIZE {_ROW_GROUP}); USE built; BEGIN")
    return connection


def _spill(file: Path) -> Path:
    return file.with_name(f"{file.name}.spill")


def _fill(connection: duckdb.DuckDBPyConnection, data: Path, filings: list[Filing], *, version: str) -> None:
    shown = counted(filings)
    connection.execute("SET preserve_insertion_order = true")
    _table(connection, "filing", _filing_rows(filings, shown))
    _table(connection, "issue", _issue_rows(filings))
    _table(connection, "sheet_column", _sheet_columns(shown))
    _table(connection, "grouping", _grouping_rows(clusters_dir(data)))
    _table(connection, "tier", _tier_rows(data))
    _table(connection, "pool_rule", _pool_rows(data))
    for name in RECORDS:
        offer_rows(connection, name, [filing for filing in shown if filing.page["record"] == name])
    derive(connection)
    _table(connection, "meta", _meta_rows(connection, shown, version))


def _table(connection: duckdb.DuckDBPyConnection, name: str, rows: Iterable[dict[str, object]]) -> None:
    _store(connection, name, pa.Table.from_pylist(list(rows), schema=_SCHEMAS[name]))


def _store(connection: duckdb.DuckDBPyConnection, name: str, table: pa.Table) -> None:
    connection.register("given", table)
    connection.execute(f'CREATE TABLE "{name}" AS SELECT * FROM given')  # 表名都是本文件里写定的
    connection.unregister("given")


def _filing_rows(filings: list[Filing], shown: list[Filing]) -> Iterable[dict[str, object]]:
    names = {filing.name for filing in shown}
    for seq, filing in enumerate(filings, start=1):
        page = filing.page
        moment = datetime.fromisoformat(page["accepted_at"]).astimezone(BEIJING).replace(tzinfo=None)
        keys = ("kind", "undoes", "source", "record", "period", "file", "sha256", "accepted_by", "rows_in", "rows_kept")
        yield {
            **{key: page.get(key) for key in (*keys, "rows_set_aside", "is_demo")},
            "filing": filing.name,
            "seq": seq,
            "is_active": filing.name in names,
            "accepted_at": moment,
        }


def _issue_rows(filings: list[Filing]) -> Iterable[dict[str, object]]:
    for filing in filings:
        file = filing.folder / "issues.json"
        if file.exists():
            for issue in json.loads(file.read_text(encoding="utf-8")):
                yield {"filing": filing.name, **issue}


def _sheet_columns(filings: list[Filing]) -> Iterable[dict[str, object]]:
    for filing in filings:
        for sheet in filing.page["sheets"]:
            for field, letter in sheet["letters"].items():
                place = {"filing": filing.name, "sheet": sheet["name"], "field": field, "letter": letter}
                yield {**place, "header": sheet["headers"][field], "unit": sheet["units"].get(field)}


def _grouping_rows(folder: Path) -> Iterable[dict[str, object]]:
    for taxonomy in load_taxonomies(folder):
        head = {
            "dimension": taxonomy.dimension,
            "scope": taxonomy.scope,
            "taxonomy": taxonomy.name,
            "use": taxonomy.use,
        }
        for entry in taxonomy.entries:
            own = {"value": entry.value, "label": entry.label, "sort": entry.sort, "colour": entry.colour}
            yield {**head, **own, "class": entry.class_}


def _tier_rows(data: Path) -> Iterable[dict[str, object]]:
    for tier in load_tier_rules(tiers_file(data))["tier"]:
        yield {
            "tier": tier["tier"],
            "sort": tier["sort"],
            "floor_10k_cny": tier.get("floor_10k_cny"),
            "is_above_scale": tier.get("is_above_scale"),
        }


def _pool_rows(data: Path) -> Iterable[dict[str, object]]:
    """The rule of the pool, a row a title and one without; none where the tiers file states no rule."""
    rules = load_tier_rules(tiers_file(data))
    entry = next((line["floor_10k_cny"] for line in rules.get("line", []) if line.get("is_entry")), None)
    if "pool" in rules and entry is not None:
        reach = Decimal(entry) * Decimal(rules["pool"]["reach_pct"]) / 100
        for title in ("", *rules["pool"]["titles"]):
            yield {"reach_10k_cny": reach, "title": title}


def _meta_rows(connection: duckdb.DuckDBPyConnection, shown: list[Filing], version: str) -> Iterable[dict[str, object]]:
    [(is_summed,)] = connection.sql("SELECT count(*) > 0 FROM rank_sum").fetchall()
    periods = connection.sql("SELECT coalesce(min(period), ''), coalesce(max(period), '') FROM filed").fetchall()
    [(first, last)] = periods
    is_demo = any(filing.page["is_demo"] for filing in shown)
    meta = {
        "version": version,
        "is_demo": "true" if is_demo else "false",
        "first_period": first,
        "latest_period": last,
        "has_firm_sums": "true" if is_summed else "false",
    }
    return [{"key": key, "value": value} for key, value in meta.items()]


def _schema(columns: str, **others: pa.DataType) -> pa.Schema:
    return pa.schema({**dict.fromkeys(columns.split(), pa.string()), **others})


_SCHEMAS = {
    "filing": _schema(
        "filing kind undoes source record period file sha256 accepted_by",
        seq=pa.int32(),
        is_active=pa.bool_(),
        accepted_at=pa.timestamp("us"),
        rows_in=pa.int32(),
        rows_kept=pa.int32(),
        rows_set_aside=pa.int32(),
        is_demo=pa.bool_(),
    ),
    "issue": _schema("filing sheet cell column value rule severity message", row=pa.int32()),
    "sheet_column": _schema("filing sheet field letter header unit"),
    "grouping": _schema("dimension value label colour class scope taxonomy use", sort=pa.int32()),
    "tier": _schema("tier", sort=pa.int32(), floor_10k_cny=pa.decimal128(20, 6), is_above_scale=pa.bool_()),
    "pool_rule": _schema("title", reach_10k_cny=pa.decimal128(20, 6)),
    "meta": _schema("key value"),
}
