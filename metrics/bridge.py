"""增长桥：从上年入库数走到本期数，每一步多少，合得上到分。"""

import pandas as pd

from etl.words import _
from metrics.answer import sums, tidy
from metrics.group_sum import GROUP_SUM
from metrics.growth import NO_BASE
from metrics.request import Request
from metrics.store import Store

STEPS = ["prior_10k_cny", "incumbents_10k_cny", "entrants_10k_cny", "exits_10k_cny", "revisions_10k_cny"]
SPLIT = ["joined_10k_cny", "first_filed_10k_cny", "left_10k_cny", "not_filed_10k_cny"]
COLUMNS = [*STEPS, "current_10k_cny", *SPLIT, "split_reason", "reason"]

NO_REGISTER = _("名录没有纳统、退统年月，分不出入规与新报、退规与未报")


def table(store: Store, request: Request) -> pd.DataFrame:
    """prior + incumbents + entrants + exits + revisions = current, in 万元, closing to the cent.

    A group that had nobody a year ago starts from 0; where nothing of that quarter is in store the start is unknown,
    so all steps are null and the reason is 缺基期. A group of which nobody has filed ends at 0.
    entrants = joined (on the register since less than a year) + first_filed; exits = left (off the register by the end
    of the period, or moved away) + not_filed. Where the register dates no firm of the group, the four are null.
    """
    frame = sums(store, request, "bridge", GROUP_SUM)
    is_loaded = frame["stored_rows"] > 0
    frame["prior_10k_cny"] = frame["prior_10k_cny"].fillna(0)
    frame["current_10k_cny"] = frame["current_10k_cny"].fillna(0)
    frame[STEPS] = frame[STEPS].where(is_loaded)
    is_dated = frame["dated_firms"] > 0
    frame[SPLIT] = frame[SPLIT].where(is_loaded & is_dated)
    split = pd.Series("", index=frame.index, dtype=object).mask(~is_dated, NO_REGISTER)
    frame["split_reason"] = split.mask(~is_loaded, NO_BASE)
    frame["reason"] = pd.Series("", index=frame.index, dtype=object).mask(~is_loaded, NO_BASE)
    return tidy(frame, request, COLUMNS)
