"""填报覆盖：应报几家、报了几家、还差几家，按金额报了多少，几家迟报。"""

from collections.abc import Mapping, Sequence

import pandas as pd

from etl.paths import quality_file
from etl.words import _
from metrics.answer import column, sums, tidy
from metrics.group_sum import ROSTER
from metrics.quality_rules import load_quality_rules
from metrics.request import Request, parse
from metrics.scale import share_pct
from metrics.show import guarded
from metrics.store import Store

COLUMNS = ["expected", "filed", "filed_pct", "value_coverage_pct", "missing", "late", "reason"]

NO_REGISTER = _("无规上名录，应报数按近四个季度报过的企业计")
INCOMPLETE = _("尚缺{count}家")
NO_PRIOR = _("缺上年同期，不计金额覆盖率")
BACKFILLED = _("{count}家是补录历史，不判迟报")


def table(store: Store, request: Request) -> pd.DataFrame:
    """Firms expected to file, those that did, filed ÷ expected × 100, the same by value, and who was late, per period.

    Expected: 规上 at the period's end (rules §5); where the register states no status at all, whoever filed in this
    quarter or the four before it. By value: last year's same cumulative of those that filed ÷ of all expected; null
    without a positive base. Late: first filed after the due day of data/quality.toml; null where firms were filed a
    year or more after it (history typed in afterwards). The reason says which, and how many are still missing.
    """
    return _told(store, request, filing_sums(store, request))


def unsettled(
    store: Store, period: str, role: str = "", own: Mapping[str, Sequence[str]] | None = None
) -> pd.DataFrame:
    """The table by enterprise, only of those that have not filed or filed late, as far as it may leave for a role."""
    request = parse(store, "coverage", period, ("enterprise",))
    table = _told(store, request, filing_sums(store, request, is_unsettled=True))
    return guarded(store, request, table, role, own)


def _told(store: Store, request: Request, frame: pd.DataFrame) -> pd.DataFrame:
    """The tidy table from the sums."""
    frame["filed_pct"] = share_pct(column(frame, "filed"), column(frame, "expected"))
    frame["value_coverage_pct"] = value_coverage_pct(
        column(frame, "prior_filed_10k_cny"), column(frame, "prior_10k_cny")
    )
    frame["missing"] = (frame["expected"] - frame["filed"]).astype(int)
    frame["late"] = frame["late"].where(frame["backfilled"] == 0).astype("Int64")
    has_register = _has_register(store)
    said = pd.DataFrame(frame[["missing", "value_coverage_pct", "backfilled"]]).to_dict("records")
    frame["reason"] = ["；".join(_reasons(row, has_register)) for row in said]
    return tidy(frame, request, COLUMNS)


def filing_sums(store: Store, request: Request, *, is_unsettled: bool = False) -> pd.DataFrame:
    """What `sql/filing.sql` adds up for the request: expected, filed, their value a year ago, late, backfilled.

    `is_unsettled`: only of who has not filed or filed late; asked by enterprise, where a group is one firm.
    """
    due = load_quality_rules(quality_file(store.data)).due
    return sums(store, request, "filing", ROSTER, params=[*due, *due, int(is_unsettled)])


def value_coverage_pct(filed: pd.Series, expected: pd.Series) -> pd.Series:
    """Last year's value of those that filed ÷ of all expected × 100; nobody filed is 0, no base is null."""
    return (filed.fillna(0) / expected * 100).where(expected > 0)


def _reasons(row: dict, has_register: bool) -> list[str]:
    said = [] if has_register else [NO_REGISTER]
    if row["missing"]:
        said.append(INCOMPLETE.format(count=row["missing"]))
    if pd.isna(row["value_coverage_pct"]):
        said.append(NO_PRIOR)
    if row["backfilled"]:
        said.append(BACKFILLED.format(count=row["backfilled"]))
    return said


def _has_register(store: Store) -> bool:
    return store.rows("SELECT COUNT(CASE WHEN has_scale_status THEN 1 END) FROM enterprise")[0][0] > 0
