"""年内进度表。"""

import pytest

from metrics.request import RequestError
from metrics.show import show

PACE = (
    '[default]\ngrowth_pct = 0\nwords = "不低于上年全年"\n[[year]]\nyear = 2026\ngrowth_pct = 10\nwords = "增长一成"\n'
)


def year(rows, key, prior_ytd, prior_year, ytd):
    return [
        rows.fact(key, prior_ytd, period="2025Q3"),
        rows.fact(key, prior_year, period="2025Q4", basis="ytd"),
        rows.fact(key, prior_year, period="2025Q4", basis="year"),
        rows.fact(key, ytd, period="2026Q3"),
    ]


def test_without_a_stated_growth_last_year_is_the_floor(make_store, rows):
    """Last year 400, of it 250; now 270: 67.5 % against 62.5 % and 75 % of the calendar; the rest may fall 13.3 %."""
    (row,) = show(make_store(fact=year(rows, "甲", 250, 400, 270)), "pace").to_dict("records")
    assert (row["period"], row["basis"], row["target_source"]) == ("2026Q3", "ytd", "不低于上年全年")
    assert (row["completed_pct"], row["same_period_share_pct"], row["time_progress_pct"]) == (67.5, 62.5, 75)
    assert row["ahead_pp"] == 5
    assert row["required_growth_pct"] == pytest.approx(-20 / 150 * 100)
    assert row["reason"] == ""


def test_a_stated_growth_raises_the_target(make_store, rows, tmp_path):
    """Ten per cent asked for 2026: 440 instead of 400."""
    (tmp_path / "pace.toml").write_text(PACE, encoding="utf-8")
    row = show(make_store(data=tmp_path, fact=year(rows, "甲", 250, 400, 270)), "pace").iloc[0]
    assert row["annual_target_10k_cny"] == pytest.approx(440)
    assert row["target_source"] == "增长一成"


def test_every_group_has_its_row_and_its_reason(make_store, rows):
    """甲 has a base; 乙 is new; 丙 has gone; nobody is dropped, and nobody's unknown is 0."""
    store = make_store(
        enterprise=[
            {"enterprise_id": key, "enterprise": key, "industry": key, "has_scale_status": False} for key in "甲乙丙"
        ],
        fact=[
            *year(rows, "甲", 250, 400, 270),
            rows.fact("乙", 5),
            rows.fact("丙", 7, period="2025Q4", basis="year"),
        ],
    )
    frame = show(store, "pace", by=["industry"]).set_index("industry")
    assert frame["reason"].to_dict() == {"甲": "", "乙": "缺基期", "丙": "缺本期；缺上年同期"}
    assert frame["completed_pct"].isna().to_dict() == {"甲": False, "乙": True, "丙": True}


def test_a_missing_firm_is_said(make_store, rows):
    """Two filed last year, one now: the year so far is not the whole."""
    facts = [*year(rows, "甲", 250, 400, 270)]
    filed = [rows.filed("甲", "2025Q3"), rows.filed("乙", "2025Q3"), rows.filed("甲", "2026Q3")]
    assert show(make_store(fact=facts, filed=filed), "pace").iloc[0]["reason"] == "尚缺1家"


def test_no_data_and_tiers(make_store, rows):
    """No rows without data; a tier's members change every year, so it is refused."""
    assert show(make_store(), "pace").empty
    with pytest.raises(RequestError, match="年内进度不能按梯队"):
        show(make_store(fact=year(rows, "甲", 250, 400, 270)), "pace", by=["tier"])


def test_a_future_quarter_is_without_its_figure(make_store, rows):
    """2027Q1 has not come: 2026's total is unknown too."""
    row = show(make_store(fact=year(rows, "甲", 250, 400, 270)), "pace", "2027Q1").iloc[0]
    assert row["reason"] == "缺本期；缺基期"
    assert row[["ytd_10k_cny", "completed_pct", "required_growth_pct"]].isna().all()
