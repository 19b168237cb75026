"""python -m etl.demo：写出演示工作簿；账本里没有别人的归档，就照交表的先后收进去，再建库。"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime, time
from pathlib import Path

from etl.account import FileAccount
from etl.build import build
from etl.demo.generate import Batch, write_demo
from etl.issue import Refused
from etl.load import load_files
from etl.paths import BEIJING, PROJECT, data_dir, demo_dir
from etl.words import _
from etl.write.ledger import read_ledger

_ACCEPTED_AT = time(10, 30)
_CLERK = "演示"


def main(arguments: Sequence[str] | None = None) -> int:
    """Exit code 0: written, and loaded where the ledger held nothing else; 1: a workbook or the ledger was refused."""
    parser = argparse.ArgumentParser(prog="python -m etl.demo", description=_("写出演示数据；账本为空时一并收取。"))
    parser.add_argument("--data", metavar=_("目录"), help=_("数据目录，默认是项目里的 data/"))
    data = data_dir(parser.parse_args(arguments).data)
    batches = write_demo(demo_dir(data))
    files = sum(len(batch.paths) for batch in batches)
    print(_("演示工作簿 {0} 个，写在 {1}").format(files, demo_dir(data)))
    if not _is_ours(data):
        print(_("账本里已有归档，没有再收演示数据。"))
        return 0
    refused = load_demo(batches, data)
    for account in refused:
        for issue in account.issues:
            print(f"{account.file} · {issue.sheet} · {issue.cell} · {issue.message}", file=sys.stderr)
    if refused:
        return 1
    try:
        build(data)
    except Refused as refusal:
        print(refusal, file=sys.stderr)
        return 1
    print(_("演示数据已收取并建库。"))
    return 0


def load_demo(batches: Sequence[Batch], data: Path) -> list[FileAccount]:
    """Load each batch on its own day, then the published figures on the last day; returns the accounts refused."""
    accounts: list[FileAccount] = []
    for batch in batches:
        moment = datetime.combine(batch.day, _ACCEPTED_AT, BEIJING)
        accounts += load_files(batch.paths, data, by=_CLERK, now=moment)
    published = sorted((PROJECT / "data" / "published").glob("*.csv"))
    if published:
        accounts += load_files(published, data, now=datetime.combine(batches[-1].day, time(17), BEIJING))
    return [account for account in accounts if account.filing is None]


def _is_ours(data: Path) -> bool:
    """Whether the ledger is empty or holds nothing but demonstration workbooks: then a load cut short is finished.

    The published figures come last and bear no clerk, so a finished load is left alone.
    """
    return all(filing.page.get("accepted_by") == _CLERK for filing in read_ledger(data))


if __name__ == "__main__":
    sys.exit(main())
