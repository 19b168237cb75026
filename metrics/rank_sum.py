"""要逐家排位的合计：建库时排好了就用排好的，没有就当场排。"""

import pandas as pd

from metrics.answer import sums
from metrics.group_sum import RANK_SUM, is_ready
from metrics.request import Request
from metrics.store import Store


def rank_sums(store: Store, request: Request, name: str) -> pd.DataFrame:
    """What `sql/<name>.sql` adds up over ranked firms; ready from the build's `rank_sum` where that answers."""
    if is_ready(store, request, RANK_SUM):
        return sums(store, request, "rank_sum", RANK_SUM)
    return sums(store, request, name)
