"""真实数字上的恒等式：七个季度、一百一十个行业、三十二个地区，个个成立；另用 pandas 独立算一遍，得数相同。"""

import shutil
from typing import Any

import duckdb
import numpy as np
import pandas as pd
import pytest

from metrics.dimension import UNSTATED
from metrics.growth import SMALL_BASE
from metrics.show import show
from metrics.store import Store
from tests.metrics import real_figures

CENT = 1e-6  # 万元，即一分钱
SIDES = ["industry", "region"]


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    if not real_figures.ASHARE.is_dir():
        pytest.skip("需要 ../shared/data/ashare 里的真实工作簿")
    with real_figures.load(tmp_path_factory.mktemp("identities")) as opened:
        yield opened


@pytest.fixture(scope="module")
def doubled(store, tmp_path_factory):
    """The same build with every amount of money twice as large."""
    path = tmp_path_factory.mktemp("doubled") / store.path.name
    shutil.copy(store.path, path)
    with duckdb.connect(str(path)) as connection:
        money = connection.sql(
            "SELECT c.table_name, c.column_name FROM information_schema.columns AS c INNER JOIN"
            " information_schema.tables AS t ON t.table_name = c.table_name AND t.table_type = 'BASE TABLE'"
            " WHERE c.column_name LIKE '%_10k_cny' AND c.table_name <> 'tier'"
        ).fetchall()
        for table, column in money:
            connection.execute(f'UPDATE "{table}" SET "{column}" = 2 * "{column}"')
    connection = duckdb.connect(str(path), read_only=True)
    with Store(store.data, None, path, store.meta, connection) as opened:
        yield opened


@pytest.fixture(scope="module")
def facts(store):
    """The facts computed a second time, by pandas from the filed cumulatives."""
    return real_figures.facts(store)


def by_group(facts: pd.DataFrame, by: list[str]) -> Any:
    """Sums of the second computation by period, basis and group: all that scale and growth need."""
    has_both = facts["now"].notna() & facts["reported"].notna()
    is_matched = facts["now"].notna() & facts["stored"].notna()
    parts = facts.assign(
        comparable_now=facts["now"].where(has_both),
        comparable_base=facts["reported"].where(has_both),
        matched_now=facts["now"].where(is_matched),
        matched_base=facts["stored"].where(is_matched),
    )
    columns = ["now", "stored", "comparable_now", "comparable_base", "matched_now", "matched_base"]
    groups: Any = parts.fillna(dict.fromkeys(by, UNSTATED)).groupby(["period", "basis", *by])
    summed = groups[columns].sum(min_count=1)
    return summed.assign(enterprises=groups["now"].count()).sort_index()


def shown(store: Store, metric: str, by: list[str]) -> Any:
    """The metric's table on the three bases the second computation has, by the same keys."""
    frame: Any = show(store, metric, by=by)
    return frame.loc[frame["basis"] != "rolling4"].set_index(["period", "basis", *by]).sort_index()


def same(ours: Any, theirs: Any, rel: float = 1e-9) -> bool:
    """The same keys, the same unknowns, the same numbers."""
    assert list(ours.index) == list(theirs.index)
    return ours.to_numpy(dtype=float) == pytest.approx(theirs.to_numpy(dtype=float), rel=rel, abs=1e-9, nan_ok=True)


@pytest.mark.parametrize("by", [["industry"], ["region"], SIDES], ids="、".join)
def test_shares_of_groups_that_do_not_overlap_sum_to_one(store, by):
    """Every quarter and basis (7 累计, 7 单季, 1 全年, 4 近四季度): Σ share = 100 %."""
    frame: Any = show(store, "scale", by=by)
    totals = frame.groupby(["period", "basis"])["share_pct"].sum()
    assert len(totals) == 19
    assert totals.to_numpy() == pytest.approx(np.full(len(totals), 100.0), abs=1e-9)


@pytest.mark.parametrize("by", [["industry"], ["region"], SIDES], ids="、".join)
def test_contributions_sum_to_100_and_pulls_to_the_growth_of_all(store, by):
    """Wherever the whole grows; where it does not, no contribution is shown and each row says why."""
    frame: Any = show(store, "contribution", by=by)
    whole: Any = show(store, "growth").set_index(["period", "basis"])
    judged = 0
    for key, rows in frame.groupby(["period", "basis"]):
        growth = whole.loc[key, "comparable_pct"]
        if np.isnan(growth):
            assert rows["pull_pp"].isna().all()
            assert (rows["reason"] != "").all()
            continue
        assert rows["pull_pp"].sum() == pytest.approx(growth, abs=1e-9)
        if rows["contribution_pct"].notna().any():
            assert rows["contribution_pct"].sum() == pytest.approx(100, abs=1e-9)
            judged += 1
    assert judged >= 2


@pytest.mark.parametrize("by", [[], ["industry"], ["region"], SIDES], ids=lambda by: "、".join(by) or "全部")
def test_the_bridge_closes_to_the_cent(store, by):
    """prior + incumbents + entrants + exits + revisions = current, for every group and quarter with a base."""
    frame: Any = show(store, "bridge", by=by)
    steps = ["prior_10k_cny", "incumbents_10k_cny", "entrants_10k_cny", "exits_10k_cny", "revisions_10k_cny"]
    known: Any = frame.loc[frame["prior_10k_cny"].notna()]
    assert set(known["period"]) >= {"2015Q1", "2015Q2", "2015Q3"}
    assert (known[steps].sum(axis=1) - known["current_10k_cny"]).abs().max() < CENT
    assert (frame.loc[frame["prior_10k_cny"].isna()]["reason"] != "").all()


