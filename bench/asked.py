"""页面要哪些指标表：每张怎样问，与手写的哪一句相比。"""

from dataclasses import dataclass

from bench.ledger import QUARTERS

PERIOD = QUARTERS[-2]
_CLUSTER = ("cluster",)


@dataclass(frozen=True)
class Asked:
    """One table as a page asks for it; `floor` names the hand-written query for the same table, where there is one."""

    metric: str
    by: tuple[str, ...] = ()
    period: str | None = PERIOD
    floor: str = ""

    @property
    def label(self) -> str:
        """Metric, period and groups."""
        return " ".join([self.metric, self.period or "各期", *self.by])


# 页面用 cached.table 要的表；一期的、走势的，分组与不分组的
PAGES = (
    Asked("scale", _CLUSTER, floor="scale"),
    Asked("scale", period=None, floor="trend"),
    Asked("growth", _CLUSTER, floor="growth"),
    Asked("growth", period=None, floor="growth_trend"),
    Asked("contribution", ("field",), floor="contribution"),
    Asked("bridge", floor="bridge"),
    Asked("concentration", ("industry",), floor="concentration"),
    Asked("scale", ("enterprise",), floor="firms"),
    Asked("scale"),
    Asked("scale", ("tier",), period=None),
    Asked("growth"),
    Asked("growth", ("subdistrict",)),
    Asked("contribution", ("subdistrict",)),
    Asked("coverage", floor="coverage"),
    Asked("coverage", ("subdistrict",), floor="coverage_street"),
    Asked("quality", floor="quality"),
    Asked("tiers", floor="tiers"),
    Asked("transitions", floor="transitions"),
    Asked("movers", floor="movers"),
    Asked("near_threshold", floor="near_threshold"),
    Asked("outliers", floor="outliers"),
    Asked("pool", period=None, floor="pool"),
    Asked("concentration", floor="concentration_all"),
    Asked("inequality", _CLUSTER, floor="inequality"),
    Asked("resilience", _CLUSTER, floor="resilience"),
    Asked("specialization", ("region", "industry"), floor="specialization"),
    Asked("strength", ("region", "industry"), floor="strength"),
    Asked("shift_share", _CLUSTER, floor="shift_share"),
    Asked("peers", ("subdistrict",), floor="peers"),
    Asked("pace", _CLUSTER, floor="pace"),
    Asked("forecast"),
    Asked("gap"),
)
