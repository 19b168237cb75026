"""培育库：多少家在库里，这一期进了几家、毕业几家、出了几家。"""

import pandas as pd

from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.group_sum import POOL_STEP
from metrics.ladder_rule import NO_STATUS, pool, status
from metrics.request import Request
from metrics.store import Store

COUNTS = ["opening", "entered", "graduated", "dropped", "pending", "closing"]
MOVES = ["above_scale_entries", "above_scale_exits"]
COLUMNS = ["status", "from_period", *COUNTS, *MOVES, "reason"]

NO_RULE = _("没有培育库规则")
NO_BEFORE = _("缺上期")
SOME_PENDING = _("{0}家本期数不全，去留未知")


def table(store: Store, request: Request) -> pd.DataFrame:
    """The pool of firms to be raised above scale, quarter by quarter: opening + entered − graduated − dropped − pending
    = closing.

    In it (data/tiers.toml): not in the register at the quarter's end, still here, and annual revenue (the year at a
    fourth quarter, else the last four quarters) of at least the reach, or one of the rule's titles in its term.
    graduated: taken into the register; dropped: fell below, lost its title or left; pending: whether it is still in
    is unknown. Register entries and exits of all firms stand beside. The first quarter has only its closing count.
    """
    rule = pool(store)
    frame = sums(store, request, "pool", POOL_STEP)
    frame["status"] = frame["period"].map(status)
    has_before = column(frame, "from_period").notna()
    is_known = (frame["with_status"] > 0) & (rule is not None)
    for name in [*COUNTS, *MOVES]:
        known = is_known if name == "closing" else is_known & has_before
        frame[name] = frame[name].astype("Int64").where(known)
    frame["reason"] = [_reason(*row) for row in zip(is_known, has_before, frame["pending"], strict=True)]
    if rule is None:
        frame["reason"] = NO_RULE
    frame["from_period"] = column(frame, "from_period").astype(object).where(has_before, "")
    return tidy(frame, request, COLUMNS)


def _reason(is_known: bool, has_before: bool, pending: object) -> str:
    if not is_known:
        return NO_STATUS
    if not has_before:
        return NO_BEFORE
    return SOME_PENDING.format(pending) if pending else ""
