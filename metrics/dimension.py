"""可以分组、可以筛选的维度，以及每个维度在 SQL 里的固定写法；用户写的字从不进入 SQL 文本。"""

from dataclasses import dataclass
from typing import Literal

from etl.words import _

UNSTATED = _("未归类")  # 名录没有写，或不属于这张名单的任何一组


@dataclass(frozen=True)
class Dimension:
    """A way to group enterprises. `kind` says where its value stands: on the enterprise, in `membership`, on the fact.

    `has_overlap` is true where one enterprise may stand in several groups, so groups need not add up to the total.
    """

    name: str
    title: str
    kind: Literal["enterprise", "column", "membership", "tier"]

    @property
    def has_overlap(self) -> bool:
        """Whether one enterprise may stand in several groups."""
        return self.kind in ("membership", "tier")

    @property
    def columns(self) -> tuple[str, ...]:
        """The columns it gives a table; an enterprise is shown by key and name."""
        return ("enterprise_id", "enterprise") if self.kind == "enterprise" else (self.name,)


DIMENSIONS: dict[str, Dimension] = {
    dimension.name: dimension
    for dimension in (
        Dimension("enterprise", _("企业"), "enterprise"),
        Dimension("cluster", _("集群"), "membership"),
        Dimension("field", _("领域"), "membership"),
        Dimension("industry", _("行业"), "column"),
        Dimension("region", _("地区"), "column"),
        Dimension("subdistrict", _("街道"), "column"),
        Dimension("carrier", _("载体"), "column"),
        Dimension("tier", _("梯队"), "tier"),
        Dimension("chain", _("产业链"), "membership"),
        Dimension("stage", _("产业链环节"), "membership"),
        Dimension("title", _("称号"), "membership"),
    )
}
