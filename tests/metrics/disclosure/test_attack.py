"""攻击：随意造的区，两年四期，有缺报、有改过的上年数，前后两版账；攻击者拿着看到的一切，推不出一家企业。"""

import json
import shutil
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bench.attacker import bounds, close
from bench.knowledge import Knowledge
from bench.listener import learn
from etl.paths import PROJECT
from metrics.show import show

PERIODS = ("2025Q1", "2025Q2", "2026Q1", "2026Q2")
TABLES = [((), {}), (("field",), {}), (("cluster",), {}), (("subdistrict",), {}), (("cluster", "subdistrict"), {})]
FIELDS = {"子": "前沿", "丑": "前沿", "寅": "传统"}  # 集群在领域之下
PLAN = """
code = "plan"
title = "规划"
short = "规划"
issuer = "区"
scope = "历下区"
"""
TARGET = """
[[target]]
code = "{number}"
indicator = "营业收入"
type = "amount"
operator = ">"
value = 1
unit = "亿元"
deadline = "2026Q4"
period_type = "annual"
scope = "历下区"
group = {{ dimension = "cluster", values = {values} }}
mode = "total"
measure = {{ from = "enterprises", what = "revenue" }}
clause = "一"
line = 1
quote = "超过1亿元"
"""


@dataclass(frozen=True)
class District:
    """Firms' groups, cumulative revenue by quarter (None: not filed) and last year's as reported now."""

    clusters: tuple[str, ...]
    streets: tuple[str, ...]
    now: Mapping[str, Sequence[float | None]]
    prior: Mapping[str, Sequence[float | None]]


@st.composite
def districts(draw):
    random = np.random.default_rng(draw(st.integers(0, 100_000)))
    count = draw(st.integers(14, 20))
    first = np.round(random.lognormal(6, 1.0, count), 2) + 1
    base = {"2025Q1": first, "2025Q2": np.round(first * random.uniform(1.8, 2.4, count), 2)}
    base |= {f"2026{q}": np.round(base[f"2025{q}"] * random.uniform(0.8, 1.4, count), 2) for q in ("Q1", "Q2")}
    absent = {period: random.random(count) < 0.08 for period in PERIODS}
    revised = random.random(count) < 0.15
    return District(
        tuple(random.choice(list(FIELDS), count)),
        tuple(random.choice(["东", "西"], count)),
        {
            at: tuple(None if gone else float(one) for one, gone in zip(base[at], absent[at], strict=True))
            for at in PERIODS
        },
        {
            f"2026{q}": tuple(
                round(float(one) * (1.07 if is_new else 1), 2)
                for one, is_new in zip(base[f"2025{q}"], revised, strict=True)
            )
            for q in ("Q1", "Q2")
        },
    )


def less(amounts: Mapping[str, float | None]) -> float | None:
    """The second quarter alone."""
    first, both = amounts["Q1"], amounts["Q2"]
    return None if first is None or both is None else round(both - first, 2)


def build(make_store, rows, data: Path, own: District, name: str):
    """The store of a district, as the build would give it."""
    if not (data / "disclosure.secret.toml").exists():
        (data / "disclosure.secret.toml").write_text("p = 15.0\nn = 2\nk = 85.0\n", encoding="utf-8")
        (data / "disclosure.secret.toml").chmod(0o600)
        _plan(data / "plans")
    firms = [f"QY{number:03}" for number in range(len(own.clusters))]
    facts = []
    for at, firm in enumerate(firms):
        for period in PERIODS:
            year, quarter = period[:4], period[4:]
            mine = {}
            for kind, table, of in (("now", own.now, year), ("stored", own.now, str(int(year) - 1))):
                mine[kind] = {q: table.get(f"{of}{q}", (None,) * len(firms))[at] for q in ("Q1", "Q2")}
            is_filed = {q: mine["now"][q] is not None for q in ("Q1", "Q2")}
            mine["prior"] = {
                q: own.prior.get(f"{year}{q}", (None,) * len(firms))[at] if is_filed[q] else None for q in ("Q1", "Q2")
            }
            ytd = [mine[kind][quarter] for kind in ("now", "prior", "stored")]
            single = ytd if quarter == "Q1" else [less(mine[kind]) for kind in ("now", "prior", "stored")]
            for basis, amounts in (("ytd", ytd), ("single", single)):
                if amounts[0] is not None or amounts[2] is not None:
                    facts.append(rows.fact(firm, *amounts, period=period, basis=basis))
    made = make_store(
        data=data,
        enterprise=[
            {"enterprise_id": firm, "enterprise": f"企业{firm}", "subdistrict": street, "has_scale_status": False}
            for firm, street in zip(firms, own.streets, strict=True)
        ],
        membership=[
            {"enterprise_id": firm, "dimension": dimension, "value": value}
            for firm, cluster in zip(firms, own.clusters, strict=True)
            for dimension, value in (("cluster", cluster), ("field", FIELDS[cluster]))
        ],
        fact=facts,
        meta={"latest_period": "2026Q2"},
    )
    return replace(made, path=Path(f"{data.name}-{name}.duckdb"))


