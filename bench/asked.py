"""页面要哪些指标表：每张怎样问，与手写的哪一句相比。"""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd

from bench.ledger import QUARTERS
from metrics.closing_set import closing_sets
from metrics.coverage import unsettled
from metrics.leaders import leaders, standing
from metrics.near_shown import shown
from metrics.outliers import flagged
from metrics.show import show
from metrics.store import Store

PERIOD = QUARTERS[-2]
_CLUSTER = ("cluster",)
_ONE = "91370102N00000000X"  # 头一家；手写的写着同一个代码


@dataclass(frozen=True)
class Asked:
    """One table as a page asks for it; `floor` names the hand-written query for the same table, where there is one.

    `take` gives it where the page asks for a few firms of the table only; `part` says which. `is_on_page` is false of
    a table of every firm that only the command line gives: it is measured against its floor and nothing else.
    """

    metric: str
    by: tuple[str, ...] = ()
    period: str | None = PERIOD
    floor: str = ""
    part: str = ""
    take: Callable[[Store], pd.DataFrame] | None = None
    is_on_page: bool = True

    @property
    def label(self) -> str:
        """Metric, period, groups, and which part of the table."""
        words = [self.metric, self.period or "各期", *self.by, self.part]
        return " ".join(word for word in words if word) + ("" if self.is_on_page else "（全表，只有命令行要）")

    def ours(self, store: Store) -> pd.DataFrame:
        """The table itself."""
        return self.take(store) if self.take else show(store, self.metric, self.period, self.by)


def _flagged(store: Store) -> pd.DataFrame:
    return flagged(store, PERIOD).rows


def _leaders(store: Store) -> pd.DataFrame:
    return leaders(store, PERIOD, "ytd", {})


def _unsettled(store: Store) -> pd.DataFrame:
    return unsettled(store, PERIOD)


def _near(store: Store) -> pd.DataFrame:
    """The nearest firms of each line and state; which of them close a target is a table of its own."""
    return shown(store, PERIOD, closing_sets(store, "")).rows


def _closing(store: Store) -> pd.DataFrame:
    return closing_sets(store, PERIOD)


def _standing(store: Store) -> pd.DataFrame:
    """The rank and share of one enterprise, on its own page."""
    place = standing(store, PERIOD, "ytd", _ONE)
    return pd.DataFrame([place] if place else [], columns=["rank", "share_pct"])


# 页面要的表：一期的、走势的，分组与不分组的；看单家的，只问页面要的那几家
PAGES = (
    Asked("scale", _CLUSTER, floor="scale"),
    Asked("scale", period=None, floor="trend"),
    Asked("growth", _CLUSTER, floor="growth"),
    Asked("growth", period=None, floor="growth_trend"),
    Asked("contribution", ("field",), floor="contribution"),
    Asked("bridge", floor="bridge"),
    Asked("concentration", ("industry",), floor="concentration"),
    Asked("scale", ("enterprise",), floor="firms", is_on_page=False),
    Asked("scale", ("enterprise",), floor="leaders", part="最大的十家", take=_leaders),
    Asked("scale", ("enterprise",), floor="standing", part="一家的位次", take=_standing),
    Asked("scale", floor="scale_all"),
    Asked("scale", ("tier",), period=None, floor="scale_tier"),
    Asked("growth", floor="growth_all"),
    Asked("growth", ("subdistrict",), floor="growth_street"),
    Asked("contribution", ("subdistrict",), floor="contribution_street"),
    Asked("coverage", floor="coverage"),
    Asked("coverage", ("subdistrict",), floor="coverage_street"),
    Asked("coverage", ("enterprise",), floor="unsettled", part="没报的与迟报的", take=_unsettled),
    Asked("quality", floor="quality"),
    Asked("tiers", floor="tiers"),
    Asked("transitions", floor="transitions"),
    Asked("movers", floor="movers"),
    Asked("near_threshold", floor="near_threshold", is_on_page=False),
    Asked("near_threshold", floor="near_shown", part="最近的各二百家", take=_near),
    Asked("near_threshold", floor="closing_sets", part="补足目标", take=_closing),
    Asked("outliers", floor="outliers", is_on_page=False),
    Asked("outliers", floor="flagged", part="异常的几家", take=_flagged),
    Asked("pool", period=None, floor="pool"),
    Asked("concentration", floor="concentration_all"),
    Asked("inequality", _CLUSTER, floor="inequality"),
    Asked("resilience", _CLUSTER, floor="resilience"),
    Asked("specialization", ("region", "industry"), floor="specialization"),
    Asked("strength", ("region", "industry"), floor="strength"),
    Asked("shift_share", _CLUSTER, floor="shift_share"),
    Asked("peers", ("subdistrict",), floor="peers"),
    Asked("pace", _CLUSTER, floor="pace"),
    Asked("forecast", floor="forecast"),
    Asked("gap", floor="gap"),
)
