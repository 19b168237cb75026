"""收下会怎样：新来的、改了的、没有来的企业；还能在另一个临时目录里真收一遍，让指标先算给人看。"""

import os
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from pathlib import Path

import duckdb
import pyarrow as pa

from etl.build import build
from etl.issue import Issue, Refused
from etl.look import Look
from etl.paths import BEIJING, build_dir, filing_names, inbox_dir, ledger_dir
from etl.quarter import year_before
from etl.record import REGISTER, REVENUE
from etl.restated import MONEY, Change, restated
from etl.words import _
from etl.write.filing import write_filing
from etl.write.ledger import Filing, read_ledger

_SQL = Path(__file__).parent / "sql" / "preview.sql"
_FIGURE = pa.decimal128(28, 6)
_FIRM = {
    "period": pa.string(),
    "enterprise_id": pa.string(),
    "enterprise": pa.string(),
    "revenue_10k_cny": pa.decimal128(20, 6),
}
_CHANGE = {
    **{name: pa.string() for name in ("period", "enterprise_id", "enterprise", "column")},
    "old": _FIGURE,
    "new": _FIGURE,
    "filing": pa.string(),
}
_REWORDED = {**_CHANGE, "old": pa.string(), "new": pa.string()}
_DOUBLED = {
    **{name: pa.string() for name in ("period", "enterprise_id", "enterprise", "file")},
    "revenue_10k_cny": pa.decimal128(20, 6),
    "later_file": pa.string(),
    "later_10k_cny": pa.decimal128(20, 6),
}
_FIRST = "period, enterprise_id"


@dataclass(frozen=True)
class Preview:
    """What acceptance would do to the revenue on the books; `seen` is the state of the ledger this was made on.

    Of period, enterprise_id, enterprise, revenue_10k_cny: `reported`, those the books have no figure of; `new`, firms
    among them that filed in none of the four quarters before; `vanished`, firms with the figure of the quarter before
    that are in neither, in sub-districts of which half have now come; `already`, those on the books as they are here.
    `changed` has a row for each amount that differs: period, enterprise_id, enterprise, column, old, new (null = none)
    and the filing of the old; `reworded` the same, as texts, for whatever else differs: names, head counts, clusters,
    in registers and indicators too. `doubled`: two of these files give a firm different revenues, the later one counts:
    period, enterprise_id, enterprise, file, revenue_10k_cny, later_file, later_10k_cny.
    """

    new: pa.Table
    changed: pa.Table
    vanished: pa.Table
    already: pa.Table
    reported: pa.Table
    doubled: pa.Table
    reworded: pa.Table
    seen: str


def preview(data: Path, looks: Sequence[Look]) -> Preview:
    """What accepting these files, in this order, would do. Files that can't be accepted are left out."""
    ledger = read_ledger(data)
    seen = ledger[-1].name if ledger else ""
    given = _given(looks)
    is_demo = any(look.examined.page["is_demo"] for look in looks if look.examined)
    active = [filing for filing in ledger if filing.is_active and filing.page["is_demo"] == is_demo]
    changed, reworded = _told(restated(active, looks))
    if given is None:
        none, unchanged, single = (pa.schema(each).empty_table() for each in (_FIRM, _CHANGE, _DOUBLED))
        return Preview(none, unchanged, none, none, none, single, reworded, seen)
    with duckdb.connect() as connection:
        connection.register("given", given)
        connection.register("changed", changed)
        periods = [each for each in given["period"].unique().to_pylist() if each]
        filed = [each for each in active if each.page["record"] == "revenue" and _may_hold(each, periods)]
        _offer(connection, "filed_row", filed, REVENUE.filled(given.slice(0, 0)))
        register = [each for each in active if each.page["record"] == "register"]
        _offer(connection, "register_row", register, REGISTER.filled(pa.table({})))
        connection.execute(_SQL.read_text(encoding="utf-8"))
        return Preview(
            _firms(connection, "new_firm"),
            changed,
            _firms(connection, "vanished"),
            _firms(connection, "already"),
            _firms(connection, "reported"),
            _rows(connection, "doubled", _DOUBLED),
            reworded,
            seen,
        )


