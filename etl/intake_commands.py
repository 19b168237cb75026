"""命令行里的收件箱：放进来、答问、收下、报审、批准、移出。与数据上报页调用的是同一套函数。"""

import argparse
import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias

from etl.account import FileAccount
from etl.issue import Issue, Refused
from etl.parser import Parser
from etl.printed import print_accounts, print_issues, sentence
from etl.words import _

if TYPE_CHECKING:
    from etl.look import Look

Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def add_intake_commands(
    commands: Commands,
    common: Parser,
    signed: Parser,
    period: Callable[[str], str],
) -> None:
    """Put these commands beside the others; `common` holds --data, `signed` --by, `period` checks a quarter."""
    putting = _command(commands, "inbox", _inbox, _("把文件放进收件箱（不写文件就只看），列出等着的"), [common])
    putting.add_argument("files", nargs="*", type=Path, metavar=_("文件"))
    putting.add_argument("--sender", default="", help=_("谁报来的；记下他的表头写法，下次就认得"))
    putting.add_argument("--period", type=period, help=_("收哪一期，如 2026Q3；不是这一期的会问"))
    putting.add_argument("--json", action="store_true", help=_("结果写成 JSON"))
    choosing = _command(commands, "choose", _choose, _("答一份文件的问：种类、报告期、单位、表头"), [common])
    choosing.add_argument("key", metavar=_("编号"))
    choosing.add_argument("--source", help=_("报表种类"))
    choosing.add_argument("--period", type=period, help=_("报告期，如 2026Q3"))
    choosing.add_argument("--unit", help=_("金额的计量单位"))
    mapping = _("他们的表头=我们的列；等号后面空着就是不取")
    choosing.add_argument("--map", action="append", default=[], type=_pair, metavar=_("表头=列"), help=mapping)
    for name, run, about in (
        ("accept", _accept, _("收下等着的文件，然后建库")),
        ("propose", _propose, _("报审：等另一个人批准")),
    ):
        taking = _command(commands, name, run, about, [common, signed])
        taking.add_argument("keys", nargs="+", metavar=_("编号"))
        reason = _("提醒为什么可以收；只有一份时可以只写理由")
        taking.add_argument("--reason", action="append", default=[], metavar=_("编号=理由"), help=reason)
    approving = _command(commands, "approve", _approve, _("批准别人报审的文件，然后建库"), [common, signed])
    approving.add_argument("keys", nargs="+", metavar=_("编号"))
    leaving = _command(commands, "discard", _discard, _("移出收件箱；文件留着，不删"), [common, signed])
    leaving.add_argument("keys", nargs="+", metavar=_("编号"))


def _inbox(options: argparse.Namespace) -> int:
    from etl.inbox import receive, waiting
    from etl.look import look

    refused: list[FileAccount] = []
    for file in options.files:
        try:
            receive(options.data, file.name, _content(file), options.sender)
        except Refused as refusal:
            refused.append(FileAccount(file.name, issues=refusal.issues))
    looks = look(options.data, waiting(options.data), expected_period=options.period or "")
    if options.json:
        told = {"waiting": [_as_dict(each) for each in looks], "refused": [each.as_dict() for each in refused]}
        print(json.dumps(told, ensure_ascii=False, indent=1))
    else:
        for each in looks:
            print(_line(each))
            for question in each.questions:
                print(_("  问：{0}").format(question.message))
            print_issues(each.account)
        if not looks:
            print(_("收件箱是空的。"))
        for account in refused:
            for issue in account.issues:
                print(sentence(account.file, issue), file=sys.stderr)
    return int(bool(refused))


def _choose(options: argparse.Namespace) -> int:
    from etl.inbox import choose, item_of
    from etl.look import look

    item = item_of(options.data, options.key)
    given = {name: value for name in ("source", "period", "unit") if (value := getattr(options, name))}
    choices = replace(item.choices, **given, mapping={**item.choices.mapping, **dict(options.map)})
    [found] = look(options.data, [choose(options.data, options.key, choices)])
    print(_line(found))
    return 0


def _accept(options: argparse.Namespace) -> int:
    from etl.accept import accept

    return _done(accept(options.data, options.keys, options.by, _reasons(options)))


def _approve(options: argparse.Namespace) -> int:
    from etl.accept import approve

    return _done(approve(options.data, options.keys, options.by))


def _propose(options: argparse.Namespace) -> int:
    from etl.accept import propose

    accounts = propose(options.data, options.keys, options.by, _reasons(options))
    print_accounts(accounts, _("已报审 {kept} 行，等另一个人批准"), as_json=False)
    return int(any(not account.rows_kept for account in accounts))


def _discard(options: argparse.Namespace) -> int:
    from etl.inbox import discard

    for key in options.keys:
        discard(options.data, key, options.by)
        print(_("{0} 已移出收件箱；文件还在 {1}。").format(key, options.data / "inbox" / "discarded"))
    return 0


def _done(accounts: Sequence[FileAccount]) -> int:
    print_accounts(accounts, _("已收 {kept} 行，归档 {filing}"), as_json=False)
    return int(any(account.filing is None for account in accounts))


def _reasons(options: argparse.Namespace) -> dict[str, str]:
    reasons: dict[str, str] = {}
    for text in options.reason:
        key, equals, reason = text.partition("=")
        if equals and key in options.keys:
            reasons[key] = reason
        elif len(options.keys) == 1:
            reasons[options.keys[0]] = text
        else:
            message = _("不知道“{0}”是哪一份的理由；请写成 编号=理由。").format(text)
            raise Refused([Issue("reason_whose", message, value=text)])
    return reasons


def _line(found: "Look") -> str:
    from etl.stage import ASKING, WARNED, stage

    item, account = found.waiting, found.account
    rows = _("{0} 行 = 收 {1} + 搁置 {2}").format(account.rows_in, account.rows_kept, account.rows_set_aside)
    parts = [item.name, item.sender or "—", " ".join((found.source or "—", found.period, found.unit)).strip(), rows]
    state = stage(found)
    if state == WARNED:
        state = _("有提醒：{0}条，收时要写理由").format(len(found.warnings))
    elif state == ASKING:
        state = _("要回答：{0}个问题").format(len(found.questions))
    proposed = [_("{0} 已报审").format(item.proposed_by)] if item.proposed_by else []
    return "  ".join([item.key, *parts, state, *proposed])


def _as_dict(found: "Look") -> dict[str, object]:
    from etl.stage import stage

    item = found.waiting
    asked = [{"kind": each.kind, "message": each.message, "options": list(each.options)} for each in found.questions]
    own = {
        "key": item.key,
        "state": stage(found),
        "sender": item.sender,
        "proposed_by": item.proposed_by,
        "unit": found.unit,
    }
    return {**own, "questions": asked, **found.account.as_dict()}


def _content(file: Path) -> bytes:
    from etl.load import unreadable

    try:
        return file.read_bytes()
    except OSError as error:
        raise Refused([unreadable(file, error)]) from error


def _pair(text: str) -> tuple[str, str]:
    header, equals, column = text.partition("=")
    if not equals or not header.strip():
        raise argparse.ArgumentTypeError(_("要写成 表头=列 的样子"))
    return header, column.strip()


def _command(commands: Commands, name: str, run: object, about: str, parents: list[Parser]) -> Parser:
    parser = commands.add_parser(name, help=about, description=about, parents=parents)
    parser.set_defaults(run=run)
    return parser
