"""各组的年内进度与数据质量：一组一行，算不出的写明为什么。"""

import pandas as pd

from charts.withheld import is_withheld
from charts.words import SUPPRESSED
from etl.words import _
from metrics.dimension import DIMENSIONS
from pages.ui import cached


def pace_table(origin: cached.Source, period: str, by: str) -> pd.DataFrame:
    """The in-year pace of every group, under Chinese headers; may be empty."""
    rows = cached.table(origin, "pace", period, (by,))
    return pd.DataFrame(
        {
            DIMENSIONS[by].title: list(rows[by]),
            _("完成全年目标（%）"): _told(rows, "completed_pct"),
            _("上年同期（%）"): _told(rows, "same_period_share_pct"),
            _("快于上年同期（百分点）"): _told(rows, "ahead_pp"),
            _("剩余期所需同比（%）"): _told(rows, "required_growth_pct"),
            _("全年目标"): _told(rows, "target_source"),
            _("年内进度说明"): list(rows["reason"]),
        }
    )


def quality_table(origin: cached.Source, period: str, basis: str, by: str) -> pd.DataFrame:
    """The badge of every group on a basis, its measures and its reasons, under Chinese headers; may be empty."""
    rows = cached.table(origin, "quality", period, (by,))
    rows = rows.loc[rows["basis"] == basis]
    return pd.DataFrame(
        {
            DIMENSIONS[by].title: list(rows[by]),
            _("数据质量"): _told(rows, "grade"),
            _("填报率（%）"): _told(rows, "filed_pct"),
            _("金额覆盖率（%）"): _told(rows, "value_coverage_pct"),
            _("上年同期数改动（%）"): _told(rows, "restated_pct"),
            _("最大一家占比（%）"): _told(rows, "largest_pct"),
            _("企业数（家）"): _told(rows, "enterprises"),
            _("数据质量说明"): list(rows["reason"]),
        }
    )


def _told(rows: pd.DataFrame, column: str) -> list[object]:
    """The column's cells, with the words for it where one is withheld."""
    return [SUPPRESSED if is_withheld(row, column) else row[column] for row in rows.to_dict("records")]
