"""命令行：看、收、查、撤、建、验、发模板。退出码 0 办成了，1 拒收了（原因写明），2 命令本身不对。"""

import argparse
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from etl.book_commands import add_book_commands
from etl.clearance import check_one_person
from etl.intake_commands import add_intake_commands
from etl.issue import Refused
from etl.load import check_files, load_files
from etl.parser import Parser, day, folder
from etl.paths import BEIJING, data_dir, filing_names
from etl.printed import print_accounts, sentence
from etl.read import limits
from etl.words import _
from etl.write.ledger import check_ledger, read_ledger, undo

# 库和模板的模块用到才载入：看账、撤回不必等它们，收表则趁子进程读文件时载入。


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except Refused as refusal:
        for issue in refusal.issues:
            print(sentence("", issue), file=sys.stderr)
        return 1


def _check(options: argparse.Namespace) -> int:
    limits.use(options.data)
    accounts = check_files(options.files, options.data, options.source, options.period)
    print_accounts(accounts, _("可以收 {kept} 行"), as_json=options.json)
    return int(any(not account.rows_kept for account in accounts))


def _load(options: argparse.Namespace) -> int:
    limits.use(options.data)
    check_one_person(options.data)
    accounts = load_files(options.files, options.data, source=options.source, period=options.period, by=options.by)
    if any(account.filing for account in accounts):
        from etl.build import build  # 读文件的同时已经载入

        build(options.data)
    print_accounts(accounts, _("已收 {kept} 行，归档 {filing}"), as_json=options.json)
    return int(any(account.filing is None for account in accounts))


def _history(options: argparse.Namespace) -> int:
    if not filing_names(options.data):
        print(_("{0} 里还没有收过报表。").format(options.data))
    for filing in read_ledger(options.data, options.as_of):
        page = filing.page
        if page["kind"] == "undo":
            what = _("撤回 {0}（{1}）").format(page["undoes"], page["file"])
        else:
            what = _("{file}（{kind}）：{rows_in} 行 = 收 {rows_kept} + 搁置 {rows_set_aside}").format(
                **page | {"kind": " ".join(word for word in (page["source"], page["period"]) if word)}
            )
        state = "" if filing.is_active or page["kind"] == "undo" else _("〔已撤回〕")
        moment = datetime.fromisoformat(page["accepted_at"]).astimezone(BEIJING)
        proposed = _("{0} 报审，{1} 批准") if page.get("proposed_by") else "{1}"
        who = proposed.format(page.get("proposed_by"), page["accepted_by"] or "—")
        why = _("；理由：{0}").format(page["reason"]) if page.get("reason") else ""
        print(filing.name, f"{moment:%Y-%m-%d %H:%M}", who, what + state + why, sep="  ")
    return 0


def _undo(options: argparse.Namespace) -> int:
    name = undo(options.data, options.filing, options.by, reason=options.reason.strip())
    from etl.build import build

    build(options.data)
    print(_("已撤回 {0}；这次撤回记为 {1}，可以再撤回。").format(options.filing, name))
    return 0


def _rebuild(options: argparse.Namespace) -> int:
    from etl.build import rebuild

    print(rebuild(options.data, options.as_of))
    return 0


def _verify(options: argparse.Namespace) -> int:
    from etl.soundness import check_builds

    problems = check_ledger(options.data) + check_builds(options.data)
    for problem in problems:
        print(problem, file=sys.stderr)
    if not filing_names(options.data):
        print(_("{0} 里没有账本，没有可查的；请核对数据目录。").format(options.data), file=sys.stderr)
        return 1
    if not problems:
        print(_("账本完好：{0} 份归档首尾相连，文件都没有被改动。").format(len(read_ledger(options.data))))
    return int(bool(problems))


def _parser() -> Parser:
    parser = Parser(prog="python -m etl", description=_("把表格收进账本，由账本建库。"))
    commands = parser.add_subparsers(required=True, metavar=_("命令"))
    common = Parser(add_help=False)
    data = _("数据目录（默认 data/ 或 $CLUSTERS_DATA）")
    common.add_argument("--data", type=folder, default=data_dir(), metavar=_("目录"), help=data)
    reading = Parser(add_help=False)
    reading.add_argument("files", nargs="+", type=Path, metavar=_("文件"))
    reading.add_argument("--source", metavar=_("种类"), help=_("报表种类，或来源说明的路径"))
    reading.add_argument("--period", type=_period, metavar="2026Q3", help=_("报告期，如 2026Q3"))
    reading.add_argument("--json", action="store_true", help=_("结果写成 JSON"))
    signed = Parser(add_help=False)
    signed.add_argument("--by", default="", metavar=_("姓名"), help=_("经手人"))

    _command(commands, "check", _check, _("看一看会怎样，什么也不写"), [common, reading])
    _command(commands, "load", _load, _("收下，然后建库"), [common, reading, signed])
    history = _command(commands, "history", _history, _("账上有哪些归档"), [common])
    undoing = _command(commands, "undo", _undo, _("撤回一份归档"), [common, signed])
    undoing.add_argument("filing", metavar=_("归档"))
    undoing.add_argument("--reason", default="", metavar=_("理由"), help=_("为什么撤回；账上一直留着"))
    rebuilding = _command(commands, "rebuild", _rebuild, _("由账本重新建库"), [common])
    for command in (history, rebuilding):
        command.add_argument("--as-of", type=day, metavar=_("日期"), help=_("按那一天所知"))
    _command(commands, "verify", _verify, _("查账本有没有被改动"), [common])
    add_intake_commands(commands, common, signed, _period)
    add_book_commands(commands, common, _period)
    return parser


def _command(
    commands: "argparse._SubParsersAction[Parser]",
    name: str,
    run: object,
    about: str,
    parents: list[Parser],
) -> Parser:
    parser = commands.add_parser(name, help=about, description=about, parents=parents)
    parser.set_defaults(run=run)
    return parser


def _period(text: str) -> str:
    if len(text) == 6 and text[4] == "Q" and text[:4].isdecimal() and text[5] in "1234":
        return text
    raise argparse.ArgumentTypeError(_("报告期要写成 2026Q3 的样子"))
