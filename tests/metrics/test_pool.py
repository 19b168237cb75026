"""培育库。"""

from datetime import date

from hypothesis import given, settings
from hypothesis import strategies as st

from metrics.show import show

FIELDS = ["opening", "entered", "graduated", "dropped", "pending", "closing"]


def firm(key, since=None, left=None, until=None):
    return {
        "enterprise_id": key,
        "enterprise": key,
        "has_scale_status": True,
        "above_scale_from": since,
        "above_scale_to": until,
        "left_on": left,
    }


def two_quarters(rows, values):
    """Revenue over four quarters at 2026Q2 and 2026Q3 by firm."""
    return [
        rows.fact(key, value, period=period, basis="rolling4")
        for key, pair in values.items()
        for period, value in zip(("2026Q2", "2026Q3"), pair, strict=True)
        if value is not None
    ]


def pool_at(make_store, rows, firms, values, **more):
    filed = [rows.filed("甲", period) for period in ("2026Q2", "2026Q3")]
    store = make_store(enterprise=firms, fact=two_quarters(rows, values), filed=filed, **more)
    return show(store, "pool", "2026Q3").to_dict("records")[0]


def test_one_graduates_one_falls_back_one_stays_one_comes(make_store, rows):
    """3 + 1 − 1 − 1 − 0 = 2: 甲 enters the register, 乙 falls to 1,500, 丙 stays, 丁 rises to the reach of 1,600."""
    firms = [firm("甲", since=date(2026, 9, 1)), firm("乙"), firm("丙"), firm("丁")]
    row = pool_at(
        make_store, rows, firms, {"甲": (1900, 2100), "乙": (1700, 1500), "丙": (1800, 1800), "丁": (900, 1600)}
    )
    assert [row[name] for name in FIELDS] == [3, 1, 1, 1, 0, 2]
    assert (row["above_scale_entries"], row["above_scale_exits"]) == (1, 0)
    assert (row["basis"], row["from_period"], row["status"]) == ("rolling4", "2026Q2", "预计")


def test_a_title_in_its_term_is_a_way_in(make_store, rows):
    """甲's 高企 ended in August, 乙's runs, 丙's term is not stated; 小巨人 (丁) is above the pool's titles."""
    titles = [
        ("甲", "高企", date(2026, 8, 31)),
        ("乙", "高企", date(2027, 1, 31)),
        ("丙", "瞪羚", None),
        ("丁", "小巨人", None),
    ]
    held = [{"enterprise_id": k, "dimension": "title", "value": v, "valid_to": end} for k, v, end in titles]
    values = {key: (100, 100) for key, *_rest in titles}
    row = pool_at(make_store, rows, [firm(key) for key in values], values, membership=held)
    assert [row[name] for name in FIELDS] == [3, 0, 0, 1, 0, 2]


def test_who_has_not_filed_is_pending_and_who_left_is_out(make_store, rows):
    """乙 has no figure now: unknown, not dropped. 丙 moved away in July: dropped."""
    firms = [firm("甲"), firm("乙"), firm("丙", left=date(2026, 7, 15))]
    row = pool_at(make_store, rows, firms, {"甲": (1800, 1800), "乙": (1800, None), "丙": (1800, None)})
    assert [row[name] for name in FIELDS] == [3, 0, 0, 1, 1, 1]
    assert row["reason"] == "1家本期数不全，去留未知"


def test_a_firm_that_falls_out_of_the_register_comes_back_to_the_pool(make_store, rows):
    """退统 in August with 1,700: one exit, and one entry into the pool."""
    row = pool_at(make_store, rows, [firm("甲", date(2020, 1, 1), until=date(2026, 8, 1))], {"甲": (1700, 1700)})
    assert [row[name] for name in FIELDS] == [0, 1, 0, 0, 0, 1]
    assert row["above_scale_exits"] == 1


def test_the_first_quarter_and_a_register_without_status_say_why(make_store, rows):
    """No quarter before: only the closing count. No status: nothing is known."""
    filed = [rows.filed("甲", "2026Q3")]
    facts = [rows.fact("甲", 1800, basis="rolling4")]
    (row,) = show(make_store(enterprise=[firm("甲")], fact=facts, filed=filed), "pool").to_dict("records")
    assert (row["closing"], row["reason"]) == (1, "缺上期")
    (row,) = show(make_store(fact=facts, filed=filed), "pool").to_dict("records")
    assert row["reason"] == "名录没有纳统状态"
    assert show(make_store(), "pool", "2030Q1").empty


@settings(max_examples=25, deadline=None)  # 每例建一个库
@given(
    st.lists(
        st.tuples(*[st.one_of(st.none(), st.integers(0, 4000))] * 2, st.booleans(), st.booleans()),
        min_size=1,
        max_size=8,
    )
)
def test_what_was_there_plus_what_came_less_what_went_is_there(make_store, rows, values):
    """opening + entered − graduated − dropped − pending = closing, whatever is missing."""
    since, left = date(2026, 8, 1), date(2026, 8, 15)
    firms = [firm(str(at), since if up else None, left if gone else None) for at, (*_v, up, gone) in enumerate(values)]
    row = pool_at(make_store, rows, firms, {str(at): pair[:2] for at, pair in enumerate(values)})
    opening, entered, graduated, dropped, pending, closing = (row[name] for name in FIELDS)
    assert opening + entered - graduated - dropped - pending == closing
