"""近四个季度：那时没有报的一家，拿一年后表内写的上年同期补上；补上的那个数，也推不出来。"""

from bench.attacker import Knowledge, bounds
from bench.listener import learn
from metrics.show import show

LATE = "QY011"  # 2021 年一季度没有报
FIRMS = [f"QY{number:03}" for number in range(12)]
PERIODS = {"2021Q1": 1.0, "2021Q4": 4.0, "2022Q1": 1.1, "2022Q4": 4.5, "2023Q1": 1.3}
PRIOR = 97.0  # 它 2022 年一季度的表上写的上年同期，万元
SMALL = 100.0


def ytd(firm, period):
    """Cumulative revenue (万元): about 100 in a first quarter, the later the number the more; None not filed."""
    if (firm, period) == (LATE, "2021Q1"):
        return None
    return round((SMALL + 20 * (len(FIRMS) - FIRMS.index(firm))) * PERIODS[period], 2)


def rolling(firm, year):
    """The four quarters to the first of `year`: this one and last year whole, less last year's first."""
    first = ytd(firm, f"{year - 1}Q1")
    return round(ytd(firm, f"{year}Q1") + ytd(firm, f"{year - 1}Q4") - (PRIOR if first is None else first), 2)


def facts(rows):
    """Every firm's cumulative, single, yearly and rolling revenue, as the build derives them."""
    found = []
    for firm in FIRMS:
        for period in PERIODS:
            year, quarter = int(period[:4]), period[4:]
            now, before = ytd(firm, period), ytd(firm, f"{year - 1}{quarter}") if year > 2021 else None
            told = PRIOR if (firm, period) == (LATE, "2022Q1") else before
            if now is None:
                continue
            found.append(rows.fact(firm, now, told, before, period=period, basis="ytd"))
            if quarter == "Q1":
                found.append(rows.fact(firm, now, told, before, period=period, basis="single"))
            else:
                found += [rows.fact(firm, now, told, before, period=period, basis=one) for one in ("year", "rolling4")]
        found.append(rows.fact(firm, rolling(firm, 2022), None, None, period="2022Q1", basis="rolling4"))
        prior = None if firm == LATE else rolling(firm, 2022)
        found.append(
            rows.fact(firm, rolling(firm, 2023), prior, rolling(firm, 2022), period="2023Q1", basis="rolling4")
        )
    return found


def store_of(make_store, rows, data):
    """These firms' store, under disclosure control."""
    secret = data / "disclosure.secret.toml"
    secret.write_text("p = 15.0\nn = 2\nk = 85.0\n", encoding="utf-8")
    secret.chmod(0o600)
    return make_store(
        data=data,
        enterprise=[{"enterprise_id": firm, "enterprise": f"企业{firm}", "has_scale_status": False} for firm in FIRMS],
        fact=facts(rows),
        meta={"latest_period": "2023Q1"},
    )


def test_growth_on_the_stored_base_is_not_exact_where_one_firm_was_filled_in(make_store, rows, tmp_path):
    """同样本的近四季增速 ＝ 现在 ÷ 一年前的近四季：分文不差地给，一年前的合计就知道了，减去全年与一季度的合计就是那一家。"""
    store = store_of(make_store, rows, tmp_path)
    row = show(store, "growth", "2023Q1", role="researcher").set_index("basis").loc["rolling4"]
    true = show(store, "growth", "2023Q1").set_index("basis").loc["rolling4", "matched_pct"]
    assert row["matched_pct"] != true


def test_the_figure_filled_in_cannot_be_bounded(make_store, rows, tmp_path):
    """每个指标、每一期都看过，那个数推不到 ±10% 以内。"""
    known = Knowledge()
    learn(known, store_of(make_store, rows, tmp_path), [((), {})], list(PERIODS))
    (found,) = bounds(known, [("p", LATE, "2022Q1", PRIOR)], is_full=True)
    assert not found.is_close()
