"""公布数：全年归全年、累计归累计，各画各的；公布增速与推算增速并列，谁也不盖过谁。"""

import pandas as pd

from charts import palette
from charts.bars import bars
from charts.figure import Figure
from charts.twin import Column, twin
from charts.words import amount, period_label
from etl.words import _
from metrics.growth import growth_pct
from metrics.period import shifted
from pages.figures.assemble import assembled
from pages.ui import cached
from pages.ui.kept import kept

_KEY = ["indicator", "region", "grouping", "basis", "unit"]


def published(origin: cached.Source) -> pd.DataFrame:
    """Published figures with the growth that follows from two of them, `computed_pct`, beside the published one."""
    rows = cached.record(origin, "published")
    later = pd.Series([shifted(period, 4) for period in rows["period"]], rows.index, dtype=rows["period"].dtype)
    then = rows[[*_KEY, "period", "value"]].assign(period=later)  # 一条也没有时，列的类型也要对得上
    rows = rows.merge(then, how="left", on=[*_KEY, "period"], suffixes=("", "_before"))
    return rows.assign(computed_pct=growth_pct(pd.Series(rows["value"]), pd.Series(rows["value_before"])))


def chain_rows(origin: cached.Source) -> pd.DataFrame:
    """Revenue of the city's chains, the only published figures that can stand beside one another."""
    names = cached.record(origin, "groupings", "city_chain")["value"]
    rows = published(origin)
    return rows.loc[
        (rows["indicator"] == _("营业收入")) & rows["grouping"].isin(list(names)) & (rows["unit"] == _("亿元"))
    ]


@kept()
def chains(origin: cached.Source, period: str, basis: str) -> Figure | None:
    """The city's chains in one period on one basis; never two bases on one axis."""
    rows = chain_rows(origin)
    rows = rows.loc[(rows["period"] == period) & (rows["basis"] == basis)].sort_values("value", ascending=False)
    if rows.empty:
        return None
    listed = cached.record(origin, "groupings", "city_chain")
    own = dict(zip(listed["value"], listed["colour"], strict=True))
    when = period_label(period, basis)
    top = rows.iloc[0]
    return assembled(
        origin,
        "scale",
        name=_("市级产业链群营业收入"),
        title=_("{0}，{1}{2}亿元，最大").format(when, top["grouping"], amount(top["value"])),
        subtitle=_("营业收入，亿元；公布数，链群之间有交叉，不可加总"),
        alt=_("横条图，按营业收入排列"),
        table=published_table(rows),
        spec=bars(
            rows,
            "grouping",
            "value",
            "amount_100m",
            _("营业收入"),
            colours=palette.colours(list(rows["grouping"]), own),
        ),
        period=period,
        basis=basis,
        source=rows["source"].iloc[0],
        definition=_(
            "公布数原样收录，不与企业季报相加。公布增速的可比基数未公布，与由两期公布数推算的增速可能不同，两者并列。"
        ),
    )


def published_table(rows: pd.DataFrame) -> pd.DataFrame:
    """The rows under Chinese headers: value as published, both growth rates, footnote and source."""
    rows = rows.assign(
        when=[period_label(period, basis) for period, basis in zip(rows["period"], rows["basis"], strict=True)]
    )
    columns = [
        Column("grouping", _("产业")),
        Column("indicator", _("指标")),
        Column("region", _("地区")),
        Column("when", _("报告期")),
        Column("value", _("数值")),
        Column("unit", _("计量单位")),
        Column("operator", _("表述")),
        Column("status", _("状态")),
        Column("growth_published_pct", _("公布增速"), "percent"),
        Column("computed_pct", _("推算增速"), "percent"),
        Column("footnote", _("脚注")),
        Column("source", _("来源")),
    ]
    return twin(rows, columns)
