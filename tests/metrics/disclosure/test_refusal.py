"""没有开放的要求一概不给，并写明缘由；先前给出去的，换了算法也还记得。"""

from dataclasses import replace
from pathlib import Path

import pytest

from bench.attacker import bounds
from bench.knowledge import Knowledge
from bench.listener import learn
from metrics.show import show
from tests.metrics.disclosure.earlier_layouts import as_places_only

METRICS = ["scale", "growth", "bridge", "contribution", "concentration", "specialization"]
# 两期累计；甲业五家，乙业五家，各两个街道
FIRMS = [(industry, street, 100.0 + 7 * at) for industry in "甲乙" for street in "东西" for at in range(5)]


def quarters(make_store, rows, data: Path, name="a", *, late=(), missing=()):
    """2026Q1 and Q2; `missing` firms did not file the first quarter; `late` filed only in this version."""
    (data / "disclosure.secret.toml").write_text("p = 12.0\nn = 2\nk = 85.0\n", encoding="utf-8")
    (data / "disclosure.secret.toml").chmod(0o600)
    facts = []
    for at, (_industry, _street, amount) in enumerate([*FIRMS, *late]):
        firm = f"QY{at:03}"
        facts.append(rows.fact(firm, 2 * amount, period="2026Q2"))
        if at not in missing:
            facts.append(rows.fact(firm, amount, period="2026Q1"))
            facts.append(rows.fact(firm, amount, period="2026Q1", basis="single"))
            facts.append(rows.fact(firm, amount, period="2026Q2", basis="single"))
    made = make_store(
        data=data,
        enterprise=[
            {"enterprise_id": f"QY{at:03}", "industry": industry, "subdistrict": street, "has_scale_status": False}
            for at, (industry, street, _amount) in enumerate([*FIRMS, *late])
        ],
        fact=facts,
        meta={"latest_period": "2026Q2"},
    )
    return replace(made, path=Path(f"{data.name}-{name}.duckdb"))


def numbers(table):
    """The columns that hold numbers, less what says which row it is."""
    return table.drop(columns=["period", "basis"]).select_dtypes("number")


@pytest.mark.parametrize("metric", METRICS)
@pytest.mark.parametrize(
    ("by", "where"),
    [
        ([], {"industry": ["甲", "乙"]}),
        (["subdistrict"], {"industry": ["甲", "乙"]}),
        (["subdistrict"], {"industry": ["甲"]}),
        (["industry", "subdistrict"], {}),
        (["industry"], {"industry": ["甲", "乙"]}),
    ],
)
def test_what_is_not_an_open_cell_gives_no_number_and_says_why(make_store, rows, tmp_path, metric, by, where):
    """几个值并在一起的筛选、没有开放的两个维度：每个指标一个数也不给，旁边写未开放的组合。"""
    table = show(quarters(make_store, rows, tmp_path), metric, by=by, where=where, role="researcher")
    assert bool(numbers(table).isna().all(axis=None))
    told = table.loc[table["suppressed_columns"] != "", "suppressed"]
    assert all("未开放的组合" in one for one in told)


def test_one_value_is_the_cell_of_its_table(make_store, rows, tmp_path):
    """筛一个行业，与按行业分组里的那一行，是同一个格子，同一个数。"""
    store = quarters(make_store, rows, tmp_path)
    alone = show(store, "scale", where={"industry": ["甲"]}, role="researcher")["revenue_10k_cny"]
    grouped = show(store, "scale", by=["industry"], role="researcher")
    assert alone.tolist() == grouped.loc[grouped["industry"] == "甲", "revenue_10k_cny"].tolist()


def test_the_difference_of_two_quarters_is_withheld_where_one_firm_makes_it(make_store, rows, tmp_path):
    """一家一季度没有报：两期累计都给，单季的合计少它一家，与两期累计之差一减就是它，所以不给。"""
    store = quarters(make_store, rows, tmp_path, missing=(3,))
    table = show(store, "scale", "2026Q2", role="researcher").set_index("basis")
    assert table.loc["ytd", "revenue_10k_cny"] == table.loc["ytd", "revenue_10k_cny"]
    assert table.loc["single", "revenue_10k_cny"] != table.loc["single", "revenue_10k_cny"]
    assert "与别的数只差几家企业" in table.loc["single", "suppressed"]


def test_the_difference_of_two_quarters_is_given_where_all_filed_both(make_store, rows, tmp_path):
    """两期都报了：单季是两期累计之差，照给。"""
    table = show(quarters(make_store, rows, tmp_path), "scale", "2026Q2", role="researcher").set_index("basis")
    assert table.loc["single", "revenue_10k_cny"] == sum(amount for _i, _s, amount in FIRMS)


def test_what_an_earlier_method_gave_out_is_still_remembered(make_store, rows, tmp_path):
    """先前的记法只记企业的位次：换了记法以后补报一家，照样当作两版都在攻击者手里。"""
    asked = [((), {}), (("industry",), {})]
    first = quarters(make_store, rows, tmp_path, "first")
    known = Knowledge()
    learn(known, first, asked)
    for file in (tmp_path / "released").glob("2026*/*.json.gz"):
        as_places_only(file)
    second = quarters(make_store, rows, tmp_path, "second", late=[("甲", "东", 120.0)])
    learn(known, second, asked)
    for period, amount in (("2026Q1", 120.0), ("2026Q2", 240.0)):
        (found,) = bounds(known, [("y", "QY020", period, amount)])
        assert not found.is_close()