def test_the_four_quarters_of_a_firm_sum_to_its_year(store):
    """2014, every firm with all four single quarters, and with them every industry: to the cent."""
    frame: Any = show(store, "scale", by=["industry", "enterprise"])
    frame = frame.loc[frame["period"].str.startswith("2014")]
    single = frame.loc[frame["basis"] == "single"].groupby(["industry", "enterprise_id"])["revenue_10k_cny"]
    four = single.sum(min_count=4).loc[single.count() == 4]
    year = frame.loc[frame["basis"] == "year"].set_index(["industry", "enterprise_id"])["revenue_10k_cny"]
    assert len(four) > 2500
    assert (four - year.reindex(four.index)).abs().max() < CENT
    industries = four.groupby("industry").sum() - year.reindex(four.index).groupby("industry").sum()
    assert industries.abs().max() < 100 * CENT


@pytest.mark.parametrize(
    ("metric", "by", "columns"),
    [
        ("growth", ["industry"], ["comparable_pct", "nominal_pct", "matched_pct"]),
        ("scale", ["industry"], ["enterprises", "share_pct", "rank"]),
        ("contribution", ["industry"], ["contribution_pct", "pull_pp"]),
        ("concentration", ["industry"], ["hhi", "hhi_normalised", "cr1_pct", "cr4_pct", "gini"]),
        ("specialization", SIDES, ["location_quotient"]),
    ],
)
def test_twice_all_revenue_leaves_every_ratio_as_it_was(store, doubled, metric, by, columns):
    """Growth, share, rank, contribution, HHI and the location quotient have no unit; and revenue itself did double."""
    once, twice = shown(store, metric, by), shown(doubled, metric, by)
    for column in columns:
        assert same(twice[column], once[column])
    plain = shown(doubled, "scale", [])["revenue_10k_cny"]
    assert same(plain, 2 * shown(store, "scale", [])["revenue_10k_cny"])


@pytest.mark.parametrize("by", [[], ["industry"], ["region"], SIDES], ids=lambda by: "、".join(by) or "全部")
def test_scale_agrees_with_pandas(store, facts, by):
    """Enterprises, revenue and share, computed a second time without our SQL."""
    ours, theirs = shown(store, "scale", by), by_group(facts, by)
    assert same(ours["enterprises"], theirs["enterprises"])
    assert same(ours["revenue_10k_cny"], theirs["now"])
    totals = theirs["now"].groupby(["period", "basis"]).transform("sum")
    assert same(ours["share_pct"], theirs["now"] / totals * 100)


@pytest.mark.parametrize("by", [[], ["industry"], ["region"], SIDES], ids=lambda by: "、".join(by) or "全部")
def test_growth_agrees_with_pandas(store, facts, by):
    """All three growths; null exactly where the base is unknown or not positive, and then there is a reason."""
    ours, theirs = shown(store, "growth", by), by_group(facts, by)
    for name, now, base in (
        ("comparable_pct", "comparable_now", "comparable_base"),
        ("nominal_pct", "now", "stored"),
        ("matched_pct", "matched_now", "matched_base"),
    ):
        assert same(ours[name], ((theirs[now] / theirs[base] - 1) * 100).where(theirs[base] > 0))
    unknown = ours.loc[ours["comparable_pct"].isna()]
    assert (unknown["reason"] != "").all()
    assert not unknown["reason"].eq(SMALL_BASE).any()


@pytest.mark.parametrize("by", [["industry"], ["region"], SIDES], ids="、".join)
def test_hhi_agrees_with_pandas(store, facts, by):
    """Σ (x ÷ Σx)² over the firms of each group; null with a reason where a figure is negative or the sum is not > 0."""
    ours = shown(store, "concentration", by)
    known: Any = facts.dropna(subset=["now"]).fillna(dict.fromkeys(by, UNSTATED))
    groups: Any = known.groupby(["period", "basis", *by])["now"]
    share = known["now"] / groups.transform("sum")
    hhi = (share**2).groupby([known[name] for name in ("period", "basis", *by)]).sum()
    hhi = hhi.where((groups.min() >= 0) & (groups.sum() > 0)).reindex(ours.index)
    assert same(ours["hhi"], hhi)
    assert (ours.loc[ours["hhi"].isna()]["reason"] != "").all()


def test_location_quotients_of_industry_by_province_agree_with_pandas(store, facts):
    """(cell ÷ province) ÷ (industry ÷ all); null with a reason exactly where pandas has none either."""
    ours = shown(store, "specialization", SIDES[::-1])
    known: Any = facts.dropna(subset=["now"])
    cells = known.groupby(["period", "basis", "region", "industry"])["now"].sum()
    at = ["period", "basis"]
    province, industry = cells.groupby([*at, "region"]), cells.groupby([*at, "industry"])
    whole = cells.groupby(at).transform("sum")
    quotient = (cells / province.transform("sum")) / (industry.transform("sum") / whole)
    is_known = ours["location_quotient"].notna()
    assert is_known.sum() > 10_000
    assert same(ours.loc[is_known]["location_quotient"], quotient.reindex(ours.index[is_known]))
    assert (ours.loc[~is_known]["reason"] != "").all()
