"""一张图：图、表、口径、来源、版本合在一起，走到哪里都带着。"""

from dataclasses import dataclass
from typing import Any

import pandas as pd

from metrics.working import Number


@dataclass(frozen=True)
class Figure:
    """A finished chart and everything a reader must be told with it.

    `table` is the twin: Chinese headers carrying units, only final cells, null where unknown. `spec` is a finished
    Vega-Lite spec without a title: the page writes the title as text, the exporter sets it into the file.
    """

    name: str  # 文件名的主干，不带版本，如 集群营业收入_2026年1-9月
    title: str  # 说出看见了什么的一句话
    subtitle: str  # 指标与单位
    alt: str
    table: pd.DataFrame
    spec: dict[str, Any]
    definition: str  # 口径
    source: str  # 数据来源
    version: str  # 数据版本
    period: str  # 截至期，如 2026年1-9月
    is_demo: bool
    number: Number | None = None  # 图里的数怎样再算一遍；公布数没有算式
