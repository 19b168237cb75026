"""建库之前与查账之时：要读的归档是不是收下时的样子，建好的库读不读得出来。"""

from collections.abc import Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import duckdb

from etl.build_files import databases
from etl.issue import Issue, Refused
from etl.paths import build_dir
from etl.words import _
from etl.write.filing import digest, page_digest
from etl.write.ledger import Filing

_READ_BY_THE_BUILD = ("rows.parquet", "issues.json")


def check_filings(filings: Sequence[Filing]) -> None:
    """Raises Refused where a file the build reads isn't what was accepted; every one of them is named.

    A flipped bit would otherwise become a figure on a page. Costs a digest of what is read anyway.
    """
    problems = list(_changed(filings))
    if problems:
        raise Refused([Issue("ledger_damaged", problem) for problem in problems])


def _changed(filings: Sequence[Filing]) -> Iterator[str]:
    text = _("归档 {0} 的 {1} 与收下时不一样（坏了、被改动或不见了），不能用来建库；请从备份恢复 {2}。")
    for filing in filings:
        if filing.page.get("digest") != page_digest(filing.page):
            yield text.format(filing.name, "filing.json", filing.folder)
        for file in _READ_BY_THE_BUILD if filing.is_active else ():
            expected = filing.page.get("digests", {}).get(file)
            with suppress(OSError):
                if expected is None or digest(filing.folder / file) == expected:
                    continue
            yield text.format(filing.name, file, filing.folder)


def check_builds(data: Path) -> list[str]:
    """Every database of this data folder that can't be read to the end; the ledger is not concerned. [] if sound."""
    text = _("数据库 {0} 读不出来，已损坏；账本没有动，运行 rebuild 由账本重新建库即可。")
    return [text.format(file) for file in sorted(databases(build_dir(data))) if not _is_readable(file)]


def _is_readable(file: Path) -> bool:
    """Whether every block in use has the checksum it was written with: reading it makes the database look."""
    try:
        with duckdb.connect(str(file), read_only=True) as connection:
            for (name,) in connection.execute("SELECT table_name FROM duckdb_tables()").fetchall():
                quoted = name.replace('"', '""')
                connection.execute(f'SELECT bit_xor(hash(t)) FROM "{quoted}" AS t').fetchall()
    except duckdb.Error:
        return False
    return True
