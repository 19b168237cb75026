"""填报覆盖：应报几家、报了几家、还差几家。"""

import pandas as pd

from etl.words import _
from metrics.answer import sums, tidy
from metrics.request import Request
from metrics.store import Store

COLUMNS = ["expected", "filed", "filed_pct", "reason"]

NO_REGISTER = _("无规上名录，应报数按近四个季度报过的企业计")
INCOMPLETE = _("尚缺{count}家")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Firms expected to file, those that did, and filed ÷ expected × 100, per period.

    Expected: 规上 at the period's end (rules §5); where the register states no status at all, whoever filed in this
    quarter or the four before it. The reason says which, and how many are still missing.
    """
    frame = sums(store, request, "coverage", base="roster", base_name="roster")
    frame["filed_pct"] = frame["filed"] / frame["expected"] * 100
    missing = (frame["expected"] - frame["filed"]).astype(int)
    frame["reason"] = [INCOMPLETE.format(count=count) if count else "" for count in missing]
    if not _has_register(store):
        frame["reason"] = [NO_REGISTER + ("；" + reason if reason else "") for reason in frame["reason"]]
    return tidy(frame, request, COLUMNS)


def _has_register(store: Store) -> bool:
    return store.rows("SELECT COUNT(CASE WHEN has_scale_status THEN 1 END) FROM enterprise")[0][0] > 0
