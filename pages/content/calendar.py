"""填报日历：这一期谁报了、谁没报、过了截止日几天；逾期的在前，催报的话写好了可以抄。"""

from collections.abc import Mapping
from datetime import date

import pandas as pd

from charts.words import count, percent, period_label
from etl.words import _
from metrics import calendar as metric
from metrics import door
from metrics.period import shifted
from pages.ui import cached
from pages.ui.kept import kept

QUARTERS = 8
UNPLACED = _("未填街道")
MARKS: Mapping[str, str] = {
    metric.FILED: _("✓ 已报"),
    metric.LATE: _("迟报"),
    metric.BACKFILLED: _("补录"),
    metric.WAITING: _("○ 未到期"),
    metric.OVERDUE: _("■ 逾期"),
}


def subdistricts(origin: cached.Source, period: str) -> list[str]:
    """Sub-districts that owe forms for the quarter, those with most value missing first."""
    return list(_named(_sums(origin, period))["subdistrict"])


def calendar_words(origin: cached.Source, period: str) -> str:
    """`2026年1-9月截止2026年10月25日，已过27天：应报224家，已报208家…`; says so where nobody is expected."""
    rows = _rows(origin, period)
    if rows.empty and not origin.is_open:
        return _("{0}，您看得到的企业里没有应报的。").format(period_label(period))
    if rows.empty:
        return _("{0}没有应报的企业：还没有企业名录，近四个季度也没有报表。").format(period_label(period))
    whole = metric.by_subdistrict(rows.assign(subdistrict="")).iloc[0]
    said = [
        _("应报{0}家，已报{1}家，填报率{2}").format(
            count(whole["expected"]), count(whole["filed"]), percent(whole["filed_pct"])
        )
    ]
    if not pd.isna(whole["value_coverage_pct"]):
        said.append(_("按上年同期金额已报{0}").format(percent(whole["value_coverage_pct"])))
    if whole["missing"]:
        places = sum(_sums(origin, period)["missing"] > 0)
        said.append(_("还差{0}家，在{1}个街道").format(count(whole["missing"]), places))
    else:
        said.append(_("全部报齐"))
    if whole["late"]:
        said.append(_("迟报{0}家").format(count(whole["late"])))
    when = _due_words(origin, period) if whole["missing"] else _due_day(origin, period)
    return f"{period_label(period)}，{when}：{'；'.join(said)}。"


def earlier_words(origin: cached.Source, period: str) -> str:
    """`更早的也还没有补齐：2026年1-6月差1家。` of the seven quarters before; '' where all of them are complete."""
    told = [
        _("{0}差{1}家").format(period_label(then), count(left))
        for then in (shifted(period, -back) for back in range(1, QUARTERS))
        if (left := sum(_sums(origin, then)["missing"]))
    ]
    return _("更早的也还没有补齐：{0}。").format("、".join(told)) if told else ""


def subdistrict_table(origin: cached.Source, period: str) -> pd.DataFrame:
    """This quarter by sub-district under Chinese headers, overdue first."""
    sums = _named(_sums(origin, period))
    missing = MARKS[metric.OVERDUE if _days_over(origin, period) > 0 else metric.WAITING]
    return pd.DataFrame(
        {
            _("街道"): sums["subdistrict"],
            _("状态"): [f"{missing}{count(left)}{_('家')}" if left else _("● 报齐") for left in sums["missing"]],
            _("应报（家）"): sums["expected"],
            _("已报（家）"): sums["filed"],
            _("填报率（%）"): sums["filed_pct"],
            _("金额覆盖率（%）"): sums["value_coverage_pct"],
            _("未报的上年同期（亿元）"): sums["missing_10k_cny"] / 1e4,
            _("迟报（家）"): sums["late"],
        }
    )


def quarters_table(origin: cached.Source, period: str) -> pd.DataFrame:
    """Sub-districts by the last eight quarters, `已报/应报` in each cell; the order of `subdistrict_table`."""
    table = pd.DataFrame({_("街道"): subdistricts(origin, period)})
    for back in range(QUARTERS):
        sums = _named(_sums(origin, shifted(period, -back))).set_index("subdistrict")
        told = {place: f"{filed}/{expected}" for place, filed, expected in sums[["filed", "expected"]].itertuples()}
        table[period_label(shifted(period, -back))] = [told.get(place) for place in table[_("街道")]]
    return table