def _plan(folder: Path) -> None:
    """Targets of every cluster and of all of them: the clusters of the plans shipped are none of these."""
    folder.mkdir()
    shutil.copy(PROJECT / "data" / "plans" / "lights.toml", folder)
    groups = [[name] for name in FIELDS] + [list(FIELDS)]
    targets = [
        TARGET.format(number=number, values=json.dumps(own, ensure_ascii=False)) for number, own in enumerate(groups)
    ]
    (folder / "plan.toml").write_text(PLAN + "".join(targets), encoding="utf-8")


def attacked(known: Knowledge):
    """The firms' figures that can be bounded within ten percent, of all that are in any sum."""
    return close(known, sorted({one for row in known.rows for one in row if one[3]} | known.seen))


@settings(max_examples=4, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(districts(), st.integers(0, 13), st.sampled_from(PERIODS))
def test_no_firm_can_be_bounded_from_two_years_and_two_versions(make_store, rows, own, firm, period):
    """每个指标、每张开放的表，两版账（后一版改了一家一期）：没有一家被推到 ±10% 以内。"""
    with tempfile.TemporaryDirectory() as folder:
        known = Knowledge()
        learn(known, build(make_store, rows, Path(folder), own, "first"), TABLES)
        was = own.now[period][firm] or 500.0
        restated = tuple(round(was * 1.3, 2) if at == firm else one for at, one in enumerate(own.now[period]))
        later = replace(own, now={**own.now, period: restated})
        learn(known, build(make_store, rows, Path(folder), later, "second"), TABLES)
        assert attacked(known) == []


def plain():
    """Twelve firms of one street, all filed, nothing revised but one late filer."""
    amounts = tuple(100.0 + 10 * number for number in range(12))
    now = {at: tuple(one * factor for one in amounts) for at, factor in zip(PERIODS, (1, 2, 1.25, 2.5), strict=True)}
    return District(("子",) * 12, ("东",) * 12, now, {"2026Q1": amounts, "2026Q2": tuple(2 * one for one in amounts)})


def test_growth_is_exact_where_nothing_differs(make_store, rows, tmp_path):
    """人人都报、没有改数：增速分文不差，1.25/1 − 1 = 25%。"""
    table = show(build(make_store, rows, tmp_path, plain(), "a"), "growth", "2026Q1", role="researcher")
    assert table["comparable_pct"].tolist() == pytest.approx([25.0] * len(table))


def test_growth_is_rounded_where_one_small_firm_is_missing(make_store, rows, tmp_path):
    """一家小的（1 比 1860）上年报过今年没报：它的数盖在舍入里，增速给到一位小数；推不出它。"""
    own = plain()
    own = replace(
        own,
        clusters=(*own.clusters, "子"),
        streets=(*own.streets, "东"),
        now={at: (*every, None if at == "2026Q1" else 1.0) for at, every in own.now.items()},
        prior={at: (*every, 1.0) for at, every in own.prior.items()},
    )
    own = replace(own, now={**own.now, "2026Q1": ((own.now["2026Q1"][0] or 0.0) + 3.21, *own.now["2026Q1"][1:])})
    store = build(make_store, rows, tmp_path, own, "a")
    table = show(store, "growth", "2026Q1", role="researcher")
    true = show(store, "growth", "2026Q1")["comparable_pct"].iloc[0]
    told = table.loc[table["basis"] == "ytd", "comparable_pct"].iloc[0]
    assert told != true
    assert told == round(true, 1)
    known = Knowledge()
    learn(known, store, [((), {})], PERIODS)
    (found,) = bounds(known, [("y", "QY012", "2025Q1", 1.0)])
    assert not found.is_close()


def test_growth_is_withheld_where_a_large_firm_is_missing(make_store, rows, tmp_path):
    """占一成的一家上年报过今年没报：舍入盖不住，增速不公布，说是与别的数只差几家。"""
    own = plain()
    gone = tuple(None if number == 11 else one for number, one in enumerate(own.now["2026Q1"]))
    store = build(make_store, rows, tmp_path, replace(own, now={**own.now, "2026Q1": gone}), "a")
    table = show(store, "growth", "2026Q1", role="researcher")
    row = table.loc[table["basis"] == "ytd"].iloc[0]
    assert row["comparable_pct"] != row["comparable_pct"]
    assert "与别的数只差几家企业" in row["suppressed"]
