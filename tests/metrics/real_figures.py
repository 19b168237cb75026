"""真实上市公司的库，与不靠我们的 SQL、用 pandas 从填报数另算的一份事实表。"""

from pathlib import Path
from typing import Any

import pandas as pd

from etl.build import build
from etl.load import load_files
from metrics.store import Store, open_store

TESTS = Path(__file__).resolve().parents[1]
ASHARE = TESTS.parents[1] / "shared" / "data" / "ashare"
QUARTERS = ["2014Q1", "2014Q2", "2014Q3", "2014Q4", "2015Q1", "2015Q2", "2015Q3"]


def load(data: Path) -> Store:
    """Register and seven quarters accepted into `data` by the loader itself, and the build opened."""
    load_files([ASHARE / "企业名录.xlsx"], data, source=str(TESTS / "sources" / "上市公司名录.toml"))
    files = [ASHARE / f"{period}_营业收入.xlsx" for period in QUARTERS]
    load_files(files, data, source=str(TESTS / "sources" / "上市公司营收.toml"))
    build(data)
    return open_store(data)


def facts(store: Store) -> Any:
    """Every enterprise, period and basis with this year's, last year's reported and stored figure, by pandas alone.

    Starts from the filed cumulatives. single = difference of a firm's own cumulatives (null where one is missing).
    """
    filed: Any = store.query(
        "SELECT f.enterprise_id, f.year, f.quarter, CAST(f.revenue_10k_cny AS DOUBLE) AS now,"
        " CAST(f.prior_reported_10k_cny AS DOUBLE) AS reported, e.industry, e.region"
        " FROM filed AS f INNER JOIN enterprise AS e ON e.enterprise_id = f.enterprise_id"
    )
    before = filed[["enterprise_id", "year", "quarter", "now", "reported"]].assign(quarter=filed["quarter"] + 1)
    single = filed.merge(before, how="left", on=["enterprise_id", "year", "quarter"], suffixes=("", "_before"))
    is_first = single["quarter"] == 1
    for name in ("now", "reported"):
        single[name] = single[name].where(is_first, single[name] - single[f"{name}_before"])
    single = single.drop(columns=["now_before", "reported_before"])
    year = filed.loc[filed["quarter"] == 4]
    parts = [filed.assign(basis="ytd"), single.assign(basis="single"), year.assign(basis="year")]
    every = pd.concat(parts, ignore_index=True)
    last_year = every[["enterprise_id", "year", "quarter", "basis", "now", "industry", "region"]]
    last_year = last_year.assign(year=last_year["year"] + 1).rename(columns={"now": "stored"})
    keys = ["enterprise_id", "year", "quarter", "basis", "industry", "region"]
    every = every.merge(last_year, how="outer", on=keys)
    every["period"] = every["year"].astype(str) + "Q" + every["quarter"].astype(str)
    is_known = every["now"].notna() | every["stored"].notna()
    return pd.DataFrame(every.loc[every["period"].isin(QUARTERS) & is_known])
