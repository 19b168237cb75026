"""集中度：营收攥在几家手里。"""

import pandas as pd

from etl.words import _
from metrics.answer import column, tidy
from metrics.arithmetic import gini, hhi
from metrics.growth import NO_CURRENT
from metrics.rank_sum import rank_sums
from metrics.request import Request
from metrics.store import Store

COLUMNS = [
    "enterprises",
    "hhi",
    "hhi_normalised",
    "cr1_pct",
    "cr3_pct",
    "cr4_pct",
    "cr8_pct",
    "gini",
    "hhi_10000",
    "equivalent_number",
    "reason",
]

NEGATIVE = _("有负营收，份额没有意义")
NOT_POSITIVE = _("合计≤0，没有份额")
SINGLE = _("只有一家，标准化值无定义")


def table(store: Store, request: Request) -> pd.DataFrame:
    """HHI on two scales, normalised and as a number of equal firms; CR1/3/4/8 (%); Gini, over a group's enterprises.

    A firm that filed 0 is a firm. Null with its reason where nobody has filed, one figure is negative or the sum is 0.
    """
    frame = rank_sums(store, request, "concentration")
    frame["reason"] = reasons(frame)
    total, enterprises = column(frame, "total"), column(frame, "enterprises")
    total = total.where(frame["reason"].isin(["", SINGLE]))
    frame["hhi"] = hhi.from_sums(column(frame, "squares"), total)
    frame["hhi_10000"] = frame["hhi"] * 10000
    frame["hhi_normalised"] = hhi.normalised(column(frame, "hhi"), enterprises)
    frame["equivalent_number"] = hhi.equivalent_number(column(frame, "hhi"))
    for largest in (1, 3, 4, 8):
        frame[f"cr{largest}_pct"] = hhi.concentration_ratio_pct(column(frame, f"top_{largest}"), total)
    frame["gini"] = gini.from_sums(column(frame, "placed"), total, enterprises)
    return tidy(frame, request, COLUMNS)


def reasons(frame: pd.DataFrame) -> pd.Series:
    """Why shares can't be formed; the gravest reason wins."""
    reason = pd.Series("", index=frame.index, dtype=object)
    reason = reason.mask(frame["enterprises"] == 1, SINGLE)
    reason = reason.mask(frame["total"] <= 0, NOT_POSITIVE)
    reason = reason.mask(frame["smallest"] < 0, NEGATIVE)
    return reason.mask(frame["enterprises"] == 0, NO_CURRENT)
