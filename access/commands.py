"""命令行：管账号、查留痕。退出码 0 办成了，1 没有办成（原因写明），2 命令本身不对。密码从不写在命令行上。"""

import argparse
import getpass
import os
import sys
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

from access import accounts, audit, lockout
from access import matrix as permission
from access.audit_check import prune, verify
from access.audit_file import audit_dir, read_head
from access.database import check_private
from access.fault import AccessError
from access.role import DEMO, SCOPES, load_roles, matrix
from access.settings import load_settings
from etl.parser import Parser, day, folder
from etl.paths import BEIJING, data_dir
from etl.words import _, why

VARIABLE = "ACCESS_PASSWORD"


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options) or 0
    except AccessError as error:
        print(error, file=sys.stderr)
    except OSError as error:
        if error.filename is None:  # 是话说不出去，不是文件
            raise
        print(_("没有办成：{0}（{1}）。").format(error.filename or "", why(error)), file=sys.stderr)
    return 1


def _add(options: argparse.Namespace) -> None:
    password = _new_password(options)
    made = accounts.add(options.data, options.name, options.role, password, dict(_scope(options)))
    _note(options, "账号.新建", name=made.name, as_role=made.role, scope=_scope_words(made))
    print(_("已建账号 {0}（{1}）。").format(made.name, load_roles()[made.role].title))


def _disable(options: argparse.Namespace) -> None:
    accounts.set_disabled(options.data, options.name, is_disabled=True)
    _note(options, "账号.停用", name=options.name)
    print(_("已停用 {0}；开着的页面几秒内断开。").format(options.name))


def _enable(options: argparse.Namespace) -> None:
    accounts.set_disabled(options.data, options.name, is_disabled=False)
    _note(options, "账号.启用", name=options.name)
    print(_("已启用 {0}。").format(options.name))


def _role(options: argparse.Namespace) -> None:
    accounts.set_role(options.data, options.name, options.role, dict(_scope(options)))
    _note(options, "账号.改角色", name=options.name, as_role=options.role)
    print(_("{0} 现在是{1}；此前的登录已失效。").format(options.name, load_roles()[options.role].title))


def _password(options: argparse.Namespace) -> None:
    accounts.set_password(options.data, options.name, _new_password(options))
    _note(options, "账号.改密码", name=options.name)
    print(_("已改 {0} 的密码；此前的登录已失效。").format(options.name))


def _unlock(options: argparse.Namespace) -> None:
    was_locked = lockout.unlock(options.data, options.name)
    _note(options, "账号.解锁", name=options.name)
    print(_("已解锁 {0}。").format(options.name) if was_locked else _("{0} 没有被锁。").format(options.name))


def _list(options: argparse.Namespace) -> None:
    locked = lockout.locked(options.data)
    found = accounts.listed(options.data)
    if not found:
        print(_("还没有账号；先建一个管理员：python -m access add 名字 --role admin"))
    for one in found:
        title = load_roles()[one.role].title if one.role in load_roles() else one.role
        state = _("停用") if one.is_disabled else _("正常")
        if one.name in locked:
            state += _("，锁到 {0}").format(f"{datetime.fromtimestamp(locked[one.name], BEIJING):%H:%M}")
        print(one.name, title, _scope_words(one) or "—", one.origin, state, sep="  ")


def _verify_audit(options: argparse.Namespace) -> int:
    found = verify(options.data)
    for words in found:
        print(words, file=sys.stderr)
    if not found:
        head = read_head(audit_dir(options.data)) or {"n": 0, "digest": ""}
        print(_("留痕完好：{0} 行，末行摘要 {1}。").format(head["n"], head["digest"][:16] or "—"))
    return int(bool(found))


def _audit(options: argparse.Namespace) -> None:
    asked = {key: getattr(options, key) for key in ("who", "event", "text", "since", "until")}
    for line in reversed(audit.search(options.data, **asked, most=options.most)):
        print(line.at, line.event, line.who or "—", line.address or "—", line.version or "—", dict(line.what), sep="  ")


def _prune_audit(options: argparse.Namespace) -> None:
    days = options.days or load_settings(options.data).audit["keep_days"]
    gone = prune(options.data, days)
    print(_("已删 {0}。").format("、".join(gone)) if gone else _("没有超过 {0} 天的留痕。").format(days))


def _roles(_options: argparse.Namespace) -> None:
    for row in matrix():
        print("  ".join(row))


def _matrix(_options: argparse.Namespace) -> None:
    for table in (
        permission.pages(),
        permission.figures([_("每个指标")], [_("由单家企业的升降得出的指标")]),
        permission.acts(),
    ):
        for row in table:
            print("  ".join(row))
        print()


