"""数据质量：每个合计带一个高、中、低的徽标，连同理由。"""

import pandas as pd

from etl.paths import quality_file
from metrics.answer import column, sql_text, sums, tidy
from metrics.coverage import filing_sums, value_coverage_pct
from metrics.grade import grade
from metrics.group_sum import GROUP_SUM
from metrics.quality_rules import MEASURES, load_quality_rules
from metrics.request import Request
from metrics.scale import share_pct
from metrics.store import Store

COLUMNS = ["grade", *MEASURES, "reason"]
_BASIS_ORDER = {"ytd": 1, "single": 2, "year": 3, "rolling4": 4}


def table(store: Store, request: Request) -> pd.DataFrame:
    """高, 中 or 低 for every aggregate, the measures it rests on, and why; the lines stand in data/quality.toml.

    Coverage and set-aside rows belong to the period, whatever the basis; set-aside rows have no group and count for
    all of them. Asked by tier, coverage is unknown: who has not filed has no tier. A group in which nobody filed has a
    row with 0 firms.
    """
    keys = ["period", *request.group_columns]
    frame = sums(store, request, "quality", GROUP_SUM)
    if not _asks_for_tier(request):
        frame = frame.merge(_coverage(store, request, keys), on=keys, how="outer")
    frame = frame.merge(_set_aside(store), on="period", how="left").reset_index(drop=True)
    frame["basis"] = frame["basis"].fillna("ytd")
    frame["enterprises"] = frame["enterprises"].fillna(0).astype(int)
    frame["largest_pct"] = share_pct(column(frame, "largest_10k_cny"), column(frame, "revenue_10k_cny"))
    frame["restated_pct"] = share_pct(column(frame, "restated_10k_cny"), column(frame, "stored_10k_cny"))
    frame = frame.assign(**{name: float("nan") for name in MEASURES if name not in frame})
    lines = load_quality_rules(quality_file(store.data)).lines
    grades = [grade(row, lines) for row in pd.DataFrame(frame[[*MEASURES]]).to_dict("records")]
    frame["grade"] = [one.grade for one in grades]
    frame["reason"] = [one.reason for one in grades]
    frame["order"] = [_BASIS_ORDER[basis] for basis in frame["basis"]]
    return tidy(frame.sort_values(["period", "order"], kind="stable"), request, COLUMNS)


def _coverage(store: Store, request: Request, keys: list[str]) -> pd.DataFrame:
    found = filing_sums(store, request)
    found["filed_pct"] = found["filed"] / found["expected"] * 100
    found["value_coverage_pct"] = value_coverage_pct(
        column(found, "prior_filed_10k_cny"), column(found, "prior_10k_cny")
    )
    return pd.DataFrame(found[[*keys, "filed_pct", "value_coverage_pct"]])


def _set_aside(store: Store) -> pd.DataFrame:
    found = store.query(sql_text("set_aside"))
    found["set_aside_pct"] = share_pct(column(found, "rows_mistaken"), column(found, "rows_in"))
    return pd.DataFrame(found[["period", "set_aside_pct"]])


def _asks_for_tier(request: Request) -> bool:
    return "tier" in request.where or any(dimension.name == "tier" for dimension in request.by)
