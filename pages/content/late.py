"""还没报的、迟报的企业：名单在手，好去催报；大的在前。"""

import pandas as pd

from charts.words import SUPPRESSED, count, empty, percent, period_label
from etl.words import _
from metrics.coverage import unsettled
from metrics.period import shifted
from pages.ui import cached, sentences
from pages.ui.kept import kept


def late_table(origin: cached.Source, period: str) -> pd.DataFrame:
    """The firms expected to file that have not, with sub-district, last year's cumulative for the same quarter (the
    largest first) and the last quarter they filed; may be empty."""
    rows = _unsettled(origin, period)
    return _named(origin, period, pd.DataFrame(rows.loc[rows["filed"] < rows["expected"]]))


def tardy_table(origin: cached.Source, period: str) -> pd.DataFrame:
    """The firms that filed, but only after the due day; may be empty."""
    rows = _unsettled(origin, period)
    return _named(origin, period, pd.DataFrame(rows.loc[rows["late"].fillna(0) > 0]))


@kept()
def _unsettled(origin: cached.Source, period: str) -> pd.DataFrame:
    return unsettled(cached.store(origin), period, origin.role, dict(origin.own))


def filing_words(origin: cached.Source, period: str) -> str:
    """`应报224家，已报208家，填报率92.9%，还差16家。按上年同期金额已报94.3%，迟报4家。`"""
    row = cached.row(origin, "coverage", period, "ytd")
    told = sentences.coverage(row.get("expected"), row.get("filed"), row.get("filed_pct"))
    if not row or empty(row["filed"]) == SUPPRESSED:
        return told
    value = _("按上年同期金额已报{0}").format(percent(row["value_coverage_pct"]))
    late = _("迟报无从判断（补录历史）") if pd.isna(row["late"]) else _("迟报{0}家").format(count(row["late"]))
    if empty(row["late"]) == SUPPRESSED:
        late = _("迟报的家数依法不公布")
    known = [late] if pd.isna(row["value_coverage_pct"]) else [value, late]
    return told + "，".join(known) + _("。")


def coverage_table(origin: cached.Source) -> pd.DataFrame:
    """Filing by quarter, the newest first, under Chinese headers."""
    rows = cached.table(origin, "coverage").iloc[::-1]
    return pd.DataFrame(
        {
            _("报告期"): [period_label(period) for period in rows["period"]],
            _("应报（家）"): list(rows["expected"]),
            _("已报（家）"): list(rows["filed"]),
            _("填报率（%）"): list(rows["filed_pct"]),
            _("金额覆盖率（%）"): list(rows["value_coverage_pct"]),
            _("未报（家）"): list(rows["missing"]),
            _("迟报（家）"): pd.array(rows["late"], dtype="Int64"),
            _("说明"): list(rows["reason"]),
        }
    )


def _named(origin: cached.Source, period: str, rows: pd.DataFrame) -> pd.DataFrame:
    firms = cached.record(origin, "enterprises", period).set_index("enterprise_id")
    before = cached.record(origin, "enterprises", shifted(period, -4)).set_index("enterprise_id")
    prior = [before["revenue_ytd_10k_cny"].get(code) for code in rows["enterprise_id"]]
    table = pd.DataFrame(
        {
            _("企业"): list(rows["enterprise"]),
            _("街道"): [firms["subdistrict"].get(code) for code in rows["enterprise_id"]],
            _("上年同期（亿元）"): pd.Series(prior, dtype="Float64") / 1e4,
            _("最近一次填报"): [_when(firms["last_period"].get(code)) for code in rows["enterprise_id"]],
        }
    )
    return table.sort_values(_("上年同期（亿元）"), ascending=False, kind="stable", ignore_index=True)


def _when(period: object) -> str | None:
    return period_label(period) if isinstance(period, str) else None
