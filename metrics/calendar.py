"""填报日历：一期该报的每家企业报了没有、到期没有；各街道报了几家、按金额报了多少，逾期的在前。"""

from datetime import date

import pandas as pd

from etl.paths import quality_file
from metrics.answer import sql_text
from metrics.coverage import value_coverage_pct
from metrics.period import end_day, split
from metrics.quality_rules import load_quality_rules
from metrics.store import Store

FILED, LATE, BACKFILLED, WAITING, OVERDUE = "filed", "late", "backfilled", "waiting", "overdue"


def due_day(store: Store, period: str) -> date:
    """The last day on which a quarter's forms are in time, from `quality.toml`; the fourth quarter's is next year."""
    year, quarter = split(period)
    month, day = map(int, load_quality_rules(quality_file(store.data)).due[quarter - 1].split("-"))
    return date(year + (quarter == 4), month, day)


def calendar(store: Store, period: str, today: date) -> pd.DataFrame:
    """One row per firm that owes a form for `period`: enterprise_id, enterprise, subdistrict, is_filed, filed_on,
    prior_10k_cny (last year's same cumulative as filed), last_period, and `state`.

    `state`: filed; late, first filed after the due day; backfilled, a year or more after it; waiting, not filed and not
    yet due on `today`; overdue. Firms owe a form as in `coverage`, also where nobody has filed for that quarter yet.
    Ordered by sub-district, the largest first; no rows where nobody is expected.
    """
    year, quarter = split(period)
    frame = store.query(sql_text("records/calendar"), [period, end_day(period), year, quarter])
    due = due_day(store, period)
    missing = OVERDUE if today > due else WAITING
    moments = pd.to_datetime(pd.Series(frame["filed_on"]))
    in_time, within_a_year = moments <= pd.Timestamp(due), moments <= pd.Timestamp(due.replace(year=due.year + 1))
    frame["state"] = BACKFILLED
    frame.loc[within_a_year, "state"] = LATE
    frame.loc[in_time, "state"] = FILED
    frame.loc[~frame["is_filed"].astype(bool), "state"] = missing
    return frame


def by_subdistrict(rows: pd.DataFrame) -> pd.DataFrame:
    """Rows of `calendar` added up: subdistrict (null = not stated), expected, filed, missing, late, filed_pct,
    value_coverage_pct, missing_10k_cny (last year's value of those missing).

    The sub-district with the most value missing first, then the most firms; those complete last, by name.
    """
    missing = ~pd.Series(rows["is_filed"]).astype(bool)
    prior = pd.Series(pd.to_numeric(pd.Series(rows["prior_10k_cny"])))
    parts = pd.DataFrame(
        {
            "subdistrict": rows["subdistrict"],
            "expected": 1,
            "filed": (~missing).astype(int),
            "missing": missing.astype(int),
            "late": (rows["state"] == LATE).astype(int),
            "prior": prior,
            "prior_filed": prior.where(~missing),
            "missing_10k_cny": prior.where(missing),
        }
    )
    sums = pd.DataFrame(parts.groupby("subdistrict", dropna=False, sort=True).sum(min_count=1)).reset_index()
    for name in ("expected", "filed", "missing", "late"):
        sums[name] = sums[name].astype("int64")
    sums["filed_pct"] = sums["filed"] / sums["expected"] * 100
    sums["value_coverage_pct"] = value_coverage_pct(pd.Series(sums.pop("prior_filed")), pd.Series(sums.pop("prior")))
    order = ["missing_10k_cny", "missing"]
    return sums.sort_values(order, ascending=False, na_position="last", kind="stable", ignore_index=True)
