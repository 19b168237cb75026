"""披露控制的几条命令：隐去了多少；先算好给受控的角色看哪些数；给出过什么的记录齐不齐。"""

import argparse
import sys
from importlib import import_module
from types import ModuleType

import pandas as pd

from etl.words import _, why
from metrics import records
from metrics.absence import why_empty
from metrics.printed import csv_text, write_out
from metrics.request import parse
from metrics.store import open_store


def loss(options: argparse.Namespace) -> int:
    """How much is withheld, period by period, as CSV. Returns the exit code."""
    told = import_module("metrics.disclosure.loss")  # 求解的库，别的命令不必等它
    with open_store(options.data) as store:
        known = records.periods(store)
        if options.period and options.period not in known:
            period = parse(store, "scale", options.period).period
            print(why_empty(store, period, is_narrowed=False), file=sys.stderr)
        wanted = [options.period] if options.period else known
        tables = [told.loss(store, period) for period in reversed(wanted)]
    write_out(csv_text(pd.concat(tables) if tables else pd.DataFrame(columns=told.COLUMNS)))
    return 0


def prepare(options: argparse.Namespace) -> int:
    """Work out beforehand what may be shown to controlled roles. Returns the exit code."""
    warn(options)
    done = import_module("metrics.preparing").run(options.data, options.as_of, is_child=options.child)
    print(_("新算了 {0} 期，其余已经算好。").format(done))
    return 0


def released(options: argparse.Namespace) -> int:
    """Say whether what was given out is all on record; an administrator may take what is gone as lost.

    Returns 0 where it is whole, or was made so.
    """
    inventory, lost = (import_module(f"metrics.disclosure.{name}") for name in ("inventory", "lost"))
    said = lost.trouble(options.data) or lost.moved(options.data)
    if options.accept_loss:  # 看不出不齐也认得：清单一起丢了，只有留痕知道
        return _accept(options, inventory)
    if said:
        print(said, file=sys.stderr)
        return 1
    known = inventory.read(options.data)
    if known is None:
        print(_("还没有清单：没有给受控的角色看过正式数据，或是先前的版本记的；下一次有人看就立。"))
        return 0
    print(_("给出过什么的记录完好：{0}份；认下丢失{1}次。").format(len(known.listed), len(known.accepted)))
    return 0


def _accept(options: argparse.Namespace, inventory: ModuleType) -> int:
    if not (options.by.strip() and options.reason.strip()):
        print(_("认下要写明谁（--by 名字）、为什么（--reason 缘由）。没有改动。"), file=sys.stderr)
        return 2
    try:
        gone = inventory.accept(options.data, options.by, options.reason)
    except OSError as error:
        print(_("清单写不进去（{0}）。没有认下。").format(why(error)), file=sys.stderr)
        return 1
    for name in gone:
        print(_("认作丢了：{0}").format(name))
    print(
        _("已记下：{0}，{1}。可以再给受控的角色看；丢了的里面给出过的，从此防不住与它相减。").format(
            options.by, options.reason
        )
    )
    return 0


def warn(options: argparse.Namespace) -> None:
    """Say on stderr that the record was copied here: what was given out since is not in it."""
    if said := import_module("metrics.disclosure.lost").moved(options.data):
        print(said, file=sys.stderr)
