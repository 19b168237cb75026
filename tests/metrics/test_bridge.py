"""增长桥：每一步多少，合得上到分。"""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.bridge import SPLIT, STEPS
from metrics.show import show


def test_the_bridge_of_the_rules_closes(make_store, rows):
    """domain/rules.md §2: prior 180, incumbents 24, entrants 20, exits −15, revisions 1, current 210."""
    store = make_store(
        fact=[
            rows.fact("甲", 120, 100, 100),
            rows.fact("乙", 60, 66, 65),
            rows.fact("丙", 30, 20, None),
            rows.fact("丁", None, None, 15),
        ]
    )
    (row,) = show(store, "bridge").to_dict("records")
    assert [row[step] for step in STEPS] == [180, 24, 20, -15, 1]
    assert (row["current_10k_cny"], row["reason"]) == (210, "")


def test_each_way_a_firm_can_stand_has_its_own_step(make_store, rows):
    """Only stored: all of it is change. Neither: all of it is new. Both priors: the difference is a revision."""
    store = make_store(
        fact=[rows.fact("只有库存", 70, None, 50), rows.fact("全新", 9, None, None), rows.fact("修订", 30, 28, 25)]
    )
    steps = show(store, "bridge", by=["enterprise"]).set_index("enterprise")[[*STEPS, "current_10k_cny"]]
    assert steps.loc["只有库存"].tolist() == [50, 20, 0, 0, 0, 70]
    assert steps.loc["全新"].tolist() == [0, 0, 9, 0, 0, 9]
    assert steps.loc["修订"].tolist() == [25, 2, 0, 0, 3, 30]


def test_without_last_years_filing_there_is_no_start_and_it_says_so(make_store, rows):
    """A quarter never loaded is unknown, not zero: the steps are null, the reason 缺基期, the current figure stays."""
    (row,) = show(make_store(fact=[rows.fact("甲", 120, 100, None)]), "bridge").to_dict("records")
    assert all(row[step] != row[step] for step in STEPS)
    assert (row["current_10k_cny"], row["reason"]) == (120, "缺基期")


def test_a_group_new_this_year_starts_from_zero(make_store, rows):
    """Last year's quarter is loaded and nobody of 智远 was in it, so its start is a known 0."""
    store = make_store(
        enterprise=[{"enterprise_id": "甲", "subdistrict": "姚家"}, {"enterprise_id": "丙", "subdistrict": "智远"}],
        fact=[rows.fact("甲", 120, 100, 100), rows.fact("丙", 30, 20, None)],
    )
    row = show(store, "bridge", by=["subdistrict"]).set_index("subdistrict").loc["智远"]
    assert row[[*STEPS, "current_10k_cny"]].tolist() == [0, 10, 20, 0, 0, 30]


def test_the_register_tells_who_joined_and_who_left(make_store, rows):
    """By hand: joined 2026-01 brings 20, first filing 9; off since 2026-03 −15, moved away −4, late −6 and −1."""

    def firm(key, since, until=None, left=None):
        dates = {"above_scale_from": since, "above_scale_to": until, "left_on": left}
        return {"enterprise_id": key, "has_scale_status": True, **dates}

    store = make_store(
        enterprise=[
            firm("入规", date(2026, 1, 1)),
            firm("新报", date(2019, 1, 1)),
            firm("退规", date(2019, 1, 1), until=date(2026, 3, 1)),
            firm("迁出", date(2019, 1, 1), left=date(2026, 9, 30)),
            firm("未报", date(2019, 1, 1)),
            firm("往后才退", date(2019, 1, 1), until=date(2026, 10, 1)),
        ],
        fact=[
            rows.fact("入规", 30, 20, None),
            rows.fact("新报", 9, None, None),
            rows.fact("退规", None, None, 15),
            rows.fact("迁出", None, None, 4),
            rows.fact("未报", None, None, 6),
            rows.fact("往后才退", None, None, 1),
        ],
    )
    (row,) = show(store, "bridge").to_dict("records")
    assert [row[part] for part in SPLIT] == [20, 9, -19, -7]
    assert (row["entrants_10k_cny"], row["exits_10k_cny"], row["split_reason"]) == (29, -26, "")


def test_without_dates_in_the_register_the_parts_are_unknown(make_store, rows):
    """No status and no date: entrants and exits stand, their parts are null and say why."""
    store = make_store(fact=[rows.fact("甲", 30, 20, None), rows.fact("乙", None, None, 15)])
    (row,) = show(store, "bridge").to_dict("records")
    assert (row["entrants_10k_cny"], row["exits_10k_cny"]) == (20, -15)
    assert all(row[part] != row[part] for part in SPLIT)
    assert row["split_reason"].startswith("名录没有纳统、退统年月")


money = st.decimals(min_value=-(10**5), max_value=10**8, places=6) | st.none()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(money, money, money), min_size=1, max_size=8))
def test_the_steps_always_add_up_to_the_current_figure(make_store, rows, firms):
    """Whatever is known of whom, prior + incumbents + entrants + exits + revisions = current, to the cent."""
    facts = [rows.fact(f"企{n}", now, reported, stored) for n, (now, reported, stored) in enumerate(firms)]
    with make_store(fact=facts) as store:
        rows_shown = show(store, "bridge").to_dict("records")
    if not rows_shown:  # 谁的本期与库存都没有，就没有这一行
        return
    (row,) = rows_shown
    assert row["current_10k_cny"] == pytest.approx(float(sum((now or Decimal(0)) for now, _, _ in firms)), abs=1e-6)
    if row["reason"] == "":
        assert sum(row[step] for step in STEPS) == pytest.approx(row["current_10k_cny"], abs=1e-6)
    else:
        assert all(stored is None for _, _, stored in firms)


days = st.dates(min_value=date(2024, 1, 1), max_value=date(2027, 12, 31)) | st.none()


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(money, money, money, days, days, days), min_size=1, max_size=8))
def test_the_parts_always_add_up_to_entrants_and_exits(make_store, rows, firms):
    """Whatever the register says of whom, 入规 + 新报 = 新增 and 退规与迁出 + 未报 = 退出, to the cent."""
    register = [
        {
            "enterprise_id": f"企{n}",
            "has_scale_status": True,
            "above_scale_from": since,
            "above_scale_to": until,
            "left_on": left,
        }
        for n, (*_money, since, until, left) in enumerate(firms)
    ]
    facts = [rows.fact(f"企{n}", *three) for n, (*three, _since, _until, _left) in enumerate(firms)]
    with make_store(enterprise=register, fact=facts) as store:
        for row in show(store, "bridge").to_dict("records"):
            if row["reason"]:
                continue
            joined, first, left, late = (row[part] for part in SPLIT)
            assert joined + first == pytest.approx(row["entrants_10k_cny"], abs=1e-6)
            assert left + late == pytest.approx(row["exits_10k_cny"], abs=1e-6)
