"""命令行怎么说一份文件的下落：一行账，一条一条的原因；或一个 JSON。"""

import json
import sys
from collections.abc import Sequence

from etl.account import FileAccount
from etl.issue import Issue
from etl.ranked import ranked
from etl.words import _

_SHOWN_ISSUES = 60


def sentence(file: str, issue: Issue) -> str:
    """One finding as a line: 文件 · 表 · 单元格 · 值：规则与办法."""
    where = [file, issue.sheet, issue.cell or (_("第 {0} 行").format(issue.row) if issue.row else ""), issue.column]
    place = " · ".join(part for part in [*where, f"“{issue.value}”" if issue.value else ""] if part)
    return f"{place}：{issue.message}" if place else issue.message


def print_accounts(accounts: Sequence[FileAccount], done: str, *, as_json: bool) -> None:
    """What became of each file; `done` says it of one that could be taken, with {kept} and {filing}."""
    if as_json:
        print(json.dumps({"filings": [account.as_dict() for account in accounts]}, ensure_ascii=False, indent=1))
        return
    for account in accounts:
        _print_account(account, done)
    if len(accounts) > 1:
        count = sum(account.rows_kept > 0 for account in accounts)
        print(_("共 {0} 个文件：可用 {1} 个，拒收 {2} 个。").format(len(accounts), count, len(accounts) - count))


def _print_account(account: FileAccount, done: str) -> None:
    if account.rows_kept:
        said = done.format(kept=account.rows_kept, filing=account.filing)
        rows = _("{0}：{1}；{2} 行 = 收 {3} + 搁置 {4}；{5}").format(
            account.file,
            " ".join(word for word in (account.source, account.period) if word),  # 名录没有报告期
            account.rows_in,
            account.rows_kept,
            account.rows_set_aside,
            said,
        )
        print(rows + (_("；改动已报过的 {0} 个数").format(account.restated) if account.restated else ""))
    else:
        print(_("{0}：拒收").format(account.file), file=sys.stderr)
    print_issues(account)


def print_issues(account: FileAccount) -> None:
    """The findings of a file that need saying, on stderr."""
    told = ranked(account.issues)
    loud = [issue for issue in told if issue.severity != "note"] or told
    for issue in loud[:_SHOWN_ISSUES]:
        print("  " + sentence(account.file, issue), file=sys.stderr)
    if len(loud) > _SHOWN_ISSUES:
        print("  " + _("……还有 {0} 条；加 --json 看全部。").format(len(loud) - _SHOWN_ISSUES), file=sys.stderr)
