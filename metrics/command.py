"""命令行：有哪些指标、一个指标的口径、一张指标表。退出码 0 办成了，1 取不到数（原因写明），2 命令本身不对。"""

import argparse
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace

import duckdb
import pandas as pd

from etl.parser import Parser, day, folder_with_data
from etl.paths import data_dir
from etl.rule_file import RuleFileError
from etl.words import _
from metrics import behind, card, catalog, records, working
from metrics.absence import why_empty
from metrics.disclosure import command as disclosed
from metrics.disclosure.right import needs_control
from metrics.printed import csv_text, json_text, worked_text, write_out
from metrics.request import RequestError, parse
from metrics.show import show
from metrics.store import Store, StoreError, open_store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except RequestError as error:
        print(error, file=sys.stderr)
        return 2
    except (StoreError, RuleFileError) as error:
        print(error, file=sys.stderr)
        return 1
    except duckdb.Error as error:
        if not str(error).startswith("Corrupt database file"):
            raise
        print(_("数据库已损坏，这张表读不出来；账本没有动。请运行 python -m etl rebuild 重新建库。"), file=sys.stderr)
        return 1


def _list(_options: argparse.Namespace) -> int:
    for name, metric in catalog.load().items():
        print(f"{name}\t{metric.title}\t{'、'.join(column.name for column in metric.columns)}")
    return 0


def _describe(options: argparse.Namespace) -> int:
    known = catalog.load()
    if options.metric not in known:
        raise RequestError(catalog.unknown(options.metric))
    print(card.text(known[options.metric]))
    return 0


def _show(options: argparse.Namespace) -> int:
    where = _conditions(options.where)
    with open_store(options.data, options.as_of) as store:
        frame = show(store, options.metric, options.period, options.by, where, options.role)
        if options.role and needs_control(options.role) and not store.is_demo:
            disclosed.warn(options)
        if frame.empty:
            _say_why_empty(store, options.period, bool(where))
    write_out(csv_text(frame) if options.format == "csv" else json_text(frame) + "\n")
    return 0


def _card(options: argparse.Namespace) -> int:
    """One metric's card with the numbers put in and the forms behind them; of one firm, down to the cell."""
    where = _conditions(options.where)
    with open_store(options.data, options.as_of) as store:
        known = records.periods(store)
        period = options.period or (known[-1] if known else None)
        chosen = tuple((name, tuple(values)) for name, values in where.items())
        number = working.Number(options.metric, period, options.basis, tuple(options.by), chosen)
        parse(store, number.metric, period, number.by, where)  # 不认得的词先说，再印卡
        lines = working.lines(store, number)
        bases = sorted({line.basis for line in lines}) or [options.basis]
        each = [replace(number, by=(), basis=basis) for basis in bases]
        forms = pd.concat([behind.filings(store, one) for one in each]).drop_duplicates()
        cells = pd.concat([behind.cells(store, one) for one in each]).drop_duplicates()
        if not lines:
            _say_why_empty(store, period, bool(where))
    print(card.text(catalog.load()[options.metric]))
    for title, rows in (
        (_("算式（未舍入；由 _10k_cny 列算的，金额是万元）："), [worked_text(line) for line in lines]),
        (_("背后的填报："), _rows(forms)),
        (_("所在的单元格："), _rows(cells)),
    ):
        if rows:
            print("\n".join([title, *(f"  {row}" for row in rows)]))
    return 0


def _rows(frame: pd.DataFrame) -> list[str]:
    return csv_text(frame).lstrip("\ufeff").splitlines() if len(frame) else []


def _conditions(asked: Sequence[str]) -> dict[str, list[str]]:
    """`cluster=信创` twice is one dimension with two values. Raises RequestError where there is no equals sign."""
    where: dict[str, list[str]] = {}
    for condition in asked:
        name, sign, value = (part.strip() for part in condition.partition("="))
        if not (name and sign and value):
            said = _("--where “{0}”看不懂：应写作 维度=值，如 cluster=信创；没有填的写 cluster=未归类。")
            raise RequestError(said.format(condition))
        where.setdefault(name, []).append(value)
    return where


def _say_why_empty(store: Store, period: str | None, is_narrowed: bool) -> None:
    print(why_empty(store, period, is_narrowed=is_narrowed), file=sys.stderr)


def _parser() -> Parser:
    parser = Parser(prog="python -m metrics", description=_("取指标：目录、口径卡、数表。"))
    commands = parser.add_subparsers(required=True, metavar=_("命令"))
    placed = Parser(add_help=False)
    where = _("数据目录（默认 data/ 或 $CLUSTERS_DATA）")
    placed.add_argument("--data", type=folder_with_data, default=str(data_dir()), metavar=_("目录"), help=where)
    known = Parser(add_help=False)
    known.add_argument("--as-of", type=day, metavar=_("日期"), help=_("按那一天所知"))
    named = Parser(add_help=False)
    named.add_argument("metric", metavar=_("指标"))
    asked = Parser(add_help=False)
    asked.add_argument("--by", type=_names, default=[], metavar=_("维度,维度"), help=_("分组"))
    asked.add_argument("--where", action="append", default=[], metavar=_("维度=值"), help=_("筛选，可写多次"))

    def add(name: str, run: Callable[..., int], about: str, *parents: Parser) -> Parser:
        made = commands.add_parser(name, parents=[placed, *parents], help=about, description=about)
        made.set_defaults(run=run)
        return made

    add("list", _list, _("有哪些指标"))
    add("describe", _describe, _("一个指标的口径卡"), named)
    showing = add("show", _show, _("一张指标表"), named, asked, known)
    showing.add_argument("--period", metavar="2026Q3", help=_("报告期；不写是所有期"))
    role = _("照这个角色能看的给；研究者、公众经过披露控制")
    showing.add_argument("--role", default="", metavar=_("角色"), help=role)
    showing.add_argument("--format", choices=["csv", "json"], default="csv", help=_("格式"))
    carding = add("card", _card, _("填上数的口径卡：算式、背后的填报；筛到一家企业就到单元格"), named, asked, known)
    carding.add_argument("--period", metavar="2026Q3", help=_("报告期；不写是最近一期"))
    bases = ["ytd", "single", "year", "rolling4"]
    carding.add_argument("--basis", choices=bases, default="", help=_("期别；不写是各种都给"))
    losing = add("loss", disclosed.loss, _("披露控制隐去了多少"))
    losing.add_argument("--period", metavar="2026Q3", help=_("报告期；不写是所有期"))
    keeping = add("released", disclosed.released, _("给受控的角色看过什么的记录齐不齐；备份里也没有的，认下丢失"))
    keeping.add_argument("--accept-loss", action="store_true", help=_("认下：丢了的不再防，以后接着给"))
    keeping.add_argument("--by", default="", metavar=_("名字"), help=_("谁认的"))
    keeping.add_argument("--reason", default="", metavar=_("缘由"), help=_("为什么"))
    preparing = add("prepare", disclosed.prepare, _("先算好给受控的角色看哪些数；服务器自己也会算"), known)
    preparing.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    return parser


def _names(text: str) -> list[str]:
    return [name.strip() for name in text.split(",") if name.strip()]