def _note(options: argparse.Namespace, event: str, **what: str) -> None:
    audit.record(event, _("命令行:{0}").format(getpass.getuser()), data=options.data, is_act=True, **what)


def _new_password(options: argparse.Namespace) -> str:
    """From a private file, the environment, or typed twice; never from the command line, where others could see it."""
    if options.password_file:
        check_private(options.password_file)
        return options.password_file.read_text(encoding="utf-8").rstrip("\r\n")
    if VARIABLE in os.environ:
        return os.environ[VARIABLE]
    if not sys.stdin.isatty():
        raise AccessError(_("没有终端可以输入密码；用 --password-file 文件，或设环境变量 {0}。").format(VARIABLE))
    first = getpass.getpass(_("{0} 的密码（看不见是正常的）：").format(options.name))
    if first != getpass.getpass(_("再输一遍：")):
        raise AccessError(_("两次输的不一样，没有改动。"))
    return first


def _scope(options: argparse.Namespace) -> list[tuple[str, tuple[str, ...]]]:
    found: dict[str, list[str]] = {}
    for word in options.scope or []:
        kind, equals, name = word.partition("=")
        if not equals or kind not in SCOPES or not name:
            raise AccessError(
                _("分管哪里要写成 --scope 街道=泉城路街道 或 --scope 集群=数字创意，这里是“{0}”。").format(word)
            )
        found.setdefault(SCOPES[kind], []).append(name)
    return [(kind, tuple(names)) for kind, names in found.items()]


def _scope_words(one: accounts.Account) -> str:
    titles = {column: title for title, column in SCOPES.items()}
    return "、".join(f"{titles[kind]}={name}" for kind, names in one.scope.items() for name in names)


def _iso_day(text: str) -> str:
    return day(text).isoformat() if text else ""  # argparse 把缺省的空也交来


def _parser() -> argparse.ArgumentParser:
    common = Parser(add_help=False)
    common.add_argument("--data", type=folder, default=data_dir(), metavar=_("目录"), help=_("数据目录"))
    named = Parser(add_help=False)
    named.add_argument("name", metavar=_("名字"))
    secret = Parser(add_help=False)
    secret.add_argument("--password-file", type=Path, metavar=_("文件"), help=_("从只有自己能读的文件里取密码"))
    ranked = Parser(add_help=False)
    ranked.add_argument("--role", required=True, choices=[name for name in load_roles() if name != DEMO])
    ranked.add_argument("--scope", action="append", metavar=_("街道=…"), help=_("填报员分管哪里，可写几次"))

    parser = Parser(prog="python -m access", description=_("账号与留痕。"))
    commands = parser.add_subparsers(required=True, metavar=_("命令"))
    for word, run, about, parents in (
        ("add", _add, _("建账号"), [common, named, ranked, secret]),
        ("disable", _disable, _("停用账号"), [common, named]),
        ("enable", _enable, _("启用账号"), [common, named]),
        ("role", _role, _("换角色"), [common, named, ranked]),
        ("password", _password, _("改密码"), [common, named, secret]),
        ("unlock", _unlock, _("解锁试错太多的账号"), [common, named]),
        ("list", _list, _("有哪些账号"), [common]),
        ("roles", _roles, _("哪种角色能做什么"), [common]),
        ("matrix", _matrix, _("哪种角色打得开哪页、拿得到哪种数、做得了哪件事"), []),
        ("verify-audit", _verify_audit, _("查留痕有没有被改动"), [common]),
    ):
        made = commands.add_parser(word, help=about, description=about, parents=parents)
        made.set_defaults(run=run)
    looking = commands.add_parser("audit", help=_("查留痕"), description=_("查留痕"), parents=[common])
    looking.set_defaults(run=_audit)
    for key, about in (
        ("who", _("谁")),
        ("event", _("什么事")),
        ("text", _("含有的字")),
        ("since", _("从哪天起")),
        ("until", _("到哪天止")),
    ):
        kind = _iso_day if key in ("since", "until") else str
        looking.add_argument(f"--{key}", default="", type=kind, metavar=about, help=about)
    looking.add_argument("--most", type=int, default=200, metavar=_("行数"), help=_("最多几行"))
    pruning = commands.add_parser(
        "prune-audit", help=_("删过期的留痕"), description=_("删过期的留痕"), parents=[common]
    )
    pruning.set_defaults(run=_prune_audit)
    pruning.add_argument("--days", type=int, default=0, metavar=_("天数"), help=_("至少留几天，不少于 185"))
    return parser
