"""不平等：企业之间大小差多少；几种指数各有名字，泰尔指数能拆成组内与组间。"""

import numpy as np
import pandas as pd

from etl.words import _
from metrics.answer import column, tidy
from metrics.arithmetic import gini
from metrics.concentration import reasons
from metrics.contribution import OVERLAPPING
from metrics.rank_sum import rank_sums
from metrics.request import Request
from metrics.store import Store

COLUMNS = [
    "enterprises",
    "gini",
    "gini_normalised",
    "theil_t",
    "theil_l",
    "entropy",
    "hoover",
    "atkinson_05",
    "atkinson_1",
    "within_theil_t",
    "between_theil_t",
    "reason",
]

ZERO = _("有零营收，泰尔指数L无定义")
NO_PARTS = _("总体有负营收或合计≤0，不作分解")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Indices of how unequal a group's enterprises are, and its parts of the whole scope's Theil T.

    Theil T takes zeros, Theil L (mean log deviation) has none to give with a zero among them. Over groups that don't
    overlap Σ (within + between) is the Theil T of the scope. Each null says why.
    """
    frame = rank_sums(store, request, "inequality")
    common = reasons(frame)
    is_shared = (column(frame, "total") > 0) & (column(frame, "smallest") >= 0)
    total, n = column(frame, "total").where(is_shared), column(frame, "enterprises").astype(float)
    has_zero = frame["smallest"] == 0
    frame["gini"] = gini.from_sums(column(frame, "placed_sum"), total, n)
    frame["gini_normalised"] = gini.normalised(column(frame, "gini"), n)
    frame["theil_t"] = (frame["ratio_log_ratio"] / n).where(is_shared).clip(lower=0)
    frame["theil_l"] = (0 - frame["log_ratio"] / n).where(is_shared & ~has_zero).clip(lower=0)
    frame["entropy"] = pd.Series(np.log(n.where(is_shared)) - frame["theil_t"]).clip(lower=0)
    frame["hoover"] = (frame["distance"] / (2 * n)).where(is_shared)
    frame["atkinson_05"] = (1 - (frame["root_ratio"] / n) ** 2).where(is_shared).clip(lower=0)
    frame["atkinson_1"] = pd.Series(1 - np.exp(-frame["theil_l"])).mask(is_shared & has_zero, 1.0)
    _decompose(frame, total, n)
    has_parts = frame["within_theil_t"].notna()
    is_overlapping = frame["memberships"] > frame["scope_enterprises"]
    missing = pd.Series(NO_PARTS, index=frame.index, dtype=object).mask(is_overlapping, OVERLAPPING)
    plain = common.mask(is_shared & has_zero & (n > 1), ZERO)
    frame["reason"] = plain.mask(is_shared & ~has_parts & (plain == ""), missing)
    frame["reason"] = frame["reason"].mask(is_shared & ~has_parts & (plain != ""), plain + "；" + missing)
    return tidy(frame, request, COLUMNS)


def _decompose(frame: pd.DataFrame, total: pd.Series, n: pd.Series) -> None:
    """Each group's part within and between; null where groups overlap or the scope has no shares."""
    is_whole = (frame["scope_total"] > 0) & (frame["scope_smallest"] >= 0)
    is_apart = is_whole & (frame["memberships"] == frame["scope_enterprises"])
    held = (total / frame["scope_total"]).where(is_apart)
    members = n / frame["scope_enterprises"]
    frame["within_theil_t"] = held * frame["theil_t"]
    frame["between_theil_t"] = held * np.log(held / members)
    # 一组各家都是零：不占份额，两部分都是零
    is_idle = is_apart & (frame["smallest"] == 0) & (frame["total"] == 0)
    frame[["within_theil_t", "between_theil_t"]] = frame[["within_theil_t", "between_theil_t"]].mask(is_idle, 0.0)
