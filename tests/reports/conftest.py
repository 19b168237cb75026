"""导出测试共用的一张图。"""

import dataclasses

import pandas as pd
import pytest

from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin


@pytest.fixture
def figure_of():
    """A function that makes a figure of invented clusters; keyword arguments replace its fields."""

    def make(**changes):
        raw = pd.DataFrame(
            {
                "cluster": ["软件", "数字创意", "集成电路"],
                "revenue": [1_234_567, -5_000, None],
                "reason": [None, None, "依法不公布"],
            }
        )
        columns = [Column("cluster", "集群"), Column("revenue", "营业收入", "amount"), Column("reason", "说明")]
        figure = Figure(
            name="集群营业收入_2026年1-9月",
            title="软件业营业收入最大",
            subtitle="营业收入（亿元）",
            alt="横条图：三个集群的营业收入",
            table=twin(raw, columns),
            spec=bars(raw, "cluster", "revenue", "amount", "营业收入"),
            definition="本期营业收入已知的企业合计，未报的企业不计入。",
            source="区级季报（本期累计）",
            version="a1b2c3d4e5f6",
            period="2026年1-9月",
            is_demo=False,
        )
        return dataclasses.replace(figure, **changes)

    return make