@contextmanager
def what_if(data: Path, looks: Sequence[Look]) -> Iterator[Path]:
    """A data folder of its own in which these files are accepted and built, for metrics to be asked; then it is gone.

    Nothing in `data` is written: what is there is linked to. Files that can't be accepted are left out. Raises Refused
    where there is no room for it.
    """
    with ExitStack() as stack:
        try:
            other = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="etl-what-if-")))
            _link(data, other)
        except OSError as error:
            message = _("临时目录写不下，没有算；账本没有动。请管理员腾出磁盘空间后再试一次。")
            raise Refused([Issue("no_room", message)]) from error
        now = datetime.now(BEIJING)
        for look in looks:
            if look.examined is not None and look.is_ready and not look.held:
                page = {**look.examined.page, "accepted_by": "", "sha256": look.waiting.sha256}
                text = look.examined.source.text
                write_filing(other, page, now, rows=look.examined.rows, source_text=text, is_durable=False)
        build(other)
        yield other


def _link(data: Path, other: Path) -> None:
    """The same data folder in another place, with a ledger and a build of its own."""
    apart = {ledger_dir(data).name, build_dir(data).name, inbox_dir(data).name}
    for entry in data.resolve().iterdir():
        if entry.name not in apart:
            (other / entry.name).symlink_to(entry, target_is_directory=entry.is_dir())
    ledger_dir(other).mkdir()
    if ledger_dir(data).is_dir():
        ours, place = str(ledger_dir(data.resolve())), str(ledger_dir(other))
        for name in filing_names(data):  # 一千多份归档，一份一条路径对象也要花时间
            os.symlink(f"{ours}/{name}", f"{place}/{name}", target_is_directory=True)


def _given(looks: Sequence[Look]) -> pa.Table | None:
    """The revenue rows of all files that can be accepted, numbered by file; None where there are none."""
    tables: list[pa.Table] = []
    for seq, look in enumerate(looks):
        if look.examined is not None and look.is_ready and look.examined.source.record is REVENUE:
            rows = look.examined.rows
            rows = rows.select([name for name in rows.column_names if name not in ("seq", "file")])
            numbers, names = (pa.repeat(each, len(rows)) for each in (pa.scalar(seq, pa.int32()), look.waiting.name))
            tables.append(rows.append_column("seq", numbers).append_column("file", names))
    return pa.concat_tables(tables, promote_options="default") if tables else None


def _may_hold(filing: Filing, periods: Sequence[str]) -> bool:
    """Whether a filing may have rows of these periods or of the year before them."""
    own = filing.page["period"].split("—")
    return own[0] <= max(periods) and own[-1] >= year_before(min(periods))


def _offer(connection: duckdb.DuckDBPyConnection, name: str, filings: Sequence[Filing], empty: pa.Table) -> None:
    """A table of the rows of these filings with their order as `seq`; with the columns of `empty` in any case."""
    order = pa.table({"filing": [each.name for each in filings], "seq": pa.array(range(len(filings)), pa.int32())})
    schema = empty.drop_columns([each for each in ("seq", "file") if each in empty.column_names])
    connection.register("filing_order", order)
    connection.register("empty_rows", schema)
    if filings:
        connection.read_parquet([str(each.rows) for each in filings], union_by_name=True).create_view("parquet_rows")
        connection.execute(
            f"CREATE TEMP TABLE {name} AS SELECT * FROM empty_rows UNION ALL BY NAME "  # 表名是本文件写定的
            "SELECT p.*, o.seq FROM parquet_rows p JOIN filing_order o ON o.filing = p.filing"
        )
        connection.execute("DROP VIEW parquet_rows")
    else:
        connection.execute(f"CREATE TEMP TABLE {name} AS SELECT *, '' AS filing, 0 AS seq FROM empty_rows")
    connection.unregister("filing_order")
    connection.unregister("empty_rows")


def _firms(connection: duckdb.DuckDBPyConnection, name: str) -> pa.Table:
    return _rows(connection, name, _FIRM)


def _rows(connection: duckdb.DuckDBPyConnection, name: str, columns: Mapping[str, pa.DataType]) -> pa.Table:
    found = connection.sql(f"SELECT {', '.join(columns)} FROM {name} ORDER BY {_FIRST}")
    return found.to_arrow_table().cast(pa.schema(columns))


def _told(changes: Sequence[Change]) -> tuple[pa.Table, pa.Table]:
    """Changed amounts of the forms, as numbers; and everything else that reads otherwise, as texts."""
    amounts: list[Change] = []
    others: list[Change] = []
    for change in changes:
        if change["record"] == REVENUE.name and str(change["column"]).endswith(MONEY):
            amounts.append({**change, **{name: _number(change[name]) for name in ("old", "new")}})
        else:
            others.append(change)
    return pa.Table.from_pylist(amounts, pa.schema(_CHANGE)), pa.Table.from_pylist(others, pa.schema(_REWORDED))


def _number(text: object) -> Decimal | None:
    return None if text is None else Decimal(str(text)).quantize(Decimal("0.000001"))
