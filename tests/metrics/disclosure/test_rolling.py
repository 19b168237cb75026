"""近四个季度：那时没有报的一家，拿一年后表内写的上年同期补上；补上的那个数，也推不出来。"""

from bench.attacker import bounds
from bench.knowledge import Knowledge
from bench.listener import learn
from metrics.show import show

LATE = "QY011"  # 2021 年一季度没有报
FIRMS = [f"QY{number:03}" for number in range(12)]
PERIODS = {"2021Q1": 1.0, "2021Q4": 4.0, "2022Q1": 1.1, "2022Q4": 4.5, "2023Q1": 1.3}
PRIOR = 97.0  # 它 2022 年一季度的表上写的上年同期，万元
SMALL = 100.0


def is_filed(firm: str, period: str) -> bool:
    """Every one but the late one's first."""
    return (firm, period) != (LATE, "2021Q1")


def ytd(firm: str, period: str) -> float:
    """Cumulative revenue (万元): the later the number, the less; the late one's first quarter as told a year later."""
    if not is_filed(firm, period):
        return PRIOR
    return round((SMALL + 20 * (len(FIRMS) - FIRMS.index(firm))) * PERIODS[period], 2)


def rolling(firm: str, year: int) -> float:
    """The four quarters to the first of `year`: this one and last year whole, less last year's first."""
    return round(ytd(firm, f"{year}Q1") + ytd(firm, f"{year - 1}Q4") - ytd(firm, f"{year - 1}Q1"), 2)


def facts(rows):
    """Every firm's cumulative, single, yearly and rolling revenue, as the build derives them."""
    found = []
    for firm in FIRMS:
        for period in PERIODS:
            if not is_filed(firm, period):
                continue
            before = f"{int(period[:4]) - 1}{period[4:]}"
            told = ytd(firm, before) if before in PERIODS else None
            stored = told if is_filed(firm, before) else None
            for basis in ("ytd", "single") if period.endswith("Q1") else ("ytd", "year", "rolling4"):
                found.append(rows.fact(firm, ytd(firm, period), told, stored, period=period, basis=basis))
        was, now = rolling(firm, 2022), rolling(firm, 2023)
        found.append(rows.fact(firm, was, None, None, period="2022Q1", basis="rolling4"))
        told = was if is_filed(firm, "2021Q1") else None
        found.append(rows.fact(firm, now, told, was, period="2023Q1", basis="rolling4"))
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
    """同样本的近四季增速 ＝ 现在 ÷ 一年前的近四季：分文不差地给，一年前的合计就知道了，一减就是那一家。"""
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
