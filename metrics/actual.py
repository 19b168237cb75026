"""目标的实际值：数、期、来源；没有数就有理由。"""

from dataclasses import dataclass

from etl.words import _

NO_DATA = _("缺数据")
NO_FORMS = _("缺数据：{0}还没有季报")
NO_FOUR_QUARTERS = _("缺数据：近四个季度不全，合不成一年")
NO_GROUP = _("缺数据：不是每一组都有数")
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