def missing_table(origin: cached.Source, period: str, place: str = "") -> pd.DataFrame:
    """The firms that have not filed, the largest first, under Chinese headers; of one sub-district, or of all."""
    rows = _of_place(_missing(origin, period), place)
    days = _days_over(origin, period)
    return pd.DataFrame(
        {
            _("企业"): rows["enterprise"],
            _("街道"): rows["subdistrict"],
            _("逾期（天）"): pd.array([days if days > 0 else None] * len(rows), dtype="Int64"),
            _("上年同期（亿元）"): pd.Series(rows["prior_10k_cny"]).astype("Float64") / 1e4,
            _("最近一次填报"): [_when(last) for last in rows["last_period"]],
            _("统一社会信用代码"): rows["enterprise_id"],
        }
    ).reset_index(drop=True)


def firm_table(origin: cached.Source, period: str, place: str = "") -> pd.DataFrame:
    """Every firm that owes a form for the quarter by the last eight quarters, those missing first; a quarter in which
    a firm owed none is empty."""
    rows = _of_place(_named(_rows(origin, period)), place)
    rows = rows.assign(filed=rows["is_filed"].astype(bool)).sort_values("filed", kind="stable")
    table = pd.DataFrame({_("企业"): rows["enterprise"], _("街道"): rows["subdistrict"]})
    for back in range(QUARTERS):
        then = shifted(period, -back)
        states = _rows(origin, then).set_index("enterprise_id")["state"]
        told = [MARKS.get(str(states.get(code))) for code in rows["enterprise_id"]]
        table[period_label(then)] = told
    return table.reset_index(drop=True)


def reminder(origin: cached.Source, period: str, place: str = "") -> str:
    """What to send to whom, ready to copy: per sub-district who is missing and by when; '' where nobody is."""
    rows = _of_place(_missing(origin, period), place)
    parts: list[str] = []
    for name in dict.fromkeys(rows["subdistrict"]):
        firms = rows.loc[rows["subdistrict"] == name]
        head = _("{0}：{1}季度营收还差{2}家（{3}）").format(
            name, period_label(period), len(firms), _due_words(origin, period)
        )
        lines = [
            f"{number}. {firm}（{code}）{_last_words(last)}"
            for number, (firm, code, last) in enumerate(
                zip(firms["enterprise"], firms["enterprise_id"], firms["last_period"], strict=True), 1
            )
        ]
        parts.append("\n".join([head, *lines]))
    return "\n\n".join(parts)


def _last_words(last: object) -> str:
    when = _when(last)
    return _("，最近报到{0}").format(when) if when else _("，从未报过")


def _due_words(origin: cached.Source, period: str) -> str:
    days = _days_over(origin, period)
    if days == 0:
        return _("{0}，就是今天").format(_due_day(origin, period))
    left = _("已过{0}天") if days > 0 else _("还有{0}天")
    return f"{_due_day(origin, period)}，{left.format(count(abs(days)))}"


def _due_day(origin: cached.Source, period: str) -> str:
    due = metric.due_day(cached.store(origin), period)
    return _("{0}年{1}月{2}日截止").format(due.year, due.month, due.day)


def _days_over(origin: cached.Source, period: str) -> int:
    return (date.fromisoformat(origin.today) - metric.due_day(cached.store(origin), period)).days


def _missing(origin: cached.Source, period: str) -> pd.DataFrame:
    """Those not filed, by sub-district in the order of `subdistrict_table`, the largest firm first."""
    rows = _named(_rows(origin, period))
    order = {name: at for at, name in enumerate(subdistricts(origin, period))}
    rows = rows.loc[~rows["is_filed"].astype(bool)]
    return rows.sort_values("subdistrict", key=lambda names: names.map(order), kind="stable")


def _of_place(rows: pd.DataFrame, place: str) -> pd.DataFrame:
    return rows.loc[rows["subdistrict"] == place] if place else rows


def _named(rows: pd.DataFrame) -> pd.DataFrame:
    return rows.assign(subdistrict=rows["subdistrict"].fillna(UNPLACED))


def _when(period: object) -> str | None:
    return period_label(period) if isinstance(period, str) and period else None


@kept(60)
def _rows(origin: cached.Source, period: str) -> pd.DataFrame:
    today = date.fromisoformat(origin.today)
    return door.calendar(cached.store(origin), period, today, origin.sees, dict(origin.own))


def _sums(origin: cached.Source, period: str) -> pd.DataFrame:
    return metric.by_subdistrict(_rows(origin, period))
