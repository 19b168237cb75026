"""披露控制的两条命令：隐去了多少；先算好给受控的角色看哪些数。"""

import argparse
import sys
from importlib import import_module

import pandas as pd

from etl.words import _
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
    done = import_module("metrics.preparing").run(options.data, options.as_of, is_child=options.child)
    print(_("新算了 {0} 期，其余已经算好。").format(done))
    return 0
