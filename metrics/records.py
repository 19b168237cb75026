"""明细：企业、一家企业的历期、归档、问题、公布数、名单、报告期；页面与导出从这里取行。"""

import pandas as pd

from metrics.answer import sql_text
from metrics.growth import growth_pct
from metrics.period import end_day
from metrics.store import Store

MEMBERSHIPS = ("cluster", "field", "chain", "stage", "title")
JOINT = "、"


def periods(store: Store) -> list[str]:
    """Every quarter with filed figures, oldest first."""
    return [str(period) for (period,) in store.rows("SELECT DISTINCT period FROM filed ORDER BY period")]


def enterprises(store: Store, period: str = "") -> pd.DataFrame:
    """One row per enterprise: register columns, memberships joined by 、, and figures of `period` (default the latest).

    `revenue_ytd_10k_cny`, `revenue_rolling4_10k_cny`, `comparable_pct` (year to date), `is_above_scale`, `tier`,
    `is_filed`; null where unknown. `last_period` is the last quarter it filed, empty for one that never did.
    """
    at = period or store.meta.get("latest_period", "")
    day = end_day(at) if at else None
    frame = store.query(sql_text("records/enterprises"), [at, at, day, day])
    frame["comparable_pct"] = growth_pct(
        pd.Series(frame["revenue_ytd_10k_cny"]), pd.Series(frame.pop("prior_reported_10k_cny"))
    )
    frame.insert(0, "period", at)
    return frame.merge(_memberships(store), how="left", on="enterprise_id")


def _memberships(store: Store) -> pd.DataFrame:
    """enterprise_id and one column per membership dimension, its values joined by 、 in the order of the lists."""
    rows = store.rows(sql_text("records/memberships"))
    joined: dict[str, dict[str, list[str]]] = {}
    for enterprise_id, dimension, value in rows:
        joined.setdefault(enterprise_id, {}).setdefault(dimension, []).append(value)
    return pd.DataFrame(
        [
            {"enterprise_id": key, **{name: JOINT.join(own.get(name, [])) or None for name in MEMBERSHIPS}}
            for key, own in joined.items()
        ],
        columns=["enterprise_id", *MEMBERSHIPS],
    )


def enterprise_series(store: Store, enterprise_id: str) -> pd.DataFrame:
    """Every value one enterprise ever filed, oldest quarter first, the current version before those it replaced.

    Each row names filing, file, sheet, cell and header it came from, who accepted it and when; `is_current` marks the
    one that counts. No rows for an enterprise that never filed.
    """
    return store.query(sql_text("records/enterprise_series"), [enterprise_id])


def enterprise_facts(store: Store, enterprise_id: str) -> pd.DataFrame:
    """One enterprise's figures on all four bases, oldest first, with comparable and nominal growth (%)."""
    frame = store.query(sql_text("records/enterprise_facts"), [enterprise_id])
    current = pd.Series(frame["revenue_10k_cny"])
    frame["comparable_pct"] = growth_pct(current, pd.Series(frame["prior_reported_10k_cny"]))
    frame["nominal_pct"] = growth_pct(current, pd.Series(frame["prior_stored_10k_cny"]))
    return frame


def filings(store: Store) -> pd.DataFrame:
    """Every filing, newest first, undos included, each with how many findings of each severity it carries."""
    return store.query(sql_text("records/filings"))


def issues(store: Store, filing: str = "") -> pd.DataFrame:
    """Findings of one filing, or of all active ones: sheet, cell, row, column, value, rule, severity, message."""
    return store.query(sql_text("records/issues"), [filing, filing])


def published(store: Store) -> pd.DataFrame:
    """Published figures with source and footnote, as filed; year, cumulative and point figures are told by `basis`."""
    return store.query(sql_text("records/published"))


def groupings(store: Store, dimension: str = "") -> pd.DataFrame:
    """Entries of the closed lists, in their own order: of one dimension, or of all."""
    return store.query(sql_text("records/groupings"), [dimension, dimension])


def titles(store: Store, period: str) -> pd.DataFrame:
    """Firms by title at the end of `period`: `valid` in term, `unstated` without a stated end, `expired`; firms gone
    by then left out. `expiring`: of the valid, those whose term ends within six months.
    """
    return store.query(sql_text("records/titles"), [end_day(period)])
