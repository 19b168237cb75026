"""命令行：有哪些指标、一个指标的口径、一张指标表。退出码 0 办成了，1 取不到数（原因写明），2 命令本身不对。"""

import argparse
import csv
import io
import json
import sys
from collections.abc import Sequence
from datetime import date
from importlib import import_module

import duckdb
import pandas as pd

from etl.paths import data_dir
from etl.words import _
from metrics import card, catalog, records
from metrics.plans import PlanError
from metrics.request import RequestError
from metrics.show import show
from metrics.store import StoreError, open_store


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    try:
        return options.run(options)
    except RequestError as error:
        print(error, file=sys.stderr)
        return 2
    except (StoreError, PlanError) as error:
        print(error, file=sys.stderr)
        return 1
    except duckdb.Error as error:
        if not str(error).startswith("Corrupt database file"):
            raise
        print(_("数据库已损坏，这张表读不出来；账本没有动。请运行 python -m etl rebuild 重新建库。"), file=sys.stderr)
        return 1


def csv_text(frame: pd.DataFrame) -> str:
    """A tidy table as CSV, BOM first: full precision, no float noise, an empty cell for what is unknown."""
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\r\n")
    writer.writerow(frame.columns)
    writer.writerows([_cell(value) for value in row] for row in frame.itertuples(index=False, name=None))
    return "\ufeff" + sink.getvalue()


def json_text(frame: pd.DataFrame) -> str:
    """The same table as a JSON list of objects, null for what is unknown."""
    rows = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return json.dumps(rows, ensure_ascii=False, default=str, indent=1)


def _cell(value: object) -> str:
    if value is None or value is pd.NA or value != value:  # 非数不等于自己
        return ""
    if isinstance(value, float) and value == int(value) and abs(value) < 1e15:
        return str(int(value))
    if isinstance(value, float):
        return repr(float(value))
    return str(value)


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
    where: dict[str, list[str]] = {}
    for condition in options.where:
        name, _sign, value = condition.partition("=")
        where.setdefault(name, []).append(value)
    with open_store(options.data, options.as_of) as store:
        frame = show(store, options.metric, options.period, options.by, where, options.role)
        if frame.empty:
            _say_why_empty(store.meta, options.period)
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]  # 重定向到文件时也是 UTF-8
    sys.stdout.write(csv_text(frame) if options.format == "csv" else json_text(frame) + "\n")
    return 0


def _loss(options: argparse.Namespace) -> int:
    """How much is withheld, period by period."""
    told = import_module("metrics.disclosure.loss")  # 求解的库，别的命令不必等它
    with open_store(options.data) as store:
        wanted = [options.period] if options.period else records.periods(store)
        tables = [told.loss(store, period) for period in reversed(wanted)]
    sys.stdout.reconfigure(encoding="utf-8", newline="")  # type: ignore[union-attr]
    sys.stdout.write(csv_text(pd.concat(tables) if tables else pd.DataFrame(columns=told.COLUMNS)))
    return 0


def _prepare(options: argparse.Namespace) -> int:
    """Work out beforehand what may be shown to controlled roles."""
    done = import_module("metrics.preparing").run(options.data, options.as_of, is_child=options.child)
    print(_("新算了 {0} 期，其余已经算好。").format(done))
    return 0


def _say_why_empty(meta: dict[str, str], period: str | None) -> None:
    first, latest = meta.get("first_period", ""), meta.get("latest_period", "")
    if not latest:
        print(_("还没有任何季报。请先运行 python -m etl load 载入报表。"), file=sys.stderr)
    elif period and not first <= period <= latest:
        said = _("没有 {period} 的数据；现有 {first} 至 {latest}。").format(period=period, first=first, latest=latest)
        print(said, file=sys.stderr)
    else:
        print(_("没有符合条件的企业；请放宽 --where 或换一期。"), file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m metrics", description=_("取指标：目录、口径卡、数表。"))
    commands = parser.add_subparsers(required=True, metavar=_("命令"))
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument(
        "--data",
        type=data_dir,
        default=data_dir(),
        metavar=_("目录"),
        help=_("数据目录（默认 data/ 或 $CLUSTERS_DATA）"),
    )
    listing = commands.add_parser("list", parents=[common], help=_("有哪些指标"))
    listing.set_defaults(run=_list)
    describing = commands.add_parser("describe", parents=[common], help=_("一个指标的口径卡"))
    describing.add_argument("metric", metavar=_("指标"))
    describing.set_defaults(run=_describe)
    losing = commands.add_parser("loss", parents=[common], help=_("披露控制隐去了多少"))
    losing.add_argument("--period", metavar="2026Q3", help=_("报告期；不写是所有期"))
    losing.set_defaults(run=_loss)
    preparing = commands.add_parser("prepare", parents=[common], help=_("先算好给受控的角色看哪些数；服务器自己也会算"))
    preparing.add_argument("--as-of", type=date.fromisoformat, metavar=_("日期"), help=_("按那一天所知"))
    preparing.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    preparing.set_defaults(run=_prepare)
    showing = commands.add_parser("show", parents=[common], help=_("一张指标表"))
    showing.add_argument("metric", metavar=_("指标"))
    showing.add_argument("--period", metavar="2026Q3", help=_("报告期；不写是所有期"))
    showing.add_argument("--by", type=_names, default=[], metavar=_("维度,维度"), help=_("分组"))
    showing.add_argument("--where", action="append", default=[], metavar=_("维度=值"), help=_("筛选，可写多次"))
    showing.add_argument("--as-of", type=date.fromisoformat, metavar=_("日期"), help=_("按那一天所知"))
    showing.add_argument(
        "--role", default="", metavar=_("角色"), help=_("照这个角色能看的给；研究者、公众经过披露控制")
    )
    showing.add_argument("--format", choices=["csv", "json"], default="csv", help=_("格式"))
    showing.set_defaults(run=_show)
    return parser


def _names(text: str) -> list[str]:
    return [name for name in text.split(",") if name]
