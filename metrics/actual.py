"""目标的实际值：数、期、来源；没有数就有理由。"""

from dataclasses import dataclass

from etl.words import _

NO_DATA = _("缺数据")
NOT_DUE = _("未到期")


@dataclass(frozen=True)
class Actual:
    """A value in its `unit` with the quarter it belongs to and its source; `value` None comes with a `reason`."""

    value: float | None
    period: str
    source: str
    unit: str
    reason: str = ""
    note: str = ""
