"""明细：行从哪里来，说得清楚。"""

from datetime import date, datetime

from metrics import records


def loaded(make_store, rows):
    place = {
        "sheet": "营收",
        "row": 7,
        "revenue_cell": "E7",
        "prior_cell": "F7",
        "revenue_header": "营业收入",
        "unit": "万元",
    }
    version = {"enterprise_id": "甲", "period": "2026Q3", "year": 2026, "quarter": 3, **place}
    filing = {"kind": "load", "is_active": True, "record": "revenue", "accepted_by": "统计员"}
    return make_store(
        meta={"latest_period": "2026Q3"},
        enterprise=[
            {
                "enterprise_id": "甲",
                "enterprise": "甲公司",
                "has_scale_status": True,
                "above_scale_from": date(2026, 9, 30),
            },
            {"enterprise_id": "乙", "enterprise": "乙公司", "has_scale_status": False},
        ],
        membership=[
            {"enterprise_id": "甲", "dimension": "field", "value": value}
            for value in ("人工智能", "软件和信息技术服务")
        ],
        grouping=[
            {"dimension": "field", "value": "软件和信息技术服务", "sort": 1, "use": "enterprises", "taxonomy": "领域"},
            {"dimension": "field", "value": "人工智能", "sort": 4, "use": "enterprises", "taxonomy": "领域"},
        ],
        fact=[rows.fact("甲", 120, 100, 90), rows.fact("甲", 200, None, None, basis="rolling4")],
        filed=[rows.filed("甲", "2026Q3"), rows.filed("乙", "2025Q4")],
        filed_version=[
            {**version, "revenue_10k_cny": 110, "filing": "f1", "seq": 1, "is_current": False},
            {**version, "revenue_10k_cny": 120, "filing": "f2", "seq": 2, "is_current": True},
        ],
        filing=[
            {**filing, "filing": "f1", "seq": 1, "file": "一.xlsx", "accepted_at": datetime(2026, 10, 9, 8)},
            {**filing, "filing": "f2", "seq": 2, "file": "二.xlsx", "accepted_at": datetime(2026, 10, 20, 8)},
        ],
        issue=[{"filing": "f2", "sheet": "营收", "cell": "E9", "rule": "not_reported", "severity": "warning"}],
    )


def test_a_value_shows_the_cell_it_came_from_and_what_it_replaced(make_store, rows):
    """Current version first, then the superseded one; file, sheet, cell, header, who and when."""
    series = records.enterprise_series(loaded(make_store, rows), "甲").to_dict("records")
    assert [(row["file"], row["revenue_10k_cny"], row["is_current"]) for row in series] == [
        ("二.xlsx", 120, True),
        ("一.xlsx", 110, False),
    ]
    assert (series[0]["sheet"], series[0]["revenue_cell"], series[0]["unit"]) == ("营收", "E7", "万元")
    assert records.enterprise_series(loaded(make_store, rows), "没有").empty


def test_an_enterprise_has_its_memberships_and_its_latest_figures(make_store, rows):
    """Fields in the order of the list, joined by 、; growth comparable; 乙 did not file, so it is unknown."""
    frame = records.enterprises(loaded(make_store, rows)).set_index("enterprise_id").astype(object)
    first, second = frame.loc["甲"], frame.loc["乙"]
    assert first["field"] == "软件和信息技术服务、人工智能"
    assert (first["revenue_ytd_10k_cny"], first["revenue_rolling4_10k_cny"]) == (120, 200)
    assert (round(first["comparable_pct"], 6), first["is_above_scale"], first["is_filed"]) == (20, True, True)
    assert (second["is_filed"], second["last_period"]) == (False, "2025Q4")
    assert second[["revenue_ytd_10k_cny", "comparable_pct", "is_above_scale"]].isna().all()
    assert (
        not records.enterprises(loaded(make_store, rows), "2026Q2")
        .set_index("enterprise_id")
        .loc["甲", "is_above_scale"]
    )


def test_filings_come_newest_first_with_their_findings(make_store, rows):
    """Counts by severity; the findings themselves by filing, or of all active ones."""
    store = loaded(make_store, rows)
    filings = records.filings(store).to_dict("records")
    assert [(row["filing"], row["warnings"], row["errors"]) for row in filings] == [("f2", 1, 0), ("f1", 0, 0)]
    assert records.issues(store, "f1").empty
    assert records.issues(store)["cell"].tolist() == ["E9"]


def test_periods_lists_and_published_figures(make_store, rows):
    """Oldest quarter first; a list in its own order; published figures as filed."""
    store = loaded(make_store, rows)
    assert records.periods(store) == ["2025Q4", "2026Q3"]
    assert records.groupings(store, "field")["value"].tolist() == ["软件和信息技术服务", "人工智能"]
    assert len(records.groupings(store)) == 2
    assert records.published(store).empty


def test_the_four_bases_of_one_enterprise(make_store, rows):
    """ytd then rolling4, each with its growth; null where the base is unknown."""
    facts = records.enterprise_facts(loaded(make_store, rows), "甲")
    assert facts["basis"].tolist() == ["ytd", "rolling4"]
    assert round(facts.loc[0, "comparable_pct"], 6) == 20
    assert facts["comparable_pct"].isna().tolist() == [False, True]


def test_an_empty_build_gives_empty_tables_with_their_columns(make_store):
    """No page trips over a folder without data."""
    store = make_store()
    assert records.periods(store) == []
    for frame in (records.enterprises(store), records.filings(store), records.issues(store), records.published(store)):
        assert frame.empty
        assert len(frame.columns) > 5
